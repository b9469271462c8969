from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.contrib import admin
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from apps.accounts.selectors import find_person
from apps.approvals.selectors import find_approval
from apps.core.admin_acting import (
    ActsByService,
    MakerCheckerAdmin,
    approving,
    by_maker,
    dialog,
    rejecting,
    taking_back,
)
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    FactsForm,
    ReadOnlyAdmin,
    ReasonForm,
    RecentFilter,
    Section,
    badge,
    column,
    id_of,
    link,
    moment_text,
    money_text,
)
from apps.core.money import InvalidMoney, parse_decimal
from apps.merchants import services
from apps.merchants.models import (
    Charge,
    Merchant,
    RefundRequest,
    RefundRequestState,
    Settlement,
    Taking,
    TakingKind,
    Till,
)
from apps.transactions.admin import register_search
from apps.transactions.errors import DECLINES
from apps.transactions.models import Transaction

Row = TypeVar("Row", bound=Model)
_KINDS = {TakingKind.SALE: "success", TakingKind.REFUND: "info"}
_TONES = {
    RefundRequestState.REQUESTED: "warning",
    RefundRequestState.DONE: "success",
    RefundRequestState.REFUSED: "danger",
    RefundRequestState.REJECTED: "info",
}
_SHOWN = 20
_NAMED_ALIKE = 20
MAY_REFUND = "merchants.refund_for_merchant"


def merchants_called(term: str) -> Sequence[UUID]:
    """Merchants whose name begins so: payments name them as payer or payee."""
    if len(term) < 3 or "@" in term or term[0] == "+":
        return []
    return list(Merchant.objects.filter(name__istartswith=term).values_list("id", flat=True)[:_NAMED_ALIKE])


register_search(merchants_called)


def _reference_of(transaction_id: UUID | None) -> str:
    payment = find_row(Transaction, transaction_id)
    return payment.reference if payment else ""


def find_row(model: type[Row], identity: UUID | None) -> Row | None:
    """The row with this id, if there is one."""
    return model._default_manager.filter(pk=identity).first() if identity else None


def payment_link(transaction_id: UUID | None) -> str:
    """A payment by the reference its people know it by."""
    return link("transactions_transaction", transaction_id, _reference_of(transaction_id))


class KindFilter(ChoiceFilter):
    title = "kind"
    parameter_name = "kind"
    choices_of_filter = TakingKind.choices


class SettledFilter(ChoiceFilter):
    title = "settled"
    parameter_name = "settled"
    choices_of_filter = [("no", "Not yet"), ("yes", "Settled")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = self.value()
        return queryset if value is None else queryset.filter(settlement_id__isnull=value == "no")


class TakenFilter(RecentFilter):
    column = "at"


class GiveBackForm(BaseDialogForm):  # type: ignore[misc]
    """What a second person is to decide about."""

    amount = forms.CharField(
        required=False,
        max_length=20,
        widget=UnfoldAdminTextInputWidget({"placeholder": "All that is left"}),
        help_text="Leave it empty to give back all that is left of the sale.",
    )
    reason = forms.CharField(
        max_length=140, widget=UnfoldAdminTextareaWidget({"rows": 3}), help_text="The payer reads it."
    )

    def clean_amount(self) -> Any:
        text = self.cleaned_data["amount"].strip()
        try:
            return parse_decimal(text) if text else None
        except InvalidMoney as error:
            raise forms.ValidationError('An amount is a plain decimal number, for example "12.50".') from error


@admin.register(Taking)
class TakingAdmin(ActsByService, ReadOnlyAdmin):
    """What merchants took and gave back, line by line; the database keeps each as it was written."""

    list_display = ("merchant_name", "kind_label", "gross_text", "discount_text", "net_text", "settled", "at")
    list_filter = (KindFilter, SettledFilter, TakenFilter)
    ordering = ("-transaction_id",)
    id_columns = ("pk", "merchant_id", "till_id", "charge_id", "settlement_id", "sale_id")
    search_help_text = "Whole id of a payment, a merchant, a till, a charge or a settlement; name of a merchant"
    fields = (
        ("payment_link", "merchant_link"),
        ("kind_badge", "sale_link"),
        ("gross_text", "net_text"),
        ("tip_text", "surcharge_text"),
        ("discount_text", "tax_text"),
        ("drawn_text", "wallet_text"),
        ("till_link", "staff_link"),
        ("charge_link", "settlement_link"),
        "at",
    )
    readonly_fields = tuple(chain.from_iterable(one if isinstance(one, tuple) else (one,) for one in fields))
    actions_detail = ("give_back",)

    def complete_rows(self, rows: Sequence[Any]) -> None:
        names = dict(Merchant.objects.filter(pk__in={row.merchant_id for row in rows}).values_list("pk", "name"))
        for row in rows:
            row.merchant_called = names.get(row.merchant_id, str(row.merchant_id))

    @column("merchant")
    def merchant_name(self, row: Any) -> str:
        return str(row.merchant_called)

    @column("merchant")
    def merchant_link(self, row: Taking) -> str:
        name = Merchant.objects.filter(pk=row.merchant_id).values_list("name", flat=True).first()
        return link("merchants_merchant", row.merchant_id, name)

    @column("payment")
    def payment_link(self, row: Taking) -> str:
        return payment_link(row.transaction_id)

    @column("gives back")
    def sale_link(self, row: Taking) -> str:
        return link("merchants_taking", row.sale_id, _reference_of(row.sale_id))

    @column("till")
    def till_link(self, row: Taking) -> str:
        return link("merchants_till", row.till_id, find_row(Till, row.till_id))

    @column("charge")
    def charge_link(self, row: Taking) -> str:
        return link("merchants_charge", row.charge_id, find_row(Charge, row.charge_id))

    @column("settlement")
    def settlement_link(self, row: Taking) -> str:
        return link("merchants_settlement", row.settlement_id, find_row(Settlement, row.settlement_id))

    @column("by")
    def staff_link(self, row: Taking) -> str:
        person = find_person(str(row.staff_id)) if row.staff_id else None
        return link("accounts_user", row.staff_id, person.full_name if person else None)

    @column("kind", label=_KINDS)
    def kind_label(self, row: Taking) -> tuple[str, str]:
        return row.kind, row.get_kind_display()

    @column("kind")
    def kind_badge(self, row: Taking) -> str:
        return badge(row.get_kind_display(), _KINDS[TakingKind(row.kind)])

    @column("settled")
    def settled(self, row: Taking) -> str:
        return "Yes" if row.settlement_id else NOTHING

    @column("amount")
    def gross_text(self, row: Taking) -> str:
        return money_text(row.gross, row.currency)

    @column("of that tip")
    def tip_text(self, row: Taking) -> str:
        return money_text(row.tip, row.currency)

    @column("of that convenience fee")
    def surcharge_text(self, row: Taking) -> str:
        return money_text(row.surcharge, row.currency)

    @column("discount")
    def discount_text(self, row: Taking) -> str:
        return money_text(row.discount, row.currency)

    @column("tax")
    def tax_text(self, row: Taking) -> str:
        return money_text(row.tax, row.currency)

    @column("drawn from the takings")
    def drawn_text(self, row: Taking) -> str:
        return money_text(row.drawn if row.kind == TakingKind.REFUND else None, row.currency)

    @column("paid by the owner's wallet")
    def wallet_text(self, row: Taking) -> str:
        return money_text(row.gross - row.drawn if row.kind == TakingKind.REFUND else None, row.currency)

    @column("changes the takings by")
    def net_text(self, row: Taking) -> str:
        return money_text(row.net, row.currency)

    def matching(self, term: str) -> Q:
        return super().matching(term) if id_of(term) else Q(merchant_id__in=merchants_called(term))

    def get_sections(self, request: HttpRequest, row: Taking) -> Iterable[Section]:
        refunds = Taking.objects.filter(sale_id=row.pk).order_by("pk")[:_SHOWN]
        yield Section(
            "Given back",
            ("refund", "amount", "from the takings", "at"),
            [
                (
                    link("merchants_taking", one.pk, f"…{str(one.pk)[-8:]}"),
                    money_text(one.gross, one.currency),
                    money_text(one.drawn, one.currency),
                    moment_text(one.at),
                )
                for one in refunds
            ],
            empty="Nothing.",
        )
        asked = RefundRequest.objects.filter(sale_id=row.pk).order_by("-id")[:_SHOWN]
        yield Section(
            "Asked for by operators",
            ("request", "amount", "state", "asked"),
            [
                (
                    link("merchants_refundrequest", one.id, f"…{str(one.id)[-8:]}"),
                    money_text(one.amount, one.currency),
                    badge(one.get_state_display(), _TONES[RefundRequestState(one.state)]),
                    moment_text(one.requested_at),
                )
                for one in asked
            ],
            empty="Nothing.",
        )

    def has_refund_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm(MAY_REFUND)

    def useful_actions(self, request: HttpRequest, row: Taking) -> set[str]:
        return {"give_back"} if row.kind == TakingKind.SALE else set()

    @action(  # type: ignore[untyped-decorator]
        description="Give back",
        icon="undo",
        variant=ActionVariant.DANGER,
        permissions=["refund"],
        dialog=dialog(
            "Give this sale back in the merchant's name",
            "For merchants that do not answer. A second operator decides. The takings pay first, then the owner's "
            "wallet, and the payer is told.",
            "Ask",
            GiveBackForm,
        ),
    )
    def give_back(self, request: HttpRequest, form: GiveBackForm, object_id: str) -> HttpResponse:
        amount, reason = form.cleaned_data["amount"], form.cleaned_data["reason"]

        def ask(row: Taking) -> str:
            services.request_refund(sale_id=row.pk, amount=amount, reason=reason, **by_maker(request))
            return "Asked for: somebody else has to approve it under Refund requests."

        return self.act(request, object_id, ask, note=f"Asked for its refund: {reason}")


class ApproveRefundForm(FactsForm):
    """What goes back, to be read once more before it does."""

    def facts(self) -> Sequence[tuple[str, object]]:
        identity = id_of(str(self.object_id))
        row = RefundRequest.objects.select_related("merchant").filter(pk=identity).first() if identity else None
        if row is None:
            return ()
        sale = Transaction.objects.filter(pk=row.sale_id).first()
        return (
            ("Amount", money_text(row.amount, row.currency)),
            ("To", sale.payer_name if sale else NOTHING),
            ("From", row.merchant.name),
            ("Sale", sale.reference if sale else NOTHING),
            ("Reason", row.reason),
        )


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = RefundRequestState.choices


class RequestedFilter(RecentFilter):
    column = "requested_at"


@admin.register(RefundRequest)
class RefundRequestAdmin(MakerCheckerAdmin, ReadOnlyAdmin):
    """Who may refund for merchants may ask, and decide about what others have asked for; nobody edits these rows."""

    list_display = ("merchant_name", "amount_text", "labelled_state", "asked_by", "requested_at", "decided_at")
    list_filter = (StateFilter, RequestedFilter)
    list_select_related = ("merchant", "requested_by")
    id_columns = ("pk", "sale_id", "merchant_id", "refund_id")
    search_help_text = "Whole id of a request, a payment or a merchant"
    fields = (
        ("id", "merchant_link"),
        ("sale_link", "amount_text"),
        "reason",
        ("state_badge", "refusal_text"),
        ("refund_link", "approval_link"),
        ("asked_by_link", "requested_at"),
        "decided_at",
    )
    readonly_fields = tuple(chain.from_iterable(one if isinstance(one, tuple) else (one,) for one in fields))
    actions_detail = ("approve", "reject", "withdraw")

    def has_ask_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm(MAY_REFUND)

    def has_decide_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm(MAY_REFUND)

    @column("merchant")
    def merchant_name(self, row: RefundRequest) -> str:
        return str(row.merchant.name)

    @column("merchant")
    def merchant_link(self, row: RefundRequest) -> str:
        return link("merchants_merchant", row.merchant_id, row.merchant.name)

    @column("sale")
    def sale_link(self, row: RefundRequest) -> str:
        return link("merchants_taking", row.sale_id, _reference_of(row.sale_id))

    @column("to give back")
    def amount_text(self, row: RefundRequest) -> str:
        return money_text(row.amount, row.currency)

    @column("state", label=_TONES)
    def labelled_state(self, row: RefundRequest) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @column("state")
    def state_badge(self, row: RefundRequest) -> str:
        return badge(row.get_state_display(), _TONES[RefundRequestState(row.state)])

    @column("why it could not be done")
    def refusal_text(self, row: RefundRequest) -> str:
        return DECLINES[row.refusal_code]().detail if row.refusal_code else NOTHING

    @column("gave the money back")
    def refund_link(self, row: RefundRequest) -> str:
        return payment_link(row.refund_id)

    @column("asked by")
    def asked_by(self, row: RefundRequest) -> str:
        return str(row.requested_by.full_name)

    @column("asked by")
    def asked_by_link(self, row: RefundRequest) -> str:
        return link("accounts_user", row.requested_by_id, row.requested_by.full_name)

    @column("approval")
    def approval_link(self, row: RefundRequest) -> str:
        return link("approvals_approval", row.approval_id, f"…{str(row.approval_id)[-8:]}")

    def get_sections(self, request: HttpRequest, row: RefundRequest) -> Iterable[Section]:
        approval = find_approval(row.approval_id)
        rows = []
        if approval is not None:
            checker = approval.checker.full_name if approval.checker else NOTHING
            decided = (checker, approval.get_state_display(), moment_text(approval.decided_at))
            rows.append(
                (approval.maker.full_name, moment_text(approval.requested_at), *decided, approval.reason or NOTHING)
            )
        yield Section("Approval", ("asked by", "at", "decided by", "decision", "at", "reason"), rows)

    def useful_actions(self, request: HttpRequest, row: RefundRequest) -> set[str]:
        is_waiting = row.state == RefundRequestState.REQUESTED
        return self.useful_when_asked_by(request, row.requested_by_id) if is_waiting else set()

    @approving("Give this sale back", "The money goes back to its payer at once, and they are told.", ApproveRefundForm)
    def approve(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        def do(row: RefundRequest) -> str:
            decided = services.approve_refund(request_id=row.pk, **self.by_checker(request))
            if decided.state == RefundRequestState.DONE:
                return "Given back: the money is with its payer."
            return f"Nothing was moved. {DECLINES[decided.refusal_code]().detail}"

        return self.act(request, object_id, do, note="Approved.")

    @rejecting("Leave this sale as it is", "Nothing moves, and nobody but whoever has asked sees why.")
    def reject(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: RefundRequest) -> str:
            services.reject_refund(request_id=row.pk, reason=reason, **self.by_checker(request))
            return "Rejected."

        return self.act(request, object_id, do, note=f"Rejected. {reason}")

    @taking_back("Take back what you have asked for", "Nothing moves.")
    def withdraw(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: RefundRequest) -> str:
            services.withdraw_refund(request_id=row.pk, reason=reason, **by_maker(request))
            return "Taken back."

        return self.act(request, object_id, do, note=f"Taken back. {reason}")
