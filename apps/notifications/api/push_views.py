"""The JSON door through which a browser asks to be told."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import Principal, principal_of
from apps.accounts.api.schema import problems
from apps.core import clock, request_facts
from apps.core.api.parsing import fields_of
from apps.notifications import browsers, selectors, services, vapid
from apps.notifications.api.serializers import PushKeySerializer, PushSubscriptionSerializer, SubscribedSerializer

_TAGS = ["Notifications"]
_REQUEST = {
    "endpoint": "https://fcm.googleapis.com/fcm/send/dA9x:APA91bH",
    "expirationTime": None,
    "keys": {
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    },
}


def push_key(me: Principal) -> dict[str, Any]:
    """What a browser asks before it subscribes."""
    return {
        "key": vapid.public_key() if vapid.is_offered() else None,
        "subscribed": selectors.is_subscribed(me.session_id),
    }


def subscribe(me: Principal, fields: dict[str, Any]) -> dict[str, Any]:
    """Subscribes the browser of a session with validated fields. Raises what services.subscribe raises."""
    row = services.subscribe(
        person_id=me.id,
        session_id=me.session_id,
        endpoint=fields["endpoint"],
        p256dh=fields["keys"]["p256dh"],
        auth=fields["keys"]["auth"],
        label=browsers.label_of(request_facts.current().user_agent),
        now=clock.now(),
    )
    return {"id": str(row.id), "browser": row.label, "created_at": row.created_at}


class PushKeyView(APIView):
    """Whether there are pushes, and under which key."""

    @extend_schema(
        operation_id="get_push_key",
        summary="The key a browser subscribes with",
        tags=_TAGS,
        responses={200: PushKeySerializer, **problems(401)},
        examples=[
            OpenApiExample(
                "Not yet",
                value={"key": _REQUEST["keys"]["p256dh"], "subscribed": False},  # type: ignore[index]
                response_only=True,
                status_codes=["200"],
            )
        ],
    )
    def get(self, request: Request) -> Response:
        return Response(push_key(principal_of(request)))


class PushSubscriptionsView(APIView):
    """The browser I am in."""

    @extend_schema(
        operation_id="subscribe_to_pushes",
        summary="Have this browser show what I am told",
        description="What the inbox shows is pushed to it, encrypted for it alone, until this session ends. A session "
        "has one browser: another address takes the place of the former. One-time codes are never pushed.",
        tags=_TAGS,
        request=PushSubscriptionSerializer,
        responses={
            201: SubscribedSerializer,
            **problems(
                400,
                401,
                429,
                push_not_offered=(409, "This installation sends no pushes."),
                push_subscription_taken=(
                    409,
                    "Somebody else hears from us under this address, and nothing shows that it is the same browser.",
                ),
                too_many_push_subscriptions=(
                    409,
                    "You hear from us in as many browsers as anybody may: log out in one of them first.",
                ),
                url_refused=(400, "The address must begin with https://."),
            ),
        },
        examples=[OpenApiExample("As a browser gives it", value=_REQUEST, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        return Response(subscribe(principal_of(request), fields_of(PushSubscriptionSerializer, request)), status=201)

    @extend_schema(
        operation_id="unsubscribe_from_pushes",
        summary="Have this browser show nothing any more",
        description="The one of this session; the others go on.",
        tags=_TAGS,
        request=None,
        responses={204: None, **problems(401)},
    )
    def delete(self, request: Request) -> Response:
        me = principal_of(request)
        services.unsubscribe(person_id=me.id, session_id=me.session_id, now=clock.now())
        return Response(status=204)
