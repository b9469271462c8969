"""What becomes of a payment, as it happens: server-sent events (WHATWG HTML, section 9.2).

A stream holds a web process's thread for up to settings.STREAM_SECONDS, and these are few (WEB_THREADS). So a process
has settings.STREAMS_PER_PROCESS places at most; whoever finds none is told to poll instead. Between two looks a stream
holds no transaction and no lock; a look is one statement over two primary or unique keys, and only when it shows a
change is the payment read. It ends when the payment is decided, when its session does, or when its time is over: the
client comes again with Last-Event-ID and hears what it has not heard.
"""

import hashlib
import itertools
import json
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.accounts.selectors import get_session_state
from apps.core import sql
from apps.core.errors import DomainError, Unavailable
from apps.transactions import selectors
from apps.transactions.api import serializers as shapes
from apps.transactions.models import State

# How long a client waits before it comes again, in milliseconds.
RETRY_MS = 2_000
# How often is looked: quickly at first and after each change, then more and more rarely.
FIRST_WAIT, LONGEST_WAIT, WAIT_GROWS = 0.2, 2.0, 1.5
# A comment after so much silence shows proxies that somebody is there, and us that somebody still listens.
HEARTBEAT_SECONDS = 5.0
FINAL = frozenset({State.COMPLETED.value, State.DECLINED.value, State.RETURNED.value, State.FAILED.value})
_LOOK = """
SELECT t.state, t.payee_id, md5(o.result::text)
  FROM transactions_transaction t LEFT JOIN gateways_operation o ON o.transaction_id = t.id
 WHERE t.id = %s
"""


class StreamNegotiation(BaseContentNegotiation):
    """There is one way to answer, whatever the Accept header says; refusals are JSON as everywhere."""

    def select_parser(self, request: Request, parsers: list[object]) -> object:  # type: ignore[override]
        return parsers[0]

    def select_renderer(  # type: ignore[override]
        self, request: Request, renderers: list[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type or ""


class _Places:
    """Which streams this process has open. One that nobody gives back comes free when its time is over."""

    _LATE = 10.0

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = itertools.count()
        self._until: dict[int, float] = {}

    @property
    def taken(self) -> int:
        return len(self._until)

    def take(self) -> int | None:
        """The number of a place, or None when there is none."""
        now = time.monotonic()
        with self._lock:
            for number in [each for each, until in self._until.items() if until < now]:
                del self._until[number]
            if len(self._until) >= settings.STREAMS_PER_PROCESS:
                return None
            number = next(self._numbers)
            self._until[number] = now + settings.STREAM_SECONDS + self._LATE
            return number

    def give_back(self, number: int) -> None:
        with self._lock:
            self._until.pop(number, None)


places = _Places()


class EventStream:
    """Server-sent events about one thing. It gives its place back however it ends.

    Whoever derives from it says what is looked at (`look`), what is new when that has changed (`news`), and when
    nothing will be any more (`is_over`). An iterator and not a generator: one that was never begun would not notice
    that it is closed.
    """

    event = "payment"
    longest_wait = LONGEST_WAIT

    def __init__(self, *, place: int, session_id: UUID, last_id: str) -> None:
        self._session_id = session_id
        self._last_id = last_id
        self._over = threading.Event()
        # Begun with the first look: one that was never begun holds nothing that holds it.
        self._pieces: Iterator[bytes] | None = None
        # Runs once: when it is closed, or dropped by whoever forgets to close it.
        self._leave = weakref.finalize(self, places.give_back, place)

    def look(self) -> tuple[Any, ...] | None:
        """One cheap statement, whose answer is another one once there is something to tell."""
        raise NotImplementedError

    def news(self) -> Iterable[tuple[str, str]]:
        """What to tell, each with its id and as one line of JSON. Raises DomainError when it must not be told."""
        raise NotImplementedError

    def is_over(self, found: tuple[Any, ...] | None) -> bool:
        """Whether nothing will be any more, by the last look."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._over.is_set():
            raise StopIteration
        self._pieces = self._pieces or self._run()
        try:
            return next(self._pieces)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Called by the server when the client is gone, or all was said."""
        self._over.set()
        self._leave()

    def _run(self) -> Iterator[bytes]:
        deadline = time.monotonic() + settings.STREAM_SECONDS
        yield f"retry: {RETRY_MS}\n\n".encode()
        seen: tuple[Any, ...] | None = None
        wait, spoke_at = FIRST_WAIT, time.monotonic()
        while not self._over.is_set():
            found = self.look()
            if found != seen:
                seen, wait = found, FIRST_WAIT
                try:
                    told = [one for one in self.news() if one[0] != self._last_id]
                except DomainError:
                    return
                for identity, body in told:
                    self._last_id, spoke_at = identity, time.monotonic()
                    yield f"event: {self.event}\nid: {identity}\ndata: {body}\n\n".encode()
                if told:
                    continue
            left = deadline - time.monotonic()
            # A session that has ended hears nothing more (OWASP ASVS 7.4).
            if self.is_over(found) or left <= 0 or get_session_state(self._session_id) is None:
                return
            if time.monotonic() - spoke_at >= HEARTBEAT_SECONDS:
                spoke_at = time.monotonic()
                yield b": still there\n\n"
            self._over.wait(min(wait, left))
            wait = min(wait * WAIT_GROWS, self.longest_wait)


def stream_answer(make: Callable[[int], EventStream]) -> StreamingHttpResponse:
    """Answers with the stream that `make` makes for a place. Raises Unavailable when there is none."""
    place = places.take()
    if place is None:
        raise Unavailable("Too many are followed here now. Ask for the thing itself again and again.", retry_after=5)
    answer = StreamingHttpResponse(make(place), content_type="text/event-stream")
    answer["Cache-Control"] = "private, no-store"
    # Proxies before us are to pass each event on at once.
    answer["X-Accel-Buffering"] = "no"
    return answer


class PaymentStream(EventStream):
    """The events of one payment for one of its sides."""

    def __init__(self, *, place: int, transaction_id: UUID, viewer_id: UUID, session_id: UUID, last_id: str) -> None:
        super().__init__(place=place, session_id=session_id, last_id=last_id)
        self._transaction_id = transaction_id
        self._viewer_id = viewer_id

    def look(self) -> tuple[Any, ...] | None:
        return sql.fetch_one(_LOOK, [self._transaction_id])

    def news(self) -> Iterable[tuple[str, str]]:
        body = body_of(self._transaction_id, self._viewer_id)
        return [(id_of(body), body)]

    def is_over(self, found: tuple[Any, ...] | None) -> bool:
        return found is not None and found[0] in FINAL


def body_of(transaction_id: UUID, viewer_id: UUID) -> str:
    """The payment as `GET /transactions/{id}` answers it, in one line. Raises TransactionNotFound."""
    row = selectors.get_transaction(person_id=viewer_id, transaction_id=transaction_id)
    answer = shapes.transaction_answer(row, viewer_id=viewer_id, operation=selectors.find_operation(row))
    return json.dumps(answer, ensure_ascii=False)


def id_of(body: str) -> str:
    """Names what was said: the same words have the same name in every process."""
    return hashlib.sha256(body.encode()).hexdigest()[:24]


def state_of(body: str) -> str:
    return str(json.loads(body)["state"])


class TransactionEventsView(APIView):
    content_negotiation_class = StreamNegotiation

    @extend_schema(
        tags=["Payments"],
        operation_id="follow_transaction",
        summary="Follow one of my payments as it is decided",
        description="Server-sent events. The first `payment` event is the payment as it is now, each further one as it "
        "is after a change; the data is that of `GET /transactions/{id}`. The stream ends when the payment is decided, "
        "and after 25 seconds at the latest: come again with `Last-Event-ID`, and only what is new is told; 204 means "
        "that nothing will be any more. 503 means that too many are followed here at this moment: poll instead.",
        parameters=[
            OpenApiParameter("Last-Event-ID", OpenApiTypes.STR, OpenApiParameter.HEADER, description="The last `id`.")
        ],
        responses={
            (200, "text/event-stream"): OpenApiTypes.STR,
            204: None,
            **problems(401, 404),
        },
    )
    def get(self, request: Request, transaction_id: UUID) -> HttpResponseBase:
        principal = principal_of(request)
        body = body_of(transaction_id, principal.id)
        last_id = request.META.get("HTTP_LAST_EVENT_ID", "")
        if last_id == id_of(body) and state_of(body) in FINAL:
            return HttpResponse(status=204)
        return stream_answer(
            lambda place: PaymentStream(
                place=place,
                transaction_id=transaction_id,
                viewer_id=principal.id,
                session_id=principal.session_id,
                last_id=last_id,
            )
        )
