"""The circuit breaker of a gateway, shared by all processes: four columns of its row, moved by these statements.

Closed (opened_at is empty) everything goes out. After `breaker_threshold` silences in a row it opens, and nothing goes
out until probe_at. Then one request of all processes may try: whoever moves probe_at first. An answer to it closes the
breaker, a silence holds everything back for another `breaker_seconds`. A process that dies while it probes leaves a
probe_at that comes due. What counts as silence is no answer at all, or 502, 503 and 504; a refusal is an answer.

Of a gateway that answers nothing is ever written: `note_answer` finds no row that it would change.
"""

from datetime import datetime

import structlog

from apps.core import sql
from apps.gateways.base import NotDone

log = structlog.get_logger("gopay.gateways")

_SILENCE = """
UPDATE gateways_gateway SET silences = silences + 1,
       opened_at = CASE WHEN opened_at IS NOT NULL OR silences + 1 >= breaker_threshold
                        THEN coalesce(opened_at, %(now)s::timestamptz) END,
       probe_at = CASE WHEN opened_at IS NOT NULL OR silences + 1 >= breaker_threshold
                       THEN %(now)s::timestamptz + make_interval(secs => breaker_seconds) END
 WHERE code = %(code)s
RETURNING silences, opened_at
"""
_ANSWER = """
UPDATE gateways_gateway SET silences = 0, opened_at = NULL, probe_at = NULL, answered_at = %(now)s
 WHERE code = %(code)s AND (silences > 0 OR opened_at IS NOT NULL)
RETURNING code
"""
_PROBE = """
UPDATE gateways_gateway
   SET probe_at = %(now)s::timestamptz + make_interval(secs => greatest(breaker_seconds, %(seconds)s::float8))
 WHERE code = %(code)s AND opened_at IS NOT NULL AND probe_at <= %(now)s
RETURNING code
"""
_STANDS = "SELECT opened_at IS NOT NULL FROM gateways_gateway WHERE code = %s"


def pass_breaker(code: str, *, seconds: float, now: datetime) -> None:
    """Lets a request through: any while the breaker is closed, one when the probe of an open one is due.

    `seconds` is how long that one may take at most; nobody else tries meanwhile. Raises NotDone.
    """
    row = sql.fetch_one(_STANDS, [code])
    if row is None:
        raise NotDone(f"{code} is no gateway")
    if row[0] and sql.fetch_one(_PROBE, {"code": code, "seconds": seconds, "now": now}) is None:
        raise NotDone(f"the breaker of {code} is open")


def note_silence(code: str, *, now: datetime) -> bool:
    """Counts a request that nobody answered; True when the breaker is open now."""
    row = sql.fetch_one(_SILENCE, {"code": code, "now": now})
    is_open = bool(row and row[1])
    if row and is_open:
        log.warning("breaker open", gateway=code, silences=row[0], since=row[1].isoformat())
    return is_open


def note_answer(code: str, *, now: datetime) -> bool:
    """Forgets the silences: there was an answer. True when there was something to forget."""
    changed = sql.fetch_one(_ANSWER, {"code": code, "now": now}) is not None
    if changed:
        log.info("gateway answers again", gateway=code)
    return changed
