"""Cash-out at the desk: by the customer's code, by their approval on their phone, by their document."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.services import Proof
from apps.agents import selectors, services
from apps.agents.api import cash_out_shapes
from apps.agents.api.cash_desk_views import request_body
from apps.agents.api.desk_fields import CustomerField
from apps.agents.cash_codes import DIGITS
from apps.agents.models import CashOutRequest, RequestMode, RequestState
from apps.agents.web.desk_forms import KeyedForm, ShapedForm, new_key
from apps.agents.web.frames import DeskView
from apps.core.api.parsing import AmountField as ReadAmount
from apps.core.api.parsing import StrictSerializer
from apps.core.api.problems import STATUS
from apps.core.emvco import MAX_LENGTH
from apps.core.errors import DomainError
from apps.core.money import Money, decimal_string, parse_decimal
from apps.core.templatetags.ui import money_text
from apps.core.web import drafts
from apps.core.web.drafts import Draft
from apps.core.web.fields import AmountField, CodeInput, FileInput, MsisdnInput, PictureField, SelectInput, money_of
from apps.core.web.forms import WebForm
from apps.kyc.models import DocumentType
from apps.transactions.models import Transaction
from apps.transactions.services import Outcome
from apps.transactions.web.paying import PayView, Review

_PURPOSE = "agent-cash-out"


class _ByCode(StrictSerializer):
    """A redemption as far as its first page goes."""

    scanned = frozenset({"to"})

    to = CustomerField()
    amount = ReadAmount()


class _Customer(ShapedForm):
    to = forms.CharField(
        max_length=MAX_LENGTH,
        widget=MsisdnInput,
        label=gettext_lazy("Customer's number"),
        help_text=gettext_lazy("With its country code, for example +254 712 345 678. Or scan their code."),
    )
    amount = AmountField(label=gettext_lazy("Cash to hand out"))


class RedeemForm(_Customer):
    """The code a customer tells, and what they want."""

    shape = _ByCode
    apart = frozenset({"code"})

    code = forms.RegexField(
        regex=rf"\A[0-9]{{{DIGITS}}}\Z",
        max_length=DIGITS,
        widget=CodeInput(attrs={"autocomplete": "off"}),
        label=gettext_lazy("Cash-out code"),
        help_text=gettext_lazy("The eight digits on the customer's phone."),
        error_messages={
            "required": gettext_lazy("Write the code."),
            "invalid": gettext_lazy("A cash-out code has eight digits."),
        },
    )


class AskForm(_Customer, KeyedForm):
    """A request that the customer approves on their phone."""

    shape = cash_out_shapes.AskCashSerializer
    apart = frozenset({"key"})

    note = forms.CharField(max_length=140, required=False, label=gettext_lazy("Note"))
    currency = ""

    def given(self) -> dict[str, Any]:
        return {**super().given(), "currency": self.currency}


class DocumentForm(AskForm):
    """One for a customer without a phone: a supervisor decides."""

    apart = frozenset({"key", "kind", "number"})

    kind = forms.ChoiceField(choices=DocumentType.choices, label=gettext_lazy("Document"), widget=SelectInput)
    number = forms.CharField(max_length=40, label=gettext_lazy("Number on the document"))

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {**super().given(), "document": {"kind": said["kind"], "number": said["number"]}}


class PictureForm(WebForm):
    """The document as the customer shows it."""

    picture = PictureField(
        label=gettext_lazy("Picture of the document"),
        widget=FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}),
    )


class CashOutView(DeskView):
    """By code: whom, the code, how much."""

    part = "cash-out"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(RedeemForm(initial=self._said_before(request.GET.get("draft", ""))))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = RedeemForm(request.POST)
        currency = self.currency
        amount = money_of(form.taken["amount"], currency, form) if form.is_valid() else None
        if amount is None:
            return self._show(form, status=400)
        content = {
            "to": form.taken["to"],
            "code": form.cleaned_data["code"],
            "amount": decimal_string(amount.amount, currency),
            "currency": currency,
        }
        draft = drafts.begin(owner_id=self.me.id, purpose=_PURPOSE, content=content, now=self.now)
        return self.go("agent-desk-cash-out-pay", draft.id)

    def _said_before(self, text: str) -> dict[str, Any]:
        """What stood on the page somebody comes back from, but for the code."""
        try:
            draft = drafts.get(owner_id=self.me.id, purpose=_PURPOSE, draft_id=UUID(text), now=self.now)
        except (ValueError, drafts.DraftGone):
            return {}
        return {name: draft.content[name] for name in ("to", "amount")}

    def _show(self, form: RedeemForm, *, status: int = 200) -> HttpResponse:
        form.fields["amount"].show_currency(self.currency)  # type: ignore[attr-defined]
        context = {"form": form, "way": "code", **ways(self)}
        return self.render("agents/cash_out.html", context, status=status)


class CashOutPayView(DeskView, PayView):
    """The teller's PIN. What is right is paid once: the page finds it again by the teller's key."""

    part = "cash-out"
    needs_shift = False
    purpose = _PURPOSE
    route = "agent-desk-cash-out-pay"
    template_name = "agents/pay.html"

    def review(self, draft: Draft) -> Review:
        said = draft.content
        amount = Money(parse_decimal(said["amount"]), said["currency"])
        return Review(
            action=_("Pay out %(amount)s") % {"amount": money_text(amount.amount, amount.currency)},
            total=amount,
            amount=amount,
            context={
                "heading": _("Check and confirm"),
                "said": said,
                "reminder": _("Hand out the cash only when the next page says so."),
                "total_label": _("Cash to hand out"),
                "change": f"{reverse('agent-desk-cash-out')}?draft={draft.id}",
            },
        )

    def pay(self, draft: Draft, review: Review, *, proof: Proof, digest: bytes) -> Outcome:
        done = services.redeem_cash_code(
            teller_id=self.me.id,
            session_id=self.me.session_id,
            to=draft.content["to"],
            code=draft.content["code"],
            amount=review.amount,
            key=draft.key,
            digest=digest,
            proof=proof,
            at=self.now,
        )
        return Outcome(done.transaction, replayed=done.replayed)

    def arrived(self, row: Transaction, *, again: bool) -> HttpResponse:
        return self.go("agent-desk-dealing", row.id, query={"again": "1"} if again else {"new": "1"})

    def _paid(self, draft: Draft) -> Transaction | None:
        return selectors.find_redeemed(teller_id=draft.owner_id, key=draft.key)

    def _digest(self, draft: Draft) -> bytes:
        """It is kept, and eight digits could be guessed from it: so they stand in it keyed."""
        said = cash_out_shapes.keyed(draft.content)
        canonical = json.dumps([self.purpose, said], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).digest()


class AskView(DeskView):
    """By the customer's approval on their phone."""

    part = "cash-out"
    way = "phone"
    form_class: type[AskForm] = AskForm

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(self.form_class(initial={"key": new_key()}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form_class(request.POST)
        form.currency = self.currency
        amount = money_of(form.taken["amount"], self.currency, form) if form.is_valid() else None
        if amount is None:
            return self._show(form, status=400)
        given = form.taken
        try:
            asked = services.ask_for_cash_out(
                teller_id=self.me.id,
                to=given["to"],
                amount=amount,
                note=given["note"],
                document=cash_out_shapes.document_of(given),
                key=form.cleaned_data["key"],
                digest=_digest_of(self.way, given),
                at=self.now,
            )
        except DomainError as error:
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        return self.go("agent-desk-request", asked.request.id)

    def _show(self, form: AskForm, *, status: int = 200) -> HttpResponse:
        form.fields["amount"].show_currency(self.currency)  # type: ignore[attr-defined]
        return self.render("agents/cash_out.html", {"form": form, "way": self.way, **ways(self)}, status=status)


class AskByDocumentView(AskView):
    """By the customer's document, which a supervisor looks at."""

    way = "document"
    form_class = DocumentForm


class RequestView(DeskView):
    """What has become of it. The page looks again by itself while it waits."""

    part = "cash-out"
    needs_shift = False

    def get(self, request: HttpRequest, request_id: UUID) -> HttpResponse:
        row = selectors.get_own_request(teller_id=self.me.id, request_id=request_id)
        if "HX-Request" in request.headers:
            # A page that renews itself is nobody who is there.
            self.is_activity = False
            return self.render("agents/_request_state.html", self._context(row))
        return self._show(row, PictureForm())

    def post(self, request: HttpRequest, request_id: UUID) -> HttpResponse:
        """The picture of the document."""
        services.require_open_for_picture(teller_id=self.me.id, request_id=request_id, now=self.now)
        form = PictureForm(request.POST, request.FILES)
        row = selectors.get_own_request(teller_id=self.me.id, request_id=request_id)
        if not form.is_valid():
            return self._show(row, form, status=400)
        try:
            services.put_cash_out_picture(
                teller_id=self.me.id,
                request_id=request_id,
                content=form.cleaned_data["picture"],
                now=self.now,
            )
        except DomainError as error:
            form.refuse(error)
            return self._show(row, form, status=STATUS[error.category])
        return self.go("agent-desk-request", request_id)

    def _show(self, row: CashOutRequest, form: PictureForm, *, status: int = 200) -> HttpResponse:
        return self.render("agents/request.html", {**self._context(row), "form": form}, status=status)

    def _context(self, row: CashOutRequest) -> dict[str, Any]:
        return {
            "asked": request_body(row),
            "is_waiting": not selectors.is_over(row, self.now),
            "is_open": row.state == RequestState.OPEN,
            "by_document": row.mode == RequestMode.DOCUMENT,
        }


class CancelRequestView(DeskView):
    """Calls it off."""

    part = "cash-out"
    needs_shift = False

    def post(self, request: HttpRequest, request_id: UUID) -> HttpResponse:
        services.cancel_cash_out(teller_id=self.me.id, request_id=request_id, now=self.now)
        return self.go("agent-desk-request", request_id)


def ways(view: DeskView) -> dict[str, Any]:
    """Which ways of paying out this desk has."""
    return {"has_documents": selectors.get_desk(view.me.id).serves_without_phone}


def _digest_of(way: str, given: dict[str, Any]) -> bytes:
    """As the API's (core.api.idempotency): over the validated fields, what could be guessed from it keyed."""
    said = cash_out_shapes.keyed(given)
    canonical = json.dumps(["agent-ask", way, said], sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).digest()
