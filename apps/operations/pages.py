"""Pages of the operators' site that are no list and no form of one model.

A page is a row here: where it is, the view that shows it, who may see it, and where the sidebar has it. Whoever lacks
the permission gets 403, and the sidebar leaves it out.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.module_loading import import_string
from django.views.generic import View


@dataclass(frozen=True, slots=True)
class Page:
    """`path` begins below /admin/, `view` is the dotted name of a SitePage, `permission` is `app.codename`.

    `group` names the sidebar's group it is listed in; without one it is reached from other pages.
    """

    path: str
    name: str
    view: str
    permission: str
    title: str
    icon: str = "article"
    group: str = ""


_OVERVIEWS = "apps.operations.overviews"
_REPORTS = "apps.operations.report_pages"
_ARRANGED = "apps.operations.report_schedule_pages"

PAGES: list[Page] = [
    Page(
        *("audit/verify/", "verify_audit", "apps.operations.audit_page.VerifyPage", "audit.view_seal"),
        *("Verify seals and ledger", "verified_user", "Audit"),
    ),
    Page(
        "audit/verify_bundle.py",
        "verify_bundle_script",
        "apps.operations.audit_page.ScriptPage",
        "audit.view_seal",
        "Script for bundles",
    ),
    # Who may what, and who has which role: apps/operations/roles.
    Page(
        *("roles/", "roles_matrix", "apps.operations.roles_pages.RolesPage", "auth.view_group"),
        *("Roles", "shield_person", "Staff"),
    ),
    Page(
        *("staff/", "staff_list", "apps.operations.roles_pages.StaffPage", "auth.view_group"),
        *("Staff and their roles", "badge", "Staff"),
    ),
    Page(
        "staff/<uuid:person_id>/", "staff_member", "apps.operations.roles_pages.MemberPage", "auth.view_group", "Roles"
    ),
    Page(
        "health/",
        "system_health",
        "apps.operations.health_pages.HealthPage",
        "core.view_heartbeat",
        "System health",
        "ecg_heart",
        "Platform",
    ),
    Page(
        "health/dead-letters/",
        "dead_letters",
        "apps.operations.health_pages.DeadLettersPage",
        "core.view_heartbeat",
        "Dead letters",
    ),
    # Reports: apps/reports/catalogue says which there are, and each what it needs beside this permission.
    Page(
        *("reports/", "report_catalogue", f"{_REPORTS}.CataloguePage", "core.add_auditrecord"),
        *("Reports", "summarize", "Reports"),
    ),
    Page("reports/make/<slug:code>/", "report_ask", f"{_REPORTS}.AskPage", "core.add_auditrecord", "Report"),
    Page("reports/runs/<uuid:run_id>/", "report_run", f"{_REPORTS}.RunPage", "core.add_auditrecord", "Report"),
    Page(
        "reports/runs/<uuid:run_id>/progress/",
        "report_progress",
        f"{_REPORTS}.ProgressPage",
        "core.add_auditrecord",
        "Progress",
    ),
    Page("reports/runs/<uuid:run_id>/file/", "report_file", f"{_REPORTS}.FilePage", "core.add_auditrecord", "File"),
    Page(
        *("reports/arranged/", "report_schedules", f"{_ARRANGED}.SchedulesPage", "reports.view_reportschedule"),
        *("Arranged reports", "event_repeat", "Reports"),
    ),
    Page(
        "reports/arrange/<slug:code>/",
        "report_arrange",
        f"{_ARRANGED}.ArrangePage",
        "reports.add_reportschedule",
        "Arrange a report",
    ),
    Page(
        "reports/arranged/<uuid:schedule_id>/",
        "report_schedule",
        f"{_ARRANGED}.SchedulePage",
        "reports.view_reportschedule",
        "Arranged report",
    ),
    # Everything about one of them; apps/operations/overviews says what. A gateway has no uuid, and `gateways/` and
    # `requests/` are where those apps' own lists are.
    Page("find/", "find", f"{_OVERVIEWS}.find.FindPage", "accounts.view_user", "Find", "search", "People"),
    Page("people/<uuid:identity>/", "person_360", f"{_OVERVIEWS}.person.PersonPage", "accounts.view_user", "Person"),
    Page("agents/<uuid:identity>/", "agent_360", f"{_OVERVIEWS}.agent.AgentPage", "agents.view_agent", "Agent"),
    Page(
        "merchants/<uuid:identity>/",
        "merchant_360",
        f"{_OVERVIEWS}.merchant.MerchantPage",
        "merchants.view_merchant",
        "Merchant",
    ),
    Page("billers/<uuid:identity>/", "biller_360", f"{_OVERVIEWS}.biller.BillerPage", "billers.view_biller", "Biller"),
    Page(
        "rails/<slug:identity>/", "gateway_360", f"{_OVERVIEWS}.gateway.GatewayPage", "gateways.view_gateway", "Gateway"
    ),
    Page(
        "payments/<uuid:identity>/",
        "payment_life",
        f"{_OVERVIEWS}.payment.PaymentPage",
        "transactions.view_transaction",
        "Payment",
    ),
    Page(
        "traces/<path:request_id>/",
        "request_trace",
        f"{_OVERVIEWS}.trace.TracePage",
        "accounts.view_activity",
        "Request",
    ),
    # What reviewers work at, and rules tried on the past.
    Page(
        "fraud/",
        "fraud_desk",
        "apps.operations.content.fraud.FraudDeskPage",
        "risk.view_alert",
        "Fraud desk",
        "shield_question",
        "Risk",
    ),
    Page(
        "rule_tries/",
        "rule_dry_runs",
        "apps.operations.content.fraud.DryRunsPage",
        "risk.view_rule",
        "Try rules on the past",
        "science",
        "Risk",
    ),
    Page(
        "rule_tries/<uuid:identity>/",
        "rule_dry_run",
        "apps.operations.content.fraud.DryRunPage",
        "risk.view_rule",
        "A rule, tried on the past",
    ),
    # What fees and limits would do, and what was in force.
    Page(
        "content/fees/",
        "fee_preview",
        "apps.operations.content.prices.FeesPage",
        "transactions.view_feerule",
        "What payments cost",
        "calculate",
        "Money",
    ),
    Page(
        "content/limits/",
        "limit_preview",
        "apps.operations.content.prices.LimitsPage",
        "transactions.view_tierlimit",
        "Who is near a limit",
        "speed",
        "Money",
    ),
    # What operators write: apps/operations/content.
    Page(
        "content/messages/",
        "message_texts",
        "apps.operations.content.messages.MessagesPage",
        "notifications.view_templateversion",
        "What messages say",
        "chat",
        "Messages",
    ),
    Page(
        "content/messages/<slug:name>/",
        "message_text",
        "apps.operations.content.messages.MessagePage",
        "notifications.view_templateversion",
        "Message",
    ),
    Page(
        "adjustments/ask/",
        "ask_adjustment",
        "apps.operations.adjustments.AskAdjustmentPage",
        "transactions.ask_adjustment",
        "Adjust a wallet",
        "tune",
        "Money",
    ),
]


class SitePage(View):
    """A page in the site's dress. `page` is its row of PAGES."""

    template_name = ""
    page: Page = Page("", "", "", "", "")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.page.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def show(self, request: HttpRequest, **context: Any) -> HttpResponse:
        """The template with the site's own context; `title` is the page's unless another one is given."""
        request.current_app = admin.site.name  # type: ignore[attr-defined]
        everything = {**admin.site.each_context(request), "title": self.page.title, **context}
        return TemplateResponse(request, self.template_name, everything)


def view_of(page: Page, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """What the page answers."""
    view: type[SitePage] = import_string(page.view)
    answer: HttpResponseBase = view.as_view(page=page)(request, *args, **kwargs)
    return answer
