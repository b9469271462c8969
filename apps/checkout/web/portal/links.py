"""Payment links: made, shown with their code, and ended."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.checkout import selectors, services
from apps.checkout.models import PaymentLink
from apps.checkout.selectors import LinkFacts
from apps.checkout.web.portal.forms import LinkForm
from apps.checkout.web.portal.once import make_once
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError
from apps.core.web.lists import list_page
from apps.merchants.models import TipMode
from apps.merchants.selectors import Power
from apps.merchants.web.frames import PortalView


class _LinksView(PortalView):
    part = "links"
    power = Power.ASK


class LinkListView(_LinksView):
    """The links, the newest first: those of live mode, or those of test mode."""

    def get(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        is_live = request.GET.get("mode") != "test"

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> Sequence[LinkFacts]:
            return selectors.list_links(merchant_id, is_live=is_live, before=before, after=after, limit=limit)

        page = list_page(request, fetch)
        for facts in page.rows:
            facts.link.merchant = self.merchant
        rows = [(facts, selectors.is_open(facts.link, self.now)) for facts in page.rows]
        return self.render("checkout/portal/links.html", {"page": page, "rows": rows, "is_live": is_live})


class NewLinkView(_LinksView):
    """Makes a link."""

    def get(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        return self._show(LinkForm.fresh(self.merchant.currency))

    def post(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        form = LinkForm(request.POST, currency=self.merchant.currency)
        if not form.is_valid():
            return self._show(form, status=400)
        try:
            done = make_once(
                lambda: services.make_link(
                    merchant_id=merchant_id,
                    person_id=self.me.id,
                    is_live=form.cleaned_data["mode"] == "live",
                    currency=self.merchant.currency,
                    terms=form.terms(),
                    now=self.now,
                ),
                id_of=lambda facts: facts.id,
                owner_id=self.me.id,
                purpose="payment-link",
                key=form.cleaned_data["key"],
                now=self.now,
            )
        except DomainError as error:
            if error.category in ("unauthenticated", "forbidden", "not_found"):
                raise
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        if done.id is None:
            return self.go("merchant-links", merchant_id)
        return self.done(_("The link is made. Share it, or show its code."), "merchant-link", merchant_id, done.id)

    def _show(self, form: LinkForm, *, status: int = 200) -> HttpResponse:
        return self.render("checkout/portal/link_new.html", {"form": form}, status=status)


class LinkView(_LinksView):
    """A link with its address and its code."""

    def get(self, request: HttpRequest, merchant_id: UUID, link_id: UUID) -> HttpResponse:
        facts = selectors.get_link(merchant_id=merchant_id, link_id=link_id)
        link = facts.link
        link.merchant = self.merchant
        context: dict[str, Any] = {
            "facts": facts,
            "link": link,
            "address": request.build_absolute_uri(reverse("payment-link", args=[link.token])),
            "is_open": selectors.is_open(link, self.now),
            "takes_tips": link.tip_mode == TipMode.PROMPT,
            "adds_fee": _fee_of(link),
        }
        return self.render("checkout/portal/link.html", context)


class SwitchLinkView(_LinksView):
    """Ends a link, or opens it again. What was begun at it can still be paid."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, merchant_id: UUID, link_id: UUID) -> HttpResponse:
        is_active = request.POST.get("is_open") == "1"
        services.change_link(
            merchant_id=merchant_id,
            person_id=self.me.id,
            link_id=link_id,
            changes={"is_active": is_active},
            now=self.now,
        )
        said = _("The link can be paid again.") if is_active else _("The link has ended.")
        return self.done(said, "merchant-link", merchant_id, link_id)


def _fee_of(link: PaymentLink) -> str:
    """The share that is added to what is paid, in percent; a fixed fee is shown by the template."""
    if link.tip_mode == TipMode.PERCENT and link.tip_value is not None:
        return f"{link.tip_value.normalize():f}"
    return ""
