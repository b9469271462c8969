"""What accounts itself adds to a person's data export."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from apps.accounts import selectors
from apps.accounts.errors import ContactNotFound
from apps.accounts.exports import BATCH, contributor, in_batches
from apps.accounts.models import Activity, Device, NameChange, Session, TrustedPayee
from apps.accounts.time_zones import zone_or_default

Rows = Iterator[dict[str, Any]]


@contributor("profile")
def _profile(person_id: UUID) -> Rows:
    user = selectors.get_profile(person_id)
    yield {
        "id": user.id,
        "msisdn": user.msisdn,
        "email": user.email,
        "email_verified_at": user.email_verified_at,
        "full_name": user.full_name,
        "handle": user.handle,
        "language": user.language,
        "time_zone": zone_or_default(user.time_zone),
        "status": user.status,
        "kyc_tier": user.kyc_tier,
        "has_photo": bool(user.photo),
        "joined_at": user.joined_at,
    }


@contributor("name_changes")
def _name_changes(person_id: UUID) -> Rows:
    """Who decided is the staff's own datum, and stays out."""
    changes = NameChange.objects.filter(user_id=person_id).order_by("id")
    fields = ("id", "full_name", "status", "asked_at", "decided_at", "decision")
    yield from changes.values(*fields)[:BATCH]


@contributor("emergency_contact")
def _emergency_contact(person_id: UUID) -> Rows:
    try:
        contact = selectors.get_emergency_contact(person_id)
    except ContactNotFound:
        return
    yield {
        "name": contact.name,
        "msisdn": contact.msisdn,
        "relation": contact.relation,
        "changed_at": contact.changed_at,
    }


@contributor("trusted_payees")
def _trusted_payees(person_id: UUID) -> Rows:
    for row in TrustedPayee.objects.filter(user_id=person_id).order_by("id"):
        yield {"id": row.id, "nickname": row.nickname, "added_at": row.added_at}


@contributor("devices")
def _devices(person_id: UUID) -> Rows:
    fields = ("id", "name", "platform", "status", "registered_at", "locked_at", "locked_reason", "ended_at")
    yield from Device.objects.filter(user_id=person_id).order_by("id").values(*fields).iterator(BATCH)


def _count_sessions(person_id: UUID) -> int:
    return Session.objects.filter(user_id=person_id).count()


@contributor("sessions", expected=_count_sessions)
def _sessions(person_id: UUID) -> Rows:
    rows = Session.objects.filter(user_id=person_id).order_by("id")
    for row in in_batches(lambda after, limit: list(rows.filter(id__gt=after)[:limit])):
        yield {
            "id": row.id,
            "device_name": row.device_name,
            "platform": row.platform,
            "ip": row.ip,
            "created_at": row.created_at,
            "last_used_at": row.last_used_at,
            "ended_at": row.revoked_at,
            "ended_because": row.revoked_reason,
        }


def _count_activity(person_id: UUID) -> int:
    return Activity.objects.filter(person_id=person_id).count()


@contributor("activity", expected=_count_activity)
def _activity(person_id: UUID) -> Rows:
    """`detail` stays inside, as in the API: it may say which operator did something, and why."""
    fetched = in_batches(lambda after, limit: selectors.list_activity(person_id, after=after, limit=limit))
    for row in fetched:
        yield {
            "id": row.id,
            "action": row.action,
            "subject": row.subject,
            "at": row.at,
            "ip": row.ip,
            "channel": row.channel,
        }
