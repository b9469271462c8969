"""Undoing payments: one operator asks on the payment's page, another one decides here; and what people owe since."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from apps.accounts.selectors import find_person
from apps.approvals.selectors import find_approval
from apps.core.admin_acting import (
    ActsByService,
    MakerCheckerAdmin,
    approving,
    by_maker,
    by_operator,
    dialog,
    rejecting,
    taking_back,
)
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
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
from apps.transactions import services
from apps.transactions.models import PaidBack, Receivable, ReversalRequest, State, Transaction
from apps.transactions.refusals import Refusal
from apps.transactions.selectors import may_be_reversed

_TONES = {
    ReversalRequest.State.REQUESTED: "warning",
    ReversalRequest.State.DONE: "success",
    ReversalRequest.State.REFUSED: "danger",
    ReversalRequest.State.REJECTED: "info",
}


class ReverseForm(BaseDialogForm):  # type: ignore[misc]
    """What a second person is to decide about."""

    policy = forms.ChoiceField(
        choices=ReversalRequest.Policy.choices,
        widget=UnfoldAdminSelectWidget,
        label="If the payee has too little",
    )
    reason = forms.CharField(max_length=500, widget=UnfoldAdminTextareaWidget({"rows": 3}))


class ReversiblePayments(ActsByService, ReadOnlyAdmin):
    """What the page of a payment offers to whoever may ask for its reversal."""

    actions_detail: tuple[str, ...] = ("reverse",)

    def has_reverse_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("transactions.add_reversalrequest")

    def useful_actions(self, request: HttpRequest, row: Transaction) -> set[str]:
        return {"reverse"} if may_be_reversed(row) else set()

    @action(  # type: ignore[untyped-decorator]
        description="Reverse",
        icon="undo",
        variant=ActionVariant.DANGER,
        permissions=["reverse"],
        dialog=dialog(
            "Ask for this payment to be undone",
            "A second operator decides. Fee and tax go back as well, and both sides are told.",
            "Ask",
            ReverseForm,
        ),
    )
    def reverse(self, request: HttpRequest, form: ReverseForm, object_id: str) -> HttpResponse:
        policy, reason = form.cleaned_data["policy"], form.cleaned_data["reason"]

        def ask(payment: Transaction) -> str:
            services.request_reversal(transaction_id=payment.id, policy=policy, reason=reason, **by_maker(request))
            return "Asked for: somebody else has to approve it under Reversals."

        return self.act(request, object_id, ask, note=f"Asked for its reversal: {reason}")


def way_back(payment: Transaction) -> Iterable[Section]:
    """What went back of a payment, and what was asked for; nothing for most."""
    counted = PaidBack.objects.filter(pk=payment.id).first()
    if counted is not None:
        yield Section(
            "Went back",
            ("so far", "of", "reversed"),
            [
                (
                    money_text(counted.total, payment.currency),
                    money_text(counted.maximum, payment.currency),
                    "Yes" if counted.is_reversed else "No",
                )
            ],
            note="What a dispute keeps back counts too.",
        )
    asked = ReversalRequest.objects.filter(transaction_id=payment.id).order_by("-id")[:20]
    if asked:
        yield Section(
            "Reversals asked for",
            ("request", "state", "asked", "decided"),
            [
                (
                    link("transactions_reversalrequest", each.id, each.get_policy_display()),
                    badge(each.get_state_display(), _TONES[ReversalRequest.State(each.state)]),
                    moment_text(each.requested_at),
                    moment_text(each.decided_at),
                )
                for each in asked
            ],
        )


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = ReversalRequest.State.choices


class RequestedFilter(RecentFilter):
    column = "requested_at"


@admin.register(ReversalRequest)
class ReversalRequestAdmin(MakerCheckerAdmin, ReadOnlyAdmin):
    """Who may change these rows may decide about what others have asked for; nobody edits them."""

    list_display = ("reference", "amount_text", "policy", "labelled_state", "asked_by", "requested_at", "decided_at")
    list_filter = (StateFilter, RequestedFilter)
    id_columns = ("pk", "transaction_id")
    search_help_text = "Whole id of a request or of a payment"
    fields = (
        "id",
        "payment_link",
        "amount_text",
        "policy_text",
        "reason",
        "state_badge",
        "refusal_text",
        "reversal_link",
        "asked_by_link",
        "requested_at",
        "approval_link",
        "decided_at",
    )
    readonly_fields = (
        "payment_link",
        "amount_text",
        "policy_text",
        "state_badge",
        "refusal_text",
        "reversal_link",
        "asked_by_link",
        "approval_link",
    )
    actions_detail = ("approve", "reject", "withdraw")

    def complete_rows(self, rows: Any) -> None:
        payments = Transaction.objects.in_bulk([row.transaction_id for row in rows])
        for row in rows:
            row.payment = payments.get(row.transaction_id)

    def _payment(self, row: Any) -> Transaction:
        payment = getattr(row, "payment", None)
        if payment is None:
            payment = row.payment = Transaction.objects.get(pk=row.transaction_id)
        return cast(Transaction, payment)

    @column("payment")
    def reference(self, row: ReversalRequest) -> str:
        return self._payment(row).reference

    @column("payment")
    def payment_link(self, row: ReversalRequest) -> str:
        return link("transactions_transaction", row.transaction_id, self._payment(row).reference)

    @column("amount")
    def amount_text(self, row: ReversalRequest) -> str:
        payment = self._payment(row)
        return money_text(payment.amount, payment.currency)

    @column("if the payee has too little")
    def policy_text(self, row: ReversalRequest) -> str:
        return row.get_policy_display()

    @column("state", label=_TONES)
    def labelled_state(self, row: ReversalRequest) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @column("state")
    def state_badge(self, row: ReversalRequest) -> str:
        return badge(row.get_state_display(), _TONES[ReversalRequest.State(row.state)])

    @column("could not be done because")
    def refusal_text(self, row: ReversalRequest) -> str:
        return str(Refusal(row.refusal_code).label) if row.refusal_code else NOTHING

    @column("gave the money back")
    def reversal_link(self, row: ReversalRequest) -> str:
        return link("transactions_transaction", row.reversal_id)

    @column("asked by")
    def asked_by(self, row: ReversalRequest) -> str:
        person = find_person(str(row.requested_by_id))
        return person.full_name if person else str(row.requested_by_id)

    @column("asked by")
    def asked_by_link(self, row: ReversalRequest) -> str:
        return link("accounts_user", row.requested_by_id, self.asked_by(row))

    @column("approval")
    def approval_link(self, row: ReversalRequest) -> str:
        return link("approvals_approval", row.approval_id)

    def get_sections(self, request: HttpRequest, row: ReversalRequest) -> Iterable[Section]:
        approval = find_approval(row.approval_id) if row.approval_id else None
        rows = []
        if approval is not None:
            rows.append(
                (
                    approval.maker.full_name,
                    moment_text(approval.requested_at),
                    approval.checker.full_name if approval.checker else NOTHING,
                    approval.get_state_display(),
                    moment_text(approval.decided_at),
                    approval.reason or NOTHING,
                )
            )
        headers = ("asked by", "at", "decided by", "decision", "at", "reason")
        yield Section("Approval", headers, rows)
        owed = Receivable.objects.filter(transaction_id=row.transaction_id).first()
        if owed is not None:
            yield Section(
                "Owed since",
                ("receivable", "amount", "outstanding"),
                [
                    (
                        link("transactions_receivable", owed.id),
                        money_text(owed.amount, owed.currency),
                        money_text(owed.outstanding, owed.currency),
                    )
                ],
            )

    def useful_actions(self, request: HttpRequest, row: ReversalRequest) -> set[str]:
        is_waiting = row.state == ReversalRequest.State.REQUESTED
        return self.useful_when_asked_by(request, row.requested_by_id) if is_waiting else set()

    @approving("Undo this payment", "The money goes back at once, fee and tax included, and both sides are told.")
    def approve(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        def do(row: ReversalRequest) -> str:
            decided = services.approve_reversal(request_id=row.pk, **self.by_checker(request))
            if decided.state == ReversalRequest.State.DONE:
                return "Reversed: the money is back with the payer."
            return f"Nothing was moved. {Refusal(decided.refusal_code).label}"

        return self.act(request, object_id, do, note="Approved.")

    @rejecting("Leave this payment as it is", "Nothing moves, and nobody but whoever has asked sees why.")
    def reject(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: ReversalRequest) -> str:
            services.reject_reversal(request_id=row.pk, reason=reason, **self.by_checker(request))
            return "Rejected."

        return self.act(request, object_id, do, note=f"Rejected. {reason}")

    @taking_back("Take back what you have asked for", "Nothing moves.")
    def withdraw(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: ReversalRequest) -> str:
            services.withdraw_reversal(request_id=row.pk, reason=reason, **by_maker(request))
            return "Taken back."

        return self.act(request, object_id, do, note=f"Taken back. {reason}")


class SettledFilter(ChoiceFilter):
    title = "settled"
    parameter_name = "settled"
    choices_of_filter = [("no", "Still owed"), ("yes", "Settled")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = self.value()
        return queryset if value is None else queryset.filter(settled_at__isnull=value == "no")


class CreatedFilter(RecentFilter):
    column = "created_at"


@admin.register(Receivable)
class ReceivableAdmin(ActsByService, ReadOnlyAdmin):
    """What people owe since a payment to them was reversed. Who may change these rows may collect."""

    list_display = ("debtor", "amount_text", "outstanding_text", "created_at", "settled_at")
    list_filter = (SettledFilter, CreatedFilter)
    id_columns = ("pk", "person_id", "transaction_id")
    search_help_text = "Number or e-mail address of a person; whole id of a person, a payment or what is owed"
    fields = (
        "id",
        "debtor_link",
        "payment_link",
        "wallet_link",
        "amount_text",
        "outstanding_text",
        "created_at",
        "settled_at",
    )
    readonly_fields = ("debtor_link", "payment_link", "wallet_link", "amount_text", "outstanding_text")
    actions_detail = ("collect",)

    @column("person")
    def debtor(self, row: Receivable) -> str:
        person = find_person(str(row.person_id))
        return person.full_name if person else str(row.person_id)

    @column("person")
    def debtor_link(self, row: Receivable) -> str:
        return link("accounts_user", row.person_id, self.debtor(row))

    @column("since this payment was reversed")
    def payment_link(self, row: Receivable) -> str:
        return link("transactions_transaction", row.transaction_id)

    @column("wallet")
    def wallet_link(self, row: Receivable) -> str:
        return link("wallets_wallet", row.wallet_id)

    @column("owed")
    def amount_text(self, row: Receivable) -> str:
        return money_text(row.amount, row.currency)

    @column("outstanding")
    def outstanding_text(self, row: Receivable) -> str:
        return money_text(row.outstanding, row.currency)

    def matching(self, term: str) -> Q:
        person = find_person(term) if id_of(term) is None else None
        return Q(person_id=person.id) if person else super().matching(term)

    def get_sections(self, request: HttpRequest, row: Receivable) -> Iterable[Section]:
        collected = Transaction.objects.filter(
            payer_id=row.person_id, kind="COLLECTION", parent_id=row.transaction_id, state=State.COMPLETED
        ).order_by("-id")[:20]
        yield Section(
            "Collected",
            ("payment", "amount", "at"),
            [
                (
                    link("transactions_transaction", each.id, each.reference),
                    money_text(each.amount, each.currency),
                    moment_text(each.created_at),
                )
                for each in collected
            ],
            empty="Nothing yet.",
        )

    def has_collect_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("transactions.change_receivable")

    def useful_actions(self, request: HttpRequest, row: Receivable) -> set[str]:
        return {"collect"} if row.outstanding else set()

    @action(  # type: ignore[untyped-decorator]
        description="Collect",
        icon="payments",
        permissions=["collect"],
        dialog=dialog(
            "Collect what is there",
            "Takes from the wallet what is in it, at most what is owed. The person is told.",
            "Collect",
            None,
        ),
    )
    def collect(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        def do(row: Receivable) -> str:
            taken = services.collect_receivable(receivable_id=row.pk, **by_operator(request))
            payment = taken.transaction
            return f"Collected {money_text(payment.amount, payment.currency)}."

        return self.act(request, object_id, do, note="Collected.")
