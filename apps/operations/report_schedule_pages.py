"""The pages of reports that are made by themselves: arranging one, and what becomes of it."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from apps.accounts.identifiers import normalise_identifier
from apps.accounts.models import User
from apps.core import clock
from apps.core.admin_base import badge, date_text, moment_text, operator_of
from apps.core.errors import DomainError
from apps.operations.pages import SitePage
from apps.operations.report_pages import report_or_404, run_row, schedule_or_404, tell_wrong, visitor
from apps.reports import runs
from apps.reports.access import ARRANGING, may_make
from apps.reports.catalogue import REPORTS, Report, ReportForm
from apps.reports.catalogue._forms import DayField, choice
from apps.reports.models import ReportSchedule
from apps.reports.report_models import Every, FileFormat
from apps.schedules.occurrences import upcoming

_UPCOMING = 3
_SHOWN_RUNS = 20


class ArrangeForm(forms.Form):
    """When it is made, as what, why, and who is told."""

    name = forms.CharField(
        label="Name", max_length=80, widget=UnfoldAdminTextInputWidget({"placeholder": "Books each morning"})
    )
    every = choice("Every", Every.choices, initial=Every.DAY)
    first_day = DayField(
        label="First on", help_text="It says the weekday, or the day of the month, of all that follow."
    )
    hour = choice("At", [(str(hour), f"{hour:02d}:00") for hour in range(24)], initial="6")
    time_zone = forms.CharField(
        label="Time zone", max_length=50, widget=UnfoldAdminTextInputWidget, help_text="IANA name."
    )
    format = forms.ChoiceField(
        label="As",
        choices=[(FileFormat.XLSX.value, "Spreadsheet (XLSX)"), (FileFormat.CSV.value, "CSV")],
        widget=UnfoldAdminSelectWidget,
    )
    recipients = forms.CharField(
        label="Who is told",
        required=False,
        max_length=2_000,
        widget=UnfoldAdminTextareaWidget({"rows": 3}),
        help_text=(
            "Members of the staff who may make this report themselves: a number or e-mail address in each line. "
            "They get an e-mail with a link, and no figures. You are told in any case."
        ),
    )
    why = forms.CharField(label="Reason", max_length=200, widget=UnfoldAdminTextInputWidget)

    def clean_first_day(self) -> date:
        day: date | None = self.cleaned_data["first_day"]
        if day is None:
            raise forms.ValidationError("Say which day.")
        return day

    def clean_recipients(self) -> list[UUID]:
        """The people named, one in each line."""
        found = []
        for line in str(self.cleaned_data["recipients"]).splitlines():
            if not (name := line.strip()):
                continue
            known = normalise_identifier(name) or ""
            people = User.objects.filter(is_staff=True)
            person = (people.filter(email=known) if "@" in known else people.filter(msisdn=known)).first()
            if person is None:
                raise forms.ValidationError(f"Nobody of the staff is known as {name[:80]}.")
            found.append(person.pk)
        return found


class SchedulesPage(SitePage):
    """What is made by itself, of what this operator may make."""

    template_name = "admin/reports/schedules.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = runs.visible_schedules(visitor(request)).select_related("owner")[:200]
        return self.show(request, rows=[_row(schedule) for schedule in rows])


def _row(schedule: ReportSchedule) -> dict[str, Any]:
    is_paused = schedule.next_at is None
    return {
        "schedule": schedule,
        "report": REPORTS[schedule.report].title if schedule.report in REPORTS else schedule.report,
        "badge": badge("Paused", "warning") if is_paused else badge("Active", "success"),
        "next": "" if is_paused else f"{moment_text(schedule.next_at)} UTC",
        "made": moment_text(schedule.made_at) if schedule.made_at else "",
        "url": reverse("admin:report_schedule", args=[schedule.pk]),
    }


class ArrangePage(SitePage):
    """Has a report made again and again."""

    template_name = "admin/reports/arrange.html"

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        report = report_or_404(request, code)
        now = clock.now()
        initial = {"time_zone": settings.LIMITS_TIME_ZONE, "first_day": f"{now:%Y-%m-%d}"}
        form = report.form(now=now, for_schedule=True)
        return self._page(request, report, form, ArrangeForm(initial=initial))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        report = report_or_404(request, code)
        now = clock.now()
        form, arrange = report.form(request.POST, now=now, for_schedule=True), ArrangeForm(request.POST)
        if form.is_valid() & arrange.is_valid():
            given = dict(arrange.cleaned_data)
            try:
                schedule = runs.make_schedule(
                    person_id=operator_of(request),
                    name=given["name"],
                    code=code,
                    given=form.kept(),
                    form=given["format"],
                    why=given["why"],
                    every=given["every"],
                    first_day=given["first_day"],
                    hour=int(given["hour"]),
                    time_zone=given["time_zone"],
                    recipient_ids=given["recipients"],
                    now=now,
                )
            except DomainError as error:
                tell_wrong(error, arrange, form)
            else:
                return HttpResponseRedirect(reverse("admin:report_schedule", args=[schedule.pk]))
        return self._page(request, report, form, arrange)

    def _page(self, request: HttpRequest, report: Report, form: ReportForm, arrange: ArrangeForm) -> HttpResponse:
        return self.show(request, title=f"Arrange: {report.title}", report=report, form=form, arrange=arrange)


class SchedulePage(SitePage):
    """One arrangement: when it is made next, who is told, what it has made; its owner pauses and ends it here."""

    template_name = "admin/reports/schedule.html"

    def get(self, request: HttpRequest, schedule_id: UUID) -> HttpResponse:
        schedule = schedule_or_404(request, schedule_id)
        report = REPORTS.get(schedule.report)
        people = User.objects.filter(pk__in=schedule.entries.values("person_id")).order_by("full_name")
        made = schedule.runs.select_related("asked_by").order_by("-id")[:_SHOWN_RUNS]
        next_times = upcoming(runs.rule_of(schedule), number=schedule.number, limit=_UPCOMING)
        return self.show(
            request,
            title=schedule.name,
            schedule=schedule,
            is_mine=schedule.owner_id == operator_of(request) and request.user.has_perm(ARRANGING),
            row=_row(schedule),
            next_times=[moment_text(at) for at in next_times] if schedule.next_at else [],
            people=[(one, report is not None and may_make(one, report)) for one in people],
            recent=[run_row(run) for run in made],
            facts=[
                ("Report", report.title if report is not None else schedule.report),
                ("As", FileFormat(schedule.format).label),
                ("Every", Every(schedule.every).label.lower()),
                ("First on", f"{date_text(schedule.first_day)}, {schedule.hour:02d}:00 {schedule.time_zone}"),
                ("Owner", schedule.owner.full_name),
                ("Reason", schedule.why),
            ],
        )

    def post(self, request: HttpRequest, schedule_id: UUID) -> HttpResponse:
        schedule = schedule_or_404(request, schedule_id)
        if not request.user.has_perm(ARRANGING):
            raise PermissionDenied
        deeds = {
            "pause": (runs.pause_schedule, "Paused. Nothing is made until you resume it."),
            "resume": (runs.resume_schedule, "Resumed."),
            "end": (runs.delete_schedule, "Ended. The reports it has made stay until their time is over."),
        }
        found = deeds.get(request.POST.get("deed", ""))
        here = reverse("admin:report_schedule", args=[schedule.pk])
        if found is None:
            return HttpResponseRedirect(here)
        deed, words = found
        try:
            deed(person_id=operator_of(request), schedule_id=schedule.pk, now=clock.now())
        except DomainError as error:
            messages.warning(request, error.detail)
            return HttpResponseRedirect(here)
        messages.success(request, words)
        return HttpResponseRedirect(reverse("admin:report_schedules") if deed is runs.delete_schedule else here)
