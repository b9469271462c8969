"""Routes of bills, below /api/v1/."""

from django.urls import path

from apps.billers.api import bill_views, catalogue_views, recharge_views

urlpatterns = [
    path("billers", catalogue_views.BillerListView.as_view(), name="billers"),
    path("biller-categories", catalogue_views.CategoryListView.as_view(), name="biller-categories"),
    path("bills", bill_views.BillListView.as_view(), name="bills"),
    path("bills/lookup", bill_views.LookUpView.as_view(), name="bill-lookup"),
    path("bills/pay", bill_views.PayView.as_view(), name="bill-pay"),
    path("saved-bills", bill_views.SavedBillListView.as_view(), name="saved-bills"),
    path("saved-bills/<uuid:saved_bill_id>", bill_views.SavedBillView.as_view(), name="saved-bill"),
    path("recharge-operators", recharge_views.OperatorListView.as_view(), name="recharge-operators"),
    path("recharge-products", recharge_views.ProductListView.as_view(), name="recharge-products"),
    path("recharges", recharge_views.RechargeView.as_view(), name="recharges"),
    path("recharge-favourites", recharge_views.FavouriteListView.as_view(), name="recharge-favourites"),
    path("recharge-favourites/<uuid:favourite_id>", recharge_views.FavouriteView.as_view(), name="recharge-favourite"),
    path("auto-recharges", recharge_views.AutoRechargeListView.as_view(), name="auto-recharges"),
    path("auto-recharges/<uuid:auto_recharge_id>", recharge_views.AutoRechargeView.as_view(), name="auto-recharge"),
]
