-- What was agreed in a payment is never changed, and no payment disappears.
CREATE FUNCTION transactions_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a payment is fixed: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
END $$;
CREATE TRIGGER what_was_agreed_is_fixed
    BEFORE UPDATE OF id, reference, kind, initiator_id, idempotency_key, request_digest, payer_id, payee_id,
        payer_wallet_id, payee_wallet_id, payer_name, payee_name, amount, fee, currency, note, parent_id, channel, session_id,
        request_id, created_at
    ON transactions_transaction FOR EACH STATEMENT EXECUTE FUNCTION transactions_refuse();
CREATE TRIGGER payment_is_never_deleted BEFORE DELETE OR TRUNCATE ON transactions_transaction
    FOR EACH STATEMENT EXECUTE FUNCTION transactions_refuse();
-- Both states there are now are final. A kind that waits for an outside answer widens this with its states.
CREATE TRIGGER decided_is_decided
    BEFORE UPDATE OF state, failure_code ON transactions_transaction
    FOR EACH STATEMENT EXECUTE FUNCTION transactions_refuse();
CREATE TRIGGER price_is_never_edited BEFORE UPDATE OR DELETE ON transactions_feerule
    FOR EACH STATEMENT EXECUTE FUNCTION transactions_refuse();
