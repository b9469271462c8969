"""PIN and password."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts import facts, selectors, services
from apps.accounts.web.asking import WalletFormView
from apps.accounts.web.base import WalletView
from apps.accounts.web.fields import CurrentPasswordField, NewPasswordField, NewPinForm
from apps.accounts.web.proofs import CodeForm
from apps.core.web.fields import SecretInput
from apps.core.web.forms import WebForm


class SecurityView(WalletView):
    """The menu of what keeps the account safe."""

    tab = "me"

    def get(self, request: HttpRequest) -> HttpResponse:
        profile = selectors.get_own_profile(self.me.id, now=self.now)
        return self.render("accounts/security.html", {"profile": profile})


class FirstPinForm(NewPinForm):
    """The first PIN, and the password."""

    password = CurrentPasswordField()


class FirstPinView(WalletFormView):
    """Sets the first PIN. Whoever has one already changes it instead."""

    form_class = FirstPinForm
    template_name = "accounts/first_pin.html"
    heading = _("Choose your PIN")
    lead = _("You confirm every payment with it. Nobody from GoPay ever asks you for it.")
    action = _("Save my PIN")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if selectors.get_own_profile(self.me.id, now=self.now).pin_set:
            return self.go("wallet-pin-change")
        return super().get(request)

    def take(self, form: FirstPinForm) -> HttpResponseBase:
        given = form.cleaned_data
        services.set_pin(
            person_id=self.me.id,
            session_id=self.me.session_id,
            password=given["password"],
            pin=given["pin"],
            now=self.now,
        )
        return self.done(gettext("Your PIN is set. You can send money now."), "wallet-home")


class PinChangeForm(NewPinForm, CodeForm):
    """Another PIN."""

    password = CurrentPasswordField()


class PinChangeView(WalletFormView):
    """Changes the PIN: with the password and a code."""

    form_class = PinChangeForm
    heading = _("Change your PIN")
    action = _("Change my PIN")
    back = "wallet-security"

    def take(self, form: PinChangeForm) -> HttpResponseBase:
        given = form.cleaned_data
        services.set_pin(
            person_id=self.me.id,
            session_id=self.me.session_id,
            password=given["password"],
            pin=given["pin"],
            step_up=form.answer(),
            now=self.now,
        )
        return self.done(gettext("Your PIN is changed."), "wallet-security")


class PinResetForm(NewPinForm, CodeForm):
    """Another PIN in place of a forgotten one."""

    password = CurrentPasswordField()
    id_number = forms.CharField(
        max_length=40,
        required=False,
        label=_("Number of your ID document"),
        help_text=_("Of the document you have shown us. Leave it empty when support has started the reset."),
        # It proves who somebody is, so it is not put back into the page either.
        widget=SecretInput(attrs={"autocomplete": "off"}),
    )


class PinResetView(WalletFormView):
    """Replaces a forgotten PIN."""

    form_class = PinResetForm
    heading = _("I forgot my PIN")
    lead = _("With your password, your ID document and a code you choose a new one. Lower limits hold for a day.")
    action = _("Set the new PIN")
    back = "wallet-security"

    def take(self, form: PinResetForm) -> HttpResponseBase:
        given = form.cleaned_data
        typed = given["id_number"]
        services.reset_pin(
            person_id=self.me.id,
            session_id=self.me.session_id,
            password=given["password"],
            pin=given["pin"],
            knows_fact=bool(typed) and facts.knows_fact(self.me.id, typed),
            step_up=form.answer(),
            now=self.now,
        )
        return self.done(gettext("Your new PIN is set. Lower limits hold for a day."), "wallet-security")


class PasswordForm(WebForm):
    """The password one has, and the next one."""

    current_password = CurrentPasswordField()
    new_password = NewPasswordField()


class PasswordView(WalletFormView):
    """Changes the password and logs the person out everywhere else."""

    form_class = PasswordForm
    heading = _("Change your password")
    lead = _("You stay logged in here, and are logged out everywhere else.")
    action = _("Change my password")
    back = "wallet-security"

    def take(self, form: PasswordForm) -> HttpResponseBase:
        services.change_password(person_id=self.me.id, session_id=self.me.session_id, **form.cleaned_data, now=self.now)
        return self.done(gettext("Your password is changed."), "wallet-security")
