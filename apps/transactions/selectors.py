"""Reads of payments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Q, Sum

from apps.accounts.identifiers import masked_name, normalise_identifier
from apps.accounts.models import User
from apps.accounts.selectors import get_profile, named_by
from apps.core import sql
from apps.core.money import Money
from apps.gateways.models import Operation
from apps.ledger.selectors import get_entries
from apps.ledger.services import account_id
from apps.transactions import limits
from apps.transactions.errors import TransactionNotFound
from apps.transactions.kinds import (
    ADJUSTMENT,
    COLLECTION,
    COMMISSION,
    FEE_RETURN,
    FLOAT_PURCHASE,
    FLOAT_SALE,
    MERCHANT_PAYMENT,
    MERCHANT_PAYOUT,
    OUTSIDE,
    REFUND,
    REVERSAL,
)
from apps.transactions.limits import Ceiling
from apps.transactions.models import PaidBack, Spending, State, TierLimit, Transaction
from apps.wallets.models import Wallet, available_code

_BOOLEAN = BooleanField()


def drawn_on(person_id: UUID) -> Q:
    """Refunds of a business that a wallet of this person's, its owner, has paid in part: the business is the payer."""
    own = ArraySubquery(Wallet.objects.filter(holder_id=person_id).values("id"))
    # Not IN, which PostgreSQL makes a join: asked for by the ids, the rows lie in the order of time in their index.
    is_own = Func(F("payer_wallet_id"), own, template="%(expressions)s)", arg_joiner=" = ANY(", output_field=_BOOLEAN)
    return Q(is_own, kind=REFUND.code, state=State.COMPLETED, counter_code__gt="", payer_wallet_id__isnull=False)


def get_transaction(*, person_id: UUID, transaction_id: UUID) -> Transaction:
    """One of the person's payments, or one of their business's that their wallet has paid in part.

    Raises TransactionNotFound, also for somebody else's.
    """
    own = Q(payer_id=person_id) | Q(payee_id=person_id) | drawn_on(person_id)
    row = Transaction.objects.filter(own, pk=transaction_id).first()
    if row is None:
        raise TransactionNotFound
    return row


def find_by_key(*, initiator_id: UUID, key: str) -> Transaction | None:
    """The payment somebody has asked for under this idempotency key, whatever has become of it."""
    return Transaction.objects.filter(initiator_id=initiator_id, idempotency_key=key).first()


def is_only_drawn_on(row: Transaction, person_id: UUID) -> bool:
    """Whether somebody who may see a payment is no side of it: a wallet of theirs has paid a part of it."""
    return person_id not in (row.payer_id, row.payee_id)


def find_shares(rows: Iterable[Transaction]) -> dict[UUID, Money]:
    """What of these refunds the owner's wallet has paid, and not the takings. Two statements, and none for none."""
    drawn = [row for row in rows if row.payer_wallet_id is not None]
    entries = get_entries([row.id for row in drawn]) if drawn else {}
    shares = {}
    for row in drawn:
        account = account_id(available_code(row.payer_wallet_id), row.currency) if row.payer_wallet_id else None
        legs = entries[row.id].legs if row.id in entries else ()
        shares[row.id] = -sum((leg.amount for leg in legs if leg.account_id == account), Money.zero(row.currency))
    return shares


def find_operation(row: Transaction) -> Operation | None:
    """What a provider was asked for this payment; None for one that does not leave GoPay."""
    return Operation.objects.filter(transaction_id=row.id).first() if row.kind in OUTSIDE else None


def find_operations(rows: Iterable[Transaction]) -> dict[UUID, Operation]:
    """The same for many payments, by the payment's id, in one statement, and in none when all of them stay inside."""
    outside = [row.id for row in rows if row.kind in OUTSIDE]
    if not outside:
        return {}
    return {one.transaction_id: one for one in Operation.objects.filter(transaction_id__in=outside)}


# What cannot be undone by turning its entry round: these are the way back themselves, or the money is outside by now.
WAYS_BACK = frozenset({REFUND.code, REVERSAL.code, FEE_RETURN.code, COLLECTION.code})

# A business gives back by refunds, which know what it has taken; what it was paid out is its owner's.
OF_BUSINESSES = frozenset({MERCHANT_PAYMENT.code, MERCHANT_PAYOUT.code})
# What the books of agents say happened once: an order that was filled, lines that were paid out.
_BOOKED_ABOVE = frozenset({FLOAT_PURCHASE.code, FLOAT_SALE.code, COMMISSION.code})


def may_be_reversed(original: Transaction) -> bool:
    """Whether operators may ask for this payment to be undone whole; what went back already is another question."""
    return (
        original.state == State.COMPLETED
        and original.kind not in WAYS_BACK | OUTSIDE | OF_BUSINESSES | _BOOKED_ABOVE
        and original.received_amount is None
        # What was taken to put a wallet right is given back by another adjustment.
        and not (original.kind == ADJUSTMENT.code and original.payee_id is None)
    )


@dataclass(frozen=True, slots=True)
class WayBack:
    """What of a payment went back: as counted (with what a dispute reserves), as moved, and by which payments."""

    counted: PaidBack | None = None
    moved: Decimal = Decimal(0)
    payments: tuple[Transaction, ...] = ()

    def left(self, original: Transaction) -> Money:
        """What could still be given back."""
        counted = self.counted
        return Money(original.amount if counted is None else counted.maximum - counted.total, original.currency)


# A payment is given back in a few parts; a page shows so many of them, the newest.
_PARTS_SHOWN = 20


def get_way_back(original: Transaction) -> WayBack:
    """What became of a completed payment afterwards. One statement, and three when something went back."""
    counted = PaidBack.objects.filter(pk=original.id).first()
    if counted is None:
        return WayBack()
    kinds = [REFUND.code, REVERSAL.code]
    rows = Transaction.objects.filter(parent_id=original.id, kind__in=kinds, state=State.COMPLETED)
    moved = rows.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    return WayBack(counted, moved, tuple(rows.order_by("-id")[:_PARTS_SHOWN]))


def get_left_to_refund(original: Transaction) -> Money:
    """What of a completed payment was not given back yet and is not kept back for a dispute."""
    counted = PaidBack.objects.filter(pk=original.id).first()
    return Money(original.amount if counted is None else counted.maximum - counted.total, original.currency)


@dataclass(frozen=True, slots=True)
class ResolvedPayee:
    """Who would be paid, as far as whoever asks may know: a masked name, and the currencies of their wallets.

    The id is for services; nobody is shown it before they have paid.
    """

    person_id: UUID
    name: str
    currencies: list[str]
    is_trusted: bool


# Past any cache: who is known there would be answered faster than who is not.
_RESOLVE = """
SELECT id, full_name,
       ARRAY(SELECT w.currency FROM wallets_wallet w WHERE w.holder_id = u.id AND w.status <> 'CLOSED' ORDER BY 1),
       EXISTS (SELECT FROM accounts_trustedpayee t WHERE t.user_id = %s AND t.payee_id = u.id)
  FROM accounts_user u
 WHERE status <> 'CLOSED' AND secured_at IS NULL
   AND EXISTS (SELECT FROM wallets_wallet w WHERE w.holder_id = u.id AND w.status <> 'CLOSED') AND """
_NOBODY = str(UUID(int=0))


def resolve_payee(*, asker_id: UUID, to: str) -> ResolvedPayee | None:
    """Who would be paid under a number, proven e-mail address, @handle or id; None when nobody can be.

    Always one statement. Whether there never was such a person, or they have closed their account, were erased, have
    reported a phone lost or have no open wallet makes no difference to it.
    """
    name = normalise_identifier(to) or _NOBODY
    row = sql.fetch_one(_RESOLVE + named_by(name), [asker_id, name])
    return ResolvedPayee(row[0], masked_name(row[1]), row[2], row[3]) if row else None


@dataclass(frozen=True, slots=True)
class LimitLeft:
    """A limit of a person's and what of it is left today and this month; None has no limit."""

    currency: str
    ceiling: Ceiling
    daily_left: Decimal | None
    monthly_left: Decimal | None
    count_left: int | None


@dataclass(frozen=True, slots=True)
class Limits:
    """All limits of a person. `lowered_until` says that a share of the usual ones holds, and how long."""

    kyc_tier: str
    lowered_until: datetime | None
    rows: list[LimitLeft]


def _left(limit: Decimal | None, spent: Decimal) -> Decimal | None:
    return None if limit is None else max(limit - spent, Decimal(0))


def get_limits(*, person_id: UUID, now: datetime) -> Limits:
    """What a person may pay and what is left of it. Raises accounts.errors.PersonNotFound."""
    return get_limits_of(get_profile(person_id), now=now)


def get_limits_of(user: User, *, now: datetime) -> Limits:
    """The same for a person whose row was read already. Two statements, however long the history."""
    person_id = user.id
    lowered_until = user.cautious_until if user.cautious_until and user.cautious_until > now else None
    today = limits.day_of(now)
    spent = {(row.currency, row.kind): row for row in Spending.objects.filter(person_id=person_id)}
    rows = []
    for limit in TierLimit.objects.filter(tier=user.kyc_tier).order_by("currency", "kind"):
        ceiling = limits.ceiling_of(limit)
        if lowered_until:
            ceiling = ceiling.lowered(limit.currency)
        row = spent.get((limit.currency, limit.kind))
        of_day, count = (row.day_total, row.day_count) if row and row.day >= today else (Decimal(0), 0)
        of_month = row.month_total if row and row.month >= today.replace(day=1) else Decimal(0)
        rows.append(
            LimitLeft(
                limit.currency,
                ceiling,
                _left(ceiling.daily, of_day),
                _left(ceiling.monthly, of_month),
                None if ceiling.daily_count is None else max(ceiling.daily_count - count, 0),
            )
        )
    return Limits(user.kyc_tier, lowered_until, rows)
