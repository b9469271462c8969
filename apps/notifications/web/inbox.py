"""The inbox, and on which ways a person wants to hear of things."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.selectors import get_person
from apps.accounts.web.base import WalletView
from apps.core.web.fields import SwitchInput
from apps.core.web.forms import WebForm
from apps.core.web.lists import list_page
from apps.notifications import announcing, links, selectors, services
from apps.notifications.errors import NotificationNotFound
from apps.notifications.models import Announcement, Channel, Notification


class _Inbox(WalletView):
    def shown(self, request: HttpRequest) -> dict[str, Any]:
        """A page of what the person was told, and how much of it is unread."""
        only_unread = request.GET.get("show") == "unread"
        page = list_page(
            request,
            lambda before, after, limit: selectors.list_notifications(
                self.me.id, before=before, after=after, limit=limit, unread=True if only_unread else None
            ),
            _row,
        )
        return {"page": page, "only_unread": only_unread, "unread": selectors.count_unread(self.me.id)}


class InboxView(_Inbox):
    """GET: what one was told, newest first, and what concerns everybody. POST: all of it is read."""

    def get(self, request: HttpRequest) -> HttpResponse:
        in_force = announcing.list_for(get_person(self.me.id), place="web", now=self.now)
        news = [_announced(row, self.person.language) for row in in_force]
        return self.render("notifications/inbox.html", {**self.shown(request), "news": news})

    def post(self, request: HttpRequest) -> HttpResponse:
        services.mark_read(person_id=self.me.id, notification_ids=None, now=self.now)
        messages.success(request, _("All messages are read."))
        return self.go("wallet-inbox")


class InboxListView(_Inbox):
    """The list alone, which the page asks for again while it is looked at."""

    is_activity = False

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render("notifications/_inbox_list.html", self.shown(request))


class MessageView(WalletView):
    """One message, whole. Looking at it reads it, so it is a POST from the list and a page of its own by GET."""

    def get(self, request: HttpRequest, notification_id: UUID) -> HttpResponse:
        row = _own(self, notification_id)
        return self.render("notifications/message.html", {"row": _row(row)})

    def post(self, request: HttpRequest, notification_id: UUID) -> HttpResponse:
        return lead_on(self, notification_id)


class NoticeForm(WebForm):
    """On which ways one wants to hear of things."""

    email = forms.BooleanField(required=False, label=gettext_lazy("By e-mail"), widget=SwitchInput)
    sms = forms.BooleanField(required=False, label=gettext_lazy("By SMS"), widget=SwitchInput)
    push = forms.BooleanField(
        required=False,
        label=gettext_lazy("On this and other devices"),
        help_text=gettext_lazy("As a notification of the app, where you have allowed it."),
        widget=SwitchInput,
    )


class NoticeSettingsView(WalletView):
    """Switches the channels on and off, and this browser's pushes."""

    tab = "me"

    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = selectors.get_channel_choices(self.me.id)
        return self._show(NoticeForm(initial={channel.lower(): is_on for channel, is_on in chosen.items()}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NoticeForm(request.POST)
        if not form.is_valid():
            return self._show(form, status=400)
        choices = {channel: form.cleaned_data[channel.lower()] for channel in Channel.values}
        services.choose_channels(person_id=self.me.id, choices=choices, now=self.now)
        messages.success(request, _("Saved."))
        return self.go("wallet-notice-settings")

    def _show(self, form: NoticeForm, *, status: int = 200) -> HttpResponse:
        is_subscribed = selectors.is_subscribed(self.me.session_id)
        return self.render("notifications/settings.html", {"form": form, "is_subscribed": is_subscribed}, status=status)


def lead_on(view: WalletView, notification_id: UUID) -> HttpResponse:
    """Reads one of the person's messages, and leads to what it tells of. Raises NotificationNotFound."""
    row = _own(view, notification_id)
    services.mark_read(person_id=view.me.id, notification_ids=[row.id], now=view.now)
    if row.subject_id is None:
        return view.go("wallet-message", row.id)
    return view.go_to(links.page_of(row.subject_kind, row.subject_id))


def _own(view: WalletView, notification_id: UUID) -> Notification:
    row = selectors.find_notification(view.me.id, notification_id)
    if row is None:
        raise NotificationNotFound
    return row


def _row(row: Notification) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "body": row.body,
        "created_at": row.created_at,
        "is_unread": row.read_at is None,
        "leads_on": row.subject_id is not None,
        "icon": _icon(row.topic),
    }


# What a message is about, told by how its topic begins; the first that fits.
_ICONS = (
    ("payment_received", "arrow-down-left"),
    ("payment_sent", "arrow-up-right"),
    ("payment", "receipt"),
    ("request", "hand-coins"),
    ("bill", "receipt-text"),
    ("schedule", "calendar-clock"),
    ("dispute", "scale"),
    ("kyc", "id-card"),
    ("merchant", "store"),
    ("agent", "handshake"),
    ("device", "smartphone"),
    ("account", "shield"),
    ("announcement", "megaphone"),
)


def _icon(topic: str) -> str:
    return next((icon for begin, icon in _ICONS if topic.startswith(begin)), "bell")


def _announced(row: Announcement, language: str) -> dict[str, Any]:
    spoken, title, body = selectors.spoken_text(row.texts, language)
    return {"language": spoken, "title": title, "body": body, "severity": row.severity}
