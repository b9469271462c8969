"""Taking back money that was sent to a number nobody has registered."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.core import clock
from apps.transactions import services
from apps.transactions.api import serializers as shapes


class CancelView(APIView):
    @extend_schema(
        tags=["Payments"],
        operation_id="cancel_transaction",
        summary="Take back money nobody has claimed yet",
        description="Of a transfer to a number that nobody has registered (`invite`), while it is HELD for its claim: "
        "the money is back at once, and the answer is the payment, RETURNED. Asked again, it answers the same. "
        "Afterwards it is 409 `not_held`, as for every other payment. The request has no body and needs no key: a "
        "payment is cancelled once.",
        request=None,
        responses={
            200: shapes.TransactionSerializer,
            **problems(
                401,
                transaction_not_found=(404, "There is no such payment."),
                not_held=(409, "The payment is not held, or no longer."),
            ),
        },
    )
    def post(self, request: Request, transaction_id: UUID) -> Response:
        me = principal_of(request).id
        row = services.cancel_invitation(person_id=me, transaction_id=transaction_id, now=clock.now())
        return Response(shapes.transaction_answer(row, viewer_id=me))
