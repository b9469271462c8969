"""How every payment is confirmed on a page, whatever its kind.

What is to be paid is a draft, whose id is the idempotency key; its page has one address, for GET and POST. So whatever
happens between the page and us, loading the address again tells the truth: there is a payment under the draft's key,
and the page leads to it, or there is none, and the page asks for the PIN again. The same form posted twice, by two
taps, a reload or a browser that was cut off, pays once. A draft is gone after a day, its payment is not: who comes back
to the address later is led to what was paid.

A subclass says what is paid (`review`) and pays it by one service (`pay`).
"""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from apps.accounts.services import Proof
from apps.accounts.web.base import WalletView
from apps.accounts.web.proofs import ConfirmForm
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError
from apps.core.money import Money, decimal_string
from apps.core.templatetags.ui import money_text
from apps.core.web import drafts
from apps.core.web.drafts import Draft, DraftGone
from apps.core.web.fields import SwitchInput
from apps.core.web.telling import told
from apps.transactions import selectors
from apps.transactions.errors import DECLINES, IdempotencyKeyReused
from apps.transactions.models import State, Transaction
from apps.transactions.services import Outcome
from apps.wallets.selectors import list_wallets

# Of the digest of what a page has said. A card's number has at most 19 digits: of shorter digests one in some thousands
# has no letter, and some of those would be refused as such a number.
_DIGITS_SAID = 20


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody is asked to confirm. `total` leaves their wallet; `fee` and `tax` are parts of it, or None.

    `payee` is the name the money goes to, `rows` are further lines (label, value); `warning` is said above the PIN;
    `doubt` is said there too, and has to be ticked away before anything is paid; `context` is for the page's own
    template.
    """

    action: str
    total: Money
    amount: Money
    payee: str = ""
    fee: Money | None = None
    tax: Money | None = None
    # What arrives where that is another currency: confirmed together with the total.
    gets: Money | None = None
    rows: tuple[tuple[str, str], ...] = ()
    warning: str = ""
    doubt: str = ""
    # What promises this price for a minute (services.quote), where the kind has one: pass it on when paying.
    quote_id: UUID | None = None
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def price(self) -> str:
        """What the page has said it costs, and brings."""
        return _text(self.total) + (f" = {_text(self.gets)}" if self.gets else "")


class PayForm(ConfirmForm):
    """What confirms a payment, and that somebody has looked twice where that is asked for."""

    sure = forms.BooleanField(
        required=False, widget=SwitchInput, label=_lazy("I have checked it. The amount is right.")
    )

    def __init__(self, *args: Any, doubt: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        if not doubt:
            del self.fields["sure"]

    def clean(self) -> dict[str, Any]:
        if "sure" in self.fields and not self.cleaned_data.get("sure"):
            self.add_error("sure", forms.ValidationError(_("Tick this first, if the amount is right."), code="doubt"))
        return self.cleaned_data


class PayView(WalletView):
    """The page on which a draft is confirmed. See the module."""

    purpose: ClassVar[str]
    template_name: ClassVar[str] = "transactions/review.html"
    # The name of this very page's route, whose one argument is the draft's id.
    route: ClassVar[str]
    # A kind that asks for more than a PIN has a form of its own; `pay` finds it, valid, as `self.form`.
    form_class: ClassVar[type[PayForm]] = PayForm
    form: PayForm

    def review(self, draft: Draft) -> Review:
        """What is to be confirmed, as it costs now. Raises DomainError when it cannot be done."""
        raise NotImplementedError

    def pay(self, draft: Draft, review: Review, *, proof: Proof, digest: bytes) -> Outcome:
        """Pays it by one service, under draft.key and this digest."""
        raise NotImplementedError

    def back(self, draft: Draft) -> str:
        """Where the page's back link leads."""
        return ""

    def arrived(self, row: Transaction, *, again: bool) -> HttpResponse:
        """Where somebody is led once there is a payment: its receipt, which says whether this was a repetition."""
        return self.go("wallet-payment", row.id, query={"again": "1"} if again else {"new": "1"})

    def why_declined(self, row: Transaction) -> str:
        """What is said of a payment that was declined."""
        return told(DECLINES[row.failure_code]())

    def get(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self._draft(draft_id)
        review = self._paid_or_review(draft)
        if isinstance(review, Transaction):
            return self.arrived(review, again=True)
        return self._show(draft, review, self._form_for(draft, review))

    def post(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self._draft(draft_id)
        review = self._paid_or_review(draft)
        if isinstance(review, Transaction):
            return self.arrived(review, again=True)
        form = self.form_class(request.POST, doubt=review.doubt)
        if not form.is_valid():
            return self._show(draft, review, form, status=400)
        if form.cleaned_data["key"] != draft.key:
            form.refuse(IdempotencyKeyReused())
            return self._show(draft, review, form, status=422)
        if form.cleaned_data["total"] != self._said(draft, review):
            is_price = form.cleaned_data["total"].partition(" #")[0] != review.price
            messages.warning(
                request,
                _("The price has changed meanwhile. Look at it again before you confirm.")
                if is_price
                else _("This has changed meanwhile. Look at it again before you confirm."),
            )
            return self._show(draft, review, self._form_for(draft, review), status=409)
        self.form = form
        try:
            outcome = self.pay(draft, review, proof=form.proof(request), digest=self._digest(draft))
        except DomainError as error:
            if error.category == "unauthenticated":
                raise
            # The same form, posted a moment earlier, may have paid meanwhile.
            if row := self._paid(draft):
                return self.arrived(row, again=True)
            form.refuse(error)
            return self._show(draft, review, form, status=STATUS[error.category])
        return self._decided(draft, outcome)

    def refused(self, error: DomainError) -> HttpResponse:
        if isinstance(error, DraftGone) and (row := self._paid_long_ago()):
            return self.go("wallet-payment", row.id, query={"again": "1"})
        return super().refused(error)

    def _decided(self, draft: Draft, outcome: Outcome) -> HttpResponse:
        row = outcome.transaction
        if row.state != State.DECLINED:
            return self.arrived(row, again=outcome.replayed)
        # What was declined is recorded under the draft's key for good: another try is another draft.
        messages.error(self.request, self.why_declined(row))
        again = drafts.begin(
            owner_id=draft.owner_id,
            purpose=draft.purpose,
            content={**draft.content, "declined": str(row.id)},
            now=self.now,
        )
        return self.go(self.route, again.id)

    def _form_for(self, draft: Draft, review: Review) -> PayForm:
        return self.form_class(initial={"key": draft.key, "total": self._said(draft, review)}, doubt=review.doubt)

    def _said(self, draft: Draft, review: Review) -> str:
        """The price, and a digest of who is paid and what for: another tab may have changed that for the same price."""
        shown = [self._digest(draft).hex(), str(review.payee), *(f"{name}: {text}" for name, text in review.rows)]
        return f"{review.price} #{hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:_DIGITS_SAID]}"

    def _draft(self, draft_id: UUID) -> Draft:
        return drafts.get(owner_id=self.me.id, purpose=self.purpose, draft_id=draft_id, now=self.now)

    def _paid_or_review(self, draft: Draft) -> Transaction | Review:
        """The payment under the draft's key, or what is to be confirmed. Raises what `review` raises."""
        if row := self._paid(draft):
            return row
        try:
            return self.review(draft)
        except DomainError:
            # The same form, posted a moment earlier, may have paid it between the two looks: then that is why.
            if row := self._paid(draft):
                return row
            raise

    def _paid(self, draft: Draft) -> Transaction | None:
        return selectors.find_by_key(initiator_id=draft.owner_id, key=draft.key)

    def _paid_long_ago(self) -> Transaction | None:
        """What was paid at this address, whose draft is gone, if this person is a side of it."""
        row = self._paid(Draft(self.kwargs["draft_id"], self.me.id, self.purpose, {}))
        return row if row and self.me.id in (row.payer_id, row.payee_id) else None

    def _digest(self, draft: Draft) -> bytes:
        canonical = json.dumps([self.purpose, draft.content], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).digest()

    def _show(self, draft: Draft, review: Review, form: ConfirmForm, *, status: int = 200) -> HttpResponse:
        context = {
            "draft": draft,
            "review": review,
            "form": form,
            "step_up": form.step_up,
            "action_label": review.action,
            "back": self.back(draft),
            **review.context,
        }
        return self.render(self.template_name, context, status=status)


def shortfall(person_id: UUID, total: Money) -> str:
    """What is said to somebody in whose wallet there is less than what they are about to pay; else nothing."""
    available = [one.available for one in list_wallets(person_id) if one.currency == total.currency]
    if not available or available[0] >= total:
        return ""
    return _("There is not enough money in your wallet for this: you have %(available)s.") % {
        "available": money_text(available[0].amount, available[0].currency)
    }


def _text(money: Money) -> str:
    return f"{decimal_string(money.amount, money.currency)} {money.currency}"
