"""Identifiers: UUID version 7 (RFC 9562), chosen by us and not by the database."""

import os
import threading
import time
from datetime import datetime
from uuid import UUID

_lock = threading.Lock()
_last = 0
# In the unit of the ids: 1/4096 of a millisecond.
_ONE_SECOND = 4096 * 1000


def uuid7() -> UUID:
    """A new UUIDv7 (RFC 9562, section 5.7), greater than every one this process made before.

    The 12 bits after the millisecond carry its fraction (method 3 of section 6.2), so ids made in one
    process sort in the order they were made even within a millisecond.
    """
    global _last
    ticks = time.time_ns() * 4096 // 1_000_000
    with _lock:
        # Never behind the last one, unless the clock was set back by more than a second: then follow the clock.
        if ticks <= _last < ticks + _ONE_SECOND:
            ticks = _last + 1
        _last = ticks
    random = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    return UUID(int=((ticks >> 12) << 80) | (0x7 << 76) | ((ticks & 0xFFF) << 64) | (0b10 << 62) | random)


def earliest_id(at: datetime) -> UUID:
    """The least id `uuid7` can make from this moment on.

    What was made since is found by the primary key, so no index on the time is needed.
    """
    milliseconds = max(int(at.timestamp() * 1000), 0)
    return UUID(int=(milliseconds << 80) | (0x7 << 76) | (0b10 << 62))
