"""How a merchant is settled with, what it was settled with, and that to the line."""

from uuid import UUID

from django.http import HttpResponseBase, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.core import clock
from apps.core.api.negotiation import FormatNegotiation
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of
from apps.core.api.uploads import private_file_response
from apps.core.csv_out import csv_response, in_pieces
from apps.core.typesetting import CONTENT_TYPE as PDF
from apps.core.xlsx_out import CONTENT_TYPE as XLSX
from apps.core.xlsx_out import xlsx_response
from apps.merchants import selectors, services, settlement_out
from apps.merchants.api import settlement_shapes as shapes
from apps.merchants.errors import RoleRequired
from apps.merchants.selectors import Power, require_role

SETTLEMENTS = ["Merchants: settlements"]
_NO_MERCHANT = (404, "There is no such merchant.")
_NO_SETTLEMENT = (404, "There is no such settlement.")
_ROLE = (403, "Your role at this merchant does not allow this.")


def _may(request: Request, merchant_id: UUID, power: Power) -> UUID:
    """Whoever asks, if they may. What is settled is of all stores, so it is not for who works in one."""
    person_id = principal_of(request).id
    if require_role(person_id=person_id, merchant_id=merchant_id, power=power).store_id is not None:
        raise RoleRequired("Your role is for one store only.")
    return person_id


class TermsView(APIView):
    @extend_schema(
        tags=SETTLEMENTS,
        operation_id="get_settlement_terms",
        summary="How this merchant is settled with, and where its money is",
        description="For its owner and managers. What is taken is settled when a period is over (days and weeks are "
        "those of UTC), and paid out then.",
        responses={
            200: shapes.TermsSerializer,
            **problems(401, merchant_not_found=_NO_MERCHANT, merchant_role_required=_ROLE),
        },
    )
    def get(self, request: Request, merchant_id: UUID) -> Response:
        _may(request, merchant_id, Power.REPORT)
        merchant = selectors.get_merchant(merchant_id)
        return Response(shapes.terms_answer(merchant, selectors.get_position(merchant)))

    @extend_schema(
        tags=SETTLEMENTS,
        operation_id="choose_settlement_terms",
        summary="Choose how often this merchant is settled with",
        description="For its owner. What is kept back, and for how long, GoPay says; where money is paid to is changed "
        "by `PUT /merchants/{merchant_id}/settlement-destination`.",
        request=shapes.TermsRequestSerializer,
        responses={
            200: shapes.TermsSerializer,
            **problems(
                400,
                401,
                merchant_not_found=_NO_MERCHANT,
                merchant_role_required=_ROLE,
                settlement_terms_refused=(422, "While something is kept back, only GoPay can settle at once."),
                invalid_amount=(400, "The amount has more decimals than the currency."),
            ),
        },
        examples=[OpenApiExample("each week", value={"period": "WEEKLY", "minimum": "20.00"}, request_only=True)],
    )
    def put(self, request: Request, merchant_id: UUID) -> Response:
        fields = fields_of(shapes.TermsRequestSerializer, request)
        person_id = _may(request, merchant_id, Power.GOVERN)
        merchant = services.choose_period(
            merchant_id=merchant_id,
            period=fields["period"],
            minimum=fields.get("minimum"),
            person_id=person_id,
            now=clock.now(),
        )
        return Response(shapes.terms_answer(merchant, selectors.get_position(merchant)))


class SettlementListView(APIView):
    @extend_schema(
        tags=SETTLEMENTS,
        operation_id="list_settlements",
        summary="What this merchant was settled with",
        description="For its owner and managers; the newest first.",
        parameters=PAGE_PARAMETERS,
        responses={
            200: shapes.SettlementPageSerializer,
            **problems(400, 401, merchant_not_found=_NO_MERCHANT, merchant_role_required=_ROLE),
        },
    )
    def get(self, request: Request, merchant_id: UUID) -> Response:
        _may(request, merchant_id, Power.REPORT)
        return paginate(
            request,
            lambda before, after, limit: selectors.list_settlements(
                merchant_id, before=before, after=after, limit=limit
            ),
            shapes.settlement_answer,
        )


class SettlementView(APIView):
    @extend_schema(
        tags=SETTLEMENTS,
        operation_id="get_settlement",
        summary="One settlement",
        responses={
            200: shapes.SettlementSerializer,
            **problems(
                401,
                merchant_not_found=_NO_MERCHANT,
                merchant_role_required=_ROLE,
                settlement_not_found=_NO_SETTLEMENT,
            ),
        },
    )
    def get(self, request: Request, merchant_id: UUID, settlement_id: UUID) -> Response:
        _may(request, merchant_id, Power.REPORT)
        row = selectors.get_settlement(merchant_id=merchant_id, settlement_id=settlement_id)
        return Response(shapes.settlement_answer(row))


class RetryView(APIView):
    @extend_schema(
        tags=SETTLEMENTS,
        operation_id="retry_settlement",
        summary="Have a settlement that failed paid out now",
        description="For the owner, after what was in the way is put right: it is paid to where the merchant is "
        "settled to by now. What has failed is tried again by itself, too, with growing waits. Asking twice changes "
        "nothing.",
        request=None,
        responses={
            200: shapes.SettlementSerializer,
            **problems(
                401,
                merchant_not_found=_NO_MERCHANT,
                merchant_role_required=_ROLE,
                settlement_not_found=_NO_SETTLEMENT,
                settlement_conflict=(409, "The settlement is in another state by now."),
            ),
        },
    )
    def post(self, request: Request, merchant_id: UUID, settlement_id: UUID) -> Response:
        person_id = _may(request, merchant_id, Power.GOVERN)
        row = services.retry_by_owner(
            merchant_id=merchant_id, settlement_id=settlement_id, person_id=person_id, now=clock.now()
        )
        return Response(shapes.settlement_answer(row))


class StatementView(APIView):
    content_negotiation_class = FormatNegotiation

    @extend_schema(
        tags=SETTLEMENTS,
        operation_id="get_settlement_statement",
        summary="The statement of a settlement, to the line",
        description="Each sale and refund in it, and what they sum up to: the lines' `net`, less what is kept back, "
        "with what is released, is what is paid out. As JSON, CSV or XLSX it is written while it is read, however long "
        "it is; a PDF has at most 5,000 lines. Files are noted in my activity.",
        parameters=[shapes.StatementQuerySerializer],
        responses={
            (200, "application/json"): shapes.SettlementStatementSerializer,
            (200, "text/csv"): OpenApiTypes.STR,
            (200, XLSX): OpenApiTypes.BINARY,
            (200, "application/pdf"): OpenApiTypes.BINARY,
            **problems(
                400,
                401,
                429,
                merchant_not_found=_NO_MERCHANT,
                merchant_role_required=_ROLE,
                settlement_not_found=_NO_SETTLEMENT,
                settlement_too_long=(422, "A PDF holds 5,000 lines. Ask for CSV or XLSX."),
            ),
        },
    )
    def get(self, request: Request, merchant_id: UUID, settlement_id: UUID) -> HttpResponseBase:
        query = shapes.StatementQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        form = query.validated_data["format"]
        person_id = _may(request, merchant_id, Power.REPORT)
        row = services.take_statement(
            merchant_id=merchant_id, settlement_id=settlement_id, person_id=person_id, form=form, now=clock.now()
        )
        name = settlement_out.filename_of(row, form)
        if form == "csv":
            return csv_response(settlement_out.csv_lines(row), name)
        if form == "xlsx":
            return xlsx_response(settlement_out.workbook(row), name)
        if form == "pdf":
            merchant = selectors.get_merchant(merchant_id)
            return private_file_response(settlement_out.settlement_pdf(row, merchant), PDF, name)
        answer = StreamingHttpResponse(in_pieces(settlement_out.json_pieces(row)), content_type="application/json")
        answer["Cache-Control"] = "private, no-store"
        return answer
