"""Complaints about payments."""

from django.urls import URLPattern, path

from apps.disputes.web import views

_DISPUTE = "wallet/disputes/<uuid:dispute_id>"

urlpatterns: list[URLPattern] = [
    path("wallet/activity/<uuid:transaction_id>/dispute", views.NewDisputeView.as_view(), name="wallet-dispute-new"),
    path("wallet/disputes", views.DisputesView.as_view(), name="wallet-disputes"),
    path(_DISPUTE, views.DisputeView.as_view(), name="wallet-dispute"),
    path(f"{_DISPUTE}/contest", views.ContestView.as_view(), name="wallet-dispute-contest"),
    path(f"{_DISPUTE}/accept", views.AcceptView.as_view(), name="wallet-dispute-accept"),
    path(f"{_DISPUTE}/withdraw", views.WithdrawView.as_view(), name="wallet-dispute-withdraw"),
    path(f"{_DISPUTE}/pictures/<uuid:evidence_id>", views.PictureView.as_view(), name="wallet-dispute-picture"),
]
