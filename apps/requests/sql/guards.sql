-- What was asked stays as it was, and a request is decided once. Who asked may remind while it waits; who is asked may
-- stop seeing it.
CREATE FUNCTION requests_guard_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'PENDING'
       AND (NEW.id, NEW.group_id, NEW.requester_id, NEW.payer_id, NEW.requester_name, NEW.payer_name, NEW.amount,
            NEW.currency, NEW.note, NEW.created_at, NEW.expires_at)
           IS NOT DISTINCT FROM
           (OLD.id, OLD.group_id, OLD.requester_id, OLD.payer_id, OLD.requester_name, OLD.payer_name, OLD.amount,
            OLD.currency, OLD.note, OLD.created_at, OLD.expires_at)
       AND NEW.reminders - OLD.reminders IN (0, 1) AND NEW.is_hidden >= OLD.is_hidden THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a payment request is fixed: % is refused', TG_OP USING ERRCODE = 'GP010';
END $$;
CREATE TRIGGER request_is_decided_once BEFORE UPDATE OR DELETE ON requests_paymentrequest
    FOR EACH ROW EXECUTE FUNCTION requests_guard_request();

CREATE FUNCTION requests_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was asked is fixed: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
END $$;
CREATE TRIGGER group_is_fixed BEFORE UPDATE OR DELETE ON requests_requestgroup
    FOR EACH STATEMENT EXECUTE FUNCTION requests_refuse();
CREATE TRIGGER group_is_never_emptied BEFORE TRUNCATE ON requests_requestgroup
    FOR EACH STATEMENT EXECUTE FUNCTION requests_refuse();
CREATE TRIGGER requests_are_never_emptied BEFORE TRUNCATE ON requests_paymentrequest
    FOR EACH STATEMENT EXECUTE FUNCTION requests_refuse();

-- A request begins as it was asked.
CREATE FUNCTION requests_begin_pending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'PENDING' OR NEW.reminders <> 0 THEN
        RAISE EXCEPTION 'a payment request begins as pending' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER request_begins_pending BEFORE INSERT ON requests_paymentrequest
    FOR EACH ROW EXECUTE FUNCTION requests_begin_pending();
