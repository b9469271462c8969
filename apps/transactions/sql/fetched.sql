-- Who hands out the cash is known only when it is fetched (held_for REDEEM), as who claims an invitation.
CREATE OR REPLACE FUNCTION transactions_decide_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.state, NEW.state) IN (
           ('HELD', 'COMPLETED'), ('HELD', 'RETURNED'), ('HELD', 'PENDING'), ('PENDING', 'UNKNOWN'),
           ('PENDING', 'COMPLETED'), ('PENDING', 'FAILED'), ('UNKNOWN', 'COMPLETED'), ('UNKNOWN', 'FAILED'))
       AND (NEW.payee_id IS NOT DISTINCT FROM OLD.payee_id AND NEW.payee_name = OLD.payee_name
            AND NEW.payee_wallet_id IS NOT DISTINCT FROM OLD.payee_wallet_id
            OR OLD.held_for IN ('CLAIM', 'REDEEM') AND OLD.payee_id IS NULL AND NEW.state = 'COMPLETED') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a payment is fixed: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
END $$;
