-- A checkpoint speaks of other transactions only. Whether a snapshot sees the transaction it was taken in depends on
-- what else ran, so what that transaction posts, before or after, might be counted twice or never. Therefore it is
-- left out of the balance, and written into the snapshot as still running: every later read adds it.
CREATE OR REPLACE FUNCTION ledger_fill_checkpoint() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_own xid8 := pg_current_xact_id();
    v_first bigint := v_own::text::bigint << 22;
    v_snapshot pg_snapshot;
BEGIN
    SELECT clock_timestamp(), pg_current_snapshot(),
           ledger_deferred_balance(NEW.account_id)
           - coalesce((SELECT sum(p.amount) FROM ledger_posting p
                        WHERE p.account_id = NEW.account_id AND p.number > v_first AND p.number < v_first + (1 << 22)), 0)
      INTO NEW.taken_at, v_snapshot, NEW.balance;
    IF pg_visible_in_snapshot(v_own, v_snapshot) THEN
        SELECT format('%s:%s:%s', least(pg_snapshot_xmin(v_snapshot), v_own), pg_snapshot_xmax(v_snapshot),
                      string_agg(running::text, ',' ORDER BY running))
          INTO NEW.snapshot
          FROM (SELECT pg_snapshot_xip(v_snapshot) UNION SELECT v_own) AS transaction (running);
    ELSE
        NEW.snapshot := v_snapshot::text;
    END IF;
    RETURN NEW;
END $$;
