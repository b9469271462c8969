"""What was told and what became of it, for operators. Texts are never written here, only sent again."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display
from unfold.paginator import InfinitePaginator

from apps.core import clock
from apps.notifications import services
from apps.notifications.models import Delivery, DeliveryState, Notification, Outage, SandboxMessage

_STATE_LABELS = {
    DeliveryState.QUEUED: "info",
    DeliveryState.SENT: "success",
    DeliveryState.FAILED: "danger",
    DeliveryState.CANCELLED: "warning",
}


def masked(address: str) -> str:
    """Enough of an address to recognise it by, and too little to write to it."""
    name, at, domain = address.partition("@")
    if at:
        return f"{name[:1]}•••@{domain}"
    return f"{address[:4]}•••{address[-3:]}"


def _person_link(person_id: UUID | None) -> str:
    if person_id is None:
        return "-"
    return format_html('<a href="{}">{}</a>', reverse("admin:accounts_user_change", args=[person_id]), person_id)


class ReadOnly:
    """Rows that only services write."""

    show_full_result_count = False
    # No count(*) over a table with a row per payment.
    paginator = InfinitePaginator
    list_per_page = 50
    ordering = ("-id",)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ByWholeValue(ReadOnly):
    """Search by a whole id or a whole address, so that an index answers."""

    id_columns: tuple[str, ...] = ("id",)
    text_columns: tuple[str, ...] = ()
    search_fields = ("id",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.strip()
        if not term:
            return queryset, False
        try:
            wanted = [{column: UUID(term)} for column in self.id_columns]
        except ValueError:
            wanted = [{f"{column}__in": {term, term.lower()}} for column in self.text_columns]
        found = queryset.none()
        for condition in wanted:
            found |= queryset.filter(**condition)
        return found, False


class DeliveryInline(ReadOnly, TabularInline):  # type: ignore[misc]
    model = Delivery
    fields = ("channel", "masked_address", "state", "attempts", "due_at", "sent_at", "last_error")
    readonly_fields = fields
    extra = 0
    show_change_link = True

    @display(description="address")
    def masked_address(self, delivery: Delivery) -> str:
        return masked(delivery.address)


@admin.register(Delivery)
class DeliveryAdmin(ByWholeValue, ModelAdmin):  # type: ignore[misc]
    list_display = (
        "template",
        "channel",
        "masked_address",
        "labelled_state",
        "attempts",
        "due_at",
        "sent_at",
        "last_error",
    )
    list_filter = ("state", "channel")
    id_columns = ("id", "cause", "notification_id")
    text_columns = ("address",)
    search_help_text = "A whole number or e-mail address, or the id of a delivery, a notification or an event."
    fields = (
        "id",
        "template",
        "channel",
        "masked_address",
        "person",
        "notification",
        "language",
        "context",
        "state",
        "attempts",
        "queued_at",
        "due_at",
        "sent_at",
        "last_error",
        "cause",
    )
    readonly_fields = ("masked_address", "person")
    list_select_related = ()
    actions = ("send_again",)

    @display(description="address")
    def masked_address(self, delivery: Delivery) -> str:
        return masked(delivery.address)

    @display(description="state", ordering="state", label=_STATE_LABELS)
    def labelled_state(self, delivery: Delivery) -> tuple[str, str]:
        return delivery.state, delivery.get_state_display()

    @display(description="person")
    def person(self, delivery: Delivery) -> str:
        return _person_link(delivery.person_id)

    def has_send_again_permission(self, request: HttpRequest) -> bool:
        """Rows are read-only for everybody; who may change deliveries may have them sent again."""
        return request.user.has_perm("notifications.change_delivery")  # type: ignore[union-attr]

    @admin.action(description="Send again now (failed ones)", permissions=["send_again"])
    def send_again(self, request: HttpRequest, chosen: QuerySet[Delivery]) -> None:
        failed = chosen.filter(state=DeliveryState.FAILED)
        deliveries = list(failed.only("id", "template", "channel"))
        count = services.requeue_failed(delivery_ids=[delivery.id for delivery in deliveries], now=clock.now())
        LogEntry.objects.log_actions(request.user.pk, deliveries, CHANGE, change_message="Sent again.")
        if count:
            self.message_user(request, f"{count} will be sent within seconds.", messages.SUCCESS)
        else:
            self.message_user(request, "None of these has failed.", messages.WARNING)


@admin.register(Notification)
class NotificationAdmin(ByWholeValue, ModelAdmin):  # type: ignore[misc]
    list_display = ("topic", "title", "person_id", "created_at", "read_at")
    id_columns = ("id", "person_id", "cause")
    search_help_text = "The id of a person, a notification or an event."
    fields = ("id", "person", "topic", "title", "body", "subject_kind", "subject_id", "cause", "created_at", "read_at")
    readonly_fields = ("person",)
    inlines = (DeliveryInline,)

    @display(description="person")
    def person(self, notification: Notification) -> str:
        return _person_link(notification.person_id)


@admin.register(Outage)
class OutageAdmin(ReadOnly, ModelAdmin):  # type: ignore[misc]
    """Channels whose provider does not answer at present; empty is good."""

    list_display = ("channel", "failures", "began_at", "paused_until", "last_error")
    ordering = ("channel",)


if settings.SANDBOX:

    @admin.register(SandboxMessage)
    class SandboxMessageAdmin(ByWholeValue, ModelAdmin):  # type: ignore[misc]
        list_display = ("channel", "address", "subject", "sent_at")
        list_filter = ("channel",)
        id_columns = ("id", "delivery_id")
        text_columns = ("address",)
        search_help_text = "A whole number or e-mail address."
