"""Changing one's own money from one currency into another."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.services import Proof
from apps.accounts.web.base import WalletView
from apps.core.money import Money, decimal_string
from apps.core.templatetags.ui import money_text
from apps.core.web import drafts
from apps.core.web.drafts import Draft
from apps.transactions import services
from apps.transactions.api.serializers import quote_answer
from apps.transactions.conversion import rate_string
from apps.transactions.kinds import CONVERSION
from apps.transactions.services import Outcome
from apps.transactions.web.forms import ConvertForm
from apps.transactions.web.paying import PayView, Review, shortfall
from apps.wallets.selectors import list_wallets

PURPOSE = "convert"


class ConvertView(WalletView):
    """How much, out of which wallet and into which."""

    tab = "home"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(None)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ConvertForm(request.POST, currencies=self._currencies())
        if not form.is_valid():
            return self._show(form, status=400)
        money = form.money
        content = {
            "amount": decimal_string(money.amount, money.currency),
            "currency": money.currency,
            "to_currency": form.cleaned_data["to_currency"],
        }
        draft = drafts.begin(owner_id=self.me.id, purpose=PURPOSE, content=content, now=self.now)
        return self.go("wallet-convert-review", draft.id)

    def _currencies(self) -> list[str]:
        self.wallets = [one for one in list_wallets(self.me.id) if one.status != "CLOSED"]
        return [one.currency for one in self.wallets]

    def _show(self, form: ConvertForm | None, *, status: int = 200) -> HttpResponse:
        form = form or ConvertForm(currencies=self._currencies())
        return self.render("transactions/convert.html", {"form": form, "wallets": self.wallets}, status=status)


class ConvertReviewView(PayView):
    """The last look before money is changed: at which rate, and what arrives."""

    purpose = PURPOSE
    route = "wallet-convert-review"
    tab = "home"

    def back(self, draft: Draft) -> str:
        return reverse("wallet-convert")

    def review(self, draft: Draft) -> Review:
        content = draft.content
        amount = Money.parse(content["amount"], content["currency"])
        quoted = services.quote(
            person_id=self.me.id, kind=CONVERSION.code, amount=amount, to_currency=content["to_currency"], at=self.now
        )
        answer = quote_answer(quoted)
        total = Money.parse(answer["total"], amount.currency)
        rate = rate_string(quoted.rate) if quoted.rate is not None else ""
        return Review(
            action=_("Convert %(amount)s") % {"amount": money_text(amount.amount, amount.currency)},
            total=total,
            amount=amount,
            fee=Money(quoted.fee, amount.currency),
            tax=Money(quoted.tax, amount.currency),
            gets=Money.parse(answer["payee_gets"], answer["payee_currency"]),
            rows=((_("Rate"), f"1 {amount.currency} = {rate} {answer['payee_currency']}"),),
            warning=shortfall(self.me.id, total),
            quote_id=quoted.id,
        )

    def pay(self, draft: Draft, review: Review, *, proof: Proof, digest: bytes) -> Outcome:
        return services.convert(
            person_id=self.me.id,
            session_id=self.me.session_id,
            amount=review.amount,
            to_currency=draft.content["to_currency"],
            quote_id=review.quote_id,
            key=draft.key,
            digest=digest,
            proof=proof,
            at=self.now,
        )
