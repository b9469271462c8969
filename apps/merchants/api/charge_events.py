"""What becomes of a charge, and what is sold at a till, as it happens: server-sent events (WHATWG HTML, section 9.2).

A cashier waits for "paid" with a person in front of them, so these look twice a second at least: one statement over a
primary key, or over the last half minute of one till. Who has no role there any more hears nothing from the next look
on. Places, sessions and coming again are as for payments (transactions.api.stream_views).

A till's sales commit in another order than that of their times, so a stream keeps in mind which of the last half minute
it has told, instead of going on behind the newest. Who comes again with Last-Event-ID hears everything since half a
minute before that sale: what they know already they know by its id.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.core import clock, sql
from apps.merchants import selectors
from apps.merchants.api import payment_shapes as shapes
from apps.merchants.api.charge_views import AT_THE_TILL, CHARGE, MERCHANT, ROLE, TILL, answer_of
from apps.merchants.models import ChargeState
from apps.merchants.selectors import Member, Power, require_role
from apps.transactions.api.stream_views import EventStream, StreamNegotiation, id_of, state_of, stream_answer

LONGEST_WAIT = 0.5
FINAL = frozenset(
    {
        ChargeState.PAID.value,
        ChargeState.EXPIRED.value,
        ChargeState.CANCELLED.value,
        ChargeState.RETURNED.value,
    }
)
# A payment's time is that of its request, and it commits a little later.
LATE = timedelta(seconds=30)
_WORKS_THERE = "EXISTS (SELECT FROM merchants_staff s WHERE s.id = %s AND s.ended_at IS NULL)"
_LOOK = f"SELECT c.state, c.capture_before FROM merchants_charge c WHERE c.id = %s AND {_WORKS_THERE}"
_SOLD = f"""
SELECT t.transaction_id FROM merchants_taking t
 WHERE t.till_id = %s AND t.at > %s AND {_WORKS_THERE} ORDER BY t.at, t.transaction_id
"""
_LAST_EVENT_ID = OpenApiParameter(
    "Last-Event-ID", OpenApiTypes.STR, OpenApiParameter.HEADER, description="The last `id`."
)


class ChargeStream(EventStream):
    """The events of one charge for one of the merchant's people."""

    event = "charge"
    longest_wait = LONGEST_WAIT

    def __init__(self, *, place: int, member: Member, charge_id: UUID, session_id: UUID, last_id: str) -> None:
        super().__init__(place=place, session_id=session_id, last_id=last_id)
        self._member = member
        self._charge_id = charge_id
        self._works_there = True

    def look(self) -> tuple[Any, ...] | None:
        found = sql.fetch_one(_LOOK, [self._charge_id, self._member.row_id])
        self._works_there = found is not None
        return found

    def news(self) -> Iterable[tuple[str, str]]:
        if not self._works_there:
            return []
        body = body_of(self._member, self._charge_id)
        return [(id_of(body), body)]

    def is_over(self, found: tuple[Any, ...] | None) -> bool:
        return found is None or found[0] in FINAL


class TillStream(EventStream):
    """The sales and refunds at one till for one of the merchant's people."""

    event = "sale"
    longest_wait = LONGEST_WAIT

    def __init__(
        self, *, place: int, member: Member, till_id: UUID, since: datetime, known: set[UUID], session_id: UUID
    ) -> None:
        super().__init__(place=place, session_id=session_id, last_id="")
        self._member = member
        self._till_id = till_id
        self._since = since
        self._told = known
        self._found: list[UUID] = []

    def look(self) -> tuple[Any, ...] | None:
        rows = sql.fetch_all(_SOLD, [self._till_id, self._since, self._member.row_id])
        self._found = [row[0] for row in rows]
        # Half a minute back from what was told last is as far as anything can still turn up.
        return tuple(self._found)

    def news(self) -> Iterable[tuple[str, str]]:
        fresh = [each for each in self._found if each not in self._told]
        rows = selectors.sales_of(fresh)
        self._told.update(fresh)
        if rows:
            self._since = max(self._since, rows[-1].at - LATE)
        stores, tills = selectors.names_of(rows)
        answers = [shapes.sale_answer(row, stores=stores, tills=tills) for row in rows]
        return [(answer["id"], json.dumps(answer, ensure_ascii=False)) for answer in answers]

    def is_over(self, found: tuple[Any, ...] | None) -> bool:
        """Sales go on; whoever no longer works there is told so by an empty stream."""
        return not found and not selectors.works_there(self._member.row_id)


def body_of(member: Member, charge_id: UUID) -> str:
    """The charge as `GET /merchants/{m}/charges/{id}` answers it, in one line. Raises ChargeNotFound."""
    return json.dumps(answer_of(selectors.charge_of(member, charge_id)), ensure_ascii=False)


class ChargeEventsView(APIView):
    content_negotiation_class = StreamNegotiation

    @extend_schema(
        tags=AT_THE_TILL,
        operation_id="follow_charge",
        summary="Follow a charge until it is paid",
        description="Server-sent events. The first `charge` event is the charge as it is now, each further one as it "
        "is after a change, within a second; the data is that of `GET /merchants/{id}/charges/{id}`. The stream ends "
        "when the charge is paid, expired, called off or returned, and after 25 seconds at the latest: come again with "
        "`Last-Event-ID`, and only what is new is told; 204 means that nothing will be any more. 503 means that too "
        "many are followed here at this moment: poll instead.",
        parameters=[_LAST_EVENT_ID],
        responses={
            (200, "text/event-stream"): OpenApiTypes.STR,
            204: None,
            **problems(401, merchant_not_found=MERCHANT, charge_not_found=CHARGE, merchant_role_required=ROLE),
        },
    )
    def get(self, request: Request, merchant_id: UUID, charge_id: UUID) -> HttpResponseBase:
        principal = principal_of(request)
        member = require_role(person_id=principal.id, merchant_id=merchant_id, power=Power.SEE_SALES)
        body = body_of(member, charge_id)
        last_id = request.META.get("HTTP_LAST_EVENT_ID", "")
        if last_id == id_of(body) and state_of(body) in FINAL:
            return HttpResponse(status=204)
        return stream_answer(
            lambda place: ChargeStream(
                place=place, member=member, charge_id=charge_id, session_id=principal.session_id, last_id=last_id
            )
        )


class TillEventsView(APIView):
    content_negotiation_class = StreamNegotiation

    @extend_schema(
        tags=AT_THE_TILL,
        operation_id="follow_till",
        summary="Follow what is sold at a till",
        description="Server-sent events: a `sale` for each sale or refund at this till from now on, within a second; "
        "the data is a line of `GET /merchants/{id}/sales`, the id that of the payment. After 25 seconds come again "
        "with `Last-Event-ID`: what came since is told, and of the half minute before it what you may know already by "
        "its id. 503 means that too many are followed here at this moment: poll instead.",
        parameters=[_LAST_EVENT_ID],
        responses={
            (200, "text/event-stream"): OpenApiTypes.STR,
            **problems(401, merchant_not_found=MERCHANT, till_not_found=TILL, merchant_role_required=ROLE),
        },
    )
    def get(self, request: Request, merchant_id: UUID, till_id: UUID) -> HttpResponseBase:
        principal = principal_of(request)
        member = require_role(person_id=principal.id, merchant_id=merchant_id, power=Power.SEE_SALES)
        selectors.till_seen_by(member, till_id)
        last = selectors.find_sale_at(till_id, request.META.get("HTTP_LAST_EVENT_ID", ""))
        since = (last.at if last else clock.now()) - LATE
        # Who comes for the first time hears what is sold from now on.
        known = {last.transaction_id} if last else {row.transaction_id for row in selectors.sales_since(till_id, since)}
        return stream_answer(
            lambda place: TillStream(
                place=place,
                member=member,
                till_id=till_id,
                since=since,
                known=known,
                session_id=principal.session_id,
            )
        )
