-- The least a transfer in PostgreSQL can be: two UPDATEs, one entry row, two posting rows. No guard of any kind.
CREATE SCHEMA minimal;
CREATE TABLE minimal.account (id uuid PRIMARY KEY, balance numeric(19, 4) NOT NULL) WITH (fillfactor = 70);
CREATE TABLE minimal.entry (id uuid PRIMARY KEY, kind text NOT NULL, recorded_at timestamptz NOT NULL);
CREATE TABLE minimal.posting (
    account_id uuid NOT NULL, entry_id uuid NOT NULL, amount numeric(19, 4) NOT NULL,
    balance_after numeric(19, 4) NOT NULL, PRIMARY KEY (account_id, entry_id)
);
-- In the order of the ids, like ours: the comparison is about guards, not about deadlocks.
CREATE FUNCTION minimal.transfer(p_entry uuid, p_first uuid, p_second uuid, p_amount numeric) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_first numeric;
    v_second numeric;
BEGIN
    UPDATE minimal.account SET balance = balance - p_amount WHERE id = p_first RETURNING balance INTO v_first;
    UPDATE minimal.account SET balance = balance + p_amount WHERE id = p_second RETURNING balance INTO v_second;
    INSERT INTO minimal.entry (id, kind, recorded_at) VALUES (p_entry, 'P2P', clock_timestamp());
    INSERT INTO minimal.posting (account_id, entry_id, amount, balance_after)
    VALUES (p_first, p_entry, -p_amount, v_first), (p_second, p_entry, p_amount, v_second);
END $$;
