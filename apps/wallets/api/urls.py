"""Routes of the wallets, below /api/v1/."""

from django.urls import path

from apps.wallets.api import views

urlpatterns = [
    path("auth/verify", views.VerifyView.as_view(), name="verify"),
    path("me/close", views.CloseAccountView.as_view(), name="close-account"),
    path("wallets", views.WalletListView.as_view(), name="wallets"),
    path("wallets/<uuid:wallet_id>", views.WalletView.as_view(), name="wallet"),
    path("wallets/<uuid:wallet_id>/close", views.CloseWalletView.as_view(), name="close-wallet"),
]
