"""Float in the office: where it is and is likely to be needed, buying and selling it, moving it between outlets."""

import hashlib
import json
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.services import Proof
from apps.accounts.web.proofs import ConfirmForm
from apps.agents import float_rates, selectors, services
from apps.agents.api import float_shapes
from apps.agents.float_errors import FloatOrderNotFound
from apps.agents.models import FloatOrder, OrderDirection
from apps.agents.selectors import Power
from apps.agents.web.desk_forms import KeyedForm, ShapedForm, new_key
from apps.agents.web.frames import FromFloat, OfficeView, listed
from apps.core import files
from apps.core.api.parsing import AmountField as ReadAmount
from apps.core.api.parsing import IdField as ReadId
from apps.core.api.parsing import StrictSerializer, TextField
from apps.core.api.problems import STATUS
from apps.core.api.uploads import private_file_response
from apps.core.errors import DomainError, InvalidInput
from apps.core.money import Money, decimal_string, parse_decimal
from apps.core.ratelimit import spend
from apps.core.templatetags.ui import money_text
from apps.core.web import drafts
from apps.core.web.drafts import Draft
from apps.core.web.fields import AmountField, FileInput, PictureField, SelectInput, money_of
from apps.transactions.models import Transaction
from apps.transactions.services import Outcome
from apps.transactions.web.paying import Review

_TRANSFER, _SALE = "agent-float-transfer", "agent-float-sale"


class _Buy(StrictSerializer):
    """An order to buy, as far as its form goes."""

    outlet_id = ReadId()
    amount = ReadAmount()
    bank = TextField(max_length=32)
    bank_reference = float_shapes.LineField(max_length=60)
    note = float_shapes.LineField(max_length=200, required=False, allow_blank=True, default="")


class _Move(StrictSerializer):
    """A transfer, as far as its form goes."""

    from_outlet_id = ReadId()
    to = float_shapes.OutletCodeField()
    amount = ReadAmount()
    note = float_shapes.LineField(max_length=140, required=False, allow_blank=True, default="")


class SellForm(ShapedForm):
    """Float that is to become money at the bank."""

    shape = _Buy

    outlet_id = forms.ChoiceField(label=gettext_lazy("From the float of"), widget=SelectInput)
    amount = AmountField(label=gettext_lazy("Amount"))
    bank = forms.ChoiceField(label=gettext_lazy("Bank"), widget=SelectInput)
    bank_reference = forms.CharField(max_length=60, label=gettext_lazy("Your account at the bank"))
    note = forms.CharField(max_length=200, required=False, label=gettext_lazy("Note"))

    def __init__(self, *args: Any, places: list[tuple[str, str]], currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["outlet_id"].choices = places  # type: ignore[attr-defined]
        self.fields["bank"].choices = selectors.list_float_banks()  # type: ignore[attr-defined]
        self.fields["amount"].show_currency(currency)  # type: ignore[attr-defined]


class BuyForm(SellForm, KeyedForm):
    """Money that was paid into the bank and is to become float."""

    apart = frozenset({"key", "slip"})

    slip = PictureField(
        label=gettext_lazy("Picture of the deposit slip"),
        widget=FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["outlet_id"].label = _("For the float of")
        self.fields["bank_reference"].label = _("Reference of the deposit")
        self.fields["bank_reference"].help_text = _("As the bank has printed it on the slip")


class MoveForm(ShapedForm):
    """Float that is to go to another outlet."""

    shape = _Move

    from_outlet_id = forms.ChoiceField(label=gettext_lazy("From"), widget=SelectInput)
    to = forms.CharField(
        max_length=6,
        label=gettext_lazy("Code of the outlet it goes to"),
        help_text=gettext_lazy("Six digits: an outlet of yours, of your super-agent's or of your agents'"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    amount = AmountField(label=gettext_lazy("Amount"))
    note = forms.CharField(max_length=140, required=False, label=gettext_lazy("Note"))

    def __init__(self, *args: Any, places: list[tuple[str, str]], currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["from_outlet_id"].choices = places  # type: ignore[attr-defined]
        self.fields["amount"].show_currency(currency)  # type: ignore[attr-defined]


class _FloatView(OfficeView):
    part = "float"
    power = Power.MOVE_FLOAT

    def places(self) -> list[tuple[str, str]]:
        """The outlets whose float this person may move."""
        rows = selectors.list_outlets(self.agent_id, outlet_id=self.member.outlet_id, limit=services.MAX_OUTLETS)
        return [(str(row.id), f"{row.name} ({row.code})") for row in rows if row.is_open]


class FloatView(_FloatView):
    """Where float and cash are, where they are short, and what was ordered."""

    def get(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        spend(float_rates.LIQUIDITY, str(self.me.id), now=self.now)
        page = listed(
            request,
            lambda before, after, limit: selectors.list_float_orders(
                self.member, outlet_id=None, before=before, after=after, limit=limit
            ),
            lambda row: float_shapes.order_answer(row, viewer_id=self.me.id),
        )
        liquidity = float_shapes.liquidity_answer(selectors.list_liquidity(self.member, at=self.now))
        return self.render("agents/float.html", {"liquidity": liquidity, **page})


class BuyView(_FloatView):
    """Orders float against a deposit."""

    def get(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        initial = {"key": new_key(), "outlet_id": request.GET.get("outlet", "")}
        return self._show(BuyForm(places=self.places(), currency=self.currency, initial=initial))

    def post(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        services.require_may_send_slips(person_id=self.me.id, agent_id=agent_id)
        form = BuyForm(request.POST, request.FILES, places=self.places(), currency=self.currency)
        amount = money_of(form.taken["amount"], self.currency, form) if form.is_valid() else None
        if amount is None:
            return self._show(form, status=400)
        try:
            row = self._order(form, amount)
        except DomainError as error:
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        return self.go("agent-office-float-order", agent_id, row.id)

    def _order(self, form: BuyForm, amount: Money) -> FloatOrder:
        """The picture is kept first, and named in the order. What came before under the key is answered without it."""
        key = form.cleaned_data["key"]
        # The digest is over what was typed: the picture's ticket is another one each time.
        digest = _digest_of("agent-float-buy", form.taken)
        ordered = selectors.find_ordered(person_id=self.me.id, key=key)
        slip = ""
        if ordered is None:
            slip, _until = services.keep_slip(
                person_id=self.me.id, agent_id=self.agent_id, content=form.cleaned_data["slip"], now=self.now
            )
        given = form.taken
        row, _again = services.order_float(
            person_id=self.me.id,
            session_id=self.me.session_id,
            agent_id=self.agent_id,
            outlet_id=given["outlet_id"],
            direction=OrderDirection.BUY.value,
            amount=amount,
            bank=given["bank"],
            bank_reference=given["bank_reference"],
            slip=slip,
            note=given["note"],
            key=key,
            digest=digest,
            now=self.now,
        )
        return row

    def _show(self, form: BuyForm, *, status: int = 200) -> HttpResponse:
        context = {
            "heading": _("Buy float"),
            "lead": _("Pay into the bank first. Two of our people look at the deposit, then the float is there."),
            "form": form,
            "submit": _("Order"),
            "cancel": reverse("agent-office-float", args=[self.agent_id]),
        }
        return self.render("agents/form.html", context, status=status)


class SellView(_FloatView):
    """Orders that float becomes money at the bank; confirmed on the next page."""

    def get(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        return self._show(SellForm(places=self.places(), currency=self.currency))

    def post(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        form = SellForm(request.POST, places=self.places(), currency=self.currency)
        amount = money_of(form.taken["amount"], self.currency, form) if form.is_valid() else None
        if amount is None:
            return self._show(form, status=400)
        draft = begin(self, _SALE, form.taken, amount)
        return self.go("agent-office-float-sale", draft.id)

    def _show(self, form: SellForm, *, status: int = 200) -> HttpResponse:
        context = {
            "heading": _("Sell float"),
            "lead": _("The float is put aside at once. The bank pays your account when two of our people have agreed."),
            "form": form,
            "submit": _("Continue"),
            "cancel": reverse("agent-office-float", args=[self.agent_id]),
        }
        return self.render("agents/form.html", context, status=status)


class _OfDraft(_FloatView):
    """A page whose address names a draft only; the draft says whose office it is."""

    purpose: ClassVar[str]

    def agent_id_of(self, kwargs: dict[str, Any]) -> UUID:
        return UUID(self._draft(kwargs["draft_id"]).content["agent_id"])

    def _draft(self, draft_id: UUID) -> Draft:
        return drafts.get(owner_id=self.me.id, purpose=self.purpose, draft_id=draft_id, now=self.now)


class SaleView(_OfDraft):
    """PIN and code for a sale. It is an order and no payment yet: what is found again under its key is the order."""

    purpose = _SALE

    def get(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self._draft(draft_id)
        if row := selectors.find_ordered(person_id=self.me.id, key=draft.key):
            return self.go("agent-office-float-order", self.agent_id, row.id)
        return self._show(draft, ConfirmForm(initial={"key": draft.key}))

    def post(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self._draft(draft_id)
        if row := selectors.find_ordered(person_id=self.me.id, key=draft.key):
            return self.go("agent-office-float-order", self.agent_id, row.id)
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            return self._show(draft, form, status=400)
        said = draft.content
        try:
            row, _again = services.order_float(
                person_id=self.me.id,
                session_id=self.me.session_id,
                agent_id=self.agent_id,
                outlet_id=UUID(said["outlet_id"]),
                direction=OrderDirection.SELL.value,
                amount=_amount_of(draft),
                bank=said["bank"],
                bank_reference=said["bank_reference"],
                note=said["note"],
                key=draft.key,
                digest=_digest_of(_SALE, said),
                proof=form.proof(request),
                now=self.now,
            )
        except DomainError as error:
            if error.category == "unauthenticated":
                raise
            # The same form, posted a moment earlier, may have ordered it meanwhile.
            if ordered := selectors.find_ordered(person_id=self.me.id, key=draft.key):
                return self.go("agent-office-float-order", self.agent_id, ordered.id)
            form.refuse(error)
            return self._show(draft, form, status=STATUS[error.category])
        return self.go("agent-office-float-order", self.agent_id, row.id)

    def _show(self, draft: Draft, form: ConfirmForm, *, status: int = 200) -> HttpResponse:
        said, amount = draft.content, _amount_of(draft)
        place = selectors.get_place_of(self.member, UUID(said["outlet_id"]))
        review = Review(
            action=_("Sell %(amount)s") % {"amount": money_text(amount.amount, amount.currency)},
            total=amount,
            amount=amount,
            rows=(
                (_("From the float of"), place.name),
                (_("Bank"), selectors.bank_name(said["bank"])),
                (_("Account"), said["bank_reference"]),
            ),
        )
        context = {
            "heading": _("Check and confirm"),
            "review": review,
            "form": form,
            "step_up": form.step_up,
            "action_label": review.action,
            "total_label": _("Leaves the float"),
            "change": reverse("agent-office-float-sell", args=[self.agent_id]),
        }
        return self.render("agents/pay.html", context, status=status)


class OrderView(_FloatView):
    """An order, and how far it is."""

    def get(self, request: HttpRequest, agent_id: UUID, order_id: UUID) -> HttpResponse:
        row = selectors.get_float_order(self.member, order_id)
        order = float_shapes.order_answer(row, viewer_id=self.me.id)
        return self.render("agents/float_order.html", {"order": order})

    def post(self, request: HttpRequest, agent_id: UUID, order_id: UUID) -> HttpResponse:
        """Calls it off."""
        services.cancel_float_order(person_id=self.me.id, agent_id=agent_id, order_id=order_id, now=self.now)
        messages.success(request, _("The order is called off."))
        return self.go("agent-office-float-order", agent_id, order_id)


class SlipView(_FloatView):
    """The picture an order was made with."""

    def get(self, request: HttpRequest, agent_id: UUID, order_id: UUID) -> HttpResponse:
        row = selectors.get_float_order(self.member, order_id)
        if not row.proof_file:
            raise FloatOrderNotFound("This order has no picture.")
        return private_file_response(files.read(row.proof_file), services.SLIP_TYPE, "slip.jpg")


class MoveView(_FloatView):
    """Float to another outlet; confirmed on the next page."""

    def get(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        return self._show(MoveForm(places=self.places(), currency=self.currency))

    def post(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        form = MoveForm(request.POST, places=self.places(), currency=self.currency)
        amount = money_of(form.taken["amount"], self.currency, form) if form.is_valid() else None
        if amount is None:
            return self._show(form, status=400)
        try:
            source = selectors.get_place_of(self.member, form.taken["from_outlet_id"])
            target = selectors.get_place_by_code(form.taken["to"], seen_from=source)
        except DomainError as error:
            form.refuse(InvalidInput(errors=[{"field": "to", "code": error.code, "detail": error.detail}]))
            return self._show(form, status=STATUS[error.category])
        draft = begin(self, _TRANSFER, form.taken, amount, source=source.name, target=target.side.name)
        return self.go("agent-office-float-transfer", draft.id)

    def _show(self, form: MoveForm, *, status: int = 200) -> HttpResponse:
        context = {
            "heading": _("Move float"),
            "lead": _("Between your outlets, or with your super-agent or your agents. It is there at once."),
            "form": form,
            "submit": _("Continue"),
            "cancel": reverse("agent-office-float", args=[self.agent_id]),
        }
        return self.render("agents/form.html", context, status=status)


class TransferView(_OfDraft, FromFloat):
    """PIN for a transfer."""

    purpose = _TRANSFER
    route = "agent-office-float-transfer"
    template_name = "agents/pay.html"

    def review(self, draft: Draft) -> Review:
        said, amount = draft.content, _amount_of(draft)
        rows = [(_("From the float of"), said["source"])]
        if said["note"]:
            rows.append((_("Note"), said["note"]))
        return Review(
            action=_("Move %(amount)s") % {"amount": money_text(amount.amount, amount.currency)},
            total=amount,
            amount=amount,
            payee=said["target"],
            rows=tuple(rows),
            context={
                "heading": _("Check and confirm"),
                "total_label": _("Leaves the float"),
                "change": reverse("agent-office-float-move", args=[self.agent_id]),
            },
        )

    def pay(self, draft: Draft, review: Review, *, proof: Proof, digest: bytes) -> Outcome:
        said = draft.content
        return services.transfer_float(
            person_id=self.me.id,
            session_id=self.me.session_id,
            agent_id=self.agent_id,
            from_outlet_id=UUID(said["from_outlet_id"]),
            to=said["to"],
            amount=review.amount,
            note=said["note"],
            key=draft.key,
            digest=digest,
            proof=proof,
            at=self.now,
        )

    def paid(self, row: Transaction, *, again: bool) -> HttpResponse:
        if row.payer_id is None:
            return self.go("agent-office-float", self.agent_id)
        return self.go("agent-office-float-movements", self.agent_id, row.payer_id, query={"new": str(row.id)})


class MovementsView(_FloatView):
    """Float that came to an outlet or left it."""

    def get(self, request: HttpRequest, agent_id: UUID, outlet_id: UUID) -> HttpResponse:
        place = selectors.get_place_of(self.member, outlet_id)
        page = listed(
            request,
            lambda before, after, limit: selectors.list_float_movements(
                outlet_id, before=before, after=after, limit=limit
            ),
            lambda row: float_shapes.movement_answer(row, outlet_id=outlet_id),
        )
        context = {"place": place, "new": request.GET.get("new", ""), **page}
        return self.render("agents/float_movements.html", context)


class NetworkView(_FloatView):
    """A super-agent's agents, and where their float is."""

    def get(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        spend(float_rates.LIQUIDITY, str(self.me.id), now=self.now)
        selectors.require_all_outlets(self.member)
        page = listed(
            request,
            lambda before, after, limit: selectors.list_agents_liquidity(
                agent_id, before=before, after=after, limit=limit
            ),
            float_shapes.agent_liquidity_answer,
        )
        totals = float_shapes.totals_answer(selectors.get_agents_totals(agent_id))
        return self.render("agents/network.html", {"totals": totals, **page})


def begin(view: OfficeView, purpose: str, given: dict[str, Any], amount: Money, **more: str) -> Draft:
    """A draft of what a form has taken, in the office it was filled in."""
    content = {name: str(value) for name, value in given.items()}
    content |= {"amount": decimal_string(amount.amount, amount.currency), "currency": amount.currency}
    content |= {"agent_id": str(view.agent_id), **more}
    return drafts.begin(owner_id=view.me.id, purpose=purpose, content=content, now=view.now)


def _amount_of(draft: Draft) -> Money:
    return Money(parse_decimal(draft.content["amount"]), draft.content["currency"])


def _digest_of(purpose: str, given: dict[str, Any]) -> bytes:
    canonical = json.dumps([purpose, given], sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).digest()
