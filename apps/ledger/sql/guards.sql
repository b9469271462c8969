-- What the vault refuses, whoever asks, a superuser in psql included.
--
-- The entry is the only thing that is ever inserted. Its trigger writes the postings and moves the balances,
-- so there is no posting without an entry, no balance without a posting, and no way to add a leg later.
-- Errors carry SQLSTATEs of our own class GP, which apps/ledger/services turns into exceptions.

CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
END $$;

-- Statement-level triggers: they cost nothing per row, and refuse even what would match no row.
CREATE TRIGGER entry_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER posting_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_posting
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER batch_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_batch
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER checkpoint_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER account_is_never_deleted BEFORE DELETE OR TRUNCATE ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER account_identity_is_fixed
    BEFORE UPDATE OF id, code, kind, currency, tally, floor, opened_at ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();

-- Depth 1 is a statement somebody sent; a posting being applied runs inside the entry's trigger. Asked here and
-- not in a WHEN, because PostgreSQL reads the text of a WHEN anew for every statement.
CREATE FUNCTION ledger_refuse_outside_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() = 1 THEN
        RAISE EXCEPTION 'the ledger is append-only: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER balance_moves_by_posting BEFORE UPDATE OF balance, postings, last_posted_at ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_outside_entry();
CREATE TRIGGER posting_comes_from_entry BEFORE INSERT ON ledger_posting
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_outside_entry();

-- An account starts at nothing, and as what it will be: money only ever enters it by a posting. A balance
-- without a floor needs no lock to guard it, so it is tallied later.
CREATE FUNCTION ledger_open_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.postings <> 0
       OR ledger_is_deferred(NEW.id) <> (NEW.tally = 'DEFERRED')
       OR NEW.kind NOT IN ('ASSET', 'LIABILITY', 'INCOME', 'EXPENSE', 'EQUITY')
       OR NOT (NEW.tally = 'DEFERRED' AND NEW.floor IS NULL AND NEW.balance IS NULL
               OR NEW.tally = 'IMMEDIATE' AND NEW.floor IS NOT NULL AND NEW.balance IS NOT DISTINCT FROM 0) THEN
        RAISE EXCEPTION 'an account is opened empty, of a known kind, and deferred if it has no floor'
            USING ERRCODE = 'GP009';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER account_opens_empty BEFORE INSERT ON ledger_account
    FOR EACH ROW EXECUTE FUNCTION ledger_open_account();

-- Deferred accounts have ids of UUID version 8, all others of version 5, so a posting sees by the id what to do.
CREATE FUNCTION ledger_is_deferred(p_account uuid) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT get_byte(uuid_send(p_account), 6) >> 4 = 8
$$;

-- Says why nothing can be posted to an account.
CREATE FUNCTION ledger_refuse_account(p_account uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM ledger_account a WHERE a.id = p_account;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger account % is closed', p_account USING ERRCODE = 'GP011';
    END IF;
    RAISE EXCEPTION 'there is no ledger account %', p_account USING ERRCODE = 'GP003';
END $$;

-- The numbers of p_count postings to deferred accounts: the transaction's id times 2^22, and a count that is kept
-- for the length of the transaction. Returns the first. A count used twice would break the primary key.
CREATE FUNCTION ledger_number_deferred(p_count int) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_used bigint := coalesce(nullif(current_setting('ledger.deferred_postings', true), ''), '0');
    v_kept text;
BEGIN
    -- Less than nothing would give the number of an older transaction, which a checkpoint may have passed.
    IF v_used < 0 OR v_used + p_count >= 1 << 22 THEN
        RAISE EXCEPTION 'too many postings to deferred accounts in one transaction' USING ERRCODE = 'GP002';
    END IF;
    -- Assigned, because PERFORM would run a query.
    v_kept := set_config('ledger.deferred_postings', (v_used + p_count)::text, true);
    RETURN (pg_current_xact_id()::text::bigint << 22) + v_used + 1;
END $$;

-- The id of the one entry that may reverse an entry or, if it is a hold, capture or release it. Being the
-- primary key it can exist once, whichever of the three came first, and no index more is needed for that.
CREATE FUNCTION ledger_answer_id(p_entry uuid) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT md5('answer to ' || p_entry)::uuid
$$;
CREATE FUNCTION ledger_check_answer(p_id uuid, p_reverses uuid, p_closes uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_reverses IS NOT NULL AND p_closes IS NOT NULL
       OR p_id <> ledger_answer_id(coalesce(p_reverses, p_closes)) THEN
        RAISE EXCEPTION 'entry % does not have the id of an answer', p_id USING ERRCODE = 'GP008';
    END IF;
END $$;

-- Whether the legs sum to zero in each currency. Asked only when an entry has several currencies.
CREATE FUNCTION ledger_is_balanced(p_currencies text[], p_amounts numeric[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT NOT EXISTS (
        SELECT FROM unnest(p_currencies, p_amounts) AS leg (currency, amount)
        GROUP BY leg.currency HAVING sum(leg.amount) <> 0)
$$;

-- Applies one entry: for each leg, in the order of account ids, the account's row is locked and moved by one
-- UPDATE and the posting is written. The order makes deadlocks impossible. A deferred account is not touched.
CREATE FUNCTION ledger_apply_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_account uuid;
    v_previous uuid;
    v_amount numeric;
    v_total numeric := 0;
    v_currency text;
    v_mixed boolean := false;
    v_balance numeric;
    v_number bigint;
    v_at timestamptz;
    v_leg int := 0;
BEGIN
    -- Entries of a batch are inserted by the batch's own trigger, which applies them as a set.
    IF pg_trigger_depth() > 1 THEN
        RETURN NULL;
    END IF;
    IF NEW.reverses IS NOT NULL OR NEW.closes IS NOT NULL THEN
        PERFORM ledger_check_answer(NEW.id, NEW.reverses, NEW.closes);
    END IF;
    IF cardinality(NEW.accounts) < 2 OR cardinality(NEW.accounts) <> cardinality(NEW.amounts)
       OR cardinality(NEW.accounts) <> cardinality(NEW.currencies) THEN
        RAISE EXCEPTION 'an entry has two legs or more' USING ERRCODE = 'GP002';
    END IF;
    FOREACH v_account IN ARRAY NEW.accounts LOOP
        v_leg := v_leg + 1;
        v_amount := NEW.amounts[v_leg];
        IF v_amount = 0 THEN
            RAISE EXCEPTION 'a leg moves something' USING ERRCODE = 'GP002';
        ELSIF v_account <= v_previous THEN
            RAISE EXCEPTION 'legs come in the order of their account ids, each account once' USING ERRCODE = 'GP006';
        END IF;
        v_previous := v_account;
        IF get_byte(uuid_send(v_account), 6) >> 4 = 8 THEN
            SELECT a.currency INTO v_currency FROM ledger_account a WHERE a.id = v_account AND a.closed_at IS NULL;
            v_balance := NULL;
            v_at := clock_timestamp();
            v_number := ledger_number_deferred(1);
        ELSE
            UPDATE ledger_account a
               SET balance = a.balance + v_amount,
                   postings = a.postings + 1,
                   -- Never before the posting ahead of it, even if the clock was set back: statements rely on it.
                   last_posted_at = greatest(clock_timestamp(), a.last_posted_at)
             WHERE a.id = v_account AND a.closed_at IS NULL
            RETURNING a.balance, a.postings, a.last_posted_at, a.currency
                 INTO v_balance, v_number, v_at, v_currency;
        END IF;
        IF NOT FOUND THEN
            PERFORM ledger_refuse_account(v_account);
        END IF;
        INSERT INTO ledger_posting (account_id, number, entry_id, recorded_at, amount, balance_after)
        VALUES (v_account, v_number, NEW.id, v_at, v_amount, v_balance);
        v_total := v_total + v_amount;
        IF v_currency IS DISTINCT FROM NEW.currencies[v_leg] THEN
            RAISE EXCEPTION 'ledger account % is kept in %', v_account, v_currency USING ERRCODE = 'GP004';
        ELSIF v_currency <> NEW.currencies[1] THEN
            v_mixed := true;
        END IF;
    END LOOP;
    IF (v_total <> 0 AND NOT v_mixed) OR (v_mixed AND NOT ledger_is_balanced(NEW.currencies, NEW.amounts)) THEN
        RAISE EXCEPTION 'entry % does not sum to zero', NEW.id USING ERRCODE = 'GP002';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER entry_applies_itself AFTER INSERT ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_apply_entry();

-- Applies a batch as a set: thousands of entries may move one account thousands of times, and its row is
-- still written once. Running balances are computed in the order in which the entries were given.
CREATE FUNCTION ledger_apply_batch() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_bad uuid;
    v_currency text;
    v_fresh uuid[];
    v_accounts uuid[];
    v_at timestamptz;
    v_deferred bigint;
BEGIN
    SELECT entry_id INTO v_bad FROM unnest(NEW.entry_ids) AS entry (entry_id) GROUP BY entry_id HAVING count(*) > 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % stands twice in one batch', v_bad USING ERRCODE = 'GP001';
    END IF;
    SELECT NEW.entry_ids[leg.entry_position] INTO v_bad
      FROM unnest(NEW.leg_entries, NEW.leg_accounts) AS leg (entry_position, account_id)
     GROUP BY leg.entry_position
    HAVING count(*) < 2 OR count(*) <> count(DISTINCT leg.account_id) OR NEW.entry_ids[leg.entry_position] IS NULL;
    IF FOUND OR (SELECT count(DISTINCT entry_position) FROM unnest(NEW.leg_entries) AS leg (entry_position))
                IS DISTINCT FROM cardinality(NEW.entry_ids) THEN
        RAISE EXCEPTION 'entry % needs two legs or more, each account once', v_bad USING ERRCODE = 'GP002';
    END IF;

    PERFORM ledger_check_answer(entry.id, entry.reverses, entry.closes)
       FROM unnest(NEW.entry_ids, NEW.reverses, NEW.closes) AS entry (id, reverses, closes)
      WHERE entry.reverses IS NOT NULL OR entry.closes IS NOT NULL;

    -- In the order of the ids: two batches that share entries wait for each other, never crosswise.
    WITH inserted AS (
        INSERT INTO ledger_entry (id, kind, effective_at, recorded_at, reverses, closes, accounts, currencies, amounts)
        SELECT entry.id, entry.kind, entry.effective_at, clock_timestamp(), entry.reverses, entry.closes,
               legs.accounts, legs.currencies, legs.amounts
          FROM unnest(NEW.entry_ids, NEW.kinds, NEW.effective_at, NEW.reverses, NEW.closes)
               WITH ORDINALITY AS entry (id, kind, effective_at, reverses, closes, position)
          JOIN (SELECT entry_position, array_agg(account_id ORDER BY account_id) AS accounts,
                       array_agg(currency ORDER BY account_id) AS currencies,
                       array_agg(amount ORDER BY account_id) AS amounts
                  FROM unnest(NEW.leg_entries, NEW.leg_accounts, NEW.leg_currencies, NEW.leg_amounts)
                       AS leg (entry_position, account_id, currency, amount)
                 GROUP BY entry_position) AS legs ON legs.entry_position = entry.position
         ORDER BY entry.id
            ON CONFLICT (id) DO NOTHING RETURNING id)
    SELECT coalesce(array_agg(id), '{}') INTO v_fresh FROM inserted;

    IF cardinality(v_fresh) < cardinality(NEW.entry_ids) THEN
        -- Some were posted before: the same content is a replay and is left out, other content is a conflict.
        SELECT entry.id INTO v_bad
          FROM unnest(NEW.entry_ids, NEW.kinds, NEW.reverses, NEW.closes)
               WITH ORDINALITY AS entry (id, kind, reverses, closes, position)
          JOIN ledger_entry e ON e.id = entry.id AND e.id <> ALL (v_fresh)
          JOIN (SELECT entry_position, array_agg(account_id ORDER BY account_id) AS accounts,
                       array_agg(currency ORDER BY account_id) AS currencies,
                       array_agg(amount ORDER BY account_id) AS amounts
                  FROM unnest(NEW.leg_entries, NEW.leg_accounts, NEW.leg_currencies, NEW.leg_amounts)
                       AS leg (entry_position, account_id, currency, amount)
                 GROUP BY entry_position) AS legs ON legs.entry_position = entry.position
         WHERE e.accounts <> legs.accounts OR e.currencies <> legs.currencies OR e.amounts <> legs.amounts
            OR e.kind <> entry.kind OR e.reverses IS DISTINCT FROM entry.reverses OR e.closes IS DISTINCT FROM entry.closes;
        IF FOUND THEN
            RAISE EXCEPTION 'entry % exists with other content', v_bad USING ERRCODE = 'GP001';
        END IF;
        SELECT array_agg(entry_id) INTO NEW.replayed
          FROM unnest(NEW.entry_ids) AS entry (entry_id) WHERE entry_id <> ALL (v_fresh);
        SELECT array_agg(entry_position ORDER BY ordinality), array_agg(account_id ORDER BY ordinality),
               array_agg(currency ORDER BY ordinality), array_agg(amount ORDER BY ordinality)
          INTO NEW.leg_entries, NEW.leg_accounts, NEW.leg_currencies, NEW.leg_amounts
          FROM unnest(NEW.leg_entries, NEW.leg_accounts, NEW.leg_currencies, NEW.leg_amounts)
               WITH ORDINALITY AS leg (entry_position, account_id, currency, amount, ordinality)
         WHERE NEW.entry_ids[leg.entry_position] = ANY (v_fresh);
    END IF;

    SELECT array_agg(DISTINCT account_id) INTO v_accounts FROM unnest(NEW.leg_accounts) AS leg (account_id);
    PERFORM FROM ledger_account a
      WHERE a.id = ANY (v_accounts) AND a.tally = 'IMMEDIATE' ORDER BY a.id FOR NO KEY UPDATE;
    v_at := clock_timestamp();

    SELECT leg.account_id, a.currency INTO v_bad, v_currency
      FROM unnest(NEW.leg_accounts, NEW.leg_currencies) AS leg (account_id, currency)
      LEFT JOIN ledger_account a ON a.id = leg.account_id
       AND a.closed_at IS NULL
     WHERE a.id IS NULL OR a.currency IS DISTINCT FROM leg.currency LIMIT 1;
    IF FOUND AND v_currency IS NULL THEN
        PERFORM ledger_refuse_account(v_bad);
    ELSIF FOUND THEN
        RAISE EXCEPTION 'ledger account % is kept in %', v_bad, v_currency USING ERRCODE = 'GP004';
    END IF;
    SELECT NEW.entry_ids[leg.entry_position] INTO v_bad
      FROM unnest(NEW.leg_entries, NEW.leg_currencies, NEW.leg_amounts) AS leg (entry_position, currency, amount)
     GROUP BY leg.entry_position, leg.currency HAVING sum(leg.amount) <> 0 OR bool_or(leg.amount = 0) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % does not sum to zero, or has a leg that moves nothing', v_bad USING ERRCODE = 'GP002';
    END IF;

    -- Numbers may be left out, so each deferred account takes them from the same first one.
    v_deferred := ledger_number_deferred(cardinality(NEW.entry_ids)) - 1;
    INSERT INTO ledger_posting (account_id, number, entry_id, recorded_at, amount, balance_after)
    SELECT leg.account_id,
           CASE a.tally WHEN 'IMMEDIATE' THEN a.postings ELSE v_deferred END + row_number() OVER running,
           NEW.entry_ids[leg.entry_position], greatest(v_at, a.last_posted_at), leg.amount,
           a.balance + sum(leg.amount) OVER running
      FROM unnest(NEW.leg_entries, NEW.leg_accounts, NEW.leg_amounts) AS leg (entry_position, account_id, amount)
      JOIN ledger_account a ON a.id = leg.account_id
    WINDOW running AS (PARTITION BY leg.account_id ORDER BY leg.entry_position
                       ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW);

    -- The account's row still counts the postings before this batch, so what is numbered higher is new.
    SELECT touched.id INTO v_bad FROM unnest(v_accounts) AS touched (id)
     WHERE EXISTS (SELECT FROM ledger_account a JOIN ledger_posting p ON p.account_id = a.id AND p.number > a.postings
                    WHERE a.id = touched.id AND a.tally = 'IMMEDIATE' AND p.balance_after < a.floor) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'account % would fall below its floor', v_bad USING ERRCODE = 'GP007';
    END IF;
    UPDATE ledger_account a
       SET balance = a.balance + moved.total, postings = a.postings + moved.count,
           last_posted_at = greatest(v_at, a.last_posted_at)
      FROM (SELECT account_id, sum(amount) AS total, count(*) AS count
              FROM unnest(NEW.leg_accounts, NEW.leg_amounts) AS leg (account_id, amount) GROUP BY account_id) AS moved
     WHERE a.id = moved.account_id AND a.tally = 'IMMEDIATE';

    NEW.recorded_at := v_at;
    NEW.entry_count := cardinality(NEW.entry_ids);
    NEW.replayed := coalesce(NEW.replayed, '{}');
    NEW.entry_ids := NULL; NEW.kinds := NULL; NEW.effective_at := NULL; NEW.reverses := NULL; NEW.closes := NULL;
    NEW.leg_entries := NULL; NEW.leg_accounts := NULL; NEW.leg_currencies := NULL; NEW.leg_amounts := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER batch_applies_itself BEFORE INSERT ON ledger_batch
    FOR EACH ROW EXECUTE FUNCTION ledger_apply_batch();
