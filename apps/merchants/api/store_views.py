"""The API of stores and tills."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.core import clock
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of
from apps.merchants import selectors, services
from apps.merchants.api import store_shapes as shapes
from apps.merchants.api.merchant_views import CONFLICT, NOT_MINE, NOT_MY_ROLE, TAGS
from apps.merchants.models import Store, Till
from apps.merchants.selectors import Power, require_role

_NO_STORE = (404, "There is no such store.")
_NO_TILL = (404, "There is no such till.")
_NAMED = (409, "There is a store of this name already.")
_LABELLED = (409, "There is a till with this label in the store already.")
_SHUT = (409, "The store is closed.")


class StoreListView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="list_stores",
        summary="Where the merchant sells, newest first",
        parameters=PAGE_PARAMETERS,
        responses={200: shapes.StorePageSerializer, **problems(400, 401, merchant_not_found=NOT_MINE)},
    )
    def get(self, request: Request, merchant_id: UUID) -> Response:
        member = _member(request, merchant_id)

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[Store]:
            return selectors.list_stores(merchant_id, store_id=member.store_id, before=before, after=after, limit=limit)

        return paginate(request, fetch, shapes.store_answer)

    @extend_schema(
        tags=TAGS,
        operation_id="open_store",
        summary="Open a store",
        request=shapes.OpenStoreSerializer,
        responses={
            201: shapes.StoreSerializer,
            **problems(
                400,
                401,
                429,
                merchant_not_found=NOT_MINE,
                merchant_role_required=NOT_MY_ROLE,
                merchant_conflict=CONFLICT,
                store_exists=_NAMED,
                too_many_stores=(409, "The merchant has as many stores as it may."),
            ),
        },
    )
    def post(self, request: Request, merchant_id: UUID) -> Response:
        fields = fields_of(shapes.OpenStoreSerializer, request)
        person_id = principal_of(request).id
        row = services.open_store(person_id=person_id, merchant_id=merchant_id, now=clock.now(), **fields)
        return Response(shapes.store_answer(row), status=201)


class StoreView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="change_store",
        summary="Rename, move, close or open a store",
        request=shapes.ChangeStoreSerializer,
        responses={
            200: shapes.StoreSerializer,
            **problems(
                400,
                401,
                429,
                merchant_not_found=NOT_MINE,
                merchant_role_required=NOT_MY_ROLE,
                merchant_conflict=CONFLICT,
                store_not_found=_NO_STORE,
                store_exists=_NAMED,
            ),
        },
    )
    def patch(self, request: Request, merchant_id: UUID, store_id: UUID) -> Response:
        fields = fields_of(shapes.ChangeStoreSerializer, request)
        row = services.change_store(
            person_id=principal_of(request).id,
            merchant_id=merchant_id,
            store_id=store_id,
            changes=fields,
            now=clock.now(),
        )
        return Response(shapes.store_answer(row))


class TillListView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="list_tills",
        summary="The merchant's tills, newest first",
        parameters=[shapes.TillQuerySerializer],
        responses={200: shapes.TillPageSerializer, **problems(400, 401, merchant_not_found=NOT_MINE)},
    )
    def get(self, request: Request, merchant_id: UUID) -> Response:
        query = shapes.TillQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        member = _member(request, merchant_id)
        wanted = query.validated_data.get("store_id")
        currency = selectors.get_merchant(merchant_id).currency

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[Till]:
            if member.store_id and wanted not in (None, member.store_id):
                return []
            return selectors.list_tills(
                merchant_id, store_id=wanted or member.store_id, before=before, after=after, limit=limit
            )

        return paginate(request, fetch, lambda row: shapes.till_answer(row, currency))

    @extend_schema(
        tags=TAGS,
        operation_id="open_till",
        summary="Open a till in a store",
        description="At most 200. With `tip_mode` PROMPT payers are asked for a tip; FIXED adds `tip_value`, PERCENT "
        "so much of each amount (EMVCo merchant-presented mode, tags 55 to 57).",
        request=shapes.OpenTillSerializer,
        responses={
            201: shapes.TillSerializer,
            **problems(
                400,
                401,
                429,
                merchant_not_found=NOT_MINE,
                merchant_role_required=NOT_MY_ROLE,
                merchant_conflict=CONFLICT,
                store_not_found=_NO_STORE,
                store_closed=_SHUT,
                till_exists=_LABELLED,
                too_many_tills=(409, "The merchant has as many tills as it may."),
            ),
        },
    )
    def post(self, request: Request, merchant_id: UUID) -> Response:
        fields = fields_of(shapes.OpenTillSerializer, request)
        row = services.open_till(person_id=principal_of(request).id, merchant_id=merchant_id, now=clock.now(), **fields)
        return Response(shapes.till_answer(row, row.merchant.currency), status=201)


class TillView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="change_till",
        summary="Relabel, close or open a till, or change what it adds",
        description="A new `tip_mode` comes with its `tip_value`.",
        request=shapes.ChangeTillSerializer,
        responses={
            200: shapes.TillSerializer,
            **problems(
                400,
                401,
                429,
                merchant_not_found=NOT_MINE,
                merchant_role_required=NOT_MY_ROLE,
                merchant_conflict=CONFLICT,
                till_not_found=_NO_TILL,
                store_closed=_SHUT,
                till_exists=_LABELLED,
            ),
        },
    )
    def patch(self, request: Request, merchant_id: UUID, till_id: UUID) -> Response:
        fields = fields_of(shapes.ChangeTillSerializer, request)
        row = services.change_till(
            person_id=principal_of(request).id,
            merchant_id=merchant_id,
            till_id=till_id,
            changes=fields,
            now=clock.now(),
        )
        return Response(shapes.till_answer(row, row.merchant.currency))


def _member(request: Request, merchant_id: UUID) -> selectors.Member:
    return require_role(person_id=principal_of(request).id, merchant_id=merchant_id, power=Power.TAKE_PAYMENTS)
