"""Pages on which operators act: each action calls one service and says what became of it; nobody edits a field for it.

An operator is asked first (`dialog`, mostly for a reason). The service then either has done what it is for, which a
line in the row's history and a message tell, or refuses with a DomainError, whose words are the message. Where one
operator asks and another one decides, the page is a MakerCheckerAdmin.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, TypedDict, cast
from uuid import UUID

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm

from apps.core import clock
from apps.core.admin_base import Method, QuickAdmin, ReasonForm, operator_of, page_again
from apps.core.errors import DomainError


class ByOperator(TypedDict):
    """What every service asks for: who wants it, and when."""

    by: UUID
    now: datetime


class ByMaker(TypedDict):
    """What a service asks for that only puts something to a second person, or takes it back."""

    maker_id: UUID
    now: datetime


class ByChecker(TypedDict):
    """What a service asks for that decides about what somebody else has asked for."""

    checker_id: UUID
    holds_role: bool
    now: datetime


def by_operator(request: HttpRequest) -> ByOperator:
    """Whoever is logged in, now."""
    return {"by": operator_of(request), "now": clock.now()}


def by_maker(request: HttpRequest) -> ByMaker:
    """Whoever is logged in, now, as the one who asks."""
    return {"maker_id": operator_of(request), "now": clock.now()}


def dialog(
    title: str, description: str, submit: str, form_class: type[BaseDialogForm] | None = ReasonForm
) -> dict[str, Any]:
    """The question before an action: why? With another form what that one asks, with none only whether."""
    words = {"title": title, "description": description, "form_submit_text": submit}
    return words if form_class is None else {**words, "form_class": form_class}


class ActsByService(QuickAdmin):
    """Has what a page needs whose actions each call one service."""

    def useful_actions(self, request: HttpRequest, row: Any) -> Collection[str]:
        """Which of actions_detail, by their paths, this operator can do with this row as it is. Here: none."""
        return ()

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        row = self.get_object(request, str(object_id))
        useful = self.useful_actions(request, row) if row is not None else ()
        return [each for each in super().get_actions_detail(request, object_id) if each.path in useful]

    def row_or_404(self, request: HttpRequest, object_id: str) -> Any:
        """The row an action's address names."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        return row

    def act(self, request: HttpRequest, object_id: str, deed: Callable[[Any], str], *, note: str) -> HttpResponse:
        """What an action of a row's page does: attempts it and leads back to the page. See `attempt`."""
        self.attempt(request, self.row_or_404(request, object_id), deed, note=note)
        return page_again(request)

    def attempt(self, request: HttpRequest, row: Model, deed: Callable[[Any], str], *, note: str) -> None:
        """Has a service do something with the row; `note` is what the row's history keeps of it.

        `deed` gets the row and returns what to say. A refusal says why itself, and leaves nothing in the history.
        """
        try:
            said = deed(row)
        except DomainError as error:
            self.tell(request, row, self.words_of(error), messages.WARNING)
        else:
            self.log_change(request, row, note)
            self.tell(request, row, said, messages.SUCCESS)

    def tell(self, request: HttpRequest, row: Any, text: str, level: int) -> None:
        """Says what became of an action. A page whose actions take many rows at once says of which it speaks."""
        self.message_user(request, text, level)

    def words_of(self, error: DomainError) -> str:
        """Why it was refused."""
        return error.detail


class MakerCheckerAdmin(ActsByService):
    """Rows two operators decide about. Who may add these rows may ask, who may change them may decide.

    Nobody decides what they have asked for themselves: the services see to that as well.
    """

    def has_ask_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """By Django's permission, as nobody adds a row by hand."""
        return request.user.has_perm(f"{self.opts.app_label}.add_{self.opts.model_name}")

    def has_decide_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """By Django's permission, as nobody changes a row by hand."""
        return request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")

    def useful_when_asked_by(self, request: HttpRequest, maker_id: UUID | None) -> set[str]:
        """What can be done with something that waits: its maker takes it back, everybody else decides."""
        return {"withdraw"} if maker_id == operator_of(request) else {"approve", "reject"}

    def by_checker(self, request: HttpRequest) -> ByChecker:
        """Whoever is logged in, now, as the one who decides."""
        return {
            "checker_id": operator_of(request),
            "holds_role": self.has_decide_permission(request),
            "now": clock.now(),
        }


def approving(
    title: str, description: str, form_class: type[BaseDialogForm] | None = None
) -> Callable[[Method], Method]:
    """Makes a method of a MakerCheckerAdmin the action by which a second operator agrees."""
    decorate = action(
        description="Approve",
        icon="check",
        variant=ActionVariant.DANGER,
        permissions=["decide"],
        dialog=dialog(title, description, "Approve", form_class),
    )
    return cast(Callable[[Method], Method], decorate)


def rejecting(title: str, description: str) -> Callable[[Method], Method]:
    """Makes a method of a MakerCheckerAdmin the action by which a second operator decides against it, and says why."""
    decorate = action(
        description="Reject", icon="close", permissions=["decide"], dialog=dialog(title, description, "Reject")
    )
    return cast(Callable[[Method], Method], decorate)


def taking_back(title: str, description: str) -> Callable[[Method], Method]:
    """Makes a method of a MakerCheckerAdmin the action by which whoever has asked takes it back, and says why."""
    decorate = action(
        description="Take back", icon="undo", permissions=["ask"], dialog=dialog(title, description, "Take back")
    )
    return cast(Callable[[Method], Method], decorate)
