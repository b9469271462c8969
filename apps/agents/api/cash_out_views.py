"""The customer's side of cash-out: codes to fetch cash with, and what tellers ask them to approve."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import SECRET_FIELDS, ProvenSerializer, proof_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.agents import selectors, services
from apps.agents.api import cash_out_shapes as shapes
from apps.agents.models import CashOutCode, CashOutRequest
from apps.core import clock
from apps.core.api.idempotency import REPLAYED_HEADER, read_key
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of, money_of
from apps.transactions.api.serializers import TransactionSerializer
from apps.transactions.api.views import IDEMPOTENCY_KEY, outcome_answer
from apps.transactions.services import Outcome

FETCHING_CASH = ["Fetching cash"]
CODE = (404, "There is no such code of yours.")
ASKED = (404, "There is no such request for cash.")
CONFLICT = (409, "The request was answered already, its time is over, or who asked serves there no more.")
_CODE_CONFLICT = (409, "The code was used already, or its time is over.")


def _codes(rows: list[CashOutCode], *, reader: UUID | None = None) -> list[dict[str, Any]]:
    """Codes as JSON, with what stands beside them, in three statements at most.

    A `reader` is a session that has shown neither phone nor PIN: it reads the digits of its own codes and of those that
    were made on its phone. None is whoever has just proven that the money is theirs.
    """
    payments = selectors.payments_of(row.transaction_id for row in rows)
    counters = selectors.counters_of(row.outlet_id for row in rows)
    readable = None if reader is None else selectors.readable_codes(rows, payments, session_id=reader)
    return [
        shapes.code_answer(
            row,
            payment=payments[row.transaction_id],
            counter=counters.get(row.outlet_id) if row.outlet_id else None,
            has_digits=readable is None or row.id in readable,
        )
        for row in rows
    ]


def _asked(rows: list[CashOutRequest]) -> list[dict[str, Any]]:
    counters = selectors.counters_of(row.outlet_id for row in rows)
    return [shapes.asked_answer(row, counter=counters[row.outlet_id]) for row in rows]


class CashCodeListView(APIView):
    @extend_schema(
        tags=FETCHING_CASH,
        operation_id="list_cash_codes",
        summary="My codes to fetch cash with, newest first",
        parameters=PAGE_PARAMETERS,
        responses={200: shapes.CashCodePageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        principal = principal_of(request)
        answers: dict[UUID, dict[str, Any]] = {}

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[CashOutCode]:
            rows = selectors.list_cash_codes(principal.id, before=before, after=after, limit=limit)
            found = _codes(rows, reader=principal.session_id)
            answers.update(zip((row.id for row in rows), found, strict=True))
            return rows

        return paginate(request, fetch, lambda row: answers[row.id])

    @extend_schema(
        tags=FETCHING_CASH,
        operation_id="make_cash_code",
        summary="Make a code to fetch cash with",
        description="Puts the amount and the fee aside, and answers with eight digits (`code`) to tell a teller of an "
        "agent: once, within 15 minutes, at any outlet or only at the one of `agent_code`. What is not fetched in time "
        "comes back by itself, and so it does after five wrong codes. At most three codes wait at a time (409 "
        "`too_many_cash_codes`, which burns no key). Declines as a transfer does, and besides with self_dealing and "
        "cash_limit_exceeded. The same key shows the same digits again while they are good.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.MakeCodeSerializer,
        responses={
            201: shapes.CashCodeSerializer,
            **problems(
                400,
                401,
                403,
                409,
                422,
                outlet_not_found=(404, "There is no such outlet, or it is closed."),
                too_many_cash_codes=(409, "As many codes as you may have are waiting already."),
            ),
        },
        examples=[
            OpenApiExample("fifty", value={"amount": "50.00", "currency": "USD", "pin": "739184"}, request_only=True),
        ],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.MakeCodeSerializer, request)
        amount = money_of(fields)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        made = services.make_cash_code(
            customer_id=principal.id,
            session_id=principal.session_id,
            amount=amount,
            agent_code=fields.get("agent_code"),
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            at=clock.now(),
        )
        if made.row is None:
            return outcome_answer(Outcome(made.transaction, made.replayed), viewer_id=principal.id)
        (body,) = _codes([made.row])
        headers = {REPLAYED_HEADER: "true"} if made.replayed else None
        return Response(body, status=status.HTTP_201_CREATED, headers=headers)


class CashCodeView(APIView):
    @extend_schema(
        tags=FETCHING_CASH,
        operation_id="get_cash_code",
        summary="One of my codes, with its digits while it waits",
        description="Only the session or the phone it was made on reads the digits: they are as good as the money.",
        responses={200: shapes.CashCodeSerializer, **problems(401, cash_code_not_found=CODE)},
    )
    def get(self, request: Request, code_id: UUID) -> Response:
        principal = principal_of(request)
        row = selectors.get_cash_code(customer_id=principal.id, code_id=code_id)
        (body,) = _codes([row], reader=principal.session_id)
        return Response(body)


class CancelCashCodeView(APIView):
    @extend_schema(
        tags=FETCHING_CASH,
        operation_id="cancel_cash_code",
        summary="Call a code off",
        description="The money is back at once. Called off again, it stays called off.",
        request=None,
        responses={
            200: shapes.CashCodeSerializer,
            **problems(401, cash_code_not_found=CODE, cash_code_conflict=_CODE_CONFLICT),
        },
    )
    def post(self, request: Request, code_id: UUID) -> Response:
        row = services.cancel_cash_code(customer_id=principal_of(request).id, code_id=code_id, now=clock.now())
        (body,) = _codes([row])
        return Response(body)


class AskedListView(APIView):
    @extend_schema(
        tags=FETCHING_CASH,
        operation_id="list_cash_out_requests",
        summary="What tellers ask me to approve, newest first",
        parameters=[shapes.RequestQuerySerializer],
        responses={200: shapes.CashAskedPageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        query = shapes.RequestQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        state, person_id = query.validated_data.get("state"), principal_of(request).id
        answers: dict[UUID, dict[str, Any]] = {}

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[CashOutRequest]:
            rows = selectors.list_asked(person_id, state=state, before=before, after=after, limit=limit)
            answers.update(zip((row.id for row in rows), _asked(rows), strict=True))
            return rows

        return paginate(request, fetch, lambda row: answers[row.id])


class AskedView(APIView):
    @extend_schema(
        tags=FETCHING_CASH,
        operation_id="get_cash_out_request",
        summary="One request for cash",
        responses={200: shapes.CashAskedSerializer, **problems(401, cash_request_not_found=ASKED)},
    )
    def get(self, request: Request, request_id: UUID) -> Response:
        row = selectors.get_asked(customer_id=principal_of(request).id, request_id=request_id)
        (body,) = _asked([row])
        return Response(body)


class ApproveAskedView(APIView):
    @extend_schema(
        tags=FETCHING_CASH,
        operation_id="approve_cash_out_request",
        summary="Approve cash that a teller hands out to me",
        description="Pays the outlet at once; take the cash. Declines as a transfer does, and besides with "
        "agent_not_active, self_dealing, outlet_limit_exceeded and cash_limit_exceeded; the request stays open then.",
        parameters=[IDEMPOTENCY_KEY],
        request=ProvenSerializer,
        responses={
            201: TransactionSerializer,
            **problems(400, 401, 403, 409, 422, cash_request_not_found=ASKED, cash_request_conflict=CONFLICT),
        },
    )
    def post(self, request: Request, request_id: UUID) -> Response:
        fields = fields_of(ProvenSerializer, request)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        outcome = services.approve_cash_out(
            customer_id=principal.id,
            session_id=principal.session_id,
            request_id=request_id,
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            at=clock.now(),
        )
        return outcome_answer(outcome, viewer_id=principal.id)


class DeclineAskedView(APIView):
    @extend_schema(
        tags=FETCHING_CASH,
        operation_id="decline_cash_out_request",
        summary="Say no to a request for cash",
        description="Declined again, it stays declined.",
        request=None,
        responses={
            200: shapes.CashAskedSerializer,
            **problems(401, cash_request_not_found=ASKED, cash_request_conflict=CONFLICT),
        },
    )
    def post(self, request: Request, request_id: UUID) -> Response:
        row = services.decline_cash_out(customer_id=principal_of(request).id, request_id=request_id, now=clock.now())
        (body,) = _asked([row])
        return Response(body)
