"""Webhooks for operators: where merchants' servers are, what they are told, and what became of it.

Nobody sees a secret. An endpoint can be disabled and enabled, and what it did not take can be sent again.
"""

from collections.abc import Iterable

from django.contrib import admin, messages
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import action
from unfold.enums import ActionVariant

from apps.checkout import services
from apps.checkout.models import (
    SEALED,
    DeliveryState,
    EndpointStatus,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
)
from apps.core import clock
from apps.core.admin_acting import ActsByService, by_operator, dialog
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReadOnlyAdmin,
    ReasonForm,
    RecentFilter,
    Section,
    badge,
    column,
    link,
    moment_text,
)

_STATUS_TONES = {EndpointStatus.ENABLED: "success", EndpointStatus.DISABLED: "warning", EndpointStatus.DELETED: "info"}
_TONES = {
    DeliveryState.WAITING: "info",
    DeliveryState.DELIVERED: "success",
    DeliveryState.FAILED: "danger",
    DeliveryState.CANCELLED: "warning",
}
_LATEST = 20


class StatusFilter(ChoiceFilter):
    title = "status"
    parameter_name = "status"
    choices_of_filter = EndpointStatus.choices


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = DeliveryState.choices


def _mode(is_live: bool) -> str:
    return badge("Live", "success") if is_live else badge("Test")


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(ActsByService, ReadOnlyAdmin):
    list_display = ("url", "labelled_status", "merchant_link", "mode", "failures", "created_at")
    list_select_related = ("merchant",)
    list_filter = (StatusFilter, RecentFilter)
    id_columns = ("pk", "merchant_id")
    search_help_text = "The id of an endpoint or a merchant"
    fields = (
        ("id", "merchant_link"),
        "url",
        ("description", "chosen"),
        ("status_badge", "mode"),
        ("disabled_because", "status_reason"),
        ("failures", "failing_since"),
        ("resting_until", "ended_at"),
        ("created_by_link", "created_at"),
        ("secret_made_at", "previous_until"),
    )
    readonly_fields = ("merchant_link", "chosen", "status_badge", "mode", "created_by_link")
    actions_detail = ("disable", "enable")

    def get_queryset(self, request: HttpRequest) -> QuerySet[WebhookEndpoint]:
        rows: QuerySet[WebhookEndpoint] = super().get_queryset(request)
        return rows.defer(*SEALED)

    @column("status", label=_STATUS_TONES)
    def labelled_status(self, row: WebhookEndpoint) -> tuple[str, str]:
        return row.status, row.status.capitalize()

    @column("status")
    def status_badge(self, row: WebhookEndpoint) -> str:
        return badge(row.get_status_display(), _STATUS_TONES[EndpointStatus(row.status)])

    @column("merchant")
    def merchant_link(self, row: WebhookEndpoint) -> str:
        return link("merchants_merchant", row.merchant_id, row.merchant.name)

    @column("mode")
    def mode(self, row: WebhookEndpoint) -> str:
        return _mode(row.is_live)

    @column("is told of")
    def chosen(self, row: WebhookEndpoint) -> str:
        return ", ".join(row.events) or "everything"

    @column("made by")
    def created_by_link(self, row: WebhookEndpoint) -> str:
        return link("accounts_user", row.created_by_id, row.created_by.full_name)

    def get_sections(self, request: HttpRequest, row: WebhookEndpoint) -> Iterable[Section]:
        latest = WebhookDelivery.objects.filter(endpoint_id=row.id).select_related("event").order_by("-pk")[:_LATEST]
        yield Section(
            "Deliveries",
            ("delivery", "type", "state", "attempts", "last answer", "last attempt"),
            [
                (
                    link("checkout_webhookdelivery", each.id, f"…{str(each.id)[-8:]}"),
                    each.event.type,
                    badge(each.state.capitalize(), _TONES[DeliveryState(each.state)]),
                    each.attempts,
                    each.last_status or each.last_error or NOTHING,
                    moment_text(each.attempted_at),
                )
                for each in latest
            ],
            empty="Nothing was sent to it.",
            more=("All", f"{reverse('admin:checkout_webhookdelivery_changelist')}?q={row.id}"),
        )

    def has_switch_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Rows are read-only for everybody; who may change them by their permission may switch one."""
        return request.user.has_perm("checkout.change_webhookendpoint")

    def useful_actions(self, request: HttpRequest, row: WebhookEndpoint) -> set[str]:
        useful = {EndpointStatus.ENABLED.value: {"disable"}, EndpointStatus.DISABLED.value: {"enable"}}
        return useful.get(row.status, set())

    @action(
        description="Disable",
        icon="block",
        variant=ActionVariant.DANGER,
        permissions=["switch"],
        dialog=dialog(
            "Disable this endpoint",
            "It is told nothing more until an operator enables it again. Its owner reads the reason.",
            "Disable",
        ),
    )
    def disable(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: WebhookEndpoint) -> str:
            services.disable_by_operator(endpoint_id=row.pk, reason=reason, **by_operator(request))
            return "Disabled."

        return self.act(request, object_id, do, note=reason)

    @action(
        description="Enable",
        icon="play_arrow",
        permissions=["switch"],
        dialog=dialog(
            "Enable this endpoint", "It is told what happens from now on. Its owner can ask for the rest.", "Enable"
        ),
    )
    def enable(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: WebhookEndpoint) -> str:
            services.enable_by_operator(endpoint_id=row.pk, reason=reason, **by_operator(request))
            return "Enabled."

        return self.act(request, object_id, do, note=reason)


@admin.register(WebhookEvent)
class WebhookEventAdmin(ReadOnlyAdmin):
    list_display = ("identity", "type", "mode", "merchant_link", "created_at")
    list_select_related = ("merchant",)
    list_filter = (RecentFilter,)
    search_help_text = "The id of an event"
    fields = (("id", "type"), ("merchant_link", "mode"), "created_at", "body_text")
    readonly_fields = ("merchant_link", "mode", "body_text")

    @column("event")
    def identity(self, row: WebhookEvent) -> str:
        return f"…{str(row.id)[-8:]}"

    @column("merchant")
    def merchant_link(self, row: WebhookEvent) -> str:
        return link("merchants_merchant", row.merchant_id, row.merchant.name)

    @column("mode")
    def mode(self, row: WebhookEvent) -> str:
        return _mode(row.is_live)

    @column("body, as it is signed and sent")
    def body_text(self, row: WebhookEvent) -> str:
        return format_html('<pre class="gp-body">{}</pre>', row.body)

    def get_sections(self, request: HttpRequest, row: WebhookEvent) -> Iterable[Section]:
        yield Section(
            "Deliveries",
            ("endpoint", "state", "attempts", "delivered"),
            [
                (
                    link("checkout_webhookdelivery", each.id, each.endpoint.url),
                    badge(each.state.capitalize(), _TONES[DeliveryState(each.state)]),
                    each.attempts,
                    moment_text(each.delivered_at),
                )
                for each in row.deliveries.select_related("endpoint").defer(*(f"endpoint__{one}" for one in SEALED))
            ],
            empty="No endpoint wanted it.",
        )


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnlyAdmin):
    list_display = (
        "identity", "type", "labelled_state", "endpoint_link", "attempts", "last_answer", "created_at",
    )  # fmt: skip
    list_filter = (StateFilter, RecentFilter)
    id_columns = ("pk", "event_id", "endpoint_id")
    search_help_text = "The id of a delivery (or its webhook-id), an event or an endpoint"
    fields = (
        ("id", "message_id"),
        ("type", "event_link"),
        "endpoint_link",
        ("state_badge", "attempts"),
        ("attempted_at", "took_ms"),
        ("last_status", "last_error"),
        "answer",
        ("failures", "due_at"),
        ("leased_until", "delivered_at"),
        "created_at",
    )
    readonly_fields = ("message_id", "type", "event_link", "endpoint_link", "state_badge")
    actions = ("send_again",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[WebhookDelivery]:
        rows: QuerySet[WebhookDelivery] = super().get_queryset(request)
        secrets = [f"endpoint__{one}" for one in SEALED]
        return rows.select_related("event", "endpoint").defer("event__body", *secrets)

    @column("delivery")
    def identity(self, row: WebhookDelivery) -> str:
        return f"…{str(row.id)[-8:]}"

    @column("webhook-id")
    def message_id(self, row: WebhookDelivery) -> str:
        return row.message_id

    @column("type")
    def type(self, row: WebhookDelivery) -> str:
        return row.event.type

    @column("state", label=_TONES)
    def labelled_state(self, row: WebhookDelivery) -> tuple[str, str]:
        return row.state, row.state.capitalize()

    @column("state")
    def state_badge(self, row: WebhookDelivery) -> str:
        return badge(row.get_state_display(), _TONES[DeliveryState(row.state)])

    @column("last answer")
    def last_answer(self, row: WebhookDelivery) -> object:
        return row.last_status or row.last_error or NOTHING

    @column("event")
    def event_link(self, row: WebhookDelivery) -> str:
        return link("checkout_webhookevent", row.event_id, row.event)

    @column("endpoint")
    def endpoint_link(self, row: WebhookDelivery) -> str:
        return link("checkout_webhookendpoint", row.endpoint_id, row.endpoint.url)

    def matching(self, term: str) -> Q:
        return super().matching(term.removeprefix("msg_"))

    def has_send_again_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Rows are read-only for everybody; who may change deliveries may have them sent again."""
        return request.user.has_perm("checkout.change_webhookdelivery")

    @admin.action(description="Send again (failed and cancelled ones)", permissions=["send_again"])
    def send_again(self, request: HttpRequest, chosen: QuerySet[WebhookDelivery]) -> None:
        ended = list(chosen.filter(state__in=[DeliveryState.FAILED, DeliveryState.CANCELLED]))
        count = services.replay_by_operator(delivery_ids=[row.id for row in ended], now=clock.now())
        self.log_many(request, ended, "Sent again.")
        if count:
            self.message_user(request, f"{count} will be sent within seconds.", messages.SUCCESS)
        else:
            self.message_user(request, "None of these has failed at an endpoint that is enabled.", messages.WARNING)
