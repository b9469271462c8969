"""Pages whose form asks: what operators fill in is put to a second one, and nothing is written before they agree.

The form stays the one that people know. Where it saved, it asks; beside its fields stands why. No one gets around it:
there is no permission by which these rows are edited or deleted here, for superusers neither.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from unfold.widgets import UnfoldAdminTextareaWidget

from apps.core.admin_base import QuickAdmin
from apps.core.errors import DomainError, InvalidInput

_ASKED = "Asked for: {} It holds once somebody else has approved it."


def why_field() -> forms.CharField:
    """For a form that asks. Whoever decides reads it first."""
    return forms.CharField(
        label="Why",
        max_length=500,
        widget=UnfoldAdminTextareaWidget({"rows": 3}),
        help_text="For whoever approves it, and for whoever looks at it in a year.",
    )


def words_of(error: DomainError) -> str:
    """Why it was refused; of wrong input what is wrong with it."""
    details = [each["detail"] for each in error.errors if each.get("detail")] if isinstance(error, InvalidInput) else []
    return " ".join(details) or error.detail


class AsksAdmin(QuickAdmin):
    """A list and a form whose rows only change by approval. `asks_by` is the permission of whoever may ask.

    The form has a field `why` (`why_field`) that is not in `fields`. Rows that are added and never changed say so by
    `is_changeable`.
    """

    asks_by = ""
    is_changeable = True
    change_form_template = "admin/core/asking_form.html"

    def ask(self, request: HttpRequest, form: Any, formsets: Sequence[Any]) -> Any:
        """Calls the service that asks, with what the form holds, and returns the approval."""
        raise NotImplementedError

    def has_ask_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether this operator may put something to a second one."""
        return bool(request.user.has_perm(self.asks_by))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_ask_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether the form can be filled in; what it holds is asked for and not saved."""
        return self.is_changeable and self.has_ask_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def is_asking(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether this page is a form and not a row to look at."""
        return self.has_add_permission(request) if obj is None else self.has_change_permission(request, obj)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        given = list(super().get_fields(request, obj))
        return [*given, "why"] if self.is_asking(request, obj) else given

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["is_asking"] = self.is_asking(request, kwargs.get("obj"))
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing: what the form holds is asked for, whole, by `save_related`."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        form.asked, form.refused = None, None
        try:
            form.asked = self.ask(request, form, formsets)
        except DomainError as error:
            form.refused = error
        request.asked_by_form = form  # type: ignore[attr-defined]
        for formset in formsets:
            # What the admin notes of a formset that it has saved itself.
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Nothing was added. Who asked for what is kept by the approval."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Nothing was changed."""

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return self._answer(request)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        form = request.asked_by_form  # type: ignore[attr-defined]
        if form.refused is not None:
            self.message_user(request, f"Nothing was asked for. {words_of(form.refused)}", messages.WARNING)
            return HttpResponseRedirect(request.path)
        self.tell_asked(request, form.asked)
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    def tell_asked(self, request: HttpRequest, approval: Any) -> None:
        """Says what was asked for, with a link for whoever may look at it."""
        words: str = f"{approval.summary}."
        if request.user.has_perm("approvals.view_approval"):
            page = reverse("admin:approvals_approval_change", args=[approval.pk])
            words = format_html('<a class="gp-link" href="{}">{}</a>.', page, approval.summary)
        self.message_user(request, format_html(_ASKED, words), messages.SUCCESS)

    def ask_for_each(self, request: HttpRequest, rows: Any, ask: Callable[[Any], Any]) -> None:
        """Asks for the same of each of the chosen rows, one by one; one that is refused does not stop the others."""
        for row in rows:
            try:
                self.tell_asked(request, ask(row))
            except DomainError as error:
                self.message_user(request, f"{row}: {words_of(error)}", messages.WARNING)
