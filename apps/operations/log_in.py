"""The log-in of the operators' site."""

from typing import Any

from django import forms
from django.http import HttpRequest
from unfold.forms import AuthenticationForm

from apps.accounts.identifiers import normalise_identifier
from apps.core import clock, ratelimit, request_facts
from apps.core.ratelimit import Rate, TooManyRequests

# Whoever guesses at one account is stopped soon; an office shares one address.
BY_ACCOUNT = Rate("operations.login.account", 10, 15 * 60)
BY_ADDRESS = Rate("operations.login.ip", 30, 15 * 60)


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
                ratelimit.spend(BY_ACCOUNT, normalise_identifier(typed) or typed.strip().lower(), now=now)
        except TooManyRequests as error:
            minutes = -(-(error.retry_after or 60) // 60)
            raise forms.ValidationError(
                f"Too many attempts. Try again in {minutes} minute{'s' if minutes > 1 else ''}.", code="rate_limited"
            ) from error
        cleaned: dict[str, Any] = super().clean()
        return cleaned
