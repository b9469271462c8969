-- A submission goes through its states in their order, whoever writes, and what was handed in stays as it was.
CREATE FUNCTION kyc_guard_submission() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'DRAFT' THEN
            RAISE EXCEPTION 'a submission begins as a draft' USING ERRCODE = 'GP020';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'DRAFT' THEN
            RAISE EXCEPTION 'a submission that was handed in is never deleted' USING ERRCODE = 'GP020';
        END IF;
        RETURN OLD;
    END IF;
    IF NEW.id <> OLD.id OR NEW.person_id <> OLD.person_id THEN
        RAISE EXCEPTION 'a submission stays its person''s' USING ERRCODE = 'GP020';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state || ' ' || NEW.state) NOT IN (
        'DRAFT SUBMITTED',
        'SUBMITTED IN_REVIEW', 'SUBMITTED APPROVED', 'SUBMITTED REJECTED',
        'IN_REVIEW APPROVED', 'IN_REVIEW REJECTED',
        'APPROVED EXPIRED'
    ) THEN
        RAISE EXCEPTION 'a submission does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'GP020';
    END IF;
    -- The sealed columns themselves may be written anew: rotating the keys does.
    IF OLD.state <> 'DRAFT' AND NEW.erased_at IS NULL AND (
        (NEW.target_tier, NEW.document_type, NEW.document_country, NEW.document_expiry_date, NEW.id_number_index,
         NEW.submitted_at, NEW.name IS NULL, NEW.birth_date IS NULL, NEW.address IS NULL, NEW.id_number IS NULL)
        IS DISTINCT FROM
        (OLD.target_tier, OLD.document_type, OLD.document_country, OLD.document_expiry_date, OLD.id_number_index,
         OLD.submitted_at, OLD.name IS NULL, OLD.birth_date IS NULL, OLD.address IS NULL, OLD.id_number IS NULL)
    ) THEN
        RAISE EXCEPTION 'what was handed in is not changed' USING ERRCODE = 'GP020';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER kyc_submission_guard BEFORE INSERT OR UPDATE OR DELETE ON kyc_submission
    FOR EACH ROW EXECUTE FUNCTION kyc_guard_submission();

-- A picture belongs to a draft. FOR SHARE waits for whoever submits it at this moment, and sees that it is over.
CREATE FUNCTION kyc_guard_document() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner kyc_submission;
BEGIN
    SELECT * INTO owner FROM kyc_submission
     WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.submission_id ELSE OLD.submission_id END FOR SHARE;
    IF TG_OP = 'UPDATE' AND (NEW.submission_id <> OLD.submission_id OR NEW.kind <> OLD.kind) THEN
        RAISE EXCEPTION 'a document stays where it was handed in' USING ERRCODE = 'GP020';
    END IF;
    IF owner.state <> 'DRAFT' AND NOT (TG_OP = 'DELETE' AND owner.erased_at IS NOT NULL) THEN
        RAISE EXCEPTION 'documents of a submission that was handed in are fixed' USING ERRCODE = 'GP020';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER kyc_document_guard BEFORE INSERT OR UPDATE OR DELETE ON kyc_document
    FOR EACH ROW EXECUTE FUNCTION kyc_guard_document();

CREATE FUNCTION kyc_refuse_emptying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'GP020';
END $$;
CREATE TRIGGER kyc_submission_not_emptied BEFORE TRUNCATE ON kyc_submission
    FOR EACH STATEMENT EXECUTE FUNCTION kyc_refuse_emptying();
CREATE TRIGGER kyc_document_not_emptied BEFORE TRUNCATE ON kyc_document
    FOR EACH STATEMENT EXECUTE FUNCTION kyc_refuse_emptying();
