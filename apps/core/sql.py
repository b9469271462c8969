"""Statements on the hot path: prepared on the server, one round trip each, counted like the ORM's own.

Django's cursors bind on the client, so the server parses and plans every statement anew. On a path of a
few statements that is most of the time; these are prepared once a connection.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections


@dataclass(frozen=True, slots=True)
class Part:
    """A statement somebody else will run as a piece of a larger one. It ends where `FROM ...` may follow."""

    text: str
    parameters: Sequence[Any]


def fetch_all(statement: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[tuple[Any, ...]]:
    """Runs one statement and returns its rows. Raises django.db's database errors."""
    # The proxy `django.db.connection` looks itself up at every attribute; once is enough.
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    raw: psycopg.Connection[Any] = connection.connection
    started = time.monotonic()
    try:
        with connection.wrap_database_errors, psycopg.Cursor(raw) as cursor:
            cursor.execute(statement, parameters, prepare=True)
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

    `claim` is an INSERT ... ON CONFLICT DO NOTHING RETURNING id; `effects` are INSERT ... SELECT without a
    FROM. Returns the row of `last`, a SELECT without a FROM, or None when nothing was claimed and therefore
    nothing was done. Raises django.db's database errors.
    """
    steps = [f"claimed AS ({claim.text})"]
    steps += [f"effect_{number} AS ({effect.text} FROM claimed)" for number, effect in enumerate(effects)]
    parameters = [parameter for part in (claim, *effects, last) for parameter in part.parameters]
    return fetch_one(f"WITH {', '.join(steps)} {last.text} FROM claimed", parameters)
