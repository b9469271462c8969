"""Routes of being paid from afar, below /api/v1/."""

from django.urls import path

from apps.checkout.api import invoice_views, key_views, link_views, page_views, payment_views, webhook_views

_ENDPOINTS = "merchants/<uuid:merchant_id>/webhook-endpoints"
_ENDPOINT = f"{_ENDPOINTS}/<uuid:endpoint_id>"
urlpatterns = [
    path("merchants/<uuid:merchant_id>/api-keys", key_views.KeyListView.as_view(), name="merchant-keys"),
    path("merchants/<uuid:merchant_id>/api-keys/<uuid:key_id>", key_views.KeyView.as_view(), name="merchant-key"),
    path(
        "merchants/<uuid:merchant_id>/api-keys/<uuid:key_id>/rotate",
        key_views.RotateView.as_view(),
        name="merchant-key-rotate",
    ),
    path("merchant/v1/payments", payment_views.ServerPaymentListView.as_view(), name="server-payments"),
    path("merchant/v1/payments/<uuid:payment_id>", payment_views.ServerPaymentView.as_view(), name="server-payment"),
    path(
        "merchant/v1/payments/<uuid:payment_id>/expire",
        payment_views.ServerExpireView.as_view(),
        name="server-payment-expire",
    ),
    path(
        "merchant/v1/payments/<uuid:payment_id>/cancel",
        payment_views.ServerCancelView.as_view(),
        name="server-payment-cancel",
    ),
    path(
        "merchant/v1/payments/<uuid:payment_id>/capture",
        payment_views.ServerCaptureView.as_view(),
        name="server-payment-capture",
    ),
    path(
        "merchant/v1/payments/<uuid:payment_id>/simulate",
        payment_views.ServerSimulateView.as_view(),
        name="server-payment-simulate",
    ),
    path(
        "merchant/v1/payments/<uuid:payment_id>/refunds",
        payment_views.ServerRefundListView.as_view(),
        name="server-payment-refunds",
    ),
    path(_ENDPOINTS, webhook_views.EndpointListView.as_view(), name="webhook-endpoints"),
    path(_ENDPOINT, webhook_views.EndpointView.as_view(), name="webhook-endpoint"),
    path(f"{_ENDPOINT}/rotate-secret", webhook_views.RotateSecretView.as_view(), name="webhook-rotate-secret"),
    path(f"{_ENDPOINT}/test", webhook_views.SendTestView.as_view(), name="webhook-test"),
    path(f"{_ENDPOINT}/deliveries", webhook_views.DeliveryListView.as_view(), name="webhook-deliveries"),
    path(
        f"{_ENDPOINT}/deliveries/<uuid:delivery_id>/replay", webhook_views.ReplayView.as_view(), name="webhook-replay"
    ),
    path(f"{_ENDPOINT}/replay", webhook_views.ReplaySinceView.as_view(), name="webhook-replay-since"),
    path("merchants/<uuid:merchant_id>/payment-links", link_views.PaymentLinkListView.as_view(), name="payment-links"),
    path(
        "merchants/<uuid:merchant_id>/payment-links/<uuid:link_id>",
        link_views.PaymentLinkView.as_view(),
        name="payment-link-row",
    ),
    path("merchants/<uuid:merchant_id>/invoices", invoice_views.InvoiceListView.as_view(), name="merchant-invoices"),
    path(
        "merchants/<uuid:merchant_id>/invoices/<uuid:invoice_id>",
        invoice_views.InvoiceView.as_view(),
        name="merchant-invoice",
    ),
    path(
        "merchants/<uuid:merchant_id>/invoices/<uuid:invoice_id>/send",
        invoice_views.SendInvoiceView.as_view(),
        name="merchant-invoice-send",
    ),
    path(
        "merchants/<uuid:merchant_id>/invoices/<uuid:invoice_id>/cancel",
        invoice_views.CancelInvoiceView.as_view(),
        name="merchant-invoice-cancel",
    ),
    path(
        "merchants/<uuid:merchant_id>/invoices/<uuid:invoice_id>/pdf",
        invoice_views.InvoicePdfView.as_view(),
        name="merchant-invoice-pdf",
    ),
    path("checkout/<str:code>", page_views.PagePaymentView.as_view(), name="page-payment"),
    path("invoices", invoice_views.ReceivedInvoiceListView.as_view(), name="invoices"),
    path("invoices/<uuid:invoice_id>", invoice_views.ReceivedInvoiceView.as_view(), name="invoice"),
    path("invoices/<uuid:invoice_id>/pay", invoice_views.PayInvoiceView.as_view(), name="invoice-pay"),
    path("invoices/<uuid:invoice_id>/pdf", invoice_views.ReceivedInvoicePdfView.as_view(), name="invoice-pdf"),
]
