"""How much a gateway is asked: so many requests at a time, of all processes, and so many a minute.

A place among the concurrent ones is a Lease row, claimed by a statement of its own that passes over those somebody is
just claiming (SKIP LOCKED). It is held until its time comes, so a process that dies with one loses it without anybody
having to notice. Rows that are missing, because a cap was raised, are made when none is free. Being over a cap is
NotDone: nothing has gone out.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.core import sql
from apps.core.ratelimit import Rate, TooManyRequests, spend
from apps.gateways.base import NotDone
from apps.gateways.models import Gateway

_CLAIM = """
UPDATE gateways_lease SET until = %(until)s
 WHERE id = (SELECT id FROM gateways_lease WHERE gateway_id = %(code)s AND slot < %(slots)s AND until <= %(now)s
              ORDER BY slot LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
   AND until <= %(now)s
RETURNING id
"""
_MAKE = """
INSERT INTO gateways_lease (gateway_id, slot, until)
SELECT %(code)s::text, slot, 'epoch'::timestamptz FROM generate_series(0, %(slots)s::int - 1) AS slot
ON CONFLICT (gateway_id, slot) DO NOTHING RETURNING id
"""
# Who comes back after its time finds somebody else's time there, and leaves it.
_GIVE_BACK = "UPDATE gateways_lease SET until = 'epoch' WHERE id = %(id)s AND until = %(until)s RETURNING id"


@dataclass(frozen=True, slots=True)
class Place:
    """A place among a gateway's concurrent requests, good until then."""

    lease_id: int
    until: datetime


def take_place(gateway: Gateway, *, seconds: float, now: datetime) -> Place:
    """One of the requests a gateway may be sent at a time, for so long at most. Raises NotDone."""
    until = now + timedelta(seconds=seconds)
    claim = {"code": gateway.code, "slots": gateway.concurrency, "now": now, "until": until}
    row = sql.fetch_one(_CLAIM, claim)
    if row is None:
        # Also when there was none to make: somebody else may have made them just now.
        sql.fetch_all(_MAKE, {"code": gateway.code, "slots": gateway.concurrency})
        row = sql.fetch_one(_CLAIM, claim)
    if row is None:
        raise NotDone(f"{gateway.code} is asked {gateway.concurrency} things already")
    return Place(row[0], until)


def give_back_place(place: Place) -> None:
    """Lets the next one have it. A place whose time has come, and somebody else has by now, stays theirs."""
    sql.fetch_all(_GIVE_BACK, {"id": place.lease_id, "until": place.until})


def spend_rate(gateway: Gateway, *, now: datetime) -> None:
    """Counts one of the requests a gateway takes in a minute. Raises NotDone."""
    try:
        spend(Rate("gateways.requests", gateway.rate_per_minute, 60), gateway.code, now=now)
    except TooManyRequests:
        raise NotDone(f"{gateway.code} takes {gateway.rate_per_minute} requests a minute") from None
