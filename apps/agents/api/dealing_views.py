"""What was done at a desk, for its teller and for the agent: list, search and file hold the same rows (SECURITY 17)."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.agents import dealings_out, selectors, services
from apps.agents.api import dealing_shapes as shapes
from apps.agents.api.shift_views import AGENT, ROLE
from apps.agents.selectors import Power, SeenDealing, require_role
from apps.agents.services import DealingsFile
from apps.core import clock
from apps.core.api.negotiation import FormatNegotiation
from apps.core.api.pagination import paginate
from apps.core.csv_out import csv_response
from apps.core.xlsx_out import CONTENT_TYPE as XLSX
from apps.core.xlsx_out import xlsx_response

DEALINGS = ["Agents: dealings"]
_NO_DEALING = (404, "There is no such dealing.")
_ABOUT = (
    " Customers are shown masked; their whole number finds only those whom this agent has served. As JSON in pages, "
    "the newest first; in any other `format` a file of all of them, the oldest first, noted in my activity: at most "
    "100,000."
)


def _answers(shape: Any, **refusals: tuple[int, str]) -> dict[Any, Any]:
    return {
        (200, "application/json"): shape,
        (200, "text/csv"): OpenApiTypes.STR,
        (200, XLSX): OpenApiTypes.BINARY,
        **problems(
            400,
            401,
            429,
            agent_not_found=AGENT,
            file_too_long=(422, "A file holds 100,000 lines. Ask for a shorter time."),
            **refusals,
        ),
    }


def _query(shape: type[shapes.OwnDealingsQuerySerializer], request: Request) -> dict[str, Any]:
    query = shape(data=request.query_params.dict())
    query.is_valid(raise_exception=True)
    return dict(query.validated_data)


def _file(found: DealingsFile, form: str, *, of_office: bool) -> HttpResponseBase:
    name = f"gopay-dealings-{found.made_at:%Y-%m-%d}.{form}"
    if form == "csv":
        return csv_response(dealings_out.csv_lines(found.rows, of_office=of_office), name)
    return xlsx_response(dealings_out.workbook(found.rows, of_office=of_office, currency=found.currency), name)


class OwnDealingListView(APIView):
    content_negotiation_class = FormatNegotiation

    @extend_schema(
        tags=DEALINGS,
        operation_id="list_own_dealings",
        summary="Whom I have served",
        description="At the agents I work for now." + _ABOUT,
        parameters=[shapes.OwnDealingsQuerySerializer],
        responses=_answers(shapes.DealingPageSerializer),
    )
    def get(self, request: Request) -> HttpResponseBase:
        given = _query(shapes.OwnDealingsQuerySerializer, request)
        person_id, matching, form = principal_of(request).id, shapes.filter_of(given), given["format"]
        if form != "json":
            found = services.take_own_dealings(person_id=person_id, matching=matching, form=form, now=clock.now())
            return _file(found, form, of_office=False)
        return paginate(
            request,
            lambda before, after, limit: selectors.list_own_dealings(
                person_id, matching=matching, before=before, after=after, limit=limit
            ),
            shapes.dealing_answer,
            position=_position,
        )


class OwnDealingView(APIView):
    @extend_schema(
        tags=DEALINGS,
        operation_id="get_own_dealing",
        summary="One of them",
        responses={
            200: shapes.DealingSerializer,
            **problems(401, agent_not_found=AGENT, dealing_not_found=_NO_DEALING),
        },
    )
    def get(self, request: Request, dealing_id: UUID) -> Response:
        row = selectors.get_own_dealing(person_id=principal_of(request).id, transaction_id=dealing_id)
        return Response(shapes.dealing_answer(row))


class DealingListView(APIView):
    content_negotiation_class = FormatNegotiation

    @extend_schema(
        tags=DEALINGS,
        operation_id="list_dealings",
        summary="Whom this agent has served",
        description="For its owner and managers; whoever works at one outlet sees that one's. A super-agent sees its "
        "own outlets', and none of the agents below it." + _ABOUT,
        parameters=[shapes.DealingsQuerySerializer],
        responses=_answers(shapes.OfficeDealingPageSerializer, agent_role_required=ROLE),
    )
    def get(self, request: Request, agent_id: UUID) -> HttpResponseBase:
        given = _query(shapes.DealingsQuerySerializer, request)
        person_id, matching, form = principal_of(request).id, shapes.filter_of(given), given["format"]
        if form != "json":
            found = services.take_dealings(
                person_id=person_id, agent_id=agent_id, matching=matching, form=form, now=clock.now()
            )
            return _file(found, form, of_office=True)
        member = require_role(person_id=person_id, agent_id=agent_id, power=Power.SEE_DEALINGS)
        return paginate(
            request,
            lambda before, after, limit: selectors.list_dealings(
                member, matching=matching, before=before, after=after, limit=limit
            ),
            shapes.office_answer,
            position=_position,
        )


class DealingView(APIView):
    @extend_schema(
        tags=DEALINGS,
        operation_id="get_dealing",
        summary="One of them",
        responses={
            200: shapes.OfficeDealingSerializer,
            **problems(401, agent_not_found=AGENT, agent_role_required=ROLE, dealing_not_found=_NO_DEALING),
        },
    )
    def get(self, request: Request, agent_id: UUID, dealing_id: UUID) -> Response:
        member = require_role(person_id=principal_of(request).id, agent_id=agent_id, power=Power.SEE_DEALINGS)
        return Response(shapes.office_answer(selectors.get_dealing(member, dealing_id)))


def _position(row: SeenDealing) -> UUID:
    return row.transaction_id
