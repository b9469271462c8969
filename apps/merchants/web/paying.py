"""Paying a merchant: what the payer has to say (how much, which tip), and then the PIN.

A code says only which till or charge is meant; all that is shown and paid comes from the database, and it is looked at
again whenever the page is loaded and when it is paid.
"""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.services import Proof
from apps.accounts.web.base import WalletView
from apps.core.money import Money, decimal_string
from apps.core.templatetags.ui import money_text
from apps.core.web import drafts
from apps.core.web.drafts import Draft
from apps.merchants import codes, selectors, services
from apps.merchants.errors import ChargeNotFound, TermsChanged, TillNotFound
from apps.merchants.models import TipMode
from apps.merchants.services import Payer, Seen, Terms
from apps.merchants.web.counter_forms import BillForm
from apps.merchants.web.scanning import BILL, PAYMENT, payable
from apps.transactions.models import Transaction
from apps.transactions.services import Outcome
from apps.transactions.web.paying import PayView, Review


class BillView(WalletView):
    """Whom the payer is about to pay, and what they have to say for it. `text_of` is the code they came with."""

    tab = "scan"
    # Whether they came from the merchant's page, to which they go back.
    came_from_page = False

    def text_of(self) -> str:
        """The text of the code. Raises DomainError for none."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        seen, _text = self._look()
        return self._show(seen, self._form(seen))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        seen, text = self._look()
        form = self._form(seen, request.POST)
        if not form.is_valid():
            return self._show(seen, form, status=400)
        content = {"text": text, "note": form.cleaned_data["note"]}
        amount = form.cleaned_data.get("amount") or seen.amount or Decimal(0)
        if seen.amount is None:
            content["amount"] = decimal_string(amount, form.currency)
        if tip := form.tip_on(amount):
            content["tip"] = decimal_string(tip.amount, form.currency)
        if self.came_from_page:
            content["page"] = self.kwargs["code"]
        draft = drafts.begin(owner_id=self.me.id, purpose=PAYMENT, content=content, now=self.now)
        return self.go("wallet-pay", draft.id)

    def _look(self) -> tuple[Seen, str]:
        text = self.text_of()
        return payable(services.look_at_code(person_id=self.me.id, text=text, now=self.now)), text

    def _form(self, seen: Seen, *given: Any) -> BillForm:
        return BillForm(
            *given,
            currency=seen.currency or "",
            asks_amount=seen.amount is None,
            asks_tip=seen.tip.mode == TipMode.PROMPT,
        )

    def _show(self, seen: Seen, form: BillForm, *, status: int = 200) -> HttpResponse:
        context = {"seen": seen, "form": form, "fee": _added_in_words(seen)}
        return self.render("merchants/bill.html", context, status=status)


class ScannedBillView(BillView):
    """The code was scanned, and its text is in a draft."""

    def text_of(self) -> str:
        draft = drafts.get(owner_id=self.me.id, purpose=BILL, draft_id=self.kwargs["draft_id"], now=self.now)
        return str(draft.content["text"])


class TillBillView(BillView):
    """The code printed at a till was typed."""

    def text_of(self) -> str:
        till = selectors.find_till(self.kwargs["code"])
        if till is None:
            raise TillNotFound
        return codes.till_text(*selectors.get_printed(till.id))


class ChargeBillView(BillView):
    """The payer comes from the merchant's page of a charge, or has opened its address."""

    came_from_page = True

    def text_of(self) -> str:
        charge = selectors.find_charge_by_code(self.kwargs["code"])
        if charge is None or not charge.is_live:
            raise ChargeNotFound
        return codes.charge_text(charge, charge.merchant, charge.till)


class PayMerchantView(PayView):
    """The payment of a till's or a charge's code, to be confirmed."""

    purpose = PAYMENT
    route = "wallet-pay"
    tab = "scan"

    def review(self, draft: Draft) -> Review:
        seen = payable(services.look_again(text=draft.content["text"], now=self.now))
        currency = seen.currency or ""
        amount = _asked(seen, draft)
        tip = _tip(draft, currency)
        if tip.amount and seen.tip.mode != TipMode.PROMPT:
            raise TermsChanged
        fee = services.surcharge_of(seen.tip.mode, seen.tip.value, amount)
        total = amount + tip + fee
        seller = seen.merchant.name if seen.merchant else ""
        text = money_text(total.amount, currency)
        return Review(
            action=_("Pay %(amount)s") % {"amount": text},
            total=total,
            amount=amount,
            payee=seller,
            rows=_rows(seen, draft, tip=tip, fee=fee),
            warning=_set_aside(seen),
            context={"seen": seen},
        )

    def pay(self, draft: Draft, review: Review, *, proof: Proof, digest: bytes) -> Outcome:
        tip = _tip(draft, review.total.currency)
        return services.pay_scanned(
            payer=Payer(
                id=self.me.id,
                session_id=self.me.session_id,
                key=draft.key,
                digest=digest,
                proof=proof,
                note=draft.content.get("note", ""),
            ),
            text=draft.content["text"],
            terms=Terms(amount=review.amount, tip=tip if tip.amount else None, total=review.total),
            at=self.now,
        )

    def back(self, draft: Draft) -> str:
        return reverse("wallet-scan")

    def arrived(self, row: Transaction, *, again: bool) -> HttpResponse:
        page = self._draft(self.kwargs["draft_id"]).content.get("page")
        if page:
            # The merchant's page says that it is paid, and leads on to where the merchant wants the payer.
            return self.go("charge-page", page)
        return super().arrived(row, again=again)


def _asked(seen: Seen, draft: Draft) -> Money:
    currency = seen.currency or ""
    return Money(seen.amount if seen.amount is not None else Decimal(draft.content["amount"]), currency)


def _tip(draft: Draft, currency: str) -> Money:
    said = draft.content.get("tip")
    return Money(Decimal(said), currency) if said else Money.zero(currency)


def _rows(seen: Seen, draft: Draft, *, tip: Money, fee: Money) -> tuple[tuple[str, str], ...]:
    """What the page of the payment says beside who is paid and how much."""
    places = (seen.till[1] if seen.till else "", seen.merchant.city if seen.merchant else "")
    where = ", ".join(place for place in places if place)
    added = [
        (name, money_text(one.amount, one.currency)) for name, one in ((_("Tip"), tip), (_("Fee"), fee)) if one.amount
    ]
    whole = [(_("Amount"), money_text(_asked(seen, draft).amount, tip.currency))] if added else []
    texts = ((_("Where"), where), (_("What for"), seen.description), (_("Number"), seen.reference))
    note = draft.content.get("note", "")
    return (*((name, text) for name, text in texts if text), *([(_("Note"), note)] if note else []), *whole, *added)


def _set_aside(seen: Seen) -> str:
    charge = selectors.find_charge(seen.charge_id) if seen.charge_id else None
    if charge is None or not charge.captures_later:
        return ""
    return _("The money is put aside first. The merchant is paid when the order is confirmed.")


def _added_in_words(seen: Seen) -> str:
    """What a payer must know before they say how much."""
    currency = seen.currency or ""
    if seen.tip.surcharge and seen.tip.surcharge.amount:
        return _("A fee of %(fee)s is added.") % {"fee": money_text(seen.tip.surcharge.amount, currency)}
    if seen.tip.value is None or seen.amount is not None:
        return ""
    if seen.tip.mode == TipMode.FIXED:
        return _("A fee of %(fee)s is added.") % {"fee": money_text(seen.tip.value, currency)}
    return _("A fee of %(percent)s %% is added.") % {"percent": f"{seen.tip.value.normalize():f}"}
