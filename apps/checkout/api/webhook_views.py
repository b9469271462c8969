"""The API of webhooks: where a merchant's servers are told, for its owner, in the app."""

from datetime import timedelta
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import proof_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.accounts.api.step_up import STEP_UP_REQUIRED
from apps.checkout import selectors, services
from apps.checkout.api import webhook_shapes as shapes
from apps.checkout.models import DeliveryState, EndpointStatus, WebhookDelivery
from apps.checkout.services import WithSecret
from apps.core import clock
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of
from apps.merchants.selectors import Power, require_role

_TAGS = ["Webhooks"]
_COMMON = {
    "merchant_role_required": (403, "Your role at this merchant does not allow this."),
    "merchant_not_found": (404, "There is no such merchant."),
}
_OF_ENDPOINT = {**_COMMON, "webhook_endpoint_not_found": (404, "There is no such webhook endpoint.")}
_PROVEN = {
    **_COMMON,
    "step_up_required": STEP_UP_REQUIRED,
    "merchant_not_trading": (409, "This merchant is closed."),
}
_URL_REFUSED = {
    "url_refused": (400, "This is not an address on the public Internet that can be called."),
    "host_unknown": (400, "The name of this host is not known."),
}
_DISABLED = {"webhook_endpoint_conflict": (409, "This endpoint is disabled. Enable it first.")}
_SIGNED = (
    "Requests are signed as Standard Webhooks says (https://www.standardwebhooks.com): `webhook-id`, "
    "`webhook-timestamp` and `webhook-signature`, over a body of `type`, `timestamp` and `data`. Answer with a 2xx "
    "within 15 seconds; everything else, redirects too, is tried again over three days. The same `webhook-id` may come "
    "more than once, and events come in no order. "
)


def _with_secret(made: WithSecret, code: int) -> Response:
    answer = Response(shapes.secret_answer(made), status=code)
    # The only answer in which the key stands is kept by no cache.
    answer["Cache-Control"] = "no-store"
    return answer


class EndpointListView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="list_webhook_endpoints",
        summary="Where my merchant's servers are told, newest first",
        description="For its owner. Ten at most, so there are no pages.",
        responses={200: shapes.EndpointListSerializer, **problems(401, **_COMMON)},
    )
    def get(self, request: Request, merchant_id: UUID) -> Response:
        require_role(person_id=principal_of(request).id, merchant_id=merchant_id, power=Power.GOVERN)
        rows = selectors.list_endpoints(merchant_id)
        return Response({"results": [shapes.endpoint_answer(row) for row in rows]})

    @extend_schema(
        tags=_TAGS,
        operation_id="add_webhook_endpoint",
        summary="Have a server told what becomes of payments",
        description=_SIGNED
        + "The signing key stands in this answer and nowhere else. From a phone that is not registered, "
        "a live endpoint takes a code: the first request answers 403 `step_up_required`.",
        request=shapes.NewEndpointSerializer,
        responses={
            201: shapes.EndpointWithKeySerializer,
            **problems(
                400,
                401,
                422,
                429,
                **_PROVEN,
                **_URL_REFUSED,
                too_many_webhook_endpoints=(409, "There are as many webhook endpoints as a merchant may have."),
            ),
        },
        examples=[
            OpenApiExample(
                "for the shop's server",
                value={
                    "url": "https://shop.example/webhooks/gopay",
                    "events": ["payment.paid", "refund.created"],
                    "is_live": False,
                    "pin": "739184",
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, merchant_id: UUID) -> Response:
        fields = fields_of(shapes.NewEndpointSerializer, request)
        principal = principal_of(request)
        made = services.add_endpoint(
            person_id=principal.id,
            session_id=principal.session_id,
            merchant_id=merchant_id,
            url=fields["url"],
            description=fields["description"],
            event_types=fields["events"],
            is_live=fields["is_live"],
            proof=proof_of(request, fields),
            now=clock.now(),
        )
        return _with_secret(made, status.HTTP_201_CREATED)


class EndpointView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="get_webhook_endpoint",
        summary="One endpoint, and how telling it goes",
        responses={200: shapes.EndpointSerializer, **problems(401, **_OF_ENDPOINT)},
    )
    def get(self, request: Request, merchant_id: UUID, endpoint_id: UUID) -> Response:
        require_role(person_id=principal_of(request).id, merchant_id=merchant_id, power=Power.GOVERN)
        return Response(
            shapes.endpoint_answer(selectors.get_endpoint(merchant_id=merchant_id, endpoint_id=endpoint_id))
        )

    @extend_schema(
        tags=_TAGS,
        operation_id="change_webhook_endpoint",
        summary="Change an endpoint, switch it off or on",
        description="What waits for an endpoint that is switched off is cancelled; once it is on again, "
        "`POST .../replay` sends what it missed. Another address is proven as a new endpoint is; "
        "nothing else takes a PIN.",
        request=shapes.ChangeEndpointSerializer,
        responses={
            200: shapes.EndpointSerializer,
            **problems(
                400,
                401,
                422,
                429,
                **{**_PROVEN, **_OF_ENDPOINT},
                **_URL_REFUSED,
                webhook_endpoint_conflict=(409, "An operator has disabled this endpoint."),
            ),
        },
    )
    def patch(self, request: Request, merchant_id: UUID, endpoint_id: UUID) -> Response:
        fields = fields_of(shapes.ChangeEndpointSerializer, request)
        principal = principal_of(request)
        row = services.change_endpoint(
            person_id=principal.id,
            session_id=principal.session_id,
            merchant_id=merchant_id,
            endpoint_id=endpoint_id,
            url=fields.get("url"),
            description=fields.get("description"),
            event_types=fields.get("events"),
            is_enabled=fields["status"] == EndpointStatus.ENABLED if "status" in fields else None,
            proof=proof_of(request, fields) if "url" in fields else None,
            now=clock.now(),
        )
        return Response(shapes.endpoint_answer(row))

    @extend_schema(
        tags=_TAGS,
        operation_id="delete_webhook_endpoint",
        summary="Delete an endpoint",
        description="For good; it takes no PIN. What waits for it is cancelled.",
        responses={204: None, **problems(401, **_OF_ENDPOINT)},
    )
    def delete(self, request: Request, merchant_id: UUID, endpoint_id: UUID) -> Response:
        services.delete_endpoint(
            person_id=principal_of(request).id, merchant_id=merchant_id, endpoint_id=endpoint_id, now=clock.now()
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class RotateSecretView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="rotate_webhook_secret",
        summary="Give an endpoint another signing key",
        description="For `overlap_hours` each request is signed with both, so that the server can change to the new "
        "one at any moment of them. Proven as making an endpoint is.",
        request=shapes.RotateSecretSerializer,
        responses={
            200: shapes.EndpointWithKeySerializer,
            **problems(400, 401, 422, 429, **{**_PROVEN, **_OF_ENDPOINT}),
        },
    )
    def post(self, request: Request, merchant_id: UUID, endpoint_id: UUID) -> Response:
        fields = fields_of(shapes.RotateSecretSerializer, request)
        principal = principal_of(request)
        made = services.rotate_secret(
            person_id=principal.id,
            session_id=principal.session_id,
            merchant_id=merchant_id,
            endpoint_id=endpoint_id,
            overlap=timedelta(hours=fields["overlap_hours"]),
            proof=proof_of(request, fields),
            now=clock.now(),
        )
        return _with_secret(made, status.HTTP_200_OK)


class SendTestView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="test_webhook_endpoint",
        summary="Send a webhook.test to an endpoint",
        description="At once, and once: what became of it stands in the deliveries. The request has no body.",
        request=None,
        responses={202: shapes.DeliverySerializer, **problems(401, 429, **_OF_ENDPOINT, **_DISABLED)},
    )
    def post(self, request: Request, merchant_id: UUID, endpoint_id: UUID) -> Response:
        row = services.send_test(
            person_id=principal_of(request).id, merchant_id=merchant_id, endpoint_id=endpoint_id, now=clock.now()
        )
        return Response(shapes.delivery_answer(row), status=status.HTTP_202_ACCEPTED)


class DeliveryListView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="list_webhook_deliveries",
        summary="What was sent to an endpoint, newest first",
        description="Of the last 90 days.",
        parameters=[*PAGE_PARAMETERS, OpenApiParameter("state", str, enum=DeliveryState.values)],
        responses={200: shapes.DeliveryPageSerializer, **problems(400, 401, **_OF_ENDPOINT)},
    )
    def get(self, request: Request, merchant_id: UUID, endpoint_id: UUID) -> Response:
        query = shapes.DeliveryQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        state = query.validated_data.get("state", "")
        require_role(person_id=principal_of(request).id, merchant_id=merchant_id, power=Power.GOVERN)
        selectors.get_endpoint(merchant_id=merchant_id, endpoint_id=endpoint_id)

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[WebhookDelivery]:
            return selectors.list_deliveries(endpoint_id, state=state, before=before, after=after, limit=limit)

        return paginate(request, fetch, shapes.delivery_answer)


class ReplayView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="replay_webhook_delivery",
        summary="Send a delivery again",
        description="Also one that was taken. It keeps its `webhook-id`. The request has no body.",
        request=None,
        responses={
            202: shapes.DeliverySerializer,
            **problems(
                401,
                429,
                **_OF_ENDPOINT,
                **_DISABLED,
                webhook_delivery_not_found=(404, "There is no such delivery."),
                webhook_delivery_conflict=(409, "This delivery waits for its next attempt already."),
            ),
        },
    )
    def post(self, request: Request, merchant_id: UUID, endpoint_id: UUID, delivery_id: UUID) -> Response:
        row = services.replay_delivery(
            person_id=principal_of(request).id,
            merchant_id=merchant_id,
            endpoint_id=endpoint_id,
            delivery_id=delivery_id,
            now=clock.now(),
        )
        return Response(shapes.delivery_answer(row), status=status.HTTP_202_ACCEPTED)


class ReplaySinceView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="replay_webhooks_since",
        summary="Send what an endpoint has not taken since then",
        description="What failed, what was cancelled, and what happened while it was disabled, of the last 30 days; "
        "the oldest 1000 at a time.",
        request=shapes.ReplaySinceSerializer,
        responses={202: shapes.ReplayedSerializer, **problems(400, 401, 429, **_OF_ENDPOINT, **_DISABLED)},
    )
    def post(self, request: Request, merchant_id: UUID, endpoint_id: UUID) -> Response:
        fields = fields_of(shapes.ReplaySinceSerializer, request)
        done = services.replay_since(
            person_id=principal_of(request).id,
            merchant_id=merchant_id,
            endpoint_id=endpoint_id,
            since=fields["since"],
            now=clock.now(),
        )
        return Response({"replayed": done.count, "has_more": done.has_more}, status=status.HTTP_202_ACCEPTED)
