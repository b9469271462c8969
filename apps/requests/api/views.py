"""The API of payment requests: ask for money, answer, take back, remind, and whom not to be asked by."""

from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import SECRET_FIELDS, proof_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.core import clock
from apps.core.api.idempotency import REPLAYED_HEADER, read_key
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of
from apps.requests import selectors, services
from apps.requests.api import serializers as shapes
from apps.requests.models import PaymentRequest, RequestBlock
from apps.transactions.api.serializers import TransactionSerializer
from apps.transactions.api.views import IDEMPOTENCY_KEY, outcome_answer

REQUESTS = ["Payment requests"]
_NOT_FOUND = (404, "There is no such payment request.")
_NOT_PENDING = (409, "The request was paid, declined, cancelled, or its time is over.")
_PAYEE_NOT_FOUND = (422, "Somebody you named cannot be asked.")


class PaymentRequestListView(APIView):
    @extend_schema(
        tags=REQUESTS,
        operation_id="list_payment_requests",
        summary="What I am asked for and what I asked for, newest first",
        parameters=[shapes.RequestQuerySerializer],
        responses={200: shapes.PaymentRequestPageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        query = shapes.RequestQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        given = query.validated_data
        viewer_id = principal_of(request).id

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[PaymentRequest]:
            return selectors.list_requests(
                viewer_id,
                direction=given.get("direction"),
                state=given.get("state"),
                before=before,
                after=after,
                limit=limit,
            )

        return paginate(request, fetch, lambda row: shapes.request_answer(row, viewer_id=viewer_id))

    @extend_schema(
        tags=REQUESTS,
        operation_id="ask_for_money",
        summary="Ask one or several people for money",
        description="With `to` and `amount` the amount is split equally: the shares add up to it exactly, and what "
        "cannot be divided goes, one smallest unit each, to the first in the order of `to`; with `split_with_me` you "
        "bear the last share yourself. With `shares` you say what each one is to pay. All are asked or nobody. It is "
        "not told which of several people cannot be asked; `/payees/resolve` tells of one. A request waits for seven "
        "days; somebody who has blocked you is asked as far as you can see.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.AskSerializer,
        responses={
            201: shapes.AskedSerializer,
            **problems(
                400,
                401,
                409,
                429,
                too_small_to_split=(400, "The amount is too small to be split among so many."),
                payee_not_found=_PAYEE_NOT_FOUND,
                currency_mismatch=(422, "You have no wallet in this currency."),
                asked_oneself=(422, "You cannot ask yourself for money."),
                asked_twice=(422, "The same person stands in the request twice."),
                idempotency_key_reused=(422, "This Idempotency-Key was used for another request."),
                daily_requests_exceeded=(429, "You have asked as many people for money today as one may."),
            ),
        },
        examples=[
            OpenApiExample(
                "a bill for three",
                value={
                    "to": ["+254722000002", "+254722000003"],
                    "amount": "100.00",
                    "currency": "USD",
                    "note": "dinner",
                    "split_with_me": True,
                },
                request_only=True,
            ),
            OpenApiExample(
                "by amounts",
                value={"shares": [{"to": "+254722000002", "amount": "12.50"}], "currency": "USD"},
                request_only=True,
            ),
        ],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.AskSerializer, request)
        shares, own_share = shapes.shares_of(fields)
        key = read_key(request, fields)
        asked = services.ask_for_money(
            requester_id=principal_of(request).id,
            shares=shares,
            own_share=own_share,
            note=fields["note"],
            key=key.key,
            digest=key.digest,
            at=clock.now(),
        )
        headers = {REPLAYED_HEADER: "true"} if asked.replayed else None
        return Response(shapes.asked_answer(asked), status=status.HTTP_201_CREATED, headers=headers)


class PaymentRequestView(APIView):
    @extend_schema(
        tags=REQUESTS,
        operation_id="get_payment_request",
        summary="One request I am asked by or asked with",
        responses={
            200: shapes.PaymentRequestSerializer,
            **problems(401, payment_request_not_found=_NOT_FOUND),
        },
    )
    def get(self, request: Request, request_id: UUID) -> Response:
        viewer_id = principal_of(request).id
        row = selectors.get_request(person_id=viewer_id, request_id=request_id)
        return Response(shapes.request_answer(row, viewer_id=viewer_id))


class AcceptView(APIView):
    @extend_schema(
        tags=REQUESTS,
        operation_id="accept_payment_request",
        summary="Pay what I am asked for",
        description="A transfer to whoever asked, with all that belongs to one (see `/transfers`): PIN, signature, "
        "fee, limits, 422 with the declined payment. A declined payment leaves the request pending. A request is paid "
        "once, whatever the keys are.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.AcceptSerializer,
        responses={
            201: TransactionSerializer,
            **problems(
                400,
                401,
                403,
                422,
                payment_request_not_found=_NOT_FOUND,
                payment_request_not_pending=_NOT_PENDING,
            ),
        },
    )
    def post(self, request: Request, request_id: UUID) -> Response:
        fields = fields_of(shapes.AcceptSerializer, request)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        outcome = services.accept_request(
            payer_id=principal.id,
            session_id=principal.session_id,
            request_id=request_id,
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            quote_id=fields.get("quote_id"),
            at=clock.now(),
        )
        return outcome_answer(outcome, viewer_id=principal.id)


class DeclineView(APIView):
    @extend_schema(
        tags=REQUESTS,
        operation_id="decline_payment_request",
        summary="Decline what I am asked for",
        description="The request has no body.",
        request=None,
        responses={
            200: shapes.PaymentRequestSerializer,
            **problems(401, payment_request_not_found=_NOT_FOUND, payment_request_not_pending=_NOT_PENDING),
        },
    )
    def post(self, request: Request, request_id: UUID) -> Response:
        me = principal_of(request).id
        row = services.decline_request(person_id=me, request_id=request_id, now=clock.now())
        return Response(shapes.request_answer(row, viewer_id=me))


class CancelView(APIView):
    @extend_schema(
        tags=REQUESTS,
        operation_id="cancel_payment_request",
        summary="Take back what I asked for",
        description="The request has no body.",
        request=None,
        responses={
            200: shapes.PaymentRequestSerializer,
            **problems(401, payment_request_not_found=_NOT_FOUND, payment_request_not_pending=_NOT_PENDING),
        },
    )
    def post(self, request: Request, sent_id: UUID) -> Response:
        me = principal_of(request).id
        row = services.cancel_request(person_id=me, request_id=sent_id, now=clock.now())
        return Response(shapes.request_answer(row, viewer_id=me))


class RemindView(APIView):
    @extend_schema(
        tags=REQUESTS,
        operation_id="remind_of_payment_request",
        summary="Remind whoever I asked",
        description="At most once in 24 hours and three times in all. The request has no body.",
        request=None,
        responses={
            200: shapes.PaymentRequestSerializer,
            **problems(
                401,
                payment_request_not_found=_NOT_FOUND,
                payment_request_not_pending=_NOT_PENDING,
                reminders_used_up=(422, "They have been reminded of this request three times."),
                reminder_too_soon=(429, "One reminder a day is enough."),
            ),
        },
    )
    def post(self, request: Request, sent_id: UUID) -> Response:
        me = principal_of(request).id
        row = services.remind(person_id=me, request_id=sent_id, now=clock.now())
        return Response(shapes.request_answer(row, viewer_id=me))


class BlockListView(APIView):
    @extend_schema(
        tags=REQUESTS,
        operation_id="list_request_blocks",
        summary="Whom I do not want to be asked by",
        parameters=PAGE_PARAMETERS,
        responses={200: shapes.BlockPageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        me = principal_of(request).id

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[RequestBlock]:
            return selectors.list_blocks(me, before=before, after=after, limit=limit)

        return paginate(request, fetch, shapes.block_answer)

    @extend_schema(
        tags=REQUESTS,
        operation_id="block_requester",
        summary="Do not be asked by somebody any more",
        description="What they asked for already is hidden too. They never learn of it: their requests wait and "
        "expire.",
        request=shapes.BlockingSerializer,
        responses={
            201: shapes.BlockSerializer,
            **problems(
                400,
                401,
                429,
                payee_not_found=(422, "There is nobody whom you could block under this."),
                asked_oneself=(422, "You cannot block yourself."),
            ),
        },
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.BlockingSerializer, request)
        block = services.block_requester(
            person_id=principal_of(request).id, requester=fields["person"], now=clock.now()
        )
        return Response(shapes.block_answer(block), status=status.HTTP_201_CREATED)


class BlockView(APIView):
    @extend_schema(
        tags=REQUESTS,
        operation_id="unblock_requester",
        summary="Let somebody ask me again",
        description="For what they ask from now on; what was hidden stays so.",
        responses={204: None, **problems(401, block_not_found=(404, "There is no such block of yours."))},
    )
    def delete(self, request: Request, block_id: UUID) -> Response:
        services.unblock_requester(person_id=principal_of(request).id, block_id=block_id, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
