-- What was asked for stays as it was, is decided once, and is never deleted, whoever writes.
CREATE FUNCTION approvals_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'REQUESTED' THEN
            RAISE EXCEPTION 'an approval begins with being asked for' USING ERRCODE = 'GP010';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> 'REQUESTED' THEN
        RAISE EXCEPTION 'an approval that was decided is fixed' USING ERRCODE = 'GP010';
    END IF;
    IF (NEW.id, NEW.action, NEW.subject_id, NEW.digest, NEW.summary, NEW.maker_id, NEW.requested_at)
       IS DISTINCT FROM
       (OLD.id, OLD.action, OLD.subject_id, OLD.digest, OLD.summary, OLD.maker_id, OLD.requested_at) THEN
        RAISE EXCEPTION 'what approval was asked for is not changed' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decided_once BEFORE INSERT OR UPDATE ON approvals_approval
    FOR EACH ROW EXECUTE FUNCTION approvals_guard();

CREATE FUNCTION approvals_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'approvals stay: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
END $$;
CREATE TRIGGER approval_is_never_deleted BEFORE DELETE OR TRUNCATE ON approvals_approval
    FOR EACH STATEMENT EXECUTE FUNCTION approvals_refuse();
