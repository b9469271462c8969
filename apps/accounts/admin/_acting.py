"""What the operators' actions on people have in common: who may act, and on whom."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Model, Q
from django.http import HttpRequest
from unfold.enums import ActionVariant

from apps.accounts.models import User
from apps.accounts.selectors import find_person
from apps.core.admin_acting import ActsByService, by_maker, by_operator, dialog
from apps.core.admin_base import id_of

__all__ = ["DANGER", "ActingAdmin", "belongs_to", "by_maker", "by_operator", "dialog", "person_called"]
DANGER = ActionVariant.DANGER


def person_called(term: str) -> UUID | None:
    """Whom an operator means by a whole number, address or id."""
    person = find_person(term)
    return person.id if person else None


def belongs_to(term: str) -> Q:
    """Rows of the person who is meant, and the row whose id it is."""
    condition = Q(user_id=person_called(term))
    identity = id_of(term)
    return condition | Q(pk=identity) if identity else condition


class ActingAdmin(ActsByService):
    """A page about people. Who may change the model's rows may act on them."""

    def has_act_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """By Django's permission, also where nobody edits a field: auditors have only the one to view."""
        return request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")

    def owner_of(self, row: Any) -> User:
        """Whom an action on this row is about."""
        owner: User = row.user
        return owner

    def attempt(self, request: HttpRequest, row: Model, deed: Callable[[Any], str], *, note: str) -> None:
        """What is done about a member of staff is done by a superuser.

        Otherwise the newest operator could lock the oldest out.
        """
        if self.owner_of(row).is_staff and not request.user.is_superuser:
            self.tell(request, row, "staff are looked after by superusers.", messages.WARNING)
        else:
            super().attempt(request, row, deed, note=note)

    def tell(self, request: HttpRequest, row: Any, text: str, level: int) -> None:
        super().tell(request, row, f"{row}: {text}", level)
