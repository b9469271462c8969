-- The doors of the vault: one call, one round trip, for one entry or for thousands.

-- Posts one entry; true when it had been posted before with the same content. p_accounts is sorted.
-- Raises GP001 (other content under this id), GP002 (not balanced), GP003 (no such account), GP004 (another
-- currency), GP006 (legs out of order), or the check ledger_account_floor.
CREATE FUNCTION ledger_post_entry(
    p_id uuid, p_kind text, p_effective_at timestamptz, p_accounts uuid[], p_currencies text[], p_amounts numeric[],
    p_reverses uuid, p_closes uuid
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ledger_entry (id, kind, effective_at, recorded_at, reverses, closes, accounts, currencies, amounts)
    VALUES (p_id, p_kind, p_effective_at, clock_timestamp(), p_reverses, p_closes, p_accounts, p_currencies, p_amounts)
    ON CONFLICT (id) DO NOTHING;
    IF FOUND THEN
        RETURN false;
    END IF;
    PERFORM FROM ledger_entry e
      WHERE e.id = p_id AND e.kind = p_kind AND e.accounts = p_accounts AND e.currencies = p_currencies
        AND e.amounts = p_amounts AND e.reverses IS NOT DISTINCT FROM p_reverses
        AND e.closes IS NOT DISTINCT FROM p_closes;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'entry % exists with other content', p_id USING ERRCODE = 'GP001';
    END IF;
    RETURN true;
END $$;

-- Posts many entries, all or none; returns the ids of those that had been posted before.
CREATE FUNCTION ledger_post_entries(
    p_batch uuid, p_ids uuid[], p_kinds text[], p_effective_at timestamptz[], p_reverses uuid[], p_closes uuid[],
    p_leg_entries int[], p_leg_accounts uuid[], p_leg_currencies text[], p_leg_amounts numeric[]
) RETURNS uuid[] LANGUAGE plpgsql AS $$
DECLARE
    v_replayed uuid[];
BEGIN
    INSERT INTO ledger_batch (id, recorded_at, entry_count, replayed, entry_ids, kinds, effective_at, reverses, closes,
                              leg_entries, leg_accounts, leg_currencies, leg_amounts)
    VALUES (p_batch, clock_timestamp(), 0, '{}', p_ids, p_kinds, p_effective_at, p_reverses, p_closes,
            p_leg_entries, p_leg_accounts, p_leg_currencies, p_leg_amounts)
    RETURNING replayed INTO v_replayed;
    RETURN v_replayed;
END $$;
