"""Who hears what of a merchant: its owner, and whoever works there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from apps.accounts.identifiers import masked_name
from apps.accounts.selectors import find_person
from apps.merchants.models import Merchant, Role, Staff
from apps.notifications import services as notifications
from apps.notifications.services import Telling

_ROLES = {Role.OWNER.value: "owner", Role.MANAGER.value: "manager", Role.CASHIER.value: "cashier"}


def tell_owner(
    *,
    merchant_id: UUID,
    template: str,
    facts: Mapping[str, str],
    occurred_at: datetime,
    security: bool,
    cause: UUID,
    now: datetime,
) -> None:
    """Tells the owner what was decided or changed; with `security` on every channel."""
    merchant = Merchant.objects.get(pk=merchant_id)
    context = {"merchant": merchant.name, "occurred_at": occurred_at.isoformat(), **facts}
    _tell([(merchant.owner_id, template)], merchant, context, cause, now, security=security)


def tell_staff(*, topic: str, staff_id: UUID, by: UUID, occurred_at: datetime, cause: UUID, now: datetime) -> None:
    """Tells whoever was added, changed or let go, and the owner of what they have not done themselves."""
    row = Staff.objects.select_related("merchant").get(pk=staff_id)
    person, merchant = find_person(str(row.person_id)), row.merchant
    context = {
        "merchant": merchant.name,
        "person": masked_name(person.full_name) if person else "",
        "role": _ROLES[row.role],
        "occurred_at": occurred_at.isoformat(),
    }
    template = f"merchant_{topic.rpartition('.')[2]}"
    told = [(row.person_id, template)] if row.person_id != by else []
    if merchant.owner_id != by:
        told.append((merchant.owner_id, f"{template}_owner"))
    _tell(told, merchant, context, cause, now, security=True)


def tell_of_handover(
    *,
    merchant_id: UUID,
    owner_id: UUID,
    template: str,
    told: Sequence[UUID],
    occurred_at: datetime,
    cause: UUID,
    now: datetime,
) -> None:
    """Tells people on every channel that a business is offered to them, or is somebody else's now."""
    merchant, owner = Merchant.objects.get(pk=merchant_id), find_person(str(owner_id))
    context = {
        "merchant": merchant.name,
        "owner": masked_name(owner.full_name) if owner else "",
        "occurred_at": occurred_at.isoformat(),
    }
    _tell([(person_id, template) for person_id in told], merchant, context, cause, now, security=True)


def _tell(
    told: list[tuple[UUID, str]],
    merchant: Merchant,
    context: Mapping[str, Any],
    cause: UUID,
    now: datetime,
    *,
    security: bool,
) -> None:
    tellings = [
        Telling(
            person_id=person_id,
            template=template,
            context=context,
            cause=cause,
            subject_kind="merchant",
            subject_id=merchant.id,
            security=security,
        )
        for person_id, template in told
    ]
    notifications.send_after_commit(notifications.tell_all(tellings, now=now), now=now)
