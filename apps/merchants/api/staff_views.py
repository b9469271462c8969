"""The API of a merchant's staff."""

from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import ProvenSerializer, proof_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.accounts.api.step_up import STEP_UP_REQUIRED
from apps.core import clock
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of
from apps.merchants import selectors, services
from apps.merchants.api import staff_shapes as shapes
from apps.merchants.api.merchant_shapes import HandoverSerializer, handover_answer
from apps.merchants.api.merchant_views import CONFLICT, NOT_MINE, NOT_MY_ROLE, TAGS
from apps.merchants.models import Staff
from apps.merchants.selectors import Power, require_role

_NOBODY = (404, "There is no such member of staff, or no longer.")
_NO_STORE = (404, "There is no such store.")
_OWNER = (409, "The owner's role is handed over, and not changed or ended.")


class StaffListView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="list_staff",
        summary="Who works for the merchant, newest first",
        description="For the owner and managers; a manager of one store sees who works in it.",
        parameters=PAGE_PARAMETERS,
        responses={
            200: shapes.StaffPageSerializer,
            **problems(400, 401, merchant_not_found=NOT_MINE, merchant_role_required=NOT_MY_ROLE),
        },
    )
    def get(self, request: Request, merchant_id: UUID) -> Response:
        person_id = principal_of(request).id
        member = require_role(person_id=person_id, merchant_id=merchant_id, power=Power.EMPLOY)
        currency = selectors.get_merchant(merchant_id).currency

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[Staff]:
            return selectors.list_staff(merchant_id, store_id=member.store_id, before=before, after=after, limit=limit)

        return paginate(request, fetch, lambda row: shapes.staff_answer(row, viewer_id=person_id, currency=currency))

    @extend_schema(
        tags=TAGS,
        operation_id="employ",
        summary="Have somebody work for the merchant",
        description="They are told, and may leave at any time. Only the owner makes managers. Looking for somebody is "
        "counted as for `GET /payees/resolve`.",
        request=shapes.EmploySerializer,
        responses={
            201: shapes.StaffSerializer,
            **problems(
                400,
                401,
                429,
                merchant_not_found=NOT_MINE,
                merchant_role_required=NOT_MY_ROLE,
                merchant_conflict=CONFLICT,
                payee_not_found=(404, "There is nobody under this number, handle or address."),
                store_not_found=_NO_STORE,
                staff_exists=(409, "This person works for the merchant already."),
                too_many_staff=(409, "The merchant has as many people as it may."),
            ),
        },
        examples=[
            OpenApiExample(
                "A cashier",
                value={"to": "+254712000003", "role": "CASHIER", "refund_daily_cap": "50.00"},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, merchant_id: UUID) -> Response:
        fields = fields_of(shapes.EmploySerializer, request)
        person_id = principal_of(request).id
        row = services.employ(person_id=person_id, merchant_id=merchant_id, now=clock.now(), **fields)
        return Response(shapes.staff_answer(row, viewer_id=person_id, currency=row.merchant.currency), status=201)


class StaffView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="change_staff",
        summary="Change what somebody may do",
        description="Nobody changes their own role; only the owner changes managers.",
        request=shapes.ChangeStaffSerializer,
        responses={
            200: shapes.StaffSerializer,
            **problems(
                400,
                401,
                429,
                merchant_not_found=NOT_MINE,
                merchant_role_required=NOT_MY_ROLE,
                own_role=(403, "Nobody changes what they may do themselves."),
                merchant_conflict=CONFLICT,
                staff_not_found=_NOBODY,
                store_not_found=_NO_STORE,
                owner_stays=_OWNER,
            ),
        },
    )
    def patch(self, request: Request, merchant_id: UUID, staff_id: UUID) -> Response:
        fields = fields_of(shapes.ChangeStaffSerializer, request)
        person_id = principal_of(request).id
        row = services.change_staff(
            person_id=person_id, merchant_id=merchant_id, staff_id=staff_id, changes=fields, now=clock.now()
        )
        return Response(shapes.staff_answer(row, viewer_id=person_id, currency=row.merchant.currency))

    @extend_schema(
        tags=TAGS,
        operation_id="end_employment",
        summary="End somebody's role, or leave",
        description="From this moment on they may do nothing there. Everybody but the owner may end their own.",
        responses={
            204: None,
            **problems(
                401,
                merchant_not_found=NOT_MINE,
                merchant_role_required=NOT_MY_ROLE,
                staff_not_found=_NOBODY,
                owner_stays=_OWNER,
            ),
        },
    )
    def delete(self, request: Request, merchant_id: UUID, staff_id: UUID) -> Response:
        services.end_employment(
            person_id=principal_of(request).id, merchant_id=merchant_id, staff_id=staff_id, now=clock.now()
        )
        return Response(status=204)


class MakeOwnerView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="offer_ownership",
        summary="Offer my business to somebody who works there",
        description="Confirmed by a code: the first request answers 403 `step_up_required`. They become the owner when "
        "they accept, within seven days; another offer takes the place of this one.",
        request=ProvenSerializer,
        responses={
            201: HandoverSerializer,
            **problems(
                400,
                401,
                403,
                429,
                step_up_required=STEP_UP_REQUIRED,
                merchant_not_found=NOT_MINE,
                merchant_role_required=NOT_MY_ROLE,
                own_role=(403, "You are the owner."),
                merchant_conflict=CONFLICT,
                staff_not_found=_NOBODY,
            ),
        },
    )
    def post(self, request: Request, merchant_id: UUID, staff_id: UUID) -> Response:
        fields = fields_of(ProvenSerializer, request)
        principal = principal_of(request)
        offer = services.offer_merchant(
            person_id=principal.id,
            session_id=principal.session_id,
            merchant_id=merchant_id,
            staff_id=staff_id,
            proof=proof_of(request, fields),
            now=clock.now(),
        )
        return Response(handover_answer(offer, is_to_me=False), status=201)
