"""Whose number somebody without an account, or without a phone, has just typed: between one page and the next.

A cookie of this browser remembers it for an hour, signed, so that the number stands in no address and in no log. It
proves nothing: it only saves typing the number twice.
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

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


def _name(purpose: str) -> str:
    return f"gopay_{purpose}"
