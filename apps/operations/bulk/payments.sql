-- The payments of the bulk data. Each %(ratio)s-th one is the first deposit of the next person; the others are of people
-- who have joined by then. The first of all people takes part in every tenth. Half of them bear a fee.
CREATE TEMPORARY TABLE bulk_payment ON COMMIT DROP AS
SELECT n, at, kind, state, payer, payee, amount,
       CASE WHEN kind = 'P2P' AND n %% 2 = 0 THEN 0.02 ELSE 0 END::numeric(19, 4) AS fee,
       (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(n %% 4096), 3, '0')
           || '8' || lpad(to_hex(n), 15, '0'))::uuid AS id
  FROM (SELECT n, %(since)s + n * %(step)s AS at,
               CASE WHEN n %% %(ratio)s = 0 THEN 'DEPOSIT' WHEN n %% 9 = 4 THEN 'WITHDRAWAL' ELSE 'P2P' END AS kind,
               CASE WHEN n %% %(ratio)s > 0 AND n %% 17 = 3 THEN 'DECLINED' ELSE 'COMPLETED' END AS state,
               payer, CASE WHEN payee = payer THEN (payer + 1) %% joined ELSE payee END AS payee,
               CASE WHEN n %% %(ratio)s > 0 THEN (50 + n * 7919 %% 450) / 100.0
                    WHEN n = 0 THEN 1000000 ELSE 500 END::numeric(19, 4) AS amount
          FROM (SELECT n, joined,
                       CASE WHEN n %% %(ratio)s = 0 THEN joined - 1 WHEN n %% 20 = 1 THEN 0
                            ELSE abs(hashint8extended(n, 1) %% joined) END::int AS payer,
                       CASE WHEN n %% 20 = 11 THEN 0 ELSE abs(hashint8extended(n, 2) %% joined) END::int AS payee
                  FROM (SELECT n, n / %(ratio)s + 1 AS joined
                          FROM generate_series(0::bigint, %(payments)s - 1) AS n) AS numbers) AS pairs
         WHERE joined > 1 OR n = 0) AS payments;
CREATE UNIQUE INDEX ON bulk_payment (n);
ANALYZE bulk_payment;
-- @ payments
INSERT INTO transactions_transaction (id, reference, kind, state, failure_code, initiator_id, idempotency_key,
    request_digest, payer_id, payee_id, payer_wallet_id, payee_wallet_id, payer_name, payee_name, amount, fee, currency,
    note, channel, request_id, created_at, decided_at, counter_code)
SELECT p.id, upper('B' || lpad(to_hex(p.n), 9, '0')), p.kind, p.state,
       CASE p.state WHEN 'DECLINED' THEN 'insufficient_funds' ELSE '' END, payer.id, 'bulk-' || p.n,
       sha256(p.id::text::bytea),
       CASE WHEN p.kind <> 'DEPOSIT' THEN payer.id END,
       CASE p.kind WHEN 'P2P' THEN payee.id WHEN 'DEPOSIT' THEN payer.id END,
       CASE WHEN p.kind <> 'DEPOSIT' THEN payer.wallet_id END,
       CASE p.kind WHEN 'P2P' THEN payee.wallet_id WHEN 'DEPOSIT' THEN payer.wallet_id END,
       CASE WHEN p.kind <> 'DEPOSIT' THEN payer.name ELSE '' END,
       CASE p.kind WHEN 'P2P' THEN payee.name WHEN 'DEPOSIT' THEN payer.name ELSE '' END,
       p.amount, p.fee, %(currency)s, '', 'api', 'bulk-' || p.id, p.at,
       CASE WHEN p.kind <> 'P2P' AND p.state = 'COMPLETED' THEN p.at + interval '2 seconds' END,
       CASE WHEN p.kind <> 'P2P' THEN %(clearing)s ELSE '' END
  FROM bulk_payment p JOIN bulk_person payer ON payer.index = p.payer JOIN bulk_person payee ON payee.index = p.payee
 WHERE p.n BETWEEN %(first)s AND %(last)s ORDER BY p.n
-- @ activity
INSERT INTO accounts_activity (id, person_id, action, subject, ip, channel, request_id, at, detail)
SELECT p.id, payer.id, 'transactions.' || lower(p.state), p.id::text, '198.51.100.7', 'api', 'bulk-' || p.id, p.at, '{}'
  FROM bulk_payment p JOIN bulk_person payer ON payer.index = p.payer
 WHERE p.n BETWEEN %(first)s AND %(last)s ORDER BY p.n
-- @ messages to people
INSERT INTO notifications_notification (id, person_id, topic, title, body, subject_kind, subject_id, cause, created_at,
    read_at)
SELECT p.id, payer.id, 'payment_sent', 'You paid', 'You paid ' || round(p.amount, 2) || ' ' || %(currency)s || '.',
       'payment', p.id, p.id, p.at, NULL
  FROM bulk_payment p JOIN bulk_person payer ON payer.index = p.payer
 WHERE p.n BETWEEN %(first)s AND %(last)s AND p.state = 'COMPLETED' AND p.kind = 'P2P' AND p.n %% 3 = 0 ORDER BY p.n
-- @ deliveries
INSERT INTO notifications_delivery (id, person_id, channel, address, template, context, language, state, attempts,
    queued_at, due_at, sent_at, last_error, cause, notification_id)
SELECT p.id, payer.id, 'SMS', 'bulk', 'payment_sent', '{}', 'en', 'SENT', 1, p.at, p.at, p.at, '', p.id, p.id
  FROM bulk_payment p JOIN bulk_person payer ON payer.index = p.payer
 WHERE p.n BETWEEN %(first)s AND %(last)s AND p.state = 'COMPLETED' AND p.kind = 'P2P' AND p.n %% 3 = 0 ORDER BY p.n
-- @ events
INSERT INTO core_outboxevent (id, topic, payload, request_id, recorded_at, due_at, published_at, settled_at, attempts,
    last_error)
SELECT p.id, 'transactions.' || lower(p.state), jsonb_build_object('transaction_id', p.id), 'bulk-' || p.id, p.at, p.at,
       p.at, p.at, 1, ''
  FROM bulk_payment p WHERE p.n BETWEEN %(first)s AND %(last)s AND p.at > %(kept)s ORDER BY p.n
-- @ messages on the wire
INSERT INTO gateways_message (id, gateway_code, direction, operation_id, request_id, method, path, request_body, status,
    response_body, error, duration_ms, created_at)
SELECT p.id, 'bulkbank', 'OUT', p.id, 'bulk-' || p.id, 'POST', '/payments', '{}', 200, '{}', '', 40 + n %% 400, p.at
  FROM bulk_payment p
 WHERE p.n BETWEEN %(first)s AND %(last)s AND p.kind <> 'P2P' AND p.state = 'COMPLETED' ORDER BY p.n
-- @ steps
INSERT INTO transactions_transition (payment_id, from_state, to_state, at)
SELECT p.id, 'PENDING', 'COMPLETED', p.at + interval '2 seconds'
  FROM bulk_payment p
 WHERE p.n BETWEEN %(first)s AND %(last)s AND p.kind <> 'P2P' AND p.state = 'COMPLETED' ORDER BY p.n
-- @ decisions of the rules
INSERT INTO risk_decision (id, kind, result, payer_id, payee_id, hits, facts, decided_at)
SELECT p.id, p.kind, 'ALLOW', payer.id, payee.id, '[]',
       jsonb_build_object('kind', p.kind, 'amount', round(p.amount, 2)::text, 'currency', %(currency)s, 'channel', 'api',
           'payer_tier', 'TIER_0', 'local_hour', extract(hour FROM p.at)::int, 'has_payee', TRUE,
           'is_payer_watched', FALSE, 'is_payee_watched', FALSE, 'habit_mean', '2.5000', 'habit_payments', 12,
           'habit_deviation', '1.2500', 'payments_in_hour', p.n %% 3, 'payments_in_day', p.n %% 7,
           'total_in_hour', round(p.amount, 4)::text, 'total_in_day', round(p.amount * 2, 4)::text,
           'new_payees_in_day', p.n %% 2, 'payers_of_payee_in_day', p.n %% 4, 'payee_age_seconds', 86400,
           'device_age_seconds', NULL, 'seconds_since_payback', NULL), p.at
  FROM bulk_payment p JOIN bulk_person payer ON payer.index = p.payer JOIN bulk_person payee ON payee.index = p.payee
 WHERE p.n BETWEEN %(first)s AND %(last)s AND p.kind = 'P2P' AND p.n %% 5 = 1 ORDER BY p.n
