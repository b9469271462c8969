"""How adapters reach a provider: one request, with a budget of time, written down and masked.

What an adapter has to know of a failure is whether the provider may have got the request. So a connection is made for
each request and never kept: one that breaks after it was made is OutcomeUnknown, one that was never made is NotDone,
and an answer that nobody waited for cannot be taken for the answer to the next question.
"""

import json as json_module
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import httpx2
import stamina
import structlog
from django.db import Error as AnyDatabaseError

from apps.core import clock, deadlines, metrics, request_facts
from apps.gateways.base import Connection, GatewayError, NotDone, OutcomeUnknown, Refused
from apps.gateways.masking import mask_text
from apps.gateways.models import Direction, Message

log = structlog.get_logger("gopay.gateways")

LONGEST_ANSWER = 1024 * 1024
# Of each body so much is kept: enough to see what was said.
KEPT_OF_A_BODY = 8_000
TRIES = 3
LONGEST_CALL = 3
# What a proxy before the provider says when the provider does not answer.
SILENT_STATUS = frozenset({502, 503, 504})
# In these nothing has gone out: no connection, or none to ask over.
_NEVER_SENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
    httpx2.InvalidURL,
)


@lru_cache(maxsize=1)
def _client() -> httpx2.Client:
    """One for the process, because making one reads all certificate authorities. It keeps no connection."""
    limits = httpx2.Limits(max_keepalive_connections=0, max_connections=None)
    client = httpx2.Client(follow_redirects=False, limits=limits)
    for transport in (client._transport, *client._mounts.values()):
        # httpx2 has no other way to give its connections one deadline, also those through a proxy.
        if isinstance(transport, httpx2.HTTPTransport):
            transport._pool._network_backend = deadlines.InTime()
    return client


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, whatever its status. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", errors="replace")

    def json(self) -> dict[str, Any]:
        """The object in the body. Raises OutcomeUnknown if it is none: such an answer says nothing."""
        try:
            read = json_module.loads(self.body)
        except (ValueError, RecursionError):
            read = None
        if not isinstance(read, dict):
            raise OutcomeUnknown(f"HTTP {self.status} with a body that is no JSON object")
        return read


def says_busy(answer: Answer) -> bool:
    """Whether it is the provider itself, and no proxy before it, that turns a request away with 503."""
    try:
        return answer.status == 503 and answer.json().get("error") == "busy"
    except OutcomeUnknown:
        return False


def raise_for_status(answer: Answer, *, refused: Collection[int] = ()) -> None:
    """What a status says when the protocol says nothing else of it; 2xx returns.

    Raises Refused for a 4xx (and what `refused` names): understood, and not done. NotDone for 401, 403, 429 and the
    provider's own "busy": turned away at the door. OutcomeUnknown for the rest (408, 5xx, a redirect, 1xx): it may have
    been done. Another 503 is among them: a proxy says it too when it has lost the answer (SILENT_STATUS).
    """
    status = answer.status
    if 200 <= status < 300:
        return
    if status in refused:
        raise Refused(f"HTTP {status}")
    if status in {401, 403}:
        raise NotDone(f"HTTP {status}: our credentials are not taken")
    if status == 429 or says_busy(answer):
        raise NotDone(f"HTTP {status}")
    if 400 <= status < 500 and status != 408:
        raise Refused(f"HTTP {status}")
    raise OutcomeUnknown(f"HTTP {status}")


class Http:
    """The line to one provider, for one call of an adapter.

    A call may need several requests; each has `timeout` seconds, and all of them LONGEST_CALL times that, so that it is
    known when a call that began at some moment is certainly over. `was_silent` tells, after the call, whether its last
    request was left without an answer: for the circuit breaker, which counts silence and not refusals. None: nothing
    was asked.
    """

    def __init__(self, connection: Connection, *, timeout: float = 10.0, operation_id: UUID | None = None) -> None:
        self.connection = connection
        self.timeout = timeout
        self.operation_id = operation_id
        self.was_silent: bool | None = None
        self._ends: float | None = None

    def send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        json: object | None = None,
        form: Mapping[str, str] | None = None,
        content: bytes | None = None,
        content_type: str = "",
        is_safe_to_repeat: bool = False,
        mask: Sequence[str] = (),
        longest: int = LONGEST_ANSWER,
    ) -> Answer:
        """One request to `path` beneath the connection's base_url; any HTTP status is an answer.

        A whole URL is taken too if it is of the same host (what a provider hands out as a download). When
        `is_safe_to_repeat` it is tried three times in all, within the same time. `mask` are account numbers that may
        stand in the bodies. Raises NotDone when no connection could be made, OutcomeUnknown when one was made and no
        whole answer of at most `longest` bytes came in time.
        """
        body, kind = _body(json, form, content)
        sent = {
            # What is packed can unpack to more than anybody wants to hold.
            "accept-encoding": "identity",
            "user-agent": "GoPay",
            **({"content-type": content_type or kind} if body is not None else {}),
            **{name.lower(): value for name, value in (headers or {}).items()},
        }
        started = time.monotonic()
        if self._ends is None:
            self._ends = started + self.timeout * LONGEST_CALL
        if started >= self._ends:
            raise NotDone("the call has taken too long already")
        until = min(started + self.timeout, self._ends)
        request = _Request(method, self._url(path), path, sent, body, tuple(mask), longest)
        if not is_safe_to_repeat:
            return self._exchange(request, until)
        return self._repeat(lambda: self._exchange(request, until), until)

    def _url(self, path: str) -> str:
        base = self.connection.base_url.rstrip("/")
        if "://" not in path.partition("?")[0]:
            return f"{base}/{path.lstrip('/')}"
        ours, theirs = urlsplit(base), urlsplit(path)
        if (ours.scheme, ours.netloc) != (theirs.scheme, theirs.netloc):
            raise NotDone("the address is of another host than the connection's")
        return path

    def _repeat(self, once: Callable[[], Answer], until: float) -> Answer:
        """Tries again what broke on the wire. Once it may have arrived, no later failure says that it did not."""
        may_have_arrived: OutcomeUnknown | None = None
        try:
            for attempt in stamina.retry_context(
                on=_may_try_again(until), attempts=TRIES, wait_initial=0.05, wait_jitter=0.25, wait_max=1.0
            ):
                with attempt:
                    try:
                        return once()
                    except OutcomeUnknown as error:
                        may_have_arrived = error
                        raise
        except NotDone as error:
            if may_have_arrived is not None:
                raise may_have_arrived from error
            raise
        raise AssertionError("not reached")

    def _exchange(self, request: "_Request", until: float) -> Answer:
        started = time.monotonic()
        answer: Answer | None = None
        error: GatewayError | None = None
        try:
            answer = _ask(request, max(until - started, 0.001))
        except _NEVER_SENT as failure:
            error = NotDone(type(failure).__name__)
        except (httpx2.HTTPError, httpx2.StreamError) as failure:
            error = OutcomeUnknown(type(failure).__name__)
        seconds = time.monotonic() - started
        self.was_silent = answer is None or answer.status in SILENT_STATUS
        outcome = f"{answer.status // 100}xx" if answer is not None else type(error).__name__
        metrics.GATEWAY_REQUESTS.labels(self.connection.code, outcome).inc()
        metrics.GATEWAY_SECONDS.labels(self.connection.code).observe(seconds)
        self._write_down(request, answer, error, seconds)
        if answer is None:
            raise error or OutcomeUnknown("no answer and no error")
        return answer

    def _write_down(
        self, request: "_Request", answer: Answer | None, error: GatewayError | None, seconds: float
    ) -> None:
        """Whatever becomes of the message, the answer is not lost with it: money hangs on that one."""
        connection = self.connection
        secrets = [*connection.secrets.values(), *connection.callback_secrets]

        def masked(body: bytes | None) -> str:
            return mask_text(readable(body or b""), secrets=secrets, numbers=request.mask)[:KEPT_OF_A_BODY]

        try:
            Message.objects.create(
                gateway_code=connection.code,
                direction=Direction.OUT,
                operation_id=self.operation_id,
                request_id=request_facts.current().request_id[:64],
                method=request.method[:8],
                path=mask_text(request.path, secrets=secrets, numbers=request.mask)[:300],
                request_body=masked(request.body),
                status=answer.status if answer is not None else None,
                response_body=masked(answer.body) if answer is not None else "",
                error=str(error)[:200] if error is not None else "",
                duration_ms=int(seconds * 1000),
                created_at=clock.now(),
            )
        except AnyDatabaseError:
            log.exception("a message was not written down", gateway=connection.code, operation_id=self.operation_id)


@dataclass(frozen=True, slots=True)
class _Request:
    method: str
    url: str
    path: str
    headers: Mapping[str, str]
    body: bytes | None
    mask: tuple[str, ...]
    longest: int


def readable(body: bytes) -> str:
    """A body as text PostgreSQL takes; of one that is no text only how long it is."""
    try:
        return body.decode().replace("\0", "\ufffd")
    except UnicodeDecodeError:
        return f"({len(body)} bytes that are no text)"


def _body(json: object | None, form: Mapping[str, str] | None, content: bytes | None) -> tuple[bytes | None, str]:
    if json is not None:
        return json_module.dumps(json, separators=(",", ":"), ensure_ascii=False).encode(), "application/json"
    if form is not None:
        return urlencode(form).encode(), "application/x-www-form-urlencoded"
    return content, "application/octet-stream"


def _ask(request: _Request, seconds: float) -> Answer:
    """In so many seconds with everything. Raises httpx2's errors; ReadError also for an answer that is too long."""
    with _client().stream(
        request.method,
        request.url,
        content=request.body,
        headers=dict(request.headers),
        timeout=seconds,
    ) as answer:
        if answer.headers.get("content-encoding", "identity").lower() not in {"", "identity"}:
            raise httpx2.DecodingError("the answer is packed, which was not asked for")
        body = bytearray()
        for piece in answer.iter_raw():
            body += piece
            if len(body) > request.longest:
                raise httpx2.ReadError("the answer is too long")
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status_code, headers, bytes(body))


def _may_try_again(until: float) -> Callable[[Exception], bool]:
    """What broke on the wire may be tried again while there is time for it."""
    return lambda error: isinstance(error, NotDone | OutcomeUnknown) and time.monotonic() + 0.3 < until
