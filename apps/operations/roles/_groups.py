"""Roles of one's own making, beside the declared ones: what they give is added by two people and taken by one.

What is locked: the group's row. The permissions that can be given are those some declared role gives; the others open
nothing, or are nobody's for a reason (_withheld.py).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from apps.accounts import services as accounts
from apps.accounts.models import User
from apps.core import procedures
from apps.core.procedures import Asked, Change, Procedure
from apps.operations.errors import NoSuchRole, RoleIsDeclared
from apps.operations.roles import _changes
from apps.operations.roles._declared import ADMIN, ROLES

EXTEND_ROLE = "accounts.extend_role"


def is_declared(name: str) -> bool:
    """Whether the code says what this role gives, so that nobody changes it here."""
    return any(role.name == name for role in ROLES)


def grantable() -> QuerySet[Permission]:
    """What a role of one's own making can give: what some declared role gives, and Admin gives all of that."""
    names = ADMIN.permissions()
    found = Permission.objects.select_related("content_type").filter(
        content_type__app_label__in={name.partition(".")[0] for name in names},
        codename__in={name.partition(".")[2] for name in names},
    )
    wanted = [each.pk for each in found if f"{each.content_type.app_label}.{each.codename}" in names]
    return Permission.objects.filter(pk__in=wanted).select_related("content_type")


def ask_for_permissions(*, group_id: int, permissions: Collection[int], why: str, maker_id: UUID, now: datetime) -> Any:
    """Asks for a role of one's own making to give these as well (ids of permissions); returns the approval.

    Raises NoSuchRole, RoleIsDeclared, and what approvals.services.request_change raises: NotAllowed for whoever may not
    ask, or has the role, NothingToChange, AlreadyRequested.
    """
    group = Group.objects.filter(pk=group_id).first()
    if group is None:
        raise NoSuchRole
    if is_declared(group.name):
        raise RoleIsDeclared
    wanted = grantable().filter(pk__in=permissions).exclude(group=group).order_by("pk")
    return procedures.ask(
        action=EXTEND_ROLE,
        subject_kind="auth.group",
        subject_id=procedures.subject_of("auth.group", str(group.pk)),
        summary=f"Have the role {group.name} give more",
        why=why,
        changes=[Change(permission.content_type.name, "nothing", permission.name) for permission in wanted],
        payload={"group_id": group.pk, "permissions": [permission.pk for permission in wanted]},
        maker_id=maker_id,
        now=now,
    )


def take_permissions(*, group_id: int, permissions: Collection[int], by: UUID, now: datetime) -> None:
    """Has a role of one's own making give these no more, at once: the next click finds them gone.

    Raises NoSuchRole, RoleIsDeclared.
    """
    with transaction.atomic():
        group = _lock(group_id)
        if is_declared(group.name):
            raise RoleIsDeclared
        taken = list(group.permissions.filter(pk__in=permissions))
        group.permissions.remove(*taken)
        _write_down(group, by, now, taken=[each.codename for each in taken])


def dissolve_role(*, group_id: int, by: UUID, now: datetime) -> None:
    """Deletes a role of one's own making: each who has it loses it as by `take_role`, at once.

    Raises NoSuchRole, RoleIsDeclared, and what `take_role` raises, having done nothing.
    """
    with transaction.atomic():
        group = _lock(group_id)
        if is_declared(group.name):
            raise RoleIsDeclared
        for person_id in _concerned(group.pk):
            _changes.take_role(
                person_id=person_id, role=group.name, reason=f"The role {group.name} is no more", by=by, now=now
            )
        _write_down(group, by, now, dissolved=True)
        group.delete()


def register() -> None:
    """Tells the inbox how roles are given and extended."""
    procedures.register(_changes.procedure())
    procedures.register(
        Procedure(
            action=EXTEND_ROLE,
            title="Have a role give more",
            ask=_changes.ASK,
            decide=_changes.DECIDE,
            state=_state,
            apply=_apply,
            page=_page,
            concerns=_concerns,
        )
    )


def _state(subject_id: UUID, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    group = _lock(payload["group_id"])
    return {"name": group.name, "gives": sorted(group.permissions.values_list("pk", flat=True))}


def _apply(approval: Asked, *, by: UUID, now: datetime) -> None:
    group = _lock(approval.payload["group_id"])
    # What is nobody's by now is not given, whatever was asked for then.
    given = list(grantable().filter(pk__in=approval.payload["permissions"]))
    group.permissions.add(*given)
    _write_down(group, by, now, given=[each.codename for each in given], asked_by=str(approval.maker_id))


def _page(approval: Asked) -> str:
    return reverse("admin:auth_group_change", args=[approval.payload["group_id"]])


def _concerns(approval: Asked) -> Sequence[UUID]:
    """Who has the role would be giving themselves something."""
    return _concerned(approval.payload["group_id"])


def _concerned(group_id: int) -> list[UUID]:
    return list(User.objects.filter(groups=group_id).order_by("pk").values_list("pk", flat=True))


def _lock(group_id: int) -> Group:
    group = Group.objects.select_for_update(no_key=True).filter(pk=group_id).first()
    if group is None:
        raise NoSuchRole
    return group


def _write_down(group: Group, by: UUID, now: datetime, **detail: object) -> None:
    accounts.record_activity(
        person_id=by,
        action="accounts.role_changed",
        subject=str(group.pk),
        detail={"role": group.name, **detail},
        at=now,
    )
