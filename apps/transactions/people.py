"""Whom somebody pays, and how much they usually send: reads for the pages, each of them bounded.

Both look at the newest payments of a person only, so what they cost does not grow with the history: the indexes begin
with the person and end with the payment's id, which is the order of time (tests/test_people_are_found.py).
"""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from apps.accounts.identifiers import masked_name
from apps.accounts.models import TrustedPayee
from apps.core import sql
from apps.core.money import Money

# Among so many of the newest payments of each side people are looked for.
_LOOKED_THROUGH = 100
# What "usual" means: the middle of so many transfers, of which there have to be at least so many.
_USUAL_OF, _USUAL_FROM = 20, 3
# How much more than usual, and than the last time to the same person, makes somebody look twice.
_TIMES_USUAL, _TIMES_LAST = 5, 10

_RECENT = """
SELECT person_id, name FROM (
    SELECT DISTINCT ON (person_id) person_id, name, id FROM (
        (SELECT id, kind, state, payee_id AS person_id, payee_name AS name FROM transactions_transaction
          WHERE payer_id = %(me)s ORDER BY id DESC LIMIT %(most)s)
        UNION ALL
        (SELECT id, kind, state, payer_id, payer_name FROM transactions_transaction
          WHERE payee_id = %(me)s ORDER BY id DESC LIMIT %(most)s)
    ) newest
    WHERE kind = 'P2P' AND state = 'COMPLETED' AND person_id <> %(me)s
    ORDER BY person_id, id DESC
) people ORDER BY id DESC LIMIT %(limit)s
"""
_USUAL = """
WITH newest AS (
    SELECT id, kind, state, currency, payee_id, amount FROM transactions_transaction
     WHERE payer_id = %(me)s ORDER BY id DESC LIMIT %(most)s
), sent AS (
    SELECT id, payee_id, amount FROM newest WHERE kind = 'P2P' AND state = 'COMPLETED' AND currency = %(currency)s
), compared AS (
    SELECT amount FROM sent ORDER BY id DESC LIMIT %(of)s
)
SELECT (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY amount) FROM compared HAVING count(*) >= %(least)s),
       (SELECT amount FROM sent WHERE payee_id = %(payee)s ORDER BY id DESC LIMIT 1)
"""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody this person has paid, was paid by, or trusts. Of whom they only trust, the name is masked."""

    id: UUID
    name: str

    @property
    def short(self) -> str:
        """The name's first word, where there is little room."""
        return self.name.split()[0] if self.name.split() else self.name


def list_recent_people(person_id: UUID, *, limit: int = 8) -> list[Known]:
    """With whom the person has exchanged money last, the latest first. One statement."""
    rows = sql.fetch_all(_RECENT, {"me": person_id, "most": _LOOKED_THROUGH, "limit": limit})
    return [Known(*row) for row in rows]


def list_trusted_people(person_id: UUID, *, limit: int = 50) -> list[Known]:
    """Whom the person trusts, by the name they have given them or the masked one. One statement."""
    rows = TrustedPayee.objects.filter(user_id=person_id).select_related("payee").order_by("-id")[:limit]
    return [Known(row.payee_id, row.nickname or masked_name(row.payee.full_name)) for row in rows]


@dataclass(frozen=True, slots=True)
class Unusual:
    """That somebody sends far more than they do: what they usually send, or what this payee was sent last."""

    usual: Money | None = None
    last: Money | None = None


def find_unusual(*, person_id: UUID, payee_id: UUID | None, amount: Money) -> Unusual | None:
    """Whether an amount looks as if it had a zero too many; None when it does not. One statement."""
    given = {
        "me": person_id,
        "most": _LOOKED_THROUGH,
        "currency": amount.currency,
        "of": _USUAL_OF,
        "least": _USUAL_FROM,
        "payee": payee_id,
    }
    usual, last = sql.fetch_one(_USUAL, given) or (None, None)
    if _is_beyond(amount, usual, _TIMES_USUAL):
        return Unusual(usual=Money(usual, amount.currency))
    if _is_beyond(amount, last, _TIMES_LAST):
        return Unusual(last=Money(last, amount.currency))
    return None


def _is_beyond(amount: Money, compared: Decimal | None, times: int) -> bool:
    return compared is not None and amount.amount > compared * times
