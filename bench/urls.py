"""GoPay's routes and, where /transfers stands, one that authenticates and validates the same and does nothing."""

from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.transactions.api.serializers import TransferSerializer
from gopay.urls import *
from gopay.urls import urlpatterns as gopay_urls


class EmptyView(APIView):
    def post(self, request: Request) -> Response:
        serializer = TransferSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return Response({}, status=201)


urlpatterns = [path("api/v1/empty", EmptyView.as_view()), *gopay_urls]
