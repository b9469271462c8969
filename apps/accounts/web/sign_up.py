"""Registering: who somebody is, and a password. The code that follows is checked above, where wallets are opened."""

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from apps.accounts import services
from apps.accounts.web import awaiting
from apps.accounts.web.asking import FormView
from apps.accounts.web.fields import EmailField, FullNameField, NewPasswordField
from apps.accounts.web.language import speaks
from apps.core.web.fields import MsisdnField
from apps.core.web.forms import WebForm


class RegisterForm(WebForm):
    """What a new person says of themselves."""

    full_name = FullNameField(
        label=_("Your full name"),
        help_text=_("As it stands on your ID card."),
        widget=FullNameField.widget(attrs={"autocomplete": "name"}),
    )
    msisdn = MsisdnField(label=_("Phone number"), help_text=_("With its country code, for example +254 712 345 678."))
    email = EmailField(label=_("E-mail address"), required=False, help_text=_("It helps you when your phone is lost."))
    password = NewPasswordField(label=_("Choose a password"))


class RegisterView(FormView):
    """The first step of joining. Whether the number has an account already is not told."""

    form_class = RegisterForm
    template_name = "accounts/register.html"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        return self.go("wallet-home") if self.me else super().get(request)

    def take(self, form: RegisterForm) -> HttpResponseBase:
        language = (get_language() or "en").lower()
        pending = services.register(**form.cleaned_data, language=language if speaks(language) else "en", now=self.now)
        response = self.go("web-register-code")
        awaiting.remember(response, awaiting.SIGN_UP, pending.msisdn)
        return response
