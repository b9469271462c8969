"""The platform's own state for operators: events on their way, and the processes that carry them.

The audit trail's page is in apps/audit, which knows people.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from apps.core import clock, services
from apps.core.admin_base import (
    ChoiceFilter,
    ReadOnlyAdmin,
    RecentFilter,
    Section,
    badge,
    column,
    id_of,
    made_with,
    moment_text,
    request_link,
)
from apps.core.event_states import CONDITIONS, EVENT_TONES, EventState, state_of
from apps.core.events import consumers_of
from apps.core.models import Consumption, Heartbeat, OutboxEvent
from apps.core.selectors import is_alive


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = EventState.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        condition = CONDITIONS.get(str(self.value()))
        return queryset if condition is None else queryset.filter(condition)


class RecordedFilter(RecentFilter):
    column = "recorded_at"


@admin.register(OutboxEvent)
class OutboxEventAdmin(ReadOnlyAdmin):
    list_display = ("topic", "state", "recorded_at", "attempts", "due_at", "last_error")
    list_filter = (StateFilter, RecordedFilter)
    search_help_text = "Id of an event, payment, wallet or person"
    fields = (
        "id",
        "topic",
        "state_badge",
        "payload",
        "trace",
        "recorded_at",
        "published_at",
        "settled_at",
        "due_at",
        "attempts",
        "last_error",
    )
    readonly_fields = ("state_badge", "trace")
    actions = ("publish_again",)

    @column("trace")
    def trace(self, event: OutboxEvent) -> str:
        return request_link(event.request_id)

    @column("state", label=EVENT_TONES)
    def state(self, event: OutboxEvent) -> tuple[str, str]:
        state = state_of(event)
        return state, state.label.partition(":")[0]

    @column("state")
    def state_badge(self, event: OutboxEvent) -> str:
        state = state_of(event)
        return badge(state.label, EVENT_TONES[state])

    def matching(self, term: str) -> Q:
        identity = id_of(term)
        if identity is None:
            return Q(pk__in=[])
        subject = str(identity)
        told = Q(payload__transaction_id=subject) | Q(payload__wallet_id=subject) | Q(payload__person_id=subject)
        return Q(pk=identity) | made_with(identity) & told

    def get_sections(self, request: HttpRequest, row: OutboxEvent) -> Iterable[Section]:
        done = dict(Consumption.objects.filter(event_id=row.id).values_list("consumer", "done_at"))
        # Those that did their work and are no longer there are shown as well.
        names = dict.fromkeys([*consumers_of(row.topic), *sorted(done)])
        yield Section(
            title="Consumers",
            headers=("consumer", "done at"),
            rows=[(name, moment_text(done[name]) if name in done else "Not yet") for name in names],
            note="Each does its work once, however often the event is published.",
            empty="Nobody waits for this topic.",
        )

    def has_publish_again_permission(self, request: HttpRequest) -> bool:
        """Rows are read-only for everybody; who may change events may have them published again."""
        return request.user.has_perm("core.change_outboxevent")

    @admin.action(description="Publish again now", permissions=["publish_again"])
    def publish_again(self, request: HttpRequest, chosen: QuerySet[OutboxEvent]) -> None:
        events = list(chosen.only("id", "topic"))
        count = services.publish_again(event_ids=[event.id for event in events], now=clock.now())
        self.log_many(request, events, "Published again.")
        if count:
            self.message_user(request, f"The relay looks at {count} of {len(events)} now.", messages.SUCCESS)
        else:
            self.message_user(request, "All of these are settled.", messages.WARNING)


@admin.register(Heartbeat)
class HeartbeatAdmin(ReadOnlyAdmin):
    """Processes, and when each was last alive."""

    list_display = ("name", "kind", "alive", "queues", "started_at", "beat_at", "broker_ok", "detail")
    ordering = ("name",)
    search_fields = ()

    @column("state", label={"alive": "success", "silent": "danger"})
    def alive(self, heartbeat: Heartbeat) -> str:
        return "alive" if is_alive(heartbeat, now=clock.now()) else "silent"
