"""Payments as figures: how many of each kind are in each state, for how much, by the hour in which they were made.

A payment is counted in the state it was made in; each later step moves it to the next one, in the hour it was made. So
the figures of an hour are what the table says of the payments of that hour, whatever has become of them since.
"""

from apps.core.rollups import Source, declare

# The state a payment was made in: what it came from in its first step, if it has made one.
_MADE = """
  FROM transactions_transaction p
  LEFT JOIN LATERAL (SELECT t.from_state FROM transactions_transition t
                      WHERE t.payment_id = p.id ORDER BY t.id LIMIT 1) AS made ON true
 WHERE p.xact >= %(after)s AND p.xact < %(before)s
"""
_STEPS = """
  FROM transactions_transition t JOIN transactions_transaction p ON p.id = t.payment_id
"""
_STEPPED = " WHERE t.xact >= %(after)s AND t.xact < %(before)s"

PAYMENTS = declare(
    Source(
        name="payments",
        title="Payments",
        table="transactions_transaction",
        facts=f"""
SELECT p.created_at AS at, p.kind, coalesce(made.from_state, p.state) AS outcome, p.currency,
       1 AS count, p.amount, p.fee, 0 AS milliseconds, 0 AS slowest {_MADE}
UNION ALL
SELECT p.created_at, p.kind, step.state, p.currency, step.sign, step.sign * p.amount, step.sign * p.fee, 0, 0 {_STEPS}
 CROSS JOIN LATERAL (VALUES (t.to_state, 1), (t.from_state, -1)) AS step (state, sign) {_STEPPED}
""",
        # Outlets and businesses are sides of payments too; they are not among the people.
        people=f"""
SELECT done.at, u.id AS person_id
  FROM (SELECT p.created_at AS at, p.payer_id, p.payee_id {_MADE}
           AND coalesce(made.from_state, p.state) = 'COMPLETED'
        UNION ALL
        SELECT p.created_at, p.payer_id, p.payee_id {_STEPS} {_STEPPED} AND t.to_state = 'COMPLETED') AS done
 CROSS JOIN LATERAL (VALUES (done.payer_id), (done.payee_id)) AS side (id)
  JOIN accounts_user u ON u.id = side.id
""",
    )
)
