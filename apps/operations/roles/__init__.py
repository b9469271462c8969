"""Roles of staff, declared in code: what there is to do, who does it, and what nobody does.

A role is one of Django's groups, made by a migration; what it gives is brought up to date after each `migrate`. Giving
a role to somebody takes two people, taking it away one (_changes.py). docs/roles.md says it for who runs GoPay.
"""

from apps.operations.roles._areas import AREAS, MEANINGS, VERBS, Area, Verb
from apps.operations.roles._changes import (
    ASK,
    CHANGE_ROLES,
    DECIDE,
    SUPERUSER,
    ask_for_role,
    give_role,
    roles_of,
    take_all_roles,
    take_role,
)
from apps.operations.roles._declared import ADMIN, AUDITOR, ROLES, Role
from apps.operations.roles._groups import (
    EXTEND_ROLE,
    ask_for_permissions,
    dissolve_role,
    grantable,
    register,
    take_permissions,
)
from apps.operations.roles._people import (
    MOST_STAFF,
    Member,
    count_holders,
    count_superusers,
    get_member,
    list_own_groups,
    list_role_changes,
    list_staff,
)
from apps.operations.roles._sync import Difference, list_differences, sync_roles
from apps.operations.roles._withheld import NOBODY, Withheld

__all__ = [
    "ADMIN",
    "AREAS",
    "ASK",
    "AUDITOR",
    "CHANGE_ROLES",
    "DECIDE",
    "EXTEND_ROLE",
    "MEANINGS",
    "MOST_STAFF",
    "NOBODY",
    "ROLES",
    "SUPERUSER",
    "VERBS",
    "Area",
    "Difference",
    "Member",
    "Role",
    "Verb",
    "Withheld",
    "ask_for_permissions",
    "ask_for_role",
    "count_holders",
    "count_superusers",
    "dissolve_role",
    "get_member",
    "give_role",
    "grantable",
    "list_differences",
    "list_own_groups",
    "list_role_changes",
    "list_staff",
    "register",
    "roles_of",
    "sync_roles",
    "take_all_roles",
    "take_permissions",
    "take_role",
]
