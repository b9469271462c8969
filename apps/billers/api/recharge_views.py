"""Recharges: what can be bought for a number, buy it, keep numbers, have it bought again and again."""

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
from apps.billers import selectors, services
from apps.billers.api import recharge_shapes as shapes
from apps.billers.models import AutoRecharge, AutoRechargeState, RechargeFavourite
from apps.core import clock
from apps.core.api.idempotency import REPLAYED_HEADER, read_key
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of, money_of
from apps.transactions.api.serializers import TransactionSerializer
from apps.transactions.api.views import IDEMPOTENCY_KEY, outcome_answer

RECHARGES = ["Recharges"]
_OPERATOR_NOT_THERE = (404, "There is no such operator.")
_NOT_SOLD: dict[str, tuple[int, str]] = {
    "recharge_operator_not_found": _OPERATOR_NOT_THERE,
    "recharge_product_not_found": (404, "The operator sells no such product."),
    "recharge_operator_unknown": (422, "No operator is known for this number. Choose one."),
    "recharge_operator_unavailable": (422, "Numbers of this operator cannot be recharged now."),
    "recharge_product_needed": (422, "The operator sells no airtime in this currency. Choose a product."),
    "recharge_currency_differs": (422, "The product is sold in another currency."),
    "recharge_amount_not_exact": (422, "The product has another price."),
    "recharge_amount_too_small": (422, "This is less than the operator sells at once."),
    "recharge_amount_too_large": (422, "This is more than the operator sells at once."),
}
_FAVOURITE_NOT_THERE = (404, "There is no such favourite.")
_AUTO_NOT_THERE = (404, "There is no such auto-recharge.")
_BUNDLE: dict[str, Any] = {
    "msisdn": "+254712345678",
    "product": "savanna-data-1gb",
    "amount": "2.00",
    "currency": "USD",
    "pin": "739184",
}


class OperatorListView(APIView):
    @extend_schema(
        tags=RECHARGES,
        operation_id="list_recharge_operators",
        summary="Whose numbers can be recharged, and whose a number likely is",
        description="With `msisdn`, `detected` names the operator with the longest prefix the number begins with. "
        "Numbers are taken along to other operators, so it is a guess: with `operator` too, `differs` says whether it "
        "is another one. The list is short and has no pages.",
        parameters=[shapes.OperatorQuerySerializer],
        responses={200: shapes.TelcoListSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        query = shapes.OperatorQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        msisdn = query.validated_data.get("msisdn")
        found = selectors.find_operator_of(msisdn) if msisdn else None
        return Response(
            {
                "results": [shapes.operator_answer(view) for view in selectors.list_recharge_operators()],
                "detected": shapes.detected_answer(found, query.validated_data.get("operator", "")),
            }
        )


class ProductListView(APIView):
    @extend_schema(
        tags=RECHARGES,
        operation_id="list_recharge_products",
        summary="What an operator sells",
        description="Airtime first, then the bundles by price. The list is short and has no pages.",
        parameters=[shapes.ProductQuerySerializer],
        responses={
            200: shapes.RechargeProductListSerializer,
            **problems(
                400,
                401,
                recharge_operator_not_found=_OPERATOR_NOT_THERE,
                recharge_operator_unavailable=_NOT_SOLD["recharge_operator_unavailable"],
            ),
        },
    )
    def get(self, request: Request) -> Response:
        query = shapes.ProductQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        telco = selectors.get_recharge_operator(query.validated_data["operator"])
        return Response({"results": [shapes.product_answer(product) for product in telco.products]})


class RechargeView(APIView):
    @extend_schema(
        tags=RECHARGES,
        operation_id="recharge",
        summary="Buy airtime or data for a number",
        description="The money is put aside at once and paid when the operator has done it: 202 with a PENDING "
        "payment, to be followed by `GET /transactions/{id}` or its events. Without `operator` the number says whose "
        "it is; one that is named is taken. Declined with 422 as a transfer is, and recorded then. What cannot be "
        "bought is 422 or 404 too, is not recorded and burns no key.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.RechargeSerializer,
        responses={
            202: TransactionSerializer,
            **problems(400, 401, 403, 422, step_up_required=STEP_UP_REQUIRED, **_NOT_SOLD),
        },
        examples=[OpenApiExample("a gigabyte", value=_BUNDLE, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.RechargeSerializer, request)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        outcome = services.recharge(
            person_id=principal.id,
            session_id=principal.session_id,
            msisdn=fields["msisdn"],
            operator=fields["operator"],
            product=fields["product"],
            amount=money_of(fields),
            note=fields["note"],
            quote_id=fields.get("quote_id"),
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            now=clock.now(),
        )
        return outcome_answer(outcome, viewer_id=principal.id)


class FavouriteListView(APIView):
    @extend_schema(
        tags=RECHARGES,
        operation_id="list_recharge_favourites",
        summary="The numbers I keep, newest first",
        parameters=PAGE_PARAMETERS,
        responses={200: shapes.FavouritePageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        person_id = principal_of(request).id

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[RechargeFavourite]:
            return selectors.list_favourites(person_id, before=before, after=after, limit=limit)

        return paginate(request, fetch, shapes.favourite_answer)

    @extend_schema(
        tags=RECHARGES,
        operation_id="keep_recharge_favourite",
        summary="Keep a number for the next time",
        request=shapes.NewFavouriteSerializer,
        responses={
            201: shapes.FavouriteSerializer,
            **problems(
                400,
                401,
                429,
                recharge_operator_not_found=_OPERATOR_NOT_THERE,
                recharge_operator_unavailable=_NOT_SOLD["recharge_operator_unavailable"],
                recharge_favourite_kept_already=(409, "You have kept this number already."),
                too_many_recharge_favourites=(409, "You have kept as many numbers as anybody may. Delete one first."),
            ),
        },
        examples=[OpenApiExample("mother", value={"msisdn": "+254712345678", "nickname": "Mother"}, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.NewFavouriteSerializer, request)
        row = services.keep_favourite(person_id=principal_of(request).id, **fields, now=clock.now())
        return Response(shapes.favourite_answer(row), status=status.HTTP_201_CREATED)


class FavouriteView(APIView):
    @extend_schema(
        tags=RECHARGES,
        operation_id="delete_recharge_favourite",
        summary="Forget a number",
        request=None,
        responses={204: None, **problems(401, recharge_favourite_not_found=_FAVOURITE_NOT_THERE)},
    )
    def delete(self, request: Request, favourite_id: UUID) -> Response:
        services.delete_favourite(person_id=principal_of(request).id, favourite_id=favourite_id, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class AutoRechargeListView(APIView):
    @extend_schema(
        tags=RECHARGES,
        operation_id="list_auto_recharges",
        summary="What is bought by itself, newest first",
        parameters=PAGE_PARAMETERS,
        responses={200: shapes.AutoRechargePageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        person_id = principal_of(request).id

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[AutoRecharge]:
            return selectors.list_auto_recharges(person_id, before=before, after=after, limit=limit)

        return paginate(request, fetch, shapes.auto_recharge_answer)

    @extend_schema(
        tags=RECHARGES,
        operation_id="make_auto_recharge",
        summary="Have a number recharged again and again",
        description="Every so many days, or on a day of each month, at 08:00 where I live. Nobody will be there then, "
        "so this is confirmed by a code whatever the amount: the first request answers 403 `step_up_required`, the "
        "second carries the code in `step_up`. Refused with 422 as a recharge is: currency_mismatch, payer_not_active, "
        "below_minimum, limit_exceeded, tier_limit_exceeded. Without enough money a due date is skipped and I am "
        "told; after three in a row that brought nothing it is paused.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.NewAutoRechargeSerializer,
        responses={
            201: shapes.AutoRechargeSerializer,
            **problems(
                400,
                401,
                403,
                422,
                429,
                step_up_required=STEP_UP_REQUIRED,
                too_many_auto_recharges=(409, "You have as many auto-recharges as anybody may. Delete one first."),
                **_NOT_SOLD,
            ),
        },
        examples=[OpenApiExample("each month", value={**_BUNDLE, "day_of_month": 1}, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.NewAutoRechargeSerializer, request)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        made = services.make_auto_recharge(
            person_id=principal.id,
            session_id=principal.session_id,
            msisdn=fields["msisdn"],
            operator=fields["operator"],
            product=fields["product"],
            amount=money_of(fields),
            rhythm=shapes.rhythm_of(fields),
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            now=clock.now(),
        )
        headers = {REPLAYED_HEADER: "true"} if made.replayed else None
        return Response(shapes.made_answer(made.row), status=status.HTTP_201_CREATED, headers=headers)


class AutoRechargeView(APIView):
    @extend_schema(
        tags=RECHARGES,
        operation_id="get_auto_recharge",
        summary="One of them, and what became of its newest due dates",
        responses={
            200: shapes.AutoRechargeDetailSerializer,
            **problems(401, auto_recharge_not_found=_AUTO_NOT_THERE),
        },
    )
    def get(self, request: Request, auto_recharge_id: UUID) -> Response:
        return self._answer(request, auto_recharge_id)

    @extend_schema(
        tags=RECHARGES,
        operation_id="change_auto_recharge",
        summary="Pause it, or let it go on",
        description="`PAUSED` needs nothing else. `ACTIVE` is confirmed as a new one is: `pin`, signature, and a code "
        "that the first request asks for with 403 `step_up_required`; what was due meanwhile is not bought. What was "
        "confirmed is not changed: delete it and make another.",
        request=shapes.AutoRechargeChangeSerializer,
        responses={
            200: shapes.AutoRechargeDetailSerializer,
            **problems(
                400,
                401,
                403,
                429,
                step_up_required=STEP_UP_REQUIRED,
                auto_recharge_not_found=_AUTO_NOT_THERE,
                auto_recharge_conflict=(409, "The auto-recharge is in another state by now."),
            ),
        },
    )
    def patch(self, request: Request, auto_recharge_id: UUID) -> Response:
        fields = fields_of(shapes.AutoRechargeChangeSerializer, request)
        principal = principal_of(request)
        if fields["state"] == AutoRechargeState.PAUSED:
            services.pause_auto_recharge(person_id=principal.id, auto_recharge_id=auto_recharge_id, now=clock.now())
        else:
            services.resume_auto_recharge(
                person_id=principal.id,
                session_id=principal.session_id,
                auto_recharge_id=auto_recharge_id,
                proof=proof_of(request, fields),
                now=clock.now(),
            )
        return self._answer(request, auto_recharge_id)

    @extend_schema(
        tags=RECHARGES,
        operation_id="delete_auto_recharge",
        summary="Buy nothing of it any more",
        description="What is under way goes on.",
        request=None,
        responses={204: None, **problems(401, auto_recharge_not_found=_AUTO_NOT_THERE)},
    )
    def delete(self, request: Request, auto_recharge_id: UUID) -> Response:
        services.end_auto_recharge(
            person_id=principal_of(request).id, auto_recharge_id=auto_recharge_id, now=clock.now()
        )
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _answer(self, request: Request, auto_recharge_id: UUID) -> Response:
        row = selectors.get_auto_recharge(person_id=principal_of(request).id, auto_recharge_id=auto_recharge_id)
        return Response(shapes.auto_detail_answer(row, selectors.list_auto_runs(row.id)))
