"""What the merchant was settled with, to the line; how often; and where its money is paid to."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from apps.core.api.problems import STATUS
from apps.core.api.uploads import private_file_response
from apps.core.csv_out import csv_response
from apps.core.errors import DomainError
from apps.core.money import InvalidMoney, decimal_string, parse_decimal
from apps.core.typesetting import CONTENT_TYPE as PDF
from apps.core.web.lists import list_page
from apps.core.web.telling import told
from apps.core.xlsx_out import xlsx_response
from apps.funding import wording
from apps.funding.models import SourceKind
from apps.funding.selectors import list_sources
from apps.merchants import selectors, services, settlement_out
from apps.merchants.api.settlement_shapes import terms_answer
from apps.merchants.models import Period, Settlement, SettleTo
from apps.merchants.selectors import Power
from apps.merchants.settlement_wording import reason_of
from apps.merchants.web.forms import PayoutForm, TermsForm
from apps.merchants.web.frames import PortalView
from apps.merchants.web.portal.sales import form_in

_LINES_SHOWN = 100
_ACCOUNTS = 100


def period_names() -> dict[str, str]:
    """How often takings are settled, in words."""
    return {
        Period.INSTANT.value: _("At once"),
        Period.HOURLY.value: _("Each hour"),
        Period.DAILY.value: _("Each day"),
        Period.WEEKLY.value: _("Each week, Monday to Sunday"),
    }


class _SettlementsView(PortalView):
    part = "settlements"
    is_of_all_stores = True

    def row_of(self, settlement_id: UUID) -> Settlement:
        """Raises SettlementNotFound."""
        return selectors.get_settlement(merchant_id=self.merchant.id, settlement_id=settlement_id)


class SettlementListView(_SettlementsView):
    """Where the merchant's money is, and what it was settled with."""

    def get(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        def fetch(before: UUID | None, after: UUID | None, limit: int) -> Sequence[Settlement]:
            return selectors.list_settlements(merchant_id, before=before, after=after, limit=limit)

        terms = terms_answer(self.merchant, selectors.get_position(self.merchant))
        context = {
            "page": list_page(request, fetch),
            "terms": terms,
            "period": period_names()[self.merchant.period],
            "paid_to": _destination(self),
        }
        return self.render("merchants/portal/settlements.html", context)


class SettlementView(_SettlementsView):
    """One settlement: how it adds up, and its lines."""

    def get(self, request: HttpRequest, merchant_id: UUID, settlement_id: UUID) -> HttpResponse:
        row = self.row_of(settlement_id)
        context = {
            "row": row,
            "reason": reason_of(row.failure_code),
            "lines": list(selectors.iterate_lines(row.id, most=_LINES_SHOWN)),
            "more": max(0, row.sales + row.refunds - _LINES_SHOWN),
        }
        return self.render("merchants/portal/settlement.html", context)


class StatementView(_SettlementsView):
    """A settlement to the line, as a file, which is written down before it is made."""

    def get(self, request: HttpRequest, merchant_id: UUID, settlement_id: UUID, form: str) -> HttpResponseBase:
        kind = form_in(form)
        row = services.take_statement(
            merchant_id=merchant_id, settlement_id=settlement_id, person_id=self.me.id, form=kind, now=self.now
        )
        name = settlement_out.filename_of(row, kind)
        if kind == "csv":
            return csv_response(settlement_out.csv_lines(row), name)
        if kind == "xlsx":
            return xlsx_response(settlement_out.workbook(row), name)
        return private_file_response(settlement_out.settlement_pdf(row, self.merchant), PDF, name)


class RetryView(_SettlementsView):
    """Has a settlement that failed paid out now."""

    power = Power.GOVERN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, merchant_id: UUID, settlement_id: UUID) -> HttpResponse:
        services.retry_by_owner(
            merchant_id=merchant_id, settlement_id=settlement_id, person_id=self.me.id, now=self.now
        )
        messages.success(request, _("It is tried again now."))
        return self.go("merchant-portal-settlement", merchant_id, settlement_id)


class TermsView(_SettlementsView):
    """How often the takings are settled, and from which amount on."""

    power = Power.GOVERN

    def get(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        least = self.merchant.minimum_settlement
        initial = {
            "period": self.merchant.period,
            "minimum": decimal_string(least, self.merchant.currency) if least else "",
        }
        return self._show(TermsForm(initial=initial, **self._choices()))

    def post(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        form = TermsForm(request.POST, **self._choices())
        if not form.is_valid():
            return self._show(form, status=400)
        try:
            minimum = parse_decimal(form.cleaned_data["minimum"] or "0")
            services.choose_period(
                merchant_id=merchant_id,
                period=form.cleaned_data["period"],
                minimum=minimum,
                person_id=self.me.id,
                now=self.now,
            )
        except InvalidMoney as error:
            form.add_error("minimum", told(error))
            return self._show(form, status=400)
        except DomainError as error:
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        messages.success(request, _("Saved."))
        return self.go("merchant-portal-settlements", merchant_id)

    def _choices(self) -> dict[str, Any]:
        names = period_names()
        periods = [(code, names[code]) for code in services.choosable_periods(self.merchant)]
        return {"periods": periods, "currency": self.merchant.currency}

    def _show(self, form: TermsForm, *, status: int = 200) -> HttpResponse:
        return self.render("merchants/portal/terms.html", {"form": form}, status=status)


class PayoutView(_SettlementsView):
    """Where the money is paid to, changed with PIN and a code: whoever had the owner's phone would do just that."""

    power = Power.GOVERN

    def get(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        form = PayoutForm.fresh(accounts=self._accounts())
        form.fields["to"].initial = self._present()
        return self._show(form)

    def post(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        form = PayoutForm(request.POST, accounts=self._accounts())
        if not form.is_valid():
            return self._show(form, status=400)
        try:
            services.set_settlement_destination(
                person_id=self.me.id,
                session_id=self.me.session_id,
                merchant_id=merchant_id,
                source_id=form.source_id(),
                proof=form.proof(request),
                now=self.now,
            )
        except DomainError as error:
            if error.category == "unauthenticated":
                raise
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        messages.success(request, _("Saved. A new bank account gets nothing before a day is over."))
        return self.go("merchant-portal-settlements", merchant_id)

    def _accounts(self) -> list[tuple[str, str]]:
        found = list_sources(self.me.id, limit=_ACCOUNTS)
        return [(str(one.id), wording.plain(one.label)) for one in found if one.kind == SourceKind.BANK_ACCOUNT]

    def _present(self) -> str:
        return str(self.merchant.settle_source_id) if self.merchant.settle_to == SettleTo.BANK else "wallet"

    def _show(self, form: PayoutForm, *, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "step_up": form.step_up,
            "paid_to": _destination(self),
            "action_label": _("Pay my money there"),
        }
        return self.render("merchants/portal/payout.html", context, status=status)


def _destination(view: PortalView) -> str:
    """Where the money is paid to now, in words; empty for who may not know."""
    merchant = view.merchant
    if not view.member.may(Power.GOVERN):
        return ""
    if merchant.settle_to == SettleTo.BANK and merchant.settle_source:
        return wording.plain(merchant.settle_source.label)
    return str(_("GoPay wallet"))
