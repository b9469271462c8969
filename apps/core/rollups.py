"""Which append-only facts are counted as they come, so that a figure of any length of time is a handful of rows.

Whoever owns a table declares its source here; apps/reports counts them. Facts are read in the order of the transactions
that wrote them (apps/core/xact.py), each stretch of transactions once: what commits late is counted late, never missed,
and never twice. So a fact must say the same whenever it is read: a row that is changed afterwards is none, but each of
its changes may be, as a step that takes the row out of one place and puts it into another.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Source:
    """One source of figures.

    `facts` is an SQL SELECT of the columns `at`, `kind`, `outcome`, `currency`, `count`, `amount`, `fee`,
    `milliseconds` (these four may be negative, and are added up) and `slowest` (of which the greatest is kept), over
    the rows that transactions from %(after)s to before %(before)s have written. `people` is one of `at` and
    `person_id`, of who was active. Both read through the index on `xact` of `table`, of which there are most.

    `kept_for`: for how long rows are there; older ones are purged, and their figures stay.
    """

    name: str
    title: str
    table: str
    facts: str
    people: str = ""
    kept_for: timedelta | None = None


_sources: dict[str, Source] = {}


def declare(source: Source) -> Source:
    """Has these facts counted. Raises ValueError when the name is taken."""
    if source.name in _sources:
        raise ValueError(f"There is a source {source.name} already.")
    _sources[source.name] = source
    return source


def all_sources() -> tuple[Source, ...]:
    """Every declared source, in the order of their names."""
    return tuple(_sources[name] for name in sorted(_sources))


def get_source(name: str) -> Source:
    """Raises KeyError."""
    return _sources[name]
