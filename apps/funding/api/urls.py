"""Routes of deposits, withdrawals and their sources, below /api/v1/."""

from django.urls import path

from apps.funding.api import views

urlpatterns = [
    path("deposits", views.DepositView.as_view(), name="deposits"),
    path("withdrawals", views.WithdrawalView.as_view(), name="withdrawals"),
    path("funding-sources", views.SourceListView.as_view(), name="funding-sources"),
    path("funding-sources/<uuid:source_id>", views.SourceView.as_view(), name="funding-source"),
    path("funding-sources/<uuid:source_id>/default", views.DefaultView.as_view(), name="funding-source-default"),
    path("auto-top-ups", views.AutoTopUpListView.as_view(), name="auto-top-ups"),
    path("auto-top-ups/<str:currency>", views.AutoTopUpView.as_view(), name="auto-top-up"),
]
