"""Whose number somebody without an account, or without a phone, has just typed: between one page and the next.

A cookie of this browser remembers it for an hour, signed, so that the number stands in no address and in no log. It
proves nothing: it only saves typing the number twice.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from apps.accounts.web.base import PageView

_SALT = "gopay.awaiting"
_SECONDS = 3600
SIGN_UP = "sign_up"
LOST_PHONE = "lost_phone"


def remember(response: HttpResponse, purpose: str, msisdn: str) -> None:
    """Notes the number for the purpose's next page."""
    response.set_cookie(
        _name(purpose),
        signing.dumps(msisdn, salt=_SALT + purpose),
        max_age=_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def number(request: HttpRequest, purpose: str) -> str | None:
    """The number that was noted, or None."""
    try:
        msisdn: str = signing.loads(request.COOKIES.get(_name(purpose), ""), salt=_SALT + purpose, max_age=_SECONDS)
    except signing.BadSignature:
        return None
    return msisdn


def forget(response: HttpResponse, purpose: str) -> None:
    response.delete_cookie(_name(purpose), samesite="Lax")


class AwaitingView(PageView):
    """A page for a browser in which a number was just typed for this purpose; any other begins at the one before."""

    purpose: ClassVar[str]
    # The route of the page on which the number is typed.
    begins_at: ClassVar[str]
    msisdn: str

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        msisdn = number(request, self.purpose)
        if msisdn is None:
            return self.go(self.begins_at)
        self.msisdn = msisdn
        return super().serve(request, *args, **kwargs)


def _name(purpose: str) -> str:
    return f"gopay_{purpose}"
