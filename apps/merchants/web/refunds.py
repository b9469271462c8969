"""One sale, what was given back of it, and giving it back: from the till or from the portal.

The amount and the reason become a draft, whose id is the refund's key; it is confirmed by PIN as every payment is.
"""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.identifiers import masked_name
from apps.accounts.services import Proof
from apps.accounts.web.base import WalletView
from apps.core.money import Money, decimal_string
from apps.core.templatetags.ui import money_text
from apps.core.web import drafts
from apps.core.web.drafts import Draft
from apps.merchants import selectors, services
from apps.merchants.models import Taking
from apps.merchants.selectors import Member, Power, require_role
from apps.merchants.web.counter_forms import RefundForm
from apps.merchants.web.frames import PortalView, TillView, portal_frame, till_frame
from apps.transactions.errors import TransactionNotFound
from apps.transactions.models import State, Transaction
from apps.transactions.selectors import get_left_to_refund
from apps.transactions.services import Outcome
from apps.transactions.web.paying import PayView, Review

_PURPOSE = "sale-refund"


class _SaleView(WalletView):
    """One sale, with the form that gives it back for whoever may. A subclass says from where."""

    # Both kinds of pages have these.
    member: Member
    # The till from which it is opened, or none.
    till_id: UUID | None = None

    def get(self, request: HttpRequest, transaction_id: UUID, **kwargs: Any) -> HttpResponse:
        sale = self._sale(transaction_id)
        left = self._left(sale)
        form = RefundForm(initial={"amount": decimal_string(left.amount, left.currency)})
        return self._show(sale, left, form)

    def post(self, request: HttpRequest, transaction_id: UUID, **kwargs: Any) -> HttpResponse:
        require_role(person_id=self.me.id, merchant_id=self.member.merchant_id, power=Power.REFUND)
        sale = self._sale(transaction_id)
        left = self._left(sale)
        form = RefundForm(request.POST)
        if not form.is_valid() or (amount := form.money(sale.currency)) is None:
            return self._show(sale, left, form, status=400)
        content = {
            "merchant": str(self.member.merchant_id),
            "sale": str(sale.id),
            "amount": decimal_string(amount.amount, amount.currency),
            "currency": amount.currency,
            "reason": form.cleaned_data["reason"],
            "till": str(self.till_id) if self.till_id else "",
        }
        draft = drafts.begin(owner_id=self.me.id, purpose=_PURPOSE, content=content, now=self.now)
        return self.go("merchant-portal-refund", draft.id)

    def _sale(self, transaction_id: UUID) -> Transaction:
        return selectors.get_sale_payment(member=self.member, transaction_id=transaction_id)

    def _left(self, sale: Transaction) -> Money:
        nothing = Money.zero(sale.currency)
        return get_left_to_refund(sale) if sale.state == State.COMPLETED else nothing

    def _show(self, sale: Transaction, left: Money, form: RefundForm, *, status: int = 200) -> HttpResponse:
        form.fields["amount"].show_currency(sale.currency)  # type: ignore[attr-defined]
        line = Taking.objects.filter(pk=sale.id).first()
        refunds = selectors.list_refunds_of(sale.id)
        is_own = sale.payer_id == self.me.id
        context = {
            "sale": sale,
            "line": line,
            "payer": masked_name(sale.payer_name),
            "refunds": refunds,
            "references": selectors.references_of(refunds),
            "left": left,
            "form": form,
            "is_own": is_own,
            "can_refund": self.member.may(Power.REFUND) and left.amount > 0 and not is_own,
        }
        return self.render("merchants/sale.html", context, status=status)


class TillSaleView(_SaleView, TillView):
    """A sale of this till."""

    part = "day"

    def enter(self, **kwargs: Any) -> None:
        super().enter(**kwargs)
        self.till_id = self.till.id

    def _sale(self, transaction_id: UUID) -> Transaction:
        if not Taking.objects.filter(pk=transaction_id, till_id=self.till.id).exists():
            raise TransactionNotFound
        return super()._sale(transaction_id)


class PortalSaleView(_SaleView, PortalView):
    """A sale of the merchant's, or of the one store somebody works in."""

    part = "sales"


class RefundView(PayView):
    """A refund to be confirmed. See the module."""

    purpose = _PURPOSE
    route = "merchant-portal-refund"
    template_name = "merchants/refund_review.html"

    def review(self, draft: Draft) -> Review:
        member, sale = self._place(draft)
        amount = _amount(draft)
        text = money_text(amount.amount, amount.currency)
        cap = money_text(member.cap, amount.currency) if member.cap is not None else ""
        rows = [
            (_("Sale"), sale.reference),
            (_("Paid"), money_text(sale.amount, sale.currency)),
            (_("Reason"), draft.content["reason"]),
        ]
        if cap:
            rows.append((_("You may give back in a day"), cap))
        return Review(
            action=_("Give back %(amount)s") % {"amount": text},
            total=amount,
            amount=amount,
            payee=masked_name(sale.payer_name),
            rows=tuple(rows),
            context=self._framed(draft, member),
        )

    def pay(self, draft: Draft, review: Review, *, proof: Proof, digest: bytes) -> Outcome:
        return services.refund_sale(
            merchant_id=UUID(draft.content["merchant"]),
            person_id=self.me.id,
            session_id=self.me.session_id,
            transaction_id=UUID(draft.content["sale"]),
            amount=review.amount,
            reason=draft.content["reason"],
            key=draft.key,
            digest=digest,
            proof=proof,
            at=self.now,
        )

    def back(self, draft: Draft) -> str:
        return _address_of_sale(draft)

    def arrived(self, row: Transaction, *, again: bool) -> HttpResponse:
        return self.go_to(_address_of_sale(self._draft(self.kwargs["draft_id"])))

    def _place(self, draft: Draft) -> tuple[Member, Transaction]:
        merchant_id = UUID(draft.content["merchant"])
        member = require_role(person_id=self.me.id, merchant_id=merchant_id, power=Power.REFUND)
        return member, selectors.get_sale_payment(member=member, transaction_id=UUID(draft.content["sale"]))

    def _framed(self, draft: Draft, member: Member) -> dict[str, Any]:
        if till_id := draft.content["till"]:
            till = selectors.get_workplace(person_id=self.me.id, till_id=UUID(till_id))
            return till_frame(till, member, part="day", now=self.now)
        return portal_frame(selectors.get_merchant(member.merchant_id), member, part="sales")


def _amount(draft: Draft) -> Money:
    return Money(Decimal(draft.content["amount"]), draft.content["currency"])


def _address_of_sale(draft: Draft) -> str:
    sale = draft.content["sale"]
    if till_id := draft.content["till"]:
        return reverse("till-sale", args=[till_id, sale])
    return reverse("merchant-portal-sale", args=[draft.content["merchant"], sale])
