"""Codes at the counter: what a payer has scanned, and what a merchant's people show and print."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.core import clock, ratelimit
from apps.core.api.code_images import IMAGES, CodeQuerySerializer, code_answer, query_of
from apps.core.api.negotiation import FormatNegotiation
from apps.core.api.parsing import fields_of
from apps.core.api.uploads import private_file_response
from apps.merchants import codes, poster, rates, selectors, services
from apps.merchants.api import qr_shapes as shapes
from apps.merchants.api.charge_views import AT_THE_TILL, CHARGE, MERCHANT, ROLE, TILL
from apps.merchants.errors import ChargeConflict
from apps.merchants.models import ChargeState, Till
from apps.merchants.selectors import Member, Power, require_role


class ScanView(APIView):
    @extend_schema(
        tags=AT_THE_TILL,
        operation_id="parse_qr",
        summary="What have I scanned",
        description="Reads any EMVCo merchant-presented code (EMV QRCPS 1.1), ours or somebody else's. What ours names "
        "is told as we know it, whatever else stands in the code: one that says something else is `code_altered`. "
        "Pay a till or a charge by `/merchant-payments`, a person by `/transfers`, each with the same text. `problem` "
        "says why something cannot be paid: merchant_not_active, payment_code_expired, payment_code_used, "
        "payment_code_unknown, payee_not_found, self_transfer, currency_mismatch, code_altered, foreign_network. What "
        "is no such code is 400, and `errors` says what is wrong with it: not_emvco, too_long, bad_text, bad_id, "
        "bad_length, truncated, duplicate_id, crc_missing, crc_not_last, crc_wrong, missing_required, bad_initiation, "
        "bad_category, bad_currency, bad_amount, bad_tip, bad_country, bad_additional, bad_language. 20 times a "
        "minute; a person's code counts as a look at a payee too.",
        request=shapes.ScanSerializer,
        responses={200: shapes.SeenSerializer, **problems(400, 401, 429)},
        examples=[
            OpenApiExample(
                "a till",
                value={
                    "format": "emvco",
                    "kind": "till",
                    "merchant": {
                        "id": "0199f1c2-a4d8-7c3e-9b0f-5a6d7e8c9b0a",
                        "name": "Mama Njeri's Kitchen",
                        "city": "Nairobi",
                        "category": "5812",
                    },
                    "till": {"code": "7KQ2M9XWBD", "label": "Till 1"},
                    "charge_id": None,
                    "payee": None,
                    "amount": None,
                    "currency": "USD",
                    "tip": {"mode": "PROMPT", "value": None, "surcharge": None},
                    "reference": None,
                    "description": None,
                    "expires_at": None,
                    "payable": True,
                    "problem": None,
                },
                response_only=True,
                status_codes=["200"],
            )
        ],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.ScanSerializer, request)
        seen = services.look_at_code(person_id=principal_of(request).id, text=fields["text"], now=clock.now())
        return Response(shapes.seen_answer(seen))


class TillCodeView(APIView):
    content_negotiation_class = FormatNegotiation

    @extend_schema(
        tags=AT_THE_TILL,
        operation_id="get_till_qr",
        summary="The code that hangs at a till",
        description="Anybody pays any amount with it, any number of times; it does not expire. `format` is json (its "
        "text), svg or png.",
        parameters=[CodeQuerySerializer],
        responses={
            (200, "application/json"): shapes.IssuedSerializer,
            **IMAGES,
            **problems(400, 401, 429, merchant_not_found=MERCHANT, till_not_found=TILL, merchant_role_required=ROLE),
        },
    )
    def get(self, request: Request, merchant_id: UUID, till_id: UUID) -> HttpResponseBase:
        given = query_of(CodeQuerySerializer, request)
        member = _at_the_till(request, merchant_id)
        till = selectors.till_of(member, till_id)
        ratelimit.spend(rates.PICTURES_BY_PERSON, str(member.person_id), now=clock.now())
        text = codes.till_text(till, selectors.get_merchant(merchant_id))
        return code_answer(text, given["format"], {"code": till.code})


class TillPosterView(APIView):
    content_negotiation_class = FormatNegotiation

    @extend_schema(
        tags=AT_THE_TILL,
        operation_id="get_till_poster",
        summary="A poster with a till's code, to print",
        description="One page of A5 (PDF).",
        parameters=[shapes.PosterQuerySerializer],
        responses={
            (200, "application/pdf"): OpenApiTypes.BINARY,
            **problems(400, 401, 429, merchant_not_found=MERCHANT, till_not_found=TILL, merchant_role_required=ROLE),
        },
    )
    def get(self, request: Request, merchant_id: UUID, till_id: UUID) -> HttpResponse:
        query_of(shapes.PosterQuerySerializer, request)
        member = _at_the_till(request, merchant_id)
        till = selectors.till_of(member, till_id)
        ratelimit.spend(rates.POSTERS_BY_PERSON, str(member.person_id), now=clock.now())
        return private_file_response(_poster(till), poster.CONTENT_TYPE, f"gopay-till-{till.code}.pdf")


class ChargeCodeView(APIView):
    content_negotiation_class = FormatNegotiation

    @extend_schema(
        tags=AT_THE_TILL,
        operation_id="get_charge_qr",
        summary="The code of one charge",
        description="Good for one payment of what the charge asks for, while it is open. `format` is json (its text), "
        "svg or png.",
        parameters=[CodeQuerySerializer],
        responses={
            (200, "application/json"): shapes.IssuedSerializer,
            **IMAGES,
            **problems(
                400,
                401,
                429,
                merchant_not_found=MERCHANT,
                charge_not_found=CHARGE,
                merchant_role_required=ROLE,
                charge_conflict=(409, "This charge is not open any more, so it has no code."),
            ),
        },
    )
    def get(self, request: Request, merchant_id: UUID, charge_id: UUID) -> HttpResponseBase:
        given = query_of(CodeQuerySerializer, request)
        member = _at_the_till(request, merchant_id)
        charge = selectors.charge_of(member, charge_id)
        now = clock.now()
        ratelimit.spend(rates.PICTURES_BY_PERSON, str(member.person_id), now=now)
        if charge.state != ChargeState.OPEN or charge.expires_at <= now:
            raise ChargeConflict("This charge is not open any more, so it has no code.")
        text = codes.charge_text(charge, charge.merchant, charge.till)
        return code_answer(text, given["format"], {"code": charge.code})


def _at_the_till(request: Request, merchant_id: UUID) -> Member:
    return require_role(person_id=principal_of(request).id, merchant_id=merchant_id, power=Power.TAKE_PAYMENTS)


def _poster(till: Till) -> bytes:
    return poster.poster_pdf(till, till.merchant, f"{till.store.name}, {till.store.city}")
