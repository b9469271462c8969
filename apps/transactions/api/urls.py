"""Routes of payments, below /api/v1/."""

from django.urls import path

from apps.transactions.api import limit_views, views

urlpatterns = [
    path("transfers", views.TransferView.as_view(), name="transfers"),
    path("limits", limit_views.LimitListView.as_view(), name="limits"),
    path("transactions", views.TransactionListView.as_view(), name="transactions"),
    path("transactions/<uuid:transaction_id>", views.TransactionView.as_view(), name="transaction"),
]
