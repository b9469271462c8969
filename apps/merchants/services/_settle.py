"""Settling with merchants: what was taken in a period becomes payable, once, to the line.

What is locked and what happens when the process dies:

- Making a settlement is one transaction. It locks the merchant's row, so of two sweeps the second finds the lines
  settled; then its takings account (`ledger.lock_deferred`), which everybody locks who takes from it. It marks the
  lines in one statement, which tells what they come to, writes the settlement and what of it is kept back, releases
  what was kept back long enough, and posts the entry, whose id is the settlement's: takings to payable and reserve.
  Dying before the commit leaves nothing, and the next sweep makes it.
- It takes all sales before the period's end and all refunds there are until now. A refund may have drawn on what was
  taken after the period's end; were it left for later, more would be settled than the account holds. No refund comes
  between, for it would need the lock. Sales need no lock and go on: a line that commits after the statement, however
  early its sale was, is one of the next settlement.
- What is too little (less than the merchant's minimum, or nothing after what went back) is left as it is and waits.
- Paying out is another transaction (`_pay_out`), so a wallet or a bank that refuses does not undo the settlement.

Nobody is settled with who is suspended. Who is closed is settled with whole, whatever the period and the minimum, and
gets what is kept back when it is due.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import structlog
from django.db import transaction

from apps.core import events, sql
from apps.core.ids import uuid7
from apps.core.money import Money, minor_units, round_to_currency
from apps.ledger import services as ledger
from apps.ledger.selectors import get_balance
from apps.merchants.errors import MerchantNotFound
from apps.merchants.models import (
    Merchant,
    MerchantStatus,
    Period,
    ReserveHold,
    Settlement,
    SettlementState,
    SettleTo,
    Taking,
)
from apps.merchants.periods import LENGTH, last_boundary, next_boundary
from apps.merchants.selectors import payable_code, reserve_code, takings_code

log = structlog.get_logger("gopay.merchants")

# A settlement was made: `settlement_id`, `merchant_id`.
SETTLED = "merchants.settled"
ENTRY = "TAKINGS_SETTLED"
SETTLES = (MerchantStatus.ACTIVE.value, MerchantStatus.CLOSED.value)
_AT_ONCE = 500
# After an accident, and of a merchant settled at once who has too little yet.
_PAUSE = timedelta(minutes=1)

_DUE = """
SELECT m.id FROM merchants_merchant m
 WHERE m.settle_due_at <= %(now)s AND m.status IN ('ACTIVE', 'CLOSED')
   AND (m.period <> 'INSTANT' OR m.status = 'CLOSED'
        OR EXISTS (SELECT FROM merchants_taking t
                    WHERE t.merchant_id = m.id AND t.settlement_id IS NULL AND t.net <> 0 AND t.at < %(now)s)
        OR EXISTS (SELECT FROM merchants_reservehold h
                    WHERE h.merchant_id = m.id AND h.released_by_id IS NULL AND h.due_at <= %(now)s))
 ORDER BY m.settle_due_at, m.id LIMIT %(limit)s
"""
_CHOSEN = "merchant_id = %(merchant)s AND settlement_id IS NULL AND (kind = 'REFUND' OR at < %(until)s)"
_FIGURES = """
SELECT count(*) FILTER (WHERE kind = 'SALE'), count(*) FILTER (WHERE kind = 'REFUND'),
       coalesce(sum(gross) FILTER (WHERE kind = 'SALE'), 0), coalesce(sum(discount), 0), coalesce(sum(tax), 0),
       coalesce(sum(drawn), 0), min(at)
"""
_LOOK = f"{_FIGURES} FROM merchants_taking WHERE {_CHOSEN}"
_TAKE = f"""
WITH taken AS (
    UPDATE merchants_taking SET settlement_id = %(settlement)s WHERE {_CHOSEN}
    RETURNING kind, gross, discount, tax, drawn, at
)
{_FIGURES} FROM taken
"""


class TakingsDiffer(RuntimeError):
    """The lines of a merchant come to more than its account holds. Nothing was settled; look at verify_takings."""


@dataclass(frozen=True, slots=True)
class _Figures:
    """What some lines come to."""

    sales: int
    refunds: int
    gross: Decimal
    discount: Decimal
    tax: Decimal
    refunded: Decimal
    first: datetime | None

    @property
    def net(self) -> Decimal:
        """What they change on the takings account."""
        return self.gross - self.discount - self.tax - self.refunded


def settle_due(*, now: datetime, limit: int = _AT_ONCE) -> list[UUID]:
    """Makes the settlements that are due; returns the ids of those made. Call it outside a transaction.

    What fails by accident is rolled back, logged, and looked at again a minute later, so that it keeps nobody else
    waiting.
    """
    made: list[UUID] = []
    for (merchant_id,) in sql.fetch_all(_DUE, {"now": now, "limit": limit}):
        try:
            with transaction.atomic():
                # Who is locked is being settled with by another sweep, or is having their terms changed.
                rows = Merchant.objects.select_for_update(no_key=True, skip_locked=True)
                merchant = rows.filter(pk=merchant_id, settle_due_at__lte=now).first()
                if merchant is None:
                    continue
                settlement = _settle(merchant, now)
        except Exception:
            log.exception("merchants.settling_failed", merchant_id=str(merchant_id))
            Merchant.objects.filter(pk=merchant_id, settle_due_at__lte=now).update(settle_due_at=now + _PAUSE)
        else:
            made += [settlement.id] if settlement else []
    return made


def make_settlement(*, merchant_id: UUID, now: datetime) -> Settlement | None:
    """Settles what the merchant took in the periods that are over, now; None when that is nothing, or too little.

    Raises MerchantNotFound.
    """
    with transaction.atomic():
        return _settle(_lock(merchant_id), now)


def begin_settling(*, merchant_id: UUID, now: datetime) -> None:
    """Notes when the merchant is to be settled with next: it may trade now, or trades no more. Once is enough."""
    with transaction.atomic():
        merchant = Merchant.objects.select_for_update(no_key=True).filter(pk=merchant_id).first()
        if merchant is None or merchant.status not in SETTLES:
            return
        is_closed = merchant.status == MerchantStatus.CLOSED
        if is_closed or merchant.settle_due_at is None:
            merchant.settle_due_at = now if is_closed else next_boundary(merchant.period, now)
            merchant.save(update_fields=["settle_due_at"])


def _lock(merchant_id: UUID) -> Merchant:
    merchant = Merchant.objects.select_for_update(no_key=True).filter(pk=merchant_id).first()
    if merchant is None:
        raise MerchantNotFound
    return merchant


def _settle(merchant: Merchant, now: datetime) -> Settlement | None:
    """With the merchant's row locked."""
    if merchant.status not in SETTLES:
        return None
    is_closed = merchant.status == MerchantStatus.CLOSED
    period = Period.INSTANT.value if is_closed else merchant.period
    until = last_boundary(period, now)
    settlement = _make(merchant, period, until, now)
    # Payments that were held may still be paid to who has closed.
    due_at = next_boundary(Period.DAILY.value if is_closed else period, now)
    if (
        due_at <= now
        and settlement is None
        and Taking.objects.filter(merchant_id=merchant.id, settlement_id=None).exists()
    ):
        # It is too little so far.
        due_at = now + _PAUSE
    if merchant.settle_due_at != due_at:
        merchant.settle_due_at = due_at
        merchant.save(update_fields=["settle_due_at"])
    return settlement


def _make(merchant: Merchant, period: str, until: datetime, now: datetime) -> Settlement | None:
    currency = merchant.currency
    takings = ledger.deferred_account_id(takings_code(merchant.id), currency)
    ledger.lock_deferred(takings)
    chosen = {"merchant": merchant.id, "until": until}
    holds = ReserveHold.objects.filter(merchant=merchant, released_by=None, due_at__lte=now)
    released = sum(holds.values_list("amount", flat=True), Decimal(0))
    least = Decimal(1).scaleb(-minor_units(currency))
    if merchant.status != MerchantStatus.CLOSED:
        least = max(least, merchant.minimum_settlement)
    looked = _figures(_LOOK, chosen)
    if looked.net - _reserved(merchant, looked) + released < least:
        return None
    identity = uuid7()
    # More sales may be in it than a moment ago, and never more refunds.
    figures = _figures(_TAKE, {**chosen, "settlement": identity})
    if figures.net > get_balance(takings).amount:
        raise TakingsDiffer(f"merchant {merchant.id}: the lines say {figures.net}")
    reserved = _reserved(merchant, figures)
    first = figures.first if figures.first and figures.first < until else until - LENGTH[period]
    row = Settlement.objects.create(
        id=identity,
        merchant=merchant,
        currency=currency,
        since=first,
        until=until,
        sales=figures.sales,
        refunds=figures.refunds,
        gross=figures.gross,
        discount=figures.discount,
        tax=figures.tax,
        refunded=figures.refunded,
        reserved=reserved,
        released=released,
        net=figures.net - reserved + released,
        state=SettlementState.OPEN,
        due_at=_payable_from(merchant, now),
        made_at=now,
    )
    if released:
        holds.update(released_by=row)
    if reserved:
        due_at = now + timedelta(days=merchant.reserve_days)
        ReserveHold.objects.create(settlement=row, merchant=merchant, amount=reserved, due_at=due_at)
    _post(row, takings, figures.net, now)
    payload = {"settlement_id": str(row.id), "merchant_id": str(merchant.id)}
    events.record(SETTLED, payload, at=now)
    return row


def _figures(statement: str, values: dict[str, object]) -> _Figures:
    row = sql.fetch_one(statement, values)
    if row is None:
        raise RuntimeError("an aggregate has one row")
    return _Figures(*row)


def _reserved(merchant: Merchant, figures: _Figures) -> Decimal:
    """What of it is kept back: nothing of what went back, and nothing of nothing."""
    if figures.net <= 0:
        return Decimal(0)
    return round_to_currency(figures.net * merchant.reserve_percent / 100, merchant.currency)


def _payable_from(merchant: Merchant, now: datetime) -> datetime:
    """When it may be paid out: to a new bank account not before its owner has had time to object."""
    if merchant.settle_to == SettleTo.BANK and merchant.settle_not_before:
        return max(now, merchant.settle_not_before)
    return now


def _post(row: Settlement, takings: UUID, taken: Decimal, now: datetime) -> None:
    """Takings to payable and reserve, under the settlement's id; a leg of nothing is left out."""
    payable = ledger.open_account(
        code=payable_code(row.merchant_id), kind="LIABILITY", currency=row.currency, floor=None, at=now
    )
    moves = [(takings, -taken), (payable, row.net)]
    if kept := row.reserved - row.released:
        code = reserve_code(row.merchant_id)
        reserve = ledger.open_account(code=code, kind="LIABILITY", currency=row.currency, floor=Decimal(0), at=now)
        moves.append((reserve, kept))
    legs = [ledger.Leg(account, Money(amount, row.currency)) for account, amount in moves if amount]
    ledger.post([ledger.Entry(row.id, ENTRY, legs, now)])
