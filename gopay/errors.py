"""What is answered when no view answers, or none may: problem+json below /api, a plain page elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.core.api import problems


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return problems.not_found(request)
    return render(request, "core/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return problems.server_error(request)
    return render(request, "core/500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token of its page: it is from another site, or from before somebody logged in."""
    return render(request, "core/403.html", status=403)
