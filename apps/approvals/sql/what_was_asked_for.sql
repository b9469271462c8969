-- As guards.sql, and also the reason, the diff, what exactly is to be done and until when stay as they were asked for.
CREATE OR REPLACE FUNCTION approvals_guard() RETURNS trigger LANGUAGE plpgsql AS $$
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
    IF (NEW.id, NEW.action, NEW.subject_id, NEW.subject_kind, NEW.digest, NEW.summary, NEW.why, NEW.changes,
        NEW.payload, NEW.maker_id, NEW.requested_at, NEW.expires_at)
       IS DISTINCT FROM
       (OLD.id, OLD.action, OLD.subject_id, OLD.subject_kind, OLD.digest, OLD.summary, OLD.why, OLD.changes,
        OLD.payload, OLD.maker_id, OLD.requested_at, OLD.expires_at) THEN
        RAISE EXCEPTION 'what approval was asked for is not changed' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
