"""The API of a merchant's API keys: for its owner, in the app."""

from datetime import timedelta
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import proof_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.accounts.api.step_up import STEP_UP_REQUIRED
from apps.checkout import selectors, services
from apps.checkout.api import key_shapes as shapes
from apps.checkout.models import ApiKey
from apps.checkout.services import NewKey
from apps.core import clock
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of
from apps.merchants.selectors import Power, require_role

TAGS = ["Online payments"]
_NO_MERCHANT = (404, "There is no such merchant.")
_NOT_OWNER = (403, "Your role at this merchant does not allow this.")
_NO_KEY = (404, "There is no such API key.")
_NOT_TRADING = (409, "This merchant is not active: it was not approved yet, or is suspended or closed.")
_ENDED = (409, "This API key was revoked, has expired, or was rotated already.")


def _made(new: NewKey) -> Response:
    answer = Response({**shapes.key_answer(new.row), "key": new.key}, status=status.HTTP_201_CREATED)
    # The only answer in which the key stands is kept by no cache.
    answer["Cache-Control"] = "no-store"
    return answer


class KeyListView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="list_merchant_keys",
        summary="The API keys of my merchant, newest first",
        description="For its owner. The keys themselves are never told again.",
        parameters=PAGE_PARAMETERS,
        responses={
            200: shapes.MerchantKeyPageSerializer,
            **problems(400, 401, merchant_role_required=_NOT_OWNER, merchant_not_found=_NO_MERCHANT),
        },
    )
    def get(self, request: Request, merchant_id: UUID) -> Response:
        query = shapes.KeyQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        require_role(person_id=principal_of(request).id, merchant_id=merchant_id, power=Power.GOVERN)

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[ApiKey]:
            return selectors.list_keys(merchant_id, before=before, after=after, limit=limit)

        return paginate(request, fetch, shapes.key_answer)

    @extend_schema(
        tags=TAGS,
        operation_id="make_merchant_key",
        summary="Make an API key for my merchant's server",
        description="The key stands in this answer and nowhere else. A live key needs an active merchant and a code "
        "(the first request answers 403 `step_up_required`); a test key can be made while the application is looked "
        "at. A merchant has up to 20 of each that are good.",
        request=shapes.NewMerchantKeySerializer,
        responses={
            201: shapes.MadeMerchantKeySerializer,
            **problems(
                400,
                401,
                422,
                429,
                merchant_role_required=_NOT_OWNER,
                step_up_required=STEP_UP_REQUIRED,
                merchant_not_found=_NO_MERCHANT,
                merchant_not_trading=_NOT_TRADING,
                too_many_keys=(409, "There are as many API keys as a merchant may have. Revoke one first."),
            ),
        },
        examples=[
            OpenApiExample(
                "for the shop's server",
                value={
                    "name": "shop",
                    "is_live": False,
                    "scopes": ["payments:read", "payments:write", "refunds:write"],
                    "pin": "739184",
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, merchant_id: UUID) -> Response:
        fields = fields_of(shapes.NewMerchantKeySerializer, request)
        principal = principal_of(request)
        days = fields.get("expires_in_days")
        return _made(
            services.make_key(
                person_id=principal.id,
                session_id=principal.session_id,
                merchant_id=merchant_id,
                name=fields["name"],
                is_live=fields["is_live"],
                scopes=fields["scopes"],
                lifetime=timedelta(days=days) if days else None,
                proof=proof_of(request, fields),
                now=clock.now(),
            )
        )


class RotateView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="rotate_merchant_key",
        summary="Replace an API key by a new one",
        description="With the same name and scopes. The old one stays good for `overlap_hours`. Proven as making a "
        "key is.",
        request=shapes.RotateMerchantKeySerializer,
        responses={
            201: shapes.MadeMerchantKeySerializer,
            **problems(
                400,
                401,
                422,
                429,
                merchant_role_required=_NOT_OWNER,
                step_up_required=STEP_UP_REQUIRED,
                merchant_not_found=_NO_MERCHANT,
                key_not_found=_NO_KEY,
                merchant_not_trading=_NOT_TRADING,
                key_ended=_ENDED,
            ),
        },
    )
    def post(self, request: Request, merchant_id: UUID, key_id: UUID) -> Response:
        fields = fields_of(shapes.RotateMerchantKeySerializer, request)
        principal = principal_of(request)
        return _made(
            services.rotate_key(
                person_id=principal.id,
                session_id=principal.session_id,
                merchant_id=merchant_id,
                key_id=key_id,
                overlap=timedelta(hours=fields["overlap_hours"]),
                proof=proof_of(request, fields),
                now=clock.now(),
            )
        )


class KeyView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="revoke_merchant_key",
        summary="Revoke an API key",
        description="At once and for good; it takes no PIN. A key that is revoked already stays so.",
        responses={
            204: None,
            **problems(401, merchant_role_required=_NOT_OWNER, merchant_not_found=_NO_MERCHANT, key_not_found=_NO_KEY),
        },
    )
    def delete(self, request: Request, merchant_id: UUID, key_id: UUID) -> Response:
        services.revoke_key(person_id=principal_of(request).id, merchant_id=merchant_id, key_id=key_id, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
