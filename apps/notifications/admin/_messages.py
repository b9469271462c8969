"""What was told and what became of it, for operators. Texts are never written here, only sent again."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from apps.core import clock
from apps.core.admin_base import ChoiceFilter, ReadOnlyAdmin, RecentFilter, Section, id_of, link, moment_text
from apps.notifications import services
from apps.notifications.models import Channel, Delivery, DeliveryState, Notification, Outage, SandboxMessage

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


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = DeliveryState.choices


class ChannelFilter(ChoiceFilter):
    title = "channel"
    parameter_name = "channel"
    choices_of_filter = Channel.choices


class QueuedFilter(RecentFilter):
    column = "queued_at"


class SentFilter(RecentFilter):
    column = "sent_at"


def _by_id_or_address(admin_page: ReadOnlyAdmin, term: str) -> Q:
    """By a whole id or a whole address, so that an index answers."""
    if id_of(term):
        return ReadOnlyAdmin.matching(admin_page, term)
    return Q(address__in={term, term.lower()})


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    sensitive = "A message to a person"
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
    list_filter = (StateFilter, ChannelFilter, QueuedFilter)
    id_columns = ("pk", "cause", "notification_id")
    search_help_text = "A whole number or e-mail address, or the id of a delivery, a notification or an event."
    fields = (
        "id",
        "template",
        "channel",
        "masked_address",
        "person",
        "notification_link",
        "language",
        "context",
        "labelled_state",
        "attempts",
        "queued_at",
        "due_at",
        "sent_at",
        "last_error",
        "event",
    )
    readonly_fields = ("masked_address", "person", "notification_link", "labelled_state", "event")
    actions = ("send_again",)

    @display(description="address")
    def masked_address(self, delivery: Delivery) -> str:
        return masked(delivery.address)

    @display(description="state", label=_STATE_LABELS)
    def labelled_state(self, delivery: Delivery) -> tuple[str, str]:
        return delivery.state, delivery.get_state_display()

    @display(description="person")
    def person(self, delivery: Delivery) -> str:
        return link("accounts_user", delivery.person_id)

    @display(description="notification")
    def notification_link(self, delivery: Delivery) -> str:
        return link("notifications_notification", delivery.notification_id)

    @display(description="event")
    def event(self, delivery: Delivery) -> str:
        return link("core_outboxevent", delivery.cause)

    def matching(self, term: str) -> Q:
        return _by_id_or_address(self, term)

    def has_send_again_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Rows are read-only for everybody; who may change deliveries may have them sent again."""
        return request.user.has_perm("notifications.change_delivery")

    @admin.action(description="Send again now (failed ones)", permissions=["send_again"])
    def send_again(self, request: HttpRequest, chosen: QuerySet[Delivery]) -> None:
        deliveries = list(chosen.filter(state=DeliveryState.FAILED).only("id", "template", "channel"))
        count = services.requeue_failed(delivery_ids=[delivery.id for delivery in deliveries], now=clock.now())
        self.log_many(request, deliveries, "Sent again.")
        if count:
            self.message_user(request, f"{count} will be sent within seconds.", messages.SUCCESS)
        else:
            self.message_user(request, "None of these has failed.", messages.WARNING)


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    sensitive = "A notification to a person"
    list_display = ("topic", "title", "person", "created_at", "read_at")
    list_filter = (RecentFilter,)
    id_columns = ("pk", "person_id", "cause")
    search_help_text = "The id of a person, a notification or an event."
    fields = (
        "id",
        "person",
        "topic",
        "title",
        "body",
        "subject",
        "event",
        "created_at",
        "read_at",
    )
    readonly_fields = ("person", "subject", "event")

    @display(description="person")
    def person(self, notification: Notification) -> str:
        return link("accounts_user", notification.person_id)

    @display(description="about")
    def subject(self, notification: Notification) -> str:
        return f"{notification.subject_kind} {notification.subject_id}" if notification.subject_id else "-"

    @display(description="event")
    def event(self, notification: Notification) -> str:
        return link("core_outboxevent", notification.cause)

    def get_sections(self, request: HttpRequest, row: Notification) -> Iterable[Section]:
        yield Section(
            title="Deliveries",
            headers=("delivery", "address", "state", "attempts", "sent", "last error"),
            rows=[
                (
                    link("notifications_delivery", delivery.id, delivery.get_channel_display()),
                    masked(delivery.address),
                    delivery.get_state_display(),
                    delivery.attempts,
                    moment_text(delivery.sent_at),
                    delivery.last_error or "-",
                )
                for delivery in row.deliveries.order_by("id")
            ],
            empty="It is in the inbox only.",
        )


@admin.register(Outage)
class OutageAdmin(ReadOnlyAdmin):
    """Channels whose provider does not answer at present; empty is good."""

    list_display = ("channel", "failures", "began_at", "paused_until", "last_error")
    search_fields = ()


if settings.SANDBOX:

    @admin.register(SandboxMessage)
    class SandboxMessageAdmin(ReadOnlyAdmin):
        sensitive = "A sandbox message"
        list_display = ("channel", "address", "subject", "sent_at")
        list_filter = (ChannelFilter, SentFilter)
        id_columns = ("pk", "delivery_id")
        search_help_text = "A whole number or e-mail address, or the id of a message or a delivery."

        def matching(self, term: str) -> Q:
            return _by_id_or_address(self, term)
