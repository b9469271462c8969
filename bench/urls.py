"""GoPay's routes and, where /transfers stands, one that authenticates and validates the same and does nothing."""

from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import proof_of
from apps.accounts.services import authorise
from apps.core import clock
from apps.transactions.api.serializers import TransferSerializer
from gopay.urls import *
from gopay.urls import urlpatterns as gopay_urls


class EmptyView(APIView):
    def post(self, request: Request) -> Response:
        serializer = TransferSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return Response({}, status=201)


class ProvenView(APIView):
    """Authenticates as a payment does, the PIN and the phone's signature included, and does nothing either."""

    def post(self, request: Request) -> Response:
        serializer = TransferSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        me = principal_of(request)
        proof = proof_of(request, serializer.validated_data)
        authorise(person_id=me.id, session_id=me.session_id, proof=proof, now=clock.now())
        return Response({}, status=201)


urlpatterns = [
    path("api/v1/empty", EmptyView.as_view()),
    path("api/v1/proven", ProvenView.as_view()),
    *gopay_urls,
]
