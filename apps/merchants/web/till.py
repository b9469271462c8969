"""The till: an amount, a code on the screen or the customer's code, and at once whether it is paid.

Every state stands in the database and at an address of its own. So a till that lost its connection, was reloaded or is
taken over by another device shows at the same address what has become of a charge.
"""

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from apps.accounts.web.base import WalletView
from apps.core.api.problems import STATUS
from apps.core.crypto import blind_index
from apps.core.errors import DomainError
from apps.core.money import Money, decimal_string
from apps.core.web import drafts
from apps.core.web.drafts import Draft
from apps.core.web.lists import list_page
from apps.merchants import codes, selectors, services
from apps.merchants.api.charge_events import FINAL
from apps.merchants.errors import ChargeNotFound
from apps.merchants.models import Charge, ChargeState, Taking, Till
from apps.merchants.selectors import SalesFilter
from apps.merchants.web.counter_forms import AskForm, CodeTakenForm
from apps.merchants.web.frames import TillView, begin_of_day

_PURPOSE = "till-take"
_OPEN_SHOWN = 10


class TillListView(WalletView):
    """At which till somebody works now; whoever works at one only is there at once."""

    def get(self, request: HttpRequest) -> HttpResponse:
        tills = selectors.list_workplaces(self.me.id)
        if len(tills) == 1 and "choose" not in request.GET:
            return self.go("till-desk", tills[0].id)
        return self.render("merchants/till/choose.html", {"groups": _by_store(tills)})


class DeskView(TillView):
    """The keypad. What is posted becomes a charge to be shown, or waits for the code that the customer shows."""

    part = "desk"

    def get(self, request: HttpRequest, till_id: UUID) -> HttpResponse:
        return self._show(AskForm.fresh(self.merchant.currency))

    def post(self, request: HttpRequest, till_id: UUID) -> HttpResponse:
        form = AskForm(request.POST)
        currency = self.merchant.currency
        form.show_currency(currency)
        if not form.is_valid() or (amount := form.money(currency)) is None:
            return self._show(form, status=400)
        if request.POST.get("way") == "take":
            return self.go("till-take", self.till.id, self._to_take(amount, form.cleaned_data["description"]).id)
        try:
            made = services.charge_at_till(
                merchant_id=self.merchant.id,
                person_id=self.me.id,
                till_id=self.till.id,
                amount=amount,
                description=form.cleaned_data["description"],
                key=form.cleaned_data["key"],
                digest=_digest(self.till, amount, form.cleaned_data["description"]),
                now=self.now,
            )
        except DomainError as error:
            if error.category in ("unauthenticated", "not_found"):
                raise
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        if made.replayed:
            _tell_again(request)
        return self.go("till-charge", self.till.id, made.charge.id)

    def _to_take(self, amount: Money, description: str) -> Draft:
        content = {
            "till": str(self.till.id),
            "amount": decimal_string(amount.amount, amount.currency),
            "description": description,
        }
        return drafts.begin(owner_id=self.me.id, purpose=_PURPOSE, content=content, now=self.now)

    def _show(self, form: AskForm, *, status: int = 200) -> HttpResponse:
        waiting = selectors.list_charges(
            self.merchant.id, state=ChargeState.OPEN.value, till_id=self.till.id, limit=_OPEN_SHOWN
        )
        is_open = self.till.is_open and self.till.store.is_open
        context = {
            "form": form,
            "waiting": [row for row in waiting if row.expires_at > self.now],
            "is_trading": is_open and self.merchant.status == "ACTIVE",
        }
        return self.render("merchants/till/desk.html", context, status=status)


class ScanFirstView(TillView):
    """The entry of the navigation for a customer who shows a code: the amount comes first all the same."""

    part = "take"

    def get(self, request: HttpRequest, till_id: UUID) -> HttpResponse:
        form = AskForm.fresh(self.merchant.currency)
        is_open = self.till.is_open and self.till.store.is_open
        context = {"form": form, "takes": True, "is_trading": is_open and self.merchant.status == "ACTIVE"}
        return self.render("merchants/till/desk.html", context)


class TakeView(TillView):
    """The customer's code for an amount that is said. The draft's id is the key: posted twice it is one sale.

    Another customer's code is another sale. Whoever comes back here is led to the charge that was made, and a code that
    is posted all the same is refused: that the first one has paid says nothing of the second.
    """

    part = "take"

    def get(self, request: HttpRequest, till_id: UUID, draft_id: UUID) -> HttpResponse:
        draft, amount = self._draft(draft_id)
        if made := draft.content.get("charge"):
            _tell_again(request)
            return self.go("till-charge", self.till.id, made)
        return self._show(draft, amount, CodeTakenForm())

    def post(self, request: HttpRequest, till_id: UUID, draft_id: UUID) -> HttpResponse:
        draft, amount = self._draft(draft_id)
        form = CodeTakenForm(request.POST)
        if not form.is_valid():
            return self._show(draft, amount, form, status=400)
        description, code = draft.content["description"], form.cleaned_data["shown"]
        try:
            taken = services.take_presented(
                merchant_id=self.merchant.id,
                person_id=self.me.id,
                till_id=self.till.id,
                code=code,
                amount=amount,
                description=description,
                key=draft.key,
                digest=_digest(self.till, amount, description, _index_of(code)),
                at=self.now,
            )
        except DomainError as error:
            if error.category == "unauthenticated" or error.code == "till_not_found":
                raise
            form.refuse(error)
            return self._show(draft, amount, form, status=STATUS[error.category])
        if taken.charge.state == ChargeState.CANCELLED:
            # What the payer has or may is between them and us. Another code is another try.
            messages.error(request, _("The payment was declined; no money moved. Ask for another code."))
            again = drafts.begin(owner_id=self.me.id, purpose=_PURPOSE, content=draft.content, now=self.now)
            return self.go("till-take", self.till.id, again.id)
        if taken.replayed:
            _tell_again(request)
        else:
            drafts.change(draft, charge=str(taken.charge.id))
        return self.go("till-charge", self.till.id, taken.charge.id)

    def _draft(self, draft_id: UUID) -> tuple[Draft, Money]:
        draft = drafts.get(owner_id=self.me.id, purpose=_PURPOSE, draft_id=draft_id, now=self.now)
        if draft.content["till"] != str(self.till.id):
            raise drafts.DraftGone
        return draft, Money(Decimal(draft.content["amount"]), self.merchant.currency)

    def _show(self, draft: Draft, amount: Money, form: CodeTakenForm, *, status: int = 200) -> HttpResponse:
        context = {"draft": draft, "amount": amount, "form": form}
        return self.render("merchants/till/take.html", context, status=status)


class ChargeView(TillView):
    """One charge: its code while it is open, and what has become of it."""

    part = "desk"

    def get(self, request: HttpRequest, till_id: UUID, charge_id: UUID) -> HttpResponse:
        return self.render("merchants/till/charge.html", self._context(self._charge(charge_id)))

    def _charge(self, charge_id: UUID) -> Charge:
        charge = selectors.charge_of(self.member, charge_id)
        if charge.till_id != self.till.id:
            raise ChargeNotFound
        return charge

    def _context(self, charge: Charge) -> dict[str, Any]:
        state = self._state(charge)
        amount = Money(charge.amount, charge.currency)
        added = services.surcharge_of(charge.tip_mode, charge.tip_value, amount)
        return {
            "charge": charge,
            "state": state,
            "is_final": state in FINAL,
            "amount": amount.amount,
            "total": charge.paid_amount if charge.paid_amount is not None else (amount + added).amount,
            "added": added.amount,
            "qr": codes.charge_text(charge, self.merchant, self.till) if state == ChargeState.OPEN else "",
        }

    def _state(self, charge: Charge) -> str:
        """As it stands; what nobody has paid in time is over, whether or not the sweep has come to it."""
        is_over = charge.state == ChargeState.OPEN and charge.expires_at <= self.now
        return ChargeState.EXPIRED.value if is_over else charge.state


class ChargeStateView(ChargeView):
    """What the page of a charge asks every second: nothing while it is as it was, else the part of it that changes."""

    is_activity = False

    def get(self, request: HttpRequest, till_id: UUID, charge_id: UUID) -> HttpResponse:
        charge = self._charge(charge_id)
        if request.GET.get("state") == self._state(charge):
            return HttpResponse(status=204)
        return self.render("merchants/till/_charge.html", {**self._context(charge), "is_part": True})


class CancelChargeView(ChargeView):
    """Calls an open charge off."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, till_id: UUID, charge_id: UUID) -> HttpResponse:
        charge = self._charge(charge_id)
        try:
            services.cancel_at_desk(
                charge_id=charge.id, merchant_id=self.merchant.id, person_id=self.me.id, now=self.now
            )
        except DomainError as error:
            if error.category != "conflict":
                raise
            # It was paid a moment before: the page says so.
            messages.warning(request, _("It was too late to cancel this."))
        return self.go("till-charge", self.till.id, charge.id)


class DayView(TillView):
    """What was sold and given back at this till today."""

    part = "day"

    def get(self, request: HttpRequest, till_id: UUID) -> HttpResponse:
        matching = SalesFilter(till_id=self.till.id, since=begin_of_day(self.now))

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> Sequence[Taking]:
            return selectors.list_sales(self.merchant.id, matching=matching, before=before, after=after, limit=limit)

        page = list_page(request, fetch, position=lambda row: row.transaction_id)
        waiting = selectors.list_charges(
            self.merchant.id, state=ChargeState.OPEN.value, till_id=self.till.id, limit=_OPEN_SHOWN
        )
        context = {
            "page": page,
            "references": selectors.references_of(page.rows),
            "waiting": [row for row in waiting if row.expires_at > self.now],
        }
        return self.render("merchants/till/day.html", context)


def _tell_again(request: HttpRequest) -> None:
    """Says that what the next page shows was done before."""
    messages.warning(request, _("This was done once, and you see it again."))


def _digest(till: Till, amount: Money, *said_besides: str) -> bytes:
    """By which the same request is known again."""
    said = "|".join((str(till.id), decimal_string(amount.amount, amount.currency), amount.currency, *said_besides))
    return hashlib.sha256(said.encode()).digest()


def _index_of(code: str) -> str:
    """By which a customer's code is known again, scanned or typed; keyed, because it is kept with the charge."""
    digits = "".join(sign for sign in code if sign.isdecimal())
    return blind_index(digits, purpose="merchants.taken_code").hex()


def _by_store(tills: Sequence[Till]) -> list[tuple[Till, list[Till]]]:
    """The tills of each store together; the first of each names store and merchant."""
    groups: list[tuple[Till, list[Till]]] = []
    for till in tills:
        if not groups or groups[-1][0].store_id != till.store_id:
            groups.append((till, []))
        groups[-1][1].append(till)
    return groups
