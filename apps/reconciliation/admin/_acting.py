"""What the pages of reconciliation have in common: one service for an action, filters by whose list it is, forms."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from apps.accounts.selectors import find_person
from apps.approvals.selectors import find_approval
from apps.core.admin_base import NOTHING, ChoiceFilter, ReadOnlyAdmin, Section, link, moment_text, page_again
from apps.core.errors import DomainError, InvalidInput
from apps.reconciliation.models import Source


class ActingAdmin(ReadOnlyAdmin):
    """Rows nobody edits, whose actions each call one service and say what became of it."""

    def row_or_404(self, request: HttpRequest, object_id: str) -> Any:
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        return row

    def attempt(self, request: HttpRequest, row: Any, change: Callable[[], str], *, note: str) -> HttpResponse:
        """`change` returns what to say; a refusal says why itself."""
        try:
            said = change()
        except DomainError as error:
            self.message_user(request, words_of(error), messages.WARNING)
        else:
            self.log_change(request, row, note)
            self.message_user(request, said, messages.SUCCESS)
        return page_again(request)

    def useful_actions(self, request: HttpRequest, row: Any) -> set[str]:
        """Which of actions_detail make sense for this row as it is."""
        return set()

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        row = self.get_object(request, str(object_id))
        useful = self.useful_actions(request, row) if row is not None else set()
        return [each for each in super().get_actions_detail(request, object_id) if each.path in useful]

    def form_page(self, request: HttpRequest, form: forms.Form, **words: str) -> HttpResponse:
        """A form on a page of its own."""
        context = {**self.admin_site.each_context(request), "opts": self.opts, "form": form, **words}
        return render(request, "admin/reconciliation/form.html", context)


def words_of(error: DomainError) -> str:
    """Why it was refused; of input what is wrong with each field."""
    if isinstance(error, InvalidInput) and error.errors:
        return " ".join(f"{one['detail']}" for one in error.errors)
    return error.detail


def put_errors(form: forms.Form, error: DomainError) -> None:
    """Shows a refusal beside the fields it is about."""
    if not isinstance(error, InvalidInput) or not error.errors:
        form.add_error(None, error.detail)
        return
    for one in error.errors:
        form.add_error(one["field"] if one["field"] in form.fields else None, one["detail"])


def approval_section(approval_id: UUID | None) -> Section:
    """Who has asked and who has decided."""
    approval = find_approval(approval_id) if approval_id else None
    rows = []
    if approval is not None:
        rows.append(
            (
                approval.maker.full_name,
                moment_text(approval.requested_at),
                approval.checker.full_name if approval.checker else NOTHING,
                approval.get_state_display(),
                moment_text(approval.decided_at),
                approval.reason or NOTHING,
            )
        )
    headers = ("asked by", "at", "decided by", "decision", "at", "reason")
    return Section("Approval", headers, rows, empty="Nobody has asked for anything.")


def person_link(person_id: UUID | None) -> str:
    """Who it was, by name."""
    person = find_person(str(person_id)) if person_id else None
    return link("accounts_user", person_id, person.full_name if person else None)


class SourceFilter(ChoiceFilter):
    """Whose list it is: gateways, and banks if there are any. There are a handful."""

    title = "source"
    parameter_name = "source"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [(code, code) for code in Source.objects.order_by("code").values_list("code", flat=True)[:100]]


class GatewayFilter(SourceFilter):
    title = "gateway"
    parameter_name = "gateway"
    column = "gateway_code"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [one for one in super().lookups(request, model_admin) if not one[0].startswith("bank:")]
