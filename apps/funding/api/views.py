"""The API of deposits and withdrawals: link accounts, pay in, pay out, have money fetched when little is left."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import SECRET_FIELDS, proof_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.accounts.api.step_up import STEP_UP_REQUIRED
from apps.core import clock
from apps.core.api.idempotency import read_key
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of, money_of
from apps.core.money import CURRENCIES, InvalidMoney, Money
from apps.funding import selectors, services
from apps.funding.api import serializers as shapes
from apps.funding.errors import AutoTopUpNotFound
from apps.funding.models import FundingSource
from apps.transactions.api.serializers import TransactionSerializer
from apps.transactions.api.views import IDEMPOTENCY_KEY, outcome_answer

_TAGS = ["Deposits and withdrawals"]
_NO_SOURCE = (404, "There is no such bank account or card.")
_NO_TOP_UP = (404, "There is no automatic top-up of this currency.")
_DECLINES = (
    "It is 202 and PENDING: the provider is asked afterwards. Follow it with `GET /transactions/{id}/events`, or by "
    "polling `GET /transactions/{id}`; it ends COMPLETED or FAILED, and is UNKNOWN while nobody can say. "
)


class SourceListView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="list_funding_sources",
        summary="My bank accounts and cards, newest first",
        parameters=PAGE_PARAMETERS,
        responses={200: shapes.SourcePageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        query = shapes.SourceQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        person_id = principal_of(request).id

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[FundingSource]:
            return selectors.list_sources(person_id, before=before, after=after, limit=limit)

        return paginate(request, fetch, shapes.source_answer)

    @extend_schema(
        tags=_TAGS,
        operation_id="link_bank_account",
        summary="Link a bank account of mine",
        description="The bank is asked whether there is such an account; its number is not kept. The account must be "
        "in my own name. Always confirmed by a code: the first request answers 403 `step_up_required`. 201, or 200 for "
        "an account that is linked already. A card is linked by `POST /deposits` with `save_card`.",
        request=shapes.LinkAccountSerializer,
        responses={
            201: shapes.SourceSerializer,
            200: shapes.SourceSerializer,
            **problems(
                400,
                401,
                403,
                429,
                step_up_required=STEP_UP_REQUIRED,
                too_many_sources=(409, "You have linked as many accounts and cards as anybody may. Remove one first."),
                holder_differs=(422, "The account must be in your own name, as it stands in your GoPay account."),
            ),
        },
        examples=[
            OpenApiExample(
                "Amina's account",
                value={
                    "bank": "Umoja Bank",
                    "account_number": "0123456789",
                    "holder_name": "Amina Otieno",
                    "pin": "739184",
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.LinkAccountSerializer, request)
        principal = principal_of(request)
        linked = services.link_bank_account(
            person_id=principal.id,
            session_id=principal.session_id,
            bank=fields["bank"],
            account_number=fields["account_number"],
            holder_name=fields["holder_name"],
            currency=fields["currency"],
            proof=proof_of(request, fields),
            now=clock.now(),
        )
        code = status.HTTP_201_CREATED if linked.is_new else status.HTTP_200_OK
        return Response(shapes.source_answer(linked.source), status=code)


class SourceView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="remove_funding_source",
        summary="Remove a bank account or card",
        description="What is under way goes on. Automatic top-ups from it are paused.",
        responses={204: None, **problems(401, funding_source_not_found=_NO_SOURCE)},
    )
    def delete(self, request: Request, source_id: UUID) -> Response:
        services.remove_source(person_id=principal_of(request).id, source_id=source_id, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class DefaultView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="prefer_funding_source",
        summary="Offer this one first",
        description="The request has no body.",
        request=None,
        responses={200: shapes.SourceSerializer, **problems(401, funding_source_not_found=_NO_SOURCE)},
    )
    def post(self, request: Request, source_id: UUID) -> Response:
        row = services.offer_first(person_id=principal_of(request).id, source_id=source_id, now=clock.now())
        return Response(shapes.source_answer(row))


class DepositView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="deposit",
        summary="Pay money in",
        description=_DECLINES
        + "By card (`method`), `outside.next_url` of the payment says after a moment where to go and pay; the page "
        "waits two hours. The fee, if there is one, comes out of the amount.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.DepositSerializer,
        responses={
            202: TransactionSerializer,
            **problems(
                400,
                401,
                403,
                409,
                422,
                429,
                funding_source_not_found=_NO_SOURCE,
                cards_not_offered=(422, "Nobody takes cards in this currency, or for this amount."),
            ),
        },
        examples=[
            OpenApiExample(
                "by card",
                value={
                    "method": "card",
                    "amount": "25.00",
                    "currency": "USD",
                    "save_card": True,
                    "return_url": "gopay://deposits/done",
                    "pin": "739184",
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.DepositSerializer, request)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        outcome = services.deposit(
            person_id=principal.id,
            session_id=principal.session_id,
            amount=money_of(fields),
            source_id=fields.get("source_id"),
            save_card=fields["save_card"],
            return_url=fields.get("return_url", ""),
            quote_id=fields.get("quote_id"),
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            at=clock.now(),
        )
        return outcome_answer(outcome, viewer_id=principal.id)


class WithdrawalView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="withdraw",
        summary="Pay money out to a bank account of mine",
        description=_DECLINES + "The money is put aside at once, and comes back if the bank does not take it.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.WithdrawalSerializer,
        responses={
            202: TransactionSerializer,
            **problems(
                400,
                401,
                403,
                409,
                422,
                429,
                funding_source_not_found=_NO_SOURCE,
                not_for_withdrawals=(422, "Money can be withdrawn to a bank account only."),
            ),
        },
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.WithdrawalSerializer, request)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        outcome = services.withdraw(
            person_id=principal.id,
            session_id=principal.session_id,
            amount=money_of(fields),
            source_id=fields["source_id"],
            quote_id=fields.get("quote_id"),
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            at=clock.now(),
        )
        return outcome_answer(outcome, viewer_id=principal.id)


class AutoTopUpListView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="list_auto_top_ups",
        summary="What is fetched by itself, one for each currency at most",
        responses={200: shapes.AutoTopUpListSerializer, **problems(401)},
    )
    def get(self, request: Request) -> Response:
        rows = selectors.list_auto_top_ups(principal_of(request).id)
        return Response({"results": [shapes.top_up_answer(row) for row in rows]})


class AutoTopUpView(APIView):
    @extend_schema(
        tags=_TAGS,
        operation_id="set_auto_top_up",
        summary="Fetch money when little is left",
        description="Takes the place of what was set before, and lets a paused one go on. Nobody will be there when it "
        "fetches, so this is confirmed by a code: the first request answers 403 `step_up_required`. One deposit is "
        "under way at a time; two that fail in a row pause it, as does locking the phone it was set up on or removing "
        "the account or card.",
        request=shapes.SetAutoTopUpSerializer,
        responses={
            200: shapes.AutoTopUpSerializer,
            **problems(
                400,
                401,
                403,
                422,
                429,
                step_up_required=STEP_UP_REQUIRED,
                funding_source_not_found=_NO_SOURCE,
                auto_top_up_not_found=_NO_TOP_UP,
            ),
        },
    )
    def put(self, request: Request, currency: str) -> Response:
        _require_currency(currency)
        fields = fields_of(shapes.SetAutoTopUpSerializer, request)
        principal = principal_of(request)
        row = services.set_auto_top_up(
            person_id=principal.id,
            session_id=principal.session_id,
            source_id=fields["source_id"],
            threshold=_money(fields, "threshold", currency),
            amount=_money(fields, "amount", currency),
            monthly_cap=_money(fields, "monthly_cap", currency),
            proof=proof_of(request, fields),
            now=clock.now(),
        )
        return Response(shapes.top_up_answer(row))

    @extend_schema(
        tags=_TAGS,
        operation_id="stop_auto_top_up",
        summary="Fetch nothing by itself any more",
        description="A deposit under way goes on.",
        responses={204: None, **problems(401, auto_top_up_not_found=_NO_TOP_UP)},
    )
    def delete(self, request: Request, currency: str) -> Response:
        _require_currency(currency)
        services.stop_auto_top_up(person_id=principal_of(request).id, currency=currency, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


def _require_currency(currency: str) -> None:
    """What is no currency has no top-up. Raises AutoTopUpNotFound."""
    if currency not in CURRENCIES:
        raise AutoTopUpNotFound


def _money(fields: dict[str, Any], name: str, currency: str) -> Money:
    """One of several amounts of a body. Raises ValidationError on it."""
    try:
        return Money(fields[name], currency)
    except InvalidMoney as error:
        raise serializers.ValidationError(
            {name: [serializers.ErrorDetail(error.detail, code="too_many_decimals")]}
        ) from None
