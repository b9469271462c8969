"""The wallets API: the last step of signing up, and one's own wallets."""

from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.accounts.api.serializers import DeviceSerializer, TokenPairSerializer, device_of, token_answer
from apps.core import clock
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
        description="Completes a registration with the code that was sent. Opens a wallet in the base currency.",
        request=VerifySignUpSerializer,
        responses={
            200: TokenPairSerializer,
            **problems(400, 429, invalid_code=(422, "The code is not right, or no longer.")),
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
