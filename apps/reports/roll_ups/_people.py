"""The sketches of who was active: read as marks of hours, joined with what is there."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from apps.core.rollups import Source
from apps.core.sketches import digest_sql, join, mark_sql, sketch_of
from apps.reports.models import Grain
from apps.reports.roll_ups._sql import run

# grain -> when it begins -> its sketch
Sketches = dict[tuple[str, datetime], bytes]

# Nobody leaves a sketch again, so they are joined and never taken apart.
_WRITE = """
INSERT INTO reports_rolluppeople (source, grain, starts_at, sketch)
SELECT %(source)s, * FROM unnest(%(grains)s::text[], %(starts)s::timestamptz[], %(sketches)s::bytea[])
    ON CONFLICT (source, grain, starts_at) DO UPDATE SET sketch = excluded.sketch
"""
_READ = """
SELECT grain, starts_at, sketch FROM reports_rolluppeople
  JOIN unnest(%(grains)s::text[], %(starts)s::timestamptz[]) AS wanted (grain, starts_at) USING (grain, starts_at)
 WHERE source = %(source)s
"""
_BATCH = 200


def read_sketches(source: Source, *, after: int, before: int) -> Sketches:
    """The sketches of a stretch of transactions, of all three grains: 4 KB for each hour it has facts of."""
    if not source.people:
        return {}
    statement = f"""
SELECT starts_at, array_agg(mark) FROM (
    SELECT date_trunc('hour', at, 'UTC') AS starts_at, max(mark) AS mark
      FROM (SELECT at, {mark_sql("digest")} AS mark
              FROM (SELECT at, {digest_sql("person_id")} AS digest
                      FROM ({source.people}) AS fact OFFSET 0) AS person) AS marked
     GROUP BY 1, mark / 64) AS register
 GROUP BY starts_at
"""  # nosec B608
    hours: Sketches = {}
    # Through a cursor of the server: years of facts are many more marks than sketches.
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, {"after": after, "before": before})
        for starts_at, marks in cursor:
            hours[str(Grain.HOUR), starts_at] = sketch_of(marks)
    return hours | longer(hours)


def longer(hours: Sketches) -> Sketches:
    """The sketches of days and months: joined of those of their hours."""
    members: dict[tuple[str, datetime], list[bytes]] = {}
    for (_, starts_at), sketch in hours.items():
        day = starts_at.replace(hour=0)
        members.setdefault((str(Grain.DAY), day), []).append(sketch)
        members.setdefault((str(Grain.MONTH), day.replace(day=1)), []).append(sketch)
    return {key: join(sketches) for key, sketches in members.items()}


def add_sketches(source: Source, sketches: Sketches) -> None:
    """Joins them with those that are there. Whoever calls has locked the source's cursor."""
    keys = sorted(sketches)
    for batch in (keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH)):
        places = {"source": source.name, "grains": [one for one, _ in batch], "starts": [one for _, one in batch]}
        there = {(grain, starts_at): bytes(sketch) for grain, starts_at, sketch in run(_READ, places)}
        joined = [join(_both(key, there, sketches)) for key in batch]
        run(_WRITE, {**places, "sketches": joined})


def _both(key: tuple[str, datetime], *places: Sketches) -> Iterable[bytes]:
    return (place[key] for place in places if key in place)
