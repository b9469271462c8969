from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from uuid import UUID, uuid5

from apps.core import sql
from apps.core.money import minor_units
from apps.ledger.models import AccountKind, LedgerAccount, Tally
from apps.ledger.services._errors import AccountNotEmpty, EntryConflict

_NAMESPACE = UUID("5f1c5e0e-6d0f-5d0c-9a53-8d2b7a4f1e60")


@lru_cache(maxsize=4096)
def account_id(code: str, currency: str) -> UUID:
    """The id of the account with this code and currency that has a floor: a UUIDv5 (RFC 9562) of the two.

    Being computed and not assigned, it needs no look-up, and the primary key keeps the code unique even
    where accounts are spread over several machines.
    """
    return uuid5(_NAMESPACE, f"{code}|{currency}")


@lru_cache(maxsize=4096)
def deferred_account_id(code: str, currency: str) -> UUID:
    """The id of the deferred account with this code and currency: the same bits as a UUIDv8 (RFC 9562).

    The version tells the database that a posting to it neither locks nor updates anything.
    """
    return UUID(int=account_id(code, currency).int & ~(0xF << 76) | (8 << 76))


_OPEN = """
INSERT INTO ledger_account (id, code, kind, currency, floor, tally, balance, postings, last_posted_at, opened_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, 0, %s, %s) ON CONFLICT DO NOTHING
"""


def open_account(*, code: str, kind: str, currency: str, floor: Decimal | None, at: datetime) -> UUID:
    """Opens an account with nothing in it, or finds it open; returns its id.

    `floor` is the least balance it may have, in the currency's main unit; None makes it a deferred account,
    which many may post to at once. Raises InvalidCurrency, and EntryConflict when an account of this code
    exists with another kind or without/with a floor.
    """
    minor_units(currency)
    identity = deferred_account_id(code, currency) if floor is None else account_id(code, currency)
    tally = Tally.DEFERRED if floor is None else Tally.IMMEDIATE
    balance = None if floor is None else Decimal(0)
    kind = AccountKind(kind).value
    sql.fetch_all(_OPEN, [identity, code, kind, currency, floor, tally.value, balance, at, at])
    found = LedgerAccount.objects.only("kind", "tally").get(code=code, currency=currency)
    if (found.kind, found.tally) != (kind, tally):
        raise EntryConflict(f"{code} is open as {found.kind}, {found.tally}.")
    return identity


_CLOSE = "UPDATE ledger_account SET closed_at = %s WHERE id = %s AND balance = 0 RETURNING id"


def close_account(*, account: UUID, at: datetime) -> None:
    """Closes an empty account that has a floor. Whoever posts to it next, or waits to, is refused.

    Raises AccountNotEmpty, also for an account that is deferred or does not exist.
    """
    if sql.fetch_one(_CLOSE, [at, account]) is None:
        raise AccountNotEmpty
