"""Pages anybody may open who has their address."""

from django.urls import path

from apps.reports.web import views

urlpatterns = [path("<str:token>", views.shared_receipt, name="shared-receipt")]
