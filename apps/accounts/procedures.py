"""What two operators do about a person: the one asks to let them in or their money out again, the other approves.

Stopping somebody takes one operator and no time. Undoing it is what a thief talks an operator into, so it takes two.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.urls import reverse

from apps.accounts import services
from apps.accounts.errors import PersonNotFound, StatusConflict
from apps.accounts.models import User
from apps.core import procedures
from apps.core.procedures import Asked, Change, Procedure

UNLOCK, RELEASE = "accounts.unlock", "accounts.release"
_PERMISSION = "accounts.change_user"


def ask_to_unlock(*, person_id: UUID, why: str, maker_id: UUID, now: datetime) -> Any:
    """Asks for a locked person to be let in again; returns the approval.

    Raises PersonNotFound, StatusConflict when not locked, and what approvals.services.request_change raises.
    """
    person = _person(person_id)
    if person.status != User.Status.LOCKED:
        raise StatusConflict(f"The account is {person.get_status_display().lower()}.")
    change = Change("Status", str(User.Status.LOCKED.label), str(User.Status.ACTIVE.label))
    return _ask(UNLOCK, "Unlock", person, change, why, maker_id, now)


def ask_to_release(*, person_id: UUID, why: str, maker_id: UUID, now: datetime) -> Any:
    """Asks for money to leave again, of a person who has reported a phone lost; returns the approval.

    Raises PersonNotFound, StatusConflict when nothing is stopped, and what approvals.services.request_change raises.
    """
    person = _person(person_id)
    if person.secured_at is None:
        raise StatusConflict("No phone was reported lost.")
    change = Change("Money", "none leaves", "leaves, under lower limits for a day")
    return _ask(RELEASE, "Release", person, change, why, maker_id, now)


def register() -> None:
    """Tells the inbox how these are decided."""
    procedures.register(
        Procedure(
            action=UNLOCK,
            title="Unlock a person",
            ask=_PERMISSION,
            decide=_PERMISSION,
            state=_state,
            apply=partial(_apply, services.unlock_person),
            page=_page,
            concerns=_concerns,
            refuses=_refuses,
        )
    )
    procedures.register(
        Procedure(
            action=RELEASE,
            title="Let a person's money leave again",
            ask=_PERMISSION,
            decide=_PERMISSION,
            state=_state,
            apply=partial(_apply, services.release_secured),
            page=_page,
            concerns=_concerns,
            refuses=_refuses,
        )
    )


def _ask(action: str, verb: str, person: User, change: Change, why: str, maker_id: UUID, now: datetime) -> Any:
    return procedures.ask(
        action=action,
        subject_kind="accounts.user",
        subject_id=person.id,
        summary=f"{verb} {person.full_name}, {person.msisdn}",
        why=why,
        changes=[change],
        payload={"person_id": person.id},
        maker_id=maker_id,
        now=now,
    )


def _person(person_id: UUID) -> User:
    person = User.objects.filter(pk=person_id).first()
    if person is None:
        raise PersonNotFound
    return person


def _state(subject_id: UUID, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    person = User.objects.select_for_update(no_key=True).filter(pk=subject_id).first()
    if person is None:
        raise PersonNotFound
    return {"status": person.status, "secured_at": person.secured_at, "msisdn": person.msisdn, "email": person.email}


def _apply(change: Any, approval: Asked, *, by: UUID, now: datetime) -> None:
    change(person_id=approval.subject_id, reason=approval.why[:200], by=by, now=now)


def _page(approval: Asked) -> str:
    return reverse("admin:accounts_user_change", args=[approval.subject_id])


def _concerns(approval: Asked) -> Sequence[UUID]:
    return [approval.subject_id]


def _refuses(approval: Asked, person_id: UUID) -> str:
    """Otherwise the newest operator could let a colleague in whom the oldest has locked out."""
    if not User.objects.filter(pk=approval.subject_id, is_staff=True).exists():
        return ""
    may = User.objects.filter(pk=person_id, is_superuser=True).exists()
    return "" if may else "Staff are looked after by superusers."
