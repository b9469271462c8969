"""The admin site every app registers with: `django.contrib.admin.site`, in Unfold's dress."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from unfold.sites import UnfoldAdminSite

from apps.operations import csp


class GoPayAdminConfig(AdminConfig):
    default_site = "apps.operations.admin_site.GoPayAdminSite"


class GoPayAdminSite(UnfoldAdminSite):
    """The operators' site."""

    site_header = "GoPay operations"
    site_title = "GoPay"
    index_title = "Operations"

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Every page but the log-in goes through here."""
        page: Callable[..., Any] = csp.for_admin(super().admin_view(view, cacheable))
        return page

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        answer: HttpResponse = csp.for_admin(super().login)(request, extra_context)
        return answer

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:
        # This module is read before there are models.
        from apps.operations.own_password import OwnPasswordView

        request.current_app = self.name  # type: ignore[attr-defined]
        view = OwnPasswordView.as_view(
            success_url=reverse("admin:password_change_done"),
            extra_context={**self.each_context(request), **(extra_context or {})},
        )
        return view(request)
