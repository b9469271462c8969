"""The statement of anybody's wallet, on the wallet's page: for operators who may export, with a reason."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from unfold.decorators import action
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.agents.selectors import outlet_titles
from apps.core import clock
from apps.core.admin_base import QuickAdmin, id_of
from apps.core.api.uploads import private_file_response
from apps.core.csv_out import csv_response
from apps.core.errors import DomainError, InvalidInput
from apps.reports import pdf, services
from apps.reports.statement_out import csv_lines, filename_of
from apps.wallets.admin import WalletAdmin
from apps.wallets.models import Wallet

_DAY = "A date such as 2026-03-31, in the holder's time zone."


class StatementForm(forms.Form):
    """Which days, as what, and why: the reason stands in the record of exports and is what an auditor reads."""

    since = forms.CharField(
        label="From", required=False, max_length=40, widget=UnfoldAdminTextInputWidget, help_text=_DAY
    )
    before = forms.CharField(
        label="To", required=False, max_length=40, widget=UnfoldAdminTextInputWidget, help_text="It is included."
    )
    form = forms.ChoiceField(label="As", choices=[("pdf", "PDF"), ("csv", "CSV")], widget=UnfoldAdminSelectWidget)
    reason = forms.CharField(max_length=200, widget=UnfoldAdminTextInputWidget)


# The page is the wallets app's, which stands below and knows no statements; here it gets one thing more.
admin.site.unregister(Wallet)


@admin.register(Wallet)
class WalletWithStatementAdmin(WalletAdmin):
    actions_detail = (*WalletAdmin.actions_detail, "statement")  # type: ignore[assignment]

    def complete_rows(self, rows: Sequence[Wallet]) -> None:
        super().complete_rows(rows)
        titles = outlet_titles(row.outlet_id for row in rows if row.outlet_id)
        for row in rows:
            row.outlet_titled = titles.get(row.outlet_id) if row.outlet_id else None  # type: ignore[attr-defined]

    def outlet_called(self, wallet: Wallet) -> str:
        return f"Float of {self._outlet_title(wallet)}"

    def _outlet_title(self, wallet: Wallet) -> str:
        if not hasattr(wallet, "outlet_titled"):
            self.complete_rows([wallet])
        return str(wallet.outlet_titled)  # type: ignore[attr-defined]

    def has_statement_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whoever may make records of exports may make exports."""
        return bool(request.user.has_perm("core.add_auditrecord") and request.user.has_perm("wallets.view_wallet"))

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        useful = super().get_actions_detail(request, object_id)
        allowed = QuickAdmin.get_actions_detail(self, request, object_id)
        return [*useful, *(each for each in allowed if each.path == "statement")]

    @action(description="Statement", icon="description", permissions=["statement"])
    def statement(self, request: HttpRequest, object_id: str) -> HttpResponse | StreamingHttpResponse:
        """Asks which days and why, and answers with the file; that it was taken is written down before it is made."""
        wallet = self.get_object(request, object_id) if id_of(object_id) else None
        if wallet is None:
            raise Http404
        form = StatementForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                return self._file(request, wallet, form.cleaned_data)
            except InvalidInput as error:
                for wrong in error.errors:
                    form.add_error({"from": "since", "to": "before"}.get(wrong["field"]), wrong["detail"])
            except DomainError as error:
                form.add_error(None, error.detail)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Statement of {self.identity(wallet)}",
            "opts": self.model._meta,
            "form": form,
            "wallet": wallet,
            "whose": wallet.holder.full_name if wallet.holder else f"the float of {self._outlet_title(wallet)}",
            "back": reverse("admin:wallets_wallet_change", args=[wallet.pk]),
        }
        return render(request, "admin/reports/take_statement.html", context)

    def _file(
        self, request: HttpRequest, wallet: Wallet, given: dict[str, Any]
    ) -> HttpResponse | StreamingHttpResponse:
        statement = services.take_statement_of(
            operator_id=cast(UUID, request.user.pk),
            wallet_id=wallet.pk,
            since=given["since"] or None,
            before=given["before"] or None,
            form=given["form"],
            reason=given["reason"],
            now=clock.now(),
        )
        self.log_change(request, wallet, f"statement as {given['form'].upper()}: {given['reason']}")
        if given["form"] == "csv":
            return csv_response(csv_lines(statement), filename_of(statement, "csv"))
        return private_file_response(pdf.statement_pdf(statement), pdf.CONTENT_TYPE, filename_of(statement, "pdf"))


from apps.reports import run_admin  # noqa: E402, F401 - The list of reports that were made.
