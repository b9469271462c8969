"""Every route of GoPay, gathered from the apps."""

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.decorators import staff_member_required
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView, SpectacularSwaggerSplitView

from apps.core.api import views as probes
from apps.operations import csp


def _for_developers(view):  # type: ignore[no-untyped-def]
    """The schema pages are public in the demo and for signed-in staff in production."""
    view = csp.for_docs(view)
    return view if settings.DOCS_ARE_PUBLIC else staff_member_required(view)


# Routes are tried in this order, so what is asked most stands first.
api_v1 = [
    path("", include("apps.transactions.api.urls")),
    path("", include("apps.schedules.api.urls")),
    path("", include("apps.wallets.api.urls")),
    path("", include("apps.accounts.api.urls")),
    path("", include("apps.requests.api.urls")),
    path("", include("apps.notifications.api.urls")),
    path("", include("apps.kyc.api.urls")),
    path("", include("apps.disputes.api.urls")),
    path("", include("apps.disbursements.api.urls")),
    path("", include("apps.funding.api.urls")),
    path("", include("apps.billers.api.urls")),
    path("", include("apps.merchants.api.urls")),
    path("", include("apps.agents.api.urls")),
    path("", include("apps.checkout.api.urls")),
    path("", include("apps.reports.api.urls")),
    path("", include("apps.gateways.api.urls")),
]

# What people see, each address whole in the app it belongs to.
pages = [
    path("", include("apps.portal.web.urls")),
    path("", include("apps.transactions.web.urls")),
    path("", include("apps.accounts.web.urls")),
    path("", include("apps.wallets.web.urls")),
    path("", include("apps.requests.web.urls")),
    path("", include("apps.notifications.web.urls")),
    path("", include("apps.kyc.web.urls")),
    path("", include("apps.schedules.web.urls")),
    path("", include("apps.disputes.web.urls")),
    path("", include("apps.funding.web.urls")),
    path("", include("apps.billers.web.urls")),
    path("", include("apps.merchants.web.urls")),
    path("", include("apps.agents.web.urls")),
    path("", include("apps.checkout.web.urls")),
    path("", include("apps.reports.web.wallet_urls")),
]

urlpatterns = [
    path("api/v1/", include(api_v1)),
    path("livez", probes.livez, name="livez"),
    path("readyz", probes.readyz, name="readyz"),
    path("metrics", probes.prometheus, name="metrics"),
    path("api/schema/", _for_developers(SpectacularAPIView.as_view()), name="schema"),
    path("api/docs/", _for_developers(SpectacularSwaggerSplitView.as_view(url_name="schema")), name="docs"),
    path(
        "api/redoc/",
        _for_developers(SpectacularRedocView.as_view(url_name="schema", template_name="core/redoc.html")),
        name="redoc",
    ),
    path("", include(pages)),
    path("r/", include("apps.reports.web.urls")),
    path("admin/", admin.site.urls),
]
if settings.SANDBOX:
    urlpatterns.append(path("sandbox/", include("apps.notifications.sandbox_urls")))

handler404 = "gopay.errors.not_found"
handler500 = "gopay.errors.server_error"
