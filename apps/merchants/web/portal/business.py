"""The business itself: applying, its papers, its state, where it is found, its owner, and its end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from apps.accounts.web.base import WalletView
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError
from apps.core.images import InvalidImage
from apps.core.web.telling import told
from apps.merchants import selectors, services
from apps.merchants.api.merchant_shapes import KINDS, merchant_answer
from apps.merchants.errors import DocumentNotFound, HandoverNotFound
from apps.merchants.models import DocumentKind, MerchantStatus, Role
from apps.merchants.selectors import Power
from apps.merchants.web.figures import day_chart, last_days
from apps.merchants.web.forms import ApplyForm, BusinessForm, OwnersForm, PaperForm
from apps.merchants.web.frames import PortalView, begin_of_day
from apps.wallets.selectors import list_open_currencies

_FIELDS = ("name", "legal_name", "category", "country", "city", "address", "description", "website")
_RECENT = 5


def kind_names() -> dict[DocumentKind, str]:
    """What the papers of an application are called."""
    return {
        DocumentKind.REGISTRATION: _("Business registration"),
        DocumentKind.TAX: _("Tax certificate"),
        DocumentKind.LICENCE: _("Licence"),
        DocumentKind.PREMISES: _("Picture of the premises"),
    }


class BusinessListView(WalletView):
    """The businesses somebody owns or works for; who has one only is there at once."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = selectors.list_employments(self.me.id, now=self.now, limit=100)
        if len(found) == 1 and found[0].role != Role.CASHIER and "choose" not in request.GET:
            return self.go("merchant-portal", found[0].id)
        return self.render("merchants/portal/list.html", {"employments": found})


class ApplyView(WalletView):
    """An application for a business of one's own."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(ApplyForm(currencies=self._currencies()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ApplyForm(request.POST, currencies=self._currencies())
        if not form.is_valid():
            return self._show(form, status=400)
        try:
            row = services.apply_as_merchant(person_id=self.me.id, now=self.now, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        messages.success(request, _("Saved. Now send your papers."))
        return self.go("merchant-portal", row.id)

    def _currencies(self) -> list[str]:
        return list_open_currencies(self.me.id)

    def _show(self, form: ApplyForm, *, status: int = 200) -> HttpResponse:
        return self.render("merchants/portal/apply.html", {"form": form}, status=status)


class PortalHomeView(PortalView):
    """What the business takes; while nobody has approved it, the state of its application."""

    part = "home"
    # An offer of the business reaches whoever works there, and so does this page.
    power = Power.TAKE_PAYMENTS

    def get(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        employment = selectors.get_employment(self.me.id, merchant_id, now=self.now)
        answer = merchant_answer(employment)
        if answer["handover"] and answer["handover"]["is_to_me"]:
            return self.go("merchant-portal-accept", merchant_id)
        if self.merchant.status in (MerchantStatus.APPLIED, MerchantStatus.REJECTED):
            return self._application(answer)
        self.enter_with(Power.REPORT)
        return self._home(answer)

    def _application(self, answer: dict[str, Any]) -> HttpResponse:
        sent = {one["kind"]: one for one in answer["documents"] or []}
        papers = [
            {"kind": kind.value.lower(), "label": label, "sent": sent.get(kind.value.lower())}
            for kind, label in kind_names().items()
        ]
        context = {
            "answer": answer,
            "papers": papers,
            "has_registration": "registration" in sent,
        }
        return self.render("merchants/portal/application.html", context)

    def _home(self, answer: dict[str, Any]) -> HttpResponse:
        store_id = self.member.store_id
        days = last_days(self.now, 30)
        groups = selectors.sum_lines(self.merchant.id, days=days, by="day", store_id=store_id)
        recent = selectors.list_sales(
            self.merchant.id, matching=selectors.SalesFilter(store_id=store_id), limit=_RECENT
        )
        _stores, tills = selectors.names_of(recent)
        context = {
            "answer": answer,
            "today": groups[-1].sums,
            "month": sum((group.sums for group in groups), selectors.Sums()),
            "since": begin_of_day(self.now),
            "chart": day_chart(groups, self.merchant.currency),
            "position": selectors.get_position(self.merchant) if store_id is None else None,
            "recent": recent,
            "references": selectors.references_of(recent),
            "tills": tills,
        }
        return self.render("merchants/portal/home.html", context)


class PaperView(PortalView):
    """A picture of a paper, sent with an application."""

    part = "home"
    power = Power.GOVERN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, merchant_id: UUID, kind: str) -> HttpResponse:
        if kind not in KINDS:
            raise DocumentNotFound
        # Before the picture is read.
        services.require_open_for_documents(person_id=self.me.id, merchant_id=merchant_id)
        form = PaperForm(request.POST, request.FILES)
        if not form.is_valid():
            messages.error(request, str(form.errors["picture"][0]))
            return self.go("merchant-portal", merchant_id)
        try:
            services.put_document(
                person_id=self.me.id,
                merchant_id=merchant_id,
                kind=KINDS[kind],
                content=form.cleaned_data["picture"],
                now=self.now,
            )
        except InvalidImage as error:
            messages.error(request, told(error))
            return self.go("merchant-portal", merchant_id)
        messages.success(request, _("Sent: %(paper)s.") % {"paper": kind_names()[KINDS[kind]]})
        return self.go("merchant-portal", merchant_id)


class SubmitView(PortalView):
    """Applies again after a rejection."""

    part = "home"
    power = Power.GOVERN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        services.submit_again(person_id=self.me.id, merchant_id=merchant_id, now=self.now)
        messages.success(request, _("Your application was sent again."))
        return self.go("merchant-portal", merchant_id)


class ProfileView(PortalView):
    """What is said of the business; its owner corrects it."""

    part = "profile"

    def get(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        initial = {name: getattr(self.merchant, name) for name in _FIELDS}
        return self._show(BusinessForm(initial=initial, is_fixed=self._is_fixed()))

    def post(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        form = BusinessForm(request.POST, is_fixed=self._is_fixed())
        if not form.is_valid():
            return self._show(form, status=400)
        try:
            services.change_merchant(
                person_id=self.me.id, merchant_id=merchant_id, changes=form.cleaned_data, now=self.now
            )
        except DomainError as error:
            if error.category == "forbidden":
                raise
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        messages.success(request, _("Saved."))
        return self.go("merchant-portal-profile", merchant_id)

    def _is_fixed(self) -> bool:
        return self.merchant.status not in (MerchantStatus.APPLIED, MerchantStatus.REJECTED)

    def _show(self, form: BusinessForm, *, status: int = 200) -> HttpResponse:
        employment = selectors.get_employment(self.me.id, self.merchant.id, now=self.now)
        context = {"form": form, "answer": merchant_answer(employment), "is_fixed": self._is_fixed()}
        return self.render("merchants/portal/profile.html", context, status=status)


class _OwnersView(PortalView):
    """Something an owner confirms with PIN and a code. A subclass says what, and does it by one service."""

    part = "profile"
    power = Power.GOVERN
    template_name = "merchants/portal/confirm.html"

    def words(self) -> dict[str, Any]:
        """What the page says: heading, sentence, action_label, back."""
        raise NotImplementedError

    def confirm(self, form: OwnersForm) -> HttpResponse:
        """Does it. Raises DomainError."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._show(OwnersForm.fresh())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = OwnersForm(request.POST)
        if not form.is_valid():
            return self._show(form, status=400)
        try:
            return self.confirm(form)
        except DomainError as error:
            if error.category in ("unauthenticated", "not_found") or error.code == "merchant_role_required":
                raise
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])

    def _show(self, form: OwnersForm, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "step_up": form.step_up, **self.words()}
        return self.render(self.template_name, context, status=status)


class CloseView(_OwnersView):
    """Closes the business for good, or takes back the application."""

    def words(self) -> dict[str, Any]:
        is_application = self.merchant.status in (MerchantStatus.APPLIED, MerchantStatus.REJECTED)
        if is_application:
            heading, label = _("Take the application back"), _("Take it back")
            sentence = _("Nobody looks at it any more. You can apply again at any time.")
        else:
            heading, label = _("Close the business"), _("Close for good")
            sentence = _(
                "Nobody can pay it any more, and it cannot be opened again. What was taken is paid out as before."
            )
        return {"heading": heading, "sentence": sentence, "action_label": label, "tone": "bad"}

    def confirm(self, form: OwnersForm) -> HttpResponse:
        services.close_own_merchant(
            person_id=self.me.id,
            session_id=self.me.session_id,
            merchant_id=self.merchant.id,
            proof=form.proof(self.request),
            now=self.now,
        )
        messages.success(self.request, _("It is closed."))
        return self.go("merchant-home")


class OfferView(_OwnersView):
    """Offers the business to somebody who works there."""

    part = "people"

    def words(self) -> dict[str, Any]:
        row = selectors.get_staff(merchant_id=self.merchant.id, staff_id=self.kwargs["staff_id"])
        sentence = _(
            "%(name)s becomes the owner when they accept within seven days, and you become a manager. From then on the "
            "money is paid to their wallet."
        ) % {"name": row.person.full_name}
        return {"heading": _("Offer the business"), "sentence": sentence, "action_label": _("Offer it")}

    def confirm(self, form: OwnersForm) -> HttpResponse:
        services.offer_merchant(
            person_id=self.me.id,
            session_id=self.me.session_id,
            merchant_id=self.merchant.id,
            staff_id=self.kwargs["staff_id"],
            proof=form.proof(self.request),
            now=self.now,
        )
        messages.success(self.request, _("Offered. They have seven days to accept."))
        return self.go("merchant-portal-people", self.merchant.id)


class AcceptView(_OwnersView):
    """Whoever was offered the business becomes its owner."""

    part = "home"
    power = Power.TAKE_PAYMENTS

    def words(self) -> dict[str, Any]:
        offer = selectors.find_handover(self.merchant.id, now=self.now)
        if offer is None or offer.to.person_id != self.me.id:
            raise HandoverNotFound
        sentence = _(
            "You are offered this business. When you accept, it is yours: its money is paid to your wallet, which also "
            "stands for refunds that its takings do not cover."
        )
        return {"heading": _("Become the owner"), "sentence": sentence, "action_label": _("Become the owner")}

    def confirm(self, form: OwnersForm) -> HttpResponse:
        services.accept_merchant(
            person_id=self.me.id,
            session_id=self.me.session_id,
            merchant_id=self.merchant.id,
            proof=form.proof(self.request),
            now=self.now,
        )
        messages.success(self.request, _("The business is yours."))
        return self.go("merchant-portal", self.merchant.id)
