"""Payments for operators, with everything that came of each; and the prices and limits of new ones."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.accounts.models import Activity, User
from apps.accounts.selectors import find_person
from apps.core import clock
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    QuickAdmin,
    ReadOnlyAdmin,
    RecentFilter,
    Section,
    badge,
    column,
    id_of,
    link,
    made_with,
    moment_text,
    money_text,
)
from apps.core.errors import DomainError
from apps.core.event_states import EVENT_TONES, state_of
from apps.core.models import OutboxEvent
from apps.core.money import Money
from apps.ledger.selectors import get_entry
from apps.notifications.models import Notification
from apps.transactions import services
from apps.transactions.errors import DECLINES
from apps.transactions.kinds import KINDS
from apps.transactions.models import FeeRule, PaymentLimit, State, TierLimit, Transaction
from apps.transactions.references import ALPHABET, LENGTH

_LABELS = {State.COMPLETED: "success", State.DECLINED: "danger"}
_NAMED_ALIKE = 20
_SHOWN = 20


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
    choices_of_filter = [(code, code.replace("_", " ").capitalize()) for code in DECLINES]


class CurrencyFilter(ChoiceFilter):
    title = "currency"
    parameter_name = "currency"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        # Every currency in use has a price; there are few of those, and payments without end.
        priced = FeeRule.objects.order_by("currency").values_list("currency", flat=True).distinct()
        return [(code, code) for code in sorted({settings.BASE_CURRENCY, *priced})]


@admin.register(Transaction)
class TransactionAdmin(ReadOnlyAdmin):
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
                    ("amount_text", "fee_text"),
                    ("payer", "payee"),
                    ("payer_wallet", "payee_wallet"),
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
                    ("initiator_id", "idempotency_key"),
                    ("channel", "request_id"),
                    "session_link",
                )
            },
        ),
    )
    readonly_fields = (
        "state_badge",
        "amount_text",
        "fee_text",
        "payer",
        "payee",
        "failure",
        "parent_link",
        "session_link",
        "payer_wallet",
        "payee_wallet",
    )

    @column("state", label=_LABELS)
    def labelled_state(self, payment: Transaction) -> tuple[str, str]:
        return payment.state, payment.get_state_display()

    @column("state")
    def state_badge(self, payment: Transaction) -> str:
        return badge(payment.get_state_display(), _LABELS[State(payment.state)])

    @column("amount")
    def amount_text(self, payment: Transaction) -> str:
        return money_text(payment.amount, payment.currency)

    @column("fee")
    def fee_text(self, payment: Transaction) -> str:
        return money_text(payment.fee, payment.currency)

    @column("payer")
    def payer(self, payment: Transaction) -> str:
        return link("accounts_user", payment.payer_id, payment.payer_name) if payment.payer_id else "GoPay"

    @column("payee")
    def payee(self, payment: Transaction) -> str:
        return link("accounts_user", payment.payee_id, payment.payee_name)

    @column("why declined")
    def failure(self, payment: Transaction) -> str:
        if not payment.failure_code:
            return NOTHING
        error = DECLINES.get(payment.failure_code)
        return f"{payment.failure_code}: {error().detail}" if error else payment.failure_code

    @column("answers to")
    def parent_link(self, payment: Transaction) -> str:
        return link("transactions_transaction", payment.parent_id)

    @column("session")
    def session_link(self, payment: Transaction) -> str:
        return link("accounts_session", payment.session_id)

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
        return by_reference | _paid_by_or_to(_people_called(term))

    def get_sections(self, request: HttpRequest, row: Transaction) -> Iterable[Section]:
        yield _journal(row)
        events = list(OutboxEvent.objects.filter(made_with(row.id), payload__transaction_id=str(row.id)).order_by("id"))
        yield _events(events)
        yield _notifications(row, [event.id for event in events])
        yield _activity(row)


def _paid_by_or_to(people: Sequence[UUID]) -> Q:
    return Q(payer_id__in=people) | Q(payee_id__in=people)


def _people_called(term: str) -> list[UUID]:
    if person := find_person(term):
        return [person.id]
    if len(term) < 3 or "@" in term or term[0] == "+":
        return []
    return list(User.objects.filter(full_name__istartswith=term).values_list("id", flat=True)[:_NAMED_ALIKE])


def _journal(row: Transaction) -> Section:
    entry = get_entry(row.id)
    legs = entry.legs if entry else ()
    return Section(
        title="Journal entry",
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
        headers=("at", "action", "IP address", "channel", "request"),
        rows=[
            (
                moment_text(each.at),
                link("accounts_activity", each.id, each.action),
                each.ip or NOTHING,
                each.channel,
                each.request_id or NOTHING,
            )
            for each in done[:_SHOWN]
        ],
        empty="None: the platform started this payment itself.",
    )


class PricingForm(forms.ModelForm):  # type: ignore[type-arg]
    """What fee rules and limits have in common: a kind there is, a currency there is, and exact figures."""

    kind = forms.ChoiceField(
        choices=[(kind.code, str(kind.label)) for kind in KINDS.values()], widget=UnfoldAdminSelectWidget
    )
    currency = forms.CharField(max_length=3, widget=UnfoldAdminTextInputWidget)
    figures: Sequence[str] = ("minimum", "maximum")

    def clean_currency(self) -> str:
        currency = str(self.cleaned_data["currency"]).upper()
        try:
            Money.zero(currency)
        except DomainError as error:
            raise forms.ValidationError(error.detail) from error
        return currency

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        currency = cleaned.get("currency") or self.instance.currency
        for name in self.figures:
            figure = cleaned.get(name)
            if figure is not None and currency:
                try:
                    Money(figure, currency)
                except DomainError as error:
                    self.add_error(name, error.detail)
        return cleaned


class FeeRuleForm(PricingForm):
    figures = ("flat", "minimum", "maximum")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The page that only shows a rule has no fields.
        if "active_from" in self.fields:
            self.fields["active_from"].required = False

    def clean_active_from(self) -> Any:
        """Empty is now. What a payment cost in the past is not changed afterwards."""
        now = clock.now()
        chosen = self.cleaned_data["active_from"] or now
        if chosen < now - timedelta(minutes=1):
            raise forms.ValidationError("A price cannot begin in the past.")
        return max(chosen, now)


@admin.register(FeeRule)
class FeeRuleAdmin(QuickAdmin):
    """Prices are added and never edited or deleted, so that what a payment cost can always be told."""

    form = FeeRuleForm
    list_display = ("kind", "currency", "flat", "percent", "minimum", "maximum", "active_from")
    fields = ("kind", "currency", "flat", "percent", "minimum", "maximum", "active_from")
    search_fields = ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "active_from" in form.base_fields:
            form.base_fields["active_from"].help_text = "UTC. Leave empty for at once."
        return form

    def save_model(self, request: HttpRequest, obj: FeeRule, form: Any, change: bool) -> None:
        rule = services.set_fee(**{name: form.cleaned_data[name] for name in self.fields})
        obj.pk = rule.pk


class PaymentLimitForm(PricingForm):
    pass


@admin.register(PaymentLimit)
class PaymentLimitAdmin(QuickAdmin):
    form = PaymentLimitForm
    list_display = ("kind", "currency", "minimum", "maximum")
    fields = ("kind", "currency", "minimum", "maximum")
    ordering = ("kind", "currency")
    search_fields = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return ("kind", "currency") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: PaymentLimit, form: Any, change: bool) -> None:
        figures = {name: form.cleaned_data[name] for name in ("minimum", "maximum")}
        services.set_limit(kind=obj.kind, currency=obj.currency, **figures)
        if not change:
            obj.pk = PaymentLimit.objects.values_list("pk", flat=True).get(kind=obj.kind, currency=obj.currency)


class TierLimitForm(PricingForm):
    kind = forms.ChoiceField(
        choices=[("", "All kinds together"), *((kind.code, str(kind.label)) for kind in KINDS.values())],
        required=False,
        widget=UnfoldAdminSelectWidget,
    )
    figures = ("single", "daily", "monthly", "step_up_above", "maximum_balance")


@admin.register(TierLimit)
class TierLimitAdmin(QuickAdmin):
    """What somebody of a KYC tier may pay and hold. A change holds for the next payment, and for no past one."""

    form = TierLimitForm
    list_display = (
        *("tier", "kind_text", "currency", "single", "daily", "monthly", "daily_count", "step_up_above"),
        "maximum_balance",
    )
    fields = (
        *("tier", "kind", "currency", "single", "daily", "monthly", "daily_count", "step_up_above"),
        "maximum_balance",
    )
    ordering = ("tier", "currency", "kind")
    search_fields = ()

    @column("kind")
    def kind_text(self, row: TierLimit) -> str:
        return str(KINDS[row.kind].label) if row.kind else "All kinds together"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return ("tier", "kind", "currency") if obj else ()

    def save_model(self, request: HttpRequest, obj: TierLimit, form: Any, change: bool) -> None:
        names = ("single", "daily", "monthly", "daily_count", "step_up_above", "maximum_balance")
        figures = {name: form.cleaned_data[name] for name in names}
        row = services.set_tier_limit(tier=obj.tier, kind=obj.kind, currency=obj.currency, **figures)
        obj.pk = row.pk

    def delete_model(self, request: HttpRequest, obj: TierLimit) -> None:
        services.drop_tier_limit(tier=obj.tier, kind=obj.kind, currency=obj.currency)
