from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action

from apps.accounts import services
from apps.accounts.admin import _labels
from apps.accounts.admin._acting import DANGER, ActingAdmin, belongs_to, by_operator, dialog
from apps.accounts.models import NameChange, User
from apps.core.admin_base import NOTHING, ChoiceFilter, ReadOnlyAdmin, ReasonForm, RecentFilter, badge, column, link


class StatusFilter(ChoiceFilter):
    title = "status"
    parameter_name = "status"
    choices_of_filter = NameChange.Status.choices


class AskedFilter(RecentFilter):
    column = "asked_at"


@admin.register(NameChange)
class NameChangeAdmin(ReadOnlyAdmin, ActingAdmin):
    """New names that wait for somebody who compares them with the documents; never one's own."""

    sensitive = "A change of a person's name"
    list_display = ("full_name", "person", "labelled_status", "asked_at", "decided_at")
    list_filter = (StatusFilter, AskedFilter)
    list_select_related = ("user",)
    search_help_text = "Whole number, e-mail address or id"
    fields = (
        "id",
        "person",
        "present_name",
        "full_name",
        "reason",
        "status_badge",
        "asked_at",
        "decided_at",
        "decider",
        "decision",
    )
    readonly_fields = ("person", "present_name", "status_badge", "decider")
    actions_detail = ("approve", "reject")

    @column("person")
    def person(self, change: NameChange) -> str:
        return link("accounts_user", change.user_id, change.user)

    @column("present name")
    def present_name(self, change: NameChange) -> str:
        return change.user.full_name

    @column("status", label=_labels.NAME_CHANGE)
    def labelled_status(self, change: NameChange) -> tuple[str, str]:
        return change.status, change.get_status_display()

    @column("status")
    def status_badge(self, change: NameChange) -> str:
        return badge(change.get_status_display(), _labels.NAME_CHANGE[NameChange.Status(change.status)])

    @column("decided by")
    def decider(self, change: NameChange) -> str:
        by = User.objects.filter(pk=change.decided_by).first() if change.decided_by else None
        return link("accounts_user", change.decided_by, by) if by else NOTHING

    def matching(self, term: str) -> Q:
        return belongs_to(term)

    def useful_actions(self, request: HttpRequest, row: NameChange) -> set[str]:
        """Nobody decides about their own name; the service refuses it too."""
        own = row.user_id == request.user.pk
        return {"approve", "reject"} if row.status == NameChange.Status.PENDING and not own else set()

    def _decide(
        self, request: HttpRequest, form: ReasonForm, object_id: str, *, approve: bool, done: str
    ) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(change: NameChange) -> str:
            services.decide_name_change(change_id=change.pk, approve=approve, reason=reason, **by_operator(request))
            return done.lower()

        return self.act(request, object_id, do, note=f"{done} {reason}")

    @action(
        description="Approve",
        icon="check",
        permissions=["act"],
        url_path="approve",
        dialog=dialog("Approve this name", "The person is told what you write here.", "Approve"),
    )
    def approve(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._decide(request, form, object_id, approve=True, done="Approved.")

    @action(
        description="Reject",
        icon="close",
        variant=DANGER,
        permissions=["act"],
        url_path="reject",
        dialog=dialog("Reject this name", "The person is told what you write here.", "Reject"),
    )
    def reject(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._decide(request, form, object_id, approve=False, done="Rejected.")
