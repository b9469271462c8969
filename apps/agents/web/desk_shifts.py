"""The desk itself, and the teller's shifts: counting in, cash in and out of the drawer, counting out, the report."""

from typing import Any, Literal
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ValidationError

from apps.agents import selectors, services, shift_out
from apps.agents.api import report_shapes, shift_shapes
from apps.agents.codes import title_of
from apps.agents.errors import AgentNotFound
from apps.agents.models import CashMovement
from apps.agents.selectors import Employment
from apps.agents.services import ShiftReport
from apps.agents.shift_errors import RemarkRequired
from apps.agents.web.desk_forms import CountField, KeyedForm, ShapedForm, new_key
from apps.agents.web.frames import DeskView, listed
from apps.core.api.problems import STATUS
from apps.core.api.uploads import private_file_response
from apps.core.csv_out import csv_response
from apps.core.errors import DomainError
from apps.core.typesetting import CONTENT_TYPE as PDF
from apps.core.web.fields import AmountField, ChoiceCards, SelectInput, TextArea

_MOST_AGENTS = 50


class StartForm(ShapedForm):
    """What is in the drawer, and where."""

    shape = shift_shapes.StartShiftSerializer

    outlet_id = forms.ChoiceField(required=False, label=gettext_lazy("Outlet"), widget=SelectInput)
    cash = CountField(label=gettext_lazy("Cash in the drawer"))

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        if len(places) > 1:
            self.fields["outlet_id"].required = True
            self.fields["outlet_id"].choices = places  # type: ignore[attr-defined]
        else:
            del self.fields["outlet_id"]


class MoveForm(ShapedForm, KeyedForm):
    """Cash that no customer brings or fetches."""

    shape = shift_shapes.MoveCashSerializer
    apart = frozenset({"key"})

    direction = forms.ChoiceField(
        label=gettext_lazy("What is done"),
        widget=ChoiceCards,
        choices=[
            (CashMovement.Direction.IN.value, gettext_lazy("Put cash into the drawer")),
            (CashMovement.Direction.OUT.value, gettext_lazy("Take cash out of the drawer")),
        ],
    )
    amount = AmountField(label=gettext_lazy("Amount"))
    reason = forms.CharField(
        max_length=140, label=gettext_lazy("Why"), help_text=gettext_lazy("For example: change from the bank")
    )


class CloseForm(ShapedForm):
    """What is counted at the end."""

    shape = shift_shapes.CloseShiftSerializer

    cash = CountField(label=gettext_lazy("Cash in the drawer"), help_text=gettext_lazy("Count everything in it."))
    remark = forms.CharField(
        max_length=200,
        required=False,
        label=gettext_lazy("What you know of a difference"),
        widget=TextArea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed only when the count is not what should be there."),
    )

    def refuse(self, error: DomainError) -> None:
        if isinstance(error, RemarkRequired):
            self.add_error(
                "remark",
                forms.ValidationError(
                    _("This is not what should be in the drawer. Count again, or say here what you know of it."),
                    code=error.code,
                ),
            )
        else:
            super().refuse(error)


class DeskHomeView(DeskView):
    """What can be done at the desk; without a shift, opening one."""

    part = "desk"
    needs_shift = False

    def enter(self, **kwargs: Any) -> None:
        """Whoever works for no agent is led to where one applies to become one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            selectors.agents_of(self.me.id)
        except AgentNotFound:
            return self.go("agent-apply")
        if self.standing:
            return self.render("agents/desk_home.html", {"today": self.standing.today})
        return self._start(StartForm(places=self._places()))

    def post(self, request: HttpRequest) -> HttpResponse:
        selectors.agents_of(self.me.id)
        form = StartForm(request.POST, places=self._places())
        if not form.is_valid():
            return self._start(form, status=400)
        given = form.taken
        try:
            services.start_shift(
                person_id=self.me.id, outlet_id=given.get("outlet_id"), cash=given["cash"], now=self.now
            )
        except DomainError as error:
            form.refuse(error)
            return self._start(form, status=STATUS[error.category])
        messages.success(request, _("Your shift is open."))
        return self.go("agent-desk")

    def _start(self, form: StartForm, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "offices": [row for row in self._roles() if row.role != "TELLER"]}
        return self.render("agents/shift_open.html", context, status=status)

    def _roles(self) -> list[Employment]:
        return selectors.list_employments(self.me.id, limit=_MOST_AGENTS)

    def _places(self) -> list[tuple[str, str]]:
        """Where the person may serve now."""
        found = []
        for row in self._roles():
            if row.agent.status != "ACTIVE":
                continue
            outlets = selectors.list_outlets(row.id, outlet_id=row.outlet_id, limit=services.MAX_OUTLETS)
            found += [(str(one.id), title_of(row.agent.name, one.name)) for one in outlets if one.is_open]
        return found


class DrawerView(DeskView):
    """Cash into the drawer or out of it, without a customer."""

    part = "desk"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(MoveForm(initial={"key": new_key(), "direction": "IN"}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = MoveForm(request.POST)
        if not form.is_valid():
            return self._show(form, status=400)
        given = form.taken
        try:
            services.move_cash(
                person_id=self.me.id,
                direction=given["direction"],
                amount=given["amount"],
                reason=given["reason"],
                key=form.cleaned_data["key"],
                now=self.now,
            )
        except DomainError as error:
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        messages.success(request, _("The drawer was written down."))
        return self.go("agent-desk")

    def _show(self, form: MoveForm, *, status: int = 200) -> HttpResponse:
        form.fields["amount"].show_currency(self.currency)  # type: ignore[attr-defined]
        context = {
            "heading": _("Cash in the drawer"),
            "lead": _("Write down cash that no customer brings or fetches: change, the safe, the bank."),
            "form": form,
            "submit": _("Write it down"),
            "cancel": reverse("agent-desk"),
        }
        return self.render("agents/form.html", context, status=status)


class CloseView(DeskView):
    """Counting out. The count is blind: what should be there is told afterwards."""

    part = "desk"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(CloseForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CloseForm(request.POST)
        if not form.is_valid():
            return self._show(form, status=400)
        given = form.taken
        try:
            shift = services.close_shift(person_id=self.me.id, cash=given["cash"], remark=given["remark"], now=self.now)
        except DomainError as error:
            if error.category == "unauthenticated":
                raise
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        return self.go("agent-desk-shift", shift.id)

    def _show(self, form: CloseForm, *, status: int = 200) -> HttpResponse:
        form.fields["cash"].show_currency(self.currency)  # type: ignore[attr-defined]
        return self.render("agents/shift_close.html", {"form": form, "shift": self.at_work.shift}, status=status)


class ShiftsView(DeskView):
    """The teller's shifts."""

    part = "desk"
    needs_shift = False

    def get(self, request: HttpRequest) -> HttpResponse:
        page = listed(
            request,
            lambda before, after, limit: selectors.list_own_shifts(self.me.id, before=before, after=after, limit=limit),
            lambda shift: shift_shapes.shift_answer(shift, is_blind=True),
        )
        return self.render("agents/shifts.html", page)


class ShiftView(DeskView):
    """The report of one of them, once it is closed: as a page to print, or as a file."""

    part = "desk"
    needs_shift = False

    def get(self, request: HttpRequest, shift_id: UUID) -> HttpResponseBase:
        form = form_of(request)
        report = services.take_own_shift_report(person_id=self.me.id, shift_id=shift_id, form=form, now=self.now)
        if form != "json":
            return shift_file(report, form)
        context = {"report": report_shapes.shift_report_answer(report), "agent": report.agent}
        return self.render("agents/shift_report.html", context)


def form_of(request: HttpRequest) -> Literal["json", "csv", "pdf"]:
    """As what a report is asked for; what nobody offers is the page."""
    query = report_shapes.ReportFormatSerializer(data={"format": request.GET.get("format", "json")})
    try:
        query.is_valid(raise_exception=True)
    except ValidationError:
        return "json"
    form: Literal["json", "csv", "pdf"] = query.validated_data["format"]
    return form


def shift_file(report: ShiftReport, form: str) -> HttpResponseBase:
    """The report of a shift to be kept."""
    name = shift_out.filename_of(report, form)
    if form == "csv":
        return csv_response(shift_out.csv_lines(report), name)
    return private_file_response(shift_out.shift_pdf(report), PDF, name)
