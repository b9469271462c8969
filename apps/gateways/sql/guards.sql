-- What is asked of a provider never changes (its terms are sealed for their row, and sealed anew when keys rotate),
-- states follow each other, and what is decided stays decided.
CREATE FUNCTION gateways_guard_operation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
       AND (NEW.id, NEW.transaction_id, NEW.person_id, NEW.capability, NEW.amount, NEW.currency, NEW.country,
            NEW.bound_to, NEW.created_at, NEW.expires_at)
           IS NOT DISTINCT FROM
           (OLD.id, OLD.transaction_id, OLD.person_id, OLD.capability, OLD.amount, OLD.currency, OLD.country,
            OLD.bound_to, OLD.created_at, OLD.expires_at)
       AND (OLD.state = NEW.state AND OLD.state NOT IN ('SUCCEEDED', 'FAILED')
            OR (OLD.state, NEW.state) IN (
                ('WAITING', 'READY'), ('WAITING', 'FAILED'), ('READY', 'SUBMITTED'), ('SUBMITTED', 'UNKNOWN'),
                -- Certainly not received: as if it had not been sent.
                ('SUBMITTED', 'READY'), ('UNKNOWN', 'READY'),
                ('READY', 'SUCCEEDED'), ('SUBMITTED', 'SUCCEEDED'), ('UNKNOWN', 'SUCCEEDED'),
                ('READY', 'FAILED'), ('SUBMITTED', 'FAILED'), ('UNKNOWN', 'FAILED'))) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an operation is fixed: % is refused', TG_OP USING ERRCODE = 'GP010';
END $$;
CREATE TRIGGER operation_is_decided_once BEFORE UPDATE OR DELETE ON gateways_operation
    FOR EACH ROW EXECUTE FUNCTION gateways_guard_operation();

CREATE FUNCTION gateways_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what providers were told and have told is fixed: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'GP010';
END $$;
CREATE TRIGGER operation_is_never_emptied BEFORE TRUNCATE ON gateways_operation
    FOR EACH STATEMENT EXECUTE FUNCTION gateways_refuse();

-- A callback says what it said; it is applied, ignored or quarantined once, and kept for ever.
CREATE TRIGGER callback_says_what_it_said
    BEFORE UPDATE OF id, gateway_code, event_id, body, headers, received_at ON gateways_callback
    FOR EACH STATEMENT EXECUTE FUNCTION gateways_refuse();
CREATE TRIGGER callback_was_read_once BEFORE UPDATE OF reading ON gateways_callback
    FOR EACH STATEMENT EXECUTE FUNCTION gateways_refuse();
CREATE TRIGGER callback_is_kept BEFORE DELETE OR TRUNCATE ON gateways_callback
    FOR EACH STATEMENT EXECUTE FUNCTION gateways_refuse();
CREATE FUNCTION gateways_guard_callback() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'RECEIVED' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a callback is applied once' USING ERRCODE = 'GP010';
END $$;
CREATE TRIGGER callback_is_applied_once
    BEFORE UPDATE OF state, why, operation_id, applied_at ON gateways_callback
    FOR EACH ROW EXECUTE FUNCTION gateways_guard_callback();

-- Old messages are deleted; none is rewritten.
CREATE TRIGGER message_is_never_edited BEFORE UPDATE ON gateways_message
    FOR EACH STATEMENT EXECUTE FUNCTION gateways_refuse();

CREATE FUNCTION gateways_guard_discrepancy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'OPEN'
       AND (NEW.id, NEW.kind, NEW.gateway_code, NEW.operation_id, NEW.transaction_id, NEW.callback_id, NEW.amount,
            NEW.currency, NEW.in_suspense, NEW.created_at)
           IS NOT DISTINCT FROM
           (OLD.id, OLD.kind, OLD.gateway_code, OLD.operation_id, OLD.transaction_id, OLD.callback_id, OLD.amount,
            OLD.currency, OLD.in_suspense, OLD.created_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a discrepancy is resolved once: % is refused', TG_OP USING ERRCODE = 'GP010';
END $$;
CREATE TRIGGER discrepancy_is_resolved_once BEFORE UPDATE OR DELETE ON gateways_discrepancy
    FOR EACH ROW EXECUTE FUNCTION gateways_guard_discrepancy();
