"""Routes of merchants and their desks, below /api/v1/."""

from django.urls import path

from apps.merchants.api import (
    charge_events,
    charge_views,
    merchant_views,
    payment_views,
    qr_views,
    refund_views,
    report_views,
    settlement_views,
    staff_views,
    store_views,
)

urlpatterns = [
    path("qr/parse", qr_views.ScanView.as_view(), name="parse-qr"),
    path(
        "merchants/<uuid:merchant_id>/tills/<uuid:till_id>/qr", qr_views.TillCodeView.as_view(), name="merchant-till-qr"
    ),
    path(
        "merchants/<uuid:merchant_id>/tills/<uuid:till_id>/poster",
        qr_views.TillPosterView.as_view(),
        name="merchant-till-poster",
    ),
    path(
        "merchants/<uuid:merchant_id>/charges/<uuid:charge_id>/qr",
        qr_views.ChargeCodeView.as_view(),
        name="merchant-charge-qr",
    ),
    path("merchant-payments", payment_views.MerchantPaymentView.as_view(), name="merchant-payments"),
    path("payment-codes", payment_views.PaymentCodeListView.as_view(), name="payment-codes"),
    path("payment-codes/<uuid:code_id>", payment_views.PaymentCodeView.as_view(), name="payment-code"),
    path("merchants/<uuid:merchant_id>/charges", charge_views.ChargeListView.as_view(), name="merchant-charges"),
    path(
        "merchants/<uuid:merchant_id>/charges/<uuid:charge_id>",
        charge_views.ChargeView.as_view(),
        name="merchant-charge",
    ),
    path(
        "merchants/<uuid:merchant_id>/charges/<uuid:charge_id>/cancel",
        charge_views.CancelChargeView.as_view(),
        name="merchant-charge-cancel",
    ),
    path(
        "merchants/<uuid:merchant_id>/charges/<uuid:charge_id>/capture",
        charge_views.CaptureChargeView.as_view(),
        name="merchant-charge-capture",
    ),
    path(
        "merchants/<uuid:merchant_id>/charges/<uuid:charge_id>/void",
        charge_views.VoidChargeView.as_view(),
        name="merchant-charge-void",
    ),
    path(
        "merchants/<uuid:merchant_id>/charges/<uuid:charge_id>/events",
        charge_events.ChargeEventsView.as_view(),
        name="merchant-charge-events",
    ),
    path(
        "merchants/<uuid:merchant_id>/tills/<uuid:till_id>/presented",
        charge_views.PresentedView.as_view(),
        name="merchant-presented",
    ),
    path(
        "merchants/<uuid:merchant_id>/tills/<uuid:till_id>/events",
        charge_events.TillEventsView.as_view(),
        name="merchant-till-events",
    ),
    path("merchants/<uuid:merchant_id>/sales", charge_views.SaleListView.as_view(), name="merchant-sales"),
    path("merchant-categories", merchant_views.CategoryListView.as_view(), name="merchant-categories"),
    path("merchants", merchant_views.MerchantListView.as_view(), name="merchants"),
    path("merchants/<uuid:merchant_id>", merchant_views.MerchantView.as_view(), name="merchant"),
    path("merchants/<uuid:merchant_id>/submit", merchant_views.SubmitView.as_view(), name="merchant-submit"),
    path("merchants/<uuid:merchant_id>/close", merchant_views.CloseView.as_view(), name="merchant-close"),
    path(
        "merchants/<uuid:merchant_id>/documents/<str:kind>",
        merchant_views.DocumentView.as_view(),
        name="merchant-document",
    ),
    path(
        "merchants/<uuid:merchant_id>/settlement-destination",
        merchant_views.SettlementDestinationView.as_view(),
        name="merchant-settlement-destination",
    ),
    path(
        "merchants/<uuid:merchant_id>/accept-ownership",
        merchant_views.AcceptOwnershipView.as_view(),
        name="merchant-accept-ownership",
    ),
    path(
        "merchants/<uuid:merchant_id>/staff/<uuid:staff_id>/make-owner",
        staff_views.MakeOwnerView.as_view(),
        name="merchant-make-owner",
    ),
    path(
        "merchants/<uuid:merchant_id>/settlement-terms",
        settlement_views.TermsView.as_view(),
        name="merchant-settlement-terms",
    ),
    path(
        "merchants/<uuid:merchant_id>/settlements",
        settlement_views.SettlementListView.as_view(),
        name="merchant-settlements",
    ),
    path(
        "merchants/<uuid:merchant_id>/settlements/<uuid:settlement_id>",
        settlement_views.SettlementView.as_view(),
        name="merchant-settlement",
    ),
    path(
        "merchants/<uuid:merchant_id>/settlements/<uuid:settlement_id>/retry",
        settlement_views.RetryView.as_view(),
        name="merchant-settlement-retry",
    ),
    path(
        "merchants/<uuid:merchant_id>/settlements/<uuid:settlement_id>/statement",
        settlement_views.StatementView.as_view(),
        name="merchant-settlement-statement",
    ),
    path(
        "merchants/<uuid:merchant_id>/reports/sales",
        report_views.SalesReportView.as_view(),
        name="merchant-sales-report",
    ),
    path(
        "merchants/<uuid:merchant_id>/reports/fees", report_views.FeesReportView.as_view(), name="merchant-fees-report"
    ),
    path(
        "merchants/<uuid:merchant_id>/reports/refunds",
        report_views.RefundsReportView.as_view(),
        name="merchant-refunds-report",
    ),
    path("merchants/<uuid:merchant_id>/stores", store_views.StoreListView.as_view(), name="merchant-stores"),
    path("merchants/<uuid:merchant_id>/stores/<uuid:store_id>", store_views.StoreView.as_view(), name="merchant-store"),
    path("merchants/<uuid:merchant_id>/tills", store_views.TillListView.as_view(), name="merchant-tills"),
    path("merchants/<uuid:merchant_id>/tills/<uuid:till_id>", store_views.TillView.as_view(), name="merchant-till"),
    path("merchants/<uuid:merchant_id>/staff", staff_views.StaffListView.as_view(), name="merchant-staff"),
    path(
        "merchants/<uuid:merchant_id>/sales/<uuid:transaction_id>/refund",
        refund_views.SaleRefundView.as_view(),
        name="merchant-refund",
    ),
    path(
        "merchants/<uuid:merchant_id>/staff/<uuid:staff_id>", staff_views.StaffView.as_view(), name="merchant-staff-row"
    ),
]
