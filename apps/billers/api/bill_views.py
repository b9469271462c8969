"""Bills: look one up, pay it, see what was paid, keep it for the next time."""

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
from apps.billers.api import bill_shapes as shapes
from apps.billers.api.catalogue_views import BILLS
from apps.billers.models import BillPayment, SavedBill
from apps.billers.selectors import Bought
from apps.core import clock
from apps.core.api.idempotency import read_key
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of
from apps.transactions.api.serializers import TransactionSerializer
from apps.transactions.api.views import IDEMPOTENCY_KEY, outcome_answer

_BILLER_NOT_THERE = (404, "There is no such biller.")
_NOT_SAVED = (404, "There is no such saved bill.")
_UNAVAILABLE = (503, "The provider cannot be reached now. Try again in a minute.")
_WATER: dict[str, Any] = {
    "lookup_id": "0192f3c4-6c1e-7f0a-9b1d-2f6f0c9a7d11",
    "biller": "water",
    "biller_name": "Maji Water Works",
    "account": "•••• 4471",
    "customer_name": "Amina O.",
    "currency": "USD",
    "amount_due": "64.20",
    "minimum": "64.20",
    "maximum": "64.20",
    "due_date": "2026-11-30",
    "allows_partial": False,
    "is_prepaid": False,
    "expires_at": "2026-11-21T09:45:00Z",
}


class LookUpView(APIView):
    @extend_schema(
        tags=BILLS,
        operation_id="look_up_bill",
        summary="Ask a biller what is owed",
        description="The biller is asked while you wait. What it says is good for 15 minutes and for one payment, "
        "which names `lookup_id`. Whose bill it is does not matter.",
        request=shapes.LookUpSerializer,
        responses={
            200: shapes.LookedUpSerializer,
            **problems(
                400,
                401,
                429,
                biller_not_found=_BILLER_NOT_THERE,
                saved_bill_not_found=_NOT_SAVED,
                bill_account_not_found=(422, "The biller knows no such customer number."),
                bill_currency_differs=(422, "The bill is in another currency."),
                provider_declined=(422, "The provider declined."),
                provider_unavailable=_UNAVAILABLE,
            ),
        },
        examples=[
            OpenApiExample("water", value={"biller": "water", "account_number": "5580244471"}, request_only=True),
            OpenApiExample("what is owed", value=_WATER, response_only=True, status_codes=["200"]),
        ],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.LookUpSerializer, request)
        person_id, now = principal_of(request).id, clock.now()
        if "saved_bill" in fields:
            found = services.look_up_saved_bill(person_id=person_id, saved_bill_id=fields["saved_bill"], now=now)
        else:
            found = services.look_up_bill(
                person_id=person_id,
                biller=fields["biller"],
                account_number=fields["account_number"],
                currency=fields.get("currency"),
                now=now,
            )
        return Response(shapes.looked_up_answer(found))


class PayView(APIView):
    @extend_schema(
        tags=BILLS,
        operation_id="pay_bill",
        summary="Pay a bill that was looked up",
        description="The money is put aside at once and paid when the biller has said so: 202 with a PENDING payment, "
        "to be followed by `GET /transactions/{id}` or its events. What a prepaid payment bought stands in `outside` "
        "(`voucher`, `units`) then, and in `GET /bills`. Declined with 422 as a transfer is, and recorded then. What "
        "is wrong with look-up or amount is 422 too, is not recorded and burns no key.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.PayBillSerializer,
        responses={
            202: TransactionSerializer,
            **problems(
                400,
                401,
                403,
                422,
                step_up_required=STEP_UP_REQUIRED,
                biller_not_found=_BILLER_NOT_THERE,
                bill_lookup_not_found=(404, "There is no such look-up. Look the bill up first."),
                product_not_found=(404, "The biller has no such package."),
                bill_lookup_expired=(422, "What the biller said is older than 15 minutes. Look the bill up again."),
                bill_lookup_used=(422, "This look-up was used for another payment already. Look the bill up again."),
                bill_amount_not_exact=(422, "This biller takes exactly what is due."),
                bill_amount_too_small=(422, "This is less than the biller takes at once."),
                bill_amount_too_large=(422, "This is more than the biller takes at once."),
                bill_nothing_due=(422, "Nothing is due on this bill."),
                product_amount_differs=(422, "The package has another price."),
                bill_currency_differs=(422, "The bill is in another currency."),
            ),
        },
        examples=[
            OpenApiExample(
                "water",
                value={"lookup_id": _WATER["lookup_id"], "amount": "64.20", "note": "November", "pin": "739184"},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.PayBillSerializer, request)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        outcome = services.pay_bill(
            person_id=principal.id,
            session_id=principal.session_id,
            look_up_id=fields["lookup_id"],
            amount=fields["amount"],
            currency=fields.get("currency"),
            product=fields["product"],
            note=fields["note"],
            quote_id=fields.get("quote_id"),
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            now=clock.now(),
        )
        return outcome_answer(outcome, viewer_id=principal.id)


class BillListView(APIView):
    @extend_schema(
        tags=BILLS,
        operation_id="list_bills",
        summary="The bills I have paid, newest first",
        description="With what was bought of prepaid ones, and the biller's receipt number.",
        parameters=[shapes.BillQuerySerializer],
        responses={200: shapes.BillPageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        query = shapes.BillQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        biller, person_id = query.validated_data.get("biller", ""), principal_of(request).id
        outcomes: dict[UUID, Bought] = {}

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[BillPayment]:
            rows = selectors.list_bill_payments(person_id, biller=biller, before=before, after=after, limit=limit)
            outcomes.update(selectors.outcomes_of(rows))
            return rows

        return paginate(
            request, fetch, lambda row: shapes.bill_answer(row, outcomes), position=lambda row: row.transaction_id
        )


class SavedBillListView(APIView):
    @extend_schema(
        tags=BILLS,
        operation_id="list_saved_bills",
        summary="The bills I have saved, newest first",
        parameters=PAGE_PARAMETERS,
        responses={200: shapes.SavedBillPageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        person_id = principal_of(request).id

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[SavedBill]:
            return selectors.list_saved_bills(person_id, before=before, after=after, limit=limit)

        return paginate(request, fetch, shapes.saved_bill_answer)

    @extend_schema(
        tags=BILLS,
        operation_id="save_bill",
        summary="Keep a customer's number for the next time",
        description="With `reminders` its biller is asked from time to time, and I am reminded once of each due date.",
        request=shapes.NewSavedBillSerializer,
        responses={
            201: shapes.SavedBillSerializer,
            **problems(
                400,
                401,
                429,
                biller_not_found=_BILLER_NOT_THERE,
                bill_saved_already=(409, "You have saved this bill already."),
                too_many_saved_bills=(409, "You have saved as many bills as anybody may. Delete one first."),
            ),
        },
        examples=[
            OpenApiExample(
                "water",
                value={"biller": "water", "account_number": "5580244471", "nickname": "home", "days_before": 5},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.NewSavedBillSerializer, request)
        row = services.save_bill(person_id=principal_of(request).id, **fields, now=clock.now())
        return Response(shapes.saved_bill_answer(row), status=status.HTTP_201_CREATED)


class SavedBillView(APIView):
    @extend_schema(
        tags=BILLS,
        operation_id="get_saved_bill",
        summary="One of the bills I have saved",
        responses={200: shapes.SavedBillSerializer, **problems(401, saved_bill_not_found=_NOT_SAVED)},
    )
    def get(self, request: Request, saved_bill_id: UUID) -> Response:
        row = selectors.get_saved_bill(person_id=principal_of(request).id, saved_bill_id=saved_bill_id)
        return Response(shapes.saved_bill_answer(row))

    @extend_schema(
        tags=BILLS,
        operation_id="change_saved_bill",
        summary="Call it otherwise, or be reminded otherwise",
        request=shapes.SavedBillChangeSerializer,
        responses={200: shapes.SavedBillSerializer, **problems(400, 401, saved_bill_not_found=_NOT_SAVED)},
    )
    def patch(self, request: Request, saved_bill_id: UUID) -> Response:
        changes = fields_of(shapes.SavedBillChangeSerializer, request)
        row = services.change_saved_bill(
            person_id=principal_of(request).id, saved_bill_id=saved_bill_id, changes=changes, now=clock.now()
        )
        return Response(shapes.saved_bill_answer(row))

    @extend_schema(
        tags=BILLS,
        operation_id="delete_saved_bill",
        summary="Forget a saved bill",
        request=None,
        responses={204: None, **problems(401, saved_bill_not_found=_NOT_SAVED)},
    )
    def delete(self, request: Request, saved_bill_id: UUID) -> Response:
        services.delete_saved_bill(person_id=principal_of(request).id, saved_bill_id=saved_bill_id, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
