"""Undoing payments: one operator asks on the payment's page, another one decides here; and what people owe since."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from apps.accounts.selectors import find_person
from apps.approvals.selectors import find_approval
from apps.core import clock
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
    operator_of,
    page_again,
)
from apps.core.errors import DomainError
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


class ActsByService(ReadOnlyAdmin):
    """A page of rows nobody edits, whose actions each call one service and say what became of it."""

    def row_or_404(self, request: HttpRequest, object_id: str) -> Any:
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        return row

    def attempt(self, request: HttpRequest, row: Any, change: Callable[[], str], *, note: str) -> HttpResponse:
        """`change` returns what to say; a refusal says why itself."""
        try:
            said = change()
        except DomainError as error:
            self.message_user(request, error.detail, messages.WARNING)
        else:
            self.log_change(request, row, note)
            self.message_user(request, said, messages.SUCCESS)
        return page_again(request)


class ReversiblePayments(ActsByService):
    """What the page of a payment offers to whoever may ask for its reversal."""

    actions_detail: tuple[str, ...] = ("reverse",)

    def has_reverse_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("transactions.add_reversalrequest")

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        row = self.get_object(request, str(object_id))
        offered: list[Any] = super().get_actions_detail(request, object_id)
        return offered if row is not None and may_be_reversed(row) else []

    @action(  # type: ignore[untyped-decorator]
        description="Reverse",
        icon="undo",
        variant=ActionVariant.DANGER,
        permissions=["reverse"],
        dialog={
            "title": "Ask for this payment to be undone",
            "description": "A second operator decides. Fee and tax go back as well, and both sides are told.",
            "form_class": ReverseForm,
            "form_submit_text": "Ask",
        },
    )
    def reverse(self, request: HttpRequest, form: ReverseForm, object_id: str) -> HttpResponse:
        payment: Transaction = self.row_or_404(request, object_id)

        def ask() -> str:
            services.request_reversal(
                transaction_id=payment.id,
                policy=form.cleaned_data["policy"],
                reason=form.cleaned_data["reason"],
                maker_id=operator_of(request),
                now=clock.now(),
            )
            return "Asked for: somebody else has to approve it under Reversals."

        return self.attempt(request, payment, ask, note=f"Asked for its reversal: {form.cleaned_data['reason']}")


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
class ReversalRequestAdmin(ActsByService):
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

    def has_decide_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("transactions.change_reversalrequest")

    def has_ask_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("transactions.add_reversalrequest")

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        row = self.get_object(request, str(object_id))
        useful: set[str] = set()
        if row is not None and row.state == ReversalRequest.State.REQUESTED:
            useful = {"withdraw"} if row.requested_by_id == request.user.pk else {"approve", "reject"}
        return [each for each in super().get_actions_detail(request, object_id) if each.path in useful]

    @action(  # type: ignore[untyped-decorator]
        description="Approve",
        icon="check",
        variant=ActionVariant.DANGER,
        permissions=["decide"],
        dialog={
            "title": "Undo this payment",
            "description": "The money goes back at once, fee and tax included, and both sides are told.",
            "form_submit_text": "Approve",
        },
    )
    def approve(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)

        def do() -> str:
            decided = services.approve_reversal(
                request_id=row.pk,
                checker_id=operator_of(request),
                holds_role=self.has_decide_permission(request),
                now=clock.now(),
            )
            if decided.state == ReversalRequest.State.DONE:
                return "Reversed: the money is back with the payer."
            return f"Nothing was moved. {Refusal(decided.refusal_code).label}"

        return self.attempt(request, row, do, note="Approved.")

    @action(  # type: ignore[untyped-decorator]
        description="Reject",
        icon="close",
        permissions=["decide"],
        dialog={
            "title": "Leave this payment as it is",
            "description": "Nothing moves, and nobody but whoever has asked sees why.",
            "form_class": ReasonForm,
            "form_submit_text": "Reject",
        },
    )
    def reject(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        row, reason = self.row_or_404(request, object_id), form.cleaned_data["reason"]

        def do() -> str:
            services.reject_reversal(
                request_id=row.pk,
                checker_id=operator_of(request),
                reason=reason,
                holds_role=self.has_decide_permission(request),
                now=clock.now(),
            )
            return "Rejected."

        return self.attempt(request, row, do, note=f"Rejected. {reason}")

    @action(  # type: ignore[untyped-decorator]
        description="Take back",
        icon="undo",
        permissions=["ask"],
        dialog={
            "title": "Take back what you have asked for",
            "description": "Nothing moves.",
            "form_class": ReasonForm,
            "form_submit_text": "Take back",
        },
    )
    def withdraw(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        row, reason = self.row_or_404(request, object_id), form.cleaned_data["reason"]

        def do() -> str:
            services.withdraw_reversal(request_id=row.pk, maker_id=operator_of(request), reason=reason, now=clock.now())
            return "Taken back."

        return self.attempt(request, row, do, note=f"Taken back. {reason}")


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
class ReceivableAdmin(ActsByService):
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

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        row = self.get_object(request, str(object_id))
        return super().get_actions_detail(request, object_id) if row is not None and row.outstanding else []

    @action(  # type: ignore[untyped-decorator]
        description="Collect",
        icon="payments",
        permissions=["collect"],
        dialog={
            "title": "Collect what is there",
            "description": "Takes from the wallet what is in it, at most what is owed. The person is told.",
            "form_submit_text": "Collect",
        },
    )
    def collect(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)

        def do() -> str:
            taken = services.collect_receivable(receivable_id=row.pk, by=operator_of(request), now=clock.now())
            payment = taken.transaction
            return f"Collected {money_text(payment.amount, payment.currency)}."

        return self.attempt(request, row, do, note="Collected.")
