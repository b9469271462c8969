"""Routes of payment requests, below /api/v1/."""

from django.urls import path

from apps.requests.api import views

urlpatterns = [
    path("payment-requests", views.PaymentRequestListView.as_view(), name="payment_requests"),
    path("payment-requests/blocks", views.BlockListView.as_view(), name="request_blocks"),
    path("payment-requests/blocks/<uuid:block_id>", views.BlockView.as_view(), name="request_block"),
    path("payment-requests/<uuid:request_id>", views.PaymentRequestView.as_view(), name="payment_request"),
    path("payment-requests/<uuid:request_id>/accept", views.AcceptView.as_view(), name="accept_request"),
    path("payment-requests/<uuid:request_id>/decline", views.DeclineView.as_view(), name="decline_request"),
    path("payment-requests/<uuid:sent_id>/cancel", views.CancelView.as_view(), name="cancel_request"),
    path("payment-requests/<uuid:sent_id>/remind", views.RemindView.as_view(), name="remind_of_request"),
]
