"""What merchants are settled with, what is kept back of it, and a merchant's money at a glance."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminDecimalFieldWidget, UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget

from apps.core.admin_acting import ActsByService, by_operator, dialog
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    FactsForm,
    ReadOnlyAdmin,
    ReasonForm,
    Section,
    badge,
    column,
    id_of,
    link,
    moment_text,
    money_text,
    operator_of,
    plain_money,
)
from apps.merchants import selectors, services
from apps.merchants.admin._takings import payment_link
from apps.merchants.models import Merchant, Period, ReserveHold, Settlement, SettlementState
from apps.merchants.settlement_wording import ON_HOLD, reason_of

TONES = {
    SettlementState.OPEN.value: "warning",
    SettlementState.SENDING.value: "info",
    SettlementState.PAID.value: "success",
    SettlementState.FAILED.value: "danger",
}
_SHOWN = 10
_LINES_SHOWN = 200


def _state_of(row: Settlement) -> str:
    if row.failure_code == ON_HOLD:
        return "Stopped by an operator"
    return row.get_state_display().partition(":")[0]


class PayOutForm(ReasonForm, FactsForm):
    """Why, and what leaves to whom."""

    def facts(self) -> Sequence[tuple[str, object]]:
        identity = id_of(str(self.object_id))
        rows = Settlement.objects.select_related("merchant__settle_source")
        row = rows.filter(pk=identity).first() if identity else None
        if row is None:
            return ()
        merchant = row.merchant
        to = merchant.settle_source.label if merchant.settle_source else merchant.get_settle_to_display()
        return (
            ("Amount", money_text(row.net, row.currency)),
            ("To", to),
            ("For", merchant.name),
            ("Sales", f"{row.sales:,}"),
            ("Refunds", f"{row.refunds:,}"),
        )


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = [(one.value, one.value.capitalize()) for one in SettlementState]


@admin.register(Settlement)
class SettlementAdmin(ActsByService, ReadOnlyAdmin):
    """Settlements are made and paid out by themselves; operators stop one, and have one tried again."""

    list_display = ("merchant_name", "until", "net_text", "sales", "refunds", "labelled_state", "due_at")
    list_filter = (StateFilter,)
    list_select_related = ("merchant",)
    search_help_text = "Whole id of a settlement, a merchant or a payout"
    fields = (
        ("id", "merchant_link"),
        ("since", "until"),
        ("state_badge", "why"),
        ("sales", "refunds"),
        ("gross_text", "refunded_text"),
        ("discount_text", "tax_text"),
        ("reserved_text", "released_text"),
        ("net_text", "paid_to"),
        ("payout", "attempts"),
        ("due_at", "decided_at"),
        "made_at",
    )
    readonly_fields = (
        *("merchant_link", "state_badge", "why", "payout", "gross_text", "refunded_text", "discount_text", "tax_text"),
        *("reserved_text", "released_text", "net_text"),
    )
    actions_detail = ("retry", "stop")

    @column("merchant")
    def merchant_name(self, row: Settlement) -> str:
        return row.merchant.name

    @column("merchant")
    def merchant_link(self, row: Settlement) -> str:
        return link("merchants_merchant", row.merchant_id, row.merchant.name)

    @column("sold")
    def gross_text(self, row: Settlement) -> str:
        return money_text(row.gross, row.currency)

    @column("given back out of the takings")
    def refunded_text(self, row: Settlement) -> str:
        return money_text(row.refunded, row.currency)

    @column("discount")
    def discount_text(self, row: Settlement) -> str:
        return money_text(row.discount, row.currency)

    @column("tax on it")
    def tax_text(self, row: Settlement) -> str:
        return money_text(row.tax, row.currency)

    @column("kept back")
    def reserved_text(self, row: Settlement) -> str:
        return money_text(row.reserved, row.currency)

    @column("released")
    def released_text(self, row: Settlement) -> str:
        return money_text(row.released, row.currency)

    @column("payout")
    def net_text(self, row: Settlement) -> str:
        return money_text(row.net, row.currency)

    @column("state", label=TONES)
    def labelled_state(self, row: Settlement) -> tuple[str, str]:
        return row.state, _state_of(row)

    @column("state")
    def state_badge(self, row: Settlement) -> str:
        return badge(_state_of(row), TONES[row.state])

    @column("why it is not paid")
    def why(self, row: Settlement) -> str:
        return f"{reason_of(row.failure_code)} ({row.failure_code})" if row.failure_code else NOTHING

    @column("payout's payment")
    def payout(self, row: Settlement) -> str:
        return payment_link(row.payout_id)

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity) | Q(merchant_id=identity) | Q(payout_id=identity)
        return Q(pk__in=[])

    def get_sections(self, request: HttpRequest, row: Settlement) -> Iterable[Section]:
        every = row.sales + row.refunds
        yield Section(
            "Lines",
            ("payment", "time", "what", "where", "amount", "discount and tax", "net"),
            [
                (
                    link("transactions_transaction", line.transaction_id, line.reference),
                    moment_text(line.at),
                    f"Refund of {line.of}" if line.of else "Sale",
                    ", ".join(text for text in (line.store, line.till, line.staff) if text) or NOTHING,
                    money_text(line.gross or -line.refunded, row.currency),
                    money_text(line.discount + line.tax, row.currency),
                    money_text(line.net, row.currency),
                )
                for line in selectors.iterate_lines(row.id, most=_LINES_SHOWN)
            ],
            note=f"The first {_LINES_SHOWN:,} of {every:,}." if every > _LINES_SHOWN else "",
            empty="Only what was kept back before.",
        )

    # Paying out.

    def has_price_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return bool(request.user.has_perm("merchants.price_merchant"))

    def useful_actions(self, request: HttpRequest, row: Settlement) -> set[str]:
        if row.state not in (SettlementState.OPEN, SettlementState.FAILED):
            return set()
        if row.merchant.owner_id == operator_of(request):
            return set()
        if row.failure_code == ON_HOLD:
            return {"retry"}
        return {"stop"} if row.state == SettlementState.OPEN and row.due_at else {"retry", "stop"}

    @action(
        description="Pay out now",
        icon="send_money",
        variant=ActionVariant.PRIMARY,
        permissions=["price"],
        dialog=dialog(
            "Have this settlement paid out now",
            "It is tried within seconds, to where the merchant is settled to by now. One that was stopped goes on.",
            "Pay out",
            PayOutForm,
        ),
    )
    def retry(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._do(request, object_id, form, services.retry_payout, "It is tried within seconds.")

    @action(
        description="Stop payout",
        icon="block",
        permissions=["price"],
        dialog=dialog("Do not pay this settlement out", "Until an operator lets it go on.", "Stop", PayOutForm),
    )
    def stop(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._do(request, object_id, form, services.stop_payout, "Stopped.")

    def _do(
        self, request: HttpRequest, object_id: str, form: ReasonForm, service: Callable[..., Settlement], done: str
    ) -> HttpResponse:
        def do(row: Settlement) -> str:
            service(settlement_id=row.id, reason=form.cleaned_data["reason"], **by_operator(request))
            return done

        return self.act(request, object_id, do, note=f"{done} {form.cleaned_data['reason']}")


@admin.register(ReserveHold)
class ReserveHoldAdmin(ReadOnlyAdmin):
    list_display = ("merchant_name", "amount_text", "kept_at", "due_at", "is_released")
    list_select_related = ("merchant", "settlement")
    id_columns = ("pk", "merchant_id", "released_by_id")
    search_help_text = "Whole id of a settlement or a merchant"
    fields = ("merchant_link", ("amount_text", "due_at"), ("of", "released"))
    readonly_fields = ("merchant_link", "amount_text", "of", "released")

    @column("merchant")
    def merchant_name(self, row: ReserveHold) -> str:
        return row.merchant.name

    @column("merchant")
    def merchant_link(self, row: ReserveHold) -> str:
        return link("merchants_merchant", row.merchant_id, row.merchant.name)

    @column("kept back")
    def amount_text(self, row: ReserveHold) -> str:
        return money_text(row.amount, row.settlement.currency)

    @column("since")
    def kept_at(self, row: ReserveHold) -> str:
        return moment_text(row.settlement.made_at)

    @column("released", label={True: "success", False: "warning"})
    def is_released(self, row: ReserveHold) -> tuple[bool, str]:
        is_over = row.released_by_id is not None
        return is_over, "Released" if is_over else "Kept"

    @column("of the settlement")
    def of(self, row: ReserveHold) -> str:
        return link("merchants_settlement", row.settlement_id, row.settlement)

    @column("released by the settlement")
    def released(self, row: ReserveHold) -> str:
        return link("merchants_settlement", row.released_by_id, row.released_by)


def money_sections(merchant: Merchant) -> Iterable[Section]:
    """A merchant's money on its page: where it is now, the terms, and the last settlements."""
    position, currency = selectors.get_position(merchant), merchant.currency
    kept = f"{merchant.reserve_percent.normalize():f} % for {merchant.reserve_days} days"
    yield Section(
        "Money",
        ("taken, not settled", "payable", "on its way", "kept back", "next settlement"),
        [
            (
                *(
                    money_text(amount, currency)
                    for amount in (position.takings, position.payable, position.sending, position.reserve)
                ),
                moment_text(merchant.settle_due_at) if merchant.settle_due_at else NOTHING,
            )
        ],
        note=(
            f"Settled {merchant.get_period_display().lower()}, from "
            f"{plain_money(merchant.minimum_settlement, currency)} on"
            f"{', keeping back ' + kept if merchant.reserve_percent else ''}. "
            f"Took {plain_money(merchant.volume, currency)} in the month before."
        ),
    )
    yield Section(
        "Last settlements",
        ("until", "sales", "refunds", "sold", "payout", "state"),
        [
            (
                link("merchants_settlement", row.id, moment_text(row.until)),
                row.sales,
                row.refunds,
                money_text(row.gross, currency),
                money_text(row.net, currency),
                badge(_state_of(row), TONES[row.state]),
            )
            for row in selectors.list_settlements(merchant.id, limit=_SHOWN)
        ],
        empty="Nothing was settled yet.",
        more=("All", f"{reverse('admin:merchants_settlement_changelist')}?q={merchant.id}"),
    )


class TermsForm(ReasonForm):
    """All terms, as they are until they are changed."""

    field_order = ("period", "minimum_settlement", "reserve_percent", "reserve_days", "reason")
    period = forms.ChoiceField(label="Settled", choices=Period.choices, widget=UnfoldAdminSelectWidget)
    minimum_settlement = forms.DecimalField(
        label="At least",
        min_value=0,
        max_digits=19,
        decimal_places=4,
        widget=UnfoldAdminDecimalFieldWidget,
        help_text="Less than this waits for more.",
    )
    reserve_percent = forms.DecimalField(
        label="Kept back, in percent",
        min_value=0,
        max_value=99,
        max_digits=7,
        decimal_places=4,
        widget=UnfoldAdminDecimalFieldWidget,
        help_text="Of each settlement's sales; 0 keeps nothing back.",
    )
    reserve_days = forms.IntegerField(
        label="Kept back for days", min_value=0, max_value=365, widget=UnfoldAdminIntegerFieldWidget
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        identity = id_of(str(self.object_id))
        row = Merchant.objects.filter(pk=identity).first() if identity else None
        if row is not None:
            self.fields["minimum_settlement"].label = f"At least, in {row.currency}"
            terms: dict[str, Any] = {
                "period": row.period,
                "minimum_settlement": f"{row.minimum_settlement.normalize():f}",
                "reserve_percent": f"{row.reserve_percent.normalize():f}",
                "reserve_days": row.reserve_days,
            }
            for name, value in terms.items():
                self.fields[name].initial = value


class SetsTerms(ActsByService):
    """What a merchant's page has for whoever may set its terms."""

    def has_price_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return bool(request.user.has_perm("merchants.price_merchant"))

    @action(
        description="Settlement terms",
        icon="tune",
        permissions=["price"],
        dialog=dialog(
            "How this merchant is settled with",
            "What is kept back already keeps its own date. Its owner may choose the period and the least amount too.",
            "Set",
            TermsForm,
        ),
    )
    def set_terms(self, request: HttpRequest, form: TermsForm, object_id: str) -> HttpResponse:
        given = form.cleaned_data
        names = ("period", "minimum_settlement", "reserve_percent", "reserve_days", "reason")

        def do(row: Merchant) -> str:
            services.set_terms(merchant_id=row.id, **{name: given[name] for name in names}, **by_operator(request))
            return "These are the terms from now on."

        said = ", ".join(f"{name} {given[name]}" for name in names[:-1])
        return self.act(request, object_id, do, note=f"Terms set: {said}. {given['reason']}")
