-- What somebody wrote down about a person or a business stays as they wrote it.
CREATE FUNCTION operations_refuse_note_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'operations_note is append-only: % refused', TG_OP
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'operations_note_append_only';
END
$$;

CREATE TRIGGER operations_note_append_only
BEFORE UPDATE OR DELETE ON operations_note
FOR EACH ROW EXECUTE FUNCTION operations_refuse_note_change();

CREATE TRIGGER operations_note_not_emptied
BEFORE TRUNCATE ON operations_note
FOR EACH STATEMENT EXECUTE FUNCTION operations_refuse_note_change();
