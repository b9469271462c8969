-- Who served whom and what was earned stays as it was written; a commission is paid out once.
CREATE FUNCTION agents_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what an agent did is fixed: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
END $$;
CREATE TRIGGER dealing_is_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON agents_dealing
    FOR EACH STATEMENT EXECUTE FUNCTION agents_refuse();

CREATE FUNCTION agents_pay_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.payout_id IS NOT NULL OR NEW.payout_id IS NULL THEN
        RAISE EXCEPTION 'a commission is paid out once' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER line_is_fixed
    BEFORE UPDATE OF id, entry_id, transaction_id, registration_id, agent_id, outlet_id, earner, earner_id, account_code,
        kind, currency, amount, at
    ON agents_commissionline FOR EACH STATEMENT EXECUTE FUNCTION agents_refuse();
CREATE TRIGGER line_is_paid_once BEFORE UPDATE OF payout_id ON agents_commissionline
    FOR EACH ROW EXECUTE FUNCTION agents_pay_line();
CREATE TRIGGER line_is_never_deleted BEFORE DELETE OR TRUNCATE ON agents_commissionline
    FOR EACH STATEMENT EXECUTE FUNCTION agents_refuse();

-- What held before stays known: rules are added, not edited.
CREATE TRIGGER rule_is_never_edited BEFORE UPDATE OR DELETE OR TRUNCATE ON agents_commissionrule
    FOR EACH STATEMENT EXECUTE FUNCTION agents_refuse();
CREATE TRIGGER band_is_never_edited BEFORE UPDATE OR DELETE OR TRUNCATE ON agents_commissionband
    FOR EACH STATEMENT EXECUTE FUNCTION agents_refuse();

-- What was agreed with a code, a request or an order is fixed, and each is decided once.
CREATE FUNCTION agents_decide_code() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'WAITING'
       OR (NEW.id, NEW.transaction_id, NEW.customer_id, NEW.outlet_id, NEW.amount, NEW.currency, NEW.digest, NEW.sealed,
           NEW.created_at, NEW.expires_at)
          IS DISTINCT FROM
          (OLD.id, OLD.transaction_id, OLD.customer_id, OLD.outlet_id, OLD.amount, OLD.currency, OLD.digest, OLD.sealed,
           OLD.created_at, OLD.expires_at)
       OR NEW.tries < OLD.tries THEN
        RAISE EXCEPTION 'a code is decided once' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER code_is_decided_once BEFORE UPDATE ON agents_cashoutcode
    FOR EACH ROW EXECUTE FUNCTION agents_decide_code();
CREATE TRIGGER code_is_never_deleted BEFORE DELETE OR TRUNCATE ON agents_cashoutcode
    FOR EACH STATEMENT EXECUTE FUNCTION agents_refuse();

CREATE FUNCTION agents_decide_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'OPEN'
       OR (NEW.id, NEW.mode, NEW.agent_id, NEW.outlet_id, NEW.teller_id, NEW.shift_id, NEW.customer_id, NEW.amount,
           NEW.currency, NEW.idempotency_key, NEW.request_digest, NEW.created_at, NEW.expires_at)
          IS DISTINCT FROM
          (OLD.id, OLD.mode, OLD.agent_id, OLD.outlet_id, OLD.teller_id, OLD.shift_id, OLD.customer_id, OLD.amount,
           OLD.currency, OLD.idempotency_key, OLD.request_digest, OLD.created_at, OLD.expires_at) THEN
        RAISE EXCEPTION 'a request for cash is decided once' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER request_is_decided_once BEFORE UPDATE ON agents_cashoutrequest
    FOR EACH ROW EXECUTE FUNCTION agents_decide_request();
CREATE TRIGGER request_is_never_deleted BEFORE DELETE OR TRUNCATE ON agents_cashoutrequest
    FOR EACH STATEMENT EXECUTE FUNCTION agents_refuse();

CREATE FUNCTION agents_decide_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.state, NEW.state) NOT IN (
           ('REQUESTED', 'PROPOSED'), ('REQUESTED', 'REJECTED'), ('REQUESTED', 'CANCELLED'),
           ('PROPOSED', 'REQUESTED'), ('PROPOSED', 'DONE'), ('PROPOSED', 'REJECTED'))
       OR (NEW.id, NEW.outlet_id, NEW.direction, NEW.amount, NEW.currency, NEW.bank, NEW.bank_reference,
           NEW.proof_file, NEW.requested_by_id, NEW.idempotency_key, NEW.request_digest, NEW.requested_at)
          IS DISTINCT FROM
          (OLD.id, OLD.outlet_id, OLD.direction, OLD.amount, OLD.currency, OLD.bank, OLD.bank_reference,
           OLD.proof_file, OLD.requested_by_id, OLD.idempotency_key, OLD.request_digest, OLD.requested_at) THEN
        RAISE EXCEPTION 'an order of float is decided once' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER order_is_decided_once BEFORE UPDATE ON agents_floatorder
    FOR EACH ROW EXECUTE FUNCTION agents_decide_order();
CREATE TRIGGER order_is_never_deleted BEFORE DELETE OR TRUNCATE ON agents_floatorder
    FOR EACH STATEMENT EXECUTE FUNCTION agents_refuse();

-- A shift that was closed stays as it was counted; a difference is approved once.
CREATE FUNCTION agents_close_shift() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.state, NEW.state) NOT IN (
           ('OPEN', 'OPEN'), ('OPEN', 'DIFFERENT'), ('OPEN', 'CLOSED'), ('DIFFERENT', 'CLOSED'))
       OR (NEW.id, NEW.agent_id, NEW.outlet_id, NEW.teller_id, NEW.currency, NEW.opened_at, NEW.opening_cash)
          IS DISTINCT FROM
          (OLD.id, OLD.agent_id, OLD.outlet_id, OLD.teller_id, OLD.currency, OLD.opened_at, OLD.opening_cash)
       OR OLD.state = 'DIFFERENT' AND
          (NEW.expected, NEW.cash_in, NEW.cash_out, NEW.brought, NEW.taken, NEW.dealings, NEW.closed_at,
           NEW.counted_cash, NEW.difference, NEW.remark)
          IS DISTINCT FROM
          (OLD.expected, OLD.cash_in, OLD.cash_out, OLD.brought, OLD.taken, OLD.dealings, OLD.closed_at,
           OLD.counted_cash, OLD.difference, OLD.remark) THEN
        RAISE EXCEPTION 'a shift that was closed stays as it was' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER shift_is_closed_once BEFORE UPDATE ON agents_shift
    FOR EACH ROW EXECUTE FUNCTION agents_close_shift();
CREATE TRIGGER shift_is_never_deleted BEFORE DELETE OR TRUNCATE ON agents_shift
    FOR EACH STATEMENT EXECUTE FUNCTION agents_refuse();
CREATE TRIGGER movement_is_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON agents_cashmovement
    FOR EACH STATEMENT EXECUTE FUNCTION agents_refuse();

-- What was paid out is final.
CREATE FUNCTION agents_follow_payout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'PAID'
       OR (NEW.id, NEW.earner, NEW.earner_id, NEW.account_code, NEW.currency, NEW.until, NEW.lines, NEW.gross, NEW.tax,
           NEW.net, NEW.made_at)
          IS DISTINCT FROM
          (OLD.id, OLD.earner, OLD.earner_id, OLD.account_code, OLD.currency, OLD.until, OLD.lines, OLD.gross, OLD.tax,
           OLD.net, OLD.made_at) THEN
        RAISE EXCEPTION 'a payout is fixed: % is refused', TG_OP USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payout_is_fixed BEFORE UPDATE ON agents_commissionpayout
    FOR EACH ROW EXECUTE FUNCTION agents_follow_payout();
CREATE TRIGGER payout_is_never_deleted BEFORE DELETE OR TRUNCATE ON agents_commissionpayout
    FOR EACH STATEMENT EXECUTE FUNCTION agents_refuse();
