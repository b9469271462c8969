"""End-of-day reports, and the reports of shifts."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.agents import day_out, services, shift_out
from apps.agents.api import report_shapes as shapes
from apps.agents.api.shift_views import AGENT, NO_SHIFT, ROLE
from apps.agents.services import ShiftReport
from apps.core import clock
from apps.core.api.negotiation import FormatNegotiation
from apps.core.api.parsing import StrictDateField
from apps.core.api.uploads import private_file_response
from apps.core.csv_out import csv_response
from apps.core.typesetting import CONTENT_TYPE as PDF

REPORTS = ["Agents: reports"]
_TOO_LONG = (422, "A PDF holds 5,000 lines. Ask for CSV.")


def _answers(shape: Any, **refusals: tuple[int, str]) -> dict[Any, Any]:
    return {
        (200, "application/json"): shape,
        (200, "text/csv"): OpenApiTypes.STR,
        (200, "application/pdf"): OpenApiTypes.BINARY,
        **problems(400, 401, 429, agent_not_found=AGENT, file_too_long=_TOO_LONG, **refusals),
    }


def _form(request: Request) -> Literal["json", "csv", "pdf"]:
    query = shapes.ReportFormatSerializer(data=request.query_params.dict())
    query.is_valid(raise_exception=True)
    form: Literal["json", "csv", "pdf"] = query.validated_data["format"]
    return form


class DayReportView(APIView):
    content_negotiation_class = FormatNegotiation

    @extend_schema(
        tags=REPORTS,
        operation_id="report_day",
        summary="The end of a day: each outlet's drawers and float",
        description="For its owner and managers; whoever works at one outlet sees that one. A day is the outlet's own, "
        "from midnight to midnight. Dealings are those whose money moved the float on that day, so the report ties to "
        "the float's statement to the cent. Files are noted in my activity.",
        parameters=[shapes.ReportFormatSerializer],
        responses=_answers(shapes.DayReportSerializer, agent_role_required=ROLE),
    )
    def get(self, request: Request, agent_id: UUID, day: str) -> HttpResponseBase:
        form = _form(request)
        report = services.take_day_report(
            person_id=principal_of(request).id, agent_id=agent_id, day=_day_of(day), form=form, now=clock.now()
        )
        if form == "json":
            return Response(day_out.day_answer(report))
        name = day_out.filename_of(report, form)
        if form == "csv":
            return csv_response(day_out.csv_lines(report), name)
        return private_file_response(day_out.day_pdf(report), PDF, name)


class _ShiftReportView(APIView):
    content_negotiation_class = FormatNegotiation

    def answer(self, report: ShiftReport, form: str) -> HttpResponseBase:
        if form == "json":
            return Response(shapes.shift_report_answer(report))
        name = shift_out.filename_of(report, form)
        if form == "csv":
            return csv_response(shift_out.csv_lines(report), name)
        return private_file_response(shift_out.shift_pdf(report), PDF, name)


class OwnShiftReportView(_ShiftReportView):
    @extend_schema(
        tags=REPORTS,
        operation_id="report_own_shift",
        summary="One of my shifts, to the line",
        description="Once it is closed. Customers are shown masked. Files are noted in my activity.",
        parameters=[shapes.ReportFormatSerializer],
        responses=_answers(
            shapes.ShiftReportSerializer,
            shift_not_found=NO_SHIFT,
            shift_conflict=(409, "The shift is open: close it first."),
        ),
    )
    def get(self, request: Request, shift_id: UUID) -> HttpResponseBase:
        form = _form(request)
        report = services.take_own_shift_report(
            person_id=principal_of(request).id, shift_id=shift_id, form=form, now=clock.now()
        )
        return self.answer(report, form)


class ShiftReportView(_ShiftReportView):
    @extend_schema(
        tags=REPORTS,
        operation_id="report_shift",
        summary="A shift at this agent, to the line",
        description="For its owner and managers. Customers are shown masked. Files are noted in my activity.",
        parameters=[shapes.ReportFormatSerializer],
        responses=_answers(shapes.ShiftReportSerializer, agent_role_required=ROLE, shift_not_found=NO_SHIFT),
    )
    def get(self, request: Request, agent_id: UUID, shift_id: UUID) -> HttpResponseBase:
        form = _form(request)
        report = services.take_shift_report(
            person_id=principal_of(request).id, agent_id=agent_id, shift_id=shift_id, form=form, now=clock.now()
        )
        return self.answer(report, form)


def _day_of(text: str) -> date:
    """Raises DRF's ValidationError for what is no date."""
    try:
        day: date = StrictDateField().run_validation(text)
    except ValidationError as error:
        raise ValidationError({"date": error.detail}) from None
    return day
