"""QR codes as answers: the text as JSON, or its image."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core import qr_images
from apps.core.api.parsing import StrictSerializer

IMAGES = {(200, qr_images.SVG): OpenApiTypes.BINARY, (200, qr_images.PNG): OpenApiTypes.BINARY}


class CodeQuerySerializer(StrictSerializer):
    """As what a code is wanted."""

    format = serializers.ChoiceField(["json", "svg", "png"], default="json")


def query_of(shape: type[StrictSerializer], request: Request) -> dict[str, Any]:
    """The validated query parameters. Raises DRF's ValidationError."""
    query = shape(data=request.query_params.dict())
    query.is_valid(raise_exception=True)
    return dict(query.validated_data)


def code_answer(text: str, wanted: str, facts: Mapping[str, Any]) -> HttpResponseBase:
    """The code as it is wanted; as JSON with these facts beside its text."""
    answer: HttpResponse
    if wanted == "svg":
        answer = HttpResponse(qr_images.svg(text), content_type=qr_images.SVG)
    elif wanted == "png":
        answer = HttpResponse(qr_images.png(text), content_type=qr_images.PNG)
    else:
        answer = Response({"text": text, **facts})
    answer["Cache-Control"] = "private, no-store"
    if wanted != "json":
        # An image that is opened by itself has no power either (OWASP ASVS 5.0, 3.2.1).
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
