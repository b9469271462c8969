from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

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
    money_text,
    request_link,
)
from apps.gateways.admin._words import (
    CALLBACK_TONES,
    OPERATION_TONES,
    GatewayFilter,
    capability_text,
    masked_headers,
    masked_json,
    status_badge,
    text_box,
)
from apps.gateways.http import readable
from apps.gateways.masking import mask_text
from apps.gateways.models import (
    Callback,
    CallbackState,
    Direction,
    Discrepancy,
    Message,
    Operation,
    OperationState,
)

_SHOWN = 50
# Whose operations are meant by a term: apps above the gateways know people and their payments, and add to it.
_searches: list[Callable[[str], Sequence[UUID]]] = []


def register_search(operations_of: Callable[[str], Sequence[UUID]]) -> None:
    """Lets messages be found by somebody whose payments they were about, by the ids of the operations."""
    _searches.append(operations_of)


class OperationStateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = OperationState.choices


class NeedsOperatorFilter(ChoiceFilter):
    title = "for an operator"
    parameter_name = "needs_operator"
    choices_of_filter = [("yes", "Nobody says what became of it")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "yes":
            return queryset
        return queryset.filter(needs_operator_since__isnull=False, decided_at=None)


@admin.register(Operation)
class OperationAdmin(ReadOnlyAdmin):
    """What GoPay has asked, or is about to ask, of the outside."""

    sensitive = "A dealing with a provider"
    list_display = (
        "what",
        "amount_text",
        "labelled_state",
        "gateway_code",
        "provider_reference",
        "attempts",
        "enquiries",
        "created_at",
    )
    list_filter = (OperationStateFilter, GatewayFilter, NeedsOperatorFilter, RecentFilter)
    id_columns = ("pk", "transaction_id")
    search_help_text = "The id of an operation or a payment"
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("id", "created_at"),
                    ("what", "amount_text"),
                    ("payment", "person"),
                    ("state_badge", "failure_code"),
                    ("gateway_link", "provider_reference"),
                    ("bound_to", "country"),
                    "what_for",
                    "what_came",
                )
            },
        ),
        (
            "How it goes",
            {
                "fields": (
                    ("attempts", "enquiries"),
                    ("submitted_at", "decided_at"),
                    ("due_at", "expires_at"),
                    "needs_operator_since",
                    "last_error",
                )
            },
        ),
    )
    readonly_fields = (
        *("what", "amount_text", "payment", "person", "state_badge", "gateway_link", "what_for", "what_came"),
    )

    @column("asked for")
    def what(self, row: Operation) -> str:
        return capability_text(row.capability)

    @column("state", label=OPERATION_TONES)
    def labelled_state(self, row: Operation) -> tuple[str, str]:
        return row.state, row.state.capitalize()

    @column("state")
    def state_badge(self, row: Operation) -> str:
        return badge(row.get_state_display(), OPERATION_TONES[OperationState(row.state)])

    @column("amount")
    def amount_text(self, row: Operation) -> str:
        return money_text(row.amount, row.currency)

    @column("payment")
    def payment(self, row: Operation) -> str:
        return link("transactions_transaction", row.transaction_id)

    @column("person")
    def person(self, row: Operation) -> str:
        return link("accounts_user", row.person_id)

    @column("gateway")
    def gateway_link(self, row: Operation) -> str:
        return link("gateways_gateway", row.gateway_code)

    @column("what for")
    def what_for(self, row: Operation) -> str:
        return text_box(masked_json(row.terms))

    @column("what came of it")
    def what_came(self, row: Operation) -> str:
        return text_box(masked_json(row.result))

    def get_sections(self, request: HttpRequest, row: Operation) -> Iterable[Section]:
        yield _messages(row)
        yield _callbacks(row)
        yield _discrepancies(row)


def _messages(row: Operation) -> Section:
    return Section(
        title="Messages",
        headers=("at", "who", "gateway", "trace", "answer", "took"),
        rows=[
            (
                link("gateways_message", each.pk, moment_text(each.created_at)),
                each.get_direction_display(),
                each.gateway_code,
                f"{each.method} {each.path}",
                status_badge(each.status),
                f"{each.duration_ms:,} ms",
            )
            for each in Message.objects.filter(operation_id=row.id).order_by("-id")[:_SHOWN]
        ],
        empty="None: nothing was sent, or it was more than thirty days ago.",
    )


def _callbacks(row: Operation) -> Section:
    return Section(
        title="Callbacks",
        headers=("received at", "gateway", "event", "state", "why"),
        rows=[
            (
                link("gateways_callback", each.pk, moment_text(each.received_at)),
                each.gateway_code,
                each.event_id,
                badge(each.get_state_display(), CALLBACK_TONES[CallbackState(each.state)]),
                each.why or NOTHING,
            )
            for each in Callback.objects.filter(operation_id=row.id).defer("body").order_by("-pk")[:_SHOWN]
        ],
        empty="The provider has told nothing by itself.",
    )


def _discrepancies(row: Operation) -> Section:
    return Section(
        title="Discrepancies",
        headers=("since", "what", "state", "detail"),
        rows=[
            (
                link("gateways_discrepancy", each.pk, moment_text(each.created_at)),
                each.get_kind_display(),
                each.get_state_display(),
                each.detail or NOTHING,
            )
            for each in Discrepancy.objects.filter(operation_id=row.id).order_by("-pk")[:_SHOWN]
        ],
        empty="None: what the provider says and what we hold agree.",
    )


class DirectionFilter(ChoiceFilter):
    title = "who"
    parameter_name = "direction"
    choices_of_filter = Direction.choices


class AnswerFilter(ChoiceFilter):
    """By what came back; what nobody looks for has no index of its own."""

    title = "answer"
    parameter_name = "answer"
    choices_of_filter = [("2", "2xx"), ("4", "4xx"), ("5", "5xx"), ("none", "No answer")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value not in {"2", "4", "5", "none"}:
            return queryset
        if value == "none":
            return queryset.filter(status=None)
        first = int(value) * 100
        return queryset.filter(status__gte=first, status__lt=first + 100)


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """What went over the wire, masked, for thirty days."""

    sensitive = "A message on the wire"
    list_display = ("created_at", "gateway_code", "who", "request_line", "answer", "took", "operation_link")
    list_filter = (GatewayFilter, AnswerFilter, DirectionFilter, RecentFilter)
    id_columns = ("pk", "operation_id")
    search_help_text = (
        "Id of an operation, payment or message, a request id, a person's number, address or id, how a path begins, a "
        "status"
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("created_at", "took"),
                    ("gateway_code", "direction"),
                    ("operation_link", "trace"),
                    "request_line",
                    "request_text",
                    ("answer", "error"),
                    "answer_text",
                )
            },
        ),
    )
    readonly_fields = ("took", "operation_link", "trace", "request_line", "request_text", "answer", "answer_text")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        rows: QuerySet[Message] = super().get_queryset(request)
        # A list shows no bodies; a page fetches its own.
        return rows.defer("request_body", "response_body")

    @column("who")
    def who(self, row: Message) -> str:
        return row.get_direction_display()

    @column("trace")
    def request_line(self, row: Message) -> str:
        return f"{row.method} {row.path}"

    @column("answer")
    def answer(self, row: Message) -> str:
        return status_badge(row.status)

    @column("took")
    def took(self, row: Message) -> str:
        return f"{row.duration_ms:,} ms"

    @column("operation")
    def operation_link(self, row: Message) -> str:
        return link("gateways_operation", row.operation_id)

    @column("our request")
    def trace(self, row: Message) -> str:
        return request_link(row.request_id)

    @column("request's body")
    def request_text(self, row: Message) -> str:
        return text_box(row.request_body)

    @column("answer's body")
    def answer_text(self, row: Message) -> str:
        return text_box(row.response_body)

    def matching(self, term: str) -> Q:
        """By indexes only."""
        term = term.replace("\x00", "")
        operations = [each for search in _searches for each in search(term)]
        if identity := id_of(term):
            operations += Operation.objects.filter(transaction_id=identity).values_list("pk", flat=True)
            # Request ids may be UUIDs too.
            by_request = Q(request_id=term) & ~Q(request_id="")
            return super().matching(term) | by_request | Q(operation_id__in=operations)
        if operations:
            return Q(operation_id__in=operations)
        if term.isascii() and term.isdigit() and len(term) == 3:
            return Q(status=int(term))
        if term.startswith("/"):
            return Q(path__startswith=term)
        return Q(request_id=term) & ~Q(request_id="")


class CallbackStateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = CallbackState.choices


class ReceivedFilter(RecentFilter):
    column = "received_at"


@admin.register(Callback)
class CallbackAdmin(ReadOnlyAdmin):
    """What providers have told by themselves, their signature checked."""

    sensitive = "A callback"
    list_display = ("received_at", "gateway_code", "event_id", "labelled_state", "why", "operation_link")
    list_filter = (CallbackStateFilter, GatewayFilter, ReceivedFilter)
    id_columns = ("pk", "operation_id")
    search_help_text = "The id of a callback or an operation, or a provider's whole event id"
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("received_at", "applied_at"),
                    ("gateway_code", "event_id"),
                    ("state_badge", "why"),
                    "operation_link",
                    "read_as",
                    "body_text",
                    "header_text",
                )
            },
        ),
    )
    readonly_fields = ("state_badge", "operation_link", "read_as", "body_text", "header_text")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Callback]:
        rows: QuerySet[Callback] = super().get_queryset(request)
        return rows.defer("body", "headers", "reading")

    @column("state", label=CALLBACK_TONES)
    def labelled_state(self, row: Callback) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @column("state")
    def state_badge(self, row: Callback) -> str:
        return badge(row.get_state_display(), CALLBACK_TONES[CallbackState(row.state)])

    @column("operation")
    def operation_link(self, row: Callback) -> str:
        return link("gateways_operation", row.operation_id)

    @column("what it says")
    def read_as(self, row: Callback) -> str:
        return text_box(masked_json(row.reading))

    @column("body")
    def body_text(self, row: Callback) -> str:
        return text_box(mask_text(readable(bytes(row.body))))

    @column("headers")
    def header_text(self, row: Callback) -> str:
        return text_box(masked_headers(row.headers))

    def matching(self, term: str) -> Q:
        by_id = super().matching(term)
        return by_id | Q(event_id=term)

    def get_sections(self, request: HttpRequest, row: Callback) -> Sequence[Section]:
        return ()
