"""The API of merchants' own servers: ask for payments, follow, capture, call off and give them back.

Every view begins with `caller_of`, which says whose server asks and whether its key may; what belongs to another
merchant, or to the other mode, is not there.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.checkout import payment_objects, selectors, services
from apps.checkout.api import payment_shapes as shapes
from apps.checkout.api.authentication import ApiKeyAuthentication, MerchantCaller, caller_of
from apps.checkout.models import Scope, TrialRefund
from apps.checkout.return_urls import check_return_url
from apps.core import clock
from apps.core.api.idempotency import REPLAYED_HEADER, IdempotencyKey, read_key
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of, money_of
from apps.core.api.problems import CONTENT_TYPE
from apps.core.money import Money
from apps.merchants.errors import ChargeNotFound
from apps.merchants.models import Charge
from apps.transactions.api.views import IDEMPOTENCY_KEY, decline_document
from apps.transactions.models import State, Transaction

TAGS = ["Server API of merchants"]
_KEY = (401, "This API key is not valid, or no longer.")
_SCOPE = (403, "This API key may not do this: it lacks the scope payments:write.")
_NO_PAYMENT = (404, "There is no such charge.")
_CONFLICT = (409, "The charge is in another state by now.")
_NOT_TRADING = (409, "This merchant is not active: it was not approved yet, or is suspended or closed.")
_EXAMPLE = {
    "amount": "24.90",
    "currency": "USD",
    "description": "Order 1042: two lamps",
    "reference": "1042",
    "metadata": {"basket": "b-77"},
    "capture": "manual",
    "return_url": "https://lamps.example/thanks",
}


def _answers(success: dict[int, Any], *statuses: int, **codes: tuple[int, str]) -> dict[Any, Any]:
    """What every view here answers, and `codes` of its own."""
    return {**success, **problems(*statuses, 429, invalid_token=_KEY, scope_required=_SCOPE, **codes)}


class ServerView(APIView):
    """The base of all of them: a key opens these doors, and nothing else does."""

    authentication_classes = (ApiKeyAuthentication,)


def _origin(request: Request) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _payment_answer(request: Request, charge: Charge) -> Response:
    return Response(payment_objects.payment_object(charge, origin=_origin(request)))


def _asked(caller: MerchantCaller, payment_id: UUID) -> dict[str, Any]:
    """What every service asks for that does something with one payment, now."""
    return {
        "merchant_id": caller.merchant_id,
        "is_live": caller.is_live,
        "payment_id": payment_id,
        "now": clock.now(),
    }


class ServerPaymentListView(ServerView):
    @extend_schema(
        tags=TAGS,
        operation_id="merchant_create_payment",
        summary="Ask for a payment",
        description="Send your customer to `checkout_url`, or show `qr`. Scope payments:write. In test mode (a "
        "`gpk_test_` key) no money moves: the page offers the outcomes, and `POST .../simulate` chooses one.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.NewPaymentSerializer,
        responses=_answers(
            {201: shapes.ServerPaymentSerializer},
            400,
            merchant_not_trading=_NOT_TRADING,
            till_not_found=(404, "There is no such till, or it is closed."),
            currency_mismatch=(422, "This merchant is paid in USD."),
            idempotency_key_reused=(422, "This Idempotency-Key was used for another request."),
        ),
        examples=[OpenApiExample("an order, captured when it is sent", value=_EXAMPLE, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        caller = caller_of(request, Scope.PAYMENTS_WRITE)
        fields = fields_of(shapes.NewPaymentSerializer, request)
        key = read_key(request, fields)
        made = services.create_payment(
            merchant_id=caller.merchant_id,
            is_live=caller.is_live,
            amount=money_of(fields),
            description=fields["description"],
            reference=fields["reference"],
            metadata=fields.get("metadata"),
            captures_later=fields["capture"] == "manual",
            expires_in=timedelta(seconds=fields["expires_in"]),
            return_url=check_return_url(fields.get("return_url", ""), is_live=caller.is_live),
            till_code=fields.get("till_code"),
            key=key.key,
            digest=key.digest,
            now=clock.now(),
        )
        body = payment_objects.payment_object(made.charge, origin=_origin(request), as_made=True)
        return Response(body, status=status.HTTP_201_CREATED, headers=_replayed(made.replayed))

    @extend_schema(
        tags=TAGS,
        operation_id="merchant_list_payments",
        summary="Payments, newest first",
        description="Also those asked for at tills, by links and by invoices. Scope payments:read.",
        parameters=[shapes.ServerPaymentQuerySerializer],
        responses=_answers({200: shapes.ServerPaymentPageSerializer}, 400),
    )
    def get(self, request: Request) -> Response:
        caller = caller_of(request, Scope.PAYMENTS_READ)
        query = shapes.ServerPaymentQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        given = query.validated_data
        rendered: dict[UUID, dict[str, Any]] = {}

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[Charge]:
            rows = selectors.list_payments(
                caller.merchant_id,
                is_live=caller.is_live,
                state=given["state"].upper() if "state" in given else None,
                reference=given.get("reference"),
                since=given.get("from"),
                until=given.get("to"),
                before=before,
                after=after,
                limit=limit,
            )
            objects = payment_objects.payment_objects(rows, origin=_origin(request))
            rendered.update((row.id, found) for row, found in zip(rows, objects, strict=True))
            return rows

        return paginate(request, fetch, lambda row: rendered[row.id])


class ServerPaymentView(ServerView):
    @extend_schema(
        tags=TAGS,
        operation_id="merchant_get_payment",
        summary="One payment",
        description="Scope payments:read.",
        responses=_answers({200: shapes.ServerPaymentSerializer}, charge_not_found=_NO_PAYMENT),
    )
    def get(self, request: Request, payment_id: UUID) -> Response:
        caller = caller_of(request, Scope.PAYMENTS_READ)
        charge = selectors.get_payment(merchant_id=caller.merchant_id, is_live=caller.is_live, payment_id=payment_id)
        return _payment_answer(request, charge)


class ServerExpireView(ServerView):
    @extend_schema(
        tags=TAGS,
        operation_id="merchant_expire_payment",
        summary="End the time of an open payment",
        description="As if nobody had paid in time. Scope payments:write. The request has no body.",
        request=None,
        responses=_answers(
            {200: shapes.ServerPaymentSerializer},
            charge_not_found=_NO_PAYMENT,
            charge_conflict=_CONFLICT,
            merchant_not_trading=_NOT_TRADING,
        ),
    )
    def post(self, request: Request, payment_id: UUID) -> Response:
        caller = caller_of(request, Scope.PAYMENTS_WRITE)
        return _payment_answer(request, services.expire_payment(**_asked(caller, payment_id)))


class ServerCancelView(ServerView):
    @extend_schema(
        tags=TAGS,
        operation_id="merchant_cancel_payment",
        summary="Call a payment off",
        description="Of an open payment: nobody can pay it any more. Of one that is held: what was put aside goes back "
        "to the payer. Scope payments:write. The request has no body.",
        request=None,
        responses=_answers(
            {200: shapes.ServerPaymentSerializer},
            charge_not_found=_NO_PAYMENT,
            charge_conflict=_CONFLICT,
            merchant_not_trading=_NOT_TRADING,
        ),
    )
    def post(self, request: Request, payment_id: UUID) -> Response:
        caller = caller_of(request, Scope.PAYMENTS_WRITE)
        return _payment_answer(request, services.cancel_payment(**_asked(caller, payment_id)))


class ServerCaptureView(ServerView):
    @extend_schema(
        tags=TAGS,
        operation_id="merchant_capture_payment",
        summary="Take what was put aside",
        description="Whole, before `capture_before`. Scope payments:write. The request has no body.",
        request=None,
        responses=_answers(
            {200: shapes.ServerPaymentSerializer},
            charge_not_found=_NO_PAYMENT,
            charge_conflict=_CONFLICT,
            merchant_not_trading=_NOT_TRADING,
        ),
    )
    def post(self, request: Request, payment_id: UUID) -> Response:
        caller = caller_of(request, Scope.PAYMENTS_WRITE)
        return _payment_answer(request, services.capture_payment(**_asked(caller, payment_id)))


class ServerSimulateView(ServerView):
    @extend_schema(
        tags=TAGS,
        operation_id="merchant_simulate_payment",
        summary="Pay a test payment, or do not",
        description="For test keys. `automatic` goes by the amount's last two digits: 01 is declined with "
        "insufficient_funds, 02 with refused_by_rules, 03 with payer_not_active, 04 is held for somebody to look at, "
        "everything else is paid (held, if it is captured later). What is held to be looked at is decided by `paid` or "
        "`returned`. Scope payments:write.",
        request=shapes.SimulateSerializer,
        responses=_answers(
            {200: shapes.ServerPaymentSerializer},
            400,
            charge_not_found=_NO_PAYMENT,
            charge_conflict=_CONFLICT,
            merchant_not_trading=_NOT_TRADING,
            insufficient_funds=(422, "There is not enough money in the wallet."),
        ),
    )
    def post(self, request: Request, payment_id: UUID) -> Response:
        caller = caller_of(request, Scope.PAYMENTS_WRITE)
        fields = fields_of(shapes.SimulateSerializer, request)
        # To a live key there are no test payments, and its own are not simulated.
        if caller.is_live:
            raise ChargeNotFound
        selectors.require_writing(merchant_id=caller.merchant_id, is_live=False)
        charge = selectors.get_payment(merchant_id=caller.merchant_id, is_live=False, payment_id=payment_id)
        paid = services.pay_test_charge(charge_id=charge.id, outcome=fields["outcome"], now=clock.now())
        return _payment_answer(request, paid)


class ServerRefundListView(ServerView):
    @extend_schema(
        tags=TAGS,
        operation_id="merchant_refund_payment",
        summary="Give a payment back",
        description="Whole or in parts, together never more than was paid. The takings pay first, then the owner's "
        "wallet. Declines with 422 and a `code`: insufficient_funds, refund_too_large, nothing_left_to_refund ... "
        "Scope refunds:write. Of a test payment an amount whose last two digits are 01 is declined with "
        "insufficient_funds.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.NewPaymentRefundSerializer,
        responses=_answers(
            {201: shapes.ServerRefundSerializer},
            400,
            422,
            charge_not_found=_NO_PAYMENT,
            charge_conflict=_CONFLICT,
            merchant_not_trading=_NOT_TRADING,
        ),
    )
    def post(self, request: Request, payment_id: UUID) -> Response:
        caller = caller_of(request, Scope.REFUNDS_WRITE)
        fields = fields_of(shapes.NewPaymentRefundSerializer, request)
        key = read_key(request, fields)
        charge = selectors.get_payment(merchant_id=caller.merchant_id, is_live=caller.is_live, payment_id=payment_id)
        amount = None
        if "amount" in fields:
            amount = money_of({"amount": fields["amount"], "currency": charge.currency})
        refund = _refund_live if caller.is_live else _refund_test
        return refund(charge, amount, fields["reason"], key)

    @extend_schema(
        tags=TAGS,
        operation_id="merchant_list_refunds",
        summary="What went back of a payment, newest first",
        description="Scope payments:read.",
        parameters=PAGE_PARAMETERS,
        responses=_answers({200: shapes.ServerRefundPageSerializer}, 400, charge_not_found=_NO_PAYMENT),
    )
    def get(self, request: Request, payment_id: UUID) -> Response:
        caller = caller_of(request, Scope.PAYMENTS_READ)
        query = shapes.PageQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        charge = selectors.get_payment(merchant_id=caller.merchant_id, is_live=caller.is_live, payment_id=payment_id)
        if caller.is_live:

            def fetch_refunds(before: UUID | None, after: UUID | None, limit: int) -> list[Transaction]:
                return selectors.list_refunds(charge, before=before, after=after, limit=limit)

            return paginate(request, fetch_refunds, lambda row: payment_objects.refund_object(row, charge))

        def fetch_trials(before: UUID | None, after: UUID | None, limit: int) -> list[TrialRefund]:
            return selectors.list_trial_refunds(charge, before=before, after=after, limit=limit)

        return paginate(request, fetch_trials, lambda row: payment_objects.trial_refund_object(row, charge))


def _replayed(is_repetition: bool) -> dict[str, str] | None:
    return {REPLAYED_HEADER: "true"} if is_repetition else None


def _refund_live(charge: Charge, amount: Money | None, reason: str, key: IdempotencyKey) -> Response:
    outcome = services.refund_payment(
        merchant_id=charge.merchant_id,
        charge=charge,
        amount=amount,
        reason=reason,
        key=key.key,
        digest=key.digest,
        now=clock.now(),
    )
    headers = _replayed(outcome.replayed)
    if outcome.transaction.state == State.DECLINED:
        document = decline_document(outcome.transaction)
        return Response(document, status=422, headers=headers, content_type=CONTENT_TYPE)
    body = payment_objects.refund_object(outcome.transaction, charge)
    return Response(body, status=status.HTTP_201_CREATED, headers=headers)


def _refund_test(charge: Charge, amount: Money | None, reason: str, key: IdempotencyKey) -> Response:
    selectors.require_writing(merchant_id=charge.merchant_id, is_live=False)
    outcome = services.refund_test_charge(
        charge_id=charge.id, amount=amount, reason=reason, key=key.key, digest=key.digest, now=clock.now()
    )
    body = payment_objects.trial_refund_object(outcome.refund, outcome.charge)
    return Response(body, status=status.HTTP_201_CREATED, headers=_replayed(outcome.replayed))
