-- What a key is and may do is fixed: it only ends, once, and earlier rather than later.
CREATE FUNCTION checkout_guard_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'an API key is never deleted' USING ERRCODE = 'GP010';
    END IF;
    IF (NEW.id, NEW.merchant_id, NEW.is_live, NEW.scopes, NEW.prefix, NEW.digest, NEW.created_by_id, NEW.created_at,
        NEW.rotated_from_id)
       IS DISTINCT FROM
       (OLD.id, OLD.merchant_id, OLD.is_live, OLD.scopes, OLD.prefix, OLD.digest, OLD.created_by_id, OLD.created_at,
        OLD.rotated_from_id)
       OR OLD.revoked_at IS NOT NULL
          AND (NEW.revoked_at, NEW.revoked_by_id) IS DISTINCT FROM (OLD.revoked_at, OLD.revoked_by_id)
       OR OLD.expires_at IS NOT NULL AND (NEW.expires_at IS NULL OR NEW.expires_at > OLD.expires_at) THEN
        RAISE EXCEPTION 'an API key stays what it is, and only ends' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER api_key_only_ends BEFORE UPDATE OR DELETE ON checkout_apikey
    FOR EACH ROW EXECUTE FUNCTION checkout_guard_key();
CREATE TRIGGER api_key_is_never_truncated BEFORE TRUNCATE ON checkout_apikey
    FOR EACH STATEMENT EXECUTE FUNCTION checkout_guard_key();

-- What a test "gave back" stays as it was, as if it had been money.
CREATE FUNCTION checkout_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'this is fixed: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
END $$;
CREATE TRIGGER trial_refund_is_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON checkout_trialrefund
    FOR EACH STATEMENT EXECUTE FUNCTION checkout_refuse();
