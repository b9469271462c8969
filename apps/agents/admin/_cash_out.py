"""Codes and requests for cash. Nobody reads a code here: neither its digits nor what they are compared with."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Q

from apps.accounts.models import User
from apps.accounts.selectors import find_person
from apps.agents.admin._links import payment_link
from apps.agents.models import CashOutCode, CashOutRequest, CashOutState, Outlet, RequestMode, RequestState
from apps.agents.selectors import outlet_titles
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReadOnlyAdmin,
    RecentFilter,
    badge,
    column,
    id_of,
    link,
    money_text,
)
from apps.kyc.models import DocumentType

_CODE_TONES = {
    CashOutState.WAITING: "info",
    CashOutState.PAID: "success",
    CashOutState.EXPIRED: "",
    CashOutState.CANCELLED: "",
    CashOutState.BLOCKED: "danger",
}
_REQUEST_TONES = {
    RequestState.OPEN: "info",
    RequestState.PAID: "success",
    RequestState.REFUSED: "warning",
    RequestState.EXPIRED: "",
    RequestState.CANCELLED: "",
}

_MODES = {RequestMode.PHONE: "On the phone", RequestMode.DOCUMENT: "By document"}


def _person(identity: UUID | None) -> str:
    name = User.objects.filter(pk=identity).values_list("full_name", flat=True).first() if identity else None
    return link("accounts_user", identity, name)


def _outlet(identity: UUID | None) -> str:
    return link("agents_outlet", identity, Outlet.objects.filter(pk=identity).first() if identity else None)


def _of_customer(term: str) -> Q:
    """Codes and requests of whoever has this number, address or handle."""
    person = find_person(term)
    return Q(customer_id=person.id) if person else Q(pk__in=[])


class _NamesCustomers(ReadOnlyAdmin):
    """Lists that name the customers of a page in one statement."""

    def complete_rows(self, rows: Sequence[Any]) -> None:
        people = dict(User.objects.filter(pk__in={row.customer_id for row in rows}).values_list("pk", "full_name"))
        for row in rows:
            row.customer_named = people.get(row.customer_id, str(row.customer_id))

    def matching(self, term: str) -> Q:
        return super().matching(term) if id_of(term) else _of_customer(term)


class CodeStateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = [(one.value, one.value.capitalize()) for one in CashOutState]


class RequestStateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = [(one.value, one.value.capitalize()) for one in RequestState]


class ModeFilter(ChoiceFilter):
    title = "mode"
    parameter_name = "mode"
    choices_of_filter = [(one.value, _MODES[one]) for one in RequestMode]


@admin.register(CashOutCode)
class CashOutCodeAdmin(_NamesCustomers):
    """Codes with which cash is fetched, without the codes."""

    sensitive = "A code for cash"
    list_display = ("customer_called", "amount_text", "labelled_state", "tries", "created_at", "expires_at")
    list_filter = (CodeStateFilter, RecentFilter)
    ordering = ("-id",)
    id_columns = ("pk", "transaction_id", "customer_id", "redeemed_by_id")
    search_help_text = "Number, e-mail address or handle of the customer; whole id of a code, a payment or a person"
    fields = (
        "id",
        ("customer_link", "state_badge"),
        ("amount_text", "payment_link"),
        ("outlet_link", "tries"),
        ("created_at", "expires_at"),
        ("decided_at", "redeemed_by"),
    )
    readonly_fields = ("customer_link", "state_badge", "amount_text", "payment_link", "outlet_link", "redeemed_by")

    @column("customer")
    def customer_called(self, row: Any) -> str:
        return str(row.customer_named)

    @column("customer")
    def customer_link(self, row: CashOutCode) -> str:
        return _person(row.customer_id)

    @column("amount")
    def amount_text(self, row: CashOutCode) -> str:
        return money_text(row.amount, row.currency)

    @column("state", label=_CODE_TONES)
    def labelled_state(self, row: CashOutCode) -> tuple[str, str]:
        return row.state, row.state.capitalize()

    @column("state")
    def state_badge(self, row: CashOutCode) -> str:
        return badge(row.get_state_display(), _CODE_TONES[CashOutState(row.state)])

    @column("payment")
    def payment_link(self, row: CashOutCode) -> str:
        return payment_link(row.transaction_id)

    @column("good at")
    def outlet_link(self, row: CashOutCode) -> str:
        return _outlet(row.outlet_id) if row.outlet_id else "Any outlet"

    @column("handed out by")
    def redeemed_by(self, row: CashOutCode) -> str:
        return _person(row.redeemed_by_id)


@admin.register(CashOutRequest)
class CashOutRequestAdmin(_NamesCustomers):
    """What tellers have asked customers or supervisors to approve."""

    sensitive = "A request for cash"
    list_display = ("customer_called", "outlet_called", "mode_called", "amount_text", "labelled_state", "created_at")
    list_filter = (RequestStateFilter, ModeFilter, RecentFilter)
    ordering = ("-id",)
    id_columns = ("pk", "outlet_id", "teller_id", "customer_id")
    search_help_text = "Number, e-mail address or handle of the customer; whole id of a request, an outlet or a person"
    fields = (
        "id",
        ("customer_link", "state_badge"),
        ("mode", "document"),
        ("amount_text", "payment_link"),
        ("outlet_link", "teller_link"),
        ("decided_by", "decided_at"),
        "reason",
        ("created_at", "expires_at"),
    )
    readonly_fields = (
        "customer_link",
        "state_badge",
        "document",
        "amount_text",
        "payment_link",
        "outlet_link",
        "teller_link",
        "decided_by",
    )

    def complete_rows(self, rows: Sequence[Any]) -> None:
        super().complete_rows(rows)
        titles = outlet_titles(row.outlet_id for row in rows)
        for row in rows:
            row.outlet_titled = titles.get(row.outlet_id, NOTHING)

    @column("outlet")
    def outlet_called(self, row: Any) -> str:
        return str(row.outlet_titled)

    @column("approved")
    def mode_called(self, row: CashOutRequest) -> str:
        return _MODES[RequestMode(row.mode)]

    @column("customer")
    def customer_called(self, row: Any) -> str:
        return str(row.customer_named)

    @column("customer")
    def customer_link(self, row: CashOutRequest) -> str:
        return _person(row.customer_id)

    @column("amount")
    def amount_text(self, row: CashOutRequest) -> str:
        return money_text(row.amount, row.currency)

    @column("state", label=_REQUEST_TONES)
    def labelled_state(self, row: CashOutRequest) -> tuple[str, str]:
        return row.state, row.state.capitalize()

    @column("state")
    def state_badge(self, row: CashOutRequest) -> str:
        return badge(row.get_state_display(), _REQUEST_TONES[RequestState(row.state)])

    @column("document")
    def document(self, row: CashOutRequest) -> str:
        if not row.document_kind:
            return NOTHING
        kind = DocumentType(row.document_kind).label
        return f"{kind}, {'with' if row.document_file else 'without'} a picture"

    @column("payment")
    def payment_link(self, row: CashOutRequest) -> str:
        return payment_link(row.transaction_id)

    @column("outlet")
    def outlet_link(self, row: CashOutRequest) -> str:
        return _outlet(row.outlet_id)

    @column("teller")
    def teller_link(self, row: CashOutRequest) -> str:
        return _person(row.teller_id)

    @column("decided by")
    def decided_by(self, row: CashOutRequest) -> str:
        return _person(row.decided_by_id)
