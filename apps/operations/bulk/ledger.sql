-- What the bulk payments moved: legs, then postings with their running balances, then the accounts they left behind.
CREATE TEMPORARY TABLE bulk_leg ON COMMIT DROP AS
SELECT p.n, p.id AS entry_id, p.at, leg.account_id, leg.amount, leg.is_deferred
  FROM bulk_payment p
  JOIN bulk_person payer ON payer.index = p.payer
  JOIN bulk_person payee ON payee.index = p.payee
 CROSS JOIN LATERAL (VALUES
       (payer.account_id, CASE WHEN p.kind = 'DEPOSIT' THEN p.amount ELSE -p.amount - p.fee END, false),
       (CASE WHEN p.kind = 'P2P' THEN payee.account_id ELSE %(clearing_id)s::uuid END,
        CASE WHEN p.kind = 'DEPOSIT' THEN -p.amount ELSE p.amount END, p.kind <> 'P2P'),
       (%(fees_id)s::uuid, p.fee, true)) AS leg (account_id, amount, is_deferred)
 WHERE p.state = 'COMPLETED' AND leg.amount <> 0;
ANALYZE bulk_leg;
INSERT INTO ledger_entry (id, kind, effective_at, recorded_at, accounts, currencies, amounts)
SELECT legs.entry_id, p.kind, p.at, p.at, accounts, array_fill(%(currency)s::text, ARRAY[cardinality(accounts)]), amounts
  FROM (SELECT n, entry_id, array_agg(account_id ORDER BY account_id) AS accounts,
               array_agg(amount::numeric(19, 4) ORDER BY account_id) AS amounts
          FROM bulk_leg GROUP BY n, entry_id) AS legs
  JOIN bulk_payment p USING (n) ORDER BY n;
CREATE TEMPORARY TABLE bulk_posting ON COMMIT DROP AS
SELECT n, account_id, entry_id, at, amount, is_deferred,
       CASE WHEN is_deferred THEN (%(finished)s::bigint << 22) + (1 << 21) ELSE 0 END
           + row_number() OVER account AS number,
       CASE WHEN NOT is_deferred THEN sum(amount) OVER account END AS balance_after
  FROM bulk_leg WINDOW account AS (PARTITION BY account_id ORDER BY n);
INSERT INTO ledger_posting (account_id, number, entry_id, recorded_at, amount, balance_after)
SELECT account_id, number, entry_id, at, amount, balance_after FROM bulk_posting ORDER BY n, account_id;
UPDATE ledger_account a
   SET balance = coalesce(total, 0), postings = count, last_posted_at = last
  FROM (SELECT account_id, sum(amount) AS total, count(*) AS count, max(at) AS last
          FROM bulk_posting WHERE NOT is_deferred GROUP BY account_id) AS moved
 WHERE a.id = moved.account_id;
