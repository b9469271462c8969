"""The API of agents' float: order it, move it, see where it is."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import SECRET_FIELDS, proof_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.accounts.api.step_up import STEP_UP_REQUIRED
from apps.agents import float_rates, selectors, services
from apps.agents.api import float_shapes as shapes
from apps.agents.float_errors import FloatOrderNotFound
from apps.agents.models import FloatOrder, OrderDirection
from apps.agents.selectors import AgentLiquidity, Power, require_role
from apps.core import clock, files
from apps.core.api.idempotency import REPLAYED_HEADER, read_key
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of, money_of
from apps.core.api.problems import CONTENT_TYPE
from apps.core.api.uploads import ImageParser, private_file_response, take_body
from apps.core.ratelimit import spend
from apps.transactions.api.views import IDEMPOTENCY_KEY, decline_document
from apps.transactions.models import State, Transaction

TAGS = ["Agents"]
NOT_MINE = (404, "There is no such agent, or you are nothing there.")
NOT_MY_ROLE = (403, "Your role at this agent does not allow this.")
NO_OUTLET = (404, "There is no such outlet, or it is none of yours.")
NO_ORDER = (404, "There is no such order of float.")
_OUTLET = OpenApiParameter("outlet_id", OpenApiTypes.UUID, description="Only of this outlet.")


class FloatBankListView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="list_float_banks",
        summary="The banks float is bought and sold through",
        responses={
            200: shapes.FloatBankListSerializer,
            **problems(401, agent_not_found=NOT_MINE, agent_role_required=NOT_MY_ROLE),
        },
    )
    def get(self, request: Request, agent_id: UUID) -> Response:
        require_role(person_id=principal_of(request).id, agent_id=agent_id, power=Power.MOVE_FLOAT)
        return Response(shapes.banks_answer(selectors.list_float_banks()))


class FloatSlipListView(APIView):
    def get_parsers(self) -> list[BaseParser]:
        return [ImageParser()]

    @extend_schema(
        tags=TAGS,
        operation_id="send_float_slip",
        summary="Send a picture of a deposit slip",
        description="Before the order, which names it by `slip` within an hour. The body is the picture itself: JPEG, "
        "PNG or WebP. It is drawn anew, so nothing but what can be seen is kept; operators and whoever may order float "
        "for the outlet see it.",
        request=dict.fromkeys(("image/jpeg", "image/png", "image/webp"), OpenApiTypes.BINARY),
        responses={
            201: shapes.FloatSlipSerializer,
            **problems(
                401,
                429,
                agent_not_found=NOT_MINE,
                agent_role_required=NOT_MY_ROLE,
                invalid_image=(400, "This is not a photograph we can take: send a JPEG, PNG or WebP image."),
            ),
        },
    )
    def post(self, request: Request, agent_id: UUID) -> Response:
        person_id = principal_of(request).id
        # Before the body is read: who may not send it need not send eight megabytes to hear so.
        services.require_may_send_slips(person_id=person_id, agent_id=agent_id)
        slip, expires_at = services.keep_slip(
            person_id=person_id, agent_id=agent_id, content=take_body(request), now=clock.now()
        )
        return Response({"slip": slip, "expires_at": shapes.moment(expires_at)}, status=201)


class FloatOrderListView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="list_float_orders",
        summary="Orders of float of my outlets, newest first",
        parameters=[_OUTLET, *PAGE_PARAMETERS],
        responses={
            200: shapes.FloatOrderPageSerializer,
            **problems(400, 401, agent_not_found=NOT_MINE, agent_role_required=NOT_MY_ROLE),
        },
    )
    def get(self, request: Request, agent_id: UUID) -> Response:
        viewer_id = principal_of(request).id
        member = require_role(person_id=viewer_id, agent_id=agent_id, power=Power.MOVE_FLOAT)
        query = shapes.FloatOrderQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        outlet_id = query.validated_data.get("outlet_id")

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[FloatOrder]:
            return selectors.list_float_orders(member, outlet_id=outlet_id, before=before, after=after, limit=limit)

        return paginate(request, fetch, lambda row: shapes.order_answer(row, viewer_id=viewer_id))

    @extend_schema(
        tags=TAGS,
        operation_id="order_float",
        summary="Buy float, or sell it back",
        description="To BUY: pay into the bank first, send a picture of the slip, and name both here; an operator "
        "looks at the bank and another one approves, then the float is there. A deposit buys once. To SELL: the float "
        "is put aside at once and the bank pays the account you name when both have agreed. That is confirmed by a "
        "code: the first request answers 403 `step_up_required`.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.FloatOrderRequestSerializer,
        responses={
            201: shapes.FloatOrderSerializer,
            **problems(
                400,
                401,
                403,
                429,
                step_up_required=STEP_UP_REQUIRED,
                agent_not_found=NOT_MINE,
                agent_role_required=NOT_MY_ROLE,
                outlet_not_found=NO_OUTLET,
                deposit_used=(409, "This deposit has bought float already, or somebody is looking at it."),
                slip_not_found=(422, "There is no such picture, or it was sent too long ago. Send it again."),
                agent_not_active=(422, "This agent does not serve now."),
                currency_mismatch=(422, "One of the two has no wallet in this currency."),
                insufficient_funds=(422, "There is less float than that."),
                idempotency_key_reused=(422, "The key came with another request before."),
            ),
        },
        examples=[
            OpenApiExample(
                "a deposit",
                value={
                    "outlet_id": "0192f3c4-6c1e-7f0a-9b1d-2f6f0c9a7d11",
                    "direction": "BUY",
                    "amount": "500.00",
                    "currency": "USD",
                    "bank": "equity",
                    "bank_reference": "DEP-20261121-0042",
                    "slip": "eyJrZXkiOi...",
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, agent_id: UUID) -> Response:
        fields = fields_of(shapes.FloatOrderRequestSerializer, request)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        is_sale = fields["direction"] == OrderDirection.SELL
        row, replayed = services.order_float(
            person_id=principal.id,
            session_id=principal.session_id,
            agent_id=agent_id,
            outlet_id=fields["outlet_id"],
            direction=fields["direction"],
            amount=money_of(fields),
            bank=fields["bank"],
            bank_reference=fields["bank_reference"],
            slip=fields["slip"],
            note=fields["note"],
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields) if is_sale else None,
            now=clock.now(),
        )
        answer = shapes.order_answer(row, viewer_id=principal.id, as_first_made=True)
        return Response(answer, status=201, headers={REPLAYED_HEADER: "true"} if replayed else None)


class FloatOrderView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="get_float_order",
        summary="An order of float",
        responses={
            200: shapes.FloatOrderSerializer,
            **problems(401, agent_not_found=NOT_MINE, agent_role_required=NOT_MY_ROLE, float_order_not_found=NO_ORDER),
        },
    )
    def get(self, request: Request, agent_id: UUID, order_id: UUID) -> Response:
        viewer_id = principal_of(request).id
        member = require_role(person_id=viewer_id, agent_id=agent_id, power=Power.MOVE_FLOAT)
        return Response(shapes.order_answer(selectors.get_float_order(member, order_id), viewer_id=viewer_id))


class CancelFloatOrderView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="cancel_float_order",
        summary="Call an order of float off",
        description="Until an operator has proposed it. What was put aside is available again.",
        request=shapes.NoFieldsSerializer,
        responses={
            200: shapes.FloatOrderSerializer,
            **problems(
                400,
                401,
                agent_not_found=NOT_MINE,
                agent_role_required=NOT_MY_ROLE,
                float_order_not_found=NO_ORDER,
                float_order_conflict=(409, "The order is in another state by now: nothing was changed."),
            ),
        },
    )
    def post(self, request: Request, agent_id: UUID, order_id: UUID) -> Response:
        fields_of(shapes.NoFieldsSerializer, request)
        person_id = principal_of(request).id
        row = services.cancel_float_order(person_id=person_id, agent_id=agent_id, order_id=order_id, now=clock.now())
        return Response(shapes.order_answer(row, viewer_id=person_id))


class FloatOrderSlipView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="get_float_order_slip",
        summary="The picture an order was made with",
        responses={
            (200, services.SLIP_TYPE): OpenApiTypes.BINARY,
            **problems(401, agent_not_found=NOT_MINE, agent_role_required=NOT_MY_ROLE, float_order_not_found=NO_ORDER),
        },
    )
    def get(self, request: Request, agent_id: UUID, order_id: UUID) -> HttpResponse:
        member = require_role(person_id=principal_of(request).id, agent_id=agent_id, power=Power.MOVE_FLOAT)
        row = selectors.get_float_order(member, order_id)
        if not row.proof_file:
            raise FloatOrderNotFound("This order has no picture.")
        return private_file_response(files.read(row.proof_file), services.SLIP_TYPE, "slip.jpg")


class FloatTransferListView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="transfer_float",
        summary="Move float to another outlet",
        description="Between my own outlets; from a super-agent's outlet to one of its agents', and back. To any other "
        "outlet, and to a code nobody has: 404 `outlet_not_found`. Declines with 422 and a `code`, above all "
        "insufficient_funds, agent_not_active, currency_mismatch, self_transfer and payer_not_active.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.FloatTransferRequestSerializer,
        responses={
            201: shapes.FloatMovementSerializer,
            **problems(
                400,
                401,
                403,
                409,
                422,
                step_up_required=STEP_UP_REQUIRED,
                agent_not_found=NOT_MINE,
                agent_role_required=NOT_MY_ROLE,
                outlet_not_found=NO_OUTLET,
            ),
        },
        examples=[
            OpenApiExample(
                "to the market",
                value={
                    "from_outlet_id": "0192f3c4-6c1e-7f0a-9b1d-2f6f0c9a7d11",
                    "to": "104217",
                    "amount": "200.00",
                    "currency": "USD",
                    "pin": "739184",
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, agent_id: UUID) -> Response:
        fields = fields_of(shapes.FloatTransferRequestSerializer, request)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        outcome = services.transfer_float(
            person_id=principal.id,
            session_id=principal.session_id,
            agent_id=agent_id,
            from_outlet_id=fields["from_outlet_id"],
            to=fields["to"],
            amount=money_of(fields),
            note=fields["note"],
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            at=clock.now(),
        )
        headers = {REPLAYED_HEADER: "true"} if outcome.replayed else None
        row = outcome.transaction
        if row.state == State.DECLINED:
            return Response(decline_document(row), status=422, headers=headers, content_type=CONTENT_TYPE)
        answer = shapes.movement_answer(row, outlet_id=fields["from_outlet_id"])
        return Response(answer, status=201, headers=headers)


class FloatMovementListView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="list_float_movements",
        summary="Float that came to an outlet or left it, newest first",
        description="What was bought, sold back and moved; cash-ins and cash-outs are dealings.",
        parameters=PAGE_PARAMETERS,
        responses={
            200: shapes.FloatMovementPageSerializer,
            **problems(400, 401, agent_not_found=NOT_MINE, agent_role_required=NOT_MY_ROLE, outlet_not_found=NO_OUTLET),
        },
    )
    def get(self, request: Request, agent_id: UUID, outlet_id: UUID) -> Response:
        member = require_role(person_id=principal_of(request).id, agent_id=agent_id, power=Power.MOVE_FLOAT)
        selectors.get_place_of(member, outlet_id)

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[Transaction]:
            return selectors.list_float_movements(outlet_id, before=before, after=after, limit=limit)

        return paginate(request, fetch, lambda row: shapes.movement_answer(row, outlet_id=outlet_id))


class LiquidityView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="get_liquidity",
        summary="Where float and cash are, and where they are short",
        description="Of each of my outlets: float, what is put aside, what customers brought and fetched today, what "
        "they are likely to bring until the day is over (from the last 14 days with cash-ins, the same weekday "
        "counting double), the cash in open drawers, and the alert if there is one.",
        responses={
            200: shapes.LiquiditySerializer,
            **problems(400, 401, 429, agent_not_found=NOT_MINE, agent_role_required=NOT_MY_ROLE),
        },
    )
    def get(self, request: Request, agent_id: UUID) -> Response:
        person_id, now = principal_of(request).id, clock.now()
        member = require_role(person_id=person_id, agent_id=agent_id, power=Power.MOVE_FLOAT)
        shapes.NoQuerySerializer(data=request.query_params.dict()).is_valid(raise_exception=True)
        spend(float_rates.LIQUIDITY, str(person_id), now=now)
        return Response(shapes.liquidity_answer(selectors.list_liquidity(member, at=now)))


class AgentsLiquidityView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="list_agents_liquidity",
        summary="Where the float of a super-agent's agents is",
        description="A page of its agents, each with its total float and its alerts, and the totals of all.",
        parameters=PAGE_PARAMETERS,
        responses={
            200: shapes.AgentsLiquiditySerializer,
            **problems(400, 401, 429, agent_not_found=NOT_MINE, agent_role_required=NOT_MY_ROLE),
        },
    )
    def get(self, request: Request, agent_id: UUID) -> Response:
        person_id, now = principal_of(request).id, clock.now()
        member = require_role(person_id=person_id, agent_id=agent_id, power=Power.MOVE_FLOAT)
        spend(float_rates.LIQUIDITY, str(person_id), now=now)
        selectors.require_all_outlets(member)

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[AgentLiquidity]:
            return selectors.list_agents_liquidity(agent_id, before=before, after=after, limit=limit)

        page = paginate(request, fetch, shapes.agent_liquidity_answer)
        return Response({**page.data, "totals": shapes.totals_answer(selectors.get_agents_totals(agent_id))})
