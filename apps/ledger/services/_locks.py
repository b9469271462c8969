from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from apps.core import sql
from apps.core.money import Money
from apps.ledger.services._errors import UnknownAccount

_LOCK = """
SELECT id, balance, currency FROM ledger_account
 WHERE id = ANY(%s::uuid[]) AND tally = 'IMMEDIATE' ORDER BY id FOR NO KEY UPDATE
"""


def lock_balances(account_ids: Iterable[UUID]) -> dict[UUID, Money]:
    """Locks those of these accounts that have a floor until the transaction ends, and returns what is in them.

    For deciding by a balance that must still be there when the decision is posted. The rows are locked in the order
    of their ids, as a posting locks them; name all accounts that will be posted to, and call it once. Deferred and
    unknown accounts are left out.
    """
    rows = sql.fetch_all(_LOCK, [list(account_ids)])
    return {identity: Money(balance, currency) for identity, balance, currency in rows}


_LOCK_DEFERRED = "SELECT currency FROM ledger_account WHERE id = %s AND tally = 'DEFERRED' FOR NO KEY UPDATE"


def lock_deferred(account: UUID) -> Money:
    """Locks an account without a floor against others who lock it, until the transaction ends; what is on it.

    Postings do not wait for this lock, so the balance may become another one meanwhile. If whoever takes from the
    account calls this first, it only becomes more: so an account that knows no floor is kept from falling below zero.
    Lock it before accounts that have a floor. Raises UnknownAccount.
    """
    row = sql.fetch_one(_LOCK_DEFERRED, [account])
    if row is None:
        raise UnknownAccount(f"There is no deferred account {account}.")
    # Read after the lock was had, or what its last holder took would not be seen.
    balance = sql.fetch_one("SELECT ledger_deferred_balance(%s)", [account])
    return Money(balance[0] if balance else Decimal(0), row[0])
