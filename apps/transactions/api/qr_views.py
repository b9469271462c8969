"""The code by which I am sent money."""

from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.accounts.selectors import get_person
from apps.core import clock, ratelimit
from apps.core.api.code_images import IMAGES, CodeQuerySerializer, code_answer, query_of
from apps.core.api.negotiation import FormatNegotiation
from apps.core.api.parsing import AmountField, CurrencyField, money_of
from apps.core.money import decimal_string
from apps.transactions import rates
from apps.transactions.qr import MAX_AMOUNT_LENGTH, person_text
from apps.wallets.errors import WalletNotFound
from apps.wallets.selectors import list_open_currencies


class OwnCodeQuerySerializer(CodeQuerySerializer):
    """In which currency, how much, and as what."""

    currency = CurrencyField(required=False, help_text="Left out: that of the wallet I opened first.")
    amount = AmountField(required=False, help_text="What I want to be sent; left out, the sender says how much.")


class OwnCodeSerializer(serializers.Serializer[Any]):
    """My code (for the schema)."""

    text = serializers.CharField(help_text="An EMVCo payload, to be drawn as a QR code.")
    currency = serializers.CharField()
    amount = serializers.CharField(allow_null=True)


class OwnCodeView(APIView):
    content_negotiation_class = FormatNegotiation

    @extend_schema(
        tags=["Payments"],
        operation_id="get_own_qr",
        summary="The QR code by which I am sent money",
        description="Whoever scans it sees my masked name and can send me money: `to` of a transfer, a quote and "
        "`/payees/resolve` takes the text of the code. It holds no number and no address, does not expire, and may be "
        "used any number of times. `format` is json (its text), svg or png.",
        parameters=[OwnCodeQuerySerializer],
        responses={
            (200, "application/json"): OwnCodeSerializer,
            **IMAGES,
            **problems(400, 401, 429, wallet_not_found=(404, "There is no such wallet.")),
        },
        examples=[
            OpenApiExample(
                "ten dollars",
                value={
                    "text": "000201010212540510.0026390009org.gopay0322AZnxwqTYfD6bD1ptfoybCg5802KE520400006002NA"
                    "53038405908Amina O.6304....",
                    "currency": "USD",
                    "amount": "10.00",
                },
                response_only=True,
                status_codes=["200"],
            )
        ],
    )
    def get(self, request: Request) -> HttpResponseBase:
        given = query_of(OwnCodeQuerySerializer, request)
        person = get_person(principal_of(request).id)
        ratelimit.spend(rates.CODES_BY_MINUTE, str(person.id), now=clock.now())
        open_in = list_open_currencies(person.id)
        currency = given.get("currency") or next(iter(open_in), None)
        if currency is None or currency not in open_in:
            raise WalletNotFound
        amount = money_of({"amount": given["amount"], "currency": currency}) if "amount" in given else None
        shown = decimal_string(amount.amount, currency) if amount else None
        if shown and len(shown) > MAX_AMOUNT_LENGTH:
            detail = f"A code says at most {MAX_AMOUNT_LENGTH} characters of an amount."
            raise serializers.ValidationError({"amount": [serializers.ErrorDetail(detail, code="too_large")]})
        return code_answer(
            person_text(person, currency, amount), given["format"], {"currency": currency, "amount": shown}
        )
