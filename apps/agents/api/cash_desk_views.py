"""The desk where cash goes out: codes that customers tell, what they are asked to approve, and who has no phone."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import SECRET_FIELDS, ProvenSerializer, proof_of
from apps.accounts.api.schema import problems
from apps.agents import selectors, services
from apps.agents.api import cash_out_shapes as shapes
from apps.agents.api.cash_in_shapes import ServedSerializer, served_answer
from apps.agents.api.cash_in_views import AT_THE_DESK, NO_AGENT, NO_SHIFT, served_outcome
from apps.agents.api.cash_out_views import ASKED, CONFLICT
from apps.agents.models import CashOutRequest
from apps.agents.selectors import Power, require_role
from apps.core import clock
from apps.core.api.idempotency import REPLAYED_HEADER, read_key
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of, money_of
from apps.core.api.uploads import ImageParser, private_file_response, take_body
from apps.transactions.api.views import IDEMPOTENCY_KEY

NO_OFFICE = (404, "There is no such agent, or you are nothing there.")
ROLE = (403, "Your role at this agent does not allow this.")
OWN = (403, "Somebody else has to decide about what you have asked for, or what is for you.")


def request_body(row: CashOutRequest, *, for_supervisor: bool = False) -> dict[str, Any]:
    """One request as JSON for the agent's people."""
    counters = selectors.counters_of([row.outlet_id])
    return shapes.request_answer(row, counter=counters[row.outlet_id], for_supervisor=for_supervisor)


class CashOutView(APIView):
    @extend_schema(
        tags=AT_THE_DESK,
        operation_id="redeem_cash_code",
        summary="Hand out cash for a customer's code",
        description="201 means: hand out `amount`. Each code pays once. A number nobody has and a wrong code answer "
        "the same (422 `cash_code_wrong`); after five wrong ones the money goes back to the customer, and a teller "
        "with many wrong ones has to wait (429). Of a code that is right it is told what else is wrong, at no try: 422 "
        "`wrong_amount`, `cash_code_elsewhere`, `cash_code_expired`, 409 `cash_code_used`. Other refusals are those of "
        "a cash-in. None of them burns the key; none moves money but 409 `cash_went_back`.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.RedeemSerializer,
        responses={
            201: ServedSerializer,
            **problems(
                400,
                401,
                403,
                422,
                429,
                agent_not_found=NO_AGENT,
                shift_not_open=NO_SHIFT,
                cash_code_wrong=(422, "Number and code do not belong together."),
                cash_code_elsewhere=(422, "The customer has made this code for another outlet."),
                cash_code_expired=(422, "The time to fetch this is over. The customer can make a new code."),
                wrong_amount=(422, "The code is for another amount."),
                customer_not_active=(422, "This customer's wallet pays nothing now. Hand out no cash."),
                cash_code_used=(409, "The cash for this code was handed out already."),
                cash_went_back=(409, "The money went back to the customer. Hand out no cash."),
            ),
        },
        examples=[
            OpenApiExample(
                "fifty",
                value={
                    "to": "+254712345678",
                    "code": "40718823",
                    "amount": "50.00",
                    "currency": "USD",
                    "pin": "739184",
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.RedeemSerializer, request)
        amount = money_of(fields)
        key = read_key(request, shapes.keyed(fields), secret=SECRET_FIELDS)
        principal = principal_of(request)
        done = services.redeem_cash_code(
            teller_id=principal.id,
            session_id=principal.session_id,
            to=fields["to"],
            code=fields["code"],
            amount=amount,
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            at=clock.now(),
        )
        headers = {REPLAYED_HEADER: "true"} if done.replayed else None
        return Response(served_answer(done.transaction), status=status.HTTP_201_CREATED, headers=headers)


class CashRequestListView(APIView):
    @extend_schema(
        tags=AT_THE_DESK,
        operation_id="ask_for_cash_out",
        summary="Ask for cash to be paid out to a customer",
        description="In an open shift. The customer is told, and approves it on their phone within five minutes; "
        "follow it by `/events`, and hand out the cash when it is PAID. With `document` (where the agent serves "
        "customers without their phone) a supervisor approves it within 15 minutes: send the picture of the document "
        "by `/picture` first. A number nobody has and a document that is not theirs answer the same, 422 "
        "`customer_not_found`.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.AskCashSerializer,
        responses={
            201: shapes.CashRequestSerializer,
            **problems(
                400,
                401,
                422,
                429,
                agent_not_found=NO_AGENT,
                shift_not_open=NO_SHIFT,
                customer_not_found=(422, "There is no customer with this number, or the document is not theirs."),
                served_by_phone_only=(422, "This agent serves nobody without their phone."),
                self_dealing=(422, "An agent serves nobody who works for it."),
            ),
        },
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.AskCashSerializer, request)
        amount = money_of(fields)
        key = read_key(request, shapes.keyed(fields))
        asked = services.ask_for_cash_out(
            teller_id=principal_of(request).id,
            to=fields["to"],
            amount=amount,
            note=fields["note"],
            document=shapes.document_of(fields),
            key=key.key,
            digest=key.digest,
            at=clock.now(),
        )
        headers = {REPLAYED_HEADER: "true"} if asked.replayed else None
        return Response(request_body(asked.request), status=status.HTTP_201_CREATED, headers=headers)


class CashRequestView(APIView):
    @extend_schema(
        tags=AT_THE_DESK,
        operation_id="get_asked_cash_out",
        summary="What has become of what I asked for",
        responses={200: shapes.CashRequestSerializer, **problems(401, cash_request_not_found=ASKED)},
    )
    def get(self, request: Request, request_id: UUID) -> Response:
        row = selectors.get_own_request(teller_id=principal_of(request).id, request_id=request_id)
        return Response(request_body(row))


class CancelCashRequestView(APIView):
    @extend_schema(
        tags=AT_THE_DESK,
        operation_id="cancel_asked_cash_out",
        summary="Call off what I asked for",
        description="Called off again, it stays called off.",
        request=None,
        responses={
            200: shapes.CashRequestSerializer,
            **problems(401, cash_request_not_found=ASKED, cash_request_conflict=CONFLICT),
        },
    )
    def post(self, request: Request, request_id: UUID) -> Response:
        row = services.cancel_cash_out(teller_id=principal_of(request).id, request_id=request_id, now=clock.now())
        return Response(request_body(row))


class CashRequestPictureView(APIView):
    def get_parsers(self) -> list[BaseParser]:
        return [ImageParser()]

    @extend_schema(
        tags=AT_THE_DESK,
        operation_id="put_cash_out_picture",
        summary="Send the picture of the document a customer shows",
        description="The body is the picture itself: JPEG, PNG or WebP. It is drawn anew, so nothing but what can be "
        "seen is kept; only the outlet's supervisors see it. Sent again, it takes the place of the one before.",
        request=dict.fromkeys(("image/jpeg", "image/png", "image/webp"), OpenApiTypes.BINARY),
        responses={
            200: shapes.CashRequestSerializer,
            **problems(
                401,
                429,
                cash_request_not_found=ASKED,
                cash_request_conflict=CONFLICT,
                invalid_image=(400, "This is not a photograph we can take: send a JPEG, PNG or WebP image."),
            ),
        },
    )
    def put(self, request: Request, request_id: UUID) -> Response:
        teller_id, now = principal_of(request).id, clock.now()
        # Before the body is read: who may not send it need not send eight megabytes to hear so.
        services.require_open_for_picture(teller_id=teller_id, request_id=request_id, now=now)
        row = services.put_cash_out_picture(
            teller_id=teller_id, request_id=request_id, content=take_body(request), now=now
        )
        return Response(request_body(row))


class SupervisedListView(APIView):
    @extend_schema(
        tags=AT_THE_DESK,
        operation_id="list_supervised_cash_outs",
        summary="Requests without a phone at my outlets, newest first",
        parameters=[shapes.RequestQuerySerializer],
        responses={
            200: shapes.CashRequestPageSerializer,
            **problems(400, 401, agent_not_found=NO_OFFICE, agent_role_required=ROLE),
        },
    )
    def get(self, request: Request, agent_id: UUID) -> Response:
        query = shapes.RequestQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        state = query.validated_data.get("state")
        member = require_role(person_id=principal_of(request).id, agent_id=agent_id, power=Power.SUPERVISE)
        counters: dict[UUID, selectors.Counter] = {}

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[CashOutRequest]:
            rows = selectors.list_requests_of(member, state=state, before=before, after=after, limit=limit)
            counters.update(selectors.counters_of(row.outlet_id for row in rows))
            return rows

        def render(row: CashOutRequest) -> dict[str, Any]:
            return shapes.request_answer(row, counter=counters[row.outlet_id], for_supervisor=True)

        return paginate(request, fetch, render)


class SupervisedPictureView(APIView):
    @extend_schema(
        tags=AT_THE_DESK,
        operation_id="get_cash_out_picture",
        summary="The picture of the document a customer has shown",
        description="While the request is open; each look is written down.",
        responses={
            (200, "image/jpeg"): OpenApiTypes.BINARY,
            **problems(
                401,
                agent_not_found=NO_OFFICE,
                agent_role_required=ROLE,
                own_cash_request=OWN,
                cash_request_not_found=ASKED,
                cash_request_conflict=CONFLICT,
                picture_missing=(409, "The picture of the document is missing."),
            ),
        },
    )
    def get(self, request: Request, agent_id: UUID, request_id: UUID) -> HttpResponse:
        content = services.look_at_cash_out_picture(
            supervisor_id=principal_of(request).id, agent_id=agent_id, request_id=request_id, now=clock.now()
        )
        return private_file_response(content, "image/jpeg", "document.jpg")


class SupervisedApproveView(APIView):
    @extend_schema(
        tags=AT_THE_DESK,
        operation_id="approve_supervised_cash_out",
        summary="Have cash handed out to a customer without their phone",
        description="For a manager or owner at that outlet who has not asked for it, and has seen customer and "
        "document. Pays at once, and the customer is told. Declines as a cash-in does; the request stays open then.",
        parameters=[IDEMPOTENCY_KEY],
        request=ProvenSerializer,
        responses={
            201: ServedSerializer,
            **problems(
                400,
                401,
                403,
                422,
                agent_not_found=NO_OFFICE,
                agent_role_required=ROLE,
                own_cash_request=OWN,
                cash_request_not_found=ASKED,
                cash_request_conflict=CONFLICT,
                picture_missing=(409, "The picture of the document is missing."),
                served_by_phone_only=(422, "This agent serves nobody without their phone."),
            ),
        },
    )
    def post(self, request: Request, agent_id: UUID, request_id: UUID) -> Response:
        fields = fields_of(ProvenSerializer, request)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        outcome = services.approve_without_phone(
            supervisor_id=principal.id,
            session_id=principal.session_id,
            agent_id=agent_id,
            request_id=request_id,
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            at=clock.now(),
        )
        return served_outcome(outcome)


class SupervisedRefuseView(APIView):
    @extend_schema(
        tags=AT_THE_DESK,
        operation_id="refuse_supervised_cash_out",
        summary="Refuse cash to somebody without their phone",
        description="Refused again, it stays refused.",
        request=shapes.RefuseSerializer,
        responses={
            200: shapes.CashRequestSerializer,
            **problems(
                400,
                401,
                agent_not_found=NO_OFFICE,
                agent_role_required=ROLE,
                own_cash_request=OWN,
                cash_request_not_found=ASKED,
                cash_request_conflict=CONFLICT,
            ),
        },
    )
    def post(self, request: Request, agent_id: UUID, request_id: UUID) -> Response:
        fields = fields_of(shapes.RefuseSerializer, request)
        row = services.refuse_without_phone(
            supervisor_id=principal_of(request).id,
            agent_id=agent_id,
            request_id=request_id,
            reason=fields["reason"],
            now=clock.now(),
        )
        return Response(request_body(row, for_supervisor=True))
