"""Every refusal of the API as application/problem+json (RFC 9457)."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response

from apps.core import request_facts
from apps.core.constraints import TRY_AGAIN_STATES, sqlstate
from apps.core.errors import Category, DomainError, InvalidInput

CONTENT_TYPE = "application/problem+json"
STATUS: dict[Category, int] = {
    "invalid": 400,
    "unauthenticated": 401,
    "forbidden": 403,
    "not_found": 404,
    "conflict": 409,
    "refused": 422,
    "throttled": 429,
    "unavailable": 503,
}
# DRF's own codes, in the words this API has always used.
_CODES = {
    "authentication_failed": "not_authenticated",
    "parse_error": "malformed_json",
    "permission_denied": "forbidden",
    "null": "required",
    "blank": "required",
}
log = structlog.get_logger("gopay.api")


def document(status: int, code: str, detail: str, *, title: str | None = None, **extra: Any) -> dict[str, Any]:
    """A problem document. `type` is about:blank's successor: a relative reference that never changes."""
    return {
        "type": f"/problems/{code}",
        "title": title or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": request_facts.current().request_id,
        **extra,
    }


def _answer(body: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    return Response(body, status=body["status"], headers=headers, content_type=CONTENT_TYPE)


def of_domain_error(error: DomainError) -> tuple[dict[str, Any], dict[str, str]]:
    """The problem document of a service's refusal, and its headers."""
    extra = dict(error.extra)
    if isinstance(error, InvalidInput) and error.errors:
        extra["errors"] = error.errors
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after else {}
    if error.category == "unauthenticated":
        headers["WWW-Authenticate"] = "Bearer"
    return document(STATUS[error.category], error.code, error.detail, title=error.title, **extra), headers


def _field_errors(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _field_errors(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            yield from _field_errors(inner, f"{path}[{index}]" if isinstance(inner, dict) else path)
    else:
        code = str(getattr(detail, "code", "invalid"))
        field = "" if path == "non_field_errors" else path.removesuffix(".non_field_errors")
        yield {"field": field, "code": _CODES.get(code, code), "detail": str(detail)}


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's EXCEPTION_HANDLER. What is not foreseen stays unhandled, rolls back and becomes a bare 500."""
    if isinstance(error, DomainError):
        return _answer(*of_domain_error(error))
    if isinstance(error, exceptions.ValidationError):
        errors = list(_field_errors(error.detail))
        return _answer(document(400, "invalid_input", "The request has invalid fields.", errors=errors))
    if isinstance(error, Http404):
        return _answer(document(404, "not_found", "There is no such thing."))
    if isinstance(error, PermissionDenied):
        return _answer(document(403, "forbidden", "This is not yours to do."))
    if isinstance(error, exceptions.APIException):
        code = str(error.get_codes()) if isinstance(error.detail, str) else error.default_code
        headers = {}
        if challenge := getattr(error, "auth_header", None):
            headers["WWW-Authenticate"] = challenge
        if wait := getattr(error, "wait", None):
            headers["Retry-After"] = str(int(wait))
        return _answer(document(error.status_code, _CODES.get(code, code), str(error.detail)), headers)
    if isinstance(error, DatabaseError) and (
        isinstance(error, OperationalError) or sqlstate(error) in TRY_AGAIN_STATES
    ):
        log.warning("database did not answer", sqlstate=sqlstate(error), error=type(error).__name__)
        body = document(503, "unavailable", "The service cannot answer now. Try again shortly.")
        return _answer(body, {"Retry-After": "1"})
    return None


def json_problem(status: int, code: str, detail: str, **extra: Any) -> HttpResponse:
    """A problem document outside DRF."""
    return JsonResponse(document(status, code, detail, **extra), status=status, content_type=CONTENT_TYPE)


def not_found(request: HttpRequest) -> HttpResponse:
    return json_problem(404, "not_found", "There is no such thing.")


def server_error(request: HttpRequest) -> HttpResponse:
    return json_problem(500, "internal_error", "Something went wrong on our side. Nothing was done.")
