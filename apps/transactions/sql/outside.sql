-- A payment's state moves on and never back, also when it goes through a provider.
CREATE OR REPLACE FUNCTION transactions_decide_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.state, NEW.state) IN (
           ('HELD', 'COMPLETED'), ('HELD', 'RETURNED'), ('HELD', 'PENDING'), ('PENDING', 'UNKNOWN'),
           ('PENDING', 'COMPLETED'), ('PENDING', 'FAILED'), ('UNKNOWN', 'COMPLETED'), ('UNKNOWN', 'FAILED'))
       AND (NEW.payee_id IS NOT DISTINCT FROM OLD.payee_id AND NEW.payee_name = OLD.payee_name
            AND NEW.payee_wallet_id IS NOT DISTINCT FROM OLD.payee_wallet_id
            OR OLD.held_for = 'CLAIM' AND OLD.payee_id IS NULL AND NEW.state = 'COMPLETED') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a payment is fixed: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
END $$;
CREATE TRIGGER outside_account_is_fixed
    BEFORE UPDATE OF counter_code ON transactions_transaction
    FOR EACH STATEMENT EXECUTE FUNCTION transactions_refuse();
