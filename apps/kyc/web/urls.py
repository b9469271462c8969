"""Who one is: documents, pictures, the level."""

from django.urls import URLPattern, path

from apps.kyc.web import identity

_DRAFT = "wallet/me/identity/<uuid:submission_id>"
urlpatterns: list[URLPattern] = [
    path("wallet/me/identity", identity.IdentityView.as_view(), name="wallet-identity"),
    path(_DRAFT, identity.DraftView.as_view(), name="wallet-identity-draft"),
    path(f"{_DRAFT}/about", identity.AboutView.as_view(), name="wallet-identity-about"),
    path(f"{_DRAFT}/document", identity.DocumentView.as_view(), name="wallet-identity-document"),
    path(f"{_DRAFT}/pictures/<str:kind>", identity.PaperView.as_view(), name="wallet-identity-picture"),
    path(f"{_DRAFT}/submit", identity.SubmitView.as_view(), name="wallet-identity-submit"),
]
