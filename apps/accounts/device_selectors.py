"""What is known of people's phones."""

from uuid import UUID

from django.db.models import Q, QuerySet

from apps.accounts.errors import DeviceNotFound
from apps.accounts.models import Device, Session


def _listed(person_id: UUID) -> QuerySet[Device]:
    """All but those that were removed; of these only what is still to be wiped."""
    gone = Q(status=Device.Status.REMOVED) & (Q(wipe=None) | Q(wipe__done_at__isnull=False))
    return Device.objects.select_related("wipe").filter(user_id=person_id).exclude(gone)


def list_devices(
    person_id: UUID, *, before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[Device]:
    """The person's phones, the newest first: those older than `before`; with `after`: those newer, nearest first."""
    rows = _listed(person_id)
    if after is not None:
        return list(rows.filter(id__gt=after).order_by("id")[:limit])
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])


def get_device(*, person_id: UUID, device_id: UUID) -> Device:
    """One of the person's phones, whatever its state. Raises DeviceNotFound, also for somebody else's."""
    device = Device.objects.select_related("wipe").filter(pk=device_id, user_id=person_id).first()
    if device is None:
        raise DeviceNotFound
    return device


def find_device_of_session(session_id: UUID) -> UUID | None:
    """The id of the phone a session is bound to."""
    return Session.objects.filter(pk=session_id).values_list("bound_device_id", flat=True).first()


def get_device_name(device_id: UUID) -> str:
    """What a person calls a phone; empty when it has no name, or none any more."""
    return Device.objects.filter(pk=device_id).values_list("name", flat=True).first() or ""
