-- Who took which rows out of the house stays written: a record that can be edited proves nothing.
CREATE FUNCTION core_refuse_export_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'core_exportrecord is append-only: % refused', TG_OP
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'core_export_append_only';
END
$$;

CREATE TRIGGER core_export_append_only
BEFORE UPDATE OR DELETE ON core_exportrecord
FOR EACH ROW EXECUTE FUNCTION core_refuse_export_change();

CREATE TRIGGER core_export_not_emptied
BEFORE TRUNCATE ON core_exportrecord
FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_export_change();
