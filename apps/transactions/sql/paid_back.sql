-- Counts what of a payment goes back against what may, whoever gives it back. Runs in the statement that moves the
-- money, after the payment's own row has been locked, so of many who give back at once each sees what the ones before
-- it have given, exactly. A refusal undoes the whole statement. Raises GP020 with a decline's code as its message.
CREATE FUNCTION transactions_pay_back(p_transaction uuid, p_maximum numeric, p_amount numeric) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_counted transactions_paidback;
BEGIN
    INSERT INTO transactions_paidback (transaction_id, maximum, total, is_reversed)
    VALUES (p_transaction, p_maximum, 0, false) ON CONFLICT (transaction_id) DO NOTHING;
    SELECT * INTO v_counted FROM transactions_paidback WHERE transaction_id = p_transaction FOR NO KEY UPDATE;
    IF v_counted.is_reversed THEN
        RAISE EXCEPTION 'already_reversed' USING ERRCODE = 'GP020';
    ELSIF v_counted.total = v_counted.maximum THEN
        RAISE EXCEPTION 'nothing_left_to_refund' USING ERRCODE = 'GP020';
    ELSIF v_counted.total + p_amount > v_counted.maximum THEN
        RAISE EXCEPTION 'refund_too_large' USING ERRCODE = 'GP020';
    END IF;
    UPDATE transactions_paidback SET total = total + p_amount WHERE transaction_id = p_transaction;
END $$;

-- What was counted is never forgotten, and of a reversed payment nothing goes back a second time.
CREATE FUNCTION transactions_guard_paid_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.is_reversed OR (NEW.transaction_id, NEW.maximum) IS DISTINCT FROM (OLD.transaction_id, OLD.maximum) THEN
        RAISE EXCEPTION 'a payment is fixed: what went back of it stays counted' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER what_went_back_stays_counted BEFORE UPDATE ON transactions_paidback
    FOR EACH ROW EXECUTE FUNCTION transactions_guard_paid_back();
CREATE TRIGGER what_went_back_is_never_deleted BEFORE DELETE OR TRUNCATE ON transactions_paidback
    FOR EACH STATEMENT EXECUTE FUNCTION transactions_refuse();

-- A request for a reversal is decided once. While it waits it may be edited, which makes its approval void.
CREATE FUNCTION transactions_guard_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'REQUESTED' OR (NEW.id, NEW.transaction_id, NEW.requested_by_id, NEW.requested_at)
       IS DISTINCT FROM (OLD.id, OLD.transaction_id, OLD.requested_by_id, OLD.requested_at) THEN
        RAISE EXCEPTION 'a payment is fixed: a reversal is decided once' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reversal_is_decided_once BEFORE UPDATE ON transactions_reversalrequest
    FOR EACH ROW EXECUTE FUNCTION transactions_guard_reversal();
CREATE TRIGGER reversal_is_never_deleted BEFORE DELETE OR TRUNCATE ON transactions_reversalrequest
    FOR EACH STATEMENT EXECUTE FUNCTION transactions_refuse();

-- What somebody owes only becomes less.
CREATE FUNCTION transactions_guard_receivable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.outstanding >= OLD.outstanding
       OR (NEW.id, NEW.person_id, NEW.wallet_id, NEW.transaction_id, NEW.currency, NEW.amount, NEW.created_at)
       IS DISTINCT FROM
       (OLD.id, OLD.person_id, OLD.wallet_id, OLD.transaction_id, OLD.currency, OLD.amount, OLD.created_at) THEN
        RAISE EXCEPTION 'a payment is fixed: what is owed only becomes less' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER owed_only_becomes_less BEFORE UPDATE ON transactions_receivable
    FOR EACH ROW EXECUTE FUNCTION transactions_guard_receivable();
CREATE TRIGGER owed_is_never_deleted BEFORE DELETE OR TRUNCATE ON transactions_receivable
    FOR EACH STATEMENT EXECUTE FUNCTION transactions_refuse();
