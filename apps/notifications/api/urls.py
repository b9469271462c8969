from django.urls import path

from apps.notifications.api import views
from apps.notifications.api.announcement_views import AnnouncementsView
from apps.notifications.api.push_views import PushKeyView, PushSubscriptionsView

urlpatterns = [
    path("announcements", AnnouncementsView.as_view(), name="announcements"),
    path("notifications", views.InboxView.as_view(), name="notifications"),
    path("notifications/read", views.MarkReadView.as_view(), name="notifications-read"),
    path("notifications/preferences", views.PreferencesView.as_view(), name="notification-preferences"),
    path("notifications/push-key", PushKeyView.as_view(), name="notification-push-key"),
    path("notifications/push-subscriptions", PushSubscriptionsView.as_view(), name="notification-push-subscriptions"),
]
