"""Payments: sending, scanning, and what was paid."""

from django.urls import URLPattern, path

from apps.transactions.web import converting, history, limits, payments, refunding, scan, sending

urlpatterns: list[URLPattern] = [
    path("wallet/activity", history.ActivityView.as_view(), name="wallet-activity"),
    path("wallet/activity/filter", history.FilterView.as_view(), name="wallet-activity-filter"),
    path("wallet/activity/<uuid:transaction_id>", payments.PaymentView.as_view(), name="wallet-payment"),
    path("wallet/activity/<uuid:transaction_id>/refund", refunding.RefundView.as_view(), name="wallet-refund"),
    path("wallet/refund/<uuid:draft_id>", refunding.RefundReviewView.as_view(), name="wallet-refund-review"),
    path("wallet/send", sending.SendView.as_view(), name="wallet-send"),
    path("wallet/send/fee", sending.FeeView.as_view(), name="wallet-send-fee"),
    path("wallet/send/<uuid:draft_id>/amount", sending.AmountView.as_view(), name="wallet-send-amount"),
    path("wallet/send/<uuid:draft_id>", sending.SendReviewView.as_view(), name="wallet-send-review"),
    path("wallet/me/limits", limits.LimitsView.as_view(), name="wallet-limits"),
    path("wallet/scan", scan.ScanView.as_view(), name="wallet-scan"),
    path("wallet/code", scan.MyCodeView.as_view(), name="wallet-my-code"),
    path("wallet/convert", converting.ConvertView.as_view(), name="wallet-convert"),
    path("wallet/convert/<uuid:draft_id>", converting.ConvertReviewView.as_view(), name="wallet-convert-review"),
    path("wallet/activity/<uuid:transaction_id>/cancel", payments.CancelView.as_view(), name="wallet-payment-cancel"),
]
