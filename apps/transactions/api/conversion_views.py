"""Changing one's own money into another currency."""

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import SECRET_FIELDS, ProvenSerializer, proof_of
from apps.accounts.api.schema import problems
from apps.core import clock
from apps.core.api.idempotency import read_key
from apps.core.api.parsing import AmountField, CurrencyField, IdField, fields_of, money_of
from apps.transactions import services
from apps.transactions.api.serializers import TransactionSerializer
from apps.transactions.api.views import IDEMPOTENCY_KEY, PAYMENTS, outcome_answer


class ConversionSerializer(ProvenSerializer):
    """Money somebody wants to have in another currency."""

    amount = AmountField(help_text="What is converted; a fee comes on top, or out of it.")
    currency = CurrencyField()
    to_currency = CurrencyField(help_text="Of another wallet of mine.")
    quote_id = IdField(required=False, help_text="Convert exactly as this quote promised, or decline.")


class ConversionView(APIView):
    @extend_schema(
        tags=PAYMENTS,
        operation_id="convert_money",
        summary="Convert money between my wallets",
        description="At the rate in force, or as a quote (`POST /quotes` with kind CONVERSION) promised. `received` "
        "says what arrived and what one unit has brought. Declined with 422 and a `code`: no_rate, no_wallet, "
        "below_minimum (also when so little would arrive that it is nothing), insufficient_funds, quote_expired, "
        "quote_mismatch, quote_used, and the limits as for a transfer. Authorised as a transfer is.",
        parameters=[IDEMPOTENCY_KEY],
        request=ConversionSerializer,
        responses={201: TransactionSerializer, **problems(400, 401, 403, 409, 422)},
        examples=[
            OpenApiExample(
                "dollars to euros",
                value={"amount": "100.00", "currency": "USD", "to_currency": "EUR", "pin": "739184"},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(ConversionSerializer, request)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        outcome = services.convert(
            person_id=principal.id,
            session_id=principal.session_id,
            amount=money_of(fields),
            to_currency=fields["to_currency"],
            quote_id=fields.get("quote_id"),
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            at=clock.now(),
        )
        return outcome_answer(outcome, viewer_id=principal.id)
