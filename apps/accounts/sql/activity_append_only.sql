-- What a person did stays written: a log that can be edited proves nothing.
CREATE FUNCTION accounts_refuse_activity_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'accounts_activity is append-only: % refused', TG_OP
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'accounts_activity_append_only';
END
$$;

CREATE TRIGGER accounts_activity_append_only
BEFORE UPDATE OR DELETE ON accounts_activity
FOR EACH ROW EXECUTE FUNCTION accounts_refuse_activity_change();

CREATE TRIGGER accounts_activity_not_emptied
BEFORE TRUNCATE ON accounts_activity
FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse_activity_change();
