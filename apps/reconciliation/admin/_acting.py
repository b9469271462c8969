"""What the pages of reconciliation have in common: refusals field by field, filters by whose list it is, forms."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.accounts.selectors import find_person
from apps.approvals.selectors import find_approval
from apps.core.admin_acting import ActsByService
from apps.core.admin_base import NOTHING, ChoiceFilter, ReadOnlyAdmin, Section, link, moment_text
from apps.core.errors import DomainError, InvalidInput
from apps.reconciliation.models import Source


class ActingAdmin(ActsByService, ReadOnlyAdmin):
    """Rows nobody edits, and pages with a form of their own."""

    def words_of(self, error: DomainError) -> str:
        """Why it was refused; of input what is wrong with each field."""
        if isinstance(error, InvalidInput) and error.errors:
            return " ".join(f"{one['detail']}" for one in error.errors)
        return super().words_of(error)

    def form_page(self, request: HttpRequest, form: forms.Form, **words: str) -> HttpResponse:
        """A form on a page of its own."""
        context = {**self.admin_site.each_context(request), "opts": self.opts, "form": form, **words}
        return render(request, "admin/reconciliation/form.html", context)


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
