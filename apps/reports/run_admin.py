"""The list of reports that were made: an operator's own, and those of others that they may make themselves."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from apps.accounts.models import User
from apps.core.admin_base import NOTHING, ChoiceFilter, ReadOnlyAdmin, RecentFilter, column, id_of, operator_of
from apps.reports import runs
from apps.reports.catalogue import REPORTS
from apps.reports.models import ReportRun
from apps.reports.report_models import RunState

_LABELS = {
    "WAITING": "info",
    "RUNNING": "info",
    "READY": "success",
    "FAILED": "danger",
    "CANCELLED": "warning",
}


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = [(value, label.partition(":")[0]) for value, label in RunState.choices]


class ReportFilter(ChoiceFilter):
    title = "report"
    parameter_name = "report"
    choices_of_filter = [(report.code, report.title) for report in REPORTS.values()]


class AskedFilter(RecentFilter):
    column = "asked_at"


@admin.register(ReportRun)
class ReportRunAdmin(ReadOnlyAdmin):
    """Each has a page of its own (apps/operations/report_pages.py), where its file can be taken."""

    list_display = ("title", "state_label", "as_what", "asked_by_name", "row_count", "asked_at", "kept_until")
    list_filter = (StateFilter, ReportFilter, AskedFilter)
    list_select_related = ("asked_by",)
    search_help_text = "Id of a report or of whoever asked for it"
    empty_title = "No reports yet"
    empty_text = "What you have made, under Reports, is listed here until it is deleted."

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        person = User.objects.get(pk=operator_of(request))
        return runs.visible_runs(person)

    def matching(self, term: str) -> Q:
        identity = id_of(term)
        return Q(pk__in=[]) if identity is None else Q(pk=identity) | Q(asked_by_id=identity)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Its own page shows more than fields could."""
        identity: UUID | None = id_of(object_id)
        if identity is None or not self.has_view_permission(request):
            raise Http404
        if not self.get_queryset(request).filter(pk=identity).exists():
            raise Http404
        return HttpResponseRedirect(reverse("admin:report_run", args=[identity]))

    @column("state", label=_LABELS)
    def state_label(self, run: ReportRun) -> tuple[str, str]:
        words = RunState(run.state).label.partition(":")[0]
        return run.state, f"{words}, {run.percent} %" if run.state == RunState.RUNNING else words

    @column("as")
    def as_what(self, run: ReportRun) -> str:
        return run.format.upper()

    @column("asked for by")
    def asked_by_name(self, run: ReportRun) -> str:
        return run.asked_by.full_name

    @column("rows")
    def row_count(self, run: ReportRun) -> str:
        return format_html('<span class="gp-amount">{}</span>', f"{run.rows:,}") if run.rows else NOTHING

    @column("kept until")
    def kept_until(self, run: ReportRun) -> Any:
        return run.expires_at if run.state == RunState.READY else None
