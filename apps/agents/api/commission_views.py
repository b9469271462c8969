"""What an agent's people have earned and were paid: statements to the line, and payouts."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.agents import commission_out, selectors, services
from apps.agents.api import commission_shapes as shapes
from apps.agents.models import CommissionPayout
from apps.agents.selectors import Power, require_role
from apps.agents.services import CommissionStatement
from apps.core import clock
from apps.core.api.negotiation import FormatNegotiation
from apps.core.api.pagination import paginate
from apps.core.api.parsing import StrictSerializer
from apps.core.api.uploads import private_file_response
from apps.core.csv_out import csv_response, in_pieces
from apps.core.typesetting import CONTENT_TYPE as PDF
from apps.core.xlsx_out import CONTENT_TYPE as XLSX
from apps.core.xlsx_out import xlsx_response

COMMISSIONS = ["Agents: commissions"]
_AGENT = (404, "There is no such agent.")
_ROLE = (403, "Your role at this agent does not allow this.")
_ABOUT = (
    " It ties to the line: closing is opening, with what was earned, less what was taken back, paid and withheld. Days "
    "are those by whose months commissions are paid, the first and the last included, at most 366 of them. As JSON, "
    "CSV or XLSX it is written while it is read, however long it is; a PDF has at most 5,000 lines. Files are noted in "
    "my activity."
)


def _answers(**codes: tuple[int, str]) -> dict[Any, Any]:
    return {
        (200, "application/json"): shapes.CommissionStatementSerializer,
        (200, "text/csv"): OpenApiTypes.STR,
        (200, XLSX): OpenApiTypes.BINARY,
        (200, "application/pdf"): OpenApiTypes.BINARY,
        **problems(
            400,
            401,
            429,
            agent_not_found=_AGENT,
            commission_statement_too_long=(422, "A PDF holds 5,000 lines. Ask for CSV or XLSX, or for fewer days."),
            **codes,
        ),
    }


def _query(shape: type[StrictSerializer], request: Request) -> dict[str, Any]:
    query = shape(data=request.query_params.dict())
    query.is_valid(raise_exception=True)
    given = dict(query.validated_data)
    return {**given, "first": given.pop("from", None), "last": given.pop("to", None)}


def _shown(statement: CommissionStatement, form: str) -> HttpResponseBase:
    name = commission_out.filename_of(statement, form)
    if form == "csv":
        return csv_response(commission_out.csv_lines(statement), name)
    if form == "xlsx":
        return xlsx_response(commission_out.workbook(statement), name)
    if form == "pdf":
        return private_file_response(commission_out.statement_pdf(statement), PDF, name)
    pieces = in_pieces(commission_out.json_pieces(statement))
    answer = StreamingHttpResponse(pieces, content_type="application/json")
    answer["Cache-Control"] = "private, no-store"
    return answer


class CommissionsView(APIView):
    content_negotiation_class = FormatNegotiation

    @extend_schema(
        tags=COMMISSIONS,
        operation_id="get_commissions",
        summary="What this agent, its outlets and its tellers earned and were paid",
        description="For its owner and managers; whoever works in one outlet sees what it and its tellers earned. Of "
        "what a super-agent earns beside its agents only the agent is named." + _ABOUT,
        parameters=[shapes.CommissionsQuerySerializer],
        responses=_answers(agent_role_required=_ROLE),
    )
    def get(self, request: Request, agent_id: UUID) -> HttpResponseBase:
        given = _query(shapes.CommissionsQuerySerializer, request)
        statement = services.take_commission_statement(
            agent_id=agent_id,
            person_id=principal_of(request).id,
            first=given["first"],
            last=given["last"],
            earner=given.get("earner"),
            form=given["format"],
            now=clock.now(),
        )
        return _shown(statement, given["format"])


class OwnCommissionsView(APIView):
    content_negotiation_class = FormatNegotiation

    @extend_schema(
        tags=COMMISSIONS,
        operation_id="get_own_commissions",
        summary="What I earned as a teller and was paid",
        description="For who serves or has served at an agent, and no other's." + _ABOUT,
        parameters=[shapes.OwnCommissionsQuerySerializer],
        responses=_answers(),
    )
    def get(self, request: Request) -> HttpResponseBase:
        given = _query(shapes.OwnCommissionsQuerySerializer, request)
        statement = services.take_own_commissions(
            person_id=principal_of(request).id,
            agent_id=given.get("agent_id"),
            first=given["first"],
            last=given["last"],
            form=given["format"],
            now=clock.now(),
        )
        return _shown(statement, given["format"])


class CommissionPayoutsView(APIView):
    @extend_schema(
        tags=COMMISSIONS,
        operation_id="list_commission_payouts",
        summary="What this agent, its outlets and its tellers were paid",
        description="For its owner and managers, the newest first; one that has failed is tried again by itself, with "
        "growing waits. Whoever works in one outlet sees what it and its tellers were paid.",
        parameters=[shapes.PayoutsQuerySerializer],
        responses={
            200: shapes.CommissionPayoutPageSerializer,
            **problems(400, 401, agent_not_found=_AGENT, agent_role_required=_ROLE),
        },
    )
    def get(self, request: Request, agent_id: UUID) -> Response:
        query = shapes.PayoutsQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        member = require_role(person_id=principal_of(request).id, agent_id=agent_id, power=Power.REPORT)
        codes = selectors.payout_codes(member, earner=query.validated_data.get("earner"))
        named: dict[UUID, str] = {}

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[CommissionPayout]:
            rows = selectors.list_commission_payouts(agent_id, codes=codes, before=before, after=after, limit=limit)
            named.update(selectors.name_earners(rows))
            return rows

        return paginate(request, fetch, lambda row: shapes.payout_answer(row, named[row.earner_id]))
