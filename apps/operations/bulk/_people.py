"""The people of the bulk data and their wallets. They have no password: nobody logs in as one of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from apps.core.ids import earliest_id
from apps.ledger.services import account_id
from apps.wallets.models import available_code, held_code

_FIRST = ("Amani", "Baraka", "Chausiku", "Daudi", "Eshe", "Furaha", "Goma", "Hasina", "Issa", "Jamila", "Kito", "Lulu")
_LAST = ("Abdi", "Barasa", "Chege", "Dida", "Ekiru", "Faraji", "Gathoni", "Hamisi", "Juma", "Kamau", "Lagat")
# Numbers nobody has been given.
NUMBERS = 254_790_000_000


@dataclass(frozen=True, slots=True)
class Person:
    """`index` counts from 0 in the order of joining."""

    index: int
    joined_at: datetime

    @property
    def id(self) -> UUID:
        return _id(self.joined_at, self.index, 1)

    @property
    def wallet_id(self) -> UUID:
        return _id(self.joined_at, self.index, 2)

    @property
    def name(self) -> str:
        return f"{_FIRST[self.index % len(_FIRST)]} {_LAST[self.index // len(_FIRST) % len(_LAST)]}"


def _id(at: datetime, index: int, what: int) -> UUID:
    """A UUIDv7 of that moment that follows from the rest, so that a run with the same clock writes the same rows."""
    return UUID(int=earliest_id(at).int | what << 32 | index)


def people(count: int, *, since: datetime, step: timedelta) -> Iterator[Person]:
    """One joins every `step`."""
    return (Person(index, since + index * step) for index in range(count))


def _copy(table: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    # Both are constants of this module.
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def write(count: int, *, since: datetime, step: timedelta, currency: str) -> None:
    """Writes people, wallets and both ledger accounts of each, and the temporary table `bulk_person`."""

    def each() -> Iterator[Person]:
        return people(count, since=since, step=step)

    _copy(
        "accounts_user",
        (
            "id",
            "password",
            "is_superuser",
            "msisdn",
            "full_name",
            "status",
            "language",
            "is_staff",
            "joined_at",
            "kyc_tier",
        ),
        (
            (
                one.id,
                "!bulk",
                False,
                f"+{NUMBERS + one.index}",
                one.name,
                "LOCKED" if one.index % 1_000 == 999 else "ACTIVE",
                "en",
                False,
                one.joined_at,
                "TIER_1" if one.index % 3 else "TIER_0",
            )
            for one in each()
        ),
    )
    _copy(
        "wallets_wallet",
        ("id", "holder_id", "currency", "status", "opened_at"),
        ((one.wallet_id, one.id, currency, "ACTIVE", one.joined_at) for one in each()),
    )
    columns = ("id", "code", "kind", "currency", "floor", "tally", "balance", "postings", "last_posted_at", "opened_at")
    _copy(
        "ledger_account",
        columns,
        (
            (
                account_id(code, currency),
                code,
                "LIABILITY",
                currency,
                0,
                "IMMEDIATE",
                0,
                0,
                one.joined_at,
                one.joined_at,
            )
            for one in each()
            for code in (available_code(one.wallet_id), held_code(one.wallet_id))
        ),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE bulk_person (index int PRIMARY KEY, id uuid, wallet_id uuid, account_id uuid,"
            " name text) ON COMMIT DROP"
        )
    _copy(
        "bulk_person",
        ("index", "id", "wallet_id", "account_id", "name"),
        (
            (one.index, one.id, one.wallet_id, account_id(available_code(one.wallet_id), currency), one.name)
            for one in each()
        ),
    )
