"""Bills and recharges."""

from django.urls import URLPattern, path

from apps.billers.web import automatic, bills, recharging, saved

_AUTO = "wallet/recharge/automatic/<uuid:auto_recharge_id>"

urlpatterns: list[URLPattern] = [
    path("wallet/bills", bills.BillsView.as_view(), name="wallet-bills"),
    path("wallet/bills/pay/<uuid:draft_id>/amount", bills.OwedView.as_view(), name="wallet-bill-amount"),
    path("wallet/bills/pay/<uuid:draft_id>", bills.BillReviewView.as_view(), name="wallet-bill-review"),
    path("wallet/bills/<slug:biller>", bills.BillerPage.as_view(), name="wallet-bill"),
    path("wallet/bills/<slug:biller>/save", saved.SaveBillView.as_view(), name="wallet-saved-bill-new"),
    path("wallet/paid-bills", bills.PaidBillsView.as_view(), name="wallet-bills-paid"),
    path("wallet/saved-bills", saved.SavedBillsView.as_view(), name="wallet-saved-bills"),
    path("wallet/saved-bills/<uuid:saved_bill_id>", saved.SavedBillView.as_view(), name="wallet-saved-bill"),
    path("wallet/saved-bills/<uuid:saved_bill_id>/pay", saved.PaySavedBillView.as_view(), name="wallet-saved-bill-pay"),
    path(
        "wallet/saved-bills/<uuid:saved_bill_id>/remove",
        saved.ForgetBillView.as_view(),
        name="wallet-saved-bill-removal",
    ),
    path("wallet/recharge", recharging.RechargeView.as_view(), name="wallet-recharge"),
    path("wallet/recharge/numbers/new", recharging.KeepNumberView.as_view(), name="wallet-recharge-number-new"),
    path(
        "wallet/recharge/numbers/<uuid:favourite_id>/remove",
        recharging.ForgetNumberView.as_view(),
        name="wallet-recharge-number-removal",
    ),
    path("wallet/recharge/automatic", automatic.AutomaticView.as_view(), name="wallet-recharge-automatic"),
    path(_AUTO, automatic.AutomaticOneView.as_view(), name="wallet-recharge-automatic-one"),
    path(f"{_AUTO}/pause", automatic.PauseView.as_view(), name="wallet-recharge-automatic-pause"),
    path(f"{_AUTO}/resume", automatic.ResumeView.as_view(), name="wallet-recharge-automatic-resume"),
    path(f"{_AUTO}/end", automatic.EndView.as_view(), name="wallet-recharge-automatic-end"),
    path("wallet/recharge/<uuid:draft_id>/choose", recharging.ChooseView.as_view(), name="wallet-recharge-choose"),
    path(
        "wallet/recharge/<uuid:draft_id>/automatic",
        automatic.NewAutomaticView.as_view(),
        name="wallet-recharge-automatic-new",
    ),
    path("wallet/recharge/<uuid:draft_id>", recharging.RechargeReviewView.as_view(), name="wallet-recharge-review"),
]
