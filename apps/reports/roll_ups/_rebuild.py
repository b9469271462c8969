"""Makes the figures anew."""

from datetime import datetime

from django.db import transaction

from apps.core.rollups import Source, all_sources
from apps.reports.models import Grain, RollUp, RollUpCursor, RollUpPeople
from apps.reports.roll_ups._people import add_sketches, longer, read_sketches
from apps.reports.roll_ups._roll_up import get_horizon, note_moment, require_counter
from apps.reports.roll_ups._sql import KEYS, hours_part, longer_part, run
from apps.reports.roll_ups._verify import kept_since

_COLUMNS = f"source, grain, starts_at, {KEYS}, count, amount, fee, milliseconds, slowest"
_FIGURES = f"starts_at, {KEYS}, count, amount, fee, milliseconds, slowest"


def rebuild(*, now: datetime) -> None:
    """Throws the figures away and counts everything anew, in one database transaction: who looks sees the old ones.

    Who counts meanwhile waits for nothing and leaves it to us. Figures of what has been purged stay as they are. Raises
    CountedAhead.
    """
    names = [source.name for source in all_sources()]
    RollUpCursor.objects.bulk_create([RollUpCursor(source=name) for name in names], ignore_conflicts=True)
    horizon, following = get_horizon()
    with transaction.atomic():
        for cursor in RollUpCursor.objects.select_for_update().filter(pk__in=names).order_by("pk"):
            require_counter(cursor, following)
            # Somebody may have counted further while we waited for the row.
            cursor.before = max(cursor.before, horizon)
            _make_anew(next(source for source in all_sources() if source.name == cursor.source), cursor.before, now)
            note_moment(cursor, following, now)


def _make_anew(source: Source, before: int, now: datetime) -> None:
    since = kept_since(source, now)
    facts = {"source": source.name, "after": 0, "before": before, "since": since}
    figures = RollUp.objects.filter(source=source.name)
    figures.filter(grain=Grain.HOUR, starts_at__gte=since).delete()
    figures.exclude(grain=Grain.HOUR).delete()
    run(
        f"INSERT INTO reports_rollup ({_COLUMNS})"
        f" SELECT %(source)s, 'HOUR', {_FIGURES} FROM ({hours_part(source)}) AS hours WHERE starts_at >= %(since)s",  # nosec B608
        facts,
    )
    own_hours = "(SELECT * FROM reports_rollup WHERE source = %(source)s AND grain = 'HOUR') AS hours"
    for grain in (Grain.DAY, Grain.MONTH):
        run(
            f"INSERT INTO reports_rollup ({_COLUMNS})"
            f" SELECT %(source)s, '{grain}', {_FIGURES} FROM ({longer_part(grain, own_hours)}) AS longer",  # nosec B608
            facts,
        )
    sketches = RollUpPeople.objects.filter(source=source.name)
    sketches.filter(grain=Grain.HOUR, starts_at__gte=since).delete()
    sketches.exclude(grain=Grain.HOUR).delete()
    made = read_sketches(source, after=0, before=before)
    hours = {key: sketch for key, sketch in made.items() if key[0] == Grain.HOUR and key[1] >= since}
    kept = {(row.grain, row.starts_at): bytes(row.sketch) for row in sketches.filter(grain=Grain.HOUR)}
    add_sketches(source, hours | longer(kept | hours))
