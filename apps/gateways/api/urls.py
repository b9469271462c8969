from django.urls import path

from apps.gateways.api import views

urlpatterns = [path("callbacks/<str:provider>", views.CallbackView.as_view(), name="callbacks")]
