"""The pages of reports: what there is, what is asked for, how far it is, the file, and what is made by itself.

Each asks anew what this operator may make; what they may not is not there for them (404), whoever made it.
"""

import base64
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.accounts.models import User
from apps.core import clock
from apps.core.admin_base import badge, moment_text, operator_of
from apps.core.errors import DomainError, InvalidInput
from apps.operations.pages import SitePage
from apps.reports import runs
from apps.reports.access import may_make, reports_for
from apps.reports.catalogue import REPORTS, Report, ReportForm
from apps.reports.models import ReportRun, ReportSchedule
from apps.reports.report_models import UNFINISHED, FileFormat, RunState
from apps.reports.writing import MAX_PDF_ROWS

TONES = {
    RunState.WAITING: "info",
    RunState.RUNNING: "info",
    RunState.READY: "success",
    RunState.FAILED: "danger",
    RunState.EXPIRED: "",
    RunState.CANCELLED: "warning",
}
_RECENT = 10
_FORMAT_WORDS = {
    FileFormat.XLSX: "Spreadsheet (XLSX): any number of rows",
    FileFormat.CSV: "CSV: any number of rows, for other programs",
    FileFormat.PDF: f"PDF: for reading, at most {MAX_PDF_ROWS:,} rows",
    FileFormat.GOPAY: "Bundle for the standalone verifier",
}


class AskForm(forms.Form):
    """As what, and why: the reason stands in the audit trail and is what an auditor reads."""

    format = forms.ChoiceField(label="As", widget=UnfoldAdminSelectWidget)
    why = forms.CharField(
        label="Reason",
        max_length=200,
        widget=UnfoldAdminTextInputWidget({"placeholder": "The month's close"}),
        help_text="Kept for good beside who took the report, and when.",
    )

    def __init__(self, report: Report, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["format"].choices = [(one.value, _FORMAT_WORDS[one]) for one in _in_order(report)]  # type: ignore[attr-defined]


def _in_order(report: Report) -> list[FileFormat]:
    """The formats as they are offered: what holds any number of rows first."""
    return [one for one in (FileFormat.XLSX, FileFormat.CSV, FileFormat.PDF, FileFormat.GOPAY) if one in report.formats]


def visitor(request: HttpRequest) -> User:
    """Who looks."""
    return User.objects.get(pk=operator_of(request))


def report_or_404(request: HttpRequest, code: str) -> Report:
    """The report of this name, if this operator may make it."""
    report = REPORTS.get(code)
    if report is None or not may_make(visitor(request), report):
        raise Http404
    return report


def run_or_404(request: HttpRequest, run_id: UUID) -> ReportRun:
    """The run, if it is theirs or of a report they may make themselves."""
    run = runs.find_run(visitor(request), run_id)
    if run is None:
        raise Http404
    return run


def tell_wrong(error: DomainError, *found: forms.Form) -> None:
    """Puts what a service refuses to the fields it is about; the rest above the first form."""
    details = error.errors if isinstance(error, InvalidInput) else []
    for wrong in details:
        owner = next((one for one in found if wrong["field"] in one.fields), None)
        (owner or found[0]).add_error(wrong["field"] if owner else None, wrong["detail"])
    if not details:
        found[0].add_error(None, error.detail)


def run_row(run: ReportRun) -> dict[str, Any]:
    """A run as lists show it."""
    return {
        "run": run,
        "url": reverse("admin:report_run", args=[run.pk]),
        "badge": badge(RunState(run.state).label.partition(":")[0], TONES[RunState(run.state)]),
        "asked": moment_text(run.asked_at),
    }


class CataloguePage(SitePage):
    """All reports this operator may make, and the newest that were made."""

    template_name = "admin/reports/catalogue.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        person = visitor(request)
        mine = reports_for(person)
        groups = [(title, list(found)) for title, found in groupby(mine, key=_group)]
        return self.show(
            request,
            groups=groups,
            recent=[run_row(run) for run in runs.list_runs(person, limit=_RECENT)],
        )


def _group(report: Report) -> str:
    return report.group


class AskPage(SitePage):
    """A report: what it says, what it needs to know, and the button that has it made."""

    template_name = "admin/reports/ask.html"

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        report = report_or_404(request, code)
        given = {name: value for name, value in request.GET.items() if name in report.form.base_fields}
        form = report.form(given or None, now=clock.now())
        return self._page(request, report, form, AskForm(report, initial={"why": request.GET.get("why", "")[:200]}))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        report = report_or_404(request, code)
        now = clock.now()
        form, ask = report.form(request.POST, now=now), AskForm(report, request.POST)
        if form.is_valid() & ask.is_valid():
            try:
                run = runs.ask_for_report(
                    person_id=operator_of(request),
                    code=code,
                    given=form.kept(),
                    form=ask.cleaned_data["format"],
                    why=ask.cleaned_data["why"],
                    now=now,
                )
            except DomainError as error:
                tell_wrong(error, form, ask)
            else:
                return HttpResponseRedirect(reverse("admin:report_run", args=[run.pk]))
        return self._page(request, report, form, ask)

    def _page(self, request: HttpRequest, report: Report, form: ReportForm, ask: AskForm) -> HttpResponse:
        return self.show(
            request,
            title=report.title,
            report=report,
            form=form,
            ask=ask,
            columns=report.columns,
            most_in_pdf=f"{MAX_PDF_ROWS:,}",
            has_pdf=FileFormat.PDF in report.formats,
        )


class RunPage(SitePage):
    """How far a report is; then its file, with what it can be checked by."""

    template_name = "admin/reports/run.html"

    def get(self, request: HttpRequest, run_id: UUID) -> HttpResponse:
        run = run_or_404(request, run_id)
        report = REPORTS.get(run.report)
        person = visitor(request)
        formats = _in_order(report) if report is not None else []
        return self.show(
            request,
            title=run.title,
            run=run,
            report=report,
            state=badge(RunState(run.state).label.partition(":")[0], TONES[RunState(run.state)]),
            is_going_on=run.state in UNFINISHED,
            is_mine=run.asked_by_id == person.pk,
            may_take=report is not None and may_make(person, report),
            facts=_facts(run),
            again=_again_url(run) if report is not None else "",
            others=[one.value.upper() for one in formats if one != run.format],
            most_in_pdf=f"{MAX_PDF_ROWS:,}",
        )

    def post(self, request: HttpRequest, run_id: UUID) -> HttpResponse:
        run = run_or_404(request, run_id)
        try:
            runs.call_off(person_id=operator_of(request), run_id=run.pk, now=clock.now())
        except DomainError as error:
            messages.warning(request, error.detail)
        else:
            messages.success(request, "Called off. Nothing of it is kept.")
        return HttpResponseRedirect(reverse("admin:report_run", args=[run.pk]))


def _facts(run: ReportRun) -> list[tuple[str, object]]:
    facts: list[tuple[str, object]] = [
        ("Asked for by", run.asked_by.full_name),
        ("Asked at", f"{moment_text(run.asked_at)} UTC"),
        ("Reason", run.why),
        ("As", FileFormat(run.format).label),
    ]
    if run.schedule is not None:
        facts.append(("Arranged as", run.schedule.name))
    if run.finished_at is not None:
        facts.append(("Over at", f"{moment_text(run.finished_at)} UTC"))
    return facts


def _again_url(run: ReportRun) -> str:
    kept = {name: value for name, value in run.parameters.items() if value not in (None, "", False)}
    return reverse("admin:report_ask", args=[run.report], query={**kept, "why": run.why})


@method_decorator(never_cache, name="dispatch")
class ProgressPage(SitePage):
    """How far it is, for the bar: a small answer, asked for every second or two."""

    def get(self, request: HttpRequest, run_id: UUID) -> JsonResponse:
        run = run_or_404(request, run_id)
        return JsonResponse(
            {
                "state": run.state,
                "percent": run.percent,
                "rows": run.rows,
                "words": progress_words(run, clock.now()),
                "is_over": run.state not in UNFINISHED,
            }
        )


def progress_words(run: ReportRun, now: datetime) -> str:
    """How far it is, in a sentence."""
    if run.state == RunState.WAITING:
        return "Waiting for its turn."
    if run.state != RunState.RUNNING:
        return f"{RunState(run.state).label}."
    if not run.rows:
        return "Looking for the first row."
    return f"{run.rows:,} of about {max(run.expected, run.rows):,} rows are written."


@method_decorator(never_cache, name="dispatch")
class FilePage(SitePage):
    """The file, for who says why: POST, so that nothing that looks ahead takes it."""

    def post(self, request: HttpRequest, run_id: UUID) -> HttpResponseBase:
        run = run_or_404(request, run_id)
        why = request.POST.get("why", "").strip()[:200]
        if not why:
            messages.warning(request, "Say why you take it: it is written down.")
            return HttpResponseRedirect(reverse("admin:report_run", args=[run.pk]))
        try:
            taken = runs.take_report(person_id=operator_of(request), run_id=run.pk, why=why, now=clock.now())
        except DomainError as error:
            messages.warning(request, error.detail)
            return HttpResponseRedirect(reverse("admin:report_run", args=[run.pk]))
        answer = StreamingHttpResponse(taken.pieces, content_type=taken.content_type)
        answer["Content-Disposition"] = content_disposition_header(True, taken.filename) or "attachment"
        answer["Content-Length"] = str(taken.size)
        # RFC 9530.
        answer["Repr-Digest"] = f"sha-256=:{_base64_of(taken.sha256)}:"
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Cache-Control"] = "private, no-store"
        answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
        answer["Cross-Origin-Resource-Policy"] = "same-origin"
        return answer


def _base64_of(digest: str) -> str:
    return base64.b64encode(bytes.fromhex(digest)).decode()


def schedule_or_404(request: HttpRequest, schedule_id: UUID) -> ReportSchedule:
    """The schedule, if it is theirs or of a report they may make themselves."""
    schedule = runs.find_schedule(visitor(request), schedule_id)
    if schedule is None:
        raise Http404
    return schedule
