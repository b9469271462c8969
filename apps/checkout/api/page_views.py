"""What the app shows when it was opened by a page's link (gopay://pay/<code>), or by an address in a message."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.schema import problems
from apps.checkout import selectors
from apps.core import clock
from apps.core.money import Money, decimal_string
from apps.merchants import codes
from apps.merchants.errors import ChargeNotFound
from apps.merchants.models import TipMode
from apps.merchants.services import surcharge_of


class PageMerchantSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    city = serializers.CharField()


class PagePaymentSerializer(serializers.Serializer[Any]):
    """A payment as its page shows it."""

    charge_id = serializers.UUIDField(help_text="For `/merchant-payments`.")
    is_live = serializers.BooleanField(help_text="A test payment cannot be paid in the app.")
    state = serializers.ChoiceField(["open", "closed", "held", "paid", "expired", "cancelled", "returned"])
    merchant = PageMerchantSerializer()
    amount = serializers.CharField()
    surcharge = serializers.CharField(help_text="The convenience fee that comes on top.")
    currency = serializers.CharField()
    tip_mode = serializers.ChoiceField(TipMode.choices)
    description = serializers.CharField()
    expires_at = serializers.DateTimeField()
    qr = serializers.CharField(help_text="The text of its QR code, as `/qr/parse` and `/merchant-payments` take it.")


class PagePaymentView(APIView):
    @extend_schema(
        tags=["Payment links"],
        operation_id="get_page_payment",
        summary="The payment of a page that opened the app",
        description="`code` is what stands in `gopay://pay/<code>` and at the end of the page's address.",
        responses={
            200: PagePaymentSerializer,
            **problems(401, charge_not_found=(404, "There is no such charge.")),
        },
    )
    def get(self, request: Request, code: str) -> Response:
        charge = selectors.find_paged(code)
        if charge is None:
            raise ChargeNotFound
        merchant, currency = charge.merchant, charge.currency
        added = surcharge_of(charge.tip_mode, charge.tip_value, Money(charge.amount, currency))
        return Response(
            {
                "charge_id": str(charge.id),
                "is_live": charge.is_live,
                "state": selectors.state_of(charge, clock.now()),
                "merchant": {"id": str(merchant.id), "name": merchant.name, "city": merchant.city},
                "amount": decimal_string(charge.amount, currency),
                "surcharge": decimal_string(added.amount, currency),
                "currency": currency,
                "tip_mode": charge.tip_mode,
                "description": charge.description,
                "expires_at": charge.expires_at,
                "qr": codes.charge_text(charge, merchant, charge.till),
            }
        )
