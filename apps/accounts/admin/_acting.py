"""What the operators' actions have in common: a reason, one service, a line in the row's history."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Model, Q
from django.http import Http404, HttpRequest, HttpResponse
from unfold.enums import ActionVariant

from apps.accounts.models import User
from apps.accounts.selectors import find_person
from apps.core.admin_base import QuickAdmin, ReasonForm, id_of, operator_of, page_again
from apps.core.errors import DomainError

__all__ = ["DANGER", "ActingAdmin", "belongs_to", "dialog", "operator_of", "person_called"]
DANGER = ActionVariant.DANGER


def dialog(title: str, description: str, submit: str) -> dict[str, Any]:
    """The question before an action: why?"""
    return {"title": title, "description": description, "form_class": ReasonForm, "form_submit_text": submit}


def person_called(term: str) -> UUID | None:
    """Whom an operator means by a whole number, address or id."""
    person = find_person(term)
    return person.id if person else None


def belongs_to(term: str) -> Q:
    """Rows of the person who is meant, and the row whose id it is."""
    condition = Q(user_id=person_called(term))
    identity = id_of(term)
    return condition | Q(pk=identity) if identity else condition


class ActingAdmin(QuickAdmin):
    """A page whose actions go through services. Who may change the model's rows may act on them."""

    def has_act_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """By Django's permission, also where nobody edits a field: auditors have only the one to view."""
        return request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")

    def owner_of(self, row: Any) -> User:
        """Whom an action on this row is about."""
        owner: User = row.user
        return owner

    def attempt(
        self, request: HttpRequest, row: Model, change: Callable[[], object], *, done: str, reason: str
    ) -> None:
        """Does it, says what became of it, and notes it in the row's history.

        What is done about a member of staff is done by a superuser: otherwise the newest operator could lock the
        oldest out.
        """
        if self.owner_of(row).is_staff and not request.user.is_superuser:
            self.message_user(request, f"{row}: staff are looked after by superusers.", messages.WARNING)
            return
        try:
            change()
        except DomainError as error:
            self.message_user(request, f"{row}: {error.detail}", messages.WARNING)
        else:
            self.log_change(request, row, f"{done} {reason}".rstrip())
            self.message_user(request, f"{row}: {done.lower()}", messages.SUCCESS)

    def row_or_404(self, request: HttpRequest, object_id: str) -> Any:
        """The row an action's address names."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        return row

    def back_to_the_row(self, request: HttpRequest) -> HttpResponse:
        return page_again(request)

    def useful_actions(self, row: Any) -> set[str]:
        """Which of actions_detail make sense for this row as it is."""
        raise NotImplementedError

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        row = self.get_object(request, str(object_id))
        useful = self.useful_actions(row) if row is not None else set()
        return [each for each in super().get_actions_detail(request, object_id) if each.path in useful]
