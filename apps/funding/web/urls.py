"""Money in and out: deposits, withdrawals, linked accounts and cards."""

from django.urls import URLPattern, path

from apps.funding.web import moving, sources

urlpatterns: list[URLPattern] = [
    path("wallet/add-money", moving.AddMoneyView.as_view(), name="wallet-add-money"),
    path("wallet/add-money/<uuid:draft_id>", moving.DepositReviewView.as_view(), name="wallet-deposit-review"),
    path("wallet/add-money/<uuid:draft_id>/back", moving.DepositBackView.as_view(), name="wallet-deposit-back"),
    path("wallet/withdraw", moving.WithdrawView.as_view(), name="wallet-withdraw"),
    path("wallet/withdraw/<uuid:draft_id>", moving.WithdrawReviewView.as_view(), name="wallet-withdraw-review"),
    path("wallet/me/accounts", sources.SourcesView.as_view(), name="wallet-sources"),
    path("wallet/me/accounts/new", sources.LinkView.as_view(), name="wallet-source-new"),
    path(
        "wallet/me/accounts/<uuid:source_id>/remove", sources.RemoveSourceView.as_view(), name="wallet-source-removal"
    ),
    path("wallet/me/accounts/<uuid:source_id>/first", sources.FirstSourceView.as_view(), name="wallet-source-first"),
    path("wallet/me/accounts/top-up/<str:currency>", sources.TopUpView.as_view(), name="wallet-top-up"),
    path("wallet/me/accounts/top-up/<str:currency>/stop", sources.StopTopUpView.as_view(), name="wallet-top-up-stop"),
]
