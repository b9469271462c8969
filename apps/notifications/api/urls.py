from django.urls import path

from apps.notifications.api import views

urlpatterns = [
    path("notifications", views.InboxView.as_view(), name="notifications"),
    path("notifications/read", views.MarkReadView.as_view(), name="notifications-read"),
    path("notifications/preferences", views.PreferencesView.as_view(), name="notification-preferences"),
]
