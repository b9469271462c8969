"""People, their sessions and what they did, for operators."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from apps.accounts import services
from apps.accounts.models import Activity, Session, User
from apps.accounts.selectors import find_person
from apps.core import clock
from apps.core.admin_base import (
    ChoiceFilter,
    QuickAdmin,
    ReadOnlyAdmin,
    ReasonActionForm,
    RecentFilter,
    Section,
    badge,
    column,
    id_of,
    link,
    list_link,
)
from apps.core.errors import DomainError

_LABELS = {User.Status.ACTIVE: "success", User.Status.LOCKED: "danger", User.Status.CLOSED: "info"}
_ROLES = ("is_staff", "is_superuser", "groups")


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
class UserAdmin(QuickAdmin):
    """People. Their status changes through actions, their secrets not at all, and their roles by superusers."""

    list_display = ("full_name", "msisdn", "labelled_status", "is_staff", "joined_at")
    list_filter = (StatusFilter, StaffFilter, JoinedFilter)
    search_help_text = "How a number, an e-mail address or a name begins"
    fields = (
        "id",
        "full_name",
        "msisdn",
        "email",
        "language",
        "status_badge",
        "joined_at",
        "last_login",
        *_ROLES,
    )
    action_form = ReasonActionForm
    actions = ("lock", "unlock")

    @column("status", label=_LABELS)
    def labelled_status(self, user: User) -> tuple[str, str]:
        return user.status, user.get_status_display()

    @column("status")
    def status_badge(self, user: User) -> str:
        return badge(user.get_status_display(), _LABELS[User.Status(user.status)])

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return self.fields if not _is_superuser(request) else self.fields[: -len(_ROLES)]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People join by proving their number; staff are people who were given a role."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity)
        lowered = term.lower()
        return Q(msisdn__startswith=term) | Q(email__startswith=lowered) | Q(full_name__istartswith=term)

    def get_sections(self, request: HttpRequest, row: User) -> Iterable[Section]:
        pages = [
            ("Wallets", "wallets_wallet"),
            ("Payments", "transactions_transaction"),
            ("Notifications", "notifications_notification"),
            ("Sessions", "accounts_session"),
            ("Activity", "accounts_activity"),
        ]
        yield Section(
            title="What belongs to this person",
            headers=("page",),
            rows=[(list_link(page, title, q=row.id),) for title, page in pages],
        )

    @admin.action(description="Lock: stop everything and end all sessions", permissions=["change"])
    def lock(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for user in people:
            self._attempt(request, user, services.lock_person, "Locked.")

    @admin.action(description="Unlock", permissions=["change"])
    def unlock(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for user in people:
            self._attempt(request, user, services.unlock_person, "Unlocked.")

    def _attempt(self, request: HttpRequest, user: User, change: Callable[..., None], done: str) -> None:
        typed = request.POST.get("reason", "").strip()[:200]
        try:
            change(person_id=user.id, reason=typed or "by an operator", by=request.user.pk, now=clock.now())
        except DomainError as error:
            self.message_user(request, f"{user}: {error.detail}", messages.WARNING)
        else:
            self.log_change(request, user, f"{done} {typed}".rstrip())
            self.message_user(request, f"{user}: {done.lower()}", messages.SUCCESS)


def _is_superuser(request: HttpRequest) -> bool:
    return bool(request.user.is_superuser)


def _person_called(term: str) -> UUID | None:
    """Whom an operator means by a whole number, address or id."""
    person = find_person(term)
    return person.id if person else None


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    list_display = ("user", "device_name", "platform", "ip", "created_at", "last_used_at", "revoked_at")
    list_filter = (RecentFilter,)
    list_select_related = ("user",)
    search_help_text = "Whole number, e-mail address or id"

    def matching(self, term: str) -> Q:
        identity = id_of(term)
        return Q(pk=identity) | Q(user_id=_person_called(term)) if identity else Q(user_id=_person_called(term))


class DoneFilter(RecentFilter):
    column = "at"


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    list_display = ("action", "person", "subject", "at", "ip", "channel")
    list_filter = (DoneFilter,)
    search_help_text = "Whole number, e-mail address or id"
    fields = ("id", "at", "person", "action", "subject", "detail", "ip", "channel", "request_id")
    readonly_fields = ("person",)

    @column("person")
    def person(self, activity: Activity) -> str:
        names: dict[UUID, str] = getattr(activity, "names", {})
        return link("accounts_user", activity.person_id, names.get(activity.person_id, activity.person_id))

    def complete_rows(self, rows: Sequence[Activity]) -> None:
        people = User.objects.filter(pk__in={row.person_id for row in rows})
        names = dict(people.values_list("pk", "full_name"))
        for row in rows:
            row.names = names  # type: ignore[attr-defined]

    def matching(self, term: str) -> Q:
        identity = id_of(term)
        return Q(pk=identity) | Q(person_id=identity) if identity else Q(person_id=_person_called(term))


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(GroupAdmin, ModelAdmin):  # type: ignore[misc]
    """Roles of staff: Django's groups, in the site's dress."""

    # Two lists side by side need the width that the labels would take.
    compressed_fields = False
