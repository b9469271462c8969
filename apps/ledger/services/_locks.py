from collections.abc import Iterable
from uuid import UUID

from apps.core import sql
from apps.core.money import Money

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
