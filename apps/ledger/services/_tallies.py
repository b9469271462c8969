from datetime import datetime, timedelta

from django.db import transaction

from apps.core import clock, sql
from apps.ledger.models import LedgerAccount, Tally

# A read adds up at most about this many postings; below it a checkpoint is taken only when the last is old.
CHECKPOINT_AFTER_POSTINGS = 1_000
CHECKPOINT_AFTER = timedelta(hours=1)

_STALE = """
SELECT NOT EXISTS (SELECT FROM ledger_checkpoint WHERE account_id = %s AND taken_at > %s)
"""


def roll_up_tallies(*, now: datetime | None = None, least: int = CHECKPOINT_AFTER_POSTINGS) -> int:
    """Takes checkpoints of the deferred accounts that have gathered postings; returns how many it took.

    Posting goes on meanwhile, and every balance read stays exact before, during and after. Raises RuntimeError
    inside a transaction: a snapshot does not tell its own transaction's postings from those of the others.
    """
    now = now or clock.now()
    taken = 0
    for account in LedgerAccount.objects.filter(tally=Tally.DEFERRED).order_by("id").only("id").iterator():
        stale = sql.fetch_one(_STALE, [account.id, now - CHECKPOINT_AFTER])
        with transaction.atomic(durable=True):
            row = sql.fetch_one(
                "SELECT ledger_take_checkpoint(%s, %s::int)", [account.id, 1 if stale and stale[0] else least]
            )
        taken += bool(row and row[0])
    return taken
