"""The payer's side: paying a merchant, and showing a code at a till."""

from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import SECRET_FIELDS, proof_of
from apps.accounts.api.schema import problems
from apps.core import clock
from apps.core.api.idempotency import REPLAYED_HEADER, read_key
from apps.core.api.parsing import fields_of
from apps.merchants import selectors, services
from apps.merchants.api import payment_shapes as shapes
from apps.transactions.api.serializers import TransactionSerializer
from apps.transactions.api.views import IDEMPOTENCY_KEY, outcome_answer

PAYING = ["Paying merchants"]
_TILL = (404, "There is no such till, or it is closed.")
_CHARGE = (404, "There is no such charge.")


class MerchantPaymentView(APIView):
    @extend_schema(
        tags=PAYING,
        operation_id="pay_merchant",
        summary="Pay a merchant",
        description="One of `qr` (the text of a scanned code), `till_code` and `charge_id` says where. At a till you "
        "say how much; a charge says it itself, and an `amount` beside it is only compared. A tip is taken where the "
        "code asks for one; a convenience fee is added by itself, as `/qr/parse` tells (`total` makes sure). Declines "
        "with 422 and a `code` as a transfer does, and besides with merchant_not_active, payment_code_expired, "
        "payment_code_used and wrong_amount (also when a scanned code says another amount than we have asked for). A "
        "charge that the merchant captures later, or that somebody has to look at first, is HELD: 201, and the money "
        "is put aside. What is no code of a merchant here burns no key.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.MerchantPaymentSerializer,
        responses={
            201: TransactionSerializer,
            **problems(
                400,
                401,
                403,
                409,
                422,
                till_not_found=_TILL,
                charge_not_found=_CHARGE,
                not_a_merchant_code=(409, "This code is not one of a merchant here."),
                terms_changed=(409, "What is added at this till has changed a moment ago. Scan the code again."),
            ),
        },
        examples=[
            OpenApiExample(
                "at a till",
                value={"till_code": "7K2M9QXRT4", "amount": "12.50", "currency": "USD", "tip": "1.00", "pin": "739184"},
                request_only=True,
            ),
            OpenApiExample(
                "a charge",
                value={"charge_id": "0192f3c4-6c1e-7f0a-9b1d-2f6f0c9a7d11", "pin": "739184"},
                request_only=True,
            ),
        ],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.MerchantPaymentSerializer, request)
        terms = shapes.terms_of(fields)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        payer = services.Payer(
            id=principal.id,
            session_id=principal.session_id,
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            note=fields["note"],
        )
        now = clock.now()
        if "qr" in fields:
            outcome = services.pay_scanned(payer=payer, text=fields["qr"], terms=terms, at=now)
        elif "till_code" in fields:
            outcome = services.pay_till(payer=payer, code=fields["till_code"], terms=terms, at=now)
        else:
            outcome = services.pay_charge(payer=payer, charge_id=fields["charge_id"], terms=terms, at=now)
        return outcome_answer(outcome, viewer_id=principal.id)


class PaymentCodeListView(APIView):
    @extend_schema(
        tags=PAYING,
        operation_id="show_payment_code",
        summary="Make a code to show at a till",
        description="Twenty digits that pay once, up to `ceiling`, within a minute and as long as this session is "
        "good. It is confirmed as a payment of `ceiling` would be. A new code calls off the one before it. The same "
        "key with the same request shows the same code again.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.AskCodeSerializer,
        responses={
            201: shapes.PaymentCodeSerializer,
            **problems(
                400,
                401,
                403,
                422,
                429,
                currency_mismatch=(422, "You have no wallet in this currency."),
                payment_codes_held_back=(422, "Your limits are lowered for now, and until then you can show no codes."),
            ),
        },
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.AskCodeSerializer, request)
        ceiling = shapes.ceiling_of(fields)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        shown = services.present_code(
            person_id=principal.id,
            session_id=principal.session_id,
            ceiling=ceiling,
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            now=clock.now(),
        )
        headers = {REPLAYED_HEADER: "true"} if shown.replayed else None
        body = shapes.shown_answer(shown.row, shown.code, shown.qr)
        return Response(body, status=status.HTTP_201_CREATED, headers=headers)


class PaymentCodeView(APIView):
    @extend_schema(
        tags=PAYING,
        operation_id="get_payment_code",
        summary="What has become of my code",
        description="Once it is USED, `transaction_id` names the payment, which may be declined.",
        responses={
            200: shapes.PaymentCodeStateSerializer,
            **problems(401, payment_code_not_found=(404, "There is no such payment code.")),
        },
    )
    def get(self, request: Request, code_id: UUID) -> Response:
        row = selectors.get_payment_code(person_id=principal_of(request).id, code_id=code_id)
        return Response(shapes.code_answer(row, now=clock.now()))

    @extend_schema(
        tags=PAYING,
        operation_id="cancel_payment_code",
        summary="Call my code off",
        description="Called off again, or over, it stays as it is.",
        responses={
            200: shapes.PaymentCodeStateSerializer,
            **problems(
                401,
                payment_code_not_found=(404, "There is no such payment code."),
                payment_code_conflict=(409, "The payment code was used already."),
            ),
        },
    )
    def delete(self, request: Request, code_id: UUID) -> Response:
        now = clock.now()
        row = services.cancel_code(person_id=principal_of(request).id, code_id=code_id, now=now)
        return Response(shapes.code_answer(row, now=now))
