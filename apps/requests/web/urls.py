"""Asking for money, and splitting it."""

from django.urls import URLPattern, path

from apps.requests.web import answering, asking, lists

urlpatterns: list[URLPattern] = [
    path("wallet/requests", lists.RequestsView.as_view(), name="wallet-requests"),
    path("wallet/requests/new", asking.AskView.as_view(), name="wallet-request-new"),
    path("wallet/requests/new/<uuid:draft_id>", asking.AskReviewView.as_view(), name="wallet-request-review"),
    path("wallet/requests/blocked", lists.BlocksView.as_view(), name="wallet-request-blocks"),
    path("wallet/requests/blocked/<uuid:block_id>/end", lists.UnblockView.as_view(), name="wallet-request-unblock"),
    path("wallet/requests/pay/<uuid:draft_id>", answering.RequestPayView.as_view(), name="wallet-request-pay"),
    path("wallet/requests/<uuid:request_id>", answering.RequestView.as_view(), name="wallet-request"),
    path("wallet/requests/<uuid:request_id>/decline", answering.DeclineView.as_view(), name="wallet-request-decline"),
    path("wallet/requests/<uuid:request_id>/cancel", answering.CancelView.as_view(), name="wallet-request-cancel"),
    path("wallet/requests/<uuid:request_id>/remind", answering.RemindView.as_view(), name="wallet-request-remind"),
    path("wallet/requests/<uuid:request_id>/block", answering.BlockView.as_view(), name="wallet-request-block"),
    path("wallet/split", asking.SplitView.as_view(), name="wallet-split-new"),
    path("wallet/split/<uuid:group_id>", asking.SplitProgressView.as_view(), name="wallet-split"),
]
