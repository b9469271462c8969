"""The last step of joining on the pages: the code, and with it the person, their wallet and their first session."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts import services as accounts
from apps.accounts.errors import DeviceKeyTaken
from apps.accounts.services import TokenPair
from apps.accounts.web import awaiting
from apps.accounts.web.asking import FormView
from apps.accounts.web.entering import sign_in
from apps.accounts.web.fields import BrowserForm, CurrentPasswordField
from apps.core.web.fields import CodeField
from apps.core.web.forms import WebForm
from apps.wallets import services


class VerifyForm(BrowserForm):
    """The code, and the browser's key."""

    code = CodeField(label=_("Code"))


class ResendForm(WebForm):
    """The password tells which of several registrations of one number is meant."""

    password = CurrentPasswordField(
        label=_("Password"),
        required=False,
        help_text=_("The one you have just chosen. It is needed when the number was registered more than once."),
    )


class _AwaitingCode(awaiting.AwaitingView):
    """Only for a browser in which somebody has just registered a number."""

    purpose = awaiting.SIGN_UP
    begins_at = "web-register"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.go("wallet-home") if self.me else super().serve(request, *args, **kwargs)


class VerifyView(_AwaitingCode, FormView):
    """Completes the sign-up; the browser becomes the person's first device, if it can keep a key."""

    form_class = VerifyForm
    template_name = "accounts/register_code.html"

    def beside(self) -> dict[str, Any]:
        return {"msisdn": self.msisdn, "resend": ResendForm()}

    def take(self, form: VerifyForm) -> HttpResponseBase:
        pair = self._completed(form)
        response = self.go("wallet-pin-new")
        sign_in(self, response, pair)
        awaiting.forget(response, awaiting.SIGN_UP)
        return response

    def _completed(self, form: VerifyForm) -> TokenPair:
        browser, code = form.browser(), form.cleaned_data["code"]
        try:
            return services.complete_sign_up(msisdn=self.msisdn, code=code, device=browser, now=self.now)
        except DeviceKeyTaken:
            # Somebody else uses this browser too: its key is theirs, and the new person begins without one.
            return services.complete_sign_up(msisdn=self.msisdn, code=code, device=None, now=self.now)


class ResendView(_AwaitingCode):
    """Sends another code. It says the same whether there was anything to send."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ResendForm(request.POST)
        password = form.cleaned_data["password"] or None if form.is_valid() else None
        accounts.resend_code(msisdn=self.msisdn, password=password, now=self.now)
        return self.done(gettext("A new code is on its way."), "web-register-code")
