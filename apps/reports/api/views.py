"""The statements and receipts API."""

from uuid import UUID

from django.http import HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.core import clock
from apps.core.api.negotiation import FormatNegotiation
from apps.core.api.uploads import private_file_response
from apps.core.csv_out import csv_response, in_pieces
from apps.reports import pdf, services
from apps.reports.api import serializers as shapes
from apps.reports.selectors import Statement
from apps.reports.statement_out import csv_lines, filename_of, json_pieces

REPORTS = ["Statements and receipts"]


class StatementView(APIView):
    content_negotiation_class = FormatNegotiation

    @extend_schema(
        tags=REPORTS,
        operation_id="get_statement",
        summary="The statement of one of my wallets",
        description="What was available when the period began, each movement with what was available after it, and "
        "what was when it ended: `opening` + `totals.in` - `totals.out` = `closing`. What is put aside for a payment "
        "under way has left the available money. As JSON or CSV it is written while it is read, however long it is; "
        "a PDF has at most 5,000 lines. Files are noted in my activity.",
        parameters=[shapes.StatementQuerySerializer],
        responses={
            (200, "application/json"): shapes.StatementSerializer,
            (200, "text/csv"): OpenApiTypes.STR,
            (200, "application/pdf"): OpenApiTypes.BINARY,
            **problems(
                400,
                401,
                404,
                429,
                statement_too_long=(422, "A PDF holds 5,000 lines. Ask for CSV, or for a shorter period."),
            ),
        },
    )
    def get(self, request: Request, wallet_id: UUID) -> HttpResponseBase:
        query = shapes.StatementQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        given = query.validated_data
        statement = services.take_statement(
            person_id=principal_of(request).id,
            wallet_id=wallet_id,
            since=given.get("from"),
            before=given.get("to"),
            form=given["format"],
            now=clock.now(),
        )
        return _statement_answer(statement, given["format"])


class FloatStatementView(APIView):
    content_negotiation_class = FormatNegotiation

    @extend_schema(
        tags=REPORTS,
        operation_id="get_float_statement",
        summary="The statement of an outlet's float",
        description="For the agent's owner and managers, in the outlet's days; otherwise as that of a wallet. "
        "Customers are named as far as a desk knows them. Files are noted in my activity.",
        parameters=[shapes.StatementQuerySerializer],
        responses={
            (200, "application/json"): shapes.StatementSerializer,
            (200, "text/csv"): OpenApiTypes.STR,
            (200, "application/pdf"): OpenApiTypes.BINARY,
            **problems(
                400,
                401,
                429,
                agent_not_found=(404, "There is no such agent."),
                outlet_not_found=(404, "There is no such outlet, or it is closed."),
                agent_role_required=(403, "Your role at this agent does not allow this."),
                statement_too_long=(422, "A PDF holds 5,000 lines. Ask for CSV, or for a shorter period."),
            ),
        },
    )
    def get(self, request: Request, agent_id: UUID, outlet_id: UUID) -> HttpResponseBase:
        query = shapes.StatementQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        given = query.validated_data
        statement = services.take_float_statement(
            person_id=principal_of(request).id,
            agent_id=agent_id,
            outlet_id=outlet_id,
            since=given.get("from"),
            before=given.get("to"),
            form=given["format"],
            now=clock.now(),
        )
        return _statement_answer(statement, given["format"])


def _statement_answer(statement: Statement, form: str) -> HttpResponseBase:
    if form == "csv":
        return csv_response(csv_lines(statement), filename_of(statement, "csv"))
    if form == "pdf":
        return private_file_response(pdf.statement_pdf(statement), pdf.CONTENT_TYPE, filename_of(statement, "pdf"))
    answer = StreamingHttpResponse(in_pieces(json_pieces(statement)), content_type="application/json")
    answer["Cache-Control"] = "private, no-store"
    return answer


class ReceiptView(APIView):
    content_negotiation_class = FormatNegotiation

    @extend_schema(
        tags=REPORTS,
        operation_id="get_receipt",
        summary="The receipt of one of my payments, as PDF",
        description="It shows the payment as it is now: one that was declined, is held or went back says so.",
        parameters=[shapes.ReceiptQuerySerializer],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY, **problems(400, 401, 404, 429)},
    )
    def get(self, request: Request, transaction_id: UUID) -> HttpResponseBase:
        query = shapes.ReceiptQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        receipt = services.take_receipt(
            person_id=principal_of(request).id, transaction_id=transaction_id, now=clock.now()
        )
        return private_file_response(
            pdf.receipt_pdf(receipt), pdf.CONTENT_TYPE, f"gopay-receipt-{receipt.reference}.pdf"
        )


class ReceiptLinkView(APIView):
    @extend_schema(
        tags=REPORTS,
        operation_id="share_receipt",
        summary="Make a link to the receipt of one of my payments",
        description="Whoever has the link sees the receipt for 90 days, or until I revoke it: names are shortened, and "
        "there is no number, address or id on it. Each call makes another link, and each is told only once.",
        request=None,
        responses={201: shapes.ReceiptLinkSerializer, **problems(401, 404, 429)},
    )
    def post(self, request: Request, transaction_id: UUID) -> Response:
        link = services.share_receipt(
            person_id=principal_of(request).id, transaction_id=transaction_id, now=clock.now()
        )
        url = request.build_absolute_uri(reverse("shared-receipt", args=[link.token]))
        answer = Response({"url": url, "expires_at": link.expires_at}, status=status.HTTP_201_CREATED)
        answer["Cache-Control"] = "no-store"
        return answer

    @extend_schema(
        tags=REPORTS,
        operation_id="revoke_receipt_links",
        summary="End all my links to this receipt",
        responses={204: OpenApiResponse(description="There is no link of mine to it any more."), **problems(401, 404)},
    )
    def delete(self, request: Request, transaction_id: UUID) -> Response:
        services.revoke_receipt_links(
            person_id=principal_of(request).id, transaction_id=transaction_id, now=clock.now()
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
