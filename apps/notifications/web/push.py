"""The pages' door through which a browser asks to be told, by fetch and as JSON, and where a push that is tapped leads.

POST needs the pages' CSRF token in the header X-CSRFToken, as every POST of a page does.
"""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from rest_framework.exceptions import ParseError

from apps.accounts.web.base import WalletView
from apps.core.api.parsing import StrictJSONParser
from apps.core.api.problems import json_problem, of_domain_error
from apps.core.errors import DomainError, InvalidInput, Unavailable
from apps.notifications import services
from apps.notifications.api.push_views import push_key, subscribe
from apps.notifications.api.serializers import PushSubscriptionSerializer
from apps.notifications.web.inbox import lead_on


class _JsonView(WalletView):
    """Answers a script of ours: a refusal is a problem document and no page, also for whoever is not signed in."""

    def _log_in(self) -> HttpResponse:
        super()._log_in()
        return json_problem(401, "not_authenticated", "Log in first.")

    def refused(self, error: DomainError) -> HttpResponse:
        body, headers = of_domain_error(error)
        extra = {name: value for name, value in body.items() if name in ("errors", "retry_after")}
        response = json_problem(body["status"], error.code, error.detail, **extra)
        if "Retry-After" in headers:
            response["Retry-After"] = headers["Retry-After"]
        return response

    def _unavailable(self) -> HttpResponse:
        return self.refused(Unavailable(retry_after=1))


class PushKeyView(_JsonView):
    """GET: {"key", "subscribed"}, as the API's."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return JsonResponse(push_key(self.me))


class SubscribeView(_JsonView):
    """POST: a PushSubscription's toJSON(). 201 with {"id", "browser", "created_at"}, or a problem document."""

    def post(self, request: HttpRequest) -> HttpResponse:
        return JsonResponse(subscribe(self.me, _fields(request)), status=HTTPStatus.CREATED)


class UnsubscribeView(_JsonView):
    """POST without a body: 204, whether this browser was subscribed or not."""

    def post(self, request: HttpRequest) -> HttpResponse:
        services.unsubscribe(person_id=self.me.id, session_id=self.me.session_id, now=self.now)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)


class OpenView(WalletView):
    """Where a tapped push leads: to what it tells of, which is read then."""

    def get(self, request: HttpRequest, notification_id: UUID) -> HttpResponse:
        return lead_on(self, notification_id)


def _fields(request: HttpRequest) -> dict[str, Any]:
    """What was posted. Raises InvalidInput."""
    if request.content_type != "application/json":
        raise InvalidInput("Send JSON.")
    try:
        data = StrictJSONParser().parse(request)
    except ParseError as error:
        raise InvalidInput(str(error.detail)) from None
    fields = PushSubscriptionSerializer(data=data)
    if not fields.is_valid():
        raise InvalidInput("This is no subscription of a browser.")
    return dict(fields.validated_data)


urlpatterns: list[URLPattern] = [
    path("push/key", PushKeyView.as_view(), name="web-push-key"),
    path("push/subscribe", SubscribeView.as_view(), name="web-push-subscribe"),
    path("push/unsubscribe", UnsubscribeView.as_view(), name="web-push-unsubscribe"),
    path("push/open/<uuid:notification_id>", OpenView.as_view(), name="web-push-open"),
]
