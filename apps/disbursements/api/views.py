"""The JSON door of disbursements: upload, look, submit, approve, and fetch what became of it."""

from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import SECRET_FIELDS, proof_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.accounts.api.step_up import STEP_UP_REQUIRED
from apps.core import clock
from apps.core.api.idempotency import REPLAYED_HEADER, read_key
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of
from apps.core.api.uploads import CsvParser, take_csv
from apps.core.csv_out import csv_response
from apps.core.services import record_export
from apps.disbursements import reports, selectors, services
from apps.disbursements.api import serializers as shapes
from apps.disbursements.models import Disbursement, DisbursementRow

DISBURSEMENTS = ["Disbursements"]
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="1 to 255 visible characters of your choice. The same key with the same request is answered the "
    "same again and does nothing.",
)
NOT_THERE = (404, "There is no such disbursement.")
OTHER_STATE = (409, "The disbursement is in another state: this cannot be done to it.")
_LAST_LINE = (1 << 32) - 1
_EXAMPLE: dict[str, Any] = {
    "id": "0192f3c4-6c1e-7f0a-9b1d-2f6f0c9a7d11",
    "state": "PAYING",
    "role": "owner",
    "failure_code": None,
    "file_name": "salaries-2026-11.csv",
    "file_sha256": "9f2b6c0d5a2f1f5c8c1c3c7c1a3a0d7f1f4b7f5e0a5d5f0c1b2a3948576a7b8c",
    "currency": "USD",
    "expected_rows": 10000,
    "checked_rows": 10000,
    "rows": 10000,
    "valid_rows": 9963,
    "bad_rows": 37,
    "paid_rows": 4000,
    "failed_rows": 0,
    "percent": 40,
    "amount": "4981500.00",
    "fee": "996.30",
    "tax": "159.41",
    "fee_bearer": "PAYER",
    "total": "4982655.71",
    "paid": "2000000.00",
    "returned": "0.00",
    "created_at": "2026-11-21T09:00:00.000Z",
    "submitted_at": "2026-11-21T09:10:00.000Z",
    "approved_at": "2026-11-21T09:30:00.000Z",
    "ended_at": None,
}
_ANSWERED = OpenApiExample("salaries", value=_EXAMPLE, response_only=True, status_codes=["200"])


def _answer(row: Disbursement, request: Request) -> Response:
    return Response(shapes.disbursement_answer(row, viewer_id=principal_of(request).id))


def _replayable(body: dict[str, Any], code: int, *, replayed: bool) -> Response:
    return Response(body, status=code, headers={REPLAYED_HEADER: "true"} if replayed else None)


class DisbursementListView(APIView):
    # A file is the body itself.
    parser_classes = (CsvParser,)

    @extend_schema(
        tags=DISBURSEMENTS,
        operation_id="list_disbursements",
        summary="My disbursements and those I may approve, newest first",
        parameters=PAGE_PARAMETERS,
        responses={200: shapes.DisbursementPageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        viewer_id = principal_of(request).id

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[Disbursement]:
            return selectors.list_disbursements(viewer_id, before=before, after=after, limit=limit)

        return paginate(request, fetch, lambda row: shapes.disbursement_answer(row, viewer_id=viewer_id))

    @extend_schema(
        tags=DISBURSEMENTS,
        operation_id="upload_disbursement",
        summary="Upload a file of people to pay",
        description="The body is the file: CSV (RFC 4180) in UTF-8 with a header that names the columns `to`, `amount` "
        "and, if you like, `note`; at most 16 MB and 100,000 rows, each on one line. `to` is a phone number in E.164, "
        "an e-mail address, a @handle or a person's id. It is checked in the background: watch `percent` and `state`. "
        "Nothing is paid before you submit it and a cosigner approves it.",
        parameters=[shapes.UploadQuerySerializer, IDEMPOTENCY_KEY],
        request={"text/csv": OpenApiTypes.BINARY},
        responses={
            202: shapes.DisbursementSerializer,
            **problems(
                400,
                401,
                429,
                invalid_file=(400, "The first line must name the columns: to, amount and, if you like, note."),
                cosigner_needed=(422, "Somebody has to approve what you disburse: name a cosigner who accepts."),
                currency_mismatch=(422, "You have no wallet in this currency."),
                idempotency_key_reused=(422, "This Idempotency-Key was used for another request."),
            ),
        },
    )
    def post(self, request: Request) -> Response:
        query = shapes.UploadQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        fields = query.validated_data
        file = take_csv(request)
        key = read_key(request, {**fields, "file": file.digest.hex()})
        me = principal_of(request)
        row, replayed = services.upload(
            owner_id=me.id,
            currency=fields["currency"],
            file_name=fields["file_name"],
            pieces=file.pieces,
            file_digest=file.digest,
            key=key.key,
            digest=key.digest,
            now=clock.now(),
        )
        return _replayable(shapes.uploaded_answer(row, viewer_id=me.id), status.HTTP_202_ACCEPTED, replayed=replayed)


class DisbursementView(APIView):
    @extend_schema(
        tags=DISBURSEMENTS,
        operation_id="get_disbursement",
        summary="How far one disbursement is",
        responses={200: shapes.DisbursementSerializer, **problems(401, disbursement_not_found=NOT_THERE)},
        examples=[_ANSWERED],
    )
    def get(self, request: Request, disbursement_id: UUID) -> Response:
        row = selectors.get_disbursement(viewer_id=principal_of(request).id, disbursement_id=disbursement_id)
        return _answer(row, request)


def _position(line: DisbursementRow) -> UUID:
    """Pages go by descending ids; lines go up, so the id of a line counts down."""
    return UUID(int=_LAST_LINE - line.line)


def _line_at(position: UUID | None) -> int | None:
    return None if position is None else max(min(_LAST_LINE - position.int, _LAST_LINE >> 1), 0)


class ErrorsView(APIView):
    @extend_schema(
        tags=DISBURSEMENTS,
        operation_id="list_disbursement_errors",
        summary="What is wrong with which line",
        description="By line. `duplicate_payee` is a warning: such a row is paid all the same. With `format=csv` the "
        "whole report as a file. Whether a payee is unknown, closed or without a wallet is not told apart.",
        parameters=[shapes.ErrorsQuerySerializer],
        responses={
            (200, "application/json"): shapes.RowErrorPageSerializer,
            (200, "text/csv"): OpenApiTypes.BINARY,
            **problems(400, 401, disbursement_not_found=NOT_THERE),
        },
    )
    def get(self, request: Request, disbursement_id: UUID) -> Response | StreamingHttpResponse:
        query = shapes.ErrorsQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        me = principal_of(request)
        row = selectors.get_disbursement(viewer_id=me.id, disbursement_id=disbursement_id)
        if query.validated_data["format"] == "csv":
            count = selectors.count_coded_rows(row.id)
            return _download(me.id, row, "errors", count, reports.error_lines(row))

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[DisbursementRow]:
            return selectors.list_coded_rows(row.id, below=_line_at(before), above=_line_at(after), limit=limit)

        return paginate(request, fetch, lambda line: shapes.error_answer(line, row.currency), position=_position)


class ResultsView(APIView):
    @extend_schema(
        tags=DISBURSEMENTS,
        operation_id="download_disbursement_results",
        summary="Every row and what became of it, as a CSV file",
        description="At any time; a row that waits is PENDING. Cells that a spreadsheet would run begin with an "
        "apostrophe.",
        responses={
            (200, "text/csv"): OpenApiTypes.BINARY,
            **problems(401, disbursement_not_found=NOT_THERE),
        },
    )
    def get(self, request: Request, disbursement_id: UUID) -> StreamingHttpResponse:
        me = principal_of(request)
        row = selectors.get_disbursement(viewer_id=me.id, disbursement_id=disbursement_id)
        return _download(me.id, row, "results", row.rows, reports.result_lines(row))


def _download(viewer_id: UUID, row: Disbursement, what: str, count: int, lines: Any) -> StreamingHttpResponse:
    why = "asked by its owner" if row.owner_id == viewer_id else "asked by a cosigner"
    record_export(actor_id=viewer_id, what=f"disbursement {row.id} {what}", why=why, rows=count, now=clock.now())
    return csv_response(lines, f"disbursement-{row.id}-{what}.csv")


class SubmitView(APIView):
    @extend_schema(
        tags=DISBURSEMENTS,
        operation_id="submit_disbursement",
        summary="Have it quoted, and ask the cosigners for approval",
        description="Fixes fee, tax and total: what is approved is charged exactly that. Rows that cannot be paid are "
        "left out if you accept that.",
        request=shapes.SubmitSerializer,
        responses={
            200: shapes.DisbursementSerializer,
            **problems(
                400,
                401,
                disbursement_not_found=NOT_THERE,
                disbursement_conflict=OTHER_STATE,
                bad_rows_not_accepted=(422, "Some rows cannot be paid. Say that they may be left out."),
                cosigner_needed=(422, "Somebody has to approve what you disburse: name a cosigner who accepts."),
                nothing_to_pay=(422, "None of its rows can be paid."),
            ),
        },
        examples=[OpenApiExample("leave them out", value={"accept_bad_rows": True}, request_only=True), _ANSWERED],
    )
    def post(self, request: Request, disbursement_id: UUID) -> Response:
        fields = fields_of(shapes.SubmitSerializer, request)
        row = services.submit(
            owner_id=principal_of(request).id,
            disbursement_id=disbursement_id,
            accept_bad_rows=fields["accept_bad_rows"],
            now=clock.now(),
        )
        return _answer(row, request)


class ApproveView(APIView):
    @extend_schema(
        tags=DISBURSEMENTS,
        operation_id="approve_disbursement",
        summary="Approve what somebody else disburses",
        description="For a cosigner, never for the owner. Takes the PIN, the phone's signature and always a code: the "
        "first request answers 403 `step_up_required`. The whole sum leaves the owner's wallet at once, and is paid in "
        "the background. 422 `insufficient_funds` and the like change nothing: it can be approved later.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.ApproveSerializer,
        responses={
            200: shapes.DisbursementSerializer,
            **problems(
                400,
                401,
                429,
                step_up_required=STEP_UP_REQUIRED,
                own_approval=(403, "Nobody approves what they have asked for themselves: a second person does."),
                disbursement_not_found=NOT_THERE,
                disbursement_conflict=OTHER_STATE,
                approval_voided=(409, "What was to be approved has changed since it was asked for."),
                insufficient_funds=(422, "There is not enough money in the wallet."),
                payer_not_active=(422, "Money cannot leave the owner's wallet now."),
                daily_limit_exceeded=(422, "With this the owner would pay more in a day than they may."),
                invalid_code=(422, "This code is wrong, was used before, or is too old. Ask for a new one."),
            ),
        },
        examples=[OpenApiExample("first request", value={"pin": "739184"}, request_only=True), _ANSWERED],
    )
    def post(self, request: Request, disbursement_id: UUID) -> Response:
        fields = fields_of(shapes.ApproveSerializer, request)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        me = principal_of(request)
        row, replayed = services.approve(
            checker_id=me.id,
            session_id=me.session_id,
            disbursement_id=disbursement_id,
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            now=clock.now(),
        )
        return _replayable(shapes.approved_answer(row, viewer_id=me.id), status.HTTP_200_OK, replayed=replayed)


class RejectView(APIView):
    @extend_schema(
        tags=DISBURSEMENTS,
        operation_id="reject_disbursement",
        summary="Say no to what somebody else wants to disburse",
        request=shapes.RejectSerializer,
        responses={
            200: shapes.DisbursementSerializer,
            **problems(
                400,
                401,
                own_approval=(403, "Nobody decides about their own."),
                disbursement_not_found=NOT_THERE,
                disbursement_conflict=OTHER_STATE,
            ),
        },
        examples=[OpenApiExample("no", value={"reason": "Line 12 is not ours."}, request_only=True), _ANSWERED],
    )
    def post(self, request: Request, disbursement_id: UUID) -> Response:
        fields = fields_of(shapes.RejectSerializer, request)
        row = services.reject(
            checker_id=principal_of(request).id,
            disbursement_id=disbursement_id,
            reason=fields["reason"],
            now=clock.now(),
        )
        return _answer(row, request)


class CancelView(APIView):
    @extend_schema(
        tags=DISBURSEMENTS,
        operation_id="cancel_disbursement",
        summary="Give it up before it is approved",
        request=None,
        responses={
            200: OpenApiResponse(shapes.DisbursementSerializer),
            **problems(401, disbursement_not_found=NOT_THERE, disbursement_conflict=OTHER_STATE),
        },
        examples=[_ANSWERED],
    )
    def post(self, request: Request, disbursement_id: UUID) -> Response:
        row = services.cancel(owner_id=principal_of(request).id, disbursement_id=disbursement_id, now=clock.now())
        return _answer(row, request)
