-- What somebody has written stays as it is, and goes through its states in their order, whoever writes.
CREATE FUNCTION notifications_keep_content() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was written down stays: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
END $$;
CREATE TRIGGER text_is_never_deleted BEFORE DELETE OR TRUNCATE ON notifications_templateversion
    FOR EACH STATEMENT EXECUTE FUNCTION notifications_keep_content();
CREATE TRIGGER text_keeps_its_words
    BEFORE UPDATE OF id, name, way, language, number, subject, body, why, author_id, written_at
    ON notifications_templateversion
    FOR EACH STATEMENT EXECUTE FUNCTION notifications_keep_content();
CREATE TRIGGER announcement_is_never_deleted BEFORE DELETE OR TRUNCATE ON notifications_announcement
    FOR EACH STATEMENT EXECUTE FUNCTION notifications_keep_content();
CREATE TRIGGER announcement_version_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON notifications_announcementversion
    FOR EACH STATEMENT EXECUTE FUNCTION notifications_keep_content();

CREATE FUNCTION notifications_guard_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'DRAFT' THEN
            RAISE EXCEPTION 'a text begins as a draft' USING ERRCODE = 'GP022';
        END IF;
    ELSIF OLD.state || ' ' || NEW.state NOT IN ('DRAFT PUBLISHED', 'DRAFT RETIRED', 'PUBLISHED RETIRED') THEN
        RAISE EXCEPTION 'a text does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'GP022';
    ELSIF OLD.publisher_id IS NOT NULL
          AND (NEW.publisher_id, NEW.published_at) IS DISTINCT FROM (OLD.publisher_id, OLD.published_at) THEN
        RAISE EXCEPTION 'who published a text stays' USING ERRCODE = 'GP022';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER text_goes_through_its_states BEFORE INSERT OR UPDATE ON notifications_templateversion
    FOR EACH ROW EXECUTE FUNCTION notifications_guard_text();

CREATE FUNCTION notifications_guard_announcement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'DRAFT' THEN
            RAISE EXCEPTION 'an announcement begins as a draft' USING ERRCODE = 'GP022';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state || ' ' || NEW.state NOT IN (
        'DRAFT DRAFT', 'DRAFT PUBLISHED', 'DRAFT ENDED', 'PUBLISHED PUBLISHED', 'PUBLISHED ENDED', 'ENDED ENDED'
    ) THEN
        RAISE EXCEPTION 'an announcement does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'GP022';
    END IF;
    -- Publishing is for what is there: words and place in time are changed by writing, and only in a draft.
    IF NOT (OLD.state = 'DRAFT' AND NEW.state = 'DRAFT')
       AND (NEW.texts, NEW.severity, NEW.audience, NEW.country, NEW.in_app, NEW.on_web, NEW.to_inbox, NEW.starts_at,
            NEW.ends_at, NEW.version, NEW.author_id, NEW.written_at)
           IS DISTINCT FROM
           (OLD.texts, OLD.severity, OLD.audience, OLD.country, OLD.in_app, OLD.on_web, OLD.to_inbox, OLD.starts_at,
            OLD.ends_at, OLD.version, OLD.author_id, OLD.written_at) THEN
        RAISE EXCEPTION 'what is published keeps its words' USING ERRCODE = 'GP022';
    END IF;
    IF OLD.publisher_id IS NOT NULL
       AND (NEW.publisher_id, NEW.published_at) IS DISTINCT FROM (OLD.publisher_id, OLD.published_at) THEN
        RAISE EXCEPTION 'who published an announcement stays' USING ERRCODE = 'GP022';
    END IF;
    IF OLD.state = 'ENDED'
       AND (NEW.ended_by_id, NEW.ended_at, NEW.ended_why)
           IS DISTINCT FROM (OLD.ended_by_id, OLD.ended_at, OLD.ended_why) THEN
        RAISE EXCEPTION 'who ended an announcement stays' USING ERRCODE = 'GP022';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER announcement_goes_through_its_states BEFORE INSERT OR UPDATE ON notifications_announcement
    FOR EACH ROW EXECUTE FUNCTION notifications_guard_announcement();
