"""Wallets and their statements."""

from django.urls import URLPattern, path

from apps.wallets.web import closing, own, sign_up

urlpatterns: list[URLPattern] = [
    path("register/code", sign_up.VerifyView.as_view(), name="web-register-code"),
    path("register/code/again", sign_up.ResendView.as_view(), name="web-register-resend"),
    path("wallet/me/close", closing.CloseAccountView.as_view(), name="wallet-close"),
    path("wallet/wallets", own.WalletsView.as_view(), name="wallet-wallets"),
    path("wallet/wallets/<uuid:wallet_id>/close", own.CloseWalletView.as_view(), name="wallet-wallet-close"),
]
