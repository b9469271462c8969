-- What was linked stays what it is, sources only end, and an automatic deposit is started one at a time and within the
-- month's cap, whoever writes.
CREATE FUNCTION funding_guard_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a funding source is never deleted' USING ERRCODE = 'GP030';
    END IF;
    IF (NEW.id, NEW.person_id, NEW.gateway_code, NEW.kind, NEW.expires_on, NEW.transaction_id, NEW.linked_at)
       IS DISTINCT FROM
       (OLD.id, OLD.person_id, OLD.gateway_code, OLD.kind, OLD.expires_on, OLD.transaction_id, OLD.linked_at)
       OR NEW.token_index <> OLD.token_index OR (OLD.token_index IS NULL AND NEW.token_index IS NOT NULL) THEN
        RAISE EXCEPTION 'what was linked is not changed' USING ERRCODE = 'GP030';
    END IF;
    -- Words may be erased once the source is over; they are never replaced.
    IF (NEW.masked <> OLD.masked OR NEW.holder_name <> OLD.holder_name OR NEW.issuer <> OLD.issuer)
       AND NOT (NEW.state <> 'ACTIVE' AND NEW.masked IN (OLD.masked, '') AND NEW.holder_name IN (OLD.holder_name, '')
                AND NEW.issuer IN (OLD.issuer, '')) THEN
        RAISE EXCEPTION 'what was linked is not changed' USING ERRCODE = 'GP030';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state || ' ' || NEW.state) NOT IN (
        'ACTIVE REMOVED', 'ACTIVE EXPIRED', 'EXPIRED REMOVED'
    ) THEN
        RAISE EXCEPTION 'a funding source does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'GP030';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funding_source_guard BEFORE UPDATE OR DELETE ON funding_fundingsource
    FOR EACH ROW EXECUTE FUNCTION funding_guard_source();

CREATE FUNCTION funding_guard_top_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an auto top-up is never deleted' USING ERRCODE = 'GP030';
    END IF;
    IF (NEW.id, NEW.person_id, NEW.currency, NEW.created_at)
       IS DISTINCT FROM (OLD.id, OLD.person_id, OLD.currency, OLD.created_at) THEN
        RAISE EXCEPTION 'an auto top-up stays the one it is' USING ERRCODE = 'GP030';
    END IF;
    IF NEW.runs <> OLD.runs AND (NEW.runs <> OLD.runs + 1 OR OLD.transaction_id IS NOT NULL OR OLD.state <> 'ACTIVE'
                                 OR NEW.month_total > NEW.monthly_cap) THEN
        RAISE EXCEPTION 'one deposit at a time, and no more than the cap' USING ERRCODE = 'GP030';
    END IF;
    IF NEW.transaction_id IS NOT NULL AND NEW.transaction_id IS DISTINCT FROM OLD.transaction_id
       AND NEW.runs = OLD.runs THEN
        RAISE EXCEPTION 'a deposit under way is counted' USING ERRCODE = 'GP030';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funding_top_up_guard BEFORE UPDATE OR DELETE ON funding_autotopup
    FOR EACH ROW EXECUTE FUNCTION funding_guard_top_up();

CREATE FUNCTION funding_refuse_emptying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'GP030';
END $$;
CREATE TRIGGER funding_source_not_emptied BEFORE TRUNCATE ON funding_fundingsource
    FOR EACH STATEMENT EXECUTE FUNCTION funding_refuse_emptying();
CREATE TRIGGER funding_top_up_not_emptied BEFORE TRUNCATE ON funding_autotopup
    FOR EACH STATEMENT EXECUTE FUNCTION funding_refuse_emptying();
