"""Paying merchants, the till, and the merchant portal."""

from django.urls import URLPattern, path

from apps.merchants.web import paying, presenting, refunds, till
from apps.merchants.web.portal import business, people, places, sales, settlements

_PAYING: list[URLPattern] = [
    path("wallet/pay/show", presenting.AskCodeView.as_view(), name="wallet-show"),
    path("wallet/pay/show/<uuid:draft_id>", presenting.ConfirmCodeView.as_view(), name="wallet-show-confirm"),
    path("wallet/pay/show/<uuid:draft_id>/code", presenting.ShownCodeView.as_view(), name="wallet-show-code"),
    path("wallet/pay/till/<str:code>", paying.TillBillView.as_view(), name="wallet-pay-till"),
    path("wallet/pay/charge/<str:code>", paying.ChargeBillView.as_view(), name="wallet-pay-charge"),
    path("wallet/pay/<uuid:draft_id>/bill", paying.ScannedBillView.as_view(), name="wallet-pay-bill"),
    path("wallet/pay/<uuid:draft_id>", paying.PayMerchantView.as_view(), name="wallet-pay"),
]
_TILL: list[URLPattern] = [
    path("till/", till.TillListView.as_view(), name="till"),
    path("till/<uuid:till_id>/", till.DeskView.as_view(), name="till-desk"),
    path("till/<uuid:till_id>/scan", till.ScanFirstView.as_view(), name="till-scan"),
    path("till/<uuid:till_id>/take/<uuid:draft_id>", till.TakeView.as_view(), name="till-take"),
    path("till/<uuid:till_id>/day", till.DayView.as_view(), name="till-day"),
    path("till/<uuid:till_id>/charges/<uuid:charge_id>", till.ChargeView.as_view(), name="till-charge"),
    path(
        "till/<uuid:till_id>/charges/<uuid:charge_id>/state", till.ChargeStateView.as_view(), name="till-charge-state"
    ),
    path(
        "till/<uuid:till_id>/charges/<uuid:charge_id>/cancel",
        till.CancelChargeView.as_view(),
        name="till-charge-cancel",
    ),
    path("till/<uuid:till_id>/sales/<uuid:transaction_id>", refunds.TillSaleView.as_view(), name="till-sale"),
]
_ID = "merchant/<uuid:merchant_id>"
_PORTAL: list[URLPattern] = [
    path("merchant/", business.BusinessListView.as_view(), name="merchant-home"),
    path("merchant/new", business.ApplyView.as_view(), name="merchant-apply"),
    path("merchant/refunds/<uuid:draft_id>", refunds.RefundView.as_view(), name="merchant-portal-refund"),
    path(f"{_ID}/", business.PortalHomeView.as_view(), name="merchant-portal"),
    path(f"{_ID}/papers/<str:kind>", business.PaperView.as_view(), name="merchant-portal-paper"),
    path(f"{_ID}/submit", business.SubmitView.as_view(), name="merchant-portal-submit"),
    path(f"{_ID}/profile", business.ProfileView.as_view(), name="merchant-portal-profile"),
    path(f"{_ID}/close", business.CloseView.as_view(), name="merchant-portal-close"),
    path(f"{_ID}/accept", business.AcceptView.as_view(), name="merchant-portal-accept"),
    path(f"{_ID}/stores", places.StoreListView.as_view(), name="merchant-portal-stores"),
    path(f"{_ID}/stores/new", places.NewStoreView.as_view(), name="merchant-portal-store-new"),
    path(f"{_ID}/stores/<uuid:store_id>", places.StoreView.as_view(), name="merchant-portal-store"),
    path(f"{_ID}/stores/<uuid:store_id>/open", places.SwitchStoreView.as_view(), name="merchant-portal-store-open"),
    path(f"{_ID}/tills/new", places.NewTillView.as_view(), name="merchant-portal-till-new"),
    path(f"{_ID}/tills/<uuid:till_id>", places.TillView.as_view(), name="merchant-portal-till"),
    path(f"{_ID}/tills/<uuid:till_id>/open", places.SwitchTillView.as_view(), name="merchant-portal-till-open"),
    path(f"{_ID}/tills/<uuid:till_id>/poster", places.PosterView.as_view(), name="merchant-portal-poster"),
    path(f"{_ID}/tills/<uuid:till_id>/poster.pdf", places.PosterFileView.as_view(), name="merchant-portal-poster-file"),
    path(f"{_ID}/staff", people.PeopleView.as_view(), name="merchant-portal-people"),
    path(f"{_ID}/staff/new", people.EmployView.as_view(), name="merchant-portal-employ"),
    path(f"{_ID}/staff/<uuid:staff_id>", people.PersonView.as_view(), name="merchant-portal-person"),
    path(f"{_ID}/staff/<uuid:staff_id>/end", people.EndView.as_view(), name="merchant-portal-person-end"),
    path(f"{_ID}/staff/<uuid:staff_id>/owner", business.OfferView.as_view(), name="merchant-portal-offer"),
    path(f"{_ID}/sales", sales.SalesView.as_view(), name="merchant-portal-sales"),
    path(f"{_ID}/sales/file.<str:form>", sales.SalesFileView.as_view(), name="merchant-portal-sales-file"),
    path(f"{_ID}/sales/<uuid:transaction_id>", refunds.PortalSaleView.as_view(), name="merchant-portal-sale"),
    path(f"{_ID}/settlements", settlements.SettlementListView.as_view(), name="merchant-portal-settlements"),
    path(f"{_ID}/settlements/terms", settlements.TermsView.as_view(), name="merchant-portal-terms"),
    path(f"{_ID}/settlements/payout", settlements.PayoutView.as_view(), name="merchant-portal-payout"),
    path(
        f"{_ID}/settlements/<uuid:settlement_id>",
        settlements.SettlementView.as_view(),
        name="merchant-portal-settlement",
    ),
    path(
        f"{_ID}/settlements/<uuid:settlement_id>/statement.<str:form>",
        settlements.StatementView.as_view(),
        name="merchant-portal-statement",
    ),
    path(
        f"{_ID}/settlements/<uuid:settlement_id>/retry",
        settlements.RetryView.as_view(),
        name="merchant-portal-settlement-retry",
    ),
    path(f"{_ID}/reports", sales.ReportsView.as_view(), name="merchant-portal-reports"),
    path(f"{_ID}/reports/<str:what>.<str:form>", sales.ReportFileView.as_view(), name="merchant-portal-report-file"),
]
urlpatterns: list[URLPattern] = [*_PAYING, *_TILL, *_PORTAL]
