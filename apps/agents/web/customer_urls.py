"""Addresses of who fetches cash from an agent."""

from django.urls import URLPattern, path

from apps.agents.web import customer, customer_asked, customer_nearby

urlpatterns: list[URLPattern] = [
    path("wallet/agents", customer_nearby.NearbyView.as_view(), name="wallet-agents-nearby"),
    path("wallet/cash-out", customer.FetchCashView.as_view(), name="wallet-cash-out"),
    path(
        "wallet/cash-out/review/<uuid:draft_id>", customer.FetchCashReviewView.as_view(), name="wallet-cash-out-review"
    ),
    path("wallet/cash-out/approvals", customer_asked.ApprovalsView.as_view(), name="wallet-cash-approvals"),
    path(
        "wallet/cash-out/approvals/open", customer_asked.OpenApprovalsView.as_view(), name="wallet-cash-approvals-open"
    ),
    path(
        "wallet/cash-out/approvals/<uuid:request_id>",
        customer_asked.ApprovalView.as_view(),
        name="wallet-cash-approval",
    ),
    path(
        "wallet/cash-out/approvals/<uuid:request_id>/refuse",
        customer_asked.RefuseView.as_view(),
        name="wallet-cash-approval-refusal",
    ),
    path(
        "wallet/cash-out/approve/<uuid:draft_id>",
        customer_asked.ApproveView.as_view(),
        name="wallet-cash-approval-review",
    ),
    path("wallet/cash-out/<uuid:code_id>", customer.CashCodeView.as_view(), name="wallet-cash-out-code"),
    path(
        "wallet/cash-out/<uuid:code_id>/state", customer.CashCodeStateView.as_view(), name="wallet-cash-out-code-state"
    ),
    path(
        "wallet/cash-out/<uuid:code_id>/cancel", customer.CancelCodeView.as_view(), name="wallet-cash-out-code-cancel"
    ),
]
