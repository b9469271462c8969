-- What a biller has said, what was paid for and what was settled stays as it was written down, whoever writes.
CREATE FUNCTION billers_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'this is fixed: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
END $$;

-- A biller's code and currency are in the ledger.
CREATE TRIGGER code_is_fixed BEFORE UPDATE OF id, code, currency, created_at ON billers_biller
    FOR EACH ROW WHEN ((OLD.id, OLD.code, OLD.currency, OLD.created_at)
                       IS DISTINCT FROM (NEW.id, NEW.code, NEW.currency, NEW.created_at))
    EXECUTE FUNCTION billers_refuse();
CREATE TRIGGER biller_is_never_deleted BEFORE DELETE OR TRUNCATE ON billers_biller
    FOR EACH STATEMENT EXECUTE FUNCTION billers_refuse();

-- A commission is added for the time from a moment on, and never edited.
CREATE TRIGGER commission_is_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON billers_commission
    FOR EACH STATEMENT EXECUTE FUNCTION billers_refuse();

-- A look-up is used once; what was said in it is never changed, but its number may be sealed anew.
CREATE FUNCTION billers_guard_look_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (to_jsonb(NEW) - 'paid_by' - 'account_number') IS DISTINCT FROM (to_jsonb(OLD) - 'paid_by' - 'account_number')
       OR OLD.paid_by IS NOT NULL AND NEW.paid_by IS DISTINCT FROM OLD.paid_by THEN
        RAISE EXCEPTION 'this is fixed: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER look_up_is_fixed BEFORE UPDATE ON billers_billlookup
    FOR EACH ROW EXECUTE FUNCTION billers_guard_look_up();

-- A bill payment gets into one settlement, and its number may be erased or sealed anew.
CREATE FUNCTION billers_guard_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (to_jsonb(NEW) - 'settlement_id' - 'account_number' - 'account_index' - 'masked')
       IS DISTINCT FROM (to_jsonb(OLD) - 'settlement_id' - 'account_number' - 'account_index' - 'masked')
       OR OLD.settlement_id IS NOT NULL AND NEW.settlement_id IS DISTINCT FROM OLD.settlement_id
       OR NEW.masked NOT IN (OLD.masked, '')
       OR NEW.account_index IS NOT NULL AND NEW.account_index IS DISTINCT FROM OLD.account_index THEN
        RAISE EXCEPTION 'this is fixed: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_is_fixed BEFORE UPDATE ON billers_billpayment
    FOR EACH ROW EXECUTE FUNCTION billers_guard_payment();
CREATE TRIGGER payment_is_never_deleted BEFORE DELETE OR TRUNCATE ON billers_billpayment
    FOR EACH STATEMENT EXECUTE FUNCTION billers_refuse();

-- A settlement's figures are made once, and its states follow each other.
CREATE FUNCTION billers_guard_settlement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.biller_id, NEW.settled_by, NEW.period_start, NEW.period_end, NEW.currency, NEW.payments, NEW.gross,
        NEW.commission, NEW.net, NEW.made_at)
       IS DISTINCT FROM
       (OLD.id, OLD.biller_id, OLD.settled_by, OLD.period_start, OLD.period_end, OLD.currency, OLD.payments, OLD.gross,
        OLD.commission, OLD.net, OLD.made_at)
       OR NEW.attempts < OLD.attempts THEN
        RAISE EXCEPTION 'what was settled is not changed' USING ERRCODE = 'GP010';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state || ' ' || NEW.state) NOT IN (
        'OPEN REQUESTED', 'OPEN SENDING', 'OPEN PAID', 'OPEN FAILED',
        'REQUESTED OPEN', 'REQUESTED SENDING', 'REQUESTED PAID', 'REQUESTED FAILED',
        'SENDING PAID', 'SENDING FAILED',
        'FAILED REQUESTED'
    ) THEN
        RAISE EXCEPTION 'a settlement does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER settlement_is_fixed BEFORE UPDATE ON billers_billersettlement
    FOR EACH ROW EXECUTE FUNCTION billers_guard_settlement();
CREATE TRIGGER settlement_is_never_deleted BEFORE DELETE OR TRUNCATE ON billers_billersettlement
    FOR EACH STATEMENT EXECUTE FUNCTION billers_refuse();
CREATE TRIGGER line_is_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON billers_settlementline
    FOR EACH STATEMENT EXECUTE FUNCTION billers_refuse();
