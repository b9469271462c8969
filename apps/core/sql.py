"""Statements on the hot path: prepared on the server, one round trip each, counted like the ORM's own.

Django's cursors bind on the client, so the server parses and plans every statement anew. On a path of a
few statements that is most of the time; these are prepared once a connection.
"""

import itertools
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

_PLACEHOLDER = re.compile(r"%%|%s|%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Part:
    """A statement somebody else will run as a piece of a larger one. It ends where `FROM ...` may follow.

    What must stand after that is the `condition`.
    """

    text: str
    parameters: Sequence[Any]
    condition: str = ""


@lru_cache(maxsize=256)
def _compile(statement: str) -> tuple[str, tuple[str, ...] | None]:
    """The statement with PostgreSQL's own placeholders, and the names of its values if it has named ones.

    psycopg would do this too, but anew at every call for a statement of over fifty values or four thousand
    characters, and a payment is one.
    """
    names: list[str] = []
    count = itertools.count(1)

    def number(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        if found[0] == "%s":
            return f"${next(count)}"
        if found[1] not in names:
            names.append(found[1])
        return f"${names.index(found[1]) + 1}"

    text = _PLACEHOLDER.sub(number, statement)
    return text, tuple(names) if names else None


def _cursor_of(connection: BaseDatabaseWrapper) -> psycopg.RawCursor[tuple[Any, ...]]:
    """The connection's own cursor for these statements, because making one costs as much as a short read."""
    connection.ensure_connection()
    cursor: psycopg.RawCursor[tuple[Any, ...]] | None = getattr(connection, "prepared_cursor", None)
    if cursor is None or cursor.connection is not connection.connection:
        cursor = psycopg.RawCursor(connection.connection)
        setattr(connection, "prepared_cursor", cursor)  # noqa: B010 - Django's wrapper does not declare it.
    return cursor


def fetch_all(statement: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[tuple[Any, ...]]:
    """Runs one statement and returns its rows. Raises django.db's database errors.

    Placeholders are %s with a sequence, or %(name)s with a dict; a percent sign is written %%.
    """
    # The proxy `django.db.connection` looks itself up at every attribute; once is enough.
    connection = connections[DEFAULT_DB_ALIAS]
    text, names = _compile(statement)
    values = parameters if names is None else [cast(dict[str, Any], parameters)[name] for name in names]
    started = time.monotonic()
    with connection.wrap_database_errors:
        cursor = _cursor_of(connection)
        try:
            cursor.execute(text, cast(Sequence[Any], values), prepare=True)
            return cursor.fetchall() if cursor.description else []
        finally:
            if connection.queries_logged:
                connection.queries_log.append({"sql": statement, "time": f"{time.monotonic() - started:.3f}"})


def fetch_one(statement: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> tuple[Any, ...] | None:
    """Runs one statement and returns its first row, or None. Raises django.db's database errors."""
    rows = fetch_all(statement, parameters)
    return rows[0] if rows else None


def run_if_claimed(claim: Part, effects: Sequence[Part], last: Part) -> tuple[Any, ...] | None:
    """Runs `claim`, and for the row it returns `effects` and `last`: one statement, so all or nothing.

    `claim` is an INSERT ... ON CONFLICT DO NOTHING RETURNING id; `effects` are INSERT ... SELECT, or UPDATE
    with a condition, without a FROM. Returns the row of `last`, a SELECT without a FROM, or None when nothing
    was claimed and therefore nothing was done. Raises django.db's database errors.
    """
    steps = [f"claimed AS ({claim.text})"]
    steps += [
        f"effect_{number} AS ({effect.text} FROM claimed {effect.condition})" for number, effect in enumerate(effects)
    ]
    parameters = [parameter for part in (claim, *effects, last) for parameter in part.parameters]
    return fetch_one(f"WITH {', '.join(steps)} {last.text} FROM claimed", parameters)
