"""The nearest agents: outlets by their place on the globe, or by the name of the place.

PostgreSQL's points know no globe, so whatever lies in a box around the place is found by the index
(agents_outlets_by_place), and then measured on the sphere. A box that reaches over the antimeridian is two, and near a
pole, where degrees of longitude are short, it goes all the way round.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import asin, cos, degrees, radians, sin
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from apps.agents.hours import is_open
from apps.agents.models import AgentStatus, Outlet
from apps.core import sql

# IUGG's mean radius of the earth, in metres.
EARTH = 6_371_008.8
# A little wider than computed, so that rounding loses nobody at the edge.
_SLACK = 1e-5
# So many of the nearest are looked at for one that is open.
_LOOKED_AT = 500
# More words than this narrow nothing down any further.
_MOST_WORDS = 5

_NEAREST = """
SELECT * FROM (
    SELECT o.id, o.code, o.name, a.name, o.city, o.address, o.latitude, o.longitude, o.time_zone, o.opening_hours,
           a.currency,
           2 * {earth} * asin(least(1, sqrt(
               sin(radians(o.latitude - %s) / 2) ^ 2
               + cos(radians(%s)) * cos(radians(o.latitude)) * sin(radians(o.longitude - %s) / 2) ^ 2
           ))) AS metres
      FROM agents_outlet o JOIN agents_agent a ON a.id = o.agent_id
     WHERE o.is_open AND o.latitude IS NOT NULL AND a.status = 'ACTIVE' AND ({inside})
) AS found
 WHERE metres <= %s
 ORDER BY metres, id
 LIMIT %s
"""
_INSIDE = "point(o.longitude, o.latitude) <@ box(point(%s, %s), point(%s, %s))"


@dataclass(frozen=True, slots=True)
class Nearby:
    """An outlet that anybody may go to, and how far away it is as the crow flies."""

    outlet_id: UUID
    code: str
    name: str
    agent_name: str
    city: str
    address: str
    latitude: float
    longitude: float
    time_zone: str
    opening_hours: Mapping[str, Any]
    currency: str
    metres: float
    is_open_now: bool


def list_nearby(
    *, latitude: float, longitude: float, radius: float, open_now: bool = False, limit: int = 20, at: datetime
) -> list[Nearby]:
    """The outlets of active agents within `radius` metres, the nearest first. One statement.

    With `open_now` only those that are open at that moment, of the nearest five hundred.
    """
    text, parameters = nearest(latitude, longitude, radius, _LOOKED_AT if open_now else limit)
    found: list[Nearby] = []
    for row in sql.fetch_all(text, parameters):
        hours = json.loads(row[9])
        is_open_now = is_open(hours, row[8], at)
        if is_open_now or not open_now:
            found.append(Nearby(*(*row[:9], hours, *row[10:], is_open_now)))
        if len(found) == limit:
            break
    return found


def nearest(latitude: float, longitude: float, radius: float, limit: int) -> tuple[str, list[object]]:
    """The statement, for `list_nearby` and for whoever asks how PostgreSQL goes about it."""
    boxes = boxes_around(latitude, longitude, radius)
    text = _NEAREST.format(earth=EARTH, inside=" OR ".join([_INSIDE] * len(boxes)))
    corners = [number for box in boxes for number in box]
    return text, [latitude, latitude, longitude, *corners, radius, limit]


def boxes_around(latitude: float, longitude: float, radius: float) -> Sequence[tuple[float, float, float, float]]:
    """One box or two, each (west, south, east, north) in degrees, that hold all within `radius` metres of a place."""
    reach = radius / EARTH
    height = degrees(reach) + _SLACK
    south, north = latitude - height, latitude + height
    if south <= -90 or north >= 90:
        # A pole is within reach, and with it every longitude.
        return [(-180.0, max(south, -90.0), 180.0, min(north, 90.0))]
    width = degrees(asin(min(1.0, sin(reach) / cos(radians(latitude))))) + _SLACK
    west, east = longitude - width, longitude + width
    if west < -180:
        return [(-180.0, south, east, north), (west + 360, south, 180.0, north)]
    if east > 180:
        return [(west, south, 180.0, north), (-180.0, south, east - 360, north)]
    return [(west, south, east, north)]


@dataclass(frozen=True, slots=True)
class Found:
    """An outlet that anybody may go to, found by the name of its place."""

    code: str
    name: str
    agent_name: str
    city: str
    address: str
    time_zone: str
    opening_hours: Mapping[str, Any]
    currency: str
    is_open_now: bool


def list_in_place(text: str, *, open_now: bool = False, limit: int = 20, at: datetime) -> list[Found]:
    """The outlets of active agents whose town, address or name has each word of `text`, by town and name.

    With `open_now` only those that are open at that moment, of the first five hundred. One statement.
    """
    rows = Outlet.objects.filter(is_open=True, agent__status=AgentStatus.ACTIVE).select_related("agent")
    for word in text.split()[:_MOST_WORDS]:
        rows = rows.filter(
            Q(city__icontains=word)
            | Q(address__icontains=word)
            | Q(name__icontains=word)
            | Q(agent__name__icontains=word)
        )
    found: list[Found] = []
    for row in rows.order_by("city", "name", "id")[: _LOOKED_AT if open_now else limit]:
        is_open_now = is_open(row.opening_hours, row.time_zone, at)
        if is_open_now or not open_now:
            found.append(
                Found(
                    code=row.code,
                    name=row.name,
                    agent_name=row.agent.name,
                    city=row.city,
                    address=row.address,
                    time_zone=row.time_zone,
                    opening_hours=row.opening_hours,
                    currency=row.agent.currency,
                    is_open_now=is_open_now,
                )
            )
        if len(found) == limit:
            break
    return found


def list_towns(*, limit: int = 12) -> list[str]:
    """Where most outlets are, the most first. One statement."""
    rows = Outlet.objects.filter(is_open=True, agent__status=AgentStatus.ACTIVE).values("city")
    return list(rows.annotate(count=Count("id")).order_by("-count", "city").values_list("city", flat=True)[:limit])
