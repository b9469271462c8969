"""What was sold and given back: a list to search, sums by day, till, person and store, and files of both."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from apps.core.api.uploads import private_file_response
from apps.core.csv_out import csv_response
from apps.core.errors import InvalidInput
from apps.core.typesetting import CONTENT_TYPE as PDF
from apps.core.web.lists import ListPage, list_page
from apps.core.xlsx_out import xlsx_response
from apps.merchants import report_out, selectors, services
from apps.merchants.models import Taking, Till
from apps.merchants.report_out import Table
from apps.merchants.selectors import By, SalesFilter
from apps.merchants.web.figures import day_chart
from apps.merchants.web.forms import DaysForm, SalesForm
from apps.merchants.web.frames import PortalView

Form = Literal["csv", "xlsx", "pdf"]
_FORMS: tuple[Form, ...] = ("csv", "xlsx", "pdf")
_LISTED = 200


def file_of(table: Table, form: Form) -> HttpResponseBase:
    """A report as a file of this kind."""
    name = report_out.filename_of(table, form)
    if form == "csv":
        return csv_response(report_out.csv_lines(table), name)
    if form == "xlsx":
        return xlsx_response(report_out.workbook(table), name)
    return private_file_response(report_out.report_pdf(table), PDF, name)


def form_in(text: str) -> Form:
    """The kind of file that an address names. Raises InvalidInput."""
    if text not in _FORMS:
        raise InvalidInput("There is no such kind of file.")
    return text


class _SalesView(PortalView):
    part = "sales"

    def tills(self) -> list[Till]:
        return selectors.list_tills(self.merchant.id, store_id=self.member.store_id, limit=_LISTED)

    def asked(self, request: HttpRequest) -> tuple[SalesForm, dict[str, Any]]:
        """The form as it is shown, and what of it makes sense."""
        form = SalesForm(request.GET, tills=self.tills())
        form.is_valid()
        return form, form.cleaned_data

    def matching(self, given: dict[str, Any]) -> SalesFilter:
        first, last = given.get("first"), given.get("last")
        return SalesFilter(
            store_id=self.member.store_id,
            till_id=UUID(given["till"]) if given.get("till") else None,
            kind=given.get("kind") or None,
            since=_begin_of(first) if first else None,
            until=_begin_of(last + timedelta(days=1)) if last else None,
        )


class SalesView(_SalesView):
    """The lines of the takings, the newest first; a reference finds its one line."""

    def get(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        form, given = self.asked(request)
        page = self._found(given["q"]) if given.get("q") else self._listed(request, given)
        _stores, tills = selectors.names_of(page.rows)
        query = request.GET.copy()
        query.pop("cursor", None)
        context = {
            "form": form,
            "page": page,
            "references": selectors.references_of(page.rows),
            "tills": tills,
            "query": query.urlencode(),
            # Also when what was asked for makes no sense: what is wrong with it stands below.
            "is_filtered": any(given.values()) or bool(form.errors),
        }
        return self.render("merchants/portal/sales.html", context)

    def _listed(self, request: HttpRequest, given: dict[str, Any]) -> ListPage:
        matching = self.matching(given)

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> Sequence[Taking]:
            return selectors.list_sales(self.merchant.id, matching=matching, before=before, after=after, limit=limit)

        return list_page(request, fetch, position=lambda row: row.transaction_id)

    def _found(self, reference: str) -> ListPage:
        found = selectors.find_line(self.merchant.id, reference.replace(" ", "").upper())
        rows = selectors.sales_of([found]) if found else []
        return ListPage([row for row in rows if self.member.store_id in (None, row.store_id)], None, None)


class SalesFileView(_SalesView):
    """The same lines in a file, which is written down before it is made.

    A file does not show what it leaves out, so what makes no sense is refused here.
    """

    def get(self, request: HttpRequest, merchant_id: UUID, form: str) -> HttpResponseBase:
        kind = form_in(form)
        asked, given = self.asked(request)
        if asked.errors:
            raise InvalidInput
        matching = self.matching(given)
        report = services.take_sales_list(
            merchant_id=merchant_id,
            person_id=self.me.id,
            matching=matching,
            first=given.get("first"),
            last=given.get("last"),
            form=kind,
            now=self.now,
        )
        return file_of(report_out.lines_table(report, matching), kind)


class ReportsView(PortalView):
    """Sums of some days, with a chart when they are by day."""

    part = "reports"

    def get(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        form = DaysForm(request.GET)
        status, report = 200, None
        if form.is_valid():
            try:
                report = self._report(form.cleaned_data)
            except InvalidInput as error:
                form.refuse_days(error)
        if report is None:
            status = 400
        query = request.GET.copy()
        context = {
            "form": form,
            "report": report,
            "chart": self._chart(report),
            "query": query.urlencode(),
        }
        return self.render("merchants/portal/reports.html", context, status=status)

    def _report(self, given: dict[str, Any]) -> services.SalesReport:
        return services.take_sales_report(
            merchant_id=self.merchant.id,
            person_id=self.me.id,
            first=given["first"],
            last=given["last"],
            by=_by(given),
            form="json",
            now=self.now,
        )

    def _chart(self, report: services.SalesReport | None) -> dict[str, Any] | None:
        if report is None or report.by != "day" or len(report.groups) < 2:
            return None
        return day_chart(report.groups, report.merchant.currency)


class ReportFileView(PortalView):
    """Sales, fees or refunds of some days in a file."""

    part = "reports"

    def get(self, request: HttpRequest, merchant_id: UUID, what: str, form: str) -> HttpResponseBase:
        kind, days = form_in(form), DaysForm(request.GET)
        if what not in ("sales", "fees", "refunds") or not days.is_valid():
            raise InvalidInput
        given = days.cleaned_data
        asked: dict[str, Any] = {
            "merchant_id": merchant_id,
            "person_id": self.me.id,
            "first": given["first"],
            "last": given["last"],
            "form": kind,
            "now": self.now,
        }
        if what == "refunds":
            return file_of(report_out.refunds_table(services.take_refunds_report(**asked)), kind)
        if what == "fees":
            return file_of(report_out.fees_table(services.take_sales_report(**asked, by="day", what="fees")), kind)
        return file_of(report_out.sales_table(services.take_sales_report(**asked, by=_by(given))), kind)


def _by(given: dict[str, Any]) -> By:
    return cast(By, given["by"] or "day")


def _begin_of(day: date) -> datetime:
    """When a day begins by which takings are counted."""
    return datetime.combine(day, time.min, UTC)
