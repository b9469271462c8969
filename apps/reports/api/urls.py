"""Routes of statements and receipts, below /api/v1/."""

from django.urls import path

from apps.reports.api import views

urlpatterns = [
    path("wallets/<uuid:wallet_id>/statement", views.StatementView.as_view(), name="statement"),
    path(
        "agents/<uuid:agent_id>/outlets/<uuid:outlet_id>/statement",
        views.FloatStatementView.as_view(),
        name="float-statement",
    ),
    path("transactions/<uuid:transaction_id>/receipt", views.ReceiptView.as_view(), name="receipt"),
    path("transactions/<uuid:transaction_id>/receipt-link", views.ReceiptLinkView.as_view(), name="receipt-link"),
]
