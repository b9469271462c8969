"""Brings the groups of the database up to date with the roles the code declares."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from apps.operations.roles._declared import ROLES


@dataclass(frozen=True, slots=True)
class Difference:
    """What a group of the database lacks of its role, and has beyond it; as `app.codename`."""

    role: str
    missing: frozenset[str]
    beyond: frozenset[str]


def list_differences() -> list[Difference]:
    """Which of the declared roles are not in the database as declared. Three statements."""
    groups = {
        group.name: frozenset(_name_of(permission) for permission in group.permissions.all())
        for group in Group.objects.filter(name__in=[role.name for role in ROLES]).prefetch_related(
            "permissions__content_type"
        )
    }
    found = []
    for role in ROLES:
        declared = role.permissions()
        there = groups.get(role.name, frozenset())
        if declared != there:
            found.append(Difference(role.name, declared - there, there - declared))
    return found


def sync_roles() -> list[Difference]:
    """Gives each declared role's group exactly what is declared; returns what was different.

    A group that is not there is left to the migration that makes it, so that taking that migration back holds. A
    permission that is not there yet is given the next time: after each `migrate` (apps.py). Groups of one's own
    making are not touched.
    """
    with transaction.atomic():
        groups = {
            group.name: group
            for group in Group.objects.select_for_update(no_key=True)
            .filter(name__in=[role.name for role in ROLES])
            .order_by("pk")
        }
        differences = [one for one in list_differences() if one.role in groups]
        if not differences:
            return []
        wanted = {name for one in differences for name in (*one.missing, *one.beyond)}
        ids = {
            _name_of(permission): permission.pk
            for permission in Permission.objects.select_related("content_type").filter(
                codename__in=[name.partition(".")[2] for name in wanted]
            )
        }
        for one in differences:
            permissions = groups[one.role].permissions
            permissions.add(*(ids[name] for name in one.missing if name in ids))
            permissions.remove(*(ids[name] for name in one.beyond))
    return differences


def _name_of(permission: Permission) -> str:
    return f"{permission.content_type.app_label}.{permission.codename}"
