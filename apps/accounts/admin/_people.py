from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import action

from apps.accounts import procedures, selectors, services
from apps.accounts.admin import _labels
from apps.accounts.admin._acting import DANGER, ActingAdmin, by_maker, by_operator, dialog
from apps.accounts.models import DataExport, Device, NameChange, Pin, User
from apps.core import clock
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReasonActionForm,
    ReasonForm,
    RecentFilter,
    Section,
    badge,
    column,
    id_of,
    link,
    list_link,
    moment_text,
    page_again,
)

# Operators are customers too: what support lifts for others it does not lift for itself.
_NOT_FOR_ONESELF = {"release", "start-pin-reset"}
# As many rows of each kind as a person's page shows; the rest is one click further.
SHOWN = 10
# What other apps keep of a person: title, page.
_ELSEWHERE = [
    ("Wallets", "wallets", "wallet"),
    ("Payments", "transactions", "transaction"),
    ("Identity checks", "kyc", "submission"),
    ("Notifications", "notifications", "notification"),
    ("Activity", "accounts", "activity"),
    ("Second factor of the log-in", "operations", "staffauthenticator"),
]


class StatusFilter(ChoiceFilter):
    title = "status"
    parameter_name = "status"
    choices_of_filter = User.Status.choices


class StaffFilter(ChoiceFilter):
    title = "staff"
    parameter_name = "is_staff"
    choices_of_filter = [("True", "Staff"), ("False", "Customers")]


class JoinedFilter(RecentFilter):
    column = "joined_at"


@admin.register(User)
class UserAdmin(ActingAdmin):
    """People. Their status changes through actions, their secrets not at all, their roles on a page of their own."""

    overview = "person_360"
    sensitive = "A person's page"
    list_display = ("full_name", "msisdn", "labelled_status", "labelled_tier", "is_staff", "joined_at")
    list_filter = (StatusFilter, StaffFilter, JoinedFilter)
    search_help_text = "How a number, an e-mail address or a name begins"
    fields = (
        "id",
        "full_name",
        "msisdn",
        "email_text",
        "handle",
        "language",
        "status_badge",
        "tier_badge",
        "pin_state",
        "secured_text",
        "cautious_text",
        "joined_at",
        "last_login",
        "roles_text",
    )
    action_form = ReasonActionForm
    actions = ("lock", "unlock")
    actions_detail = ("lock_account", "unlock_account", "release", "start_pin_reset", "end_sessions")

    @column("status", label=_labels.STATUS)
    def labelled_status(self, user: User) -> tuple[str, str]:
        return user.status, user.get_status_display()

    @column("KYC tier", label=_labels.TIER)
    def labelled_tier(self, user: User) -> tuple[str, str]:
        return user.kyc_tier, user.get_kyc_tier_display()

    @column("status")
    def status_badge(self, user: User) -> str:
        return badge(user.get_status_display(), _labels.STATUS[User.Status(user.status)])

    @column("KYC tier")
    def tier_badge(self, user: User) -> str:
        return badge(user.get_kyc_tier_display(), _labels.TIER[user.kyc_tier])  # type: ignore[index]

    @column("e-mail address")
    def email_text(self, user: User) -> str:
        if not user.email:
            return NOTHING
        mark = badge("Confirmed", "success") if user.email_verified_at else badge("Not confirmed", "warning")
        return _labels.beside(mark, user.email)

    @column("PIN")
    def pin_state(self, user: User) -> str:
        pin = Pin.objects.only("set_at", "locked_until", "reset_allowed_until").filter(pk=user.pk).first()
        return _labels.pin_text(pin, clock.now())

    @column("phone reported lost")
    def secured_text(self, user: User) -> str:
        if not user.secured_at:
            return NOTHING
        return _labels.beside(badge("No money leaves", "danger"), f"since {moment_text(user.secured_at)}")

    @column("lower limits")
    def cautious_text(self, user: User) -> str:
        if not user.cautious_until or user.cautious_until <= clock.now():
            return NOTHING
        return _labels.beside(badge("In force", "warning"), f"until {moment_text(user.cautious_until)}")

    @column("roles")
    def roles_text(self, user: User) -> str:
        names = ["Superuser"] * user.is_superuser + sorted(user.groups.values_list("name", flat=True))
        said = ", ".join(names) or ("Staff without a role" if user.is_staff else NOTHING)
        return format_html('<a class="gp-link" href="{}">{}</a>', reverse("admin:staff_member", args=[user.pk]), said)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return self.fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People join by proving their number; staff are people who were given a role."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nothing about a person is edited: actions call services, and roles are given by two."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def owner_of(self, row: User) -> User:
        return row

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity)
        lowered = term.lower()
        return Q(msisdn__startswith=term) | Q(email__startswith=lowered) | Q(full_name__istartswith=term)

    # --- The tables below the fields ---------------------------------------------------------------------------

    def get_sections(self, request: HttpRequest, row: User) -> Iterable[Section]:
        may = request.user.has_perm
        if may("accounts.view_device"):
            yield self._phones(row)
        if may("accounts.view_session"):
            yield self._sessions(row)
        if may("accounts.view_namechange") and (changes := self._name_changes(row)).rows:
            yield changes
        if may("accounts.view_dataexport") and (exports := self._exports(row)).rows:
            yield exports
        pages = [
            (title, f"{app}_{model}")
            for title, app, model in _ELSEWHERE
            if may(f"{app}.view_{model}") and _is_there(app, model) and (app != "operations" or row.is_staff)
        ]
        yield Section(
            title="What else belongs to this person",
            headers=("page",),
            rows=[(list_link(page, title, q=row.id),) for title, page in pages],
        )

    def _phones(self, user: User) -> Section:
        rows = Device.objects.defer("public_key").select_related("wipe").filter(user=user).order_by("-id")[:SHOWN]
        return Section(
            title="Phones",
            headers=("phone", "status", "registered", "wipe"),
            rows=[
                (
                    link("accounts_device", device.id, device.name or device.platform or "a phone"),
                    badge(device.get_status_display(), _labels.DEVICE[Device.Status(device.status)]),
                    moment_text(device.registered_at),
                    _labels.wipe_text(getattr(device, "wipe", None)),
                )
                for device in rows
            ],
            note="Locked and wiped from its own page.",
            empty="No phone was registered.",
            more=_more("accounts_device", user),
        )

    def _sessions(self, user: User) -> Section:
        now = clock.now()
        return Section(
            title="Sessions",
            headers=("device", "state", "last used", "address"),
            rows=[
                (
                    link("accounts_session", session.id, session.device_name or session.platform or "unknown"),
                    _labels.session_text(session, now),
                    moment_text(session.last_used_at),
                    session.ip or NOTHING,
                )
                for session in selectors.list_sessions(user.pk, now=now, limit=SHOWN)
            ],
            note="Those that are good.",
            empty="Not logged in anywhere.",
            more=_more("accounts_session", user),
        )

    def _name_changes(self, user: User) -> Section:
        return Section(
            title="Name changes",
            headers=("new name", "state", "asked", "why"),
            rows=[
                (
                    link("accounts_namechange", change.id, change.full_name),
                    badge(change.get_status_display(), _labels.NAME_CHANGE[NameChange.Status(change.status)]),
                    moment_text(change.asked_at),
                    change.decision or NOTHING,
                )
                for change in NameChange.objects.filter(user=user).order_by("-id")[:SHOWN]
            ],
        )

    def _exports(self, user: User) -> Section:
        return Section(
            title="Exports of their data",
            headers=("asked", "state", "ready"),
            rows=[
                (
                    link("accounts_dataexport", export.id, moment_text(export.requested_at)),
                    badge(export.get_status_display(), _labels.EXPORT[DataExport.Status(export.status)]),
                    moment_text(export.ready_at),
                )
                for export in DataExport.objects.filter(user=user).order_by("-id")[:SHOWN]
            ],
        )

    # --- Actions of the list -----------------------------------------------------------------------------------

    @admin.action(description="Lock: stop everything and end all sessions", permissions=["act"])
    def lock(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for user in people:
            self._change(request, user, services.lock_person, "Locked.", self._typed(request))

    @admin.action(description="Ask for them to be unlocked", permissions=["act"])
    def unlock(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for user in people:
            self._ask(request, user, procedures.ask_to_unlock, self._typed(request))

    def _typed(self, request: HttpRequest) -> str:
        return request.POST.get("reason", "").strip()[:200]

    def _change(self, request: HttpRequest, user: User, change: Callable[..., object], done: str, reason: str) -> None:
        def do(person: User) -> str:
            change(person_id=person.pk, reason=reason or "by an operator", **by_operator(request))
            return done.lower()

        self.attempt(request, user, do, note=f"{done} {reason}".rstrip())

    def _ask(self, request: HttpRequest, user: User, ask: Callable[..., Any], why: str) -> None:
        def do(person: User) -> str:
            ask(person_id=person.pk, why=why or "asked for by an operator", **by_maker(request))
            return "asked for. Somebody else has to approve it under Approvals."

        self.attempt(request, user, do, note=f"Asked for. {why}".rstrip())

    # --- Actions of a person's page ----------------------------------------------------------------------------

    def useful_actions(self, request: HttpRequest, row: User) -> set[str]:
        useful = {"ACTIVE": {"lock-account", "end-sessions"}, "LOCKED": {"unlock-account"}}.get(row.status, set())
        if row.secured_at:
            useful = useful | {"release"}
        if row.status == User.Status.ACTIVE and Pin.objects.filter(pk=row.pk).exists():
            useful = useful | {"start-pin-reset"}
        return useful if row.pk != request.user.pk else useful.difference(_NOT_FOR_ONESELF)

    def _change_one(
        self, request: HttpRequest, form: ReasonForm, object_id: str, change: Callable[..., object], done: str
    ) -> HttpResponse:
        user: User = self.row_or_404(request, object_id)
        if user.pk == request.user.pk and request.path.rstrip("/").rpartition("/")[2] in _NOT_FOR_ONESELF:
            self.message_user(request, "Nobody does this for themselves: ask a colleague.", messages.WARNING)
        else:
            self._change(request, user, change, done, form.cleaned_data["reason"])
        return page_again(request)

    @action(
        description="Lock",
        icon="lock",
        variant=DANGER,
        permissions=["act"],
        url_path="lock-account",
        dialog=dialog(
            "Lock this person", "Everything stops and all sessions end. Money still reaches the person.", "Lock"
        ),
    )
    def lock_account(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._change_one(request, form, object_id, services.lock_person, "Locked.")

    def _ask_one(self, request: HttpRequest, form: ReasonForm, object_id: str, ask: Callable[..., Any]) -> HttpResponse:
        self._ask(request, self.row_or_404(request, object_id), ask, form.cleaned_data["reason"])
        return page_again(request)

    @action(
        description="Unlock",
        icon="lock_open",
        permissions=["act"],
        url_path="unlock-account",
        dialog=dialog(
            "Ask for this person to be unlocked", "Once somebody else has approved it they log in anew.", "Ask"
        ),
    )
    def unlock_account(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._ask_one(request, form, object_id, procedures.ask_to_unlock)

    @action(
        description="Release",
        icon="payments",
        permissions=["act"],
        url_path="release",
        dialog=dialog(
            "Ask for money to leave again",
            "The person reported a phone lost. Once somebody else has approved it, money leaves again; the phones stay "
            "locked, the PIN stays what it is, and lower limits hold for a day. Make sure that it is they who ask.",
            "Ask",
        ),
    )
    def release(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._ask_one(request, form, object_id, procedures.ask_to_release)

    @action(
        description="PIN reset",
        icon="dialpad",
        permissions=["act"],
        url_path="start-pin-reset",
        dialog=dialog(
            "Start a PIN reset",
            "For a day the person may choose a new PIN in the app, with their password and a code. You neither see "
            "nor choose it. Lower limits hold for a day afterwards.",
            "Start",
        ),
    )
    def start_pin_reset(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._change_one(request, form, object_id, services.start_pin_reset, "PIN reset started.")

    @action(
        description="End sessions",
        icon="logout",
        permissions=["act"],
        url_path="end-sessions",
        dialog=dialog("End all sessions", "The person logs in anew on each device.", "End"),
    )
    def end_sessions(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._change_one(request, form, object_id, services.end_sessions_for, "Sessions ended.")


def _more(page: str, user: User) -> tuple[str, str]:
    return "All of them", reverse(f"admin:{page}_changelist", query={"q": str(user.pk)})


def _is_there(app: str, model: str) -> bool:
    """Whether some app has registered such a page; those above this one are not imported here."""
    return any(each._meta.app_label == app and each._meta.model_name == model for each in admin.site._registry)
