-- Reading balances. All are STABLE: they see the snapshot of the statement that calls them.

-- A deferred account's balance: its last checkpoint, and the postings that checkpoint's snapshot did not see.
-- A posting's number is its transaction's id times 2^22 plus a count, so the shift gives the id back.
CREATE FUNCTION ledger_deferred_balance(p_account uuid) RETURNS numeric LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_snapshot pg_snapshot;
    v_balance numeric;
    v_since numeric;
BEGIN
    SELECT c.snapshot::pg_snapshot, c.balance INTO v_snapshot, v_balance
      FROM ledger_checkpoint c WHERE c.account_id = p_account ORDER BY c.taken_at DESC LIMIT 1;
    IF NOT FOUND THEN
        SELECT sum(p.amount) INTO v_since FROM ledger_posting p WHERE p.account_id = p_account;
        RETURN coalesce(v_since, 0);
    END IF;
    SELECT sum(p.amount) INTO v_since FROM ledger_posting p
     WHERE p.account_id = p_account
       AND p.number > pg_snapshot_xmin(v_snapshot)::text::bigint << 22
       AND NOT pg_visible_in_snapshot((p.number >> 22)::text::xid8, v_snapshot);
    RETURN v_balance + coalesce(v_since, 0);
END $$;

CREATE FUNCTION ledger_balance(p_account uuid) RETURNS numeric LANGUAGE sql STABLE AS $$
    SELECT CASE a.tally WHEN 'IMMEDIATE' THEN a.balance ELSE ledger_deferred_balance(a.id) END
      FROM ledger_account a WHERE a.id = p_account
$$;

-- The number of an immediate account's last posting recorded before a moment; 0 when there is none. Numbers
-- and times rise together, so halving finds it in a few index reads, and no index on the time is needed.
CREATE FUNCTION ledger_number_before(p_account uuid, p_at timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_low bigint := 0;
    v_high bigint;
    v_middle bigint;
    v_recorded_at timestamptz;
BEGIN
    SELECT a.postings INTO v_high FROM ledger_account a WHERE a.id = p_account;
    WHILE v_low < v_high LOOP
        v_middle := (v_low + v_high + 1) / 2;
        SELECT p.recorded_at INTO v_recorded_at FROM ledger_posting p
         WHERE p.account_id = p_account AND p.number = v_middle;
        IF v_recorded_at < p_at THEN
            v_low := v_middle;
        ELSE
            v_high := v_middle - 1;
        END IF;
    END LOOP;
    RETURN v_low;
END $$;

-- What an account held just before a moment, by the time of recording.
CREATE FUNCTION ledger_balance_at(p_account uuid, p_at timestamptz) RETURNS numeric LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_tally text;
    v_snapshot pg_snapshot;
    v_balance numeric;
    v_since numeric;
BEGIN
    SELECT a.tally INTO v_tally FROM ledger_account a WHERE a.id = p_account;
    IF v_tally = 'IMMEDIATE' THEN
        SELECT p.balance_after INTO v_balance FROM ledger_posting p
         WHERE p.account_id = p_account AND p.number = ledger_number_before(p_account, p_at);
        RETURN coalesce(v_balance, 0);
    END IF;
    SELECT c.snapshot::pg_snapshot, c.balance INTO v_snapshot, v_balance
      FROM ledger_checkpoint c WHERE c.account_id = p_account AND c.taken_at <= p_at ORDER BY c.taken_at DESC LIMIT 1;
    SELECT sum(p.amount) INTO v_since FROM ledger_posting p
     WHERE p.account_id = p_account AND p.recorded_at < p_at
       AND (v_snapshot IS NULL OR p.number > pg_snapshot_xmin(v_snapshot)::text::bigint << 22
            AND NOT pg_visible_in_snapshot((p.number >> 22)::text::xid8, v_snapshot));
    RETURN coalesce(v_balance, 0) + coalesce(v_since, 0);
END $$;

-- Takes a checkpoint of a deferred account if at least p_least postings came since the last; true when it did.
-- It is exact whatever commits meanwhile and in whatever order.
CREATE FUNCTION ledger_take_checkpoint(p_account uuid, p_least int) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v_snapshot pg_snapshot;
    v_waiting bigint;
BEGIN
    -- Two roll-ups at once would write the same checkpoint twice; the second waits and then finds nothing to do.
    PERFORM FROM ledger_account a WHERE a.id = p_account AND a.tally = 'DEFERRED' FOR NO KEY UPDATE;
    SELECT c.snapshot::pg_snapshot INTO v_snapshot
      FROM ledger_checkpoint c WHERE c.account_id = p_account ORDER BY c.taken_at DESC LIMIT 1;
    SELECT count(*) INTO v_waiting FROM (
        SELECT FROM ledger_posting p WHERE p.account_id = p_account
           AND (v_snapshot IS NULL OR p.number > pg_snapshot_xmin(v_snapshot)::text::bigint << 22
                AND NOT pg_visible_in_snapshot((p.number >> 22)::text::xid8, v_snapshot))
         LIMIT p_least) AS waiting;
    IF v_waiting < p_least THEN
        RETURN false;
    END IF;
    INSERT INTO ledger_checkpoint (account_id, taken_at, snapshot, balance) VALUES (p_account, clock_timestamp(), '', 0);
    RETURN true;
END $$;

-- A checkpoint says what the postings say, whoever inserts it and whatever they give: the snapshot and the sum
-- come from one statement, so they speak of exactly the same postings.
CREATE FUNCTION ledger_fill_checkpoint() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT clock_timestamp(), pg_current_snapshot()::text, ledger_deferred_balance(NEW.account_id)
      INTO NEW.taken_at, NEW.snapshot, NEW.balance;
    RETURN NEW;
END $$;
CREATE TRIGGER checkpoint_fills_itself BEFORE INSERT ON ledger_checkpoint
    FOR EACH ROW EXECUTE FUNCTION ledger_fill_checkpoint();
