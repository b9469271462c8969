-- What merchants' servers were told stays as it was signed. Deleting what is old is allowed.
CREATE FUNCTION checkout_event_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a webhook says is fixed: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
END $$;
CREATE TRIGGER webhook_event_is_fixed BEFORE UPDATE ON checkout_webhookevent
    FOR EACH STATEMENT EXECUTE FUNCTION checkout_event_is_fixed();

-- A delivery stays that of its event and endpoint, so its id is the receiver's for ever; and only an endpoint that is
-- enabled has one that waits. The lock lets senders at the endpoint, and nobody who disables it.
CREATE FUNCTION checkout_guard_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND ((NEW.id, NEW.event_id, NEW.endpoint_id) IS DISTINCT FROM (OLD.id, OLD.event_id, OLD.endpoint_id)
                             OR NEW.attempts < OLD.attempts) THEN
        RAISE EXCEPTION 'a delivery stays that of its event and endpoint' USING ERRCODE = 'GP010';
    END IF;
    IF NEW.state = 'WAITING' AND (TG_OP = 'INSERT' OR OLD.state <> 'WAITING') THEN
        PERFORM FROM checkout_webhookendpoint WHERE id = NEW.endpoint_id AND status = 'ENABLED' FOR KEY SHARE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'nothing waits for an endpoint that is not enabled' USING ERRCODE = 'GP010';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER webhook_delivery_is_of_one_event BEFORE INSERT OR UPDATE ON checkout_webhookdelivery
    FOR EACH ROW EXECUTE FUNCTION checkout_guard_delivery();
