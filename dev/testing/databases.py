"""Test databases, copied from one that has been migrated instead of migrated each time.

The migrated one is kept under a name made from the code that shaped it, so a
run that follows an unchanged model starts within a moment, and a change of code
makes a new one. Copying also undoes what a test committed: TRUNCATE, Django's
way, is refused by the ledger's triggers and would lose what migrations wrote.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql

from dev.fingerprint import code_key

KEPT_TEMPLATES = 4
PREFIX = "gopay_template_"
LOCK = 0x60A1


def database_name() -> str:
    """The name of this worker's database."""
    parts = ["test_gopay", os.environ["GOPAY_TEST_SUFFIX"], os.environ.get("PYTEST_XDIST_WORKER", "")]
    return "_".join(part for part in parts if part)


@contextmanager
def _administration() -> Iterator[psycopg.Connection]:
    facts = settings.DATABASES["default"]
    connection = psycopg.connect(
        host=facts["HOST"],
        port=facts["PORT"] or 5432,
        user=facts["USER"],
        password=facts["PASSWORD"],
        dbname="postgres",
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


def drop_database(name: str) -> None:
    """Drop a test database."""
    connections.close_all()
    with _administration() as connection:
        _drop(connection, name)
