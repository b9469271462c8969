"""What linked accounts and automatic top-ups add to a person's data export."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from apps.accounts.exports import contributor, in_batches
from apps.core.money import decimal_string
from apps.funding import selectors
from apps.funding.models import AutoTopUp, FundingSource


def _count(person_id: UUID) -> int:
    return FundingSource.objects.filter(person_id=person_id).count()


@contributor("funding_sources", expected=_count)
def _sources(person_id: UUID) -> Iterator[dict[str, Any]]:
    """What they linked. The token is the provider's secret and ours, and says nothing to anybody else."""
    for row in in_batches(
        lambda after, limit: selectors.list_sources(person_id, with_removed=True, after=after, limit=limit)
    ):
        yield {
            "id": row.id,
            "kind": row.kind,
            "masked": row.masked,
            "issuer": row.issuer,
            "holder_name": row.holder_name,
            "expires_on": row.expires_on and row.expires_on.isoformat(),
            "state": row.state,
            "linked_at": row.linked_at,
            "ended_at": row.ended_at,
        }


def _count_top_ups(person_id: UUID) -> int:
    return AutoTopUp.objects.filter(person_id=person_id).count()


@contributor("auto_top_ups", expected=_count_top_ups)
def _top_ups(person_id: UUID) -> Iterator[dict[str, Any]]:
    for row in selectors.list_auto_top_ups(person_id, with_off=True):
        yield {
            "id": row.id,
            "currency": row.currency,
            "threshold": decimal_string(row.threshold, row.currency),
            "amount": decimal_string(row.amount, row.currency),
            "monthly_cap": decimal_string(row.monthly_cap, row.currency),
            "source_id": row.source_id,
            "state": row.state,
            "deposits": row.runs,
            "confirmed_at": row.confirmed_at,
            "created_at": row.created_at,
        }
