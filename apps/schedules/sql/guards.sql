-- What a person has confirmed stays as it was, states only go forward, and nothing disappears, whoever writes.
CREATE FUNCTION schedules_guard_schedule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'ACTIVE' OR NEW.next_occurrence <> 1 THEN
            RAISE EXCEPTION 'a schedule begins at its beginning' USING ERRCODE = 'GP020';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a schedule is never deleted' USING ERRCODE = 'GP020';
    END IF;
    IF (NEW.id, NEW.person_id, NEW.payee_id, NEW.amount, NEW.currency, NEW.frequency, NEW.interval, NEW.start_date,
        NEW.local_time, NEW.day_of_month, NEW.time_zone, NEW.end_date, NEW.count, NEW.device_id, NEW.idempotency_key,
        NEW.request_digest, NEW.signature_digest, NEW.created_at)
       IS DISTINCT FROM
       (OLD.id, OLD.person_id, OLD.payee_id, OLD.amount, OLD.currency, OLD.frequency, OLD.interval, OLD.start_date,
        OLD.local_time, OLD.day_of_month, OLD.time_zone, OLD.end_date, OLD.count, OLD.device_id, OLD.idempotency_key,
        OLD.request_digest, OLD.signature_digest, OLD.created_at) THEN
        RAISE EXCEPTION 'what was confirmed of a schedule is not changed' USING ERRCODE = 'GP020';
    END IF;
    -- Words may be erased, once the schedule is over; they are never replaced.
    IF (NEW."to" <> OLD."to" OR NEW.note <> OLD.note OR NEW.payee_name <> OLD.payee_name)
       AND NOT (NEW.state IN ('FINISHED', 'CANCELLED') AND NEW."to" IN (OLD."to", '') AND NEW.note IN (OLD.note, '')
                AND NEW.payee_name IN (OLD.payee_name, '')) THEN
        RAISE EXCEPTION 'what was confirmed of a schedule is not changed' USING ERRCODE = 'GP020';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state || ' ' || NEW.state) NOT IN (
        'ACTIVE PAUSED', 'ACTIVE FINISHED', 'ACTIVE CANCELLED', 'PAUSED ACTIVE', 'PAUSED FINISHED', 'PAUSED CANCELLED'
    ) THEN
        RAISE EXCEPTION 'a schedule does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'GP020';
    END IF;
    IF NEW.next_occurrence < OLD.next_occurrence OR NEW.runs_made < OLD.runs_made THEN
        RAISE EXCEPTION 'a schedule does not go back' USING ERRCODE = 'GP020';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER schedules_schedule_guard BEFORE INSERT OR UPDATE OR DELETE ON schedules_schedule
    FOR EACH ROW EXECUTE FUNCTION schedules_guard_schedule();

CREATE FUNCTION schedules_guard_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a run is never deleted' USING ERRCODE = 'GP020';
    END IF;
    IF (NEW.id, NEW.schedule_id, NEW.occurrence, NEW.due_at, NEW.created_at)
       IS DISTINCT FROM (OLD.id, OLD.schedule_id, OLD.occurrence, OLD.due_at, OLD.created_at)
       OR NEW.attempts < OLD.attempts THEN
        RAISE EXCEPTION 'a run stays the one it is' USING ERRCODE = 'GP020';
    END IF;
    IF OLD.state IN ('PAID', 'HELD', 'SKIPPED') THEN
        RAISE EXCEPTION 'a run is decided once' USING ERRCODE = 'GP020';
    END IF;
    IF OLD.state = 'RETRYING' AND NEW.state = 'PENDING' THEN
        RAISE EXCEPTION 'a run does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'GP020';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER schedules_run_guard BEFORE UPDATE OR DELETE ON schedules_schedulerun
    FOR EACH ROW EXECUTE FUNCTION schedules_guard_run();

CREATE FUNCTION schedules_refuse_emptying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'GP020';
END $$;
CREATE TRIGGER schedules_schedule_not_emptied BEFORE TRUNCATE ON schedules_schedule
    FOR EACH STATEMENT EXECUTE FUNCTION schedules_refuse_emptying();
CREATE TRIGGER schedules_run_not_emptied BEFORE TRUNCATE ON schedules_schedulerun
    FOR EACH STATEMENT EXECUTE FUNCTION schedules_refuse_emptying();
