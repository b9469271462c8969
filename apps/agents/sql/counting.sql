-- Counts a dealing at an outlet against what the outlet and the customer may do, and into the teller's drawer. Runs in
-- the statement or transaction that moves the money, after the ledger has locked the accounts of both, and locks its
-- own rows always in this order: the outlet's day, the customer's cash, the acquaintance, the shift. A limit that is
-- null limits nothing. Raises GP020 with a decline's code, which undoes everything.
CREATE FUNCTION agents_count(
    p_agent uuid, p_outlet uuid, p_shift uuid, p_customer uuid, p_kind text, p_currency text, p_amount numeric,
    p_commission numeric, p_day date, p_at timestamptz,
    p_outlet_daily numeric, p_outlet_monthly numeric, p_outlet_count int,
    p_customer_daily numeric, p_customer_monthly numeric, p_customer_count int
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_month date := date_trunc('month', p_day);
    v_total numeric;
    v_count int;
    v_month_total numeric;
BEGIN
    INSERT INTO agents_outletday AS o (outlet_id, day, kind, dealings, total, commission)
    VALUES (p_outlet, p_day, p_kind, 1, p_amount, p_commission)
    ON CONFLICT (outlet_id, day, kind) DO UPDATE
       SET dealings = o.dealings + 1, total = o.total + p_amount, commission = o.commission + p_commission
    RETURNING o.total, o.dealings INTO v_total, v_count;
    IF v_total > p_outlet_daily OR v_count > p_outlet_count THEN
        RAISE EXCEPTION 'outlet_limit_exceeded' USING ERRCODE = 'GP020';
    END IF;
    IF p_outlet_monthly IS NOT NULL THEN
        -- At most 31 rows of the primary key.
        SELECT sum(o.total) INTO v_month_total FROM agents_outletday o
         WHERE o.outlet_id = p_outlet AND o.kind = p_kind AND o.day >= v_month AND o.day < v_month + interval '1 month';
        IF v_month_total > p_outlet_monthly THEN
            RAISE EXCEPTION 'outlet_limit_exceeded' USING ERRCODE = 'GP020';
        END IF;
    END IF;

    -- A row may be a day ahead, when this payment's clock was read before midnight: it is counted there. The latest
    -- tenth counts most in the mean.
    INSERT INTO agents_customercash AS c
           (customer_id, kind, currency, day, day_total, day_count, month, month_total, dealings, mean, last_at,
            last_outlet_id, last_amount)
    VALUES (p_customer, p_kind, p_currency, p_day, p_amount, 1, v_month, p_amount, 1, p_amount, p_at, p_outlet,
            p_amount)
    ON CONFLICT (customer_id, kind, currency) DO UPDATE
       SET day = greatest(c.day, p_day),
           day_total = CASE WHEN c.day >= p_day THEN c.day_total ELSE 0 END + p_amount,
           day_count = CASE WHEN c.day >= p_day THEN c.day_count ELSE 0 END + 1,
           month = greatest(c.month, v_month),
           month_total = CASE WHEN c.month >= v_month THEN c.month_total ELSE 0 END + p_amount,
           dealings = c.dealings + 1,
           mean = c.mean + (p_amount - c.mean) / least(c.dealings + 1, 10),
           last_at = greatest(c.last_at, p_at),
           last_outlet_id = p_outlet,
           last_amount = p_amount
    RETURNING c.day_total, c.day_count, c.month_total INTO v_total, v_count, v_month_total;
    IF v_total > p_customer_daily OR v_count > p_customer_count OR v_month_total > p_customer_monthly THEN
        RAISE EXCEPTION 'cash_limit_exceeded' USING ERRCODE = 'GP020';
    END IF;

    INSERT INTO agents_acquaintance AS a
           (agent_id, customer_id, first_at, last_at, dealings, day, day_count, day_total)
    VALUES (p_agent, p_customer, p_at, p_at, 1, p_day, 1, p_amount)
    ON CONFLICT (agent_id, customer_id) DO UPDATE
       SET last_at = greatest(a.last_at, p_at),
           dealings = a.dealings + 1,
           day = greatest(a.day, p_day),
           day_count = CASE WHEN a.day >= p_day THEN a.day_count ELSE 0 END + 1,
           day_total = CASE WHEN a.day >= p_day THEN a.day_total ELSE 0 END + p_amount;

    UPDATE agents_shift s
       SET cash_in = s.cash_in + CASE p_kind WHEN 'CASH_IN' THEN p_amount ELSE 0 END,
           cash_out = s.cash_out + CASE p_kind WHEN 'CASH_OUT' THEN p_amount ELSE 0 END,
           expected = s.expected + CASE p_kind WHEN 'CASH_IN' THEN p_amount ELSE - p_amount END,
           dealings = s.dealings + 1
     WHERE s.id = p_shift AND s.state = 'OPEN';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the shift is not open' USING ERRCODE = 'GP022';
    END IF;
END $$;
