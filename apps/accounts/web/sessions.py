"""The cookie of a person who is signed in on the pages.

It names a session of `accounts`, the same as a phone's tokens do, and is asked about in the same way: whoever logs out,
locks a device or is locked is out within settings.SESSION_CACHE_SECONDS. It is signed, HttpOnly and the pages' own:
the operators' site has another one, so that neither lets anybody into the other. It ends when nobody has used it for
settings.WEB_IDLE_MINUTES, and settings.WEB_SESSION_HOURS after the log-in whatever happens.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from apps.accounts import selectors
from apps.accounts.api.authentication import Principal

_SALT = "gopay.web-session"
# The moment it was last used is written anew after this long, so that not every page sends a cookie.
_WRITTEN_AFTER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Visit:
    """What a cookie says, believed because it is signed: who, in which session, since when, and when last."""

    person_id: UUID
    session_id: UUID
    opened_at: datetime
    seen_at: datetime


def open_visit(response: HttpResponse, *, person_id: UUID, session_id: UUID, now: datetime) -> None:
    """Signs the browser in."""
    _write(response, Visit(person_id, session_id, now, now))


def drop_visit(response: HttpResponse) -> None:
    """Signs the browser out; the session itself is ended by whoever calls this."""
    response.delete_cookie(settings.WEB_COOKIE_NAME, samesite="Lax")


def read_visit(request: HttpRequest) -> Visit | None:
    """What the request's cookie says, however old it is; None without one that we have signed."""
    try:
        said = signing.loads(request.COOKIES.get(settings.WEB_COOKIE_NAME, ""), salt=_SALT)
        person_id, session_id, opened, seen = said
        return Visit(UUID(person_id), UUID(session_id), _moment(opened), _moment(seen))
    except (signing.BadSignature, ValueError, TypeError, OverflowError):
        return None


def is_over(visit: Visit, *, now: datetime) -> bool:
    """Whether it was not used for too long, or is too old."""
    is_idle = now - visit.seen_at > timedelta(minutes=settings.WEB_IDLE_MINUTES)
    return is_idle or now - visit.opened_at > timedelta(hours=settings.WEB_SESSION_HOURS)


def principal_of(visit: Visit, *, now: datetime) -> Principal | None:
    """Whose visit it is, if it is not over and its session is good still."""
    if is_over(visit, now=now):
        return None
    state = selectors.get_session_state(visit.session_id)
    if state is None or state.person_id != visit.person_id:
        return None
    return Principal(state.person_id, state.session_id, state.is_staff)


def keep_visit(response: HttpResponse, visit: Visit, *, now: datetime) -> None:
    """Notes that the browser was here, unless that was noted a moment ago, or this very answer signs it in or out."""
    if settings.WEB_COOKIE_NAME in response.cookies:
        return
    if now - visit.seen_at > _WRITTEN_AFTER:
        _write(response, Visit(visit.person_id, visit.session_id, visit.opened_at, now))


def _write(response: HttpResponse, visit: Visit) -> None:
    said = [str(visit.person_id), str(visit.session_id), _number(visit.opened_at), _number(visit.seen_at)]
    response.set_cookie(
        settings.WEB_COOKIE_NAME,
        signing.dumps(said, salt=_SALT),
        max_age=settings.WEB_SESSION_HOURS * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        # Lax and not Strict: a link in an e-mail, or a merchant's page, leads to a payment that waits.
        samesite="Lax",
    )


def _number(at: datetime) -> int:
    return int(at.timestamp())


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
