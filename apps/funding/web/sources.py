"""Linked bank accounts and cards, and what is fetched from them by itself."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.selectors import get_profile
from apps.accounts.web.base import WalletView
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError
from apps.core.money import CURRENCIES, decimal_string
from apps.funding import selectors, services
from apps.funding.errors import AutoTopUpNotFound, FundingSourceNotFound
from apps.funding.models import MAX_SOURCES, FundingSource, PausedBecause, SourceState
from apps.funding.web.forms import LinkForm, TopUpForm
from apps.funding.web.moving import linked_sources
from apps.transactions.web.outlay import open_wallets

_FIGURES = ("threshold", "amount", "monthly_cap")
_PAUSED: dict[str, Promise] = {
    PausedBecause.FAILURES: gettext_lazy("Two deposits in a row failed."),
    PausedBecause.DEVICE: gettext_lazy("The phone it was set up on was locked."),
    PausedBecause.SOURCE: gettext_lazy("The account or card is no longer linked."),
    PausedBecause.OPERATOR: gettext_lazy("We paused it. Ask support."),
}


class SourcesView(WalletView):
    """All of them, with the automatic top-ups."""

    tab = "me"

    def get(self, request: HttpRequest) -> HttpResponse:
        wallets = open_wallets(self.me.id)
        top_ups = selectors.list_auto_top_ups(self.me.id)
        taken = {one.currency for one in top_ups}
        context = {
            "sources": selectors.list_sources(self.me.id, limit=2 * MAX_SOURCES),
            "top_ups": [{"row": one, "why": _PAUSED.get(one.paused_because, "")} for one in top_ups],
            "free_currencies": [one.currency for one in wallets if one.currency not in taken],
        }
        return self.render("funding/sources.html", context)


class LinkView(WalletView):
    """Links a bank account: the PIN, and always a code."""

    tab = "me"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(LinkForm(currencies=self._currencies(), initial={"holder_name": self._own_name()}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = LinkForm(request.POST, currencies=self._currencies())
        if not form.is_valid():
            return self._show(form, status=400)
        given = form.cleaned_data
        try:
            linked = services.link_bank_account(
                person_id=self.me.id,
                session_id=self.me.session_id,
                bank=given["bank"],
                account_number=given["account_number"],
                holder_name=given["holder_name"],
                currency=given["currency"],
                proof=form.proof(request),
                now=self.now,
            )
        except DomainError as error:
            if error.category == "unauthenticated":
                raise
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        sentence = _("The account is linked.") if linked.is_new else _("This account was linked already.")
        return self.done(sentence, "wallet-sources")

    def _own_name(self) -> str:
        return get_profile(self.me.id).full_name

    def _currencies(self) -> list[str]:
        return [one.currency for one in open_wallets(self.me.id)]

    def _show(self, form: LinkForm, *, status: int = 200) -> HttpResponse:
        return self.render("funding/link.html", {"form": form, "step_up": form.step_up}, status=status)


class RemoveSourceView(WalletView):
    """Removes one; asks first, and says what stops with it."""

    tab = "me"

    def get(self, request: HttpRequest, source_id: UUID) -> HttpResponse:
        source = selectors.get_source(person_id=self.me.id, source_id=source_id)
        if source.state == SourceState.REMOVED:
            raise FundingSourceNotFound
        stops = [one for one in selectors.list_auto_top_ups(self.me.id) if one.source_id == source.id]
        return self.render("funding/remove.html", {"source": source, "stops": stops})

    def post(self, request: HttpRequest, source_id: UUID) -> HttpResponse:
        services.remove_source(person_id=self.me.id, source_id=source_id, now=self.now)
        return self.done(_("It is removed."), "wallet-sources")


class FirstSourceView(WalletView):
    """Makes one the account or card that is offered first."""

    http_method_names = ["post"]
    tab = "me"

    def post(self, request: HttpRequest, source_id: UUID) -> HttpResponse:
        row = services.offer_first(person_id=self.me.id, source_id=source_id, now=self.now)
        return self.done(_("%(source)s is offered first now.") % {"source": row.label}, "wallet-sources")


class TopUpView(WalletView):
    """Has money fetched when little is left: the PIN, and always a code, for nobody will be there when it fetches."""

    tab = "me"

    def get(self, request: HttpRequest, currency: str) -> HttpResponse:
        sources = self._sources(currency)
        row = next((one for one in selectors.list_auto_top_ups(self.me.id) if one.currency == currency), None)
        initial: dict[str, Any] = {}
        if row is not None:
            initial = {name: decimal_string(getattr(row, name), currency) for name in _FIGURES}
            initial["source_id"] = str(row.source_id)
        return self._show(TopUpForm(sources=sources, currency=currency, initial=initial))

    def post(self, request: HttpRequest, currency: str) -> HttpResponse:
        form = TopUpForm(request.POST, sources=self._sources(currency), currency=currency)
        if not form.is_valid():
            return self._show(form, status=400)
        try:
            services.set_auto_top_up(
                person_id=self.me.id,
                session_id=self.me.session_id,
                source_id=UUID(form.cleaned_data["source_id"]),
                threshold=form.money("threshold"),
                amount=form.money("amount"),
                monthly_cap=form.money("monthly_cap"),
                proof=form.proof(request),
                now=self.now,
            )
        except DomainError as error:
            if error.category == "unauthenticated":
                raise
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        return self.done(_("Automatic top-up is on."), "wallet-sources")

    def _sources(self, currency: str) -> list[FundingSource]:
        """What money can be fetched from. Raises AutoTopUpNotFound for what is no currency, WalletNotFound."""
        _require_currency(currency)
        open_wallets(self.me.id, currency=currency)
        return linked_sources(self.me.id)

    def _show(self, form: TopUpForm, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "currency": form.currency, "step_up": form.step_up}
        return self.render("funding/top_up.html", context, status=status)


class StopTopUpView(WalletView):
    """Fetches nothing by itself any more."""

    http_method_names = ["post"]
    tab = "me"

    def post(self, request: HttpRequest, currency: str) -> HttpResponse:
        _require_currency(currency)
        services.stop_auto_top_up(person_id=self.me.id, currency=currency, now=self.now)
        return self.done(_("Automatic top-up is off."), "wallet-sources")


def _require_currency(currency: str) -> None:
    """Refuses an address that names no currency, whatever signs stand in it. Raises AutoTopUpNotFound."""
    if currency not in CURRENCIES:
        raise AutoTopUpNotFound
