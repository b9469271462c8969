"""A person's payments: filters, a page at a time, at the same price however long the history is.

What a query reads is bounded by indexes that begin with the person and end with the payment's id, which is a UUIDv7 and
so the order of time. apps/transactions/tests/test_history_is_quick.py asks PostgreSQL for the plan of each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q, Subquery, UUIDField, Value
from django.db.models.functions import Coalesce

from apps.core import sql
from apps.core.ids import earliest_id
from apps.transactions.kinds import REFUND
from apps.transactions.models import State, Transaction
from apps.transactions.references import ALPHABET, LENGTH
from apps.transactions.selectors import drawn_on

# A text is looked for in so many payments of each side, the newest of the chosen time. What contains a text is found by
# no index (PostgreSQL's for that, pg_trgm, is not everywhere), and a history may be long.
SEARCHED = 20_000
# An id is made with its payment, a little after `created_at`: waiting for a lock takes seconds.
_IN_STEP = timedelta(minutes=2)
# Rows whose ids say another time than they do: seeded, or brought along from elsewhere. Two indexes hold only these
# (migration 0011), so asking costs two look-ups; what is compared is written there in the same words.
_OUT_OF_STEP = """
abs(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint
    - extract(epoch FROM created_at AT TIME ZONE 'UTC') * 1000) > 120000
"""
# Counted, because of an EXISTS PostgreSQL supposes that the next best row will do, and looks for it in the table.
_ROWS_OUT_OF_STEP = f"""
SELECT (SELECT count(*) FROM transactions_transaction WHERE payer_id = %s AND {_OUT_OF_STEP})
     + (SELECT count(*) FROM transactions_transaction WHERE payee_id = %s AND {_OUT_OF_STEP})
"""


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
        """What must hold of a payment, whatever text is looked for."""
        equal: Mapping[str, Any] = {
            "kind": self.kind,
            "state": self.state,
            "created_at__gte": self.since,
            "created_at__lt": self.before,
            "amount__gte": self.minimum,
            "amount__lte": self.maximum,
        }
        return Q(**{name: value for name, value in equal.items() if value is not None})

    def wording(self) -> Q:
        """Where the text may stand."""
        return (
            Q(note__icontains=self.text) | Q(payer_name__icontains=self.text) | Q(payee_name__icontains=self.text)
            if self.text
            else Q()
        )

    @property
    def may_be_drawn(self) -> bool:
        """Whether a refund of a business can be meant that its owner's wallet has paid in part."""
        return (
            self.direction != "in" and self.kind in (None, REFUND.code) and self.state in (None, State.COMPLETED.value)
        )

    @property
    def reference(self) -> str:
        """The reference the text may be; empty when it can be none."""
        text = (self.text or "").upper()
        return text if len(text) == LENGTH and set(text) <= set(ALPHABET) else ""


def is_in_step(person_id: UUID) -> bool:
    """Whether the ids of all the person's payments say when they were made. One statement, of two small indexes."""
    found = sql.fetch_one(_ROWS_OUT_OF_STEP, [person_id, person_id])
    return found is None or not found[0]


def first_id_since(moment: datetime) -> UUID:
    """No payment made from this moment on has a smaller id, of somebody whose payments are in step with their ids."""
    return earliest_id(moment - _IN_STEP)


def _period_of_ids(person_id: UUID, matching: HistoryFilter) -> Q:
    """The chosen time as ids, whose rows lie side by side in the indexes.

    It narrows what is read and decides nothing: `created_at` is compared as well. Who has rows that are out of step
    with their ids is searched without it.
    """
    if matching.since is None and matching.before is None:
        return Q()
    if not is_in_step(person_id):
        return Q()
    condition = Q()
    if matching.since is not None:
        condition &= Q(id__gte=first_id_since(matching.since))
    if matching.before is not None:
        condition &= Q(id__lt=earliest_id(matching.before + _IN_STEP))
    return condition


def _searched(own: Q, period: Q) -> Q:
    """The newest payments of one side: the index tells where they begin, without looking at any of them."""
    oldest = Transaction.objects.filter(own, period).order_by("-id").values("id")[SEARCHED - 1 : SEARCHED]
    return Q(id__gte=Coalesce(Subquery(oldest), Value(UUID(int=0), UUIDField())))


def list_transactions(
    person_id: UUID,
    *,
    matching: HistoryFilter,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[Transaction]:
    """The person's payments, newest first: those older than `before`.

    With `after` instead: those newer than it, nearest first. What they paid and what they received are two index scans
    that stop after `limit` rows each; one scan with OR would read the whole history. What a wallet of theirs has paid
    for a business of theirs is a third, which most people have nothing in. A rare state or kind has an index of its
    own, a period is a range of ids, a reference is unique, and a text is looked for in SEARCHED payments of each side.
    An amount that few payments have is looked for in all the person's payments of the chosen time.
    """
    period = _period_of_ids(person_id, matching)
    rows = Transaction.objects.filter(matching.conditions(), period).order_by("id" if after else "-id")
    if before:
        rows = rows.filter(id__lt=before)
    if after:
        rows = rows.filter(id__gt=after)
    sides: list[tuple[Q, Q]] = []
    if matching.direction != "in":
        sides.append((Q(payer_id=person_id), Q()))
    if matching.direction != "out":
        # Of payments to oneself, which are always declined, the paying side is enough.
        sides.append((Q(payee_id=person_id), Q() if matching.direction else ~Q(payer_id=person_id)))
    if matching.may_be_drawn:
        sides.append((drawn_on(person_id), Q()))
    found: dict[UUID, Transaction] = {}
    for own, besides in sides:
        side = rows.filter(own, besides)
        if matching.text:
            side = side.filter(matching.wording(), _searched(own, period))
        found |= {row.id: row for row in side[:limit]}
        if matching.reference:
            found |= {row.id: row for row in rows.filter(own, besides, reference=matching.reference)}
    return sorted(found.values(), key=lambda row: row.id, reverse=after is None)[:limit]
