-- Each step a payment makes from state to state stays written, in the transaction that makes it.
CREATE FUNCTION transactions_note_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO transactions_transition (payment_id, from_state, to_state, at)
    VALUES (NEW.id, OLD.state, NEW.state, clock_timestamp());
    RETURN NULL;
END $$;
CREATE TRIGGER transition_is_noted AFTER UPDATE OF state ON transactions_transaction
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION transactions_note_transition();
CREATE TRIGGER transition_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON transactions_transition
    FOR EACH STATEMENT EXECUTE FUNCTION transactions_refuse();
