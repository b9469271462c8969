"""Giving a sale back, at the merchant's desk."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import SECRET_FIELDS, ProvenSerializer, proof_of
from apps.accounts.api.schema import problems
from apps.accounts.identifiers import masked_name
from apps.core import clock
from apps.core.api.idempotency import REPLAYED_HEADER, read_key
from apps.core.api.parsing import AmountField, TextField, fields_of, money_of
from apps.core.api.problems import CONTENT_TYPE
from apps.core.money import decimal_string
from apps.merchants import services
from apps.merchants.selectors import Power, get_sale_payment, require_role
from apps.transactions.api.views import IDEMPOTENCY_KEY, decline_document
from apps.transactions.models import State, Transaction


class SaleRefundSerializer(ProvenSerializer):
    """What to give back of a sale."""

    amount = AmountField(
        required=False, help_text="How much, in the sale's currency; left out: all that is left of it."
    )
    reason = TextField(max_length=140, help_text="Why, for the payer to read.")


class GivenBackSerializer(serializers.Serializer[Any]):
    """A refund as the merchant's people see it (for the schema; `refund_answer` writes it)."""

    id = serializers.UUIDField()
    reference = serializers.CharField()
    sale_id = serializers.UUIDField(help_text="The payment it gives back.")
    state = serializers.ChoiceField(State.choices)
    amount = serializers.CharField()
    currency = serializers.CharField()
    payer_name = serializers.CharField(help_text="Who has the money back, masked.")
    reason = serializers.CharField()
    created_at = serializers.DateTimeField()


def refund_answer(row: Transaction) -> dict[str, Any]:
    """A refund as JSON for the merchant's people, who know of a payer no more than a masked name."""
    return {
        "id": str(row.id),
        "reference": row.reference,
        "sale_id": str(row.parent_id),
        "state": row.state,
        "amount": decimal_string(row.amount, row.currency),
        "currency": row.currency,
        "payer_name": masked_name(row.payee_name),
        "reason": row.note,
        "created_at": row.created_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }


class SaleRefundView(APIView):
    @extend_schema(
        tags=["Merchants"],
        operation_id="refund_sale",
        summary="Give a sale back",
        description="Whole or in parts, together never more than was paid. The takings pay first, then the owner's "
        "wallet. Owners and managers may, cashiers only with a daily cap of their own; staff of one store give back "
        "its sales. It costs nothing, and what the merchant bore of the sale (its discount) stays borne. Declines with "
        "422 and a `code`, above all insufficient_funds, refund_cap_exceeded, nothing_left_to_refund, refund_too_large "
        "and payee_not_active (the payer's wallet is closed). A sale that is held or went back otherwise is 409 "
        "`not_refundable`; what is no sale of this merchant's (and store's) is 404; what one paid oneself is 403 "
        "`own_purchase`. While the business is suspended or closed only its owner may: 409 `merchant_not_trading`.",
        parameters=[IDEMPOTENCY_KEY],
        request=SaleRefundSerializer,
        responses={201: GivenBackSerializer, **problems(400, 401, 403, 404, 409, 422)},
        examples=[
            OpenApiExample(
                "a part",
                value={"amount": "4.00", "reason": "two mangoes were bad", "pin": "739184"},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, merchant_id: UUID, transaction_id: UUID) -> Response:
        fields = fields_of(SaleRefundSerializer, request)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        amount = None
        if "amount" in fields:
            member = require_role(person_id=principal.id, merchant_id=merchant_id, power=Power.REFUND)
            sale = get_sale_payment(member=member, transaction_id=transaction_id)
            amount = money_of({"amount": fields["amount"], "currency": sale.currency})
        outcome = services.refund_sale(
            merchant_id=merchant_id,
            person_id=principal.id,
            session_id=principal.session_id,
            transaction_id=transaction_id,
            amount=amount,
            reason=fields["reason"],
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            at=clock.now(),
        )
        headers = {REPLAYED_HEADER: "true"} if outcome.replayed else None
        row = outcome.transaction
        if row.state == State.DECLINED:
            return Response(decline_document(row), status=422, headers=headers, content_type=CONTENT_TYPE)
        return Response(refund_answer(row), status=status.HTTP_201_CREATED, headers=headers)
