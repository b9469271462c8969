"""Signing in and out on the pages."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import rotate_token
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.accounts import selectors, services
from apps.accounts.errors import DeviceLocked, InvalidCredentials
from apps.accounts.services import TokenPair
from apps.accounts.web import sessions
from apps.accounts.web.asking import FormView
from apps.accounts.web.base import PageView, is_ours
from apps.accounts.web.fields import BrowserForm, CurrentPasswordField
from apps.accounts.web.language import remember_language, speaks
from apps.core.web.telling import told

_LONGEST_ADDRESS = 2000


class LogInForm(BrowserForm):
    """Number or e-mail address, and password."""

    identifier = forms.CharField(
        max_length=254,
        label=_("Phone number or e-mail address"),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "dir": "ltr"}),
        error_messages={"required": _("Write your phone number or your e-mail address.")},
    )
    password = CurrentPasswordField(label=_("Password"))
    next = forms.CharField(max_length=_LONGEST_ADDRESS, required=False, widget=forms.HiddenInput)


class LogInView(FormView):
    """Whoever is signed in already goes on to where they wanted."""

    form_class = LogInForm
    template_name = "accounts/log_in.html"
    # Then the page offers to set the browser up anew, as an app would: whoever has it could do so anyway.
    is_locked = False

    def beside(self) -> dict[str, Any]:
        return {"is_locked": self.is_locked}

    def initial(self) -> dict[str, Any]:
        return {"next": self.request.GET.get("next", "")[:_LONGEST_ADDRESS]}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.me:
            return self.go_to(_wanted(self.initial()["next"]))
        return super().get(request)

    def take(self, form: LogInForm) -> HttpResponseBase:
        given = form.cleaned_data
        try:
            pair = services.log_in(
                identifier=given["identifier"], password=given["password"], device=form.browser(), now=self.now
            )
        except InvalidCredentials as error:
            # One sentence for a number nobody has and for a wrong password. It is no error of a field either.
            form.add_error(None, told(error))
            return self.show(form, status=422)
        except DeviceLocked:
            self.is_locked = True
            raise
        response = self.go_to(_wanted(given["next"]))
        sign_in(self, response, pair)
        return response


class LogOutView(PageView):
    """Ends the session, and says nothing to whoever was in none."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if self.visit:
            services.log_out(person_id=self.visit.person_id, session_id=self.visit.session_id, now=self.now)
        response = self.go("web-log-in", query={"bye": "1"})
        sessions.drop_visit(response)
        return response


def sign_in(page: PageView, response: HttpResponse, pair: TokenPair) -> None:
    """Puts the browser into the session that was just opened, and out of the one it was in.

    The cookie is new, and so is the token of forms: whatever somebody else has put into this browser before is good
    for nothing now (session fixation).
    """
    if page.visit:
        services.log_out(person_id=page.visit.person_id, session_id=page.visit.session_id, now=page.now)
    sessions.open_visit(response, person_id=pair.person_id, session_id=pair.session_id, now=page.now)
    rotate_token(page.request)
    language = selectors.get_person(pair.person_id).language
    if settings.LANGUAGE_COOKIE_NAME not in page.request.COOKIES and speaks(language):
        remember_language(response, language)


def _wanted(address: str) -> str:
    """Where somebody wanted to go, if it is a page of ours that a log-in leads to; else the start page."""
    start = reverse("wallet-home")
    if not is_ours(address):
        return start
    return start if urlsplit(address).path in {reverse("web-log-in"), reverse("home")} else address
