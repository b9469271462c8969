-- A seal that can be edited proves nothing, and a chain has no gaps and no second branch.
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_seal is append-only: % refused', TG_OP
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'audit_seal_append_only';
END $$;
CREATE TRIGGER seal_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE FUNCTION audit_continue_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF octet_length(NEW.leaves) <> 32 * NEW.count OR cardinality(NEW.keys) <> NEW.count OR NEW.count > 1000
       OR octet_length(NEW.head) <> 32 OR octet_length(NEW.signature) <> 32
       OR (NEW.until_xact, NEW.until_key COLLATE "C") < (NEW.since_xact, NEW.since_key COLLATE "C") THEN
        RAISE EXCEPTION 'seal % of % is not what a seal is', NEW.number, NEW.chain
            USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_seal_is_whole';
    END IF;
    IF NEW.number = 1 THEN
        IF NEW.previous = decode(repeat('00', 32), 'hex') AND NEW.since_xact = 0 AND NEW.since_key = ''
           AND NEW.total = NEW.count THEN
            RETURN NEW;
        END IF;
    ELSE
        PERFORM FROM audit_seal before
          WHERE before.chain = NEW.chain AND before.number = NEW.number - 1 AND before.head = NEW.previous
            AND before.until_xact = NEW.since_xact AND before.until_key = NEW.since_key
            AND before.total + NEW.count = NEW.total;
        IF FOUND THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'seal % of % does not continue its chain', NEW.number, NEW.chain
        USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_seal_continues';
END $$;
CREATE TRIGGER seal_continues_its_chain BEFORE INSERT ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION audit_continue_chain();
