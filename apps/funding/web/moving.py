"""Paying money in from a bank account or a card, and out to a bank account."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.services import Proof
from apps.accounts.web.base import WalletView
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError
from apps.core.money import Money, decimal_string
from apps.core.templatetags.ui import money_text
from apps.core.web import drafts
from apps.core.web.drafts import Draft
from apps.core.web.forms import WebForm
from apps.funding import selectors, services
from apps.funding.api.serializers import CARD
from apps.funding.models import FundingSource, SourceState
from apps.funding.web.forms import DepositForm, WithdrawalForm
from apps.transactions.kinds import DEPOSIT, WITHDRAWAL
from apps.transactions.selectors import find_by_key
from apps.transactions.services import Outcome
from apps.transactions.web.outlay import first_look, open_wallets, quoted_review
from apps.transactions.web.paying import PayView, Review

ADDING, WITHDRAWING = "add-money", "withdraw"


def linked_sources(person_id: UUID) -> list[FundingSource]:
    """The accounts and cards that can be used now; there are at most as many as anybody may link."""
    return [one for one in selectors.list_sources(person_id) if one.state == SourceState.ACTIVE]


class _AmountView(WalletView):
    """How much, and from or to where; then it is looked at once more."""

    tab = "home"
    kind: ClassVar[str]
    form_class: ClassVar[type[DepositForm | WithdrawalForm]]
    template_name: ClassVar[str]
    purpose: ClassVar[str]
    review_route: ClassVar[str]

    def content(self, form: Any) -> dict[str, Any]:
        """What the draft keeps beside the amount."""
        raise NotImplementedError

    def initial(self, currencies: list[str]) -> dict[str, Any]:
        """What stands in the form by the address of the page."""
        return {}

    def get(self, request: HttpRequest) -> HttpResponse:
        choices = self.look_up_choices()
        return self.show(self.form_class(**choices, initial=self.initial(choices["currencies"])))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form_class(request.POST, **self.look_up_choices())
        if not form.is_valid():
            return self.show(form, status=400)
        try:
            first_look(kind=self.kind, amount=form.money, tier=self.person.kyc_tier, at=self.now)
        except DomainError as error:
            return self.refusal(form, error)
        content = {
            "amount": decimal_string(form.money.amount, form.money.currency),
            "currency": form.money.currency,
            **self.content(form),
        }
        draft = drafts.begin(owner_id=self.me.id, purpose=self.purpose, content=content, now=self.now)
        return self.go(self.review_route, draft.id)

    def refusal(self, form: WebForm, error: DomainError) -> HttpResponse:
        form.refuse(error)
        return self.show(form, status=STATUS[error.category])

    def show(self, form: WebForm, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "wallets": self.wallets, "sources": self.sources}
        return self.render(self.template_name, context, status=status)

    def look_up_choices(self) -> dict[str, Any]:
        self.wallets = open_wallets(self.me.id)
        self.sources = linked_sources(self.me.id)
        return {"currencies": [one.currency for one in self.wallets], "sources": self.sources}


class AddMoneyView(_AmountView):
    """Begins a deposit."""

    kind = DEPOSIT.code
    form_class = DepositForm
    template_name = "funding/add_money.html"
    purpose = ADDING
    review_route = "wallet-deposit-review"

    def initial(self, currencies: list[str]) -> dict[str, Any]:
        given: dict[str, Any] = {}
        if self.request.GET.get("currency") in currencies:
            given["currency"] = self.request.GET["currency"]
        if self.request.GET.get("way") == CARD:
            given |= {"way": CARD, "keep": True}
        return given

    def content(self, form: DepositForm) -> dict[str, Any]:
        return {
            "source_id": str(form.source.id) if form.source else "",
            "label": form.source.label if form.source else "",
            "keep": form.source is None and form.cleaned_data["keep"],
        }


class DepositReviewView(PayView):
    """The last look before money comes in."""

    purpose = ADDING
    route = "wallet-deposit-review"
    template_name = "funding/deposit_review.html"
    tab = "home"

    def back(self, draft: Draft) -> str:
        return reverse("wallet-add-money")

    def review(self, draft: Draft) -> Review:
        content = draft.content
        amount = Money.parse(content["amount"], content["currency"])
        rows = [(_("From"), content["label"] or _("Card, on the page of the card company"))]
        if content["keep"]:
            rows.append((_("Afterwards"), _("The card is kept for the next time")))
        return quoted_review(
            person_id=self.me.id,
            kind=DEPOSIT.code,
            amount=amount,
            action=_("Add %(amount)s") % {"amount": money_text(amount.amount, amount.currency)},
            rows=rows,
            between_own=True,
            context={"is_by_card_page": not content["source_id"]},
            at=self.now,
        )

    def pay(self, draft: Draft, review: Review, *, proof: Proof, digest: bytes) -> Outcome:
        source_id = draft.content["source_id"]
        back = reverse("wallet-deposit-back", args=[draft.id])
        return services.deposit(
            person_id=self.me.id,
            session_id=self.me.session_id,
            amount=review.amount,
            source_id=UUID(source_id) if source_id else None,
            save_card=draft.content["keep"],
            return_url="" if source_id else self.request.build_absolute_uri(back),
            quote_id=review.quote_id,
            key=draft.key,
            digest=digest,
            proof=proof,
            at=self.now,
        )


class DepositBackView(WalletView):
    """Where the page of the card company leads to. What it says about the payment is not believed."""

    def get(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        # Looked for first, since whoever takes a day to come back has a payment and no draft any more.
        if row := find_by_key(initiator_id=self.me.id, key=drafts.key_of(draft_id)):
            return self.go("wallet-payment", row.id)
        draft = drafts.get(owner_id=self.me.id, purpose=ADDING, draft_id=draft_id, now=self.now)
        return self.go("wallet-deposit-review", draft.id)


class WithdrawView(_AmountView):
    """Begins a withdrawal."""

    kind = WITHDRAWAL.code
    form_class = WithdrawalForm
    template_name = "funding/withdraw.html"
    purpose = WITHDRAWING
    review_route = "wallet-withdraw-review"

    def content(self, form: WithdrawalForm) -> dict[str, Any]:
        return {
            "source_id": str(form.source.id),
            "label": form.source.label,
            "holder": form.source.holder_name,
        }


class WithdrawReviewView(PayView):
    """The last look before money goes out."""

    purpose = WITHDRAWING
    route = "wallet-withdraw-review"
    template_name = "funding/withdraw_review.html"
    tab = "home"

    def back(self, draft: Draft) -> str:
        return reverse("wallet-withdraw")

    def review(self, draft: Draft) -> Review:
        content = draft.content
        amount = Money.parse(content["amount"], content["currency"])
        return quoted_review(
            person_id=self.me.id,
            kind=WITHDRAWAL.code,
            amount=amount,
            action=_("Withdraw %(amount)s") % {"amount": money_text(amount.amount, amount.currency)},
            rows=[(_("To"), content["label"]), (_("Account holder"), content["holder"])],
            between_own=True,
            at=self.now,
        )

    def pay(self, draft: Draft, review: Review, *, proof: Proof, digest: bytes) -> Outcome:
        return services.withdraw(
            person_id=self.me.id,
            session_id=self.me.session_id,
            amount=review.amount,
            source_id=UUID(draft.content["source_id"]),
            quote_id=review.quote_id,
            key=draft.key,
            digest=digest,
            proof=proof,
            at=self.now,
        )
