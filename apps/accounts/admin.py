"""People, their sessions and what they did, for operators."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from apps.accounts import services
from apps.accounts.models import Activity, Session, User
from apps.core import clock
from apps.core.errors import DomainError


class ReadOnlyAdmin(ModelAdmin):
    """Shows rows that only services write."""

    show_full_result_count = False
    ordering = ("-id",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(ModelAdmin):
    """People. Their status changes through actions, their secrets not at all, and their roles by superusers."""

    list_display = ("full_name", "msisdn", "status", "is_staff", "joined_at")
    list_filter = ("status", "is_staff")
    search_fields = ("msisdn__startswith", "email__startswith", "full_name__istartswith")
    search_help_text = "Number with its +, e-mail address or name, from the beginning."
    ordering = ("-id",)
    show_full_result_count = False
    fields = (
        "id",
        "msisdn",
        "email",
        "full_name",
        "language",
        "status",
        "joined_at",
        "last_login",
        "is_staff",
        "is_superuser",
        "groups",
    )
    filter_horizontal = ("groups",)
    actions = ("lock", "unlock")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return self.fields if not _is_superuser(request) else self.fields[:-3]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People join by proving their number; staff are people who were given a role."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    @admin.action(description="Lock: stop everything and end all sessions", permissions=["change"])
    def lock(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for user in people:
            self._attempt(request, user, services.lock_person, "Locked.")

    @admin.action(description="Unlock", permissions=["change"])
    def unlock(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for user in people:
            self._attempt(request, user, services.unlock_person, "Unlocked.")

    def _attempt(self, request: HttpRequest, user: User, change: Callable[..., None], done: str) -> None:
        try:
            change(person_id=user.id, reason="by an operator", by=request.user.pk, now=clock.now())
        except DomainError as error:
            self.message_user(request, f"{user}: {error.detail}", messages.WARNING)
        else:
            self.log_change(request, user, done)
            self.message_user(request, f"{user}: {done}", messages.SUCCESS)


def _is_superuser(request: HttpRequest) -> bool:
    return bool(request.user.is_superuser)


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    list_display = ("user", "device_name", "platform", "ip", "created_at", "last_used_at", "revoked_at")
    list_select_related = ("user",)
    search_fields = ("user__msisdn__startswith",)
    search_help_text = "The person's number with its +, from the beginning."


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    list_display = ("at", "person_id", "action", "subject", "ip", "channel", "request_id")
    search_fields = ("person_id",)
    search_help_text = "The person's id."

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Activity], search_term: str
    ) -> tuple[QuerySet[Activity], bool]:
        """By the whole id only, so that the index answers."""
        if not search_term:
            return queryset, False
        try:
            return queryset.filter(person_id=UUID(search_term.strip())), False
        except ValueError:
            return queryset.none(), False
