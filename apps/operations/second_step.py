"""The second step of the log-in, the enrolment of an authenticator, and each operator's own page about it."""

from typing import Any, cast
from uuid import UUID

import segno
from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from unfold.widgets import UnfoldAdminPasswordWidget, UnfoldAdminTextInputWidget

from apps.accounts import passwords, rates
from apps.accounts.models import User
from apps.core import clock
from apps.core.errors import DomainError
from apps.core.ratelimit import TooManyRequests
from apps.operations import selectors, services, staff_session, totp
from apps.operations.errors import EnrolmentOver
from apps.operations.log_in import too_many

ISSUER = "GoPay"


class CodeForm(forms.Form):
    """Six digits of the app."""

    code = forms.CharField(
        label="Code from your authenticator app",
        max_length=16,
        widget=UnfoldAdminTextInputWidget(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "autofocus": True,
                "spellcheck": "false",
                "class": "gp-code",
            }
        ),
    )

    def clean_code(self) -> str:
        """Apps show the digits in groups, and so people type them."""
        return "".join(str(self.cleaned_data["code"]).split())


class RecoveryForm(forms.Form):
    """One of the codes that were shown once."""

    code = forms.CharField(
        label="Recovery code",
        max_length=32,
        widget=UnfoldAdminTextInputWidget(
            attrs={"autocomplete": "off", "autofocus": True, "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text="One of the ten you kept when you set up your app. Each is good once.",
    )


class PasswordForm(forms.Form):
    """The password once more, because the screen may have been left unlocked."""

    password = forms.CharField(
        label="Your password",
        max_length=passwords.MAX_PASSWORD_LENGTH,
        strip=False,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        try:
            rates.spend(rates.PASSWORD_BY_PERSON, str(self.user.pk), now=clock.now())
        except TooManyRequests as error:
            raise too_many(error.retry_after or 60) from error
        password = str(self.cleaned_data["password"])
        if not passwords.is_right(password, self.user.password):
            raise forms.ValidationError("This is not your password.", code="wrong_password")
        return password


class ConfirmedCodeForm(PasswordForm, CodeForm):
    """A code of the new app, and the password."""

    field_order = ("password", "code")


def _refuse(form: forms.Form, error: DomainError) -> None:
    form.add_error(
        "code", too_many(error.retry_after or 60) if isinstance(error, TooManyRequests) else str(error.detail)
    )


def _picture(secret: str, user: User) -> str:
    """The QR code, drawn here and as part of the page: the secret goes to nobody else."""
    address = totp.address_of(secret, issuer=ISSUER, account=user.email or user.msisdn)
    return segno.make(address, error="m").svg_data_uri(omitsize=True, light="#fff", border=2)


def _grouped(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class _Page(View):
    """A page of the site outside its lists and forms."""

    http_method_names = ["get", "post"]
    template_name = ""
    title = ""

    def show(self, request: HttpRequest, **context: Any) -> HttpResponse:
        request.current_app = admin.site.name  # type: ignore[attr-defined]
        return render(request, self.template_name, {**admin.site.each_context(request), "title": self.title, **context})


def _again() -> HttpResponse:
    """Back to the first step: the second one has nobody to ask, or took too long."""
    return HttpResponseRedirect(reverse("admin:login"))


class SecondStepPage(_Page):
    """Asks whoever gave the right password for a code."""

    template_name = "admin/operations/second_step.html"
    title = "Second step"

    def form_for(self, request: HttpRequest) -> forms.Form:
        by_recovery = "recovery" in request.GET
        return (RecoveryForm if by_recovery else CodeForm)(request.POST if request.method == "POST" else None)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._ask(request, self.form_for(request)) if self._entering(request) else _again()

    def post(self, request: HttpRequest) -> HttpResponse:
        now = clock.now()
        entering = self._entering(request)
        if entering is None:
            return _again()
        user, leads_to = entering
        form = self.form_for(request)
        if not form.is_valid():
            return self._ask(request, form)
        try:
            factor = services.check_second_factor(person_id=user.pk, given=form.cleaned_data["code"], now=now)
        except DomainError as error:
            _refuse(form, error)
            return self._ask(request, form)
        if factor.method == "recovery_code":
            left = selectors.count_recovery_codes(factor.authenticator_id)
            messages.warning(request, f"You used a recovery code; {left} are left.")
        return staff_session.enter(
            request, user, opened_with=factor.authenticator_id, method=factor.method, leads_to=leads_to, now=now
        )

    def _entering(self, request: HttpRequest) -> tuple[User, str] | None:
        """Whoever has no authenticator sets one up instead."""
        entering = staff_session.person_entering(request, now=clock.now())
        return entering if entering and selectors.find_authenticator(entering[0].pk) else None

    def _ask(self, request: HttpRequest, form: forms.Form) -> HttpResponse:
        return self.show(request, form=form, by_recovery=isinstance(form, RecoveryForm))


class EnrolPage(_Page):
    """Lets whoever gave the right password, and has no authenticator yet, set one up and so enter."""

    template_name = "admin/operations/enrol.html"
    title = "Set up your second factor"

    def get(self, request: HttpRequest) -> HttpResponse:
        entering = self._entering(request)
        return self._ask(request, entering[0], CodeForm()) if entering else _again()

    def post(self, request: HttpRequest) -> HttpResponse:
        entering = self._entering(request)
        if entering is None:
            return _again()
        user, leads_to = entering
        form = CodeForm(request.POST)
        codes = _complete(request, user, form)
        if codes is None:
            return self._ask(request, user, form)
        authenticator = selectors.find_authenticator(user.pk)
        staff_session.enter(
            request,
            user,
            opened_with=authenticator.pk if authenticator else None,
            method="totp",
            leads_to=leads_to,
            now=clock.now(),
        )
        return _show_codes(request, codes, leads_to)

    def _entering(self, request: HttpRequest) -> tuple[User, str] | None:
        """Whoever has an authenticator already is asked for its code, and replaces it when logged in."""
        entering = staff_session.person_entering(request, now=clock.now())
        return entering if entering and selectors.find_authenticator(entering[0].pk) is None else None

    def _ask(self, request: HttpRequest, user: User, form: forms.Form) -> HttpResponse:
        return self.show(request, form=form, **_begin(request, user))


class OwnFactorPage(_Page):
    """What an operator sees of their own second factor once they are in. Everything here asks for the password."""

    template_name = "admin/operations/own_factor.html"
    title = "Your second factor"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._ask(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        user = cast(User, request.user)
        if "renew" in request.POST:
            asked = PasswordForm(request.POST, user=user, prefix="renew")
            if not asked.is_valid():
                return self._ask(request, renew_form=asked)
            try:
                codes = services.renew_recovery_codes(person_id=user.pk, now=clock.now())
            except DomainError as error:
                asked.add_error("password", error.detail)
                return self._ask(request, renew_form=asked)
            return _show_codes(request, codes, request.path)
        form = ConfirmedCodeForm(request.POST, user=user)
        new_codes = _complete(request, user, form)
        if new_codes is None:
            return self._ask(request, form=form, is_setting_up=True)
        authenticator = selectors.find_authenticator(user.pk)
        # This session goes on with the new authenticator, under a new key; the person's others end.
        request.session.pop(staff_session.BEGUN, None)
        request.session.cycle_key()
        staff_session.remember_authenticator(request, authenticator.pk if authenticator else None)
        staff_session.has_just_changed(request)
        return _show_codes(request, new_codes, request.path)

    def _ask(self, request: HttpRequest, **changes: Any) -> HttpResponse:
        user = cast(User, request.user)
        authenticator = selectors.find_authenticator(user.pk)
        context: dict[str, Any] = {
            "authenticator": authenticator,
            "codes_left": selectors.count_recovery_codes(authenticator.pk) if authenticator else 0,
            "form": ConfirmedCodeForm(user=user),
            "renew_form": PasswordForm(user=user, prefix="renew"),
            "is_setting_up": "set-up" in request.GET,
            **changes,
        }
        if context["is_setting_up"]:
            context |= _begin(request, user)
        return self.show(request, **context)


def _begin(request: HttpRequest, user: User) -> dict[str, Any]:
    """A new authenticator, or the one begun in this session, as the page shows it."""
    begun = request.session.get(staff_session.BEGUN)
    enrolment = services.begin_enrolment(person_id=user.pk, begun=UUID(begun) if begun else None, now=clock.now())
    request.session[staff_session.BEGUN] = str(enrolment.id)
    return {"picture": _picture(enrolment.secret, user), "secret": _grouped(enrolment.secret)}


def _complete(request: HttpRequest, user: User, form: forms.Form) -> list[str] | None:
    """The recovery codes of an authenticator that was confirmed, or None with the reason in the form."""
    if not form.is_valid():
        return None
    begun = request.session.get(staff_session.BEGUN)
    try:
        if begun is None:
            raise EnrolmentOver
        return services.complete_enrolment(
            person_id=user.pk, begun=UUID(begun), code=form.cleaned_data["code"], now=clock.now()
        )
    except DomainError as error:
        _refuse(form, error)
        return None


def _show_codes(request: HttpRequest, codes: list[str], leads_to: str) -> HttpResponse:
    """This once, in the answer itself: nothing keeps them."""
    page = _Page()
    page.template_name, page.title = "admin/operations/recovery_codes.html", "Your recovery codes"
    return never_cache(lambda asked: page.show(asked, codes=codes, leads_to=leads_to))(request)
