"""The payments API: send money, and see what was paid."""

from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import SECRET_FIELDS, proof_of
from apps.accounts.api.schema import problems
from apps.core import clock
from apps.core.api.idempotency import REPLAYED_HEADER, read_key
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of, money_of
from apps.core.api.problems import CONTENT_TYPE, document
from apps.core.money import Money
from apps.gateways.models import Operation
from apps.transactions import selectors, services
from apps.transactions.api import serializers as shapes
from apps.transactions.errors import DECLINES
from apps.transactions.history import HistoryFilter, list_transactions
from apps.transactions.kinds import OUTSIDE
from apps.transactions.models import State, Transaction
from apps.transactions.services import Outcome

PAYMENTS = ["Payments"]
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="1 to 255 visible characters of your choice. The same key with the same request is answered the "
    "same again and moves nothing.",
)
_TRANSFER = {
    "id": "0192f3c4-6c1e-7f0a-9b1d-2f6f0c9a7d11",
    "reference": "K7M2QX9RTA",
    "kind": "P2P",
    "state": "COMPLETED",
    "direction": "out",
    "amount": "12.50",
    "fee": "0.15",
    "tax": "0.00",
    "total": "12.65",
    "currency": "USD",
    "received": None,
    "outside": None,
    "payer": {"id": "0192f3c0-1b5e-7c7b-8d43-6a2c9d5e0f01", "name": "Amina Otieno"},
    "payee": {"id": "0192f3c0-9a11-7b02-a5f4-0c1d2e3f4a5b", "name": "Brian Mwangi"},
    "note": "lunch",
    "failure_code": None,
    "created_at": "2026-11-21T09:30:00.000Z",
}


def decline_document(row: Transaction) -> dict[str, object]:
    """The problem document of a declined payment: always the same for the same payment."""
    error = DECLINES[row.failure_code]()
    body = document(422, error.code, error.detail, transaction_id=str(row.id), reference=row.reference)
    return {**body, "request_id": row.request_id}


def outcome_answer(outcome: Outcome, *, viewer_id: UUID) -> Response:
    """201 with the payment, 202 for one that a provider has yet to do, or 422 with why it was declined.

    Marked when it is a repetition.
    """
    headers = {REPLAYED_HEADER: "true"} if outcome.replayed else None
    row = outcome.transaction
    if row.state == State.DECLINED:
        return Response(decline_document(row), status=422, headers=headers, content_type=CONTENT_TYPE)
    operation = selectors.find_operation(row)
    body = shapes.transaction_answer(row, viewer_id=viewer_id, as_first_decided=True, operation=operation)
    code = status.HTTP_202_ACCEPTED if row.kind in OUTSIDE else status.HTTP_201_CREATED
    return Response(body, status=code, headers=headers)


class TransferView(APIView):
    @extend_schema(
        tags=PAYMENTS,
        operation_id="send_money",
        summary="Send money to a person",
        description="Moves the money at once, or declines with 422 and a `code` that says why: insufficient_funds, "
        "payee_not_found, payee_not_active, payer_not_active, self_transfer, currency_mismatch, below_minimum, "
        "limit_exceeded, tier_limit_exceeded, daily_limit_exceeded, monthly_limit_exceeded, daily_count_exceeded, "
        "payee_limit_exceeded, amount_too_large, fee_exceeds_amount, quote_expired, quote_mismatch, quote_used, "
        "refused_by_rules. A payment that somebody has to look at first, or whose payee has to register (`invite`), is "
        "HELD: 201, and the money is put aside. A declined payment is recorded (`transaction_id`) and moves nothing. "
        "A registered phone signs the request; without one, and for large amounts, 403 `step_up_required` asks for a "
        "code.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.TransferSerializer,
        responses={201: shapes.TransactionSerializer, **problems(400, 401, 403, 409, 422)},
        examples=[
            OpenApiExample(
                "lunch",
                value={"to": "+254722000002", "amount": "12.50", "currency": "USD", "note": "lunch", "pin": "739184"},
                request_only=True,
            ),
            OpenApiExample("sent", value=_TRANSFER, response_only=True, status_codes=["201"]),
        ],
    )
    def post(self, request: Request) -> Response:
        serializer = shapes.TransferSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        fields = serializer.validated_data
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        outcome = services.send_money(
            payer_id=principal.id,
            session_id=principal.session_id,
            to=fields["to"],
            amount=money_of(fields),
            note=fields["note"],
            quote_id=fields.get("quote_id"),
            invite=fields["invite"],
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            at=clock.now(),
        )
        return outcome_answer(outcome, viewer_id=principal.id)


class QuoteView(APIView):
    @extend_schema(
        tags=PAYMENTS,
        operation_id="get_quote",
        summary="What a payment would cost",
        description="The price holds for 60 seconds: a payment that names the quote is charged exactly that, once, or "
        "declined with quote_expired, quote_mismatch or quote_used.",
        request=shapes.QuoteRequestSerializer,
        responses={201: shapes.QuoteSerializer, **problems(400, 401, 422, 429)},
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.QuoteRequestSerializer, request)
        row = services.quote(
            person_id=principal_of(request).id,
            kind=fields["kind"],
            amount=money_of(fields),
            to=fields.get("to"),
            to_currency=fields.get("to_currency"),
            at=clock.now(),
        )
        return Response(shapes.quote_answer(row), status=status.HTTP_201_CREATED)


class TransactionListView(APIView):
    @extend_schema(
        tags=PAYMENTS,
        operation_id="list_transactions",
        summary="My payments, newest first",
        parameters=[shapes.HistoryQuerySerializer],
        responses={200: shapes.TransactionPageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        query = shapes.HistoryQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        given = query.validated_data
        matching = HistoryFilter(
            kind=given.get("kind"),
            state=given.get("state"),
            direction=given.get("direction"),
            since=given.get("from"),
            before=given.get("to"),
            minimum=given.get("min"),
            maximum=given.get("max"),
            text=given.get("q"),
        )
        viewer_id = principal_of(request).id

        operations: dict[UUID, Operation] = {}
        shares: dict[UUID, Money] = {}

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[Transaction]:
            rows = list_transactions(viewer_id, matching=matching, before=before, after=after, limit=limit)
            operations.update(selectors.find_operations(rows))
            shares.update(selectors.find_shares(r for r in rows if selectors.is_only_drawn_on(r, viewer_id)))
            return rows

        def render(row: Transaction) -> dict[str, object]:
            operation, share = operations.get(row.id), shares.get(row.id)
            return shapes.transaction_answer(row, viewer_id=viewer_id, operation=operation, share=share)

        return paginate(request, fetch, render)


class TransactionView(APIView):
    @extend_schema(
        tags=PAYMENTS,
        operation_id="get_transaction",
        summary="One of my payments",
        responses={200: shapes.TransactionSerializer, **problems(401, 404)},
    )
    def get(self, request: Request, transaction_id: UUID) -> Response:
        viewer_id = principal_of(request).id
        row = selectors.get_transaction(person_id=viewer_id, transaction_id=transaction_id)
        operation = selectors.find_operation(row)
        return Response(shapes.transaction_answer(row, viewer_id=viewer_id, operation=operation))
