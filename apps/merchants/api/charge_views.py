"""The merchant's side: asking to be paid at a till, taking what a payer shows, and what was sold."""

from datetime import timedelta
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.core import clock
from apps.core.api.idempotency import REPLAYED_HEADER, read_key
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of, money_of
from apps.core.api.problems import CONTENT_TYPE, document
from apps.merchants import selectors, services
from apps.merchants.api import payment_shapes as shapes
from apps.merchants.models import Charge, ChargeState, Taking
from apps.merchants.selectors import Power, SalesFilter, require_role
from apps.transactions.api.views import IDEMPOTENCY_KEY

AT_THE_TILL = ["At the till"]
MERCHANT = (404, "There is no such merchant.")
TILL = (404, "There is no such till, or it is closed.")
CHARGE = (404, "There is no such charge.")
ROLE = (403, "Your role at this merchant does not allow this.")
_NOT_TRADING = (409, "This merchant is not active: it was not approved yet, or is suspended or closed.")
_CONFLICT = (409, "The charge is in another state by now.")
_MISMATCH = (422, "This merchant is paid in another currency.")


def answer_of(charge: Charge, *, as_made: bool = False) -> dict[str, object]:
    """One charge as JSON, with what stands beside it."""
    (answer,) = answers_of([charge], as_made=as_made)
    return answer


def answers_of(charges: list[Charge], *, as_made: bool = False) -> list[dict[str, object]]:
    """The same of many, in three statements at most."""
    beside = selectors.beside(charges)
    return [
        shapes.charge_answer(
            charge,
            merchant=beside.merchants[charge.merchant_id],
            till=beside.tills.get(charge.till_id) if charge.till_id else None,
            payment=beside.payments.get(charge.transaction_id) if charge.transaction_id else None,
            as_made=as_made,
        )
        for charge in charges
    ]


class ChargeListView(APIView):
    @extend_schema(
        tags=AT_THE_TILL,
        operation_id="list_charges",
        summary="What was asked for, newest first",
        parameters=[shapes.ChargeQuerySerializer],
        responses={
            200: shapes.ChargePageSerializer,
            **problems(400, 401, merchant_not_found=MERCHANT, merchant_role_required=ROLE),
        },
    )
    def get(self, request: Request, merchant_id: UUID) -> Response:
        query = shapes.ChargeQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        given = query.validated_data
        member = require_role(person_id=principal_of(request).id, merchant_id=merchant_id, power=Power.SEE_SALES)
        answers: dict[UUID, dict[str, object]] = {}

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[Charge]:
            rows = selectors.list_charges(
                merchant_id,
                state=given.get("state"),
                source=given.get("source"),
                till_id=given.get("till"),
                store_id=member.store_id,
                reference=given.get("reference"),
                since=given.get("from"),
                until=given.get("to"),
                before=before,
                after=after,
                limit=limit,
            )
            answers.update(zip((row.id for row in rows), answers_of(rows), strict=True))
            return rows

        return paginate(request, fetch, lambda row: answers[row.id])

    @extend_schema(
        tags=AT_THE_TILL,
        operation_id="ask_charge",
        summary="Ask to be paid at a till",
        description="Answers with the text of a QR code (`qr`) that one payer pays, once and in time. Tips and "
        "convenience fee are as the till has them. Follow it by `/charges/{id}/events`.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.AskChargeSerializer,
        responses={
            201: shapes.ChargeSerializer,
            **problems(
                400,
                401,
                422,
                merchant_not_found=MERCHANT,
                till_not_found=TILL,
                merchant_role_required=ROLE,
                merchant_not_trading=_NOT_TRADING,
                currency_mismatch=_MISMATCH,
            ),
        },
    )
    def post(self, request: Request, merchant_id: UUID) -> Response:
        fields = fields_of(shapes.AskChargeSerializer, request)
        amount = money_of(fields)
        key = read_key(request, fields)
        made = services.charge_at_till(
            merchant_id=merchant_id,
            person_id=principal_of(request).id,
            till_id=fields["till_id"],
            amount=amount,
            description=fields["description"],
            merchant_reference=fields["reference"],
            expires_in=timedelta(seconds=fields["expires_in"]),
            key=key.key,
            digest=key.digest,
            now=clock.now(),
        )
        headers = {REPLAYED_HEADER: "true"} if made.replayed else None
        return Response(answer_of(made.charge, as_made=True), status=status.HTTP_201_CREATED, headers=headers)


class ChargeView(APIView):
    @extend_schema(
        tags=AT_THE_TILL,
        operation_id="get_charge",
        summary="One charge",
        responses={
            200: shapes.ChargeSerializer,
            **problems(401, merchant_not_found=MERCHANT, charge_not_found=CHARGE, merchant_role_required=ROLE),
        },
    )
    def get(self, request: Request, merchant_id: UUID, charge_id: UUID) -> Response:
        member = require_role(person_id=principal_of(request).id, merchant_id=merchant_id, power=Power.SEE_SALES)
        return Response(answer_of(selectors.charge_of(member, charge_id)))


class CancelChargeView(APIView):
    @extend_schema(
        tags=AT_THE_TILL,
        operation_id="cancel_charge",
        summary="Call a charge off",
        description="Nobody can pay it any more. Called off again, it stays called off.",
        request=None,
        responses={
            200: shapes.ChargeSerializer,
            **problems(
                401,
                merchant_not_found=MERCHANT,
                charge_not_found=CHARGE,
                merchant_role_required=ROLE,
                charge_conflict=_CONFLICT,
            ),
        },
    )
    def post(self, request: Request, merchant_id: UUID, charge_id: UUID) -> Response:
        charge = services.cancel_at_desk(
            charge_id=charge_id, merchant_id=merchant_id, person_id=principal_of(request).id, now=clock.now()
        )
        return Response(answer_of(charge))


class CaptureChargeView(APIView):
    @extend_schema(
        tags=AT_THE_TILL,
        operation_id="capture_charge",
        summary="Take what was put aside for an order",
        description="Of a charge that is captured later: whole, once, and before `capture_before`.",
        request=None,
        responses={
            200: shapes.ChargeSerializer,
            **problems(
                401,
                merchant_not_found=MERCHANT,
                charge_not_found=CHARGE,
                merchant_role_required=ROLE,
                charge_conflict=_CONFLICT,
                merchant_not_trading=_NOT_TRADING,
            ),
        },
    )
    def post(self, request: Request, merchant_id: UUID, charge_id: UUID) -> Response:
        charge = services.decide_at_desk(
            charge_id=charge_id,
            merchant_id=merchant_id,
            person_id=principal_of(request).id,
            captures=True,
            now=clock.now(),
        )
        return Response(answer_of(charge))


class VoidChargeView(APIView):
    @extend_schema(
        tags=AT_THE_TILL,
        operation_id="void_charge",
        summary="Let go of what was put aside for an order",
        description="The payer has the money back at once.",
        request=None,
        responses={
            200: shapes.ChargeSerializer,
            **problems(
                401,
                merchant_not_found=MERCHANT,
                charge_not_found=CHARGE,
                merchant_role_required=ROLE,
                charge_conflict=_CONFLICT,
            ),
        },
    )
    def post(self, request: Request, merchant_id: UUID, charge_id: UUID) -> Response:
        charge = services.decide_at_desk(
            charge_id=charge_id,
            merchant_id=merchant_id,
            person_id=principal_of(request).id,
            captures=False,
            now=clock.now(),
        )
        return Response(answer_of(charge))


class PresentedView(APIView):
    @extend_schema(
        tags=AT_THE_TILL,
        operation_id="take_presented_code",
        summary="Take a payment with the code that a payer shows",
        description="Pays at once, once for each code; the answer is the charge, PAID or HELD (somebody looks at it "
        "first). 422 `declined` when the payer's payment was declined, of which the payer is told why: ask for another "
        "code. 422 `payment_code_used`, `payment_code_expired` and `wrong_amount` (more than the payer allows, which "
        "does not use the code up) and 404 `payment_code_unknown` leave nothing behind and burn no key.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.PresentedSerializer,
        responses={
            201: shapes.ChargeSerializer,
            **problems(
                400,
                401,
                422,
                429,
                merchant_not_found=MERCHANT,
                till_not_found=TILL,
                payment_code_unknown=(404, "Nothing can be paid with this code. Ask for a new one."),
                merchant_role_required=ROLE,
                merchant_not_trading=_NOT_TRADING,
                currency_mismatch=_MISMATCH,
                declined=(422, "The payment was declined; no money moved."),
                payment_code_expired=(422, "The time to pay this is over. Ask for a new code."),
                payment_code_used=(422, "This was paid already, or called off."),
                wrong_amount=(422, "This is more than the payer has allowed. Ask for another code."),
            ),
        },
    )
    def post(self, request: Request, merchant_id: UUID, till_id: UUID) -> Response:
        fields = fields_of(shapes.PresentedSerializer, request)
        amount = money_of(fields)
        key = read_key(request, fields)
        taken = services.take_presented(
            merchant_id=merchant_id,
            person_id=principal_of(request).id,
            till_id=till_id,
            code=fields["code"],
            amount=amount,
            description=fields["description"],
            merchant_reference=fields["reference"],
            key=key.key,
            digest=key.digest,
            at=clock.now(),
        )
        headers = {REPLAYED_HEADER: "true"} if taken.replayed else None
        if taken.charge.state == ChargeState.CANCELLED:
            # What the payer has or may is between them and us.
            body = document(
                422, "declined", "The payment was declined; no money moved.", charge_id=str(taken.charge.id)
            )
            return Response(body, status=422, headers=headers, content_type=CONTENT_TYPE)
        return Response(answer_of(taken.charge), status=status.HTTP_201_CREATED, headers=headers)


class SaleListView(APIView):
    @extend_schema(
        tags=AT_THE_TILL,
        operation_id="list_sales",
        summary="What was sold and given back, newest first",
        parameters=[shapes.SalesQuerySerializer],
        responses={
            200: shapes.SalePageSerializer,
            **problems(400, 401, merchant_not_found=MERCHANT, merchant_role_required=ROLE),
        },
    )
    def get(self, request: Request, merchant_id: UUID) -> Response:
        query = shapes.SalesQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        given = query.validated_data
        member = require_role(person_id=principal_of(request).id, merchant_id=merchant_id, power=Power.SEE_SALES)
        matching = SalesFilter(
            store_id=member.store_id,
            till_id=given.get("till"),
            staff_id=given.get("staff"),
            kind=given.get("kind"),
            since=given.get("from"),
            until=given.get("to"),
        )
        stores: dict[UUID, str] = {}
        tills: dict[UUID, str] = {}

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[Taking]:
            rows = selectors.list_sales(merchant_id, matching=matching, before=before, after=after, limit=limit)
            for known, found in zip((stores, tills), selectors.names_of(rows), strict=True):
                known.update(found)
            return rows

        def render(row: Taking) -> dict[str, object]:
            return shapes.sale_answer(row, stores=stores, tills=tills)

        return paginate(request, fetch, render, position=lambda row: row.transaction_id)
