"""Compares what merchants' books say with the ledger, merchant by merchant. It reads and never writes.

All looks are at one snapshot, so it can run while people pay and settlements are made. What it compares:

- the lines that are not settled with the takings' account;
- the lines of each settlement with what the settlement says, and the settlement with its journal entry: what its lines
  come to leaves the takings, what is kept back goes to the reserve, what was kept back before comes from it, and the
  rest is payable;
- what is kept back and not released with the reserve's account, and what is settled and not paid with what is payable
  or being sent;
- each sale and each refund with the payment that it is a line of.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from uuid import UUID

from django.db import connection, transaction

from apps.core import sql
from apps.ledger.selectors import get_balances, get_entry
from apps.ledger.services import account_id, deferred_account_id
from apps.merchants.models import Merchant
from apps.merchants.selectors import payable_code, reserve_code, takings_code
from apps.transactions.services import held_of

_AT_ONCE = 500
_UNSETTLED = """
SELECT merchant_id, sum(net) FROM merchants_taking
 WHERE settlement_id IS NULL AND merchant_id = ANY(%s::uuid[]) GROUP BY merchant_id
"""
_RESERVED = """
SELECT merchant_id, sum(amount) FROM merchants_reservehold
 WHERE released_by_id IS NULL AND merchant_id = ANY(%s::uuid[]) GROUP BY merchant_id
"""
# What was sent counts as owed until the provider has paid it, whether the settlement has heard of that or not.
_OWED = """
SELECT s.merchant_id, sum(s.net), coalesce(sum(s.net) FILTER (WHERE t.state IN ('PENDING', 'UNKNOWN', 'HELD')), 0)
  FROM merchants_settlement s LEFT JOIN transactions_transaction t ON t.id = s.payout_id
 WHERE s.state <> 'PAID' AND t.state IS DISTINCT FROM 'COMPLETED' AND s.merchant_id = ANY(%s::uuid[])
 GROUP BY s.merchant_id
"""
_SETTLED = """
SELECT s.id, s.merchant_id, s.currency, s.sales, s.refunds, s.gross, s.discount, s.tax, s.refunded, s.reserved,
       s.released, s.net,
       coalesce(l.sales, 0), coalesce(l.refunds, 0), coalesce(l.gross, 0), coalesce(l.discount, 0), coalesce(l.tax, 0),
       coalesce(l.refunded, 0),
       coalesce((SELECT sum(amount) FROM merchants_reservehold WHERE settlement_id = s.id), 0),
       coalesce((SELECT sum(amount) FROM merchants_reservehold WHERE released_by_id = s.id), 0)
  FROM merchants_settlement s
  LEFT JOIN LATERAL (
       SELECT count(*) FILTER (WHERE kind = 'SALE') AS sales, count(*) FILTER (WHERE kind = 'REFUND') AS refunds,
              sum(gross) FILTER (WHERE kind = 'SALE') AS gross, sum(discount) AS discount, sum(tax) AS tax,
              sum(drawn) AS refunded
         FROM merchants_taking
        WHERE settlement_id = s.id AND merchant_id = s.merchant_id AND currency = s.currency) l ON true
 WHERE s.merchant_id = ANY(%s::uuid[])
"""
_STRAY = """
SELECT l.transaction_id, 'its settlement is not one of its merchant''s' FROM merchants_taking l
  LEFT JOIN merchants_settlement s ON s.id = l.settlement_id AND s.merchant_id = l.merchant_id
 WHERE l.settlement_id IS NOT NULL AND s.id IS NULL
UNION ALL
SELECT l.transaction_id, 'there is no such completed payment to the merchant' FROM merchants_taking l
  LEFT JOIN transactions_transaction t ON t.id = l.transaction_id
 WHERE l.kind = 'SALE' AND (t.kind, t.state, t.payee_id, t.amount, t.currency, t.fee, t.tax)
       IS DISTINCT FROM ('MERCHANT_PAYMENT', 'COMPLETED', l.merchant_id, l.gross, l.currency, l.discount, l.tax)
UNION ALL
SELECT l.transaction_id, 'there is no such completed refund of that sale' FROM merchants_taking l
  LEFT JOIN transactions_transaction t ON t.id = l.transaction_id
 WHERE l.kind = 'REFUND' AND (t.kind, t.state, t.payer_id, t.amount, t.currency, t.parent_id)
       IS DISTINCT FROM ('REFUND', 'COMPLETED', l.merchant_id, l.gross, l.currency, l.sale_id)
UNION ALL
SELECT t.id, 'the payment has no line of takings' FROM transactions_transaction t
 WHERE t.state = 'COMPLETED' AND t.kind IN ('MERCHANT_PAYMENT', 'REFUND') AND t.counter_code LIKE 'merchant:%%'
       AND NOT EXISTS (SELECT FROM merchants_taking l WHERE l.transaction_id = t.id)
UNION ALL
SELECT l.sale_id, 'more went back of the sale than it was' FROM merchants_taking l
  LEFT JOIN merchants_taking sale ON sale.transaction_id = l.sale_id AND sale.kind = 'SALE'
 WHERE l.kind = 'REFUND' GROUP BY l.sale_id, sale.gross
HAVING sum(l.gross) > coalesce(sale.gross, 0)
UNION ALL
SELECT c.transaction_id, 'the charge says another thing than its payment: ' || c.state FROM merchants_charge c
  LEFT JOIN transactions_transaction t ON t.id = c.transaction_id
 WHERE c.is_live AND c.state IN ('HELD', 'PAID', 'RETURNED') AND (t.state, t.amount)
       IS DISTINCT FROM (CASE c.state WHEN 'PAID' THEN 'COMPLETED' ELSE c.state END, c.paid_amount)
"""

Totals = dict[UUID, Decimal]


def verify_takings() -> list[str]:
    """What does not agree, in words; empty when everything does. Call it outside a transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        found = [f"{subject}: {detail}" for subject, detail in sql.fetch_all(_STRAY)]
        merchants = list(Merchant.objects.order_by("id").values_list("id", "currency"))
        for start in range(0, len(merchants), _AT_ONCE):
            some = merchants[start : start + _AT_ONCE]
            found += _accounts_of(some)
            found += _settlements_of([identity for identity, _ in some])
        return found


def _accounts_of(merchants: Sequence[tuple[UUID, str]]) -> Iterator[str]:
    chosen = [identity for identity, _ in merchants]
    takings: Totals = defaultdict(Decimal, sql.fetch_all(_UNSETTLED, [chosen]))
    reserves: Totals = defaultdict(Decimal, sql.fetch_all(_RESERVED, [chosen]))
    owed = {identity: (whole, sending) for identity, whole, sending in sql.fetch_all(_OWED, [chosen])}
    expected: dict[UUID, tuple[str, Decimal]] = {}
    for identity, currency in merchants:
        whole, sending = owed.get(identity, (Decimal(0), Decimal(0)))
        payable = payable_code(identity)
        expected |= {
            deferred_account_id(takings_code(identity), currency): (takings_code(identity), takings[identity]),
            account_id(reserve_code(identity), currency): (reserve_code(identity), reserves[identity]),
            deferred_account_id(payable, currency): (payable, whole - sending),
            deferred_account_id(held_of(payable), currency): (held_of(payable), sending),
        }
    balances = get_balances(list(expected))
    for account, (code, said) in expected.items():
        # An account that nobody has opened yet has nothing on it.
        there = balances[account].amount if account in balances else Decimal(0)
        if there != said:
            yield f"{code}: the book says {_plain(said)}, the ledger {_plain(there)}"


def _settlements_of(merchants: list[UUID]) -> Iterator[str]:
    names = ("sales", "refunds", "gross", "discount", "tax", "refunded", "reserved", "released")
    for identity, merchant_id, currency, *figures in sql.fetch_all(_SETTLED, [merchants]):
        said, net, borne_out = figures[:8], figures[8], figures[9:]
        for name, one, other in zip(names, said, borne_out, strict=True):
            if one != other:
                yield f"settlement {identity}: {name} is {_plain(one)}, its lines say {_plain(other)}"
        reserved, released = said[6], said[7]
        moves = {
            takings_code(merchant_id): -(net + reserved - released),
            reserve_code(merchant_id): reserved - released,
            payable_code(merchant_id): net,
        }
        entry = get_entry(identity)
        posted: dict[str, Decimal] = defaultdict(Decimal)
        for leg in entry.legs if entry else ():
            posted[leg.code] += leg.amount.amount
            if leg.amount.currency != currency:
                yield f"settlement {identity}: its entry is in {leg.amount.currency}"
        if {code: amount for code, amount in posted.items() if amount} != {
            code: amount for code, amount in moves.items() if amount
        }:
            yield f"settlement {identity}: its entry moves something else"


def _plain(figure: Decimal | int) -> str:
    return f"{Decimal(figure).normalize():f}"
