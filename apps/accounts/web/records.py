"""Where somebody is logged in, what they did, and all that we hold of them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext

from apps.accounts import selectors, services
from apps.accounts.models import Activity
from apps.accounts.web.base import WalletView
from apps.accounts.web.deeds import deed, deed_icon
from apps.core.api.uploads import private_file_response
from apps.core.web.lists import list_page


class SessionsView(WalletView):
    """Where one is logged in."""

    tab = "me"

    def get(self, request: HttpRequest) -> HttpResponse:
        page = list_page(
            request,
            lambda before, after, limit: selectors.list_sessions(
                self.me.id, now=self.now, before=before, after=after, limit=limit
            ),
        )
        return self.render("accounts/sessions.html", {"page": page, "current_id": self.me.session_id})


class SessionEndView(WalletView):
    """Ends one session; one's own too, which is a log-out."""

    http_method_names = ["post"]
    tab = "me"

    def post(self, request: HttpRequest, session_id: UUID) -> HttpResponse:
        services.end_session(person_id=self.me.id, session_id=session_id, now=self.now)
        return self.done(gettext("The session is over."), "wallet-sessions")


class OtherSessionsEndView(WalletView):
    """Ends all sessions but this one."""

    http_method_names = ["post"]
    tab = "me"

    def post(self, request: HttpRequest) -> HttpResponse:
        services.end_all_sessions(person_id=self.me.id, keep=self.me.session_id, now=self.now)
        return self.done(gettext("You are logged out everywhere else."), "wallet-sessions")


class ActivityLogView(WalletView):
    """What one did, in words."""

    tab = "me"

    def get(self, request: HttpRequest) -> HttpResponse:
        page = list_page(
            request,
            lambda before, after, limit: selectors.list_activity(self.me.id, before=before, after=after, limit=limit),
            _row,
        )
        return self.render("accounts/activity.html", {"page": page})


def _row(activity: Activity) -> dict[str, Any]:
    """`detail` stays inside: it may say which operator did something, and why."""
    return {
        "title": deed(activity.action),
        "icon": deed_icon(activity.action),
        "at": activity.at,
        "ip": activity.ip,
    }


class ExportView(WalletView):
    """Asking for a copy of one's data, and how far it is."""

    tab = "me"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render("accounts/export.html", {"export": selectors.find_latest_export(self.me.id)})

    def post(self, request: HttpRequest) -> HttpResponse:
        services.ask_for_export(person_id=self.me.id, now=self.now)
        return self.go("wallet-export")


class ExportPartView(WalletView):
    """How far it is: the part of the page that renews itself while the copy is being made."""

    is_activity = False

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render("accounts/_export.html", {"export": selectors.find_latest_export(self.me.id)})


class ExportFileView(WalletView):
    """The ZIP, sent part by part."""

    tab = "me"

    def get(self, request: HttpRequest, export_id: UUID) -> HttpResponseBase:
        export, parts = selectors.get_export_file(person_id=self.me.id, export_id=export_id, now=self.now)
        empty = private_file_response(b"", "application/zip", f"gopay-{export.requested_at:%Y-%m-%d}.zip")
        response = StreamingHttpResponse(parts, headers=dict(empty.headers))
        response["Content-Length"] = str(export.file_bytes)
        return response
