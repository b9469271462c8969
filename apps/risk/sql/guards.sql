-- What was decided and written down stays, and an alert is decided once, whoever writes.
CREATE FUNCTION risk_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was written down stays: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
END $$;
CREATE TRIGGER decision_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON risk_decision
    FOR EACH STATEMENT EXECUTE FUNCTION risk_refuse();
CREATE TRIGGER note_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON risk_casenote
    FOR EACH STATEMENT EXECUTE FUNCTION risk_refuse();
CREATE TRIGGER alert_is_never_deleted BEFORE DELETE OR TRUNCATE ON risk_alert
    FOR EACH STATEMENT EXECUTE FUNCTION risk_refuse();
CREATE TRIGGER alert_stays_what_it_was
    BEFORE UPDATE OF id, kind, result, payer_id, payee_id, amount, currency, rules, raised_at ON risk_alert
    FOR EACH STATEMENT EXECUTE FUNCTION risk_refuse();
CREATE TRIGGER case_is_never_deleted BEFORE DELETE OR TRUNCATE ON risk_case
    FOR EACH STATEMENT EXECUTE FUNCTION risk_refuse();
CREATE TRIGGER case_stays_its_persons BEFORE UPDATE OF id, person_id, opened_at ON risk_case
    FOR EACH STATEMENT EXECUTE FUNCTION risk_refuse();
-- Decisions name rules.
CREATE TRIGGER rule_is_never_deleted BEFORE DELETE OR TRUNCATE ON risk_rule
    FOR EACH STATEMENT EXECUTE FUNCTION risk_refuse();
CREATE TRIGGER rule_keeps_its_code BEFORE UPDATE OF id, code ON risk_rule
    FOR EACH STATEMENT EXECUTE FUNCTION risk_refuse();

CREATE FUNCTION risk_guard_alert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.decision <> '' OR OLD.case_id IS NOT NULL AND NEW.case_id IS DISTINCT FROM OLD.case_id THEN
        RAISE EXCEPTION 'an alert joins one case and is decided once' USING ERRCODE = 'GP022';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER alert_is_decided_once BEFORE UPDATE ON risk_alert
    FOR EACH ROW EXECUTE FUNCTION risk_guard_alert();

CREATE FUNCTION risk_guard_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'OPEN' THEN
            RAISE EXCEPTION 'a case begins open' USING ERRCODE = 'GP022';
        END IF;
        RETURN NEW;
    END IF;
    IF (OLD.state || ' ' || NEW.state) NOT IN (
        'OPEN OPEN', 'OPEN IN_REVIEW', 'IN_REVIEW IN_REVIEW', 'IN_REVIEW CLOSED'
    ) THEN
        RAISE EXCEPTION 'a case does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'GP022';
    END IF;
    -- Whoever adds an alert holds this row's lock too, so none comes between this look and the commit.
    IF NEW.state = 'CLOSED' AND EXISTS (
        SELECT FROM risk_alert a WHERE a.case_id = NEW.id AND a.result = 'HOLD' AND a.decision = ''
    ) THEN
        RAISE EXCEPTION 'a held payment of this case is undecided' USING ERRCODE = 'GP022';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER case_goes_through_its_states BEFORE INSERT OR UPDATE ON risk_case
    FOR EACH ROW EXECUTE FUNCTION risk_guard_case();
