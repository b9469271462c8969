-- Counts a payment against what its payer may pay in a day and a month. Runs in the statement that moves the money,
-- after the ledger has locked the payer's account; the counter's row is locked by the UPSERT, so that of many
-- payments at once each sees what the ones before it have spent, exactly. A refusal undoes the whole statement.
-- p_kinds, p_daily, p_monthly and p_counts go together; an empty kind counts all kinds, a null has no limit.
-- Raises GP020 with the name of the limit as its message.
CREATE FUNCTION transactions_spend(
    p_person uuid, p_currency text, p_amount numeric, p_day date, p_kinds text[],
    p_daily numeric[], p_monthly numeric[], p_counts int[]
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_month date := date_trunc('month', p_day);
    v_day_total numeric;
    v_day_count int;
    v_month_total numeric;
BEGIN
    FOR i IN 1 .. cardinality(p_kinds) LOOP
        -- A row may be a day ahead, when this payment's clock was read before midnight: it is counted there.
        INSERT INTO transactions_spending AS s
               (id, person_id, kind, currency, day, day_total, day_count, month, month_total)
        VALUES (gen_random_uuid(), p_person, p_kinds[i], p_currency, p_day, p_amount, 1, v_month, p_amount)
        ON CONFLICT (person_id, currency, kind) DO UPDATE
           SET day = greatest(s.day, p_day),
               day_total = CASE WHEN s.day >= p_day THEN s.day_total ELSE 0 END + p_amount,
               day_count = CASE WHEN s.day >= p_day THEN s.day_count ELSE 0 END + 1,
               month = greatest(s.month, v_month),
               month_total = CASE WHEN s.month >= v_month THEN s.month_total ELSE 0 END + p_amount
        RETURNING s.day_total, s.day_count, s.month_total INTO v_day_total, v_day_count, v_month_total;
        IF v_day_total > p_daily[i] THEN
            RAISE EXCEPTION 'daily_limit_exceeded' USING ERRCODE = 'GP020';
        ELSIF v_month_total > p_monthly[i] THEN
            RAISE EXCEPTION 'monthly_limit_exceeded' USING ERRCODE = 'GP020';
        ELSIF v_day_count > p_counts[i] THEN
            RAISE EXCEPTION 'daily_count_exceeded' USING ERRCODE = 'GP020';
        END IF;
    END LOOP;
END $$;

-- Refuses a payment after which the payee's wallet would hold more than the payee's tier may. It is called after the
-- entry was posted, in the same statement, and reads the balance that entry has left. Raises GP020.
CREATE FUNCTION transactions_check_balance(p_account uuid, p_maximum numeric) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF ledger_balance(p_account) > p_maximum THEN
        RAISE EXCEPTION 'payee_limit_exceeded' USING ERRCODE = 'GP020';
    END IF;
END $$;

-- How a payment was authorised is as fixed as what was agreed.
CREATE TRIGGER authority_is_fixed BEFORE UPDATE OF device_id, signature_digest ON transactions_transaction
    FOR EACH STATEMENT EXECUTE FUNCTION transactions_refuse();
