-- What was agreed in a payment stays as it was. Whom a held payment is for and what becomes of it is decided once.
DROP TRIGGER what_was_agreed_is_fixed ON transactions_transaction;
DROP TRIGGER decided_is_decided ON transactions_transaction;
CREATE TRIGGER agreed_terms_are_fixed
    BEFORE UPDATE OF id, reference, kind, initiator_id, idempotency_key, request_digest, payer_id, payer_wallet_id,
        payer_name, amount, fee, tax, fee_bearer, currency, note, parent_id, quote_id, received_amount,
        received_currency, rate, held_for, channel, session_id, request_id, created_at
    ON transactions_transaction FOR EACH STATEMENT EXECUTE FUNCTION transactions_refuse();

-- A held payment is completed or returned; everything else is final. The payee of a payment that waits for somebody
-- to register becomes known when it is completed, and never changes.
CREATE FUNCTION transactions_decide_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'HELD' AND NEW.state IN ('COMPLETED', 'RETURNED')
       AND (NEW.payee_id IS NOT DISTINCT FROM OLD.payee_id AND NEW.payee_name = OLD.payee_name
            AND NEW.payee_wallet_id IS NOT DISTINCT FROM OLD.payee_wallet_id
            OR OLD.held_for = 'CLAIM' AND OLD.payee_id IS NULL AND NEW.state = 'COMPLETED') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a payment is fixed: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
END $$;
CREATE TRIGGER held_is_decided_once
    BEFORE UPDATE OF state, failure_code, decided_at, payee_id, payee_wallet_id, payee_name
    ON transactions_transaction FOR EACH ROW EXECUTE FUNCTION transactions_decide_held();

-- A schedule says how many bands it has; when they are there, none is added, and they are as fixed as the schedule.
CREATE FUNCTION transactions_check_band() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM transactions_feerule r WHERE r.id = NEW.rule_id FOR NO KEY UPDATE;
    PERFORM FROM transactions_feerule r WHERE r.id = NEW.rule_id
       AND r.band_count > (SELECT count(*) FROM transactions_feeband b WHERE b.rule_id = r.id);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a price is fixed: no band is added to it later' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER band_comes_with_its_schedule BEFORE INSERT ON transactions_feeband
    FOR EACH ROW EXECUTE FUNCTION transactions_check_band();
CREATE TRIGGER band_is_never_edited BEFORE UPDATE OR DELETE ON transactions_feeband
    FOR EACH STATEMENT EXECUTE FUNCTION transactions_refuse();
CREATE TRIGGER band_is_never_emptied BEFORE TRUNCATE ON transactions_feeband
    FOR EACH STATEMENT EXECUTE FUNCTION transactions_refuse();
CREATE TRIGGER rate_is_never_edited BEFORE UPDATE OR DELETE ON transactions_conversionrate
    FOR EACH STATEMENT EXECUTE FUNCTION transactions_refuse();
CREATE TRIGGER rate_is_never_emptied BEFORE TRUNCATE ON transactions_conversionrate
    FOR EACH STATEMENT EXECUTE FUNCTION transactions_refuse();
CREATE TRIGGER quote_is_never_edited BEFORE UPDATE ON transactions_quote
    FOR EACH STATEMENT EXECUTE FUNCTION transactions_refuse();

-- Gives back to the payer's counters what a held payment had counted, when it goes back on the day (or in the month)
-- in which it was counted. The counters' rows are locked in the order in which transactions_spend locks them.
CREATE FUNCTION transactions_unspend(p_person uuid, p_currency text, p_amount numeric, p_day date, p_kind text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_kind text;
BEGIN
    FOREACH v_kind IN ARRAY ARRAY['', p_kind] LOOP
        UPDATE transactions_spending s
           SET day_total = s.day_total - CASE WHEN s.day = p_day THEN least(p_amount, s.day_total) ELSE 0 END,
               day_count = s.day_count - CASE WHEN s.day = p_day AND s.day_count > 0 THEN 1 ELSE 0 END,
               month_total = s.month_total
                   - CASE WHEN s.month = date_trunc('month', p_day) THEN least(p_amount, s.month_total) ELSE 0 END
         WHERE s.person_id = p_person AND s.currency = p_currency AND s.kind = v_kind;
    END LOOP;
END $$;
