"""Mounted at /sandbox/ where settings.SANDBOX is on, and nowhere else."""

from django.urls import path

from apps.notifications.web.views import sandbox_messages

urlpatterns = [path("messages", sandbox_messages, name="sandbox-messages")]
