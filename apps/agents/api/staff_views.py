"""The API of an agent's staff."""

from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.agents import selectors, services
from apps.agents.api import staff_shapes as shapes
from apps.agents.api.agent_views import CONFLICT, NOT_MINE, NOT_MY_ROLE, TAGS
from apps.agents.models import Staff
from apps.agents.selectors import Power, require_role
from apps.core import clock
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of

_NOBODY = (404, "There is no such member of staff, or no longer.")
_NO_OUTLET = (404, "There is no such outlet.")
_OWNER = (409, "The owner's role is not changed or ended.")


class AgentStaffListView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="list_agent_staff",
        summary="Who works for the agent, newest first",
        description="For the owner and managers; a manager of one outlet sees who works there.",
        parameters=PAGE_PARAMETERS,
        responses={
            200: shapes.AgentStaffPageSerializer,
            **problems(400, 401, agent_not_found=NOT_MINE, agent_role_required=NOT_MY_ROLE),
        },
    )
    def get(self, request: Request, agent_id: UUID) -> Response:
        person_id = principal_of(request).id
        member = require_role(person_id=person_id, agent_id=agent_id, power=Power.EMPLOY)

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[Staff]:
            return selectors.list_staff(agent_id, outlet_id=member.outlet_id, before=before, after=after, limit=limit)

        return paginate(request, fetch, lambda row: shapes.staff_answer(row, viewer_id=person_id))

    @extend_schema(
        tags=TAGS,
        operation_id="employ_at_agent",
        summary="Have somebody work for the agent",
        description="They are told, and may leave at any time; they serve with their own phone and PIN. Only the owner "
        "makes managers. Looking for somebody is counted as for `GET /payees/resolve`.",
        request=shapes.EmployForAgentSerializer,
        responses={
            201: shapes.AgentStaffSerializer,
            **problems(
                400,
                401,
                429,
                agent_not_found=NOT_MINE,
                agent_role_required=NOT_MY_ROLE,
                agent_conflict=CONFLICT,
                payee_not_found=(404, "There is nobody under this number, handle or address."),
                outlet_not_found=_NO_OUTLET,
                staff_exists=(409, "This person works for the agent already."),
                too_many_staff=(409, "The agent has as many people as it may."),
            ),
        },
        examples=[OpenApiExample("A teller", value={"to": "+254712000003", "role": "TELLER"}, request_only=True)],
    )
    def post(self, request: Request, agent_id: UUID) -> Response:
        fields = fields_of(shapes.EmployForAgentSerializer, request)
        person_id = principal_of(request).id
        row = services.employ(person_id=person_id, agent_id=agent_id, now=clock.now(), **fields)
        return Response(shapes.staff_answer(row, viewer_id=person_id), status=201)


class AgentStaffView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="change_agent_staff",
        summary="Change what somebody may do, or where",
        description="It holds at once. Nobody changes their own role; only the owner changes managers.",
        request=shapes.ChangeAgentStaffSerializer,
        responses={
            200: shapes.AgentStaffSerializer,
            **problems(
                400,
                401,
                429,
                agent_not_found=NOT_MINE,
                agent_role_required=NOT_MY_ROLE,
                own_role=(403, "Nobody changes what they may do themselves."),
                agent_conflict=CONFLICT,
                staff_not_found=_NOBODY,
                outlet_not_found=_NO_OUTLET,
                owner_stays=_OWNER,
            ),
        },
    )
    def patch(self, request: Request, agent_id: UUID, staff_id: UUID) -> Response:
        fields = fields_of(shapes.ChangeAgentStaffSerializer, request)
        person_id = principal_of(request).id
        row = services.change_staff(
            person_id=person_id, agent_id=agent_id, staff_id=staff_id, changes=fields, now=clock.now()
        )
        return Response(shapes.staff_answer(row, viewer_id=person_id))

    @extend_schema(
        tags=TAGS,
        operation_id="end_agent_employment",
        summary="End somebody's role, or leave",
        description="From this moment on they may do nothing there, also in a shift that is open. Everybody but the "
        "owner may end their own.",
        responses={
            204: None,
            **problems(
                401,
                agent_not_found=NOT_MINE,
                agent_role_required=NOT_MY_ROLE,
                staff_not_found=_NOBODY,
                owner_stays=_OWNER,
            ),
        },
    )
    def delete(self, request: Request, agent_id: UUID, staff_id: UUID) -> Response:
        services.end_employment(
            person_id=principal_of(request).id, agent_id=agent_id, staff_id=staff_id, now=clock.now()
        )
        return Response(status=204)
