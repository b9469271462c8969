"""PostgreSQL as its own statistics see it: no table of ours is read, and no value of a statement is shown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from apps.operations.health._parts import Line, Part, Tone, ago, duration, grade, size

TABLES = 8
STATEMENTS = 5
# So old a transaction keeps the dead rows of the whole database from being cleaned up.
_OLD_SECONDS, _TOO_OLD_SECONDS = 300.0, 3_600.0
_SLOW_SECONDS = 1.0
# PostgreSQL stops taking writes at two thousand million.
_IDS_OLD, _IDS_TOO_OLD = 1_000_000_000, 1_600_000_000
_DEAD_ROWS = 100_000

_FIGURES = """
SELECT pg_database_size(current_database()),
       (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
       current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
       (SELECT age(datfrozenxid) FROM pg_database WHERE datname = current_database()),
       (SELECT count(*) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'),
       (SELECT count(*) FROM pg_stat_replication),
       (SELECT max(extract(epoch FROM replay_lag))::float8 FROM pg_stat_replication),
       pg_is_in_recovery(),
       (SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::float8 FROM pg_stat_activity
         WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()),
       to_regclass('pg_stat_statements') IS NOT NULL
"""
# The number of pages is that of the last vacuum or analyze, so this looks at no file but those of the largest.
_LARGEST = """
SELECT c.relname, pg_total_relation_size(c.oid), greatest(c.reltuples, 0)::bigint, coalesce(s.n_dead_tup, 0),
       greatest(s.last_vacuum, s.last_autovacuum)
  FROM (SELECT oid, relname, reltuples FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
         ORDER BY relpages DESC, oid LIMIT %s) AS c
  LEFT JOIN pg_stat_user_tables AS s ON s.relid = c.oid
 ORDER BY 2 DESC
"""
_OLDEST = """
SELECT pid, coalesce(nullif(application_name, ''), 'no name'), state,
       extract(epoch FROM clock_timestamp() - xact_start)::float8,
       extract(epoch FROM clock_timestamp() - query_start)::float8,
       coalesce(wait_event_type, ''), pg_blocking_pids(pid), query
  FROM pg_stat_activity
 WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
   AND xact_start < clock_timestamp() - interval '1 second'
 ORDER BY xact_start LIMIT %s
"""
_SLOWEST = """
SELECT query, calls, mean_exec_time, total_exec_time FROM pg_stat_statements
 WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND calls >= 5
 ORDER BY total_exec_time DESC LIMIT %s
"""
# Texts in quotes of any kind, also one that is cut off, and numbers.
_VALUES = re.compile(
    r"\$([A-Za-z_]*)\$.*?(?:\$\1\$|\Z)|(?:\b[EeBbXxNn]|[Uu]&)?'(?:[^'\\]|''|\\.)*(?:'|\Z)|\b0x[0-9A-Fa-f]+\b|(?<![\w$])-?\d[\d._eE+-]*",
    re.DOTALL,
)
_COMMENTS = re.compile(r"/\*.*?(?:\*/|\Z)|--[^\n]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Figures:
    """What the server says of itself. replay_lag is in seconds; None: no replica, or not ours to see."""

    size: int
    connections: int
    connections_at_most: int
    transaction_ids: int
    waiting_for_locks: int
    replicas: int
    replay_lag: float | None
    is_replica: bool
    oldest_transaction: float
    has_statements: bool


def get_figures() -> Figures:
    """One statement over PostgreSQL's own views."""
    (row,) = _rows(_FIGURES)
    return Figures(*row)


def without_values(statement: str, *, longest: int = 160) -> str:
    """A statement as everybody may read it: what stands in it for people, amounts or codes is a question mark."""
    text = _VALUES.sub("?", _COMMENTS.sub(" ", statement))
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def database(now: datetime) -> Part:
    figures = get_figures()
    lines = [*_figures(figures), *_oldest()]
    slow, title = (_slowest(), "Statements that cost most") if figures.has_statements else (_running(), "")
    tables = _tables(now)
    says = f"{size(figures.size)}, {figures.connections} of {figures.connections_at_most} connections in use."
    if figures.has_statements:
        return Part("database", "Database", says, lines, [*tables, *slow], f"Largest tables. {title}")
    return Part("database", "Database", says, [*lines, *slow], tables, f"Largest tables ({len(tables)})")


def _rows(statement: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _figures(figures: Figures) -> Iterator[Line]:
    share = figures.connections / max(figures.connections_at_most, 1)
    yield Line(
        "Connections",
        f"{figures.connections} of {figures.connections_at_most}",
        grade(share, warn=0.8, bad=0.95),
        "Of everybody on this server",
        "Close what nobody needs, lower WEB_THREADS, or raise max_connections.",
    )
    locks = f"{figures.waiting_for_locks} wait" if figures.waiting_for_locks else "nobody waits"
    yield Line(
        "Locks",
        locks,
        grade(figures.waiting_for_locks, warn=5, bad=20),
        "Sessions that wait for another's lock",
        "See below who has begun long ago and holds the others up.",
    )
    oldest = figures.oldest_transaction
    yield Line(
        "Oldest transaction",
        duration(oldest) if oldest else "none is open",
        grade(oldest, warn=_OLD_SECONDS, bad=_TOO_OLD_SECONDS),
        "Behind it nothing that was deleted can be cleaned up",
        "Find out whose it is; SELECT pg_terminate_backend(pid) ends it, and it is rolled back.",
    )
    yield Line(
        "Transaction ids",
        f"{figures.transaction_ids / 1e6:,.0f} of 2,147 million",
        grade(figures.transaction_ids, warn=_IDS_OLD, bad=_IDS_TOO_OLD),
        "Used since the oldest table was frozen",
        "Find what keeps autovacuum from its work (an old transaction, a replication slot); VACUUM FREEZE by hand.",
    )
    if figures.replicas:
        lag = figures.replay_lag
        tone: Tone = "good" if lag is None else grade(lag, warn=30, bad=300)
        said = "up to now" if not lag else f"{duration(lag)} behind"
        yield Line("Replicas", f"{figures.replicas}, {said}", tone, "", "See the replica's disk and network.")
    if figures.is_replica:
        yield Line("Role", "replica", "bad", "Nothing can be written", "DATABASE_URL must name the primary.")


def _oldest() -> Iterator[Line]:
    """Transactions that are open for more than a second, and whom they wait for."""
    for pid, name, state, age, _, waits, blockers, query in _rows(_OLDEST, [STATEMENTS]):
        behind = f"; waits for process {', '.join(map(str, blockers))}" if blockers else ""
        detail = f"{state or 'state not known'}{', ' + waits.lower() if waits else ''}{behind}: {without_values(query)}"
        advice = "A transaction has been open for long: find out what its process does."
        tone: Tone = "plain" if age < _OLD_SECONDS else "warning"
        yield Line(f"Process {pid}, {name[:40]}", f"open for {duration(age)}", tone, detail, advice)


def _running() -> list[Line]:
    """Without pg_stat_statements all that can be said is what runs at this moment."""
    rows = [row for row in _rows(_OLDEST, [20]) if row[2] == "active" and row[4] >= _SLOW_SECONDS][:STATEMENTS]
    if not rows:
        return [
            Line("Slow statements", "none runs now", "plain", "pg_stat_statements is not installed: it would remember")
        ]
    return [Line("Slow statement", duration(row[4]), "plain", without_values(row[7])) for row in rows]


def _slowest() -> list[Line]:
    return [
        Line("Statement", f"{duration(mean / 1000)} each", "plain", f"{calls:,} calls: {without_values(query)}")
        for query, calls, mean, _ in _rows(_SLOWEST, [STATEMENTS])
    ]


def _tables(now: datetime) -> list[Line]:
    lines = []
    for name, total, rows, dead, vacuumed_at in _rows(_LARGEST, [TABLES]):
        is_littered = dead > _DEAD_ROWS and dead > rows / 5
        detail = f"about {rows:,} rows, {dead:,} dead; vacuumed {ago(vacuumed_at, now)}"
        advice = "A large table holds many dead rows: see why autovacuum does not come round."
        lines.append(Line(name, size(total), "warning" if is_littered else "plain", detail, advice))
    return lines
