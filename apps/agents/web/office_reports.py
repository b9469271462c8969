"""What the office reads: dealings, the end of a day, customers registered, commission."""

from collections import deque
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy

from apps.agents import commission_out, commissions, day_out, selectors, services
from apps.agents.api import cash_in_shapes, commission_shapes, dealing_shapes, registration_shapes
from apps.agents.commissions import Scheme
from apps.agents.errors import AgentNotFound
from apps.agents.models import CommissionKind, CommissionPayout, DealingKind, Earner
from apps.agents.selectors import DealingFilter, Power, SeenDealing
from apps.agents.services import CommissionStatement, DealingsFile
from apps.agents.web.desk_day import DealingsPage, FileForm, query_of
from apps.agents.web.desk_shifts import form_of
from apps.agents.web.frames import DeskView, OfficeView, listed
from apps.core.api.problems import STATUS
from apps.core.api.uploads import private_file_response
from apps.core.csv_out import csv_response
from apps.core.errors import DomainError, InvalidInput
from apps.core.typesetting import CONTENT_TYPE as PDF
from apps.core.web.fields import DateInput, SelectInput
from apps.core.web.forms import WebForm
from apps.core.xlsx_out import xlsx_response

_FORMS = ("csv", "xlsx", "pdf")
# A page shows the newest of a statement's lines; a file has them all.
_SHOWN_LINES = 50


class DaysForm(WebForm):
    """Of which days a statement is."""

    says_optional = False

    first = forms.DateField(required=False, label=gettext_lazy("From"), widget=DateInput, input_formats=["%Y-%m-%d"])
    last = forms.DateField(required=False, label=gettext_lazy("Until"), widget=DateInput, input_formats=["%Y-%m-%d"])
    earner = forms.ChoiceField(
        required=False,
        widget=SelectInput,
        label=gettext_lazy("Whose"),
        choices=[
            ("", gettext_lazy("All")),
            (Earner.AGENT.value, gettext_lazy("The agent itself")),
            (Earner.OUTLET.value, gettext_lazy("Outlets")),
            (Earner.TELLER.value, gettext_lazy("Tellers")),
        ],
    )

    def refuse(self, error: DomainError) -> None:
        """Shows a refusal; the service's names of the days are `from` and `to`."""
        if isinstance(error, InvalidInput):
            names = {"from": "first", "to": "last"}
            error = InvalidInput(errors=[{**one, "field": names.get(one["field"], "")} for one in error.errors])
        super().refuse(error)


class OfficeDealingsView(DealingsPage, OfficeView):
    """Whom the agent has served."""

    part = "dealings"
    power = Power.SEE_DEALINGS
    of_office = True

    def dealings(
        self, matching: DealingFilter, before: UUID | None, after: UUID | None, limit: int
    ) -> Sequence[SeenDealing]:
        return selectors.list_dealings(self.member, matching=matching, before=before, after=after, limit=limit)

    def take(self, matching: DealingFilter, form: FileForm) -> DealingsFile:
        return services.take_dealings(
            person_id=self.me.id, agent_id=self.agent_id, matching=matching, form=form, now=self.now
        )

    def answer(self, row: SeenDealing) -> dict[str, Any]:
        return dealing_shapes.office_answer(row)


class OfficeDealingView(OfficeView):
    """One of them."""

    part = "dealings"
    power = Power.SEE_DEALINGS

    def get(self, request: HttpRequest, agent_id: UUID, dealing_id: UUID) -> HttpResponse:
        row = selectors.get_dealing(self.member, dealing_id)
        payment = selectors.payments_of([dealing_id])[dealing_id]
        context = {
            "served": cash_in_shapes.served_answer(payment),
            "place": payment.payer_name if row.kind == DealingKind.CASH_IN else payment.payee_name,
            "dealing": dealing_shapes.office_answer(row),
            "is_office": True,
            "is_in": row.kind == DealingKind.CASH_IN,
        }
        return self.render("agents/dealing.html", context)


class DayReportView(OfficeView):
    """The end of a day, at each outlet."""

    part = "dealings"
    power = Power.REPORT

    def get(self, request: HttpRequest, agent_id: UUID) -> HttpResponseBase:
        today = self._today()
        day = _day_of(request.GET.get("day", ""), today)
        form = form_of(request)
        report = services.take_day_report(person_id=self.me.id, agent_id=agent_id, day=day, form=form, now=self.now)
        if form == "csv":
            return csv_response(day_out.csv_lines(report), day_out.filename_of(report, form))
        if form == "pdf":
            return private_file_response(day_out.day_pdf(report), PDF, day_out.filename_of(report, form))
        context = {
            "report": day_out.day_answer(report),
            "day": day,
            "before": day - timedelta(days=1),
            "after": day + timedelta(days=1) if day < today else None,
        }
        return self.render("agents/day_report.html", context)

    def _today(self) -> date:
        """Where this person's outlets are, of which the newest stands for all."""
        found = selectors.list_outlets(self.agent_id, outlet_id=self.member.outlet_id, limit=1)
        zone = ZoneInfo(found[0].time_zone) if found else None
        return timezone.localdate(self.now, zone)


class CustomersView(OfficeView):
    """Customers that the agent has registered."""

    part = "customers"
    power = Power.REPORT

    def get(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        page = listed(
            request,
            lambda before, after, limit: selectors.list_registrations(
                self.member, before=before, after=after, limit=limit
            ),
            registration_shapes.office_answer,
        )
        return self.render("agents/customers.html", page)


class CommissionView(OfficeView):
    """The rules in force, what was earned and paid, and the statement as a file."""

    part = "commission"
    power = Power.REPORT

    def get(self, request: HttpRequest, agent_id: UUID) -> HttpResponseBase:
        form = DaysForm(request.GET)
        if not form.is_valid():
            return self._show(form, None, status=400)
        said = form.cleaned_data
        file = request.GET.get("format", "")
        try:
            statement = services.take_commission_statement(
                agent_id=agent_id,
                person_id=self.me.id,
                first=said["first"],
                last=said["last"],
                earner=said["earner"] or None,
                form=file if file in _FORMS else "json",  # type: ignore[arg-type]
                now=self.now,
            )
        except DomainError as error:
            if error.category == "throttled":
                raise
            form.refuse(error)
            return self._show(form, None, status=STATUS[error.category])
        if file in _FORMS:
            return statement_file(statement, file)
        return self._show(form, statement_answer(statement))

    def _show(self, form: DaysForm, statement: dict[str, Any] | None, *, status: int = 200) -> HttpResponse:
        agent = self.employment.agent
        context = {
            "form": form,
            "statement": statement,
            "query": query_of(self.request),
            "rules": [
                (_KIND_LABELS[kind], rule_answer(rule))
                for kind in CommissionKind.values
                if (rule := commissions.get_rule_in_force(kind, agent.currency, agent.tier, at=self.now))
            ],
        }
        return self.render("agents/commission.html", context, status=status)


class PayoutsView(OfficeView):
    """What was paid, and what could not be paid so far."""

    part = "commission"
    power = Power.REPORT

    def get(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        codes = selectors.payout_codes(self.member, earner=None)
        named: dict[UUID, str] = {}

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[CommissionPayout]:
            rows = selectors.list_commission_payouts(agent_id, codes=codes, before=before, after=after, limit=limit)
            named.update(selectors.name_earners(rows))
            return rows

        page = listed(request, fetch, lambda row: commission_shapes.payout_answer(row, named[row.earner_id]))
        return self.render("agents/payouts.html", page)


class OwnCommissionView(DeskView):
    """What a teller has earned themselves."""

    part = "day"
    needs_shift = False

    def enter(self, **kwargs: Any) -> None:
        """Also for who works there no more: what they earned is theirs."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        form = DaysForm(request.GET)
        del form.fields["earner"]
        if not form.is_valid():
            return self.render("agents/earned.html", {"form": form}, status=400)
        said = form.cleaned_data
        file = request.GET.get("format", "")
        try:
            statement = services.take_own_commissions(
                person_id=self.me.id,
                agent_id=None,
                first=said["first"],
                last=said["last"],
                form=file if file in _FORMS else "json",  # type: ignore[arg-type]
                now=self.now,
            )
        except AgentNotFound:
            raise
        except DomainError as error:
            form.refuse(error)
            return self.render("agents/earned.html", {"form": form}, status=STATUS[error.category])
        if file in _FORMS:
            return statement_file(statement, file)
        context = {"form": form, "statement": statement_answer(statement), "query": query_of(request)}
        return self.render("agents/earned.html", context)


_KIND_LABELS = {
    CommissionKind.CASH_IN.value: gettext_lazy("Cash in"),
    CommissionKind.CASH_OUT.value: gettext_lazy("Cash out"),
    CommissionKind.REGISTRATION.value: gettext_lazy("Customer registered, and active since"),
}


_EARNER_LABELS = {
    Earner.TELLER: gettext_lazy("Teller"),
    Earner.OUTLET: gettext_lazy("Outlet"),
    Earner.AGENT: gettext_lazy("Agent"),
    Earner.SUPER: gettext_lazy("Super-agent"),
}


def rule_answer(rule: Scheme) -> dict[str, Any]:
    """A rule in plain figures, from the smallest amount on; and who gets how much of it."""
    return {
        "bands": [
            [_plain(one) for one in (band.from_amount, band.flat, band.percent, band.minimum, band.maximum)]
            for band in reversed(rule.bands)
        ],
        "shares": [(_EARNER_LABELS[earner], _plain(share)) for earner, share in rule.shares if share],
    }


def _plain(figure: Decimal | None) -> str:
    return "" if figure is None else f"{figure.normalize():f}"


def statement_answer(statement: CommissionStatement) -> dict[str, Any]:
    """A statement's ends and sums, its payouts, and of its lines the newest: however long it is, no more is held."""
    lines: deque[dict[str, Any]] = deque(maxlen=_SHOWN_LINES)
    payouts: deque[dict[str, Any]] = deque(maxlen=_SHOWN_LINES)
    ends: dict[object, dict[str, Any]] = {}
    count = 0
    for cells in islice(commission_out.table_rows(statement), 1, None):
        row = dict(zip(commission_out.COLUMNS, cells, strict=True))
        if row["row"] in ("opening", "closing"):
            ends[row["row"]] = row
        elif row["row"] == "paid":
            payouts.append(row)
        else:
            lines.append({**row, "label": _KIND_LABELS.get(str(row["kind"]), "")})
            count += 1
    sums = ends["closing"]
    return {
        "of": statement.of,
        "currency": statement.agent.currency,
        "first": statement.days.first,
        "last": statement.days.last,
        "opening": ends["opening"]["balance"],
        "earned": sums["amount"],
        "paid": sums["net"],
        "tax": sums["tax"],
        "closing": sums["balance"],
        "is_cut": count > _SHOWN_LINES,
        "lines": list(lines)[::-1],
        "payouts": list(payouts)[::-1],
    }


def statement_file(statement: CommissionStatement, form: str) -> HttpResponseBase:
    """A statement to be kept."""
    name = commission_out.filename_of(statement, form)
    if form == "csv":
        return csv_response(commission_out.csv_lines(statement), name)
    if form == "xlsx":
        return xlsx_response(commission_out.workbook(statement), name)
    return private_file_response(commission_out.statement_pdf(statement), PDF, name)


def _day_of(text: str, today: date) -> date:
    """The day that is asked for; what is no day is today."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today
