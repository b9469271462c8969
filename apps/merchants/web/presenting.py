"""Showing one's own code at a till: up to how much, the PIN, and then a minute in which the till can take it."""

import hashlib
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.web.base import WalletView
from apps.accounts.web.proofs import ConfirmForm
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError
from apps.core.money import Money, decimal_string
from apps.core.templatetags.ui import money_text
from apps.core.web import drafts
from apps.core.web.drafts import Draft
from apps.merchants import selectors, services
from apps.merchants.api.payment_shapes import code_answer
from apps.merchants.errors import PaymentCodeNotFound
from apps.merchants.web.counter_forms import CeilingForm
from apps.transactions.errors import CurrencyMismatch, IdempotencyKeyReused
from apps.wallets.selectors import list_open_currencies

_PURPOSE = "payment-code"


class AskCodeView(WalletView):
    """Up to how much a till may take."""

    tab = "scan"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(CeilingForm(currencies=self._currencies()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CeilingForm(request.POST, currencies=self._currencies())
        if not form.is_valid() or (ceiling := form.money()) is None:
            return self._show(form, status=400)
        content = {"ceiling": decimal_string(ceiling.amount, ceiling.currency), "currency": ceiling.currency}
        draft = drafts.begin(owner_id=self.me.id, purpose=_PURPOSE, content=content, now=self.now)
        return self.go("wallet-show-confirm", draft.id)

    def _currencies(self) -> list[str]:
        found = list_open_currencies(self.me.id)
        if not found:
            raise CurrencyMismatch("You have no wallet.")
        return found

    def _show(self, form: CeilingForm, *, status: int = 200) -> HttpResponse:
        return self.render("merchants/show_code_ask.html", {"form": form}, status=status)


class _OfDraft(WalletView):
    tab = "scan"

    def draft_of(self, draft_id: UUID) -> Draft:
        return drafts.get(owner_id=self.me.id, purpose=_PURPOSE, draft_id=draft_id, now=self.now)


class ConfirmCodeView(_OfDraft):
    """The PIN, as for a payment of so much. The draft's id is the key: posted twice it is one code."""

    def get(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self.draft_of(draft_id)
        if "code_id" in draft.content:
            return self.go("wallet-show-code", draft.id)
        return self._show(draft, ConfirmForm(initial={"key": draft.key}))

    def post(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self.draft_of(draft_id)
        if "code_id" in draft.content:
            return self.go("wallet-show-code", draft.id)
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            return self._show(draft, form, status=400)
        if form.cleaned_data["key"] != draft.key:
            form.refuse(IdempotencyKeyReused())
            return self._show(draft, form, status=422)
        ceiling = _ceiling(draft)
        try:
            shown = services.present_code(
                person_id=self.me.id,
                session_id=self.me.session_id,
                ceiling=ceiling,
                key=draft.key,
                digest=hashlib.sha256(f"{_PURPOSE}|{ceiling.amount}|{ceiling.currency}".encode()).digest(),
                proof=form.proof(request),
                now=self.now,
            )
        except DomainError as error:
            if error.category == "unauthenticated":
                raise
            # The same form, posted a moment earlier, may have made it meanwhile.
            if "code_id" in self.draft_of(draft_id).content:
                return self.go("wallet-show-code", draft.id)
            form.refuse(error)
            return self._show(draft, form, status=STATUS[error.category])
        # Sealed, as all drafts are: the page that shows it can be loaded again while the code is good.
        drafts.change(draft, code_id=str(shown.row.id), code=shown.code, qr=shown.qr)
        return self.go("wallet-show-code", draft.id)

    def _show(self, draft: Draft, form: ConfirmForm, *, status: int = 200) -> HttpResponse:
        ceiling = _ceiling(draft)
        text = money_text(ceiling.amount, ceiling.currency)
        context = {
            "draft": draft,
            "ceiling": ceiling,
            "form": form,
            "step_up": form.step_up,
            "action_label": _("Show a code for up to %(amount)s") % {"amount": text},
            "back": reverse("wallet-show"),
        }
        return self.render("merchants/show_code_confirm.html", context, status=status)


class ShownCodeView(_OfDraft):
    """The code, as long as it is good, and what has become of it."""

    def get(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self.draft_of(draft_id)
        answer = self._answer(draft)
        asked = request.GET.get("state")
        # A page that renews itself is nobody who is there.
        self.is_activity = not asked
        if answer["state"] == "USED":
            return self._paid(answer)
        if asked == answer["state"]:
            # Nothing new: the page stays as it is.
            return HttpResponse(status=204)
        context = {
            "draft": draft,
            "shown": answer,
            "code": _in_fours(draft.content["code"]),
            "qr": draft.content["qr"],
            "ceiling": _ceiling(draft),
        }
        template = "merchants/_shown_code.html" if asked else "merchants/show_code.html"
        return self.render(template, context)

    def post(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        """Calls the code off."""
        draft = self.draft_of(draft_id)
        self._answer(draft)
        services.cancel_code(person_id=self.me.id, code_id=UUID(draft.content["code_id"]), now=self.now)
        return self.go("wallet-show-code", draft.id)

    def _answer(self, draft: Draft) -> dict[str, Any]:
        if "code_id" not in draft.content:
            raise PaymentCodeNotFound
        row = selectors.get_payment_code(person_id=self.me.id, code_id=UUID(draft.content["code_id"]))
        return code_answer(row, now=self.now)

    def _paid(self, answer: dict[str, Any]) -> HttpResponse:
        response: HttpResponse = self.go("wallet-payment", UUID(answer["transaction_id"]), query={"new": "1"})
        if "HX-Request" in self.request.headers:
            return HttpResponse(status=204, headers={"HX-Redirect": response["Location"]})
        return response


def _ceiling(draft: Draft) -> Money:
    return Money(Decimal(draft.content["ceiling"]), draft.content["currency"])


def _in_fours(code: str) -> str:
    """Twenty digits that are read out in fours."""
    return " ".join(code[place : place + 4] for place in range(0, len(code), 4))
