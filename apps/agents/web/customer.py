"""Fetching cash: how much, the last look, and then the code to tell a teller."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.services import Proof
from apps.accounts.web.base import WalletView
from apps.agents import selectors, services
from apps.agents.api.cash_out_shapes import code_answer
from apps.agents.models import CashOutCode, CashOutState
from apps.agents.web.customer_forms import FetchForm
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError
from apps.core.money import Money, decimal_string
from apps.core.templatetags.ui import money_text
from apps.core.web import drafts
from apps.core.web.drafts import Draft
from apps.core.web.lists import list_page
from apps.transactions import pricing
from apps.transactions.kinds import CASH_OUT
from apps.transactions.models import Transaction
from apps.transactions.services import Outcome
from apps.transactions.web.outlay import first_look, open_wallets
from apps.transactions.web.paying import PayView, Review, shortfall

PURPOSE = "cash-out"


class FetchCashView(WalletView):
    """How much, and the codes that wait to be used."""

    tab = "home"

    def get(self, request: HttpRequest) -> HttpResponse:
        wallets = open_wallets(self.me.id)
        initial = {"agent_code": request.GET.get("agent", "")[:6]}
        return self._show(wallets, FetchForm(currencies=[one.currency for one in wallets], initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        wallets = open_wallets(self.me.id)
        form = FetchForm(request.POST, currencies=[one.currency for one in wallets])
        if not form.is_valid():
            return self._show(wallets, form, status=400)
        code, agent = form.cleaned_data["agent_code"], ""
        try:
            first_look(kind=CASH_OUT.code, amount=form.money, tier=self.person.kyc_tier, at=self.now)
            if code:
                agent = selectors.find_open_outlet(code).agent.name
        except DomainError as error:
            form.refuse(error)
            return self._show(wallets, form, status=STATUS[error.category])
        content = {
            "amount": decimal_string(form.money.amount, form.money.currency),
            "currency": form.money.currency,
            "agent_code": code,
            "agent": agent,
        }
        draft = drafts.begin(owner_id=self.me.id, purpose=PURPOSE, content=content, now=self.now)
        return self.go("wallet-cash-out-review", draft.id)

    def _show(self, wallets: list[Any], form: FetchForm, *, status: int = 200) -> HttpResponse:
        page = list_page(
            self.request,
            lambda before, after, limit: selectors.list_cash_codes(self.me.id, before=before, after=after, limit=limit),
        )
        context = {"form": form, "wallets": wallets, "page": page}
        return self.render("agents/customer_cash_out.html", context, status=status)


def cash_review(
    *, person_id: UUID, tier: str, amount: Money, action: str, payee: str, rows: list[tuple[str, str]], at: datetime
) -> Review:
    """Cash as it costs now: the fee comes on top, unless the operators have it that the agent bears it."""
    price = pricing.get_price(kind=CASH_OUT.code, amount=amount, tier=tier, at=at)
    bears = price.bearer == "PAYER"
    total = amount + price.charges if bears else amount
    return Review(
        action=action,
        total=total,
        amount=amount,
        payee=payee,
        fee=price.fee if bears else None,
        tax=price.tax if bears and price.tax else None,
        rows=tuple(rows),
        warning=shortfall(person_id, total),
    )


class FetchCashReviewView(PayView):
    """The last look before the money is put aside."""

    purpose = PURPOSE
    route = "wallet-cash-out-review"
    template_name = "agents/customer_cash_out_review.html"
    tab = "home"

    def back(self, draft: Draft) -> str:
        return reverse("wallet-cash-out")

    def review(self, draft: Draft) -> Review:
        content = draft.content
        amount = Money.parse(content["amount"], content["currency"])
        where = f"{content['agent']} ({content['agent_code']})" if content["agent_code"] else _("At any agent")
        return cash_review(
            person_id=self.me.id,
            tier=self.person.kyc_tier,
            amount=amount,
            action=_("Get a code for %(amount)s") % {"amount": money_text(amount.amount, amount.currency)},
            payee="",
            rows=[(_("Where"), where)],
            at=self.now,
        )

    def pay(self, draft: Draft, review: Review, *, proof: Proof, digest: bytes) -> Outcome:
        made = services.make_cash_code(
            customer_id=self.me.id,
            session_id=self.me.session_id,
            amount=review.amount,
            agent_code=draft.content["agent_code"] or None,
            key=draft.key,
            digest=digest,
            proof=proof,
            at=self.now,
        )
        return Outcome(made.transaction, made.replayed)

    def arrived(self, row: Transaction, *, again: bool) -> HttpResponse:
        code = selectors.find_code_of(row.id)
        return self.go("wallet-cash-out-code", code.id) if code else super().arrived(row, again=again)


class CashCodeView(WalletView):
    """The code, as large as it has to be read across a counter, and what has become of it."""

    tab = "home"
    template_name = "agents/customer_code.html"

    def get(self, request: HttpRequest, code_id: UUID) -> HttpResponse:
        row = selectors.get_cash_code(customer_id=self.me.id, code_id=code_id)
        return self.render(self.template_name, self._facts(row))

    def _facts(self, row: CashOutCode) -> dict[str, Any]:
        payments = selectors.payments_of([row.transaction_id])
        counter = selectors.counters_of([row.outlet_id]).get(row.outlet_id) if row.outlet_id else None
        is_over = row.expires_at <= self.now
        readable = selectors.readable_codes([row], payments, session_id=self.me.session_id)
        answer = code_answer(
            row,
            payment=payments[row.transaction_id],
            counter=counter,
            has_digits=row.id in readable and not is_over,
        )
        digits = answer["code"]
        return {
            "row": row,
            "code": answer,
            # Read out and typed in fours.
            "digits": f"{digits[:4]} {digits[4:]}" if digits else "",
            "is_waiting": row.state == CashOutState.WAITING,
            "is_over": is_over,
        }


class CashCodeStateView(CashCodeView):
    """The part of that page that changes."""

    is_activity = False
    template_name = "agents/_customer_code.html"


class CancelCodeView(WalletView):
    """Calls a code off: the money is back at once."""

    http_method_names = ["post"]
    tab = "home"

    def post(self, request: HttpRequest, code_id: UUID) -> HttpResponse:
        services.cancel_cash_code(customer_id=self.me.id, code_id=code_id, now=self.now)
        return self.done(
            _("The code is called off. The money is back in your wallet."), "wallet-cash-out-code", code_id
        )
