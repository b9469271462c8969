"""Giving roles and taking them away.

Giving takes two people: one asks (`ask_for_role`), the other decides in the inbox, and nobody asks for or decides about
themselves. Taking away takes one and no time, because it may have to. Both end all sessions of whom it is about, at the
operators' site and in the app, so what somebody may is never older than their last log-in.

What is locked: the person's row, then approvals lock theirs. Role, sessions and the line in the activity log commit
together; dying before that leaves everything as it was.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse

from apps.accounts import services as accounts
from apps.accounts.errors import PersonNotFound
from apps.accounts.models import User
from apps.accounts.selectors import person_cache_keys
from apps.core import caching, procedures
from apps.core.procedures import Asked, Change, Procedure
from apps.operations.errors import NoSuchRole, NotByOneself, NotForSuperusers, RoleHeldAlready, RoleNotHeld
from apps.operations.services import end_staff_sessions

CHANGE_ROLES = "accounts.change_roles"
ASK, DECIDE = "auth.add_group", "auth.change_group"
# As a role's name on the command line; on the site nobody is made one.
SUPERUSER = "superuser"


def ask_for_role(*, person_id: UUID, role: str, why: str, maker_id: UUID, now: datetime) -> Any:
    """Asks for somebody to be given a role (a group's name); returns the approval.

    Raises PersonNotFound, NoSuchRole, RoleHeldAlready, and what approvals.services.request_change raises: NotAllowed
    for whoever may not ask or asks for themselves, AlreadyRequested while something about this person waits.
    """
    person = _active(person_id)
    if not Group.objects.filter(name=role).exists():
        raise NoSuchRole
    held = roles_of(person)
    if role in held:
        raise RoleHeldAlready
    return procedures.ask(
        action=CHANGE_ROLES,
        subject_kind="accounts.user",
        subject_id=person.id,
        summary=f"Give {person.full_name} the role {role}",
        why=why,
        changes=[Change("Roles", _words(held), _words([*held, role]))],
        payload={"role": role},
        maker_id=maker_id,
        now=now,
    )


def take_role(*, person_id: UUID, role: str, reason: str, by: UUID, now: datetime) -> None:
    """Takes a role away at once. Who has none left is staff no longer.

    Raises PersonNotFound, NotByOneself, NotForSuperusers when a superuser's is to be taken by somebody else than
    another superuser, RoleNotHeld.
    """
    with transaction.atomic():
        person = _lock_to_take(person_id, by)
        held = roles_of(person)
        if role not in held:
            raise RoleNotHeld
        if role == SUPERUSER:
            person.is_superuser = False
        else:
            person.groups.remove(Group.objects.get(name=role))
        _settle(person, held, reason=reason, by=by, now=now)


def take_all_roles(*, person_id: UUID, reason: str, by: UUID, now: datetime) -> None:
    """Makes somebody a customer and nothing else: no role, no permission of their own, no superuser, at once.

    Raises what `take_role` raises; RoleNotHeld when they are no staff.
    """
    with transaction.atomic():
        person = _lock_to_take(person_id, by)
        if not person.is_staff:
            raise RoleNotHeld("This is no member of staff.")
        held = roles_of(person)
        person.groups.clear()
        person.user_permissions.clear()
        person.is_superuser = False
        _settle(person, held, reason=reason, by=by, now=now)


def give_role(*, person_id: UUID, role: str, reason: str, now: datetime) -> None:
    """Gives a role without a second person: for the first members of staff, by whoever runs the server.

    `role` may be SUPERUSER. Raises PersonNotFound, NoSuchRole, RoleHeldAlready.
    """
    with transaction.atomic():
        person = _lock(person_id)
        _active(person_id)
        held = roles_of(person)
        if role in held:
            raise RoleHeldAlready
        if role == SUPERUSER:
            person.is_superuser = True
        else:
            _add(person, role)
        _settle(person, held, reason=reason, by=None, now=now)


def roles_of(person: User) -> list[str]:
    """The names of somebody's roles, in their order."""
    names = sorted(person.groups.values_list("name", flat=True))
    return [SUPERUSER, *names] if person.is_superuser else names


def procedure() -> Procedure:
    """How it is decided that somebody is given a role."""
    return Procedure(
        action=CHANGE_ROLES,
        title="Give somebody a role",
        ask=ASK,
        decide=DECIDE,
        state=_state,
        apply=_apply,
        page=_page,
        concerns=_concerns,
    )


def _state(subject_id: UUID, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    person = _lock(subject_id)
    group = Group.objects.filter(name=payload["role"]).first()
    # What the role gives is part of what is approved, as far as it is of one's own making and may be edited.
    given = sorted(group.permissions.values_list("pk", flat=True)) if group else None
    return {"status": person.status, "roles": roles_of(person), "staff": person.is_staff, "gives": given}


def _apply(approval: Asked, *, by: UUID, now: datetime) -> None:
    person = _lock(approval.subject_id)
    _active(person.id)
    held = roles_of(person)
    _add(person, approval.payload["role"])
    _settle(person, held, reason=approval.why, by=by, now=now, asked_by=approval.maker_id)


def _page(approval: Asked) -> str:
    return reverse("admin:staff_member", args=[approval.subject_id])


def _concerns(approval: Asked) -> Sequence[UUID]:
    return [approval.subject_id]


def _settle(
    person: User, held: list[str], *, reason: str, by: UUID | None, now: datetime, asked_by: UUID | None = None
) -> None:
    """Has everything follow from somebody's roles: that they are staff, their sessions, what is remembered of them."""
    holds = roles_of(person)
    # Permissions of one's own, without a role, are given nowhere here; who has some stays staff.
    person.is_staff = bool(holds) or person.user_permissions.exists()
    person.save(update_fields=["is_staff", "is_superuser"])
    detail = {"before": held, "after": holds, "staff": person.is_staff, "superuser": person.is_superuser}
    detail |= {"roles": [name for name in holds if name != SUPERUSER], "reason": reason}
    detail |= {"by": str(by)} if by else {}
    detail |= {"asked_by": str(asked_by)} if asked_by else {}
    accounts.record_activity(person_id=person.id, action="accounts.roles_changed", detail=detail, at=now)
    accounts.end_all_sessions(person_id=person.id, reason="role_change", now=now)
    end_staff_sessions(person_id=person.id)
    caching.forget(*person_cache_keys(person))


def _add(person: User, role: str) -> None:
    group = Group.objects.filter(name=role).first()
    if group is None:
        raise NoSuchRole
    person.groups.add(group)


def _lock(person_id: UUID) -> User:
    person = User.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    if person is None:
        raise PersonNotFound
    return person


def _active(person_id: UUID) -> User:
    person = User.objects.filter(pk=person_id, status=User.Status.ACTIVE).first()
    if person is None:
        raise PersonNotFound
    return person


def _lock_to_take(person_id: UUID, by: UUID) -> User:
    if by == person_id:
        raise NotByOneself
    person = _lock(person_id)
    if person.is_superuser and not User.objects.filter(pk=by, is_superuser=True).exists():
        raise NotForSuperusers
    return person


def _words(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"
