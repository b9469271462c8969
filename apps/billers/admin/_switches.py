"""Rows an operator switches off and on, each time for a reason: billers, and what the recharge providers sell."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from unfold.decorators import action
from unfold.enums import ActionVariant

from apps.core.admin_acting import ActsByService, ByOperator, by_operator, dialog
from apps.core.admin_base import Method, ReasonForm


class SwitchedByService(ActsByService):
    """Rows with `is_active`. Who may change them may switch them, also where nobody edits a field."""

    def has_write_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """By Django's permission: the rows may be read-only for everybody."""
        return bool(request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}"))

    def useful_actions(self, request: HttpRequest, row: Any) -> set[str]:
        return {"switch_off"} if row.is_active else {"switch_on"}

    def switch(self, row: Any, *, is_active: bool, reason: str, operator: ByOperator) -> None:
        """Has the service do it."""
        raise NotImplementedError

    def switch_one(self, request: HttpRequest, form: ReasonForm, object_id: str, *, is_active: bool) -> HttpResponse:
        """What both actions do."""
        reason = form.cleaned_data["reason"]
        done = f"Switched {'on' if is_active else 'off'}. {reason}"

        def do(row: Any) -> str:
            self.switch(row, is_active=is_active, reason=reason, operator=by_operator(request))
            return done

        return self.act(request, object_id, do, note=done)


def switching_off(title: str, description: str) -> Callable[[Method], Method]:
    """Makes a method the action that switches a row off."""
    decorate = action(
        description="Switch off",
        icon="toggle_off",
        variant=ActionVariant.DANGER,
        permissions=["write"],
        dialog=dialog(title, description, "Switch off"),
    )
    return cast(Callable[[Method], Method], decorate)


def switching_on(title: str) -> Callable[[Method], Method]:
    """Makes a method the action that switches a row on."""
    asked = dialog(title, "", "Switch on")
    decorate = action(description="Switch on", icon="toggle_on", permissions=["write"], dialog=asked)
    return cast(Callable[[Method], Method], decorate)
