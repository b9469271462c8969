-- A merchant goes through its states in their order, whoever writes, and stays in its currency.
CREATE FUNCTION merchants_follow_states() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.currency <> OLD.currency THEN
        RAISE EXCEPTION 'a merchant stays what it is, in its currency' USING ERRCODE = 'GP010';
    END IF;
    IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
        ('APPLIED', 'ACTIVE'), ('APPLIED', 'REJECTED'), ('APPLIED', 'CLOSED'),
        ('REJECTED', 'APPLIED'), ('REJECTED', 'CLOSED'),
        ('ACTIVE', 'SUSPENDED'), ('ACTIVE', 'CLOSED'),
        ('SUSPENDED', 'ACTIVE'), ('SUSPENDED', 'CLOSED')
    ) THEN
        RAISE EXCEPTION 'a merchant does not go from % to %', OLD.status, NEW.status USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER merchant_follows_its_states BEFORE UPDATE OF id, currency, status ON merchants_merchant
    FOR EACH ROW EXECUTE FUNCTION merchants_follow_states();
CREATE TRIGGER merchant_is_never_deleted BEFORE DELETE OR TRUNCATE ON merchants_merchant
    FOR EACH STATEMENT EXECUTE FUNCTION merchants_refuse();

-- What is printed at a till stays its code, at its merchant; whoever was let go stays so.
CREATE FUNCTION merchants_keep_till() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.code, NEW.merchant_id, NEW.store_id) IS DISTINCT FROM
       (OLD.id, OLD.code, OLD.merchant_id, OLD.store_id) THEN
        RAISE EXCEPTION 'a till keeps its code' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER till_keeps_its_code BEFORE UPDATE OF id, code, merchant_id, store_id ON merchants_till
    FOR EACH ROW EXECUTE FUNCTION merchants_keep_till();
CREATE FUNCTION merchants_end_staff() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL OR (NEW.id, NEW.merchant_id, NEW.person_id) IS DISTINCT FROM
       (OLD.id, OLD.merchant_id, OLD.person_id) THEN
        RAISE EXCEPTION 'whoever was let go stays so' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER staff_is_ended_once BEFORE UPDATE ON merchants_staff
    FOR EACH ROW EXECUTE FUNCTION merchants_end_staff();
