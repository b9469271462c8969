"""Reports for the people of a merchant: what was sold, what it cost them, what was given back."""

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
from apps.core import clock
from apps.core.api.negotiation import FormatNegotiation
from apps.core.api.pagination import paginate
from apps.core.api.uploads import private_file_response
from apps.core.csv_out import csv_response
from apps.core.typesetting import CONTENT_TYPE as PDF
from apps.core.xlsx_out import CONTENT_TYPE as XLSX
from apps.core.xlsx_out import xlsx_response
from apps.merchants import report_out, selectors, services
from apps.merchants.api import report_shapes as shapes
from apps.merchants.api.charge_views import MERCHANT, ROLE
from apps.merchants.report_out import Table

REPORTS = ["Merchants: reports"]
_ABOUT = (
    " For its owner and managers; whoever works in one store sees that one. Days are those of UTC, as settlements have "
    "them, the first and the last included, at most 366 of them. Files are noted in my activity; a PDF has at most "
    "5,000 lines."
)


def _answers(shape: Any) -> dict[Any, Any]:
    return {
        (200, "application/json"): shape,
        (200, "text/csv"): OpenApiTypes.STR,
        (200, XLSX): OpenApiTypes.BINARY,
        (200, "application/pdf"): OpenApiTypes.BINARY,
        **problems(
            400,
            401,
            429,
            merchant_not_found=MERCHANT,
            merchant_role_required=ROLE,
            report_too_long=(422, "A PDF holds 5,000 lines. Ask for CSV or XLSX, or for fewer days."),
        ),
    }


def _query(shape: type[shapes.ReportQuerySerializer], request: Request) -> dict[str, Any]:
    query = shape(data=request.query_params.dict())
    query.is_valid(raise_exception=True)
    given = dict(query.validated_data)
    return {**given, "first": given.pop("from", None), "last": given.pop("to", None)}


def _file(table: Table, form: str) -> HttpResponseBase:
    name = report_out.filename_of(table, form)
    if form == "csv":
        return csv_response(report_out.csv_lines(table), name)
    if form == "xlsx":
        return xlsx_response(report_out.workbook(table), name)
    return private_file_response(report_out.report_pdf(table), PDF, name)


class SalesReportView(APIView):
    content_negotiation_class = FormatNegotiation

    @extend_schema(
        tags=REPORTS,
        operation_id="report_sales",
        summary="What was sold and given back, by day, till, person or store",
        description="Sums of the sales that were paid and of the refunds. A refund counts on its own day, at the store "
        "and till of its sale, and for whoever gave it back. `net` over a time is what moved on the takings." + _ABOUT,
        parameters=[shapes.SalesReportQuerySerializer],
        responses=_answers(shapes.SalesReportSerializer),
    )
    def get(self, request: Request, merchant_id: UUID) -> HttpResponseBase:
        given = _query(shapes.SalesReportQuerySerializer, request)
        report = services.take_sales_report(
            merchant_id=merchant_id,
            person_id=principal_of(request).id,
            first=given["first"],
            last=given["last"],
            by=given["by"],
            form=given["format"],
            now=clock.now(),
        )
        if given["format"] == "json":
            return Response(shapes.sales_answer(report))
        return _file(report_out.sales_table(report), given["format"])


class FeesReportView(APIView):
    content_negotiation_class = FormatNegotiation

    @extend_schema(
        tags=REPORTS,
        operation_id="report_fees",
        summary="What this merchant bore, day by day",
        description="The discount and the tax on it, with the sales they are of. A refund gives none of it back."
        + _ABOUT,
        parameters=[shapes.ReportQuerySerializer],
        responses=_answers(shapes.FeesReportSerializer),
    )
    def get(self, request: Request, merchant_id: UUID) -> HttpResponseBase:
        given = _query(shapes.ReportQuerySerializer, request)
        report = services.take_sales_report(
            merchant_id=merchant_id,
            person_id=principal_of(request).id,
            first=given["first"],
            last=given["last"],
            by="day",
            form=given["format"],
            what="fees",
            now=clock.now(),
        )
        if given["format"] == "json":
            return Response(shapes.fees_answer(report))
        return _file(report_out.fees_table(report), given["format"])


class RefundsReportView(APIView):
    content_negotiation_class = FormatNegotiation

    @extend_schema(
        tags=REPORTS,
        operation_id="report_refunds",
        summary="What was given back, payment by payment",
        description="As JSON a list, newest first; in any other `format` a file of all of them, oldest first, with "
        "what they sum up to." + _ABOUT,
        parameters=[shapes.RefundsReportQuerySerializer],
        responses=_answers(shapes.RefundsPageSerializer),
    )
    def get(self, request: Request, merchant_id: UUID) -> HttpResponseBase:
        given = _query(shapes.RefundsReportQuerySerializer, request)
        report = services.take_refunds_report(
            merchant_id=merchant_id,
            person_id=principal_of(request).id,
            first=given["first"],
            last=given["last"],
            form=given["format"],
            now=clock.now(),
        )
        if given["format"] != "json":
            return _file(report_out.refunds_table(report), given["format"])
        return paginate(
            request,
            lambda before, after, limit: selectors.list_refunds(
                merchant_id, days=report.days, store_id=report.store_id, before=before, after=after, limit=limit
            ),
            lambda line: shapes.refund_answer(line, report.merchant.currency),
            position=lambda line: line.transaction_id,
        )
