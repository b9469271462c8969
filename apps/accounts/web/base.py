"""The base of every page: reads the clock, knows who asks, shows what a service refuses in words.

No page is in a cache, and none but those that are for everybody is in a search engine's index.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

import structlog
from django.contrib import messages
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from apps.accounts import selectors, services
from apps.accounts.api.authentication import Principal
from apps.accounts.models import User
from apps.accounts.time_zones import zone_of
from apps.accounts.web import sessions
from apps.core import clock
from apps.core.api.problems import STATUS
from apps.core.constraints import TRY_AGAIN_STATES, sqlstate
from apps.core.errors import DomainError, Unavailable
from apps.core.web.shell import Shell
from apps.core.web.telling import told

log = structlog.get_logger("gopay.pages")
_HEADINGS = {
    "not_found": gettext_lazy("Not here"),
    "forbidden": gettext_lazy("Not allowed"),
    "throttled": gettext_lazy("Too many tries"),
    "unavailable": gettext_lazy("Not now"),
}


def is_ours(address: str) -> bool:
    """Whether it is an address within this site, from its root on; no other is ever led to (CWE-601)."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


def _will_pass(error: DatabaseError) -> bool:
    """Whether asking again may work: the database is away, or two requests were in each other's way."""
    return isinstance(error, OperationalError) or sqlstate(error) in TRY_AGAIN_STATES


class PageView(View):
    """A page anybody may open. `now` is the moment of the request; `me` is who is signed in, or None."""

    now: datetime
    me: Principal | None = None
    visit: sessions.Visit | None = None
    # A part that a page asks for again and again by itself says False: an open page alone keeps nobody signed in.
    is_activity = True
    # Whether search engines may list it.
    is_listed = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.now = clock.now()
        self.visit = sessions.read_visit(request)
        try:
            # Who asks is asked of the database as well, and that is where a connection that is gone shows first.
            self.me = sessions.principal_of(self.visit, now=self.now) if self.visit else None
            response = self.serve(request, *args, **kwargs)
        except DatabaseError as error:
            if not _will_pass(error):
                raise
            log.warning("database did not answer", sqlstate=sqlstate(error), error=type(error).__name__)
            response = self._unavailable()
        return self._private(response)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The answer, once it is known who asks. A page that looks at `me` before get and post do extends this."""
        try:
            self.enter(**kwargs)
            return super().dispatch(request, *args, **kwargs)
        except DomainError as error:
            return self.refused(error)

    def enter(self, **kwargs: Any) -> None:
        """Looks whether who asks may open the page of this address. Raises DomainError for who may not."""

    def _unavailable(self) -> HttpResponse:
        """The page for a database that does not answer now: it asks it nothing."""
        context = {
            "icon": "hourglass",
            "heading": _HEADINGS["unavailable"],
            "sentence": told(Unavailable()),
            "actions": [(self.request.path, _("Try again"), "primary")],
        }
        response = render(self.request, "ui/message.html", context, status=503)
        response["Retry-After"] = "1"
        return response

    def _private(self, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Cache-Control", "no-store")
        if not self.is_listed:
            response["X-Robots-Tag"] = "noindex"
        if self.is_activity and isinstance(response, HttpResponse) and self.me and self.visit:
            sessions.keep_visit(response, self.visit, now=self.now)
        return response

    def render(self, template: str, context: dict[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
        """The page. Templates find `now` there, and what `frame` gives."""
        return render(self.request, template, {"now": self.now, **self.frame(), **(context or {})}, status=status)

    def frame(self) -> dict[str, Any]:
        """What every page of this kind is given beside its own."""
        return {"me": None}

    def refused(self, error: DomainError) -> HttpResponse:
        """A whole page that says what was refused, for what no form of a page shows."""
        context = {
            "icon": "search-x" if error.category == "not_found" else "circle-alert",
            "heading": _HEADINGS.get(error.category) or _("That did not work"),
            "sentence": told(error),
            "actions": [(reverse("wallet-home") if self.me else reverse("home"), _("To the start page"), "primary")],
        }
        response = self.render("ui/message.html", context, status=STATUS[error.category])
        if error.retry_after:
            response["Retry-After"] = str(error.retry_after)
        return response

    def done(self, sentence: str, name: str, *args: Any) -> HttpResponse:
        """To another page of ours, which says first that this was done."""
        messages.success(self.request, sentence)
        return self.go(name, *args)

    def go(self, name: str, *args: Any, query: dict[str, str] | None = None) -> HttpResponseRedirect:
        """To another page of ours, by GET (303 See Other)."""
        address = reverse(name, args=args) + (f"?{urlencode(query)}" if query else "")
        return self.go_to(address)

    def go_to(self, address: str) -> HttpResponseRedirect:
        """To an address of ours, by GET (303 See Other). What is not ours leads home."""
        response = HttpResponseRedirect(address if is_ours(address) else reverse("wallet-home"))
        response.status_code = 303
        return response


class WalletView(PageView):
    """A page of somebody who is signed in; whoever is not is asked to log in, and comes back to it."""

    me: Principal
    person: User
    # Which of the frame's tabs is marked: home, activity, scan, requests or me.
    tab = ""

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.me is None:
            return self._log_in()
        self.person = self.read_person()
        with timezone.override(zone_of(self.person.time_zone)):
            return super().serve(request, *args, **kwargs)

    def read_person(self) -> User:
        """Who asks, as they are now; a page that needs to know more of them reads it with this."""
        return selectors.get_profile(self.me.id)

    def refused(self, error: DomainError) -> HttpResponse:
        if error.category == "unauthenticated":
            return self._log_in()
        return super().refused(error)

    def frame(self) -> dict[str, Any]:
        return {
            "me": self.person,
            "shell": Shell(self.me.id),
            "device_id": selectors.get_bound_device_id(self.me.session_id),
            "tab": self.tab,
        }

    def _log_in(self) -> HttpResponse:
        """To the log-in page, and back here afterwards. A session that nobody has used for long ends now."""
        if self.visit and sessions.is_over(self.visit, now=self.now):
            services.log_out(person_id=self.visit.person_id, session_id=self.visit.session_id, now=self.now)
        here = self._here()
        query = {"next": here} if here and here != reverse("wallet-home") else None
        response: HttpResponse = self.go("web-log-in", query=query)
        if "HX-Request" in self.request.headers:
            response = HttpResponse(status=204, headers={"HX-Redirect": response["Location"]})
        sessions.drop_visit(response)
        return response

    def _here(self) -> str:
        """The page somebody is on, to come back to; of a part of one, the whole of it.

        Whoever has sent a form too late comes back to the form: a payment's says there whether it was paid.
        """
        if not hasattr(self, "get"):
            return ""
        if "HX-Request" not in self.request.headers:
            return self.request.get_full_path()
        try:
            page = urlsplit(self.request.headers.get("HX-Current-URL", ""))
        except ValueError:
            return ""
        return f"{page.path}?{page.query}" if page.query else page.path
