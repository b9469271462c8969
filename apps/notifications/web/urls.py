"""The inbox, what one wants to be told, and pushes."""

from django.urls import URLPattern, path

from apps.notifications.web import inbox, push

urlpatterns: list[URLPattern] = [
    path("wallet/inbox", inbox.InboxView.as_view(), name="wallet-inbox"),
    path("wallet/inbox/list", inbox.InboxListView.as_view(), name="wallet-inbox-list"),
    path("wallet/inbox/<uuid:notification_id>", inbox.MessageView.as_view(), name="wallet-message"),
    path("wallet/me/notifications", inbox.NoticeSettingsView.as_view(), name="wallet-notice-settings"),
    *push.urlpatterns,
]
