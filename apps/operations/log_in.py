"""The log-in of the operators' site: its first step, number or e-mail address and password."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from unfold.forms import AuthenticationForm

from apps.accounts.identifiers import normalise_identifier
from apps.accounts.selectors import find_person
from apps.core import clock, crypto, ratelimit, request_facts
from apps.core.ratelimit import Rate, TooManyRequests
from apps.operations import staff_session

# Whoever guesses at one account is stopped soon; an office shares one address. These hold however many try at
# once; django-axes beside them makes whoever was wrong five times in one place wait longer.
BY_ACCOUNT = Rate("operations.login.account", 10, 15 * 60)
BY_ADDRESS = Rate("operations.login.ip", 30, 15 * 60)


def account_called(typed: str) -> str:
    """Under which name tries are counted: the account's number, however it was called.

    What is neither a number nor an address may be a password in the wrong field, so it is kept as a digest.
    """
    name = normalise_identifier(typed)
    person = find_person(name) if name else None
    if person is not None:
        return person.msisdn
    return name or crypto.blind_index(typed.strip().lower(), purpose="log-in name").hex()[:16]


def name_of_account(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str | None:
    """For AXES_USERNAME_CALLABLE."""
    typed = (credentials or {}).get("username") or (request.POST.get("username") if request else None)
    return account_called(str(typed)[:254]) if typed else None


def answer_locked_out(request: HttpRequest, answer: HttpResponse, credentials: dict[str, Any] | None) -> HttpResponse:
    """For AXES_LOCKOUT_CALLABLE: the form again, which says so itself."""
    answer.status_code = 429
    return answer


def too_many(seconds: int) -> forms.ValidationError:
    """What the forms of the log-in say to somebody who has tried too often."""
    minutes = -(-seconds // 60)
    return forms.ValidationError(
        f"Too many attempts. Try again in {minutes} minute{'s' if minutes > 1 else ''}.", code="rate_limited"
    )


class StaffLogInForm(AuthenticationForm):
    """Number or e-mail address, and password; a few tries, whether or not there is such an account."""

    error_messages = {
        "invalid_login": "The number, the e-mail address or the password is not right.",
        "inactive": "The number, the e-mail address or the password is not right.",
    }

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        username = self.fields["username"]
        username.label = "Phone number or e-mail address"
        # An address may be longer than the longest number, which is what the form takes its length from.
        username.max_length = 254
        username.widget.attrs.update({"maxlength": 254, "autocomplete": "username", "spellcheck": "false"})

    def clean(self) -> dict[str, Any]:
        """Counts the try before the password is looked at, so that a refused one tells nothing."""
        now = clock.now()
        typed = str(self.cleaned_data.get("username") or "")
        try:
            if address := request_facts.current().ip_address:
                ratelimit.spend(BY_ADDRESS, address, now=now)
            if typed:
                ratelimit.spend(BY_ACCOUNT, account_called(typed), now=now)
        except TooManyRequests as error:
            raise too_many(error.retry_after or 60) from error
        cleaned: dict[str, Any] = super().clean()
        return cleaned

    def get_invalid_login_error(self) -> forms.ValidationError:
        if getattr(self.request, "axes_locked_out", False):
            return too_many(int(settings.AXES_COOLOFF_TIME.total_seconds()))
        error: forms.ValidationError = super().get_invalid_login_error()
        return error


class StaffLogInView(LoginView):
    """A right password alone opens nothing where a second factor is needed: it leads on to the second step."""

    def form_valid(self, form: Any) -> HttpResponse:
        return staff_session.after_password(
            self.request, form.get_user(), leads_to=self.get_success_url(), now=clock.now()
        )
