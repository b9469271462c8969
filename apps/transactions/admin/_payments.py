from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from apps.accounts.models import Activity, User
from apps.accounts.selectors import find_person
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    RecentFilter,
    Section,
    badge,
    column,
    id_of,
    link,
    made_with,
    moment_text,
    money_text,
    request_link,
)
from apps.core.event_states import EVENT_TONES, state_of
from apps.core.models import OutboxEvent
from apps.gateways.admin._words import OPERATION_TONES, capability_text
from apps.gateways.models import OperationState
from apps.ledger.selectors import get_entry
from apps.ledger.services import answer_id
from apps.notifications.models import Notification
from apps.transactions.admin._reversals import ReversiblePayments, way_back
from apps.transactions.errors import REASONS
from apps.transactions.kinds import (
    CASH_IN,
    CASH_OUT,
    COMMISSION,
    FEE_RETURN,
    FLOAT_PURCHASE,
    FLOAT_SALE,
    FLOAT_TRANSFER,
    KINDS,
    OUTSIDE,
    REVERSAL,
)
from apps.transactions.models import FeeRule, State, Transaction
from apps.transactions.references import ALPHABET, LENGTH
from apps.transactions.selectors import find_operation
from apps.transactions.takings import is_paid_by_business, is_paid_to_business
from apps.wallets.models import Wallet

TONES = {
    State.COMPLETED: "success",
    State.DECLINED: "danger",
    State.HELD: "warning",
    State.RETURNED: "info",
    State.PENDING: "info",
    State.UNKNOWN: "warning",
    State.FAILED: "danger",
}
_NAMED_ALIKE = 20
_SHOWN = 20
# Where a business and an outlet have their pages; the apps are above this one.
_BUSINESS, _OUTLET = "merchants_merchant", "agents_outlet"
# Between whose sides an outlet may be.
_WITH_OUTLETS = frozenset(
    kind.code
    for kind in (CASH_IN, CASH_OUT, COMMISSION, FEE_RETURN, FLOAT_PURCHASE, FLOAT_SALE, FLOAT_TRANSFER, REVERSAL)
)
# Who else may be called so, besides people: apps above the payments add to it.
_searches: list[Callable[[str], Sequence[UUID]]] = []


def register_search(ids_called: Callable[[str], Sequence[UUID]]) -> None:
    """Lets payments be found by the name of something else that pays and is paid, by its id."""
    _searches.append(ids_called)


class KindFilter(ChoiceFilter):
    title = "kind"
    parameter_name = "kind"
    choices_of_filter = [(kind.code, str(kind.label)) for kind in KINDS.values()]


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = State.choices


class FailureFilter(ChoiceFilter):
    title = "why declined"
    parameter_name = "failure_code"
    choices_of_filter = [(code, code.replace("_", " ").capitalize()) for code in REASONS]


class CurrencyFilter(ChoiceFilter):
    title = "currency"
    parameter_name = "currency"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        # Every currency in use has a price; there are few of those, and payments without end.
        priced = FeeRule.objects.order_by("currency").values_list("currency", flat=True).distinct()
        return [(code, code) for code in sorted({settings.BASE_CURRENCY, *priced})]


@admin.register(Transaction)
class TransactionAdmin(ReversiblePayments):
    overview = "payment_life"
    sensitive = "A payment's page"
    list_display = ("reference", "kind", "labelled_state", "amount_text", "fee_text", "payer", "payee", "created_at")
    list_filter = (StateFilter, FailureFilter, KindFilter, CurrencyFilter, RecentFilter)
    search_help_text = "Reference, number, e-mail address, name or id"
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("reference", "created_at"),
                    ("kind", "state_badge"),
                    ("amount_text", "received_text"),
                    ("fee_text", "tax_text"),
                    "fee_bearer",
                    ("payer", "payee"),
                    ("payer_wallet", "payee_wallet"),
                    ("held_for", "decided_at"),
                    "failure",
                    "note",
                )
            },
        ),
        (
            "How it was asked for",
            {
                "fields": (
                    ("id", "parent_link"),
                    "quote_id",
                    ("initiator_id", "idempotency_key"),
                    ("channel", "trace"),
                    "session_link",
                )
            },
        ),
    )
    readonly_fields = (
        "state_badge",
        "amount_text",
        "fee_text",
        "tax_text",
        "received_text",
        "payer",
        "payee",
        "failure",
        "parent_link",
        "session_link",
        "trace",
        "payer_wallet",
        "payee_wallet",
    )

    def complete_rows(self, rows: Sequence[Any]) -> None:
        outlets = _outlets_of(rows)
        for row in rows:
            row.outlets = outlets

    @column("state", label=TONES)
    def labelled_state(self, payment: Transaction) -> tuple[str, str]:
        # A list has no room for what stands behind the colon.
        return payment.state, payment.get_state_display().partition(":")[0]

    @column("state")
    def state_badge(self, payment: Transaction) -> str:
        return badge(payment.get_state_display(), TONES[State(payment.state)])

    @column("amount")
    def amount_text(self, payment: Transaction) -> str:
        return money_text(payment.amount, payment.currency)

    @column("fee")
    def fee_text(self, payment: Transaction) -> str:
        return money_text(payment.fee, payment.currency)

    @column("tax")
    def tax_text(self, payment: Transaction) -> str:
        return money_text(payment.tax, payment.currency)

    @column("arrives")
    def received_text(self, payment: Transaction) -> str:
        if payment.received_amount is None:
            return money_text(payment.credit, payment.currency)
        return money_text(payment.received_amount, payment.received_currency)

    @column("payer")
    def payer(self, payment: Transaction) -> str:
        # Money from outside comes from a bank or a card; otherwise the platform itself pays.
        if payment.payer_id is None:
            return payment.payer_name or "GoPay"
        page = _BUSINESS if is_paid_by_business(payment) else _page_of_side(payment, payment.payer_id)
        return link(page, payment.payer_id, payment.payer_name)

    @column("payee")
    def payee(self, payment: Transaction) -> str:
        # Who has to register first is a number so far, and outside there is a bank, a biller or an operator.
        page = _BUSINESS if is_paid_to_business(payment) else _page_of_side(payment, payment.payee_id)
        return link(page, payment.payee_id, payment.payee_name) if payment.payee_id else payment.payee_name

    @column("why declined")
    def failure(self, payment: Transaction) -> str:
        if not payment.failure_code:
            return NOTHING
        error = REASONS.get(payment.failure_code)
        return f"{payment.failure_code}: {error().detail}" if error else payment.failure_code

    @column("answers to")
    def parent_link(self, payment: Transaction) -> str:
        return link("transactions_transaction", payment.parent_id)

    @column("session")
    def session_link(self, payment: Transaction) -> str:
        return link("accounts_session", payment.session_id)

    @column("trace")
    def trace(self, payment: Transaction) -> str:
        return request_link(payment.request_id)

    @column("payer's wallet")
    def payer_wallet(self, payment: Transaction) -> str:
        return link("wallets_wallet", payment.payer_wallet_id)

    @column("payee's wallet")
    def payee_wallet(self, payment: Transaction) -> str:
        return link("wallets_wallet", payment.payee_wallet_id)

    def matching(self, term: str) -> Q:
        """By indexes only: the payment's own keys, or people's ids, found among people and not among payments."""
        if identity := id_of(term):
            return Q(pk=identity) | _paid_by_or_to([identity])
        if len(term) == LENGTH and set(term.upper()) <= set(ALPHABET):
            by_reference = Q(reference=term.upper())
        else:
            by_reference = Q(pk__in=[])
        called = [identity for search in _searches for identity in search(term)]
        return by_reference | _paid_by_or_to([*_people_called(term), *called])

    def get_sections(self, request: HttpRequest, row: Transaction) -> Iterable[Section]:
        yield _journal(row)
        if row.kind in OUTSIDE:
            yield _operation(row)
        if (row.held_for or row.kind in OUTSIDE) and row.decided_at:
            yield _journal(row, answer_id(row.id), title="Journal entry of the decision")
        events = list(OutboxEvent.objects.filter(made_with(row.id), payload__transaction_id=str(row.id)).order_by("id"))
        yield _events(events)
        yield _notifications(row, [event.id for event in events])
        yield _activity(row)
        yield from way_back(row)


def _outlets_of(payments: Sequence[Transaction]) -> frozenset[UUID]:
    """Which sides of these payments are outlets. One statement, and none where there can be no outlet."""
    sides = [row for row in payments if row.kind in _WITH_OUTLETS]
    wallets = {wallet for row in sides for wallet in (row.payer_wallet_id, row.payee_wallet_id) if wallet}
    if not wallets:
        return frozenset()
    floats = Wallet.objects.filter(pk__in=wallets, outlet_id__isnull=False)
    return frozenset(outlet for outlet in floats.values_list("outlet_id", flat=True) if outlet)


def _page_of_side(payment: Any, side: UUID | None) -> str:
    if not hasattr(payment, "outlets"):
        payment.outlets = _outlets_of([payment])
    return _OUTLET if side in payment.outlets else "accounts_user"


def _paid_by_or_to(people: Sequence[UUID]) -> Q:
    return Q(payer_id__in=people) | Q(payee_id__in=people)


def _people_called(term: str) -> list[UUID]:
    if person := find_person(term):
        return [person.id]
    if len(term) < 3 or "@" in term or term[0] == "+":
        return []
    return list(User.objects.filter(full_name__istartswith=term).values_list("id", flat=True)[:_NAMED_ALIKE])


def _journal(row: Transaction, entry_id: UUID | None = None, *, title: str = "Journal entry") -> Section:
    entry = get_entry(entry_id or row.id)
    legs = entry.legs if entry else ()
    return Section(
        title=title,
        headers=("account", "debit", "credit"),
        rows=[
            (
                link("ledger_ledgeraccount", leg.account_id, leg.code),
                money_text(-leg.amount.amount, leg.amount.currency) if leg.amount.amount < 0 else "",
                money_text(leg.amount.amount, leg.amount.currency) if leg.amount.amount > 0 else "",
            )
            for leg in legs
        ],
        empty="None: no money moved.",
        more=("The entry", _page_of("ledger_journalentry", entry.id)) if entry else None,
    )


def _operation(row: Transaction) -> Section:
    operation = find_operation(row)
    return Section(
        title="At the provider",
        headers=("operation", "state", "gateway", "its reference", "sent", "asked about", "said last", "decided at"),
        rows=[
            (
                link("gateways_operation", operation.id, capability_text(operation.capability)),
                badge(operation.get_state_display(), OPERATION_TONES[OperationState(operation.state)]),
                operation.gateway_code or NOTHING,
                operation.provider_reference or NOTHING,
                operation.attempts,
                operation.enquiries,
                operation.failure_code or operation.last_error or NOTHING,
                moment_text(operation.decided_at),
            )
        ]
        if operation
        else [],
        empty="None: it was declined before anybody was asked.",
    )


def _page_of(page: str, identity: UUID) -> str:
    return reverse(f"admin:{page}_change", args=[identity])


def _events(events: Sequence[OutboxEvent]) -> Section:
    return Section(
        title="Events",
        headers=("topic", "state", "recorded at", "attempts", "last error"),
        rows=[
            (
                link("core_outboxevent", event.id, event.topic),
                badge(state_of(event).label, EVENT_TONES[state_of(event)]),
                moment_text(event.recorded_at),
                event.attempts,
                event.last_error or NOTHING,
            )
            for event in events
        ],
        empty="None left: settled events are deleted after two weeks.",
    )


def _notifications(row: Transaction, causes: Sequence[UUID]) -> Section:
    # The event's id leads to them by an index; when it has been deleted, the people's inboxes do.
    people = [person for person in (row.payer_id, row.payee_id) if person]
    told = Q(cause__in=causes) if causes else Q(person_id__in=people, pk__gt=row.id)
    notifications = Notification.objects.filter(told, subject_kind="transaction", subject_id=row.id)
    rows = notifications.order_by("id").prefetch_related("deliveries")[:_SHOWN]
    names = {row.payer_id: row.payer_name, row.payee_id: row.payee_name}
    return Section(
        title="Notifications",
        headers=("told", "title", "at", "sent by"),
        rows=[
            (
                link("accounts_user", each.person_id, names.get(each.person_id, each.person_id)),
                link("notifications_notification", each.id, each.title),
                moment_text(each.created_at),
                ", ".join(
                    f"{delivery.get_channel_display()}: {delivery.get_state_display().lower()}"
                    for delivery in each.deliveries.all()
                )
                or "Inbox only",
            )
            for each in rows
        ],
        empty="Nobody was told.",
    )


def _activity(row: Transaction) -> Section:
    done = Activity.objects.filter(made_with(row.id), person_id=row.initiator_id, subject=str(row.id)).order_by("id")
    return Section(
        title="Activity",
        headers=("at", "action", "IP address", "channel", "trace"),
        rows=[
            (
                moment_text(each.at),
                link("accounts_activity", each.id, each.action),
                each.ip or NOTHING,
                each.channel,
                request_link(each.request_id),
            )
            for each in done[:_SHOWN]
        ],
        empty="None: the platform started this payment itself.",
    )
