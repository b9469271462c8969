"""What becomes of a request for cash, as it happens: server-sent events (WHATWG HTML, section 9.2).

A teller waits with a customer in front of them, so it is looked twice a second at least: one statement over a primary
key. Places, sessions and coming again are as for payments (transactions.api.stream_views). A request whose time is over
is told as EXPIRED once the sweep has ended it.
"""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.agents import selectors
from apps.agents.api.cash_desk_views import request_body
from apps.agents.api.cash_in_views import AT_THE_DESK
from apps.agents.api.cash_out_views import ASKED
from apps.agents.models import RequestState
from apps.core import sql
from apps.transactions.api.stream_views import EventStream, StreamNegotiation, id_of, state_of, stream_answer

LONGEST_WAIT = 0.5
_LOOK = "SELECT r.state, r.document_file <> '' FROM agents_cashoutrequest r WHERE r.id = %s"


class CashRequestStream(EventStream):
    """The events of one request for the teller who has made it."""

    event = "cash_out_request"
    longest_wait = LONGEST_WAIT

    def __init__(self, *, place: int, teller_id: UUID, request_id: UUID, session_id: UUID, last_id: str) -> None:
        super().__init__(place=place, session_id=session_id, last_id=last_id)
        self._teller_id = teller_id
        self._request_id = request_id

    def look(self) -> tuple[Any, ...] | None:
        return sql.fetch_one(_LOOK, [self._request_id])

    def news(self) -> Iterable[tuple[str, str]]:
        body = body_of(self._teller_id, self._request_id)
        return [(id_of(body), body)]

    def is_over(self, found: tuple[Any, ...] | None) -> bool:
        return found is None or found[0] != RequestState.OPEN


def body_of(teller_id: UUID, request_id: UUID) -> str:
    """The request as `GET /agent/cash-out-requests/{id}` answers it, in one line. Raises CashRequestNotFound."""
    row = selectors.get_own_request(teller_id=teller_id, request_id=request_id)
    return json.dumps(request_body(row), ensure_ascii=False)


class CashRequestEventsView(APIView):
    content_negotiation_class = StreamNegotiation

    @extend_schema(
        tags=AT_THE_DESK,
        operation_id="follow_asked_cash_out",
        summary="Follow what I asked for until it is answered",
        description="Server-sent events. The first `cash_out_request` event is the request as it is now, each further "
        "one as it is after a change, within a second; the data is that of `GET /agent/cash-out-requests/{id}`. The "
        "stream ends when it is answered, and after 25 seconds at the latest: come again with `Last-Event-ID`, and "
        "only what is new is told; 204 means that nothing will be any more. 503 means that too many are followed here "
        "at this moment: poll instead.",
        parameters=[
            OpenApiParameter("Last-Event-ID", OpenApiTypes.STR, OpenApiParameter.HEADER, description="The last `id`.")
        ],
        responses={
            (200, "text/event-stream"): OpenApiTypes.STR,
            204: None,
            **problems(401, cash_request_not_found=ASKED),
        },
    )
    def get(self, request: Request, request_id: UUID) -> HttpResponseBase:
        principal = principal_of(request)
        body = body_of(principal.id, request_id)
        last_id = request.META.get("HTTP_LAST_EVENT_ID", "")
        if last_id == id_of(body) and state_of(body) != RequestState.OPEN:
            return HttpResponse(status=204)
        return stream_answer(
            lambda place: CashRequestStream(
                place=place,
                teller_id=principal.id,
                request_id=request_id,
                session_id=principal.session_id,
                last_id=last_id,
            )
        )
