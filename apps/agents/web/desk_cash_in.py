"""Cash-in at the desk: whom, how much, the teller's PIN, and the customer's code where one is wanted."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.errors import InvalidCode
from apps.accounts.selectors import find_person
from apps.accounts.services import Proof, StepUpAnswer
from apps.agents import services
from apps.agents.api import cash_in_shapes
from apps.agents.errors import CustomerCodeRequired, UnusualAmount
from apps.agents.web.desk_forms import ShapedForm, changed
from apps.agents.web.frames import DeskView, FromFloat
from apps.core.api.parsing import AmountField as ReadAmount
from apps.core.api.parsing import StrictSerializer, TextField
from apps.core.api.problems import STATUS
from apps.core.emvco import MAX_LENGTH
from apps.core.errors import DomainError
from apps.core.money import Money, decimal_string, parse_decimal
from apps.core.templatetags.ui import money_text
from apps.core.web import drafts
from apps.core.web.drafts import Draft
from apps.core.web.fields import AmountField, CodeField, IdField, MsisdnInput, SwitchInput, money_of
from apps.transactions.errors import NobodyToPay
from apps.transactions.models import Transaction
from apps.transactions.services import Outcome
from apps.transactions.web.paying import PayForm, Review

_PURPOSE = "agent-cash-in"


class CustomerForm(ShapedForm):
    """Whom to serve: a number that they say, or a code that they show."""

    shape = cash_in_shapes.CustomerQuerySerializer

    to = forms.CharField(
        max_length=MAX_LENGTH,
        widget=MsisdnInput,
        label=gettext_lazy("Customer's number"),
        help_text=gettext_lazy("With its country code, for example +254 712 345 678. Or scan their code."),
    )


class _HowMuch(StrictSerializer):
    amount = ReadAmount()
    note = TextField(max_length=140, required=False, allow_blank=True, default="")


class AmountForm(ShapedForm):
    """What the customer has handed over."""

    shape = _HowMuch

    amount = AmountField(label=gettext_lazy("Cash that the customer hands over"))
    note = forms.CharField(max_length=140, required=False, label=gettext_lazy("Note"))


class CashInForm(PayForm):
    """The teller's PIN; and when it was asked for, that the amount is right, and the code the customer reads out.

    `usual` and `sent` say to the template which of these is asked for: also when the PIN was mistyped meanwhile, or
    what the customer has read out would be lost.
    """

    confirm_unusual = forms.BooleanField(
        required=False, widget=SwitchInput, label=gettext_lazy("I have counted again. The amount is right.")
    )
    customer_challenge_id = IdField(required=False)
    customer_code = CodeField(required=False, label=gettext_lazy("The customer's code"))
    _usual: dict[str, Any] | None = None
    _sent_to_customer: dict[str, Any] | None = None

    @property
    def usual(self) -> dict[str, Any] | None:
        """What is usual here, as far as the desk may know it; None as long as the amount is not asked about."""
        if self._usual is None and self["confirm_unusual"].value():
            return {}
        return self._usual

    @property
    def sent(self) -> dict[str, Any] | None:
        """Where the customer's code was sent; None as long as none is wanted."""
        if self._sent_to_customer is None and self["customer_challenge_id"].value():
            return {}
        return self._sent_to_customer

    def refuse(self, error: DomainError) -> None:
        """Shows a refusal; one that asks for more has the form ask for it, and keep what was answered before."""
        if isinstance(error, UnusualAmount):
            self._usual = dict(error.extra)
        elif isinstance(error, CustomerCodeRequired):
            challenge_id = str(error.extra["challenge_id"])
            self.data = changed(self.data, customer_challenge_id=challenge_id, customer_code="")
            self._sent_to_customer = dict(error.extra)
        elif isinstance(error, InvalidCode) and self["customer_challenge_id"].value():
            self.add_error("customer_code", forms.ValidationError(_("This code is not right, or no longer.")))
        else:
            super().refuse(error)

    def customer_answer(self) -> StepUpAnswer | None:
        """The customer's code, as the service takes it."""
        given = self.cleaned_data
        if not given.get("customer_challenge_id") or not given.get("customer_code"):
            return None
        return StepUpAnswer(given["customer_challenge_id"], given["customer_code"])


class CashInView(DeskView):
    """Whom to serve."""

    part = "cash-in"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(CustomerForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CustomerForm(request.POST)
        if not form.is_valid():
            return self._show(form, status=400)
        to = form.taken["to"]
        try:
            found = services.resolve_customer(teller_id=self.me.id, to=to, at=self.now)
        except DomainError as error:
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        if not found.can_receive:
            form.add_error("to", forms.ValidationError(_("This customer can receive no cash now.")))
            return self._show(form, status=422)
        content = {"to": to, "customer": str(found.id), "name": found.name, "currency": found.currency}
        draft = drafts.begin(owner_id=self.me.id, purpose=_PURPOSE, content=content, now=self.now)
        return self.go("agent-desk-cash-in-amount", draft.id)

    def _show(self, form: CustomerForm, *, status: int = 200) -> HttpResponse:
        return self.render("agents/cash_in.html", {"form": form}, status=status)


class CashInAmountView(DeskView):
    """How much."""

    part = "cash-in"

    def get(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self._draft(draft_id)
        said = {name: draft.content[name] for name in ("amount", "note") if name in draft.content}
        return self._show(draft, AmountForm(initial=said))

    def post(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self._draft(draft_id)
        form = AmountForm(request.POST)
        currency = draft.content["currency"]
        amount = money_of(form.taken["amount"], currency, form) if form.is_valid() else None
        if amount is None:
            return self._show(draft, form, status=400)
        try:
            services.price_cash_in(teller_id=self.me.id, to=draft.content["to"], amount=amount, at=self.now)
        except DomainError as error:
            form.refuse(error)
            return self._show(draft, form, status=STATUS[error.category])
        drafts.change(draft, amount=decimal_string(amount.amount, currency), note=form.taken["note"])
        return self.go("agent-desk-cash-in-pay", draft.id)

    def _draft(self, draft_id: UUID) -> Draft:
        return drafts.get(owner_id=self.me.id, purpose=_PURPOSE, draft_id=draft_id, now=self.now)

    def _show(self, draft: Draft, form: AmountForm, *, status: int = 200) -> HttpResponse:
        form.fields["amount"].show_currency(draft.content["currency"])  # type: ignore[attr-defined]
        context = {"form": form, "customer": draft.content["name"], "to": draft.content["to"]}
        return self.render("agents/cash_in_amount.html", context, status=status)


class CashInPayView(DeskView, FromFloat):
    """The teller's PIN, and what else is asked for."""

    part = "cash-in"
    # What was paid is shown also when the shift was closed since.
    needs_shift = False
    purpose = _PURPOSE
    route = "agent-desk-cash-in-pay"
    template_name = "agents/pay.html"
    form_class = CashInForm
    form: CashInForm

    def review(self, draft: Draft) -> Review:
        said = draft.content
        customer = find_person(said["to"])
        # A number may have passed on since the name was read.
        if customer is None or str(customer.id) != said.get("customer"):
            raise NobodyToPay
        amount = Money(parse_decimal(said["amount"]), said["currency"])
        price = services.price_cash_in(teller_id=self.me.id, to=said["to"], amount=amount, at=self.now)
        is_deducted = bool(price.charges) and price.bearer == "PAYEE"
        arrives = amount - price.charges if is_deducted else amount
        return Review(
            action=_("Pay in %(amount)s") % {"amount": money_text(amount.amount, amount.currency)},
            total=amount,
            amount=amount,
            # What the customer gets is agreed on with the cash: a fee that has changed meanwhile is shown first.
            gets=arrives if price.charges else None,
            payee=said["name"],
            rows=((_("Note"), said["note"]),) if said["note"] else (),
            context={
                "heading": _("Check and confirm"),
                "said": said,
                "charges": price.charges,
                "arrives": arrives,
                "reminder": _("Count the cash first. The money is the customer's as soon as you confirm."),
                "total_label": _("Cash to take"),
                "change": reverse("agent-desk-cash-in-amount", args=[draft.id]),
            },
        )

    def pay(self, draft: Draft, review: Review, *, proof: Proof, digest: bytes) -> Outcome:
        return services.cash_in(
            teller_id=self.me.id,
            session_id=self.me.session_id,
            to=draft.content["to"],
            amount=review.amount,
            note=draft.content["note"],
            key=draft.key,
            digest=digest,
            proof=proof,
            confirmed_unusual=self.form.cleaned_data["confirm_unusual"],
            customer_answer=self.form.customer_answer(),
            at=self.now,
        )

    def get(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        if "amount" not in self._draft(draft_id).content:
            return self.go("agent-desk-cash-in-amount", draft_id)
        return super().get(request, draft_id)

    def post(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        if "amount" not in self._draft(draft_id).content:
            return self.go("agent-desk-cash-in-amount", draft_id)
        return super().post(request, draft_id)

    def paid(self, row: Transaction, *, again: bool) -> HttpResponse:
        return self.go("agent-desk-dealing", row.id, query={"again": "1"} if again else {"new": "1"})
