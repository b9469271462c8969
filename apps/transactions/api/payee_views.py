"""Whom one would pay, before one pays."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.core import clock
from apps.core.api.parsing import StrictSerializer, TextField
from apps.core.emvco import MAX_LENGTH
from apps.transactions import services


class PayeeQuerySerializer(StrictSerializer):
    scanned = frozenset({"to"})

    to = TextField(
        max_length=MAX_LENGTH,
        help_text="A phone number in E.164, an e-mail address, a @handle, a person's id or the text of their QR code.",
    )


class ResolvedPayeeSerializer(serializers.Serializer[Any]):
    """Who would be paid, as far as a stranger may know."""

    name = serializers.CharField(help_text="Masked: the first name and how the last one begins.")
    currencies = serializers.ListField(child=serializers.CharField(), help_text="In which they can be paid.")
    is_trusted = serializers.BooleanField(help_text="Whether they are among the payees I trust.")


class PayeeView(APIView):
    @extend_schema(
        tags=["Payments"],
        operation_id="resolve_payee",
        summary="Whom would I pay",
        description="Shows the masked name under which somebody is registered, to be confirmed before sending. 20 "
        "times a minute and 300 a day; looking for somebody who cannot be paid costs five of a day's. Who never was "
        "here and who has left are answered alike.",
        parameters=[PayeeQuerySerializer],
        responses={
            200: ResolvedPayeeSerializer,
            **problems(
                400,
                401,
                429,
                payee_not_found=(404, "Nobody can be paid under this number, e-mail address, handle, id or code."),
            ),
        },
        examples=[
            OpenApiExample(
                "Brian",
                value={"name": "Brian M.", "currencies": ["KES", "USD"], "is_trusted": True},
                response_only=True,
                status_codes=["200"],
            )
        ],
    )
    def get(self, request: Request) -> Response:
        query = PayeeQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        payee = services.resolve_payee(
            person_id=principal_of(request).id, to=query.validated_data["to"], at=clock.now()
        )
        return Response({"name": payee.name, "currencies": payee.currencies, "is_trusted": payee.is_trusted})
