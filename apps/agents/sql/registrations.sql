-- A registration names its customer once and earns once; who registered them stays known.
CREATE FUNCTION agents_decide_registration() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.state, NEW.state) NOT IN (
           ('STARTED', 'REGISTERED'), ('STARTED', 'LAPSED'), ('REGISTERED', 'EARNED'), ('REGISTERED', 'LAPSED'))
       OR (NEW.id, NEW.agent_id, NEW.outlet_id, NEW.teller_id, NEW.sign_up_id, NEW.started_at)
          IS DISTINCT FROM
          (OLD.id, OLD.agent_id, OLD.outlet_id, OLD.teller_id, OLD.sign_up_id, OLD.started_at)
       OR OLD.state = 'REGISTERED' AND
          (NEW.customer_id, NEW.registered_at, NEW.lapses_at)
          IS DISTINCT FROM
          (OLD.customer_id, OLD.registered_at, OLD.lapses_at) THEN
        RAISE EXCEPTION 'a registration is decided once' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER registration_is_decided_once BEFORE UPDATE ON agents_registration
    FOR EACH ROW EXECUTE FUNCTION agents_decide_registration();
CREATE TRIGGER registration_is_never_deleted BEFORE DELETE OR TRUNCATE ON agents_registration
    FOR EACH STATEMENT EXECUTE FUNCTION agents_refuse();
