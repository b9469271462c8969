"""Outlets and staff."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.identifiers import masked_name
from apps.agents import selectors, services
from apps.agents.api import outlet_shapes, staff_shapes
from apps.agents.errors import OutletNotFound, StaffNotFound
from apps.agents.hours import DAYS
from apps.agents.models import Outlet, Role, Staff
from apps.agents.selectors import Power
from apps.agents.web.desk_forms import ShapedForm
from apps.agents.web.frames import OfficeView, listed
from apps.core.api.parsing import StrictSerializer
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError
from apps.core.money import decimal_string
from apps.core.web.fields import AmountField, ChoiceCards, SelectInput, TextArea

_DAY_LABELS = {
    "mon": gettext_lazy("Monday"),
    "tue": gettext_lazy("Tuesday"),
    "wed": gettext_lazy("Wednesday"),
    "thu": gettext_lazy("Thursday"),
    "fri": gettext_lazy("Friday"),
    "sat": gettext_lazy("Saturday"),
    "sun": gettext_lazy("Sunday"),
}
_ROLES = [
    (Role.TELLER.value, gettext_lazy("Teller: serves customers")),
    (Role.MANAGER.value, gettext_lazy("Manager: outlets, tellers, float, shifts")),
]


class OutletForm(ShapedForm):
    """Where an outlet is and when it is open. A day's hours are written as 08:00-12:30, 14:00-18:00."""

    shape: ClassVar[type[StrictSerializer]] = outlet_shapes.OpenOutletSerializer

    name = forms.CharField(max_length=60, label=gettext_lazy("Name"))
    city = forms.CharField(max_length=60, label=gettext_lazy("Town"))
    address = forms.CharField(
        max_length=200, required=False, label=gettext_lazy("Address"), widget=TextArea(attrs={"rows": 2})
    )
    time_zone = forms.CharField(
        max_length=64, label=gettext_lazy("Time zone"), help_text=gettext_lazy("For example Africa/Nairobi")
    )
    latitude = forms.FloatField(required=False, label=gettext_lazy("Latitude"), widget=forms.TextInput)
    longitude = forms.FloatField(required=False, label=gettext_lazy("Longitude"), widget=forms.TextInput)
    low_float_at = AmountField(
        required=False,
        label=gettext_lazy("Tell us when the float is below"),
        help_text=gettext_lazy("Empty: nobody is told."),
    )

    def __init__(self, *args: Any, currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["low_float_at"].show_currency(currency)  # type: ignore[attr-defined]
        for day in DAYS:
            self.fields[f"hours_{day}"] = forms.CharField(required=False, max_length=60, label=_DAY_LABELS[day])

    @property
    def days(self) -> list[forms.BoundField]:
        """The fields of the hours."""
        return [self[f"hours_{day}"] for day in DAYS]

    def given(self) -> dict[str, Any]:
        """Each field is said, so that one that was emptied is; without any hours it is always open."""
        said = self.cleaned_data
        hours = {day: _spans(said[f"hours_{day}"]) for day in DAYS if said.get(f"hours_{day}")}
        low = said.get("low_float_at")
        return {
            **{name: said[name] for name in ("name", "city", "time_zone")},
            "address": said.get("address") or "",
            "latitude": said.get("latitude"),
            "longitude": said.get("longitude"),
            "opening_hours": hours,
            "low_float_at": None if low is None else f"{low:f}",
        }


class ChangeOutletForm(OutletForm):
    """The same of an outlet that is there."""

    shape = outlet_shapes.ChangeOutletSerializer


class EmployForm(ShapedForm):
    """Who is to work there, as what, where."""

    shape: ClassVar[type[StrictSerializer]] = staff_shapes.EmployForAgentSerializer

    to = forms.CharField(
        max_length=254,
        label=gettext_lazy("Who"),
        help_text=gettext_lazy("A phone number with its country code, a @handle or an e-mail address"),
    )
    role = forms.ChoiceField(choices=_ROLES, label=gettext_lazy("Role"), widget=ChoiceCards)
    outlet_id = forms.ChoiceField(required=False, label=gettext_lazy("Where"), widget=SelectInput)

    def __init__(self, *args: Any, roles: list[tuple[str, Any]], places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["outlet_id"].choices = places  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return {**super().given(), "outlet_id": self.cleaned_data.get("outlet_id") or None}


class ChangeStaffForm(EmployForm):
    """Another role, or another place."""

    shape = staff_shapes.ChangeAgentStaffSerializer

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["to"]


class OutletsView(OfficeView):
    """Where the agent serves."""

    part = "outlets"
    power = Power.REPORT

    def get(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        page = listed(
            request,
            lambda before, after, limit: selectors.list_outlets(
                agent_id, outlet_id=self.member.outlet_id, before=before, after=after, limit=limit
            ),
            lambda row: outlet_shapes.outlet_answer(row, self.currency),
        )
        return self.render("agents/outlets.html", page)


class NewOutletView(OfficeView):
    """Opens one."""

    part = "outlets"
    power = Power.RUN_OUTLETS

    def get(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        initial = {"city": self.employment.agent.city, "time_zone": self.person.time_zone or "Africa/Nairobi"}
        return self._show(OutletForm(currency=self.currency, initial=initial))

    def post(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        form = OutletForm(request.POST, currency=self.currency)
        if not form.is_valid():
            return self._show(form, status=400)
        try:
            row = services.open_outlet(person_id=self.me.id, agent_id=agent_id, now=self.now, **form.taken)
        except DomainError as error:
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        messages.success(request, _("The outlet is open. It has no float yet."))
        return self.go("agent-office-outlet", agent_id, row.id)

    def _show(self, form: OutletForm, *, status: int = 200) -> HttpResponse:
        return self.render("agents/outlet_form.html", {"form": form}, status=status)


class OutletView(OfficeView):
    """One of them: what customers read of it, its float's movements, changing it."""

    part = "outlets"
    power = Power.REPORT

    def get(self, request: HttpRequest, agent_id: UUID, outlet_id: UUID) -> HttpResponse:
        return self._show(self._outlet(outlet_id), None)

    def post(self, request: HttpRequest, agent_id: UUID, outlet_id: UUID) -> HttpResponse:
        outlet = self._outlet(outlet_id)
        form = ChangeOutletForm(request.POST, currency=self.currency)
        if not form.is_valid():
            return self._show(outlet, form, status=400)
        try:
            services.change_outlet(
                person_id=self.me.id, agent_id=agent_id, outlet_id=outlet_id, changes=form.taken, now=self.now
            )
        except DomainError as error:
            form.refuse(error)
            return self._show(outlet, form, status=STATUS[error.category])
        messages.success(request, _("Your changes are saved."))
        return self.go("agent-office-outlet", agent_id, outlet_id)

    def _outlet(self, outlet_id: UUID) -> Outlet:
        """One of the member's own. Raises OutletNotFound."""
        if not self.member.is_at(outlet_id):
            raise OutletNotFound
        return selectors.get_outlet(agent_id=self.agent_id, outlet_id=outlet_id)

    def _show(self, outlet: Outlet, form: ChangeOutletForm | None, *, status: int = 200) -> HttpResponse:
        answer = outlet_shapes.outlet_answer(outlet, self.currency)
        if form is None:
            form = ChangeOutletForm(currency=self.currency, initial={**answer, **_hours_of(outlet, self.currency)})
        return self.render("agents/outlet.html", {"outlet": answer, "form": form}, status=status)


class CloseOutletView(OutletView):
    """Closes it for good."""

    power = Power.RUN_OUTLETS
    http_method_names = ["post"]

    def post(self, request: HttpRequest, agent_id: UUID, outlet_id: UUID) -> HttpResponse:
        services.close_outlet(person_id=self.me.id, agent_id=agent_id, outlet_id=outlet_id, now=self.now)
        messages.success(request, _("The outlet is closed."))
        return self.go("agent-office-outlets", agent_id)


class _StaffView(OfficeView):
    part = "staff"
    power = Power.EMPLOY

    def places(self, of: UUID | None = None) -> list[tuple[str, str]]:
        """Where somebody may work, for who may say so; and where they work now, or all outlets would stand there chosen
        for somebody whose outlet was closed."""
        outlets = selectors.list_outlets(self.agent_id, outlet_id=self.member.outlet_id, limit=services.MAX_OUTLETS)
        found = [(str(row.id), row.name) for row in outlets if row.is_open or row.id == of]
        return found if self.member.outlet_id else [("", _("All outlets")), *found]

    def roles(self) -> list[tuple[str, Any]]:
        """Only the owner makes managers."""
        return _ROLES if self.member.may(Power.GOVERN) else _ROLES[:1]


class StaffListView(_StaffView):
    """Who works there, and the form for one more."""

    def get(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        return self._show(EmployForm(roles=self.roles(), places=self.places(), initial={"role": Role.TELLER.value}))

    def post(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        form = EmployForm(request.POST, roles=self.roles(), places=self.places())
        if not form.is_valid():
            return self._show(form, status=400)
        try:
            services.employ(person_id=self.me.id, agent_id=agent_id, now=self.now, **form.taken)
        except DomainError as error:
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        messages.success(request, _("They are told, and may begin at once."))
        return self.go("agent-office-staff", agent_id)

    def _show(self, form: EmployForm, *, status: int = 200) -> HttpResponse:
        names = dict(self.places())
        page = listed(
            self.request,
            lambda before, after, limit: selectors.list_staff(
                self.agent_id, outlet_id=self.member.outlet_id, before=before, after=after, limit=limit
            ),
            lambda row: {
                **staff_shapes.staff_answer(row, viewer_id=self.me.id),
                "place": names.get(str(row.outlet_id or ""), ""),
            },
        )
        return self.render("agents/staff.html", {"form": form, **page}, status=status)


class StaffView(_StaffView):
    """Changes what somebody may do, or where."""

    def get(self, request: HttpRequest, agent_id: UUID, staff_id: UUID) -> HttpResponse:
        row = self._row(staff_id)
        initial = {"role": row.role, "outlet_id": row.outlet_id or ""}
        return self._show(row, self._form(row, initial=initial))

    def post(self, request: HttpRequest, agent_id: UUID, staff_id: UUID) -> HttpResponse:
        row = self._row(staff_id)
        form = self._form(row, request.POST)
        if not form.is_valid():
            return self._show(row, form, status=400)
        try:
            services.change_staff(
                person_id=self.me.id, agent_id=agent_id, staff_id=staff_id, changes=form.taken, now=self.now
            )
        except DomainError as error:
            form.refuse(error)
            return self._show(row, form, status=STATUS[error.category])
        messages.success(request, _("Your changes hold at once."))
        return self.go("agent-office-staff", agent_id)

    def _row(self, staff_id: UUID) -> Staff:
        """One whom this person may see. Raises StaffNotFound."""
        row = selectors.get_staff(agent_id=self.agent_id, staff_id=staff_id)
        if self.member.outlet_id not in (None, row.outlet_id):
            raise StaffNotFound
        return row

    def _form(self, row: Staff, *given: Any, **options: Any) -> ChangeStaffForm:
        return ChangeStaffForm(*given, roles=self.roles(), places=self.places(row.outlet_id), **options)

    def _show(self, row: Staff, form: ChangeStaffForm, *, status: int = 200) -> HttpResponse:
        answer = staff_shapes.staff_answer(row, viewer_id=self.me.id)
        context = {"staff": answer, "name": masked_name(row.person.full_name), "form": form}
        return self.render("agents/staff_row.html", context, status=status)


class EndStaffView(OfficeView):
    """Ends somebody's role, or one's own."""

    part = "staff"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, agent_id: UUID, staff_id: UUID) -> HttpResponse:
        services.end_employment(person_id=self.me.id, agent_id=agent_id, staff_id=staff_id, now=self.now)
        if staff_id == self.member.row_id:
            messages.success(request, _("You work there no more."))
            return self.go("agent-desk")
        messages.success(request, _("They work there no more."))
        return self.go("agent-office-staff", agent_id)


def _spans(text: str) -> list[list[str]]:
    """08:00-12:30, 14:00-18:00 as the API has it; what is no such text its shape refuses."""
    return [[part.strip() for part in span.replace("–", "-").split("-")] for span in text.split(",")]


def _hours_of(outlet: Outlet, currency: str) -> dict[str, Any]:
    low = outlet.low_float_at
    hours = {f"hours_{day}": ", ".join("-".join(span) for span in spans) for day, spans in outlet.opening_hours.items()}
    return {**hours, "low_float_at": "" if low is None else decimal_string(low, currency)}
