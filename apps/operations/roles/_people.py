"""Who has which role. Every read goes by an index: staff are few among many people."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.db.models import Count, Q

from apps.accounts.models import Activity, User

# More than there are at most companies; beyond it the list is narrowed by role.
MOST_STAFF = 200
_HISTORY = 10


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who may enter the operators' site, with the names of their roles."""

    id: UUID
    name: str
    msisdn: str
    roles: tuple[str, ...]
    is_superuser: bool
    is_active: bool
    last_login: Any


def count_holders() -> dict[str, int]:
    """How many people have each role, by its name; own ones too."""
    counted = Group.objects.annotate(holders=Count("user", filter=Q(user__is_staff=True)))
    return dict(counted.values_list("name", "holders"))


def count_superusers() -> int:
    """How many stand above all roles."""
    return User.objects.filter(is_staff=True, is_superuser=True).count()


def list_own_groups() -> list[Group]:
    """Groups that are no declared role, by name."""
    from apps.operations.roles._declared import ROLES

    return list(Group.objects.exclude(name__in=[role.name for role in ROLES]).order_by("name"))


def list_staff(*, role: str = "", limit: int = MOST_STAFF) -> list[Member]:
    """Staff by name, with a role if one is named. Two statements."""
    people = User.objects.filter(is_staff=True)
    if role:
        people = people.filter(groups__name=role)
    return [_member(person) for person in people.order_by("full_name", "pk").prefetch_related("groups")[:limit]]


def get_member(person_id: UUID) -> Member | None:
    """Anybody, staff or not, as `list_staff` gives them."""
    person = User.objects.filter(pk=person_id).prefetch_related("groups").first()
    return _member(person) if person else None


def list_role_changes(person_id: UUID) -> list[Activity]:
    """How somebody came by their roles and lost them, newest first."""
    of_roles = Activity.objects.filter(person_id=person_id, action="accounts.roles_changed")
    return list(of_roles.order_by("-id")[:_HISTORY])


def _member(person: User) -> Member:
    roles = tuple(sorted(group.name for group in person.groups.all()))
    return Member(
        *(person.pk, person.full_name, person.msisdn, roles),
        *(person.is_superuser, person.is_active, person.last_login),
    )
