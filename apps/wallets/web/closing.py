"""Closing one's account for good. It asks the wallets first, so it stands here and not with the accounts."""

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.web import sessions
from apps.accounts.web.asking import WalletFormView
from apps.accounts.web.fields import CurrentPasswordField
from apps.accounts.web.proofs import CodeForm
from apps.wallets import selectors, services


class CloseForm(CodeForm):
    """The password, and then a code."""

    password = CurrentPasswordField()


class CloseAccountView(WalletFormView):
    """Ends it all: nothing may be left in any wallet."""

    form_class = CloseForm
    template_name = "accounts/close.html"
    heading = _("Close your account")
    action = _("Close my account for good")
    tone = "danger"

    def beside(self) -> dict[str, Any]:
        wallets = selectors.list_wallets(self.me.id)
        return {"left": [wallet for wallet in wallets if wallet.available.amount or wallet.held.amount]}

    def take(self, form: CloseForm) -> HttpResponseBase:
        services.close_account(
            person_id=self.me.id,
            session_id=self.me.session_id,
            password=form.cleaned_data["password"],
            step_up=form.answer(),
            now=self.now,
        )
        context = {
            "icon": "circle-check",
            "heading": gettext("Your account is closed"),
            "sentence": gettext(
                "Thank you for having used GoPay. What the law wants kept is erased when its time is over."
            ),
            "actions": [(reverse("home"), gettext("To the start page"), "primary")],
        }
        response = self.render("ui/message.html", {**context, "me": None, "device_id": None})
        sessions.drop_visit(response)
        return response
