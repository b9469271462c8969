"""Routes of payments, below /api/v1/."""

from django.urls import path

from apps.transactions.api import (
    conversion_views,
    invitation_views,
    limit_views,
    payee_views,
    qr_views,
    refund_views,
    stream_views,
    views,
)

urlpatterns = [
    path("transfers", views.TransferView.as_view(), name="transfers"),
    path("conversions", conversion_views.ConversionView.as_view(), name="conversions"),
    path("quotes", views.QuoteView.as_view(), name="quotes"),
    path("payees/resolve", payee_views.PayeeView.as_view(), name="resolve-payee"),
    path("me/qr", qr_views.OwnCodeView.as_view(), name="own-qr"),
    path("limits", limit_views.LimitListView.as_view(), name="limits"),
    path("transactions", views.TransactionListView.as_view(), name="transactions"),
    path("transactions/<uuid:transaction_id>", views.TransactionView.as_view(), name="transaction"),
    path(
        "transactions/<uuid:transaction_id>/events",
        stream_views.TransactionEventsView.as_view(),
        name="transaction_events",
    ),
    path("transactions/<uuid:transaction_id>/cancel", invitation_views.CancelView.as_view(), name="cancel_transaction"),
    path("transactions/<uuid:transaction_id>/refund", refund_views.RefundView.as_view(), name="refund"),
]
