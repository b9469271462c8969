"""What agents add to a person's data export: the agents they own, and where they work or worked."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from apps.accounts.exports import contributor, in_batches
from apps.agents.models import Agent, Staff


def _owned(person_id: UUID) -> int:
    return Agent.objects.filter(owner_id=person_id).count()


@contributor("agents", expected=_owned)
def _agents(person_id: UUID) -> Iterator[dict[str, Any]]:
    """Their agents and what they said of them. Who decided is not theirs to read."""

    def fetch(after: UUID | None, limit: int) -> list[Agent]:
        rows = Agent.objects.filter(owner_id=person_id, id__gt=after).prefetch_related("documents", "outlets")
        return list(rows.order_by("id")[:limit])

    for row in in_batches(fetch):
        yield {
            "id": row.id,
            "name": row.name,
            "legal_name": row.legal_name,
            "rank": row.rank,
            "tier": row.tier,
            "description": row.description,
            "country": row.country,
            "city": row.city,
            "address": row.address,
            "territory": row.territory,
            "currency": row.currency,
            "status": row.status,
            "status_reason": row.status_reason,
            "pays_out": row.pays_out,
            "withholding_percent": row.withholding_percent,
            "documents": sorted(document.kind.lower() for document in row.documents.all()),
            "outlets": [
                {
                    "code": outlet.code,
                    "name": outlet.name,
                    "city": outlet.city,
                    "address": outlet.address,
                    "latitude": outlet.latitude,
                    "longitude": outlet.longitude,
                    "is_open": outlet.is_open,
                }
                for outlet in sorted(row.outlets.all(), key=lambda outlet: outlet.id)
            ],
            "applied_at": row.applied_at,
            "decided_at": row.decided_at,
        }


@contributor("agent_roles")
def _roles(person_id: UUID) -> Iterator[dict[str, Any]]:
    """What they may do, or might, at which agent."""

    def fetch(after: UUID | None, limit: int) -> list[Staff]:
        rows = Staff.objects.filter(person_id=person_id, id__gt=after).select_related("agent", "outlet")
        return list(rows.order_by("id")[:limit])

    for row in in_batches(fetch):
        yield {
            "id": row.id,
            "agent": row.agent.name,
            "role": row.role,
            "outlet": row.outlet.name if row.outlet else None,
            "added_at": row.added_at,
            "ended_at": row.ended_at,
        }
