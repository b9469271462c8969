-- What came in stays as it came, states only go on, and what two people have decided is not decided again.
CREATE FUNCTION reconciliation_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was reconciled is fixed: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
END $$;

CREATE TRIGGER file_is_fixed
    BEFORE UPDATE OF id, gateway_code, bank, day, name, media_type, digest, size, uploaded_by_id, created_at
    ON reconciliation_importedfile FOR EACH STATEMENT EXECUTE FUNCTION reconciliation_refuse();
CREATE TRIGGER file_is_never_deleted BEFORE DELETE OR TRUNCATE ON reconciliation_importedfile
    FOR EACH STATEMENT EXECUTE FUNCTION reconciliation_refuse();

CREATE FUNCTION reconciliation_guard_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'RECEIVED' OR NEW.read_lines <> 0 THEN
            RAISE EXCEPTION 'a file begins unread' USING ERRCODE = 'GP010';
        END IF;
    ELSIF OLD.state IN ('READ', 'FAILED') AND NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a file that was read is done with' USING ERRCODE = 'GP010';
    ELSIF NEW.read_lines < OLD.read_lines OR NEW.state = 'FAILED' AND NEW.read_lines > 0
          OR NEW.state <> OLD.state AND (OLD.state || ' ' || NEW.state) NOT IN (
             'RECEIVED READING', 'RECEIVED FAILED', 'READING READ', 'READING FAILED') THEN
        RAISE EXCEPTION 'a file does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER states_follow_each_other BEFORE INSERT OR UPDATE ON reconciliation_importedfile
    FOR EACH ROW EXECUTE FUNCTION reconciliation_guard_file();

CREATE TRIGGER line_is_fixed
    BEFORE UPDATE OF id, file_id, number, source, reference, provider_reference, type, amount, fee, currency,
        executed_at, counterparty, fingerprint, occurrence, repeated_in
    ON reconciliation_line FOR EACH STATEMENT EXECUTE FUNCTION reconciliation_refuse();
CREATE TRIGGER line_is_never_deleted BEFORE DELETE OR TRUNCATE ON reconciliation_line
    FOR EACH STATEMENT EXECUTE FUNCTION reconciliation_refuse();
-- A line is written once more when it is matched: with room on its page, no index has to hear of it.
ALTER TABLE reconciliation_line SET (fillfactor = 85);

CREATE TRIGGER break_is_fixed
    BEFORE UPDATE OF id, gateway_code, day, line_id, opened_at ON reconciliation_break
    FOR EACH STATEMENT EXECUTE FUNCTION reconciliation_refuse();
CREATE TRIGGER break_is_never_deleted BEFORE DELETE OR TRUNCATE ON reconciliation_break
    FOR EACH STATEMENT EXECUTE FUNCTION reconciliation_refuse();

CREATE FUNCTION reconciliation_guard_break() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'RESOLVED' THEN
        RAISE EXCEPTION 'a break is resolved once' USING ERRCODE = 'GP010';
    END IF;
    IF OLD.asked_resolution <> '' AND NEW.asked_resolution <> '' AND (
        (NEW.reason, NEW.operation_id, NEW.our_effect, NEW.our_currency, NEW.their_effect, NEW.their_currency,
         NEW.asked_resolution, NEW.asked_reason, NEW.asked_by_id, NEW.approval_id)
        IS DISTINCT FROM
        (OLD.reason, OLD.operation_id, OLD.our_effect, OLD.our_currency, OLD.their_effect, OLD.their_currency,
         OLD.asked_resolution, OLD.asked_reason, OLD.asked_by_id, OLD.approval_id)
    ) THEN
        RAISE EXCEPTION 'what waits for a second person is not changed' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER break_is_resolved_once BEFORE UPDATE ON reconciliation_break
    FOR EACH ROW EXECUTE FUNCTION reconciliation_guard_break();

CREATE TRIGGER settlement_is_fixed
    BEFORE UPDATE OF id, kind, bank, gateway_code, amount, currency, bank_reference, value_date, reason, line_id,
        requested_by_id, created_at
    ON reconciliation_settlement FOR EACH STATEMENT EXECUTE FUNCTION reconciliation_refuse();
CREATE TRIGGER settlement_is_never_deleted BEFORE DELETE OR TRUNCATE ON reconciliation_settlement
    FOR EACH STATEMENT EXECUTE FUNCTION reconciliation_refuse();

CREATE FUNCTION reconciliation_guard_settlement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.state <> 'REQUESTED' THEN
        RAISE EXCEPTION 'a settlement is asked for first' USING ERRCODE = 'GP010';
    ELSIF TG_OP = 'UPDATE' AND OLD.state <> 'REQUESTED' THEN
        RAISE EXCEPTION 'a settlement is decided once' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER settlement_is_decided_once BEFORE INSERT OR UPDATE ON reconciliation_settlement
    FOR EACH ROW EXECUTE FUNCTION reconciliation_guard_settlement();

CREATE TRIGGER proof_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON reconciliation_coverageproof
    FOR EACH STATEMENT EXECUTE FUNCTION reconciliation_refuse();
