"""Test databases, copied from one that has been migrated instead of migrated each time.

The migrated one is kept under a name made from the code that shaped it, so a
run that follows an unchanged model starts within a moment, and a change of code
makes a new one. What a test committed is swept out of the tables that were empty in
the template; what a test did to the schema is undone by another copy.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.db import OperationalError, connections
from psycopg import sql
from psycopg.pq import TransactionStatus

from dev.fingerprint import code_key

KEPT_TEMPLATES = 4
PREFIX = "gopay_template_"
LOCK = 0x60A1


def database_name() -> str:
    """The name of this worker's database."""
    parts = ["test_gopay", os.environ["GOPAY_TEST_SUFFIX"], os.environ.get("PYTEST_XDIST_WORKER", "")]
    return "_".join(part for part in parts if part)


@contextmanager
def _administration(database: str = "postgres") -> Iterator[psycopg.Connection]:
    facts = settings.DATABASES["default"]
    connection = psycopg.connect(
        host=facts["HOST"],
        port=facts["PORT"] or 5432,
        user=facts["USER"],
        password=facts["PASSWORD"],
        dbname=database,
        autocommit=True,
    )
    with connection:
        yield connection


def _exists(connection: psycopg.Connection, name: str) -> bool:
    query = "SELECT FROM pg_database WHERE datname = %s"
    return connection.execute(query, [name]).fetchone() is not None


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def use_database(name: str) -> None:
    """Point Django's default connection at the database `name`."""
    connections["default"].close()
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


def ensure_template() -> str:
    """The name of a migrated database, made if this code has none yet."""
    name = PREFIX + code_key()
    with _administration() as connection:
        # Several workers arrive here at once; one makes it, the others wait.
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if not _exists(connection, name):
            _make_template(connection, name)
            _forget_old_templates(connection)
    return name


def _make_template(connection: psycopg.Connection, name: str) -> None:
    unfinished = f"{name}_unfinished"
    _drop(connection, unfinished)
    use_database("postgres")
    default = connections["default"]
    kept = dict(default.settings_dict["TEST"])
    default.settings_dict["TEST"]["NAME"] = unfinished
    default.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    default.settings_dict["TEST"].update(kept)
    default.close()
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    connection.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(name)))


def _forget_old_templates(connection: psycopg.Connection) -> None:
    query = "SELECT datname FROM pg_database WHERE datname ~ %s ORDER BY oid DESC OFFSET %s"
    pattern = f"^{PREFIX}[0-9a-f]+$"
    for (name,) in connection.execute(query, [pattern, KEPT_TEMPLATES]).fetchall():
        _drop(connection, name)


def copy_template(template: str, name: str) -> None:
    """Make `name` a fresh copy, ending whoever is still connected to the old one."""
    connections.close_all()
    with _administration() as connection:
        _drop(connection, name)
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        connection.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))


# The user's tables that have pages, with or without rows, and whether rows should not just be deleted there: dead ones
# are many by now, or the planner was told about those that go (ANALYZE), which only TRUNCATE makes it forget.
_FILLED = """
SELECT c.oid::regclass::text,
       c.reltuples >= 0 OR pg_relation_size(c.oid) + coalesce(pg_relation_size(nullif(c.reltoastrelid, 0)), 0) > 500000
  FROM pg_class c
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND pg_relation_size(c.oid) > 0
"""
# The sequences that have given out a number.
_COUNTED = "SELECT seqrelid, seqstart FROM pg_sequence WHERE pg_sequence_last_value(seqrelid) IS NOT NULL"
# Changes with every change of a table, a trigger, a constraint or a function. Emptying a table changes none of these.
# What is ours there begins at the number 16384; the rest is PostgreSQL's own and stays as it is.
_SCHEMA = """
SELECT (SELECT (count(*), max(xmin::text::bigint))::text FROM pg_trigger WHERE oid >= 16384),
       (SELECT (count(*), max(xmin::text::bigint))::text FROM pg_constraint WHERE oid >= 16384),
       (SELECT (count(*), max(xmin::text::bigint))::text FROM pg_proc WHERE oid >= 16384),
       (SELECT (count(*), max(xmin::text::bigint))::text FROM pg_attribute WHERE attrelid >= 16384),
       (SELECT (count(*), max(xmin::text::bigint))::text FROM pg_index WHERE indexrelid >= 16384)
"""
_END_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Afresh:
    """Gives the tests of one worker a database that is as the template, again and again.

    A copy takes as long as many tests, so what was committed is swept out where that is enough. Only the sweep's own
    transaction works with the triggers asleep (session_replication_role); for every test they are on.

    The test's own connection sweeps and goes on to the next test, for a new one has to read the whole schema anew
    before it is as quick. What it may remember of a test is discarded (DISCARD ALL), as if it were new.
    """

    def __init__(self, template: str, name: str) -> None:
        self.template = template
        self.name = name
        self._started = 0
        self._copy()

    def _copy(self) -> None:
        copy_template(self.template, self.name)
        with _administration(self.name) as connection:
            self._kept = {row[0] for row in connection.execute(_FILLED)}
            self._counting = {row[0] for row in connection.execute(_COUNTED)}
            self._schema = connection.execute(_SCHEMA).fetchone()
            # What migrations write is not swept, so a test that has changed it gets a copy.
            self._seeded = " UNION ALL ".join(
                f"SELECT '{name}', count(*), max(xmin::text::bigint) FROM {name}" for name in sorted(self._kept)
            )
            self._seeds = connection.execute(self._seeded).fetchall() if self._kept else []

    def start(self) -> None:
        """Ends whoever else is still connected, and undoes what was committed."""
        try:
            connection = self._session()
            # Through a plain cursor and never twice in the same words: so psycopg notices that nothing is prepared.
            self._started += 1
            psycopg.Cursor(connection).execute(f"DISCARD ALL -- {self._started}", prepare=False)
            connections["default"].ensure_timezone()
            connection.execute(_END_OTHERS)
            seeds = connection.execute(self._seeded).fetchall() if self._kept else []
            if connection.execute(_SCHEMA).fetchone() == self._schema and seeds == self._seeds:
                self._sweep(connection)
                return
        except (psycopg.OperationalError, OperationalError):
            # A test has killed the server, or renamed or dropped the database.
            pass
        self._copy()

    def _session(self) -> psycopg.Connection:
        """This thread's connection to the database: the one the test has used, if it has left it in order."""
        default = connections["default"]
        raw = default.connection
        if raw is not None and not (
            raw.info.transaction_status == TransactionStatus.IDLE
            and raw.autocommit
            and default.get_autocommit()
            and not default.in_atomic_block
            and raw.info.dbname == default.settings_dict["NAME"] == self.name
        ):
            connections.close_all()
        default.ensure_connection()
        session: psycopg.Connection = default.connection
        return session

    def _sweep(self, connection: psycopg.Connection) -> None:
        filled = [row for row in connection.execute(_FILLED) if row[0] not in self._kept]
        if not filled:
            return
        tables = ", ".join(name for name, _ in filled)
        with connection.transaction():
            connection.execute("SET LOCAL session_replication_role = replica")
            if any(is_worn for _, is_worn in filled):
                connection.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
                return
            # TRUNCATE makes new files for each table and index and for all that refer to them, which takes far longer
            # than to delete the few rows a test has left. The lock waits, as TRUNCATE would, for whoever is just being
            # ended.
            connection.execute(f"LOCK TABLE {tables}; " + "; ".join(f"DELETE FROM {name}" for name, _ in filled))
            for sequence, first in connection.execute(_COUNTED).fetchall():
                if sequence not in self._counting:
                    connection.execute("SELECT setval(%s::oid::regclass, %s, false)", [sequence, first])


def drop_database(name: str) -> None:
    """Drop a test database."""
    connections.close_all()
    with _administration() as connection:
        _drop(connection, name)
