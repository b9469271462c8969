"""Recharging a phone: which number, what, the last look; and the numbers somebody keeps."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.services import Proof
from apps.accounts.web.base import WalletView
from apps.billers import selectors, services
from apps.billers.api.recharge_shapes import favourite_answer
from apps.billers.recharge_errors import OperatorUnavailable, UnknownPrefix
from apps.billers.selectors import RechargeOperatorView
from apps.billers.services import MAX_FAVOURITES
from apps.billers.web.forms import FavouriteForm, NumberForm, RechargeForm
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError
from apps.core.money import Money, decimal_string
from apps.core.templatetags.ui import money_text
from apps.core.web import drafts
from apps.core.web.drafts import Draft
from apps.transactions.kinds import RECHARGE
from apps.transactions.selectors import find_by_key
from apps.transactions.services import Outcome
from apps.transactions.web.outlay import first_look, open_wallets, quoted_review
from apps.transactions.web.paying import PayView, Review

PURPOSE = "recharge"


class RechargeView(WalletView):
    """Which number: one's own, one of those one keeps, or another."""

    tab = "home"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(NumberForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NumberForm(request.POST)
        if not form.is_valid():
            return self._show(form, status=400)
        content = {
            "msisdn": form.cleaned_data["msisdn"],
            "operator": "",
            "operator_name": "",
            "product": "",
            "product_name": "",
            "amount": "",
            "currency": "",
        }
        draft = drafts.begin(owner_id=self.me.id, purpose=PURPOSE, content=content, now=self.now)
        operator = request.POST.get("operator", "")
        return self.go("wallet-recharge-choose", draft.id, query={"operator": operator} if operator else None)

    def _show(self, form: NumberForm, *, status: int = 200) -> HttpResponse:
        favourites = selectors.list_favourites(self.me.id, limit=MAX_FAVOURITES)
        context = {
            "form": form,
            "favourites": [favourite_answer(row) for row in favourites],
            "autos": selectors.list_auto_recharges(self.me.id, limit=1),
        }
        return self.render("billers/recharge.html", context, status=status)


class RechargeDraftView(WalletView):
    """A page about a recharge that is under way."""

    tab = "home"

    def draft_of_page(self) -> Draft:
        """The page's draft. Raises DraftGone."""
        return drafts.get(owner_id=self.me.id, purpose=PURPOSE, draft_id=self.kwargs["draft_id"], now=self.now)

    def unready(self, draft: Draft) -> HttpResponse | None:
        """To the page on which it is chosen what is bought, as long as that is not done."""
        return None if draft.content["amount"] else self.go("wallet-recharge-choose", draft.id)


class ChooseView(RechargeDraftView):
    """What is bought, of the operator whose number it likely is, or of the one that somebody says it is."""

    def get(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self.draft_of_page()
        if row := find_by_key(initiator_id=self.me.id, key=draft.key):
            return self.go("wallet-payment", row.id, query={"again": "1"})
        operator = self._operator(draft, request.GET.get("operator", ""))
        initial = {name: draft.content[name] for name in ("product", "amount") if draft.content[name]}
        return self._show(draft, operator, RechargeForm(operator=operator, initial=initial) if operator else None)

    def post(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self.draft_of_page()
        if row := find_by_key(initiator_id=self.me.id, key=draft.key):
            return self.go("wallet-payment", row.id, query={"again": "1"})
        operator = selectors.get_recharge_operator(request.POST.get("operator", ""))
        form = RechargeForm(request.POST, operator=operator)
        if not form.is_valid():
            return self._show(draft, operator, form, status=400)
        try:
            services.choose(
                msisdn=draft.content["msisdn"], operator=operator.code, product=form.product.code, amount=form.money
            )
            first_look(kind=RECHARGE.code, amount=form.money, tier=self.person.kyc_tier, at=self.now)
        except DomainError as error:
            form.refuse(error)
            return self._show(draft, operator, form, status=STATUS[error.category])
        drafts.change(
            draft,
            operator=operator.code,
            operator_name=operator.name,
            product=form.product.code,
            product_name=form.product.name,
            amount=decimal_string(form.money.amount, form.money.currency),
            currency=form.money.currency,
        )
        again = "again" in request.POST
        return self.go("wallet-recharge-automatic-new" if again else "wallet-recharge-review", draft.id)

    def _operator(self, draft: Draft, named: str) -> RechargeOperatorView | None:
        """Whose number it is; None when nobody knows, or it sells nothing now. Raises RechargeOperatorNotFound."""
        try:
            if code := named or draft.content["operator"]:
                return selectors.get_recharge_operator(code)
            return selectors.detect_operator(draft.content["msisdn"])
        except (UnknownPrefix, OperatorUnavailable):
            return None

    def _show(
        self, draft: Draft, operator: RechargeOperatorView | None, form: RechargeForm | None, *, status: int = 200
    ) -> HttpResponse:
        guess = selectors.find_operator_of(draft.content["msisdn"])
        context = {
            "draft": draft,
            "msisdn": draft.content["msisdn"],
            "operator": operator,
            "operators": selectors.list_recharge_operators(),
            "form": form,
            "guess": guess.operator if guess else None,
            "differs": bool(guess and operator and guess.operator.code != operator.code),
            "wallets": open_wallets(self.me.id),
        }
        return self.render("billers/choose.html", context, status=status)


class RechargeReviewView(RechargeDraftView, PayView):
    """The last look before a number is recharged."""

    purpose = PURPOSE
    route = "wallet-recharge-review"
    tab = "home"

    def back(self, draft: Draft) -> str:
        return reverse("wallet-recharge-choose", args=[draft.id])

    def get(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        return self.unready(self.draft_of_page()) or super().get(request, draft_id)

    def post(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        return self.unready(self.draft_of_page()) or super().post(request, draft_id)

    def review(self, draft: Draft) -> Review:
        content = draft.content
        amount = Money.parse(content["amount"], content["currency"])
        services.choose(
            msisdn=content["msisdn"], operator=content["operator"], product=content["product"], amount=amount
        )
        return quoted_review(
            person_id=self.me.id,
            kind=RECHARGE.code,
            amount=amount,
            action=_("Recharge %(amount)s") % {"amount": money_text(amount.amount, amount.currency)},
            payee=content["operator_name"],
            rows=[(_("Phone number"), content["msisdn"]), (_("What"), content["product_name"])],
            at=self.now,
        )

    def pay(self, draft: Draft, review: Review, *, proof: Proof, digest: bytes) -> Outcome:
        content = draft.content
        return services.recharge(
            person_id=self.me.id,
            session_id=self.me.session_id,
            msisdn=content["msisdn"],
            operator=content["operator"],
            product=content["product"],
            amount=review.amount,
            quote_id=review.quote_id,
            key=draft.key,
            digest=digest,
            proof=proof,
            now=self.now,
        )


class KeepNumberView(WalletView):
    """Keeps a number for the next time."""

    tab = "home"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(FavouriteForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = FavouriteForm(request.POST)
        if not form.is_valid():
            return self._show(form, status=400)
        try:
            services.keep_favourite(
                person_id=self.me.id,
                msisdn=form.cleaned_data["msisdn"],
                nickname=form.cleaned_data["nickname"],
                now=self.now,
            )
        except DomainError as error:
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        return self.done(_("The number is saved."), "wallet-recharge")

    def _show(self, form: FavouriteForm, *, status: int = 200) -> HttpResponse:
        return self.render("billers/keep_number.html", {"form": form}, status=status)


class ForgetNumberView(WalletView):
    """Forgets one of them."""

    http_method_names = ["post"]
    tab = "home"

    def post(self, request: HttpRequest, favourite_id: UUID) -> HttpResponse:
        services.delete_favourite(person_id=self.me.id, favourite_id=favourite_id, now=self.now)
        return self.done(_("The number is no longer saved."), "wallet-recharge")
