"""Sessions of staff: what the log-in's steps write into them, and when they end.

Between the password and the second step a session belongs to nobody: it only remembers who is entering. A session
that is somebody's names the authenticator it was opened with, so it ends when that is replaced or reset; Django ends
it when the password changes, and `StaffBackend` when the person is locked or is staff no longer. Both are looked up
with every request.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, load_backend, login
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from apps.accounts.models import User
from apps.core import clock
from apps.operations import selectors, services
from apps.operations.services import Method

# What a session remembers of somebody whose password was right, and for how long.
ENTERING = "operations.entering"
ENTERING_TAKES = timedelta(minutes=15)
# The authenticator that was begun in this session, and the one that opened it.
BEGUN = "operations.authenticator_begun"
OPENED_WITH = "operations.authenticator"
STARTED_AT = "operations.started_at"
SEEN_AT = "operations.seen_at"
# How exactly idleness is known. A click within it costs no write.
SEEN_EVERY = timedelta(minutes=1)
# What a page that renews itself sends along.
REFRESHES = "X-Refresh"
BACKEND = "apps.accounts.backends.StaffBackend"


def after_password(request: HttpRequest, user: User, *, leads_to: str, now: datetime) -> HttpResponse:
    """Goes on from a right password: into the site where it is enough, else to the second step."""
    has_authenticator = selectors.find_authenticator(user.pk) is not None
    if not has_authenticator and not settings.STAFF_MFA:
        return enter(request, user, opened_with=None, method="none", leads_to=leads_to, now=now)
    request.session.flush()
    request.session[ENTERING] = {
        "person_id": str(user.pk),
        "password": user.get_session_auth_hash(),
        "leads_to": leads_to,
        "at": now.timestamp(),
    }
    return HttpResponseRedirect(reverse("admin:second_step" if has_authenticator else "admin:enrol"))


def person_entering(request: HttpRequest, *, now: datetime) -> tuple[User, str] | None:
    """Who has given the right password in this session a moment ago, and where they wanted to go.

    None when that is too long ago, or the person was locked, is staff no longer or has another password since.
    """
    entering = request.session.get(ENTERING)
    if not entering or now.timestamp() - entering["at"] > ENTERING_TAKES.total_seconds():
        return None
    user = load_backend(BACKEND).get_user(UUID(entering["person_id"]))
    if user is None or not constant_time_compare(user.get_session_auth_hash(), entering["password"]):
        return None
    return user, entering["leads_to"]


def enter(
    request: HttpRequest, user: User, *, opened_with: UUID | None, method: Method, leads_to: str, now: datetime
) -> HttpResponse:
    """Makes the session the person's, under a new key, and goes where they wanted to."""
    request.session.pop(ENTERING, None)
    request.session.pop(BEGUN, None)
    login(request, user, backend=BACKEND)
    remember_authenticator(request, opened_with)
    request.session[STARTED_AT] = request.session[SEEN_AT] = now.timestamp()
    services.record_log_in(person_id=user.pk, method=method, now=now)
    return HttpResponseRedirect(leads_to)


def remember_authenticator(request: HttpRequest, authenticator_id: UUID | None) -> None:
    """Notes which authenticator this session depends on from now on."""
    request.session[OPENED_WITH] = str(authenticator_id) if authenticator_id else None


def is_complete(request: HttpRequest) -> bool:
    """Whether the session was opened with the second factor its person has, or they neither have nor need one.

    Asks the database once a request: an authenticator that was reset a moment ago opens nothing.
    """
    complete: bool | None = getattr(request, "_session_is_complete", None)
    if complete is None:
        authenticator = selectors.find_authenticator(request.user.pk)  # type: ignore[arg-type]
        opened_with = request.session.get(OPENED_WITH)
        complete = not settings.STAFF_MFA if authenticator is None else opened_with == str(authenticator.pk)
        request._session_is_complete = complete  # type: ignore[attr-defined]
    return complete


def has_just_changed(request: HttpRequest) -> None:
    """Makes `is_complete` look again in this request."""
    request._session_is_complete = None  # type: ignore[attr-defined]


def _is_refresh(request: HttpRequest) -> bool:
    """Whether a page renews itself: nobody has clicked, so it keeps no session alive (static/operations/refresh.js)."""
    return REFRESHES in request.headers


class StaffSessionMiddleware:
    """Ends sessions that have lasted too long, or in which nothing was done for too long (OWASP ASVS 7.3).

    Requests without a session cookie, the API's among them, cost nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            self._look(request, clock.now())
        return self.get_response(request)

    def _look(self, request: HttpRequest, now: datetime) -> None:
        session, moment = request.session, now.timestamp()
        # A session that nobody has timed yet begins now.
        started, seen = session.get(STARTED_AT, moment), session.get(SEEN_AT, moment)
        if moment - started > settings.STAFF_SESSION_HOURS * 3600:
            self._end(request, f"You were logged out after {settings.STAFF_SESSION_HOURS} hours.")
        elif moment - seen > settings.STAFF_IDLE_MINUTES * 60:
            self._end(request, f"You were logged out after {settings.STAFF_IDLE_MINUTES} minutes without a click.")
        elif not request.user.is_authenticated:
            # Locked, or staff no longer: whoever is let in again logs in anew.
            session.flush()
        elif STARTED_AT not in session or (moment - seen >= SEEN_EVERY.total_seconds() and not _is_refresh(request)):
            session[STARTED_AT], session[SEEN_AT] = started, moment

    def _end(self, request: HttpRequest, why: str) -> None:
        request.session.flush()
        request.user = AnonymousUser()
        messages.info(request, why)
