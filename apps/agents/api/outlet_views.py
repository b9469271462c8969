"""The API of outlets."""

from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.agents import selectors, services
from apps.agents.api import outlet_shapes as shapes
from apps.agents.api.agent_shapes import NoFieldsForAgentSerializer
from apps.agents.api.agent_views import CONFLICT, NOT_MINE, NOT_MY_ROLE, TAGS
from apps.agents.models import Outlet
from apps.agents.selectors import Power, require_role
from apps.core import clock
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of

_NO_OUTLET = (404, "There is no such outlet.")
_NAMED = (409, "There is an outlet of this name already.")


class OutletListView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="list_outlets",
        summary="Where the agent serves, newest first",
        description="Whoever works at one outlet sees that one.",
        parameters=PAGE_PARAMETERS,
        responses={200: shapes.OutletPageSerializer, **problems(400, 401, agent_not_found=NOT_MINE)},
    )
    def get(self, request: Request, agent_id: UUID) -> Response:
        member = require_role(person_id=principal_of(request).id, agent_id=agent_id, power=Power.SERVE)
        currency = selectors.get_agent(agent_id).currency

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[Outlet]:
            return selectors.list_outlets(agent_id, outlet_id=member.outlet_id, before=before, after=after, limit=limit)

        return paginate(request, fetch, lambda row: shapes.outlet_answer(row, currency))

    @extend_schema(
        tags=TAGS,
        operation_id="open_outlet",
        summary="Open an outlet",
        description="For the owner and managers of all outlets, while the agent is active. It begins without float.",
        request=shapes.OpenOutletSerializer,
        responses={
            201: shapes.OutletSerializer,
            **problems(
                400,
                401,
                429,
                agent_not_found=NOT_MINE,
                agent_role_required=NOT_MY_ROLE,
                agent_conflict=CONFLICT,
                outlet_exists=_NAMED,
                too_many_outlets=(409, "The agent has as many outlets as it may."),
            ),
        },
        examples=[
            OpenApiExample(
                "At the market",
                value={
                    "name": "Market",
                    "city": "Nairobi",
                    "time_zone": "Africa/Nairobi",
                    "latitude": -1.2863895,
                    "longitude": 36.8172231,
                    "opening_hours": {"mon": [["08:00", "18:00"]], "sat": [["09:00", "13:00"]]},
                    "low_float_at": "250.00",
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, agent_id: UUID) -> Response:
        fields = fields_of(shapes.OpenOutletSerializer, request)
        person_id = principal_of(request).id
        row = services.open_outlet(person_id=person_id, agent_id=agent_id, now=clock.now(), **fields)
        return Response(shapes.outlet_answer(row, row.agent.currency), status=201)


class OutletView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="change_outlet",
        summary="Rename or move an outlet, or say anew when it is open",
        request=shapes.ChangeOutletSerializer,
        responses={
            200: shapes.OutletSerializer,
            **problems(
                400,
                401,
                429,
                agent_not_found=NOT_MINE,
                agent_role_required=NOT_MY_ROLE,
                agent_conflict=CONFLICT,
                outlet_not_found=_NO_OUTLET,
                outlet_exists=_NAMED,
            ),
        },
    )
    def patch(self, request: Request, agent_id: UUID, outlet_id: UUID) -> Response:
        fields = fields_of(shapes.ChangeOutletSerializer, request)
        row = services.change_outlet(
            person_id=principal_of(request).id,
            agent_id=agent_id,
            outlet_id=outlet_id,
            changes=fields,
            now=clock.now(),
        )
        return Response(shapes.outlet_answer(row, row.agent.currency))


class CloseOutletView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="close_outlet",
        summary="Close an outlet for good",
        description="Once it holds no float and no shift is open there. What it has earned is still paid.",
        request=NoFieldsForAgentSerializer,
        responses={
            200: shapes.OutletSerializer,
            **problems(
                400,
                401,
                429,
                agent_not_found=NOT_MINE,
                agent_role_required=NOT_MY_ROLE,
                agent_conflict=CONFLICT,
                outlet_not_found=_NO_OUTLET,
                outlet_not_empty=(409, "Something is open at this outlet still, or it holds float."),
                main_outlet_stays=(409, "The main outlet closes with the agent."),
            ),
        },
    )
    def post(self, request: Request, agent_id: UUID, outlet_id: UUID) -> Response:
        fields_of(NoFieldsForAgentSerializer, request)
        row = services.close_outlet(
            person_id=principal_of(request).id, agent_id=agent_id, outlet_id=outlet_id, now=clock.now()
        )
        return Response(shapes.outlet_answer(row, row.agent.currency))
