"""A line to a provider, for one call: through its caps and its breaker, and what the call has shown noted after it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from apps.gateways import registry
from apps.gateways.base import Adapter, NotDone
from apps.gateways.http import LONGEST_CALL
from apps.gateways.models import Gateway
from apps.gateways.services._breaker import note_answer, note_silence, pass_breaker
from apps.gateways.services._caps import give_back_place, spend_rate, take_place

# Between the end of a call and what is written about it.
_MARGIN_SECONDS = 10.0


class Moment:
    """What time it is, counted from a moment that came in."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._started = time.monotonic()

    def now(self) -> datetime:
        """The moment that came in, and what has passed since."""
        return self._now + timedelta(seconds=time.monotonic() - self._started)


def longest_call(timeout: float) -> timedelta:
    """After so long a call is over, or the process that made it is."""
    return timedelta(seconds=timeout * LONGEST_CALL + _MARGIN_SECONDS)


@contextmanager
def line(
    gateway: Gateway, *, moment: Moment, operation_id: UUID | None = None, timeout: float | None = None
) -> Iterator[Adapter]:
    """The adapter of a gateway, for one call. Raises NotDone before anything has gone out.

    The probe of an open breaker is taken last, because it is the only thing that does not come back.
    """
    seconds = timeout or float(gateway.timeout_seconds)
    try:
        adapter = registry.open_adapter(gateway.code, timeout=seconds, operation_id=operation_id)
    except registry.NotConnected as error:
        raise NotDone(str(error)) from None
    longest = longest_call(seconds).total_seconds()
    place = take_place(gateway, seconds=longest, now=moment.now())
    try:
        spend_rate(gateway, now=moment.now())
        pass_breaker(gateway.code, seconds=longest, now=moment.now())
        yield adapter
    finally:
        was_silent = adapter.http.was_silent
        if was_silent is not None:
            (note_silence if was_silent else note_answer)(gateway.code, now=moment.now())
        give_back_place(place)
