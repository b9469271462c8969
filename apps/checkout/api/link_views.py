"""The API of payment links, for those who may ask for money in a merchant's name."""

from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.checkout import selectors, services
from apps.checkout.api import link_shapes as shapes
from apps.checkout.selectors import LinkFacts
from apps.core import clock
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of
from apps.merchants.selectors import Power, require_role

LINKS = ["Payment links"]
_NO_MERCHANT = (404, "There is no such merchant.")
_ROLE = (403, "Your role at this merchant does not allow this.")
_NO_LINK = (404, "There is no such payment link.")


class PaymentLinkListView(APIView):
    @extend_schema(
        tags=LINKS,
        operation_id="list_payment_links",
        summary="The merchant's payment links, newest first",
        parameters=[shapes.LinkQuerySerializer],
        responses={
            200: shapes.PaymentLinkPageSerializer,
            **problems(400, 401, merchant_not_found=_NO_MERCHANT, merchant_role_required=_ROLE),
        },
    )
    def get(self, request: Request, merchant_id: UUID) -> Response:
        require_role(person_id=principal_of(request).id, merchant_id=merchant_id, power=Power.ASK)
        query = shapes.LinkQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        is_live = query.validated_data["mode"] == "live"

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[LinkFacts]:
            return selectors.list_links(merchant_id, is_live=is_live, before=before, after=after, limit=limit)

        return paginate(request, fetch, lambda row: shapes.link_answer(request, row))

    @extend_schema(
        tags=LINKS,
        operation_id="make_payment_link",
        summary="Make a payment link",
        description="Whoever opens the link's `url` goes on to a page on which the amount is paid; without `amount` "
        "they name it. What a link asks for never changes: switch it off and make another one. Each visit that goes on "
        "takes one of `max_uses`, and gives it back when it is not paid in time.",
        request=shapes.MakeLinkSerializer,
        responses={
            201: shapes.PaymentLinkSerializer,
            **problems(
                400,
                401,
                429,
                merchant_not_found=_NO_MERCHANT,
                merchant_role_required=_ROLE,
                currency_mismatch=(422, "The merchant takes payments in another currency."),
            ),
        },
        examples=[
            OpenApiExample(
                "a fixed amount",
                value={"title": "Lunch for two", "amount": "12.50", "currency": "USD", "max_uses": 100},
                request_only=True,
            ),
            OpenApiExample(
                "a donation",
                value={"title": "A new roof", "min_amount": "1.00", "currency": "USD"},
                request_only=True,
            ),
        ],
    )
    def post(self, request: Request, merchant_id: UUID) -> Response:
        person_id = principal_of(request).id
        # Who may not is told so whatever they have sent.
        require_role(person_id=person_id, merchant_id=merchant_id, power=Power.ASK)
        fields = fields_of(shapes.MakeLinkSerializer, request)
        facts = services.make_link(
            merchant_id=merchant_id,
            person_id=person_id,
            is_live=fields["is_live"],
            currency=fields["currency"],
            terms=shapes.terms_of(fields),
            now=clock.now(),
        )
        return Response(shapes.link_answer(request, facts), status=status.HTTP_201_CREATED)


class PaymentLinkView(APIView):
    @extend_schema(
        tags=LINKS,
        operation_id="get_payment_link",
        summary="One payment link",
        responses={
            200: shapes.PaymentLinkSerializer,
            **problems(
                401, merchant_not_found=_NO_MERCHANT, merchant_role_required=_ROLE, payment_link_not_found=_NO_LINK
            ),
        },
    )
    def get(self, request: Request, merchant_id: UUID, link_id: UUID) -> Response:
        require_role(person_id=principal_of(request).id, merchant_id=merchant_id, power=Power.ASK)
        return Response(shapes.link_answer(request, selectors.get_link(merchant_id=merchant_id, link_id=link_id)))

    @extend_schema(
        tags=LINKS,
        operation_id="change_payment_link",
        summary="Change a payment link, or switch it off",
        description="What was begun at it can still be paid. A link that GoPay has switched off stays so.",
        request=shapes.ChangeLinkSerializer,
        responses={
            200: shapes.PaymentLinkSerializer,
            **problems(
                400,
                401,
                merchant_not_found=_NO_MERCHANT,
                merchant_role_required=_ROLE,
                payment_link_not_found=_NO_LINK,
                payment_link_ended=(409, "GoPay has switched this payment link off. Write to support."),
            ),
        },
    )
    def patch(self, request: Request, merchant_id: UUID, link_id: UUID) -> Response:
        person_id = principal_of(request).id
        require_role(person_id=person_id, merchant_id=merchant_id, power=Power.ASK)
        facts = services.change_link(
            merchant_id=merchant_id,
            person_id=person_id,
            link_id=link_id,
            changes=fields_of(shapes.ChangeLinkSerializer, request),
            now=clock.now(),
        )
        return Response(shapes.link_answer(request, facts))
