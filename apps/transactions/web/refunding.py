"""Giving back a payment one has received, whole or a part of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.services import Proof
from apps.accounts.web.base import WalletView
from apps.core.money import Money, decimal_string
from apps.core.templatetags.ui import money_text
from apps.core.web import drafts
from apps.core.web.drafts import Draft
from apps.transactions import selectors, services
from apps.transactions.errors import NothingLeftToRefund, NotRefundable
from apps.transactions.kinds import KINDS
from apps.transactions.models import State, Transaction
from apps.transactions.services import Outcome
from apps.transactions.web.forms import RefundForm
from apps.transactions.web.paying import PayView, Review, shortfall

PURPOSE = "refund"


class RefundView(WalletView):
    """How much is given back, and why."""

    tab = "activity"

    def get(self, request: HttpRequest, transaction_id: UUID) -> HttpResponse:
        row, left = self._original(transaction_id)
        form = RefundForm(left=left, initial={"amount": decimal_string(left.amount, left.currency)})
        return self._show(row, left, form)

    def post(self, request: HttpRequest, transaction_id: UUID) -> HttpResponse:
        row, left = self._original(transaction_id)
        form = RefundForm(request.POST, left=left)
        if not form.is_valid():
            return self._show(row, left, form, status=400)
        content = {
            "transaction_id": str(row.id),
            "amount": decimal_string(form.cleaned_data["amount"], row.currency),
            "reason": form.cleaned_data["reason"],
        }
        draft = drafts.begin(owner_id=self.me.id, purpose=PURPOSE, content=content, now=self.now)
        return self.go("wallet-refund-review", draft.id)

    def _original(self, transaction_id: UUID) -> tuple[Transaction, Money]:
        """The payment and what is left of it. Raises TransactionNotFound, NotRefundable, NothingLeftToRefund."""
        row = selectors.get_transaction(person_id=self.me.id, transaction_id=transaction_id)
        if row.payee_id != self.me.id or row.state != State.COMPLETED or not KINDS[row.kind].is_refundable:
            raise NotRefundable
        left = selectors.get_left_to_refund(row)
        if not left:
            raise NothingLeftToRefund
        return row, left

    def _show(self, row: Transaction, left: Money, form: RefundForm, *, status: int = 200) -> HttpResponse:
        return self.render("transactions/refund.html", {"row": row, "left": left, "form": form}, status=status)


class RefundReviewView(PayView):
    """The last look before money goes back."""

    purpose = PURPOSE
    route = "wallet-refund-review"
    tab = "activity"

    def back(self, draft: Draft) -> str:
        return reverse("wallet-refund", args=[draft.content["transaction_id"]])

    def review(self, draft: Draft) -> Review:
        row = self._row(draft)
        amount = Money.parse(draft.content["amount"], row.currency)
        return Review(
            action=_("Give back %(amount)s") % {"amount": money_text(amount.amount, amount.currency)},
            total=amount,
            amount=amount,
            payee=row.payer_name,
            rows=((_("Why"), draft.content["reason"]), (_("Payment"), row.reference)),
            warning=shortfall(self.me.id, amount),
        )

    def pay(self, draft: Draft, review: Review, *, proof: Proof, digest: bytes) -> Outcome:
        return services.refund(
            payee_id=self.me.id,
            session_id=self.me.session_id,
            transaction_id=UUID(draft.content["transaction_id"]),
            amount=review.amount,
            reason=draft.content["reason"],
            key=draft.key,
            digest=digest,
            proof=proof,
            at=self.now,
        )

    def _row(self, draft: Draft) -> Transaction:
        return selectors.get_transaction(person_id=self.me.id, transaction_id=UUID(draft.content["transaction_id"]))
