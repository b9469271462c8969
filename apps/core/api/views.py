"""Probes and metrics, outside /api/v1."""

import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from apps.core import metrics, selectors
from apps.core.api.problems import not_found


@require_safe
@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """This process answers. It asks nobody else, so that a slow database does not get it restarted."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when requests can be answered, 503 when not; the body says what lags either way."""
    readiness = selectors.get_readiness()
    lags = any(answer != "ok" for name, answer in readiness.checks.items() if name != "environment")
    status = "unready" if not readiness.ready else "degraded" if lags else "ok"
    return JsonResponse({"status": status, "checks": readiness.checks}, status=200 if readiness.ready else 503)


@require_safe
@never_cache
def prometheus(request: HttpRequest) -> HttpResponse:
    """Metrics for whoever holds METRICS_TOKEN; without one they are open in the demo and absent in production."""
    if settings.METRICS_TOKEN:
        given = request.META.get("HTTP_AUTHORIZATION", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
            return not_found(request)
    elif settings.IS_PRODUCTION:
        return not_found(request)
    return HttpResponse(metrics.exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")
