"""Statements on the hot path: prepared on the server, one call each, counted like the ORM's own.

Django's cursors bind on the client, so the server parses and plans every statement anew. On a path of a
few statements that is most of the time; these are prepared once a connection.
"""

import time
from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import connection


def fetch_all(statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Runs one statement and returns its rows. Raises django.db's database errors."""
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


def fetch_one(statement: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...] | None:
    """Runs one statement and returns its first row, or None. Raises django.db's database errors."""
    rows = fetch_all(statement, parameters)
    return rows[0] if rows else None
