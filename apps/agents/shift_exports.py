"""What tellers find of their shifts in their data export. Whom they have served is the customers' own."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from apps.accounts.exports import contributor, in_batches
from apps.agents.models import Shift


def _expected(person_id: UUID) -> int:
    return Shift.objects.filter(teller_id=person_id).count()


@contributor("agent_shifts", expected=_expected)
def _shifts(person_id: UUID) -> Iterator[dict[str, Any]]:
    """Their shifts, what they have counted and what was said of it. Who has approved it is not theirs to read.

    Of an open one it does not say what should be in the drawer.
    """

    def fetch(after: UUID | None, limit: int) -> list[Shift]:
        rows = Shift.objects.filter(teller_id=person_id, id__gt=after).select_related("outlet")
        return list(rows.prefetch_related("movements").order_by("id")[:limit])

    for row in in_batches(fetch):
        yield {
            "id": row.id,
            "outlet": row.outlet.name,
            "currency": row.currency,
            "state": row.state,
            "opened_at": row.opened_at,
            "opening_cash": row.opening_cash,
            "cash_in": row.cash_in,
            "cash_out": row.cash_out,
            "dealings": row.dealings,
            "closed_at": row.closed_at,
            "counted_cash": row.counted_cash,
            "difference": row.difference,
            "remark": row.remark,
            "reason": row.reason,
            "movements": [
                {"direction": one.direction, "amount": one.amount, "reason": one.reason, "at": one.at}
                for one in sorted(row.movements.all(), key=lambda one: one.id)
            ],
        }
