-- A dispute goes through its states in their order, whoever writes, and is decided once. What was said and agreed when
-- it was opened stays as it was; words are only ever erased, together with saying so.
CREATE FUNCTION disputes_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'OPEN' THEN
            RAISE EXCEPTION 'a dispute begins open' USING ERRCODE = 'GP010';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.transaction_id, NEW.payer_id, NEW.payee_id, NEW.reason, NEW.amount, NEW.currency, NEW.held_amount,
        NEW.hold_id, NEW.opened_at, NEW.answer_by, NEW.decide_by, NEW.idempotency_key, NEW.request_digest)
       IS DISTINCT FROM
       (OLD.id, OLD.transaction_id, OLD.payer_id, OLD.payee_id, OLD.reason, OLD.amount, OLD.currency, OLD.held_amount,
        OLD.hold_id, OLD.opened_at, OLD.answer_by, OLD.decide_by, OLD.idempotency_key, OLD.request_digest) THEN
        RAISE EXCEPTION 'a dispute stays what it was opened as' USING ERRCODE = 'GP010';
    END IF;
    IF NEW.statement <> OLD.statement AND (NEW.payer_erased_at IS NULL OR NEW.statement <> '')
       OR NEW.answer <> OLD.answer AND OLD.answered_at IS NOT NULL
          AND (NEW.payee_erased_at IS NULL OR NEW.answer <> '')
       OR OLD.payer_erased_at IS NOT NULL AND NEW.payer_erased_at IS DISTINCT FROM OLD.payer_erased_at
       OR OLD.payee_erased_at IS NOT NULL AND NEW.payee_erased_at IS DISTINCT FROM OLD.payee_erased_at THEN
        RAISE EXCEPTION 'what was said in a dispute stays said' USING ERRCODE = 'GP010';
    END IF;
    IF OLD.answered_at IS NOT NULL AND
       (NEW.answered_at, NEW.answer_key, NEW.answer_digest, NEW.is_accepted)
       IS DISTINCT FROM (OLD.answered_at, OLD.answer_key, OLD.answer_digest, OLD.is_accepted) THEN
        RAISE EXCEPTION 'a dispute is answered once' USING ERRCODE = 'GP010';
    END IF;
    IF OLD.decided_at IS NOT NULL AND
       (NEW.state, NEW.answered_at, NEW.decided_at, NEW.decided_by_id, NEW.decision_reason, NEW.awarded, NEW.shortfall,
        NEW.refund_transaction_id)
       IS DISTINCT FROM
       (OLD.state, OLD.answered_at, OLD.decided_at, OLD.decided_by_id, OLD.decision_reason, OLD.awarded, OLD.shortfall,
        OLD.refund_transaction_id) THEN
        RAISE EXCEPTION 'a dispute is decided once' USING ERRCODE = 'GP010';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state || ' ' || NEW.state) NOT IN (
        'OPEN ANSWERED', 'OPEN UNDER_REVIEW', 'OPEN WITHDRAWN',
        'ANSWERED DECIDED_FOR_PAYER', 'ANSWERED DECIDED_FOR_PAYEE', 'ANSWERED WITHDRAWN',
        'UNDER_REVIEW DECIDED_FOR_PAYER', 'UNDER_REVIEW DECIDED_FOR_PAYEE', 'UNDER_REVIEW WITHDRAWN'
    ) AND NOT (OLD.state = 'OPEN' AND NEW.state = 'DECIDED_FOR_PAYER' AND NEW.is_accepted) THEN
        RAISE EXCEPTION 'a dispute does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER disputes_follow_their_states BEFORE INSERT OR UPDATE ON disputes_dispute
    FOR EACH ROW EXECUTE FUNCTION disputes_guard();

CREATE FUNCTION disputes_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'disputes stay: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
END $$;
CREATE TRIGGER dispute_is_never_deleted BEFORE DELETE OR TRUNCATE ON disputes_dispute
    FOR EACH STATEMENT EXECUTE FUNCTION disputes_refuse();

-- Evidence is added while the dispute is open and never changed. FOR SHARE waits for whoever decides it at this moment,
-- and sees that it is over. It goes when its person is erased, and then only theirs.
CREATE FUNCTION disputes_guard_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_dispute disputes_dispute;
BEGIN
    SELECT * INTO v_dispute FROM disputes_dispute
     WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.dispute_id ELSE OLD.dispute_id END FOR SHARE;
    IF TG_OP = 'INSERT' THEN
        IF v_dispute.decided_at IS NOT NULL THEN
            RAISE EXCEPTION 'the dispute is over' USING ERRCODE = 'GP010';
        END IF;
        RETURN NEW;
    END IF;
    IF (CASE OLD.side WHEN 'PAYER' THEN v_dispute.payer_erased_at ELSE v_dispute.payee_erased_at END) IS NULL THEN
        RAISE EXCEPTION 'evidence stays' USING ERRCODE = 'GP010';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER evidence_is_added_in_time BEFORE INSERT OR DELETE ON disputes_disputeevidence
    FOR EACH ROW EXECUTE FUNCTION disputes_guard_evidence();
CREATE TRIGGER evidence_is_never_changed BEFORE UPDATE OR TRUNCATE ON disputes_disputeevidence
    FOR EACH STATEMENT EXECUTE FUNCTION disputes_refuse();
