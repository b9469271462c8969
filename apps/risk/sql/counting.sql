-- Counts a payment for who pays and who is paid, and looks whether others have paid meanwhile. Runs in the statement
-- that moves the money, before the ledger: what is locked here is locked before any account. First the pair's row,
-- then the two people's in the order of their ids, then the payer's habit; so that nobody waits in a circle.
--
-- p_counts_payee is false for a payee whom many pay at once: their row would make all of them queue.
-- p_max_... are the highest new values at which what the rules said is still right, null where no rule looks.
-- Raises GP021 when one is passed: somebody paid between the question and this moment, and it is asked again.
CREATE FUNCTION risk_count(
    p_payer uuid, p_payee uuid, p_counts_payee boolean, p_currency text, p_amount numeric,
    p_hour timestamptz, p_day date, p_at timestamptz,
    p_max_hour_count int, p_max_day_count int, p_max_hour_total numeric, p_max_day_total numeric,
    p_max_new_payees int, p_max_payers int
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_previous date;
    v_new int := 0;
    v_first int := 0;
    v_people uuid[];
    v_person uuid;
    v_pays int;
    v_hour_count int;
    v_day_count int;
    v_new_payees int;
    v_payers int;
    v_hour_total numeric;
    v_day_total numeric;
BEGIN
    IF p_payer IS NOT NULL AND p_payee IS NOT NULL THEN
        INSERT INTO risk_pair AS r (payer_id, payee_id, first_at, last_at, last_day, previous_day, payments)
        VALUES (p_payer, p_payee, p_at, p_at, p_day, NULL, 1)
        ON CONFLICT (payer_id, payee_id) DO UPDATE
           SET last_at = greatest(r.last_at, p_at),
               last_day = greatest(r.last_day, p_day),
               previous_day = r.last_day,
               payments = r.payments + 1
        RETURNING r.previous_day INTO v_previous;
        IF v_previous IS NULL THEN
            v_new := 1;
            v_first := 1;
        ELSIF v_previous < p_day THEN
            v_first := 1;
        END IF;
    END IF;

    IF p_payer IS NULL THEN
        v_people := CASE WHEN p_payee IS NOT NULL AND p_counts_payee THEN ARRAY[p_payee] ELSE '{}' END;
    ELSIF p_payee IS NULL OR NOT p_counts_payee THEN
        v_people := ARRAY[p_payer];
    ELSIF p_payer < p_payee THEN
        v_people := ARRAY[p_payer, p_payee];
    ELSE
        v_people := ARRAY[p_payee, p_payer];
    END IF;
    FOREACH v_person IN ARRAY v_people LOOP
        v_pays := CASE WHEN v_person = p_payer THEN 1 ELSE 0 END;
        -- A row may be an hour or a day ahead, when this payment's clock was read before: it is counted there.
        INSERT INTO risk_profile AS r (person_id, hour, hour_count, day, day_count, new_payees, payers)
        VALUES (v_person, p_hour, v_pays, p_day, v_pays, v_pays * v_new, (1 - v_pays) * v_first)
        ON CONFLICT (person_id) DO UPDATE
           SET hour = greatest(r.hour, p_hour),
               hour_count = CASE WHEN r.hour >= p_hour THEN r.hour_count ELSE 0 END + v_pays,
               day = greatest(r.day, p_day),
               day_count = CASE WHEN r.day >= p_day THEN r.day_count ELSE 0 END + v_pays,
               new_payees = CASE WHEN r.day >= p_day THEN r.new_payees ELSE 0 END + v_pays * v_new,
               payers = CASE WHEN r.day >= p_day THEN r.payers ELSE 0 END + (1 - v_pays) * v_first
        RETURNING r.hour_count, r.day_count, r.new_payees, r.payers
             INTO v_hour_count, v_day_count, v_new_payees, v_payers;
        IF v_pays = 1 AND (v_hour_count > p_max_hour_count OR v_day_count > p_max_day_count
                           OR v_new_payees > p_max_new_payees)
           OR v_pays = 0 AND v_payers > p_max_payers THEN
            RAISE EXCEPTION 'risk_counters_moved' USING ERRCODE = 'GP021';
        END IF;
    END LOOP;

    IF p_payer IS NOT NULL THEN
        -- The first twenty payments weigh the same, after that the latest weighs a twentieth.
        INSERT INTO risk_habit AS r
               (person_id, currency, hour, hour_total, day, day_total, mean, deviation, payments)
        VALUES (p_payer, p_currency, p_hour, p_amount, p_day, p_amount, p_amount, 0, 1)
        ON CONFLICT (person_id, currency) DO UPDATE
           SET hour = greatest(r.hour, p_hour),
               hour_total = CASE WHEN r.hour >= p_hour THEN r.hour_total ELSE 0 END + p_amount,
               day = greatest(r.day, p_day),
               day_total = CASE WHEN r.day >= p_day THEN r.day_total ELSE 0 END + p_amount,
               mean = r.mean + (p_amount - r.mean) / least(r.payments + 1, 20),
               deviation = r.deviation + (abs(p_amount - r.mean) - r.deviation) / least(r.payments + 1, 20),
               payments = r.payments + 1
        RETURNING r.hour_total, r.day_total INTO v_hour_total, v_day_total;
        IF v_hour_total > p_max_hour_total OR v_day_total > p_max_day_total THEN
            RAISE EXCEPTION 'risk_counters_moved' USING ERRCODE = 'GP021';
        END IF;
    END IF;
END $$;
