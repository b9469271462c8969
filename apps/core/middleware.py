"""Request ids, the caller's address, one log line and one metric per request."""

import re
import time
from collections.abc import Callable
from ipaddress import ip_address

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from apps.core import metrics, request_facts
from apps.core.ids import uuid7

Answer = Callable[[HttpRequest], HttpResponse]
_SANE_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
log = structlog.get_logger("gopay.request")


def client_address(request: HttpRequest) -> str | None:
    """The caller's IP address: the socket's peer, or what the trusted proxies before us say they saw.

    Each of settings.TRUSTED_PROXIES proxies appends one entry to X-Forwarded-For; what stands further left
    was written by the caller and is not believed (OWASP ASVS 15.3.4).
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if len(hops) >= settings.TRUSTED_PROXIES:
            address = hops[-settings.TRUSTED_PROXIES]
    try:
        return str(ip_address(address))
    except ValueError:
        return None


class RequestFactsMiddleware:
    """Names every request, and answers with the name, so that a person's report leads to its log lines."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        offered = request.META.get("HTTP_X_REQUEST_ID", "")
        request_id = offered if _SANE_REQUEST_ID.fullmatch(offered) else str(uuid7())
        is_api = request.path_info.startswith("/api/")
        facts = request_facts.RequestFacts(
            request_id=request_id,
            ip_address=client_address(request),
            channel="api" if is_api else "web",
            user_agent=request.META.get("HTTP_USER_AGENT", "")[:200],
        )
        request_facts.enter(facts)
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        seconds = time.perf_counter() - started
        match = request.resolver_match
        route = match.route if match else "unmatched"
        metrics.observe_request(request.method or "", route, response.status_code, seconds)
        log.info(
            "request",
            method=request.method,
            route=route,
            status=response.status_code,
            ms=round(seconds * 1000, 1),
            request_id=request_id,
            ip=facts.ip_address,
        )
        return response
