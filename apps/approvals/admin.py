"""What waits for a second person and what was decided. Each app's own pages are where one asks and decides."""

from collections.abc import Iterable

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from apps.accounts.selectors import find_person
from apps.approvals import selectors
from apps.approvals.models import Approval
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReadOnlyAdmin,
    RecentFilter,
    Section,
    badge,
    column,
    id_of,
    link,
    moment_text,
)

_TONES = {
    Approval.State.REQUESTED: "warning",
    Approval.State.APPROVED: "success",
    Approval.State.REJECTED: "danger",
    Approval.State.VOIDED: "info",
}


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = Approval.State.choices


class RequestedFilter(RecentFilter):
    column = "requested_at"


@admin.register(Approval)
class ApprovalAdmin(ReadOnlyAdmin):
    """Who asked, who decided, and about what: nobody writes here, superusers included."""

    list_display = ("summary", "action", "labelled_state", "maker_name", "checker_name", "requested_at", "decided_at")
    list_filter = (StateFilter, RequestedFilter)
    list_select_related = ("maker", "checker")
    search_help_text = "Id of an approval or of what it is about; number or e-mail address of who asked or decided"
    fields = (
        "id",
        "summary",
        "action",
        "subject_id",
        "digest_text",
        "state_badge",
        "maker_link",
        "requested_at",
        "checker_link",
        "decided_at",
        "reason",
    )
    readonly_fields = ("digest_text", "state_badge", "maker_link", "checker_link")

    @column("state", label=_TONES)
    def labelled_state(self, row: Approval) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @column("state")
    def state_badge(self, row: Approval) -> str:
        return badge(row.get_state_display(), _TONES[Approval.State(row.state)])

    @column("asked by")
    def maker_name(self, row: Approval) -> str:
        return str(row.maker.full_name)

    @column("decided by")
    def checker_name(self, row: Approval) -> str:
        return str(row.checker.full_name) if row.checker else NOTHING

    @column("asked by")
    def maker_link(self, row: Approval) -> str:
        return link("accounts_user", row.maker_id, row.maker.full_name)

    @column("decided by")
    def checker_link(self, row: Approval) -> str:
        return link("accounts_user", row.checker_id, row.checker.full_name if row.checker else None)

    @column("binds (SHA-256)")
    def digest_text(self, row: Approval) -> str:
        # In groups, as people compare it, and so that a phone can break the line.
        return bytes(row.digest).hex(" ", 4)

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity) | Q(subject_id=identity)
        person = find_person(term)
        return Q(maker_id=person.id) | Q(checker_id=person.id) if person else Q(pk__in=[])

    def get_sections(self, request: HttpRequest, row: Approval) -> Iterable[Section]:
        others = [other for other in selectors.list_of_subject(row.subject_id) if other.id != row.id]
        yield Section(
            title="Asked for about the same before or since",
            headers=("approval", "action", "state", "asked by", "decided by", "decided"),
            rows=[
                (
                    link("approvals_approval", other.id, other.summary),
                    other.action,
                    badge(other.get_state_display(), _TONES[Approval.State(other.state)]),
                    self.maker_name(other),
                    self.checker_name(other),
                    moment_text(other.decided_at),
                )
                for other in others
            ],
        )
