"""The operators' queue: where a provider's word and ours do not agree.

Here it can only be read. What can be decided needs the payments, which stand above the rails: their own admin
(apps/transactions/admin/_outside.py) puts its page in the place of this one.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReadOnlyAdmin,
    RecentFilter,
    Section,
    badge,
    column,
    link,
    moment_text,
    money_text,
)
from apps.gateways.admin._words import CALLBACK_TONES
from apps.gateways.models import (
    Callback,
    CallbackState,
    Discrepancy,
    DiscrepancyKind,
    DiscrepancyState,
    Operation,
)

TONES = {DiscrepancyState.OPEN: "warning", DiscrepancyState.RESOLVED: "success"}


class StateFilter(ChoiceFilter):
    """What waits, unless somebody asks for the rest."""

    title = "state"
    parameter_name = "state"
    _WAITING: ClassVar[str] = "waiting"
    _PROPOSED: ClassVar[str] = "proposed"
    _EVERYTHING: ClassVar[str] = "all"
    choices_of_filter = [
        (_WAITING, "Open"),
        (_PROPOSED, "Waits for an approval"),
        (DiscrepancyState.RESOLVED, "Resolved"),
        (_EVERYTHING, "All"),
    ]

    def choices(self, changelist: Any) -> Any:
        chosen = self.value() or self._WAITING
        for value, label in self.choices_of_filter:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": value == chosen, "query_string": query, "display": label}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        # Whoever searches for a payment means all of its rows.
        value = self.value() or (self._EVERYTHING if request.GET.get("q") else self._WAITING)
        if value == self._EVERYTHING:
            return queryset
        if value == DiscrepancyState.RESOLVED:
            return queryset.filter(state=DiscrepancyState.RESOLVED)
        waiting = queryset.filter(state=DiscrepancyState.OPEN)
        return waiting.exclude(proposal="") if value == self._PROPOSED else waiting


class KindFilter(ChoiceFilter):
    title = "kind"
    parameter_name = "kind"
    choices_of_filter = DiscrepancyKind.choices


class FoundFilter(RecentFilter):
    column = "created_at"


@admin.register(Discrepancy)
class DiscrepancyAdmin(ReadOnlyAdmin):
    """Rows that only services write."""

    list_display = (
        *("kind_text", "gateway_code", "said_text", "suspense_text", "detail", "labelled_state", "created_at"),
    )
    list_filter = (StateFilter, KindFilter, FoundFilter)
    empty_title = "Nothing to decide"
    empty_text = "What the providers say and what we hold agree."
    id_columns = ("pk", "operation_id", "transaction_id", "callback_id")
    search_help_text = "Whole id of a discrepancy, an operation, a payment or a callback"
    fields = (
        *("id", "kind_text", "state_badge", "gateway_code", "said_text", "suspense_text", "detail", "payment_link"),
        *("operation_link", "callback_link", "proposal_text", "resolution_text", "reason", "proposed_by_link"),
        *("approval_link", "approved_by_link", "created_at", "resolved_at"),
    )
    readonly_fields = (
        *("kind_text", "state_badge", "said_text", "suspense_text", "payment_link", "operation_link", "callback_link"),
        *("proposal_text", "resolution_text", "proposed_by_link", "approval_link", "approved_by_link"),
    )

    @column("what is wrong")
    def kind_text(self, row: Discrepancy) -> str:
        return row.get_kind_display()

    @column("the provider says")
    def said_text(self, row: Discrepancy) -> str:
        return money_text(row.amount, row.currency)

    @column("on suspense")
    def suspense_text(self, row: Discrepancy) -> str:
        return money_text(row.in_suspense, row.currency) if row.in_suspense else NOTHING

    @column("state", label={**TONES, "PROPOSED": "info"})
    def labelled_state(self, row: Discrepancy) -> tuple[str, str]:
        if row.proposal and row.state == DiscrepancyState.OPEN:
            return "PROPOSED", "To be approved"
        return row.state, row.get_state_display()

    @column("state")
    def state_badge(self, row: Discrepancy) -> str:
        return badge(row.get_state_display(), TONES[DiscrepancyState(row.state)])

    @column("proposed")
    def proposal_text(self, row: Discrepancy) -> str:
        return row.get_proposal_display() if row.proposal and row.state == DiscrepancyState.OPEN else NOTHING

    @column("resolved by")
    def resolution_text(self, row: Discrepancy) -> str:
        return row.get_resolution_display() or NOTHING

    @column("payment")
    def payment_link(self, row: Discrepancy) -> str:
        return link("transactions_transaction", row.transaction_id)

    @column("operation")
    def operation_link(self, row: Discrepancy) -> str:
        return link("gateways_operation", row.operation_id) if self._is_shown(Operation) else NOTHING

    @column("callback")
    def callback_link(self, row: Discrepancy) -> str:
        return link("gateways_callback", row.callback_id) if self._is_shown(Callback) else NOTHING

    @column("proposed by")
    def proposed_by_link(self, row: Discrepancy) -> str:
        return link("accounts_user", row.resolved_by_id)

    @column("approval")
    def approval_link(self, row: Discrepancy) -> str:
        return link("approvals_approval", row.approval_id)

    @column("approved by")
    def approved_by_link(self, row: Discrepancy) -> str:
        return link("accounts_user", row.approved_by_id)

    def _is_shown(self, model: type[Any]) -> bool:
        return self.admin_site.is_registered(model)

    def get_sections(self, request: HttpRequest, row: Discrepancy) -> Iterable[Section]:
        if row.operation_id is None:
            return
        told = Callback.objects.filter(operation_id=row.operation_id).order_by("-id")[:20]
        yield Section(
            "What the provider has told by itself",
            ("event", "says", "state", "why", "received"),
            [
                (
                    each.event_id,
                    f"{each.reading.get('outcome', '')} {each.reading.get('amount', '')}",
                    badge(each.get_state_display(), CALLBACK_TONES[CallbackState(each.state)]),
                    each.why or NOTHING,
                    moment_text(each.received_at),
                )
                for each in told
            ],
        )
