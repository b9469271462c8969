-- What a person has confirmed of an auto-recharge stays as it was, and what became of a due date is decided once.
CREATE FUNCTION billers_guard_auto_recharge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'ACTIVE' OR NEW.next_occurrence <> 1 OR NEW.next_due_on <> NEW.start_date THEN
            RAISE EXCEPTION 'an auto-recharge begins at its beginning' USING ERRCODE = 'GP010';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.person_id, NEW.operator_id, NEW.product_id, NEW.amount, NEW.currency, NEW.every_days,
        NEW.day_of_month, NEW.start_date, NEW.time_zone, NEW.device_id, NEW.idempotency_key, NEW.request_digest,
        NEW.signature_digest, NEW.created_at)
       IS DISTINCT FROM
       (OLD.id, OLD.person_id, OLD.operator_id, OLD.product_id, OLD.amount, OLD.currency, OLD.every_days,
        OLD.day_of_month, OLD.start_date, OLD.time_zone, OLD.device_id, OLD.idempotency_key, OLD.request_digest,
        OLD.signature_digest, OLD.created_at) THEN
        RAISE EXCEPTION 'what was confirmed of an auto-recharge is not changed' USING ERRCODE = 'GP010';
    END IF;
    -- The number may be sealed under another key at any time, and erased once it is over.
    IF NEW.masked <> OLD.masked AND NOT (NEW.state = 'ENDED' AND NEW.masked = '' AND NEW.msisdn IS NULL) THEN
        RAISE EXCEPTION 'what was confirmed of an auto-recharge is not changed' USING ERRCODE = 'GP010';
    END IF;
    IF OLD.msisdn IS NULL AND NEW.msisdn IS NOT NULL THEN
        RAISE EXCEPTION 'what was erased is not written again' USING ERRCODE = 'GP010';
    END IF;
    IF OLD.state = 'ENDED' AND NEW.state <> 'ENDED' THEN
        RAISE EXCEPTION 'an auto-recharge that is over stays over' USING ERRCODE = 'GP010';
    END IF;
    IF NEW.next_occurrence < OLD.next_occurrence OR NEW.runs_made < OLD.runs_made THEN
        RAISE EXCEPTION 'an auto-recharge does not go back' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER auto_recharge_is_fixed BEFORE INSERT OR UPDATE ON billers_autorecharge
    FOR EACH ROW EXECUTE FUNCTION billers_guard_auto_recharge();
CREATE TRIGGER auto_recharge_is_never_deleted BEFORE DELETE OR TRUNCATE ON billers_autorecharge
    FOR EACH STATEMENT EXECUTE FUNCTION billers_refuse();

CREATE FUNCTION billers_guard_auto_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'UNDER_WAY'
       OR (NEW.id, NEW.auto_recharge_id, NEW.due_on, NEW.transaction_id, NEW.created_at)
          IS DISTINCT FROM (OLD.id, OLD.auto_recharge_id, OLD.due_on, OLD.transaction_id, OLD.created_at) THEN
        RAISE EXCEPTION 'a due date is decided once' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER auto_run_is_fixed BEFORE UPDATE ON billers_autorechargerun
    FOR EACH ROW EXECUTE FUNCTION billers_guard_auto_run();
CREATE TRIGGER auto_run_is_never_deleted BEFORE DELETE OR TRUNCATE ON billers_autorechargerun
    FOR EACH STATEMENT EXECUTE FUNCTION billers_refuse();

-- What was bought for a number says of whom: codes are never another's.
CREATE TRIGGER telco_is_fixed BEFORE UPDATE OF id, code, gateway_code ON billers_rechargeoperator
    FOR EACH ROW WHEN ((OLD.id, OLD.code, OLD.gateway_code) IS DISTINCT FROM (NEW.id, NEW.code, NEW.gateway_code))
    EXECUTE FUNCTION billers_refuse();
CREATE TRIGGER recharge_product_is_fixed BEFORE UPDATE OF id, operator_id, code ON billers_rechargeproduct
    FOR EACH ROW WHEN ((OLD.id, OLD.operator_id, OLD.code) IS DISTINCT FROM (NEW.id, NEW.operator_id, NEW.code))
    EXECUTE FUNCTION billers_refuse();
