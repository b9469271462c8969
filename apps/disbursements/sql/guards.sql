-- A disbursement goes through its states in their order, whoever writes; what was uploaded stays as it was, and what
-- was submitted for a second person to approve stays as it was submitted.
CREATE FUNCTION disbursements_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a disbursement is fixed: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
END $$;

CREATE TRIGGER upload_is_fixed
    BEFORE UPDATE OF id, owner_id, wallet_id, currency, file_name, file_digest, file_bytes, expected_rows,
        idempotency_key, request_digest, created_at
    ON disbursements_disbursement FOR EACH STATEMENT EXECUTE FUNCTION disbursements_refuse();
CREATE TRIGGER disbursement_is_never_deleted BEFORE DELETE OR TRUNCATE ON disbursements_disbursement
    FOR EACH STATEMENT EXECUTE FUNCTION disbursements_refuse();

CREATE FUNCTION disbursements_guard_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'UPLOADED' THEN
            RAISE EXCEPTION 'a disbursement begins as uploaded' USING ERRCODE = 'GP010';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state || ' ' || NEW.state) NOT IN (
        'UPLOADED VALIDATING', 'UPLOADED CANCELLED', 'UPLOADED FAILED',
        'VALIDATING READY', 'VALIDATING INVALID', 'VALIDATING CANCELLED', 'VALIDATING FAILED',
        'READY SUBMITTED', 'READY CANCELLED',
        'SUBMITTED APPROVED', 'SUBMITTED REJECTED', 'SUBMITTED CANCELLED',
        'APPROVED PAYING',
        'PAYING DONE'
    ) THEN
        RAISE EXCEPTION 'a disbursement does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'GP010';
    END IF;
    IF OLD.state NOT IN ('UPLOADED', 'VALIDATING', 'READY') AND (
        (NEW.rows, NEW.valid_rows, NEW.bad_rows, NEW.amount_total, NEW.fee_total, NEW.tax_total, NEW.fee_bearer,
         NEW.debit_total, NEW.content_digest, NEW.submitted_at, NEW.approval_id)
        IS DISTINCT FROM
        (OLD.rows, OLD.valid_rows, OLD.bad_rows, OLD.amount_total, OLD.fee_total, OLD.tax_total, OLD.fee_bearer,
         OLD.debit_total, OLD.content_digest, OLD.submitted_at, OLD.approval_id)
    ) THEN
        RAISE EXCEPTION 'what was submitted is not changed' USING ERRCODE = 'GP010';
    END IF;
    IF OLD.approver_id IS NOT NULL AND (
        (NEW.approver_id, NEW.approval_key, NEW.approval_digest, NEW.approved_at)
        IS DISTINCT FROM (OLD.approver_id, OLD.approval_key, OLD.approval_digest, OLD.approved_at)
        OR NEW.paid_rows < OLD.paid_rows OR NEW.failed_rows < OLD.failed_rows OR NEW.paid_through < OLD.paid_through
    ) THEN
        RAISE EXCEPTION 'what was approved and paid is not changed' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER states_follow_each_other BEFORE INSERT OR UPDATE ON disbursements_disbursement
    FOR EACH ROW EXECUTE FUNCTION disbursements_guard_state();

-- What a line says is written once.
CREATE TRIGGER row_is_fixed
    BEFORE UPDATE OF disbursement_id, line, "to", payee_id, amount_text, amount, note
    ON disbursements_disbursementrow FOR EACH STATEMENT EXECUTE FUNCTION disbursements_refuse();
CREATE TRIGGER row_is_never_deleted BEFORE DELETE OR TRUNCATE ON disbursements_disbursementrow
    FOR EACH STATEMENT EXECUTE FUNCTION disbursements_refuse();

-- Rows come while the file is being checked, and are priced while it is ready. One look for each statement.
CREATE FUNCTION disbursements_guard_new_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM (SELECT DISTINCT disbursement_id FROM written) AS w
       JOIN disbursements_disbursement d ON d.id = w.disbursement_id WHERE d.state <> 'VALIDATING';
    IF FOUND THEN
        RAISE EXCEPTION 'rows come while a file is being checked' USING ERRCODE = 'GP010';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER rows_come_from_the_file AFTER INSERT ON disbursements_disbursementrow
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION disbursements_guard_new_rows();

CREATE FUNCTION disbursements_guard_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM disbursements_disbursement d WHERE d.id = NEW.disbursement_id AND d.state = 'READY';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the price of a row is fixed' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER price_is_fixed_when_submitted BEFORE UPDATE OF fee, tax ON disbursements_disbursementrow
    FOR EACH ROW EXECUTE FUNCTION disbursements_guard_price();

-- A row is paid or fails once. It turns bad while it is checked or quoted only.
CREATE FUNCTION disbursements_guard_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'PENDING' AND NEW.state IN ('PENDING', 'PAID', 'FAILED') THEN
        RETURN NEW;
    END IF;
    IF OLD.state = 'PENDING' AND NEW.state = 'BAD' THEN
        PERFORM FROM disbursements_disbursement d WHERE d.id = NEW.disbursement_id AND d.state IN ('VALIDATING', 'READY');
        IF FOUND THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a row is paid or fails once' USING ERRCODE = 'GP010';
END $$;
CREATE TRIGGER row_is_decided_once BEFORE UPDATE OF state, transaction_id, reference ON disbursements_disbursementrow
    FOR EACH ROW EXECUTE FUNCTION disbursements_guard_row();

-- Each row is written once more when it is paid: with room on its page, no index has to hear of it.
ALTER TABLE disbursements_disbursementrow SET (fillfactor = 75);
