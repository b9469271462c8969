"""Where somebody is logged in, what they did, and all that we hold of them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from apps.accounts import selectors, services
from apps.accounts.models import Activity, Session
from apps.accounts.web.base import WalletView
from apps.accounts.web.deeds import deed, deed_icon
from apps.accounts.web.shapes import ButtonView, ListView
from apps.core.api.uploads import private_file_response


class SessionsView(ListView):
    """Where one is logged in."""

    template_name = "accounts/sessions.html"

    def rows(self, before: UUID | None, after: UUID | None, limit: int) -> list[Session]:
        return selectors.list_sessions(self.me.id, now=self.now, before=before, after=after, limit=limit)

    def beside(self) -> dict[str, Any]:
        return {"current_id": self.me.session_id}


class SessionEndView(ButtonView):
    """Ends one session; one's own too, which is a log-out."""

    said = _("The session is over.")
    leads_to = "wallet-sessions"

    def press(self, session_id: UUID) -> None:
        services.end_session(person_id=self.me.id, session_id=session_id, now=self.now)


class OtherSessionsEndView(ButtonView):
    """Ends all sessions but this one."""

    said = _("You are logged out everywhere else.")
    leads_to = "wallet-sessions"

    def press(self) -> None:
        services.end_all_sessions(person_id=self.me.id, keep=self.me.session_id, now=self.now)


class ActivityLogView(ListView):
    """What one did, in words."""

    template_name = "accounts/activity.html"

    def rows(self, before: UUID | None, after: UUID | None, limit: int) -> list[Activity]:
        return selectors.list_activity(self.me.id, before=before, after=after, limit=limit)

    def row(self, one: Activity) -> dict[str, Any]:
        """`detail` stays inside: it may say which operator did something, and why."""
        return {"title": deed(one.action), "icon": deed_icon(one.action), "at": one.at, "ip": one.ip}


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
