"""One's wallets: what is in them, one in another currency, closing one that is empty."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from apps.accounts.web.base import WalletView
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError
from apps.core.web.fields import ChoiceCards
from apps.core.web.forms import WebForm
from apps.wallets import selectors, services


class OpenForm(WebForm):
    """In which currency."""

    currency = forms.ChoiceField(
        label=_lazy("Currency"),
        widget=ChoiceCards,
        error_messages={
            "required": _lazy("Choose a currency."),
            "invalid_choice": _lazy("Wallets are not opened in this currency."),
        },
    )

    def __init__(self, *args: Any, currencies: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["currency"].choices = [(code, code) for code in currencies]  # type: ignore[attr-defined]


class WalletsView(WalletView):
    """All wallets, and those that could be opened besides."""

    tab = "me"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show()

    def post(self, request: HttpRequest) -> HttpResponse:
        # Opening the one there is already answers with that one, so the form may come twice.
        form = OpenForm(request.POST, currencies=list(settings.WALLET_CURRENCIES))
        if not form.is_valid():
            return self._show(form, status=400)
        currency = form.cleaned_data["currency"]
        try:
            services.open_own_wallet(person_id=self.me.id, currency=currency, now=self.now)
        except DomainError as error:
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        return self.done(_("Your wallet in %(currency)s is open.") % {"currency": currency}, "wallet-wallets")

    def _show(self, form: OpenForm | None = None, *, status: int = 200) -> HttpResponse:
        wallets = selectors.list_wallets(self.me.id)
        left = [code for code in settings.WALLET_CURRENCIES if code not in {one.currency for one in wallets}]
        open_ones = [one for one in wallets if one.status != "CLOSED"]
        context = {
            "wallets": open_ones,
            "closed": [one for one in wallets if one.status == "CLOSED"],
            "form": form or OpenForm(currencies=left),
            # A form that was refused is shown again, since it says why.
            "is_offered": bool(left) or form is not None,
            "may_close": len(open_ones) > 1,
        }
        return self.render("wallets/wallets.html", context, status=status)


class CloseWalletView(WalletView):
    """Closing an empty wallet for good: asks first."""

    tab = "me"

    def get(self, request: HttpRequest, wallet_id: UUID) -> HttpResponse:
        return self._show(wallet_id)

    def post(self, request: HttpRequest, wallet_id: UUID) -> HttpResponse:
        try:
            wallet = services.close_own_wallet(person_id=self.me.id, wallet_id=wallet_id, now=self.now)
        except DomainError as error:
            if error.category != "conflict":
                raise
            form = WebForm({})
            form.refuse(error)
            return self._show(wallet_id, form, status=STATUS[error.category])
        return self.done(_("Your wallet in %(currency)s is closed.") % {"currency": wallet.currency}, "wallet-wallets")

    def _show(self, wallet_id: UUID, form: WebForm | None = None, *, status: int = 200) -> HttpResponse:
        wallet = selectors.get_wallet(holder_id=self.me.id, wallet_id=wallet_id)
        context = {"wallet": wallet, "form": form, "is_empty": not wallet.available and not wallet.held}
        return self.render("wallets/close.html", context, status=status)
