"""The admin site every app registers with: `django.contrib.admin.site`, in Unfold's dress."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.admin.apps import AdminConfig
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from unfold.sites import UnfoldAdminSite

from apps.operations import csp
from apps.operations.pages import PAGES, view_of


class GoPayAdminConfig(AdminConfig):
    default_site = "apps.operations.admin_site.GoPayAdminSite"


class GoPayAdminSite(UnfoldAdminSite):
    """The operators' site."""

    site_header = "GoPay operations"
    site_title = "GoPay"
    index_title = "Operations"

    def has_permission(self, request: HttpRequest) -> bool:
        """Active staff who have done both steps of the log-in."""
        from apps.operations import staff_session

        return super().has_permission(request) and staff_session.is_complete(request)

    def extra_urls(self) -> list[URLPattern]:
        """What Unfold adds to the site's own routes: the second step, for who has done the first, and its settings."""
        return [
            path("login/code/", csp.for_admin(self._page("SecondStepPage")), name="second_step"),
            path("login/enrol/", csp.for_admin(self._page("EnrolPage")), name="enrol"),
            path("second_factor/", self.admin_view(self._page("OwnFactorPage")), name="own_factor"),
            *(path(page.path, self.admin_view(partial(view_of, page)), name=page.name) for page in PAGES),
        ]

    def _page(self, name: str) -> Callable[..., Any]:
        def page(request: HttpRequest) -> HttpResponseBase:
            # This module is read before there are models.
            from apps.operations import second_step

            answer: HttpResponseBase = getattr(second_step, name).as_view()(request)
            return answer

        return page

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Every page but the log-in goes through here."""
        # This module is read before there are models.
        from apps.operations.trail import leaves_trail

        page: Callable[..., Any] = csp.for_admin(super().admin_view(leaves_trail(view), cacheable))
        return page

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        # This module is read before there are models.
        from apps.core import clock
        from apps.operations import services

        person_id = request.user.pk
        answer: HttpResponse = super().logout(request, extra_context)
        if person_id is not None and not request.user.is_authenticated:
            services.record_log_out(person_id=person_id, now=clock.now())
        return answer

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        answer: HttpResponse = csp.for_admin(self._log_in)(request, extra_context)
        return answer

    @method_decorator(never_cache)
    def _log_in(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:
        """As AdminSite.login, whose view cannot be chosen."""
        from apps.operations.log_in import StaffLogInView

        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        context = {
            **self.each_context(request),
            "title": "Log in",
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            **(extra_context or {}),
        }
        if REDIRECT_FIELD_NAME not in request.GET and REDIRECT_FIELD_NAME not in request.POST:
            context[REDIRECT_FIELD_NAME] = reverse("admin:index")
        request.current_app = self.name  # type: ignore[attr-defined]
        view = StaffLogInView.as_view(
            authentication_form=self.login_form, template_name="admin/login.html", extra_context=context
        )
        return view(request)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:
        # This module is read before there are models.
        from apps.operations.own_password import OwnPasswordView

        request.current_app = self.name  # type: ignore[attr-defined]
        view = OwnPasswordView.as_view(
            success_url=reverse("admin:password_change_done"),
            extra_context={**self.each_context(request), **(extra_context or {})},
        )
        return view(request)
