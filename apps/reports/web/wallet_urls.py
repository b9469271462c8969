"""Statements and receipts of one's own payments."""

from django.urls import URLPattern, path

from apps.reports.web import receipts, statements

_PAYMENT = "wallet/activity/<uuid:transaction_id>/receipt"

urlpatterns: list[URLPattern] = [
    path("wallet/statements", statements.StatementsView.as_view(), name="wallet-statements"),
    path(
        "wallet/statements/<uuid:wallet_id>/csv",
        statements.StatementFileView.as_view(),
        {"form": "csv"},
        "wallet-statement-csv",
    ),
    path(
        "wallet/statements/<uuid:wallet_id>/pdf",
        statements.StatementFileView.as_view(),
        {"form": "pdf"},
        "wallet-statement-pdf",
    ),
    path(_PAYMENT, receipts.ReceiptView.as_view(), name="wallet-receipt"),
    path(f"{_PAYMENT}/link", receipts.ReceiptLinkView.as_view(), name="wallet-receipt-link"),
    path(f"{_PAYMENT}/link/end", receipts.ReceiptLinksEndView.as_view(), name="wallet-receipt-links-end"),
]
