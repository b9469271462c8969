-- An agent goes through its states in their order, whoever writes, and stays in its currency. What it is, super-agent or
-- not, is settled before it is approved; what supplies it is a super-agent of its currency.
CREATE FUNCTION agents_follow_states() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.id <> OLD.id OR NEW.currency <> OLD.currency
           OR NEW.rank <> OLD.rank AND OLD.status NOT IN ('APPLIED', 'REJECTED') THEN
            RAISE EXCEPTION 'an agent stays what it is, in its currency' USING ERRCODE = 'GP010';
        END IF;
        IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
            ('APPLIED', 'ACTIVE'), ('APPLIED', 'REJECTED'), ('APPLIED', 'CLOSED'),
            ('REJECTED', 'APPLIED'), ('REJECTED', 'CLOSED'),
            ('ACTIVE', 'SUSPENDED'), ('ACTIVE', 'CLOSED'),
            ('SUSPENDED', 'ACTIVE'), ('SUSPENDED', 'CLOSED')
        ) THEN
            RAISE EXCEPTION 'an agent does not go from % to %', OLD.status, NEW.status USING ERRCODE = 'GP010';
        END IF;
        IF NEW.parent_id IS NOT DISTINCT FROM OLD.parent_id THEN
            RETURN NEW;
        END IF;
    END IF;
    IF NEW.parent_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM agents_agent p WHERE p.id = NEW.parent_id AND p.rank = 'SUPER' AND p.currency = NEW.currency) THEN
        RAISE EXCEPTION 'what supplies an agent is a super-agent of its currency' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agent_follows_its_states BEFORE INSERT OR UPDATE OF id, currency, rank, status, parent_id ON agents_agent
    FOR EACH ROW EXECUTE FUNCTION agents_follow_states();
CREATE TRIGGER agent_is_never_deleted BEFORE DELETE OR TRUNCATE ON agents_agent
    FOR EACH STATEMENT EXECUTE FUNCTION agents_refuse();

-- What customers know an outlet by stays its code, at its agent; one that was closed stays closed.
CREATE FUNCTION agents_keep_outlet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.code, NEW.agent_id, NEW.is_main) IS DISTINCT FROM (OLD.id, OLD.code, OLD.agent_id, OLD.is_main)
       OR NEW.is_open AND NOT OLD.is_open THEN
        RAISE EXCEPTION 'an outlet keeps its code, and stays closed' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outlet_keeps_its_code BEFORE UPDATE OF id, code, agent_id, is_main, is_open ON agents_outlet
    FOR EACH ROW EXECUTE FUNCTION agents_keep_outlet();
CREATE TRIGGER outlet_is_never_deleted BEFORE DELETE OR TRUNCATE ON agents_outlet
    FOR EACH STATEMENT EXECUTE FUNCTION agents_refuse();

-- Whoever was let go stays so: commissions are earned in one role at one agent.
CREATE FUNCTION agents_end_staff() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL OR (NEW.id, NEW.agent_id, NEW.person_id) IS DISTINCT FROM
       (OLD.id, OLD.agent_id, OLD.person_id) THEN
        RAISE EXCEPTION 'whoever was let go stays so' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER staff_is_ended_once BEFORE UPDATE ON agents_staff
    FOR EACH ROW EXECUTE FUNCTION agents_end_staff();
CREATE TRIGGER staff_is_never_deleted BEFORE DELETE OR TRUNCATE ON agents_staff
    FOR EACH STATEMENT EXECUTE FUNCTION agents_refuse();

-- A shift begins at an outlet that is open: closing an outlet locks its row, and looks for shifts under that lock.
CREATE FUNCTION agents_begin_shift() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM agents_outlet o WHERE o.id = NEW.outlet_id AND o.is_open FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a shift begins at an outlet that is open' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER shift_begins_where_it_is_open BEFORE INSERT ON agents_shift
    FOR EACH ROW EXECUTE FUNCTION agents_begin_shift();
