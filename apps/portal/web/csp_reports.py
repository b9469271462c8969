"""What browsers say of scripts and pictures that a page's policy kept out: a sign of an attack, or of a fault of ours.

Anybody can send these, and what a browser sends names the page somebody was on. So nothing of it is stored: a metric
counts it, and a line of the log says which kind of page, by its route and never by its address, since addresses hold
tokens and questions of people.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from apps.core import metrics, request_facts
from apps.core.ratelimit import Rate, TooManyRequests, spend

log = structlog.get_logger("gopay.csp")

MOST_BYTES = 16 * 1024
# Of one body of the Reporting API, which may hold many.
MOST_REPORTS = 10
BY_ADDRESS = Rate("portal.csp.ip", 30, 300)
_KINDS = {"application/csp-report", "application/reports+json"}
# CSP Level 3; what else is said to be one is `other`, so that nobody makes metrics of their own.
_DIRECTIVES = frozenset(
    {
        *("base-uri", "child-src", "connect-src", "default-src", "font-src", "form-action", "frame-ancestors"),
        *("frame-src", "img-src", "manifest-src", "media-src", "object-src", "sandbox", "script-src"),
        *("script-src-attr", "script-src-elem", "style-src", "style-src-attr", "style-src-elem", "worker-src"),
    }
)
_WORD = re.compile(r"[a-z-]{1,20}", re.ASCII)
_HOST = re.compile(r"[a-z0-9.-]{1,100}", re.ASCII)


# A browser reports by itself, without any token of a page.
@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """204 for a report; 400, 413, 415 for what is none, 429 for too many of one address."""
    if request.content_type not in _KINDS:
        return HttpResponse(status=415)
    raw = request.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        spend(BY_ADDRESS, request_facts.current().ip_address or "")
    except TooManyRequests as error:
        return HttpResponse(status=429, headers={"Retry-After": str(error.retry_after)})
    try:
        reports = list(_reports(json.loads(raw)))
    except (ValueError, RecursionError):
        return HttpResponse(status=400)
    for directive, page, blocked in reports:
        metrics.CSP_REPORTS.labels(directive).inc()
        log.warning("kept out by the policy", directive=directive, page=page, blocked=blocked)
    return HttpResponse(status=204)


def _reports(said: Any) -> Iterator[tuple[str, str, str]]:
    """Directive, route of the page, and what was kept out. Raises ValueError for what is no report."""
    if isinstance(said, dict):
        body = said.get("csp-report")
        if not isinstance(body, dict):
            raise ValueError
        yield (
            _directive(body.get("effective-directive") or body.get("violated-directive")),
            _route(body.get("document-uri")),
            _blocked(body.get("blocked-uri")),
        )
    elif isinstance(said, list):
        for one in said[:MOST_REPORTS]:
            if not isinstance(one, dict) or one.get("type") != "csp-violation" or not isinstance(one.get("body"), dict):
                continue
            body = one["body"]
            yield (
                _directive(body.get("effectiveDirective")),
                _route(body.get("documentURL")),
                _blocked(body.get("blockedURL")),
            )
    else:
        raise ValueError


def _directive(said: Any) -> str:
    name = said.split(" ")[0] if isinstance(said, str) else ""
    return name if name in _DIRECTIVES else "other"


def _route(said: Any) -> str:
    """Which kind of page it was: its route, with the names of the parts in place of the parts."""
    try:
        return str(resolve(urlsplit(said).path if isinstance(said, str) else "").route)
    except (Resolver404, ValueError):
        return "unmatched"


def _blocked(said: Any) -> str:
    """`inline` and its like, or the host that was not to be asked."""
    if not isinstance(said, str):
        return ""
    if _WORD.fullmatch(said):
        return said
    try:
        parts = urlsplit(said)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return f"{parts.scheme}://{host}" if _WORD.fullmatch(parts.scheme) and _HOST.fullmatch(host) else parts.scheme[:20]
