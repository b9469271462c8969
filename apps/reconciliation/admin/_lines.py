"""The lines of the files, for whoever looks for one."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString
from unfold.decorators import action

from apps.core.admin_base import (
    ChoiceFilter,
    RecentFilter,
    Section,
    badge,
    column,
    id_of,
    link,
    money_text,
)
from apps.reconciliation import selectors
from apps.reconciliation.admin._acting import ActingAdmin, SourceFilter
from apps.reconciliation.models import BreakState, Line, LineState

TONES = {
    LineState.NEW: "info",
    LineState.MATCHED: "success",
    LineState.BROKEN: "danger",
    LineState.REPEATED: "info",
    LineState.LISTED: "warning",
    LineState.SETTLED: "success",
}


class LineStateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = LineState.choices


class ReadSince(RecentFilter):
    title = "executed"
    column = "executed_at"


@admin.register(Line)
class LineAdmin(ActingAdmin):
    """What providers and banks say they have done."""

    list_display = ("their_reference", "source", "type", "amount_text", "fee_text", "executed_at", "labelled_state")
    list_filter = (LineStateFilter, SourceFilter)
    empty_text = "Lines come with settlement files and banks' statements."
    id_columns = ("pk", "operation_id", "transaction_id", "file_id")
    search_help_text = "Their reference; id of a line, an operation, a payment or a file"
    fields = (
        "id",
        "source",
        "file_link",
        "number",
        "state_badge",
        "type",
        "amount_text",
        "fee_text",
        "provider_reference",
        "reference",
        "counterparty",
        "operation_link",
        "payment_link",
        "executed_at",
        "matched_at",
    )
    readonly_fields = fields
    actions_detail = ("settle",)

    @column("their reference")
    def their_reference(self, row: Line) -> str:
        return row.provider_reference or row.reference

    @column("amount")
    def amount_text(self, row: Line) -> SafeString | str:
        return money_text(row.amount, row.currency)

    @column("fee")
    def fee_text(self, row: Line) -> SafeString | str:
        return money_text(row.fee, row.currency)

    @column("state", label=TONES)
    def labelled_state(self, row: Line) -> tuple[str, str]:
        return row.state, LineState(row.state).name.capitalize()

    @column("state")
    def state_badge(self, row: Line) -> SafeString:
        return badge(row.get_state_display(), TONES[LineState(row.state)])

    @column("file")
    def file_link(self, row: Line) -> str:
        return link("reconciliation_importedfile", row.file_id)

    @column("operation")
    def operation_link(self, row: Line) -> str:
        return link("gateways_operation", row.operation_id)

    @column("payment")
    def payment_link(self, row: Line) -> str:
        return link("transactions_transaction", row.transaction_id)

    def matching(self, term: str) -> Q:
        return super().matching(term) if id_of(term) else Q(provider_reference=term)

    def get_sections(self, request: HttpRequest, row: Line) -> Iterable[Section]:
        found = selectors.find_break_of(row.id)
        rows: list[tuple[Any, ...]] = []
        if found is not None:
            tone = "danger" if found.state == BreakState.OPEN else "success"
            state = badge(found.get_state_display(), tone)
            rows.append((link("reconciliation_break", found.id, found.get_reason_display()), found.detail, state))
        yield Section("Break", ("what", "more", "state"), rows, empty="Nothing stands against it.")

    # Of a bank's statement.

    def has_settle_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("reconciliation.add_settlement")

    def useful_actions(self, request: HttpRequest, row: Line) -> set[str]:
        return {"settle"} if row.state == LineState.LISTED else set()

    @action(  # type: ignore[untyped-decorator]
        description="Record as a settlement", icon="price_check", permissions=["settle"]
    )
    def settle(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:reconciliation_settlement_record", query={"line": object_id}))
