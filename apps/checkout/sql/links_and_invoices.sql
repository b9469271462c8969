-- What was sent to a customer is fixed, is decided once, and keeps its number for ever.
CREATE FUNCTION checkout_guard_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
           ('DRAFT', 'SENT'), ('DRAFT', 'CANCELLED'), ('SENT', 'PAID'), ('SENT', 'CANCELLED'))
       OR (NEW.id, NEW.merchant_id, NEW.currency, NEW.created_by_id, NEW.created_at)
          IS DISTINCT FROM (OLD.id, OLD.merchant_id, OLD.currency, OLD.created_by_id, OLD.created_at)
       OR OLD.state <> 'DRAFT'
          AND (NEW.number, NEW.customer_id, NEW.customer_name, NEW.customer_email, NEW.lines, NEW.amount, NEW.due_date,
               NEW.note, NEW.sent_at)
              IS DISTINCT FROM
              (OLD.number, OLD.customer_id, OLD.customer_name, OLD.customer_email, OLD.lines, OLD.amount, OLD.due_date,
               OLD.note, OLD.sent_at)
       OR OLD.state IN ('PAID', 'CANCELLED')
          AND (NEW.charge_id, NEW.decided_at) IS DISTINCT FROM (OLD.charge_id, OLD.decided_at) THEN
        RAISE EXCEPTION 'an invoice that was sent is fixed, and is decided once' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION checkout_refuse_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
END $$;
CREATE TRIGGER invoice_is_fixed BEFORE UPDATE ON checkout_invoice
    FOR EACH ROW EXECUTE FUNCTION checkout_guard_invoice();
CREATE TRIGGER invoice_is_never_deleted BEFORE DELETE OR TRUNCATE ON checkout_invoice
    FOR EACH STATEMENT EXECUTE FUNCTION checkout_refuse_deletion();

-- What a link asks for never changes; a use is given back once, and is one charge's.
CREATE FUNCTION checkout_guard_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.merchant_id, NEW.is_live, NEW.token, NEW.amount, NEW.min_amount, NEW.max_amount, NEW.currency,
        NEW.tip_mode, NEW.tip_value, NEW.created_by_id, NEW.created_at)
       IS DISTINCT FROM
       (OLD.id, OLD.merchant_id, OLD.is_live, OLD.token, OLD.amount, OLD.min_amount, OLD.max_amount, OLD.currency,
        OLD.tip_mode, OLD.tip_value, OLD.created_by_id, OLD.created_at)
       -- What an operator has ended stays so.
       OR OLD.ended_because <> '' AND (NEW.is_active OR NEW.ended_because <> OLD.ended_because) THEN
        RAISE EXCEPTION 'what a payment link asks for is fixed' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION checkout_guard_use() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.given_back_at IS NOT NULL OR NEW.given_back_at IS NULL
       OR (NEW.charge_id, NEW.link_id, NEW.taken_at) IS DISTINCT FROM (OLD.charge_id, OLD.link_id, OLD.taken_at) THEN
        RAISE EXCEPTION 'a use of a payment link is given back once' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER link_is_fixed BEFORE UPDATE ON checkout_paymentlink
    FOR EACH ROW EXECUTE FUNCTION checkout_guard_link();
CREATE TRIGGER link_is_never_deleted BEFORE DELETE OR TRUNCATE ON checkout_paymentlink
    FOR EACH STATEMENT EXECUTE FUNCTION checkout_refuse_deletion();
CREATE TRIGGER use_is_given_back_once BEFORE UPDATE ON checkout_linkuse
    FOR EACH ROW EXECUTE FUNCTION checkout_guard_use();
CREATE TRIGGER use_is_never_deleted BEFORE DELETE OR TRUNCATE ON checkout_linkuse
    FOR EACH STATEMENT EXECUTE FUNCTION checkout_refuse_deletion();
