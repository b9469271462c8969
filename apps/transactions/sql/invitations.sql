-- Refuses one invitation more than somebody may have waiting in a currency. Called by the statement that sends it, after
-- the ledger has locked the sender's account: what a rival has sent is committed by then, and counted. Its own row may
-- or may not be there yet, and is not counted.
CREATE FUNCTION transactions_check_invitations(p_transaction uuid, p_sender uuid, p_currency text, p_maximum int)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM transactions_invitation i
         WHERE i.sender_id = p_sender AND i.currency = p_currency AND i.state = 'WAITING'
           AND i.transaction_id <> p_transaction) >= p_maximum THEN
        RAISE EXCEPTION 'too_many_invitations' USING ERRCODE = 'GP020';
    END IF;
END $$;

-- An invitation is decided once, and names what it named.
CREATE FUNCTION transactions_guard_invitation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'WAITING' AND NEW.state <> 'WAITING'
       AND (NEW.transaction_id, NEW.sender_id, NEW.msisdn, NEW.currency, NEW.created_at, NEW.expires_at)
           = (OLD.transaction_id, OLD.sender_id, OLD.msisdn, OLD.currency, OLD.created_at, OLD.expires_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an invitation is fixed: % is refused', TG_OP USING ERRCODE = 'GP010';
END $$;
CREATE TRIGGER invitation_is_decided_once BEFORE UPDATE OR DELETE ON transactions_invitation
    FOR EACH ROW EXECUTE FUNCTION transactions_guard_invitation();
