"""Paying bills: whose, what is owed, the last look.

The draft names the look-up, which is good for fifteen minutes and one payment, and whose bill it is as far as the
biller lets anybody see; it is sealed and gone in a day.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.services import Proof
from apps.accounts.web.base import WalletView
from apps.billers import selectors, services
from apps.billers.errors import BillLookUpExpired, BillLookUpUsed
from apps.billers.models import BillLookUp, BillPayment
from apps.billers.selectors import Bought, ProductView
from apps.billers.services import LookedUp
from apps.billers.web.forms import LookUpForm, OwedForm, SearchForm
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError
from apps.core.money import Money, decimal_string
from apps.core.templatetags.ui import money_text
from apps.core.web import drafts
from apps.core.web.drafts import Draft
from apps.core.web.lists import list_page
from apps.core.web.telling import told
from apps.transactions.kinds import BILL_PAYMENT
from apps.transactions.selectors import find_by_key
from apps.transactions.services import Outcome
from apps.transactions.web.outlay import first_look, open_wallets, quoted_review
from apps.transactions.web.paying import PayView, Review

PURPOSE = "bill"
_SAVED_SHOWN = 4
# The catalogue names its pictures as Material Symbols does.
_ICONS = {
    "bolt": "zap",
    "water_drop": "droplet",
    "tv": "tv",
    "school": "school",
    "wifi": "wifi",
    "phone": "phone",
    "local_gas_station": "fuel",
    "account_balance": "landmark",
    "health_and_safety": "stethoscope",
    "home": "home",
}
_STATES = {
    "PENDING": gettext_lazy("On its way"),
    "UNKNOWN": gettext_lazy("Not confirmed yet"),
    "HELD": gettext_lazy("Being checked"),
    "COMPLETED": gettext_lazy("Paid"),
    "FAILED": gettext_lazy("Failed, the money is back"),
    "RETURNED": gettext_lazy("Returned"),
    "DECLINED": gettext_lazy("Declined"),
}


class BillsView(WalletView):
    """Whom one can pay, by category or by name, and the bills one has kept."""

    tab = "home"

    def get(self, request: HttpRequest) -> HttpResponse:
        form = SearchForm(request.GET if request.GET.get("q") else None)
        text = form.cleaned_data["q"] if form.is_valid() else ""
        category = request.GET.get("category", "")
        context = {
            "form": form,
            "text": text,
            "category": category,
            "categories": [{"row": one, "icon": _ICONS.get(one.icon, "receipt-text")} for one in _shelves()],
            "billers": selectors.list_billers(category=category, text=text),
            "saved": [] if text or category else selectors.list_saved_bills(self.me.id, limit=_SAVED_SHOWN),
        }
        return self.render("billers/bills.html", context, status=400 if form.errors else 200)


def _shelves() -> tuple[selectors.CategoryView, ...]:
    return selectors.list_categories()


class BillerPage(WalletView):
    """One biller: the number of the customer is typed, and the biller asked what is owed."""

    tab = "home"

    def get(self, request: HttpRequest, biller: str) -> HttpResponse:
        view = selectors.get_biller_view(biller)
        return self._show(view, LookUpForm(biller=view))

    def post(self, request: HttpRequest, biller: str) -> HttpResponse:
        view = selectors.get_biller_view(biller)
        form = LookUpForm(request.POST, biller=view)
        if not form.is_valid():
            return self._show(view, form, status=400)
        try:
            found = services.look_up_bill(
                person_id=self.me.id, biller=biller, account_number=form.cleaned_data["account_number"], now=self.now
            )
        except DomainError as error:
            form.refuse(error)
            return self._show(view, form, status=STATUS[error.category])
        return begin_bill(self, found)

    def _show(self, view: selectors.BillerView, form: LookUpForm, *, status: int = 200) -> HttpResponse:
        return self.render("billers/biller.html", {"biller": view, "form": form}, status=status)


def begin_bill(view: WalletView, found: LookedUp) -> HttpResponse:
    """To the page that says what is owed."""
    content = {
        "look_up_id": str(found.row.id),
        "biller": found.biller.code,
        "name": found.biller.name,
        "customer": found.customer_name,
        "amount": "",
        "product": "",
        "product_name": "",
        "note": "",
    }
    draft = drafts.begin(owner_id=view.me.id, purpose=PURPOSE, content=content, now=view.now)
    return view.go("wallet-bill-amount", draft.id)


class _LookedUpView(WalletView):
    """A page about what was looked up. What is too old or used is looked up again."""

    tab = "home"

    def refused(self, error: DomainError) -> HttpResponse:
        if not isinstance(error, BillLookUpExpired | BillLookUpUsed):
            return super().refused(error)
        messages.warning(self.request, told(error))
        return self.go("wallet-bill", self.draft_of_page().content["biller"])

    def draft_of_page(self) -> Draft:
        """The page's draft. Raises DraftGone."""
        return drafts.get(owner_id=self.me.id, purpose=PURPOSE, draft_id=self.kwargs["draft_id"], now=self.now)

    def look_up(self, draft: Draft) -> BillLookUp:
        """What the biller has said. Raises BillLookUpExpired, BillLookUpUsed."""
        row = selectors.get_look_up(person_id=self.me.id, look_up_id=UUID(draft.content["look_up_id"]))
        if row.paid_by is not None:
            raise BillLookUpUsed
        if row.expires_at <= self.now:
            raise BillLookUpExpired
        return row


class OwedView(_LookedUpView):
    """What is owed, and how much of it is paid."""

    def get(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self.draft_of_page()
        if row := find_by_key(initiator_id=self.me.id, key=draft.key):
            return self.go("wallet-payment", row.id, query={"again": "1"})
        bill = self.look_up(draft)
        return self._show(draft, bill, self._form(draft, bill))

    def post(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self.draft_of_page()
        if row := find_by_key(initiator_id=self.me.id, key=draft.key):
            return self.go("wallet-payment", row.id, query={"again": "1"})
        bill = self.look_up(draft)
        form = self._form(draft, bill, request.POST)
        if not form.is_valid():
            return self._show(draft, bill, form, status=400)
        try:
            services.check_look_up(bill, form.money, self.now)
            first_look(kind=BILL_PAYMENT.code, amount=form.money, tier=self.person.kyc_tier, at=self.now)
        except DomainError as error:
            form.refuse(error)
            return self._show(draft, bill, form, status=STATUS[error.category])
        product = form.package
        drafts.change(
            draft,
            amount=decimal_string(form.money.amount, form.money.currency),
            product=product.code if product else "",
            product_name=product.name if product else "",
            note=form.cleaned_data["note"],
        )
        return self.go("wallet-bill-review", draft.id)

    def _form(self, draft: Draft, bill: BillLookUp, given: Any = None) -> OwedForm:
        typed = draft.content["amount"]
        due = "" if not bill.amount_due else decimal_string(bill.amount_due, bill.currency)
        return OwedForm(
            given,
            currency=bill.currency,
            exact=bill.amount_due if _is_exact(bill) else None,
            products=self._products(draft, bill),
            initial={"amount": typed or due, "note": draft.content["note"]},
        )

    def _products(self, draft: Draft, bill: BillLookUp) -> list[ProductView]:
        if _is_exact(bill):
            return []
        packages = selectors.get_biller_view(draft.content["biller"]).products
        return [one for one in packages if bill.minimum <= one.amount <= bill.maximum]

    def _show(self, draft: Draft, bill: BillLookUp, form: OwedForm, *, status: int = 200) -> HttpResponse:
        context = {
            "draft": draft,
            "bill": bill,
            "form": form,
            "is_exact": _is_exact(bill),
            "is_settled": bill.amount_due is not None
            and bill.amount_due <= 0
            and (_is_exact(bill) or not bill.maximum),
            "wallets": open_wallets(self.me.id),
        }
        return self.render("billers/owed.html", context, status=status)


def _is_exact(bill: BillLookUp) -> bool:
    """Whether the biller takes what is due and nothing else."""
    return bill.amount_due is not None and not bill.is_prepaid and not bill.allows_partial


class BillReviewView(_LookedUpView, PayView):
    """The last look before a bill is paid."""

    purpose = PURPOSE
    route = "wallet-bill-review"
    template_name = "billers/bill_review.html"
    tab = "home"

    def back(self, draft: Draft) -> str:
        return reverse("wallet-bill-amount", args=[draft.id])

    def get(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        return self._unready(draft_id) or super().get(request, draft_id)

    def post(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        return self._unready(draft_id) or super().post(request, draft_id)

    def _unready(self, draft_id: UUID) -> HttpResponse | None:
        """To the page for the amount, as long as there is none."""
        return None if self.draft_of_page().content["amount"] else self.go("wallet-bill-amount", draft_id)

    def review(self, draft: Draft) -> Review:
        content = draft.content
        bill = self.look_up(draft)
        amount = Money.parse(content["amount"], bill.currency)
        rows = [(selectors.get_biller_view(content["biller"]).account_label, bill.masked)]
        for label, text in (
            (_("Customer"), content["customer"]),
            (_("Package"), content["product_name"]),
            (_("Note"), content["note"]),
        ):
            if text:
                rows.append((label, text))
        return quoted_review(
            person_id=self.me.id,
            kind=BILL_PAYMENT.code,
            amount=amount,
            action=_("Pay %(amount)s") % {"amount": money_text(amount.amount, amount.currency)},
            payee=content["name"],
            rows=rows,
            context={"bill": bill},
            at=self.now,
        )

    def pay(self, draft: Draft, review: Review, *, proof: Proof, digest: bytes) -> Outcome:
        content = draft.content
        return services.pay_bill(
            person_id=self.me.id,
            session_id=self.me.session_id,
            look_up_id=UUID(content["look_up_id"]),
            amount=review.amount.amount,
            product=content["product"],
            note=content["note"],
            quote_id=review.quote_id,
            key=draft.key,
            digest=digest,
            proof=proof,
            now=self.now,
        )


class PaidBillsView(WalletView):
    """The bills one has paid, with what was bought by them."""

    tab = "home"

    def get(self, request: HttpRequest) -> HttpResponse:
        outcomes: dict[UUID, Bought] = {}

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[BillPayment]:
            rows = selectors.list_bill_payments(self.me.id, before=before, after=after, limit=limit)
            outcomes.update(selectors.outcomes_of(rows))
            return rows

        page = list_page(
            request,
            fetch,
            lambda row: {
                "row": row,
                "payment": row.transaction,
                "state": _STATES.get(row.transaction.state, ""),
                "bought": outcomes.get(row.transaction_id),
            },
            position=lambda row: row.transaction_id,
        )
        return self.render("billers/paid.html", {"page": page})
