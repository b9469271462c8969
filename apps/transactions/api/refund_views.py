"""Giving a payment back, by whom it was paid."""

from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import SECRET_FIELDS, ProvenSerializer, proof_of
from apps.accounts.api.schema import problems
from apps.core import clock
from apps.core.api.idempotency import read_key
from apps.core.api.parsing import AmountField, TextField, fields_of, money_of
from apps.transactions import selectors, services
from apps.transactions.api.serializers import TransactionSerializer
from apps.transactions.api.views import IDEMPOTENCY_KEY, PAYMENTS, outcome_answer


class RefundSerializer(ProvenSerializer):
    """What to give back of a payment one has received."""

    amount = AmountField(
        required=False, help_text="How much, in the payment's currency; left out: all that is left of it."
    )
    reason = TextField(max_length=140, help_text="Why, for the payer to read.")


class RefundView(APIView):
    @extend_schema(
        tags=PAYMENTS,
        operation_id="refund_transaction",
        summary="Give a payment back",
        description="For whoever was paid: a new payment of kind REFUND back to the payer, whole or in parts, together "
        "never more than the payment's amount. It costs nothing; the fee of the payment stays paid. Declines with 422 "
        "and a `code`, above all nothing_left_to_refund, refund_too_large, already_reversed and insufficient_funds. "
        "A payment that one has made oneself, that is not completed or not of a kind that is given back is 409 "
        "`not_refundable`; somebody else's is 404. A registered phone signs the request; without one 403 "
        "`step_up_required` asks for a code.",
        parameters=[IDEMPOTENCY_KEY],
        request=RefundSerializer,
        responses={201: TransactionSerializer, **problems(400, 401, 403, 404, 409, 422)},
        examples=[
            OpenApiExample(
                "a part",
                value={"amount": "4.00", "reason": "two mangoes were bad", "pin": "739184"},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, transaction_id: UUID) -> Response:
        fields = fields_of(RefundSerializer, request)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        amount = None
        if "amount" in fields:
            original = selectors.get_transaction(person_id=principal.id, transaction_id=transaction_id)
            amount = money_of({"amount": fields["amount"], "currency": original.currency})
        outcome = services.refund(
            payee_id=principal.id,
            session_id=principal.session_id,
            transaction_id=transaction_id,
            amount=amount,
            reason=fields["reason"],
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            at=clock.now(),
        )
        return outcome_answer(outcome, viewer_id=principal.id)
