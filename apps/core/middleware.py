"""Request ids, the caller's address, one log line and one metric per request, and no card numbers."""

import re
import time
from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import unquote_plus, urlsplit

import structlog
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.core import emvco, metrics, request_facts
from apps.core.api.problems import json_problem
from apps.core.card_numbers import find_card_number, mask_card_numbers
from apps.core.errors import CardNumberRefused
from apps.core.ids import uuid7
from apps.core.web.language import is_user_page
from apps.core.web.telling import told

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
        is_sane = _SANE_REQUEST_ID.fullmatch(offered) and not find_card_number(offered)
        request_id = offered if is_sane else str(uuid7())
        is_api = request.path_info.startswith("/api/")
        facts = request_facts.RequestFacts(
            request_id=request_id,
            ip_address=client_address(request),
            channel="api" if is_api else "web",
            user_agent=mask_card_numbers(request.META.get("HTTP_USER_AGENT", ""))[:200],
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


class RefuseCardNumbersMiddleware:
    """Refuses a request with a card's number in its address (path and query), or in a form of a page.

    Bodies of the API are read by StrictSerializer, which refuses them too and names the field. This is the one place
    for everything a person types into a page, whichever form, search or dialog it belongs to: before any of them has
    seen it. Stands behind the messages, by which an operator reads why nothing was done.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _address_has_card_number(request) or _form_has_card_number(request):
            return _refused(request)
        return self.get_response(request)


def _address_has_card_number(request: HttpRequest) -> bool:
    query = request.META.get("QUERY_STRING", "")
    return find_card_number(request.path_info) or (bool(query) and find_card_number(unquote_plus(query)))


def _form_has_card_number(request: HttpRequest) -> bool:
    if request.method != "POST" or request.path_info.startswith("/api/"):
        return False
    texts = [text for name, values in request.POST.lists() for text in (name, *values)]
    texts += [file.name or "" for _, files in request.FILES.lists() for file in files]
    found = (text for text in texts if find_card_number(text))
    # The digits of a QR code run on from one data object into the next. Which fields take one a WebForm knows, and
    # refuses it in the others; the operators' site has none that does.
    return any(not (is_user_page(request.path_info) and emvco.is_code(text)) for text in found)


def _refused(request: HttpRequest) -> HttpResponse:
    error = CardNumberRefused()
    if request.path_info.startswith("/api/"):
        errors = [{"field": "", "code": error.code, "detail": error.detail}]
        return json_problem(400, error.code, error.detail, errors=errors)
    if "HX-Request" in request.headers:
        # A dialog shows nothing of an answer like this, so its page is loaded again and says it.
        messages.error(request, error.detail)
        return HttpResponse(status=400, headers={"HX-Redirect": _page_of(request)})
    return render(request, "core/400.html", {"detail": told(error)}, status=400)


def _page_of(request: HttpRequest) -> str:
    """The path of the page that asks, if it says one that is ours; else where its part of the site begins."""
    try:
        path = urlsplit(request.headers.get("HX-Current-URL", "")).path
    except ValueError:
        path = ""
    begins = "/admin/" if request.path_info.startswith("/admin/") else "/"
    return path if path.startswith(begins) and not path.startswith("//") else begins
