"""Seals everything anew under the first key of FIELD_KEYS, while others read and write.

What is already under it is passed over by the first bytes of each value, so it can be stopped, killed and started
again at any time. A batch of rows is locked FOR NO KEY UPDATE, sealed and committed: a writer of one of them waits
for that long, a reader never; a row somebody else has locked is left for the next round.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import structlog
from django.db import connection, transaction
from psycopg import sql

from apps.core import crypto, files
from apps.core.crypto import SealedTable, Undecipherable

log = structlog.get_logger("gopay.keys")
BATCH = 500
FILES_BETWEEN_REPORTS = 100
# Rounds in which every row that is left was locked by others; a second passes between two.
PATIENCE_ROUNDS = 30
_FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one table or folder is: rows or files that were to do, are done, and cannot be opened."""

    place: str
    total: int
    done: int = 0
    unreadable: int = 0


def rotate_keys(*, wait: Callable[[float], object]) -> Iterator[Progress]:
    """Seals every registered column and every private file under the first key; yields how far it is.

    `wait` sleeps for the seconds it is given. Each batch is a transaction of its own: do not call it inside one.
    Raises FilesUnavailable and database errors; what was done until then stays done.
    """
    for declared in crypto.sealed_tables():
        yield from _rotate_table(declared, wait)
    for folder in files.list_folders():
        yield from _rotate_folder(folder)


def list_leftovers() -> list[Progress]:
    """The tables and folders with values that are not sealed under the first key, and how many each."""
    found = [Progress(declared.table, _count_stale(declared)) for declared in crypto.sealed_tables()]
    found += [Progress(_name(folder), sum(1 for _ in _stale_files(folder))) for folder in files.list_folders()]
    return [progress for progress in found if progress.total]


def _rotate_table(declared: SealedTable, wait: Callable[[float], object]) -> Iterator[Progress]:
    progress = Progress(declared.table, _count_stale(declared))
    if progress.total:
        yield progress
    left, rounds_in_vain = progress.total, 0
    while left and rounds_in_vain < PATIENCE_ROUNDS:
        last: UUID | None = _FIRST
        before, unreadable = progress.done, 0
        while last is not None:
            last, done, failed = _rotate_batch(declared, last)
            unreadable += failed
            progress = replace(progress, done=progress.done + done, unreadable=unreadable)
            if done or failed:
                yield progress
        left = _count_stale(declared) - unreadable
        rounds_in_vain = 0 if progress.done > before else rounds_in_vain + 1
        if left > 0:
            wait(1.0)
        else:
            break


@transaction.atomic(durable=True)
def _rotate_batch(declared: SealedTable, after: UUID) -> tuple[UUID | None, int, int]:
    """Seals the next rows after this one; returns the last of them, None at the end, and how many went and failed."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT {key}, {columns} FROM {table} WHERE {key} > %s AND ({stale})"
                " ORDER BY {key} LIMIT %s FOR NO KEY UPDATE SKIP LOCKED"
            ).format(**_names(declared)),
            [after, BATCH],
        )
        rows = cursor.fetchall()
        sealed: list[tuple[Any, ...]] = []
        for row, *values in rows:
            try:
                sealed.append((row, *_seal_again(declared, row, values)))
            except Undecipherable as error:
                log.error("cannot be opened", table=declared.table, row=str(row), error=str(error))
        if sealed:
            cursor.execute(
                sql.SQL(
                    "UPDATE {table} SET {changes} FROM unnest(%s::uuid[], {arrays}) AS fresh ({key}, {columns})"
                    " WHERE {table}.{key} = fresh.{key}"
                ).format(**_names(declared)),
                [list(column) for column in zip(*sealed, strict=True)],
            )
    return rows[-1][0] if len(rows) == BATCH else None, len(sealed), len(rows) - len(sealed)


def _seal_again(declared: SealedTable, row: UUID, values: Sequence[bytes | None]) -> Iterator[bytes | None]:
    for column, value in zip(declared.columns, values, strict=True):
        if value is None:
            yield None
        else:
            plain = crypto.unseal_bytes(value, table=declared.table, column=column, row=row)
            yield crypto.seal_bytes(plain, table=declared.table, column=column, row=row)


def _count_stale(declared: SealedTable) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT count(*) FROM {table} WHERE {stale}").format(**_names(declared)))
        (count,) = cursor.fetchone()
    return int(count)


def _names(declared: SealedTable) -> dict[str, sql.Composable]:
    """The pieces that the statements about a table are made of."""
    _, head = crypto.current_key()
    columns = [sql.Identifier(column) for column in declared.columns]
    return {
        "table": sql.Identifier(declared.table),
        "key": sql.Identifier(declared.key),
        "columns": sql.SQL(", ").join(columns),
        "changes": sql.SQL(", ").join(sql.SQL("{0} = fresh.{0}").format(column) for column in columns),
        "arrays": sql.SQL(", ").join([sql.SQL("%s::bytea[]")] * len(columns)),
        # NULL is neither stale nor fresh.
        "stale": sql.SQL(" OR ").join(
            sql.SQL("substring({} FROM 1 FOR {}) <> {}").format(column, len(head), head) for column in columns
        ),
    }


def _name(folder: str) -> str:
    return f"files in {folder}"


def _stale_files(folder: str) -> Iterator[str]:
    """The keys of files that are not under the first key. One that goes meanwhile is none of them."""
    kid, _ = crypto.current_key()
    for key, _ in files.list_keys(folder):
        try:
            if files.key_id_of(key) != kid:
                yield key
        except Undecipherable:
            yield key
        except files.FileMissing:
            pass


def _rotate_folder(folder: str) -> Iterator[Progress]:
    stale = list(_stale_files(folder))
    progress = Progress(_name(folder), len(stale))
    for number, key in enumerate(stale):
        if number % FILES_BETWEEN_REPORTS == 0:
            yield progress
        try:
            files.seal_again(key)
            progress = replace(progress, done=progress.done + 1)
        except Undecipherable as error:
            log.error("cannot be opened", file=key, error=str(error))
            progress = replace(progress, unreadable=progress.unreadable + 1)
        except files.FileMissing:
            progress = replace(progress, total=progress.total - 1)
    if stale:
        yield progress
