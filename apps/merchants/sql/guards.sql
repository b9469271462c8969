-- What a merchant took stays as it was written; it is settled once.
CREATE FUNCTION merchants_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a merchant took is fixed: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
END $$;
CREATE FUNCTION merchants_settle_taking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.settlement_id IS NOT NULL OR NEW.settlement_id IS NULL THEN
        RAISE EXCEPTION 'what a merchant took is settled once' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER taking_is_fixed
    BEFORE UPDATE OF transaction_id, merchant_id, store_id, till_id, staff_id, charge_id, sale_id, kind, currency, gross,
        tip, surcharge, discount, tax, drawn, net, at
    ON merchants_taking FOR EACH STATEMENT EXECUTE FUNCTION merchants_refuse();
CREATE TRIGGER taking_is_settled_once BEFORE UPDATE OF settlement_id ON merchants_taking
    FOR EACH ROW EXECUTE FUNCTION merchants_settle_taking();
CREATE TRIGGER taking_is_never_deleted BEFORE DELETE OR TRUNCATE ON merchants_taking
    FOR EACH STATEMENT EXECUTE FUNCTION merchants_refuse();
CREATE TRIGGER held_sale_is_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON merchants_heldsale
    FOR EACH STATEMENT EXECUTE FUNCTION merchants_refuse();

-- What a charge asks for is never changed, and its state only moves on.
CREATE FUNCTION merchants_decide_charge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.merchant_id, NEW.store_id, NEW.till_id, NEW.staff_id, NEW.source, NEW.is_live, NEW.code, NEW.amount,
        NEW.currency, NEW.tip_mode, NEW.tip_value, NEW.captures_later, NEW.idempotency_key, NEW.request_digest,
        NEW.created_at)
       IS DISTINCT FROM
       (OLD.id, OLD.merchant_id, OLD.store_id, OLD.till_id, OLD.staff_id, OLD.source, OLD.is_live, OLD.code, OLD.amount,
        OLD.currency, OLD.tip_mode, OLD.tip_value, OLD.captures_later, OLD.idempotency_key, OLD.request_digest,
        OLD.created_at)
       OR OLD.transaction_id IS NOT NULL AND NEW.transaction_id IS DISTINCT FROM OLD.transaction_id
       OR OLD.paid_amount IS NOT NULL AND NEW.paid_amount IS DISTINCT FROM OLD.paid_amount
       OR NEW.refunded < OLD.refunded
       OR NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
              ('OPEN', 'HELD'), ('OPEN', 'PAID'), ('OPEN', 'EXPIRED'), ('OPEN', 'CANCELLED'),
              ('HELD', 'PAID'), ('HELD', 'RETURNED')) THEN
        RAISE EXCEPTION 'what a merchant asked for is fixed, and is decided once' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER charge_is_decided_once BEFORE UPDATE ON merchants_charge
    FOR EACH ROW EXECUTE FUNCTION merchants_decide_charge();
CREATE TRIGGER charge_is_never_deleted BEFORE DELETE OR TRUNCATE ON merchants_charge
    FOR EACH STATEMENT EXECUTE FUNCTION merchants_refuse();

-- A discount that held is never edited: another one follows it.
CREATE TRIGGER discount_is_never_edited BEFORE UPDATE OR DELETE OR TRUNCATE ON merchants_discountrule
    FOR EACH STATEMENT EXECUTE FUNCTION merchants_refuse();

-- What a settlement says is fixed; only what became of its payout moves, and PAID is final.
CREATE FUNCTION merchants_follow_settlement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'PAID'
       OR (NEW.id, NEW.merchant_id, NEW.currency, NEW.since, NEW.until, NEW.sales, NEW.refunds, NEW.gross, NEW.discount,
           NEW.tax, NEW.refunded, NEW.reserved, NEW.released, NEW.net, NEW.made_at)
          IS DISTINCT FROM
          (OLD.id, OLD.merchant_id, OLD.currency, OLD.since, OLD.until, OLD.sales, OLD.refunds, OLD.gross, OLD.discount,
           OLD.tax, OLD.refunded, OLD.reserved, OLD.released, OLD.net, OLD.made_at)
       OR NEW.attempts < OLD.attempts THEN
        RAISE EXCEPTION 'a settlement is fixed: % is refused', TG_OP USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER settlement_is_fixed BEFORE UPDATE ON merchants_settlement
    FOR EACH ROW EXECUTE FUNCTION merchants_follow_settlement();
CREATE TRIGGER settlement_is_never_deleted BEFORE DELETE OR TRUNCATE ON merchants_settlement
    FOR EACH STATEMENT EXECUTE FUNCTION merchants_refuse();

-- What is kept back is released once.
CREATE FUNCTION merchants_release_reserve() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.released_by_id IS NOT NULL OR NEW.released_by_id IS NULL
       OR (NEW.settlement_id, NEW.merchant_id, NEW.amount) IS DISTINCT FROM
          (OLD.settlement_id, OLD.merchant_id, OLD.amount) THEN
        RAISE EXCEPTION 'a reserve is released once' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reserve_is_released_once BEFORE UPDATE ON merchants_reservehold
    FOR EACH ROW EXECUTE FUNCTION merchants_release_reserve();
CREATE TRIGGER reserve_is_never_deleted BEFORE DELETE OR TRUNCATE ON merchants_reservehold
    FOR EACH STATEMENT EXECUTE FUNCTION merchants_refuse();

-- Counts what a member of staff gives back on a day. Runs in the refund's statement; raises GP020 with a decline's code.
CREATE FUNCTION merchants_count_refund(p_staff uuid, p_day date, p_amount numeric, p_cap numeric) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_total numeric;
BEGIN
    INSERT INTO merchants_refundspending (staff_row_id, day, total) VALUES (p_staff, p_day, p_amount)
    ON CONFLICT (staff_row_id, day) DO UPDATE SET total = merchants_refundspending.total + excluded.total
    RETURNING total INTO v_total;
    IF v_total > p_cap THEN
        RAISE EXCEPTION 'refund_cap_exceeded' USING ERRCODE = 'GP020';
    END IF;
END $$;
