"""Which PostgreSQL transaction wrote a row: the order in which whoever comes later can read rows without missing any.

Ids and times are taken before a row is committed, so a reader that remembers the last one it saw misses whatever
commits late. Every transaction below `pg_snapshot_xmin(pg_current_snapshot())` is over, for good: rows whose `xact` is
below it are all there, and no more of them will come. A table keeps `xact` in a BRIN index, which costs its writers
next to nothing, because rows lie on the disk in about that order.

Rows from before a table had the column say 0.
"""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Func


class CurrentXact(Func):
    """The 64-bit id of the transaction that runs, which never comes again (until a restore: docs/operations.md)."""

    template = "(pg_current_xact_id()::text::bigint)"
    arity = 0
    allowed_default = True
    output_field = models.BigIntegerField()


def xact_column() -> models.BigIntegerField:  # type: ignore[type-arg]
    """The column; PostgreSQL fills it."""
    return models.BigIntegerField(
        "transaction of PostgreSQL", db_default=CurrentXact(), editable=False, help_text="Which one wrote the row."
    )


def xact_index(name: str) -> BrinIndex:
    """Finds the rows of a stretch of transactions."""
    return BrinIndex(fields=["xact"], name=name, pages_per_range=16, autosummarize=True)


def add_column_sql(table: str) -> str:
    """For migrations: what is there gets 0 without being rewritten, what comes gets its transaction."""
    # Both names are constants of migrations.
    return (
        f"ALTER TABLE {table} ADD COLUMN xact bigint NOT NULL DEFAULT 0;"
        f"ALTER TABLE {table} ALTER COLUMN xact SET DEFAULT (pg_current_xact_id()::text::bigint);"
    )


def drop_column_sql(table: str) -> str:
    """The way back."""
    return f"ALTER TABLE {table} DROP COLUMN xact;"


def horizon_sql() -> str:
    """An expression: every transaction below it is over."""
    return "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
