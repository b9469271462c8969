"""A small API that only tests know, on the plumbing every app's API stands on."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.api.idempotency import read_key
from apps.core.api.pagination import paginate
from apps.core.api.parsing import AmountField, CurrencyField, MsisdnField, StrictSerializer, TextField, money_of
from apps.core.api.uploads import ImageParser, image_of, private_file_response
from apps.core.errors import DomainError
from apps.core.models import OutboxEvent


class OpenView(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)


class InnerSerializer(StrictSerializer):
    text = TextField(max_length=5)


class EchoSerializer(StrictSerializer):
    amount = AmountField(required=False)
    currency = CurrencyField(required=False)
    msisdn = MsisdnField(required=False)
    text = TextField(required=False)
    inner = InnerSerializer(required=False)
    many = InnerSerializer(many=True, required=False)  # type: ignore[assignment]
    number = serializers.IntegerField(required=False)


class EchoView(OpenView):
    def post(self, request: Request) -> Response:
        serializer = EchoSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        fields = serializer.validated_data
        if "amount" in fields and "currency" in fields:
            money_of(fields)
        return Response({name: str(value) for name, value in fields.items()})


class KeyView(OpenView):
    def post(self, request: Request) -> Response:
        key = read_key(request, dict(request.data), secret=frozenset({"pin"}))
        return Response({"key": key.key, "digest": key.digest.hex()})


class EventsView(OpenView):
    def get(self, request: Request) -> Response:
        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[OutboxEvent]:
            rows = OutboxEvent.objects.order_by("id" if after else "-id")
            if before:
                rows = rows.filter(id__lt=before)
            if after:
                rows = rows.filter(id__gt=after)
            return list(rows[:limit])

        return paginate(request, fetch, lambda row: {"number": row.payload["number"]})


class Broke(DomainError):
    """The till is empty."""

    code = "till_empty"


class RefuseView(OpenView):
    """Refuses in the way the path names."""

    def get(self, request: Request, category: Any) -> Response:
        error = Broke("Nothing left.", retry_after=7 if category == "throttled" else None, till="3")
        error.category = category
        raise error


class PictureView(OpenView):
    """Takes a photograph, and gives one out as a private file."""

    parser_classes = (ImageParser,)

    def post(self, request: Request) -> Response:
        image = image_of(request)
        return Response({"width": image.width, "height": image.height, "content_type": image.content_type})

    def get(self, request: Request) -> HttpResponse:
        return private_file_response(b"picture", "image/jpeg", "picture.jpg")


urlpatterns = [
    path("api/v1/picture", PictureView.as_view()),
    path("api/v1/echo", EchoView.as_view()),
    path("api/v1/key", KeyView.as_view()),
    path("api/v1/events", EventsView.as_view()),
    path("api/v1/refuse/<str:category>", RefuseView.as_view()),
]
