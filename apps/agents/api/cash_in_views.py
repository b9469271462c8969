"""The desk where cash comes in: whom one would serve, the cash-in, and asking for a wrong one to be undone."""

from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import proof_of
from apps.accounts.api.schema import problems
from apps.agents import services
from apps.agents.api import cash_in_shapes as shapes
from apps.core import clock
from apps.core.api.idempotency import REPLAYED_HEADER, read_key
from apps.core.api.parsing import fields_of, money_of
from apps.core.api.problems import CONTENT_TYPE
from apps.transactions.api.views import IDEMPOTENCY_KEY, decline_document
from apps.transactions.models import State
from apps.transactions.services import Outcome

AT_THE_DESK = ["At the agent's desk"]
NO_SHIFT = (409, "Open a shift first: cash is taken and handed out in one only.")
NO_AGENT = (404, "There is no such agent.")
NOBODY = (404, "Nobody can be paid under this number, e-mail address, handle or id.")


def served_outcome(outcome: Outcome) -> Response:
    """201 with the dealing as its teller sees it, or 422 with why it was declined. Marked when it is a repetition."""
    headers = {REPLAYED_HEADER: "true"} if outcome.replayed else None
    row = outcome.transaction
    if row.state == State.DECLINED:
        return Response(decline_document(row), status=422, headers=headers, content_type=CONTENT_TYPE)
    return Response(shapes.served_answer(row), status=status.HTTP_201_CREATED, headers=headers)


class CustomerView(APIView):
    @extend_schema(
        tags=AT_THE_DESK,
        operation_id="resolve_customer",
        summary="Whom would I serve",
        description="Shows a teller with an open shift the masked name of a customer, to be confirmed before cash is "
        "taken. Counted together with `GET /payees/resolve`: 20 times a minute and 300 a day.",
        parameters=[shapes.CustomerQuerySerializer],
        responses={
            200: shapes.CustomerSerializer,
            **problems(400, 401, 429, agent_not_found=NO_AGENT, payee_not_found=NOBODY, shift_not_open=NO_SHIFT),
        },
        examples=[
            OpenApiExample(
                "Amina",
                value={"name": "Amina O.", "currency": "USD", "can_receive": True},
                response_only=True,
                status_codes=["200"],
            )
        ],
    )
    def get(self, request: Request) -> Response:
        query = shapes.CustomerQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        found = services.resolve_customer(
            teller_id=principal_of(request).id, to=query.validated_data["to"], at=clock.now()
        )
        return Response({"name": found.name, "currency": found.currency, "can_receive": found.can_receive})


class CashInView(APIView):
    @extend_schema(
        tags=AT_THE_DESK,
        operation_id="cash_in",
        summary="Take cash and pay it into a customer's wallet",
        description="Moves the money at once, or declines with 422 and a `code` as a transfer does, and besides with "
        "agent_not_active, self_dealing, outlet_limit_exceeded and cash_limit_exceeded. 409 `unusual_amount` (with "
        "`usual`) asks to look at the amount again: send the same with `confirm_unusual`. 403 "
        "`customer_code_required` (with `challenge_id` and `sent_to`) has sent the customer a code: send the same with "
        "`customer_step_up`. 403 `step_up_required` has sent one to the teller, who answers with `step_up`. None of "
        "these burns the key. The customer is told at once.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.CashInSerializer,
        responses={
            201: shapes.ServedSerializer,
            **problems(
                400,
                401,
                403,
                409,
                422,
                429,
                agent_not_found=NO_AGENT,
                payee_not_found=NOBODY,
                customer_code_required=(403, "The customer has to confirm this with the code that was sent to them."),
                shift_not_open=NO_SHIFT,
                unusual_amount=(409, "This is far more than usual. Look again, and confirm it if it is right."),
            ),
        },
        examples=[
            OpenApiExample(
                "fifty",
                value={"to": "+254712345678", "amount": "50.00", "currency": "USD", "pin": "739184"},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.CashInSerializer, request)
        amount = money_of(fields)
        key = read_key(request, fields, secret=shapes.SECRET)
        principal = principal_of(request)
        outcome = services.cash_in(
            teller_id=principal.id,
            session_id=principal.session_id,
            to=fields["to"],
            amount=amount,
            note=fields["note"],
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            confirmed_unusual=fields["confirm_unusual"],
            customer_answer=shapes.customer_answer_of(fields),
            at=clock.now(),
        )
        return served_outcome(outcome)


class DealingReversalView(APIView):
    @extend_schema(
        tags=AT_THE_DESK,
        operation_id="ask_dealing_reversal",
        summary="Ask for a cash-in to a wrong number to be undone",
        description="Within 24 hours, by who has served or who may supervise them there. Operators decide; what the "
        "customer has spent is not taken back. Once it is done, write the cash that goes back over the counter down as "
        "a movement of your drawer.",
        request=shapes.AskReversalSerializer,
        responses={
            201: shapes.ReversalSerializer,
            **problems(
                400,
                401,
                dealing_not_found=(404, "There is no such dealing of yours."),
                not_reversible=(409, "This payment cannot be reversed."),
                reversal_requested=(409, "Somebody has asked already for this payment to be reversed."),
                too_late_to_undo=(409, "The time to ask for this is over. Support can help."),
            ),
        },
    )
    def post(self, request: Request, dealing_id: UUID) -> Response:
        fields = fields_of(shapes.AskReversalSerializer, request)
        row = services.ask_reversal(
            person_id=principal_of(request).id, dealing_id=dealing_id, reason=fields["reason"], now=clock.now()
        )
        return Response(shapes.reversal_answer(row), status=status.HTTP_201_CREATED)
