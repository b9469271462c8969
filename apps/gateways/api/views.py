"""Where providers call."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.schema import problems
from apps.core import clock, request_facts
from apps.core.api.parsing import MAX_BODY_BYTES
from apps.core.ratelimit import spend
from apps.gateways import rates, services
from apps.gateways.api.serializers import CallbackAnswerSerializer
from apps.gateways.errors import CallbackRefused


class RawParser(BaseParser):
    """The body's bytes, whatever they are said to be: a signature is over bytes, and nobody has checked it yet."""

    media_type = "*/*"

    def parse(  # type: ignore[override] # DRF's stubs know forms only.
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> bytes:
        raw: bytes = stream.read(MAX_BODY_BYTES + 1)
        if len(raw) > MAX_BODY_BYTES:
            raise ParseError("The body is too large.", code="body_too_large")
        return raw


class CallbackView(APIView):
    """Open to everybody: the signature says who calls."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = (RawParser,)

    @extend_schema(
        tags=["Providers"],
        operation_id="receive_callback",
        summary="Tell what became of a payment",
        description="For providers, each in its own format, signed its own way. The signature is checked over the "
        "raw bytes before anything is read or kept. What is signed is kept once for each event and answered at once; "
        "it is applied afterwards, and only if amount, currency and account are those that were asked for. "
        "At most 64 KiB.",
        request={"*/*": OpenApiTypes.BINARY},
        responses={
            200: CallbackAnswerSerializer,
            **problems(
                429,
                body_too_large=(400, "The body is too large."),
                invalid_signature=(401, "This is not signed by its provider, or not now."),
                provider_not_found=(404, "There is no such provider."),
            ),
        },
    )
    def post(self, request: Request, provider: str) -> Response:
        now = clock.now()
        # Of an empty body nobody asks the parser.
        body = request.data if isinstance(request.data, bytes) else b""
        headers = {name.lower(): value for name, value in request.headers.items()}
        try:
            received = services.receive_callback(gateway_code=provider, headers=headers, body=body, now=now)
        except CallbackRefused:
            spend(rates.REFUSED_CALLBACKS, request_facts.current().ip_address or "unknown", now=now)
            raise
        return Response({"status": "duplicate" if received.is_duplicate else "received"})
