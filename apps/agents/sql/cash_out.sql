-- Refuses one code more than a customer may have waiting. Called by the statement that makes it, after the ledger has
-- locked the customer's account: what a rival has made is committed by then, and counted. Its own row may or may not be
-- there yet, and is not counted.
CREATE FUNCTION agents_check_codes(p_transaction uuid, p_customer uuid, p_most int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM agents_cashoutcode c
         WHERE c.customer_id = p_customer AND c.state = 'WAITING' AND c.transaction_id <> p_transaction) >= p_most THEN
        RAISE EXCEPTION 'too many codes are waiting' USING ERRCODE = 'GP023';
    END IF;
END $$;

-- A code is decided once, and what was agreed with it is fixed. The digits may be sealed anew while it waits, and are
-- forgotten with the decision.
CREATE OR REPLACE FUNCTION agents_decide_code() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'WAITING'
       OR (NEW.id, NEW.transaction_id, NEW.customer_id, NEW.outlet_id, NEW.amount, NEW.currency, NEW.digest,
           NEW.created_at, NEW.expires_at)
          IS DISTINCT FROM
          (OLD.id, OLD.transaction_id, OLD.customer_id, OLD.outlet_id, OLD.amount, OLD.currency, OLD.digest,
           OLD.created_at, OLD.expires_at)
       OR NEW.tries < OLD.tries THEN
        RAISE EXCEPTION 'a code is decided once' USING ERRCODE = 'GP010';
    END IF;
    IF NEW.state <> 'WAITING' THEN
        NEW.sealed := NULL;
    END IF;
    RETURN NEW;
END $$;
