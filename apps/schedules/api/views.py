"""The schedules' API: arrange payments beforehand, see what became of them, stop them."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
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
from apps.core.api.parsing import fields_of, money_of
from apps.schedules import selectors, services
from apps.schedules.api import serializers as shapes
from apps.schedules.models import Schedule, ScheduleRun
from apps.transactions.api.views import IDEMPOTENCY_KEY

_TAGS = ["Schedules"]
_NOT_THERE = (404, "There is no such schedule.")
_CONFLICT = (409, "The schedule is in another state by now.")
_RENT: dict[str, Any] = {
    "id": "0192f3c4-6c1e-7f0a-9b1d-2f6f0c9a7d11",
    "state": "ACTIVE",
    "paused_because": None,
    "to": "+254722000002",
    "payee_name": "Brian M.",
    "amount": "250.00",
    "currency": "USD",
    "note": "rent",
    "frequency": "MONTHLY",
    "interval": 1,
    "start_date": "2027-01-31",
    "time": "08:30",
    "day_of_month": 31,
    "end_date": None,
    "count": 12,
    "time_zone": "Africa/Nairobi",
    "next_run_at": "2027-01-31T05:30:00Z",
    "runs_made": 0,
    "created_at": "2026-11-21T09:30:00Z",
    "ended_at": None,
}


class ScheduleListView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="list_schedules",
        summary="What I have arranged, newest first",
        parameters=[shapes.ScheduleQuerySerializer],
        responses={200: shapes.SchedulePageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        query = shapes.ScheduleQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        state, person_id = query.validated_data.get("state"), principal_of(request).id

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[Schedule]:
            return selectors.list_schedules(person_id, state=state, before=before, after=after, limit=limit)

        return paginate(request, fetch, shapes.schedule_answer)

    @extend_schema(
        tags=_TAGS,
        operation_id="make_schedule",
        summary="Arrange a payment, once or again and again",
        description="Nobody will be there when it is paid, so this is confirmed by a code whatever the amount: the "
        "first request answers 403 `step_up_required`, the second carries the code in `step_up`. Refused with 422 as "
        "a transfer is: payee_not_found, payee_not_active, payer_not_active, self_transfer, currency_mismatch, "
        "below_minimum, limit_exceeded, tier_limit_exceeded. When it is due it is a transfer like any other. Without "
        "enough money it is tried again after 1, 6 and 24 hours, but never past the next due date; then it is skipped, "
        "and after three skips in a row the schedule is paused.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.NewScheduleSerializer,
        responses={
            201: shapes.ScheduleSerializer,
            **problems(
                400,
                401,
                403,
                422,
                429,
                step_up_required=STEP_UP_REQUIRED,
                too_many_schedules=(409, "You have as many schedules as anybody may have. Cancel one first."),
                payee_not_found=(422, "Nobody can be paid under this number, e-mail address or id."),
            ),
        },
        examples=[
            OpenApiExample(
                "rent",
                value={
                    "to": "+254722000002",
                    "amount": "250.00",
                    "currency": "USD",
                    "note": "rent",
                    "frequency": "MONTHLY",
                    "start_date": "2027-01-31",
                    "time": "08:30",
                    "count": 12,
                    "pin": "739184",
                },
                request_only=True,
            ),
            OpenApiExample("arranged", value=_RENT, response_only=True, status_codes=["201"]),
        ],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.NewScheduleSerializer, request)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        made = services.make_schedule(
            person_id=principal.id,
            session_id=principal.session_id,
            to=fields["to"],
            amount=money_of(fields),
            plan=shapes.plan_of(fields),
            note=fields["note"],
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            now=clock.now(),
        )
        headers = {REPLAYED_HEADER: "true"} if made.replayed else None
        return Response(shapes.made_answer(made.schedule), status=status.HTTP_201_CREATED, headers=headers)


class ScheduleView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="get_schedule",
        summary="One schedule, its next five due dates and its newest runs",
        responses={200: shapes.ScheduleDetailSerializer, **problems(401, schedule_not_found=_NOT_THERE)},
    )
    def get(self, request: Request, schedule_id: UUID) -> Response:
        row = selectors.get_schedule(person_id=principal_of(request).id, schedule_id=schedule_id)
        upcoming, runs = selectors.list_upcoming(row), selectors.list_runs(row.id)
        return Response(shapes.detail_answer(row, upcoming, runs))


class RunListView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="list_schedule_runs",
        summary="What became of a schedule's due dates, newest first",
        parameters=PAGE_PARAMETERS,
        responses={200: shapes.RunPageSerializer, **problems(400, 401, schedule_not_found=_NOT_THERE)},
    )
    def get(self, request: Request, schedule_id: UUID) -> Response:
        row = selectors.get_schedule(person_id=principal_of(request).id, schedule_id=schedule_id)

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[ScheduleRun]:
            return selectors.list_runs(row.id, before=before, after=after, limit=limit)

        return paginate(request, fetch, shapes.run_answer)


class PauseView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="pause_schedule",
        summary="Pay nothing until I resume it",
        request=shapes.NoFieldsSerializer,
        responses={
            200: shapes.ScheduleSerializer,
            **problems(400, 401, schedule_not_found=_NOT_THERE, schedule_conflict=_CONFLICT),
        },
    )
    def post(self, request: Request, schedule_id: UUID) -> Response:
        fields_of(shapes.NoFieldsSerializer, request)
        person_id = principal_of(request).id
        row = services.pause_schedule(person_id=person_id, schedule_id=schedule_id, now=clock.now())
        return Response(shapes.schedule_answer(row))


class ResumeView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="resume_schedule",
        summary="Pay again, from the next due date on",
        description="What was due meanwhile is not paid. Confirmed as a new schedule is: the first request answers 403 "
        "`step_up_required`. Without a due date left, the schedule is finished.",
        request=shapes.ResumeSerializer,
        responses={
            200: shapes.ScheduleSerializer,
            **problems(
                400,
                401,
                403,
                422,
                429,
                step_up_required=STEP_UP_REQUIRED,
                schedule_not_found=_NOT_THERE,
                schedule_conflict=_CONFLICT,
            ),
        },
    )
    def post(self, request: Request, schedule_id: UUID) -> Response:
        fields = fields_of(shapes.ResumeSerializer, request)
        principal = principal_of(request)
        row = services.resume_schedule(
            person_id=principal.id,
            session_id=principal.session_id,
            schedule_id=schedule_id,
            proof=proof_of(request, fields),
            now=clock.now(),
        )
        return Response(shapes.schedule_answer(row))


class CancelView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="cancel_schedule",
        summary="Pay nothing of it any more",
        request=shapes.NoFieldsSerializer,
        responses={
            200: shapes.ScheduleSerializer,
            **problems(400, 401, schedule_not_found=_NOT_THERE, schedule_conflict=_CONFLICT),
        },
    )
    def post(self, request: Request, schedule_id: UUID) -> Response:
        fields_of(shapes.NoFieldsSerializer, request)
        person_id = principal_of(request).id
        row = services.cancel_schedule(person_id=person_id, schedule_id=schedule_id, now=clock.now())
        return Response(shapes.schedule_answer(row))
