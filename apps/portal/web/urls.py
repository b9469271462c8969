"""The start page, the app's frame, and what makes it installable."""

from django.conf import settings
from django.urls import URLPattern, path

from apps.portal.web import csp_reports, home, pwa

urlpatterns: list[URLPattern] = [
    path("wallet/", home.HomeView.as_view(), name="wallet-home"),
    path("manifest.webmanifest", pwa.manifest, name="web-manifest"),
    path("sw.js", pwa.worker, name="web-worker"),
    path("offline", pwa.offline, name="web-offline"),
    path("offline/sent", pwa.sent, name="web-offline-sent"),
    path("csp-report", csp_reports.csp_report, name="csp-report"),
]
if settings.DOCS_ARE_PUBLIC:
    from apps.portal.web.design import design

    urlpatterns.append(path("design/", design, name="design"))
