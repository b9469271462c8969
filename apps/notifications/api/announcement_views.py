"""The JSON door to what is announced to everybody, or to everybody of a kind."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.accounts.selectors import get_person
from apps.core import clock
from apps.core.api.pagination import paginate
from apps.core.errors import InvalidInput
from apps.notifications import announcing
from apps.notifications.models import Announcement
from apps.notifications.selectors import spoken_text

# A phone need not ask again for so many seconds; what is ended is gone from phones a minute later.
FRESH_SECONDS = 60
_PLACES = ("app", "web")
_EXAMPLE = {
    "id": "01936a1e-5c3a-7d43-9c1f-2f8d2b1c7a56",
    "severity": "warning",
    "title": "Maintenance on Sunday",
    "body": "From 2:00 to 3:00 no money can be sent.",
    "language": "en",
    "starts_at": "2026-11-21T09:00:00Z",
    "ends_at": "2026-11-22T03:00:00Z",
}


class AnnouncementSerializer(serializers.Serializer[Announcement]):
    """What is to be shown to somebody at the top of app or web."""

    id = serializers.UUIDField()
    severity = serializers.ChoiceField(choices=["info", "warning"])
    title = serializers.CharField()
    body = serializers.CharField(help_text="Plain text, maybe of several lines.")
    language = serializers.CharField(help_text="In which language these words are.")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class AnnouncementPageSerializer(serializers.Serializer[Any]):
    """A page of announcements, newest first; there are seldom more than one or two."""

    results = AnnouncementSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


def _place(request: Request) -> str:
    text = request.query_params.get("place", "")
    if text and text not in _PLACES:
        raise InvalidInput(errors=[{"field": "place", "code": "invalid", "detail": "This must be app or web."}])
    return text


class AnnouncementsView(APIView):
    """What is announced to the person now."""

    @extend_schema(
        operation_id="list_announcements",
        summary="What is announced to me now",
        description=(
            "In my language, or in English. The answer has an `ETag`: asked again with `If-None-Match`, it is 304"
            " without a body while nothing has changed, and it need not be asked for at all for a minute."
        ),
        tags=["Notifications"],
        parameters=[
            OpenApiParameter("place", str, enum=_PLACES, description="Only what is for the app, or for the web."),
            OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER, description="The ETag one has."),
            *PAGE_PARAMETERS,
        ],
        responses={
            200: AnnouncementPageSerializer,
            304: OpenApiResponse(description="Nothing has changed."),
            **problems(400, 401),
        },
        examples=[
            OpenApiExample(
                "One of them",
                value={"results": [_EXAMPLE], "next": None, "previous": None},
                response_only=True,
                status_codes=["200"],
            )
        ],
    )
    def get(self, request: Request) -> Response:
        person = get_person(principal_of(request).id)
        mine = announcing.list_for(person, place=_place(request), now=clock.now())

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[Announcement]:
            if after is not None:
                return [row for row in reversed(mine) if row.id > after][:limit]
            return [row for row in mine if before is None or row.id < before][:limit]

        def show(row: Announcement) -> dict[str, Any]:
            language, title, body = spoken_text(row.texts, person.language)
            return {
                "id": str(row.id),
                "severity": row.severity.lower(),
                "title": title,
                "body": body,
                "language": language,
                "starts_at": row.starts_at,
                "ends_at": row.ends_at,
            }

        page = paginate(request, fetch, show)
        written = json.dumps(page.data, cls=DjangoJSONEncoder, sort_keys=True)
        tag = f'"{hashlib.sha256(written.encode()).hexdigest()[:32]}"'
        known = {each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")}
        answer = Response(status=304) if tag in known or "*" in known else page
        answer["ETag"] = tag
        answer["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
        return answer
