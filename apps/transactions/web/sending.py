"""Sending money to a person: whom, how much, and then the PIN.

The draft holds the person's id from the moment their masked name is shown. So whoever a number or a handle belongs to
a minute later, the money goes to the one whose name was read.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from apps.accounts.identifiers import normalise_msisdn
from apps.accounts.services import Proof
from apps.accounts.web.base import WalletView
from apps.core.errors import DomainError
from apps.core.money import CURRENCIES, Money
from apps.core.templatetags.ui import money_text
from apps.core.web import drafts
from apps.core.web.drafts import Draft
from apps.transactions import people, pricing, selectors, services
from apps.transactions.api.serializers import quote_answer
from apps.transactions.errors import CurrencyMismatch, NobodyToPay, SelfTransfer
from apps.transactions.kinds import P2P
from apps.transactions.people import Unusual
from apps.transactions.services import Outcome
from apps.transactions.web.forms import PayeeForm, SendForm
from apps.transactions.web.paying import PayView, Review, shortfall
from apps.wallets.selectors import WalletView as Wallet
from apps.wallets.selectors import list_wallets

PURPOSE = "send"


def begin_sending(
    view: WalletView, to: str, *, amount: str = "", currency: str = "", may_invite: bool = True
) -> HttpResponse:
    """Begins to send money to whom `to` names, and leads to the page for the amount, with a suggestion in it.

    Raises NobodyToPay, SelfTransfer, CurrencyMismatch and TooManyRequests.
    """
    content: dict[str, Any] = {"amount": "", "currency": "", "note": "", "suggested": [amount, currency]}
    try:
        payee = services.resolve_payee(person_id=view.me.id, to=to, at=view.now)
    except NobodyToPay:
        number = normalise_msisdn(to.strip()) if may_invite else None
        if number is None:
            raise
        content |= {"to": number, "name": number, "invite": True, "currencies": list(CURRENCIES)}
    else:
        if payee.person_id == view.me.id:
            raise SelfTransfer
        content |= {
            "to": str(payee.person_id),
            "name": payee.name,
            "invite": False,
            "currencies": payee.currencies,
        }
    if not _wallets_for(content, view.me.id):
        raise CurrencyMismatch(gettext_noop("You have no wallet in a currency they can be paid in."))
    draft = drafts.begin(owner_id=view.me.id, purpose=PURPOSE, content=content, now=view.now)
    return view.go("wallet-send-amount", draft.id)


class SendView(WalletView):
    """Whom to pay: somebody known, or whoever a number, an address, a handle or a code names."""

    tab = "home"

    def get(self, request: HttpRequest) -> HttpResponse:
        to = request.GET.get("to", "")
        if not to:
            return self._show(PayeeForm())
        form = PayeeForm({"to": to})
        if not form.is_valid():
            return self._show(form, status=400)
        try:
            payee = services.resolve_payee(person_id=self.me.id, to=to, at=self.now)
        except NobodyToPay as error:
            form.refuse(error)
            return self._show(form, status=404)
        suggested = {name: request.GET.get(name, "") for name in ("amount", "currency")}
        return self.render("transactions/send_to.html", {"payee": payee, "to": to, **suggested})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PayeeForm(request.POST)
        if not form.is_valid():
            return self._show(form, status=400)
        amount, currency = (request.POST.get(name, "")[:25] for name in ("amount", "currency"))
        try:
            return begin_sending(self, form.cleaned_data["to"], amount=amount, currency=currency)
        except (NobodyToPay, SelfTransfer, CurrencyMismatch) as error:
            form.refuse(error)
            return self._show(form, status=422)

    def _show(self, form: PayeeForm, *, status: int = 200) -> HttpResponse:
        recent = people.list_recent_people(self.me.id, limit=12)
        known = {one.id for one in recent}
        trusted = [one for one in people.list_trusted_people(self.me.id) if one.id not in known]
        context = {"form": form, "recent": recent, "trusted": trusted}
        return self.render("transactions/send.html", context, status=status)


class AmountView(WalletView):
    """How much, in which currency, and what for."""

    tab = "home"

    def get(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self._draft(draft_id)
        if row := selectors.find_by_key(initiator_id=self.me.id, key=draft.key):
            return self.go("wallet-payment", row.id, query={"again": "1"})
        wallets = _wallets_for(draft.content, self.me.id)
        amount, currency = draft.content["suggested"]
        # So many of one currency are not so many of another.
        initial = {"amount": amount, "currency": currency} if currency in _currencies(wallets) else {}
        initial |= {name: draft.content[name] for name in ("amount", "currency", "note") if draft.content[name]}
        return self._show(draft, wallets, SendForm(currencies=_currencies(wallets), initial=initial))

    def post(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self._draft(draft_id)
        if row := selectors.find_by_key(initiator_id=self.me.id, key=draft.key):
            return self.go("wallet-payment", row.id, query={"again": "1"})
        wallets = _wallets_for(draft.content, self.me.id)
        form = SendForm(request.POST, currencies=_currencies(wallets))
        if not form.is_valid():
            return self._show(draft, wallets, form, status=400)
        given = form.cleaned_data
        drafts.change(draft, amount=str(given["amount"]), currency=given["currency"], note=given["note"])
        return self.go("wallet-send-review", draft.id)

    def _draft(self, draft_id: UUID) -> Draft:
        return drafts.get(owner_id=self.me.id, purpose=PURPOSE, draft_id=draft_id, now=self.now)

    def _show(self, draft: Draft, wallets: list[Wallet], form: SendForm, *, status: int = 200) -> HttpResponse:
        context = {"draft": draft, "payee": draft.content["name"], "form": form, "wallets": wallets}
        return self.render("transactions/send_amount.html", context, status=status)


class FeeView(WalletView):
    """What it would cost, as a part of the page on which the amount is typed. Nothing is promised by it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        context: dict[str, Any] = {"price": None}
        try:
            amount = Money.parse(request.GET.get("amount", ""), request.GET.get("currency", ""))
            if amount:
                price = pricing.get_price(kind=P2P.code, amount=amount, tier=self.person.kyc_tier, at=self.now)
                total = amount + price.charges if price.bearer == "PAYER" else amount
                context = {"price": price, "total": total}
        except DomainError:
            # Half an amount has no price yet; the form says so when it is sent.
            pass
        return self.render("transactions/_fee.html", context)


class SendReviewView(PayView):
    """The last look before money goes to a person."""

    purpose = PURPOSE
    route = "wallet-send-review"
    template_name = "transactions/send_review.html"
    tab = "home"

    def back(self, draft: Draft) -> str:
        return reverse("wallet-send-amount", args=[draft.id])

    def get(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        return self._unready(draft_id) or super().get(request, draft_id)

    def post(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        return self._unready(draft_id) or super().post(request, draft_id)

    def _unready(self, draft_id: UUID) -> HttpResponse | None:
        """To the page for the amount, as long as there is none."""
        return None if self._draft(draft_id).content["amount"] else self.go("wallet-send-amount", draft_id)

    def review(self, draft: Draft) -> Review:
        content = draft.content
        amount = Money.parse(content["amount"], content["currency"])
        price = services.quote(person_id=self.me.id, kind=P2P.code, amount=amount, at=self.now)
        answer = quote_answer(price)
        total = Money.parse(answer["total"], amount.currency)
        rows: list[tuple[str, str]] = []
        if content["note"]:
            rows.append((_("Note"), content["note"]))
        if answer["payee_gets"] != answer["amount"]:
            rows.append((_("They get"), money_text(answer["payee_gets"], answer["payee_currency"])))
        bears = price.bearer == "PAYER"
        return Review(
            action=_("Send %(amount)s") % {"amount": money_text(amount.amount, amount.currency)},
            total=total,
            amount=amount,
            payee=content["name"],
            fee=Money(price.fee, amount.currency) if bears else None,
            tax=Money(price.tax, amount.currency) if bears and price.tax else None,
            rows=tuple(rows),
            warning=shortfall(self.me.id, total),
            doubt=self._doubt(content, amount),
            quote_id=price.id,
            context={"is_invitation": content["invite"]},
        )

    def pay(self, draft: Draft, review: Review, *, proof: Proof, digest: bytes) -> Outcome:
        return services.send_money(
            payer_id=self.me.id,
            session_id=self.me.session_id,
            to=draft.content["to"],
            amount=review.amount,
            note=draft.content["note"],
            quote_id=review.quote_id,
            invite=draft.content["invite"],
            key=draft.key,
            digest=digest,
            proof=proof,
            at=self.now,
        )

    def _doubt(self, content: dict[str, Any], amount: Money) -> str:
        payee_id = None if content["invite"] else UUID(content["to"])
        unusual = people.find_unusual(person_id=self.me.id, payee_id=payee_id, amount=amount)
        return doubt_in_words(unusual, name=content["name"])


def doubt_in_words(unusual: Unusual | None, *, name: str) -> str:
    """What is said to somebody who may have typed a zero too many; nothing when there is no such doubt."""
    if unusual is None:
        return ""
    if unusual.usual is not None:
        usual = money_text(unusual.usual.amount, unusual.usual.currency)
        return _("This is much more than you usually send, which is about %(usual)s. Is there a zero too many?") % {
            "usual": usual
        }
    last = money_text(unusual.last.amount, unusual.last.currency) if unusual.last else ""
    return _("Last time you sent %(name)s %(last)s. This is much more. Is there a zero too many?") % {
        "name": name,
        "last": last,
    }


def _wallets_for(content: dict[str, Any], person_id: UUID) -> list[Wallet]:
    """The person's wallets out of which this payee can be paid."""
    wallets = [one for one in list_wallets(person_id) if one.status != "CLOSED"]
    return [one for one in wallets if one.currency in content["currencies"]]


def _currencies(wallets: list[Wallet]) -> list[str]:
    return [one.currency for one in wallets]
