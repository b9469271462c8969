"""The wallets API: the last step of signing up, and one's own wallets."""

from uuid import UUID

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.accounts.api.serializers import DeviceSerializer, PasswordField, TokenPairSerializer, device_of, token_answer
from apps.accounts.api.step_up import STEP_UP_REQUIRED, StepUpSerializer, answer_of
from apps.core import clock
from apps.core.api.parsing import StrictSerializer, fields_of
from apps.wallets import selectors, services
from apps.wallets.api import serializers as shapes


class VerifySignUpSerializer(shapes.VerifySerializer):
    """With the phone it happens on, so that the first session knows it."""

    device = DeviceSerializer(required=False)


class VerifyView(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        tags=["Sign-up and log-in"],
        operation_id="verify",
        summary="Verify the number and log in",
        description="Completes a registration with the code that was sent. Opens a wallet in the base currency. A "
        "`device` with a `public_key` is registered at once.",
        request=VerifySignUpSerializer,
        responses={
            200: TokenPairSerializer,
            **problems(
                400,
                429,
                invalid_code=(422, "The code is not right, or no longer."),
                device_key_taken=(409, "This key is in use on another device. Make a new one."),
            ),
        },
        examples=[
            OpenApiExample("Amina's code", value={"msisdn": "+254712345678", "code": "204617"}, request_only=True)
        ],
    )
    def post(self, request: Request) -> Response:
        serializer = VerifySignUpSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        fields = serializer.validated_data
        tokens = services.complete_sign_up(
            msisdn=fields["msisdn"], code=fields["code"], device=device_of(fields), now=clock.now()
        )
        return Response(token_answer(tokens))


class CloseAccountSerializer(StrictSerializer):
    password = PasswordField()
    step_up = StepUpSerializer(required=False)


class CloseAccountView(APIView):
    @extend_schema(
        tags=["Me"],
        operation_id="close_account",
        summary="Close my account for good",
        description="Send or withdraw the money first. The first request answers 403 `step_up_required` and sends a "
        "code, the second carries it in `step_up`. What names me is erased when the law no longer wants it kept.",
        request=CloseAccountSerializer,
        responses={
            204: OpenApiResponse(description="The account is closed, and all sessions have ended."),
            **problems(
                400,
                401,
                429,
                step_up_required=STEP_UP_REQUIRED,
                account_secured=(403, "A phone of yours was reported lost. Unlock the account first."),
                account_not_empty=(409, "An account can only be closed when there is no money in it."),
                invalid_code=(422, "This code is wrong, was used before, or is too old. Ask for a new one."),
            ),
        },
        examples=[OpenApiExample("first request", value={"password": "three brown herons"}, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        serializer = CloseAccountSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        me, fields = principal_of(request), serializer.validated_data
        services.close_account(
            person_id=me.id,
            session_id=me.session_id,
            password=fields["password"],
            step_up=answer_of(fields),
            now=clock.now(),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class WalletListView(APIView):
    @extend_schema(
        tags=["Wallets"],
        operation_id="list_wallets",
        summary="My wallets and what is in them",
        responses={200: shapes.WalletListSerializer, **problems(401)},
    )
    def get(self, request: Request) -> Response:
        wallets = selectors.list_wallets(principal_of(request).id)
        return Response({"results": [shapes.wallet_answer(wallet) for wallet in wallets]})

    @extend_schema(
        tags=["Wallets"],
        operation_id="open_wallet",
        summary="Open my wallet in another currency",
        description="One in each currency that is offered. Asked again it answers with the one there is.",
        request=shapes.OpenWalletSerializer,
        responses={
            200: OpenApiResponse(shapes.WalletSerializer, description="It was open already."),
            201: shapes.WalletSerializer,
            **problems(
                400,
                401,
                account_secured=(403, "A phone of yours was reported lost. Unlock the account first."),
                wallet_closed=(409, "Your wallet in this currency was closed for good. Ask support."),
                currency_not_offered=(422, "Wallets are not opened in this currency."),
            ),
        },
        examples=[OpenApiExample("euros", value={"currency": "EUR"}, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.OpenWalletSerializer, request)
        wallet, is_new = services.open_own_wallet(
            person_id=principal_of(request).id, currency=fields["currency"], now=clock.now()
        )
        return Response(shapes.wallet_answer(wallet), status=status.HTTP_201_CREATED if is_new else status.HTTP_200_OK)


class WalletView(APIView):
    @extend_schema(
        tags=["Wallets"],
        operation_id="get_wallet",
        summary="One of my wallets",
        responses={200: shapes.WalletSerializer, **problems(401, 404)},
    )
    def get(self, request: Request, wallet_id: UUID) -> Response:
        wallet = selectors.get_wallet(holder_id=principal_of(request).id, wallet_id=wallet_id)
        return Response(shapes.wallet_answer(wallet))


class CloseWalletView(APIView):
    @extend_schema(
        tags=["Wallets"],
        operation_id="close_wallet",
        summary="Close one of my wallets for good",
        description="It must be empty, and not the only one. No other wallet can be opened in its currency.",
        request=None,
        responses={
            200: shapes.WalletSerializer,
            **problems(
                401,
                404,
                account_secured=(403, "A phone of yours was reported lost. Unlock the account first."),
                wallet_not_empty=(409, "A wallet can only be closed when there is nothing in it."),
                only_wallet=(409, "This is your only open wallet. To leave, close the account."),
                status_conflict=(409, "This wallet is frozen. Ask support."),
            ),
        },
    )
    def post(self, request: Request, wallet_id: UUID) -> Response:
        wallet = services.close_own_wallet(person_id=principal_of(request).id, wallet_id=wallet_id, now=clock.now())
        return Response(shapes.wallet_answer(wallet))
