"""Counts what came since the last time."""

from datetime import datetime

from django.db import transaction

from apps.core.rollups import Source, all_sources
from apps.reports.errors import CountedAhead
from apps.reports.models import RollUpCursor
from apps.reports.roll_ups._people import add_sketches, read_sketches
from apps.reports.roll_ups._sql import HORIZON, add_sql, run

# About so many rows are counted in one database transaction: a second or two.
SLICE = 200_000
# A backlog is worked off by as many runs as it takes; none keeps a worker for long.
_SLICES = 20

# How many rows wait, counted no further than a slice, and where one ends. The first runs each time; the second only
# where there is a backlog, and reads all of it.
_WAITING = (
    "SELECT count(*) FROM (SELECT 1 FROM {table} WHERE xact >= %(after)s AND xact < %(before)s LIMIT %(most)s) AS w"
)
_END = """
SELECT max(xact) + 1 FROM (
    SELECT xact FROM {table} WHERE xact >= %(after)s AND xact < %(before)s ORDER BY xact LIMIT %(most)s) AS w
"""


def roll_up(*, now: datetime) -> int:
    """Counts what every source has got since the last time; returns how many slices of them were counted.

    A slice is one database transaction. A source that somebody else is counting is left to them. Raises CountedAhead
    when the database's counter of transactions stands below what is counted, as after a logical restore.
    """
    return sum(_count_source(source, now) for source in all_sources())


def _count_source(source: Source, now: datetime) -> int:
    RollUpCursor.objects.bulk_create([RollUpCursor(source=source.name)], ignore_conflicts=True)
    # Before the row is locked, which is what gives this transaction an id of its own.
    horizon, following = get_horizon()
    slices = 0
    while slices < _SLICES:
        with transaction.atomic():
            # Not NO KEY: nothing refers to the row. Of two at once the second goes away.
            cursor = RollUpCursor.objects.select_for_update(skip_locked=True).filter(pk=source.name).first()
            if cursor is None:
                break
            require_counter(cursor, following)
            if cursor.before >= horizon:
                note_moment(cursor, following, now)
                break
            before = _end_of_slice(source, after=cursor.before, horizon=horizon)
            add_stretch(source, after=cursor.before, before=before)
            cursor.before = before
            note_moment(cursor, following, now)
        slices += 1
        if before >= horizon:
            break
    return slices


def get_horizon() -> tuple[int, int]:
    """Below the first every transaction is over; below the second is whatever was committed by now."""
    horizon, following = run(HORIZON, {})[0]
    return horizon, following


def require_counter(cursor: RollUpCursor, following: int) -> None:
    """Raises CountedAhead when transactions begin below what is counted: they would never be."""
    if cursor.before > following:
        # Who waited for the row looked before somebody else counted; the counter has gone on since.
        following = get_horizon()[1]
    if cursor.before > following:
        raise CountedAhead(
            f"Facts of {cursor.source} are counted below transaction {cursor.before}, and PostgreSQL is only at"
            f" {following}. Was a logical dump restored? Advance the counter: docs/operations.md, Restoring."
        )


def add_stretch(source: Source, *, after: int, before: int) -> None:
    """Adds what these transactions wrote to the figures of the source."""
    run(add_sql(source), {"source": source.name, "after": after, "before": before})
    add_sketches(source, read_sketches(source, after=after, before=before))


def _end_of_slice(source: Source, *, after: int, horizon: int) -> int:
    """Where the slice that begins at `after` ends: at the horizon if so few rows wait, else after SLICE of them.

    A single transaction that wrote more is in one slice all the same.
    """
    stretch = {"after": after, "before": horizon, "most": SLICE + 1}
    if run(_WAITING.format(table=source.table), stretch)[0][0] <= SLICE:
        return horizon
    end: int = run(_END.format(table=source.table), {**stretch, "most": SLICE})[0][0]
    return end


def note_moment(cursor: RollUpCursor, following: int, now: datetime) -> None:
    """Says as of when the figures are: whatever was committed before that moment is counted."""
    if cursor.before >= following:
        cursor.as_of, cursor.next_before, cursor.next_at = now, None, None
    else:
        if cursor.next_before is not None and cursor.before >= cursor.next_before:
            cursor.as_of, cursor.next_before = cursor.next_at, None
        if cursor.next_before is None:
            cursor.next_before, cursor.next_at = following, now
    cursor.save()
