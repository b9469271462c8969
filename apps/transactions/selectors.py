"""Reads of payments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.accounts.selectors import get_profile
from apps.transactions import limits
from apps.transactions.errors import TransactionNotFound
from apps.transactions.limits import Ceiling
from apps.transactions.models import Spending, TierLimit, Transaction


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """What to keep of a person's history; None keeps all. Amounts are in the currency's main unit."""

    kind: str | None = None
    state: str | None = None
    direction: Literal["in", "out"] | None = None
    since: datetime | None = None
    before: datetime | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    text: str | None = None

    def conditions(self) -> Q:
        equal: Mapping[str, Any] = {
            "kind": self.kind,
            "state": self.state,
            "created_at__gte": self.since,
            "created_at__lt": self.before,
            "amount__gte": self.minimum,
            "amount__lte": self.maximum,
        }
        condition = Q(**{name: value for name, value in equal.items() if value is not None})
        if self.text:
            condition &= (
                Q(reference=self.text.upper())
                | Q(note__icontains=self.text)
                | Q(payer_name__icontains=self.text)
                | Q(payee_name__icontains=self.text)
            )
        return condition


def list_transactions(
    person_id: UUID,
    *,
    matching: HistoryFilter,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[Transaction]:
    """The person's payments, newest first: those older than `before`.

    With `after` instead: those newer than it, nearest first. What they paid and what they received are two
    index scans that stop after `limit` rows each; one scan with OR would read the whole history.
    """
    rows = Transaction.objects.filter(matching.conditions()).order_by("id" if after else "-id")
    if before:
        rows = rows.filter(id__lt=before)
    if after:
        rows = rows.filter(id__gt=after)
    sides: list[QuerySet[Transaction]] = []
    if matching.direction != "in":
        sides.append(rows.filter(payer_id=person_id))
    if matching.direction != "out":
        # Of payments to oneself, which are always declined, the paying side is enough.
        received = rows.filter(payee_id=person_id)
        sides.append(received if matching.direction else received.exclude(payer_id=person_id))
    found = [row for side in sides for row in side[:limit]]
    found.sort(key=lambda row: row.id, reverse=after is None)
    return found[:limit]


def get_transaction(*, person_id: UUID, transaction_id: UUID) -> Transaction:
    """One of the person's payments. Raises TransactionNotFound, also for somebody else's."""
    row = Transaction.objects.filter(Q(payer_id=person_id) | Q(payee_id=person_id), pk=transaction_id).first()
    if row is None:
        raise TransactionNotFound
    return row


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
    user = get_profile(person_id)
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
