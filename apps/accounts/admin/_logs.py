import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Q, QuerySet, Subquery, UUIDField, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action

from apps.accounts import services
from apps.accounts.admin import _labels
from apps.accounts.admin._acting import ActingAdmin, belongs_to, by_operator, dialog, person_called
from apps.accounts.models import Activity, DataExport, Session, User
from apps.core import clock
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReadOnlyAdmin,
    ReasonForm,
    RecentFilter,
    badge,
    column,
    id_of,
    link,
    made_with,
    request_link,
)

# As services name what was done: `accounts.device_locked`.
_ACTION = re.compile(r"[a-z_]+\.[a-z_]+", re.ASCII)
# An action is looked for in so many rows, the newest of the chosen time or person.
SEARCHED = 20_000


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin, ActingAdmin):
    """Where people are logged in with the app."""

    sensitive = "A person's session"
    list_display = ("device", "person", "state", "ip", "created_at", "last_used_at")
    list_filter = (RecentFilter,)
    list_select_related = ("user",)
    search_help_text = "Whole number, e-mail address or id"
    fields = (
        "id",
        "person",
        "state",
        "phone",
        "device_name",
        "platform",
        "device_id",
        "ip",
        "created_at",
        "last_used_at",
        "expires_at",
        "revoked_at",
    )
    readonly_fields = ("person", "state", "phone")
    actions_detail = ("end",)

    @column("device")
    def device(self, session: Session) -> str:
        return session.device_name or session.platform or "unknown"

    @column("person")
    def person(self, session: Session) -> str:
        return link("accounts_user", session.user_id, session.user)

    @column("state")
    def state(self, session: Session) -> str:
        return _labels.session_text(session, clock.now())

    @column("registered phone")
    def phone(self, session: Session) -> str:
        return link("accounts_device", session.bound_device_id)

    def matching(self, term: str) -> Q:
        return belongs_to(term)

    def useful_actions(self, request: HttpRequest, row: Session) -> set[str]:
        return set() if row.revoked_at else {"end"}

    @action(
        description="End",
        icon="logout",
        permissions=["act"],
        url_path="end",
        dialog=dialog("End this session", "The person logs in anew on that device.", "End"),
    )
    def end(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(session: Session) -> str:
            services.end_sessions_for(
                person_id=session.user_id, session_id=session.pk, reason=reason, **by_operator(request)
            )
            return "ended."

        return self.act(request, object_id, do, note=f"Ended. {reason}")


class DoneFilter(RecentFilter):
    column = "at"


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    sensitive = "What a person did"
    list_display = ("action", "person", "subject", "at", "ip", "channel", "trace")
    list_filter = (DoneFilter,)
    search_help_text = "Number, e-mail address, id of a person or a payment, request id, action; several narrow it"
    fields = ("id", "at", "person", "action", "subject", "detail", "ip", "channel", "trace")
    readonly_fields = ("person", "trace")

    @column("person")
    def person(self, activity: Activity) -> str:
        names: dict[UUID, str] = getattr(activity, "names", {})
        return link("accounts_user", activity.person_id, names.get(activity.person_id, activity.person_id))

    def complete_rows(self, rows: Sequence[Activity]) -> None:
        people = User.objects.filter(pk__in={row.person_id for row in rows})
        names = dict(people.values_list("pk", "full_name"))
        for row in rows:
            row.names = names  # type: ignore[attr-defined]

    @column("trace")
    def trace(self, activity: Activity) -> str:
        return request_link(activity.request_id)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Each word narrows what the others found. An action has no index: the newest rows are searched for it."""
        term = search_term.replace("\x00", "").strip()
        # Numbers are written with spaces, too.
        words = [term] if term.startswith("+") else term.split()
        actions = [word for word in words if _ACTION.fullmatch(word)]
        for word in words:
            if word not in actions:
                queryset = queryset.filter(self.matching(word))
        if actions:
            oldest = queryset.order_by("-pk").values("pk")[SEARCHED - 1 : SEARCHED]
            nothing_older = Coalesce(Subquery(oldest), Value(UUID(int=0), UUIDField()))
            queryset = queryset.filter(pk__gte=nothing_older, action__in=actions)
        return queryset, False

    def matching(self, term: str) -> Q:
        """By one index each: what an id is the id of is looked up first, so that none is searched in vain."""
        # The last condition is how the index has it.
        by_request = Q(request_id=term) & ~Q(request_id="")
        identity = id_of(term)
        if identity is None:
            person = person_called(term)
            return Q(person_id=person) if person else by_request
        if User.objects.filter(pk=identity).exists():
            return Q(person_id=identity)
        if Activity.objects.filter(by_request).exists():
            return by_request
        if Activity.objects.filter(pk=identity).exists():
            return Q(pk=identity)
        # What was done to make it, a payment for instance, was written down with it.
        return made_with(identity) & Q(subject=str(identity))


class ExportStatusFilter(ChoiceFilter):
    title = "status"
    parameter_name = "status"
    choices_of_filter = DataExport.Status.choices


class RequestedFilter(RecentFilter):
    column = "requested_at"


@admin.register(DataExport)
class DataExportAdmin(ReadOnlyAdmin):
    """Whether people got their data. The file itself is for its person alone."""

    sensitive = "An export of a person's data"
    list_display = ("requested_at", "person", "labelled_status", "percent", "ready_at", "expires_at")
    list_filter = (ExportStatusFilter, RequestedFilter)
    list_select_related = ("user",)
    search_help_text = "Whole number, e-mail address or id"
    fields = ("id", "person", "status_badge", "percent", "size", "attempts", "requested_at", "ready_at", "expires_at")
    readonly_fields = ("person", "status_badge", "size")

    @column("person")
    def person(self, export: DataExport) -> str:
        return link("accounts_user", export.user_id, export.user)

    @column("status", label=_labels.EXPORT)
    def labelled_status(self, export: DataExport) -> tuple[str, str]:
        return export.status, export.get_status_display()

    @column("status")
    def status_badge(self, export: DataExport) -> str:
        return badge(export.get_status_display(), _labels.EXPORT[DataExport.Status(export.status)])

    @column("size")
    def size(self, export: DataExport) -> str:
        return f"{export.file_bytes / 1024:,.0f} KiB" if export.file_bytes else NOTHING

    def matching(self, term: str) -> Q:
        return belongs_to(term)
