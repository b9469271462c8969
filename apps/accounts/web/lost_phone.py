"""A phone is gone: stopping the account from any browser, and letting money leave again once the person is back."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts import selectors, services
from apps.accounts.web import awaiting, sessions
from apps.accounts.web.asking import FormView, WalletFormView
from apps.accounts.web.fields import CurrentPasswordField
from apps.accounts.web.proofs import SignedForm
from apps.core.web.fields import CodeField, MsisdnField
from apps.core.web.forms import WebForm


class ReportLostForm(WebForm):
    """Whose phone it is."""

    msisdn = MsisdnField(label=_("The number of the lost phone"))
    password = CurrentPasswordField()


class ConfirmLostForm(WebForm):
    """The code from the e-mail, and the password again: nothing keeps it between two pages."""

    code = CodeField(label=_("Code from the e-mail"))
    password = CurrentPasswordField()


class LostPhoneView(FormView):
    """Has a code sent to the e-mail address. Whether there is such an account is not told."""

    form_class = ReportLostForm
    template_name = "accounts/lost_phone.html"

    def take(self, form: ReportLostForm) -> HttpResponseBase:
        services.report_lost(**form.cleaned_data, now=self.now)
        response = self.go("web-lost-phone-code")
        awaiting.remember(response, awaiting.LOST_PHONE, form.cleaned_data["msisdn"])
        return response


class LostPhoneCodeView(FormView):
    """Stops the account: from here on no money leaves, every session is over, every device is locked."""

    form_class = ConfirmLostForm
    template_name = "accounts/lost_phone_code.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if awaiting.number(request, awaiting.LOST_PHONE) is None:
            return self.go("web-lost-phone")
        return super().dispatch(request, *args, **kwargs)

    def take(self, form: ConfirmLostForm) -> HttpResponseBase:
        services.confirm_lost(
            msisdn=awaiting.number(self.request, awaiting.LOST_PHONE) or "", **form.cleaned_data, now=self.now
        )
        context = {
            "icon": "lock",
            "heading": gettext("Your account is locked"),
            "sentence": gettext(
                "No money can leave it, and the lost phone cannot be used. Money that is sent to you still arrives. "
                "Log in when you have a new phone; then unlock the account."
            ),
            "actions": [
                (reverse("web-log-in"), gettext("Log in"), "primary"),
                (reverse("home"), gettext("Done"), "quiet"),
            ],
        }
        response = self.render("ui/message.html", context)
        awaiting.forget(response, awaiting.LOST_PHONE)
        sessions.drop_visit(response)
        return response


class UnlockAccountView(WalletFormView):
    """Lets money leave again, from a browser or phone that is one of the person's devices."""

    form_class = SignedForm
    template_name = "accounts/signed_form.html"
    heading = _("Unlock your account")
    lead = _("A phone of yours was reported lost, so no money leaves your wallet. Unlock it with your PIN and a code.")
    action = _("Unlock my account")
    marks = "data-sign"

    def beside(self) -> dict[str, Any]:
        return {
            "is_needed": self.person.secured_at is not None,
            "is_device": selectors.get_bound_device_id(self.me.session_id) is not None,
        }

    def take(self, form: SignedForm) -> HttpResponseBase:
        services.unsecure(
            person_id=self.me.id,
            session_id=self.me.session_id,
            pin=form.cleaned_data["pin"],
            signature=form.signed(self.request),
            step_up=form.answer(),
            now=self.now,
        )
        return self.done(gettext("Your account is unlocked. Lower limits hold for a day."), "wallet-home")
