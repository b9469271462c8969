"""The JSON door to a person's own inbox and choices."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.core import clock
from apps.core.api.pagination import paginate
from apps.core.errors import InvalidInput
from apps.notifications import selectors, services
from apps.notifications.api.serializers import (
    InboxPageSerializer,
    MarkReadSerializer,
    PreferencesSerializer,
    UnreadSerializer,
)
from apps.notifications.models import Notification

_TAGS = ["Notifications"]
_EXAMPLE = {
    "id": "01936a1e-5c3a-7d43-9c1f-2f8d2b1c7a55",
    "topic": "payment_received",
    "title": "You received 12.50 USD from Amina Otieno",
    "body": "Amina Otieno sent you 12.50 USD. Reference 7K2M9QX4AB.",
    "subject": {"kind": "transaction", "id": "01936a1e-5b90-7a11-8a57-5b0d1f6f2b10"},
    "created_at": "2026-11-21T09:15:00Z",
    "read_at": None,
}


def _render(row: Notification) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "topic": row.topic,
        "title": row.title,
        "body": row.body,
        "subject": {"kind": row.subject_kind, "id": str(row.subject_id)} if row.subject_id else None,
        "created_at": row.created_at,
        "read_at": row.read_at,
    }


def _unread_filter(request: Request) -> bool | None:
    text = request.query_params.get("unread")
    if text in {None, "true", "false"}:
        return None if text is None else text == "true"
    raise InvalidInput(errors=[{"field": "unread", "code": "invalid", "detail": "This must be true or false."}])


class InboxView(APIView):
    """What a person was told."""

    @extend_schema(
        operation_id="list_notifications",
        summary="What I was told, newest first",
        tags=_TAGS,
        parameters=[
            OpenApiParameter("unread", bool, description="true: only unread ones; false: only read ones."),
            *PAGE_PARAMETERS,
        ],
        responses={200: InboxPageSerializer, **problems(400, 401)},
        examples=[
            OpenApiExample(
                "A page",
                value={"results": [_EXAMPLE], "next": None, "previous": None, "unread": 1},
                response_only=True,
                status_codes=["200"],
            )
        ],
    )
    def get(self, request: Request) -> Response:
        person_id = principal_of(request).id
        unread = _unread_filter(request)
        page = paginate(
            request,
            lambda before, after, limit: selectors.list_notifications(
                person_id, before=before, after=after, limit=limit, unread=unread
            ),
            _render,
        )
        page.data["unread"] = selectors.count_unread(person_id)
        return page


class MarkReadView(APIView):
    """Marks notifications as read."""

    @extend_schema(
        operation_id="mark_notifications_read",
        summary="Mark some or all as read",
        description="Ids that are not yours, or not there, are passed over.",
        tags=_TAGS,
        request=MarkReadSerializer,
        responses={200: UnreadSerializer, **problems(400, 401)},
        examples=[
            OpenApiExample("Some", value={"ids": [_EXAMPLE["id"]]}, request_only=True),
            OpenApiExample("All", value={"all": True}, request_only=True),
            OpenApiExample("None left", value={"unread": 0}, response_only=True, status_codes=["200"]),
        ],
    )
    def post(self, request: Request) -> Response:
        fields = MarkReadSerializer(data=request.data)
        fields.is_valid(raise_exception=True)
        person_id = principal_of(request).id
        services.mark_read(person_id=person_id, notification_ids=fields.validated_data.get("ids"), now=clock.now())
        return Response({"unread": selectors.count_unread(person_id)})


class PreferencesView(APIView):
    """On which channels a person wants to hear from us."""

    @extend_schema(
        operation_id="get_notification_preferences",
        summary="My channels",
        tags=_TAGS,
        responses={200: PreferencesSerializer, **problems(401)},
        examples=[
            OpenApiExample(
                "All on", value={"email": True, "sms": True, "push": True}, response_only=True, status_codes=["200"]
            )
        ],
    )
    def get(self, request: Request) -> Response:
        return _preferences(principal_of(request).id)

    @extend_schema(
        operation_id="change_notification_preferences",
        summary="Switch channels on or off",
        description="Security messages and one-time codes come whatever is chosen here, and so does the inbox.",
        tags=_TAGS,
        request=PreferencesSerializer,
        responses={200: PreferencesSerializer, **problems(400, 401)},
        examples=[
            OpenApiExample("No more SMS", value={"sms": False}, request_only=True),
            OpenApiExample(
                "No SMS",
                value={"email": True, "sms": False, "push": True},
                response_only=True,
                status_codes=["200"],
            ),
        ],
    )
    def patch(self, request: Request) -> Response:
        fields = PreferencesSerializer(data=request.data)
        fields.is_valid(raise_exception=True)
        choices = {channel.upper(): enabled for channel, enabled in fields.validated_data.items()}
        person_id = principal_of(request).id
        services.choose_channels(person_id=person_id, choices=choices, now=clock.now())
        return _preferences(person_id)


def _preferences(person_id: UUID) -> Response:
    choices = selectors.get_channel_choices(person_id)
    return Response({channel.lower(): enabled for channel, enabled in choices.items()})
