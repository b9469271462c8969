"""A phone is gone: stopping the account from any browser, and letting money leave again once the person is back."""

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts import services
from apps.accounts.web import awaiting, sessions
from apps.accounts.web.asking import FormView, SignedFormView
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


class LostPhoneCodeView(awaiting.AwaitingView, FormView):
    """Stops the account: from here on no money leaves, every session is over, every device is locked."""

    purpose = awaiting.LOST_PHONE
    begins_at = "web-lost-phone"
    form_class = ConfirmLostForm
    template_name = "accounts/lost_phone_code.html"

    def take(self, form: ConfirmLostForm) -> HttpResponseBase:
        services.confirm_lost(msisdn=self.msisdn, **form.cleaned_data, now=self.now)
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
        # The browser may be a friend's, who stays signed in.
        if self.visit and sessions.principal_of(self.visit, now=self.now) is None:
            sessions.drop_visit(response)
        return response


class UnlockAccountView(SignedFormView):
    """Lets money leave again, from a browser that is one of the person's devices."""

    heading = _("Unlock your account")
    lead = _("A phone of yours was reported lost, so no money leaves your wallet. Unlock it with your PIN and a code.")
    action = _("Unlock my account")

    def is_needed(self) -> bool:
        return self.person.secured_at is not None

    def take(self, form: SignedForm) -> HttpResponseBase:
        services.unsecure(**self.proven(form))
        return self.done(gettext("Your account is unlocked. Lower limits hold for a day."), "wallet-home")
