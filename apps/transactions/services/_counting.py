"""What counts a payment and may refuse it after the ledger has moved the money: parts of a SELECT, and their refusal.

The functions are in sql/spending.sql and sql/paid_back.sql. A refusal undoes the statement it stands in.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import DatabaseError

from apps.core import sql
from apps.core.constraints import sqlstate
from apps.core.money import Money
from apps.transactions import limits
from apps.transactions.errors import DECLINES
from apps.transactions.limits import Ceiling

_SPEND = "transactions_spend(%s, %s::text, %s::numeric, %s::date, %s::text[], %s::numeric[], %s::numeric[], %s::int[])"
_CHECK_BALANCE = "transactions_check_balance(%s, %s::numeric)"
# Its message is the code of a decline.
_REFUSED = "GP020"


def spend_part(person_id: UUID | None, amount: Money, ceilings: Sequence[Ceiling], *, at: datetime) -> sql.Part:
    """Counts what a person pays against the limits of their tier. There must be one."""
    return sql.Part(
        _SPEND,
        (
            person_id,
            amount.currency,
            amount.amount,
            limits.day_of(at),
            [ceiling.kind for ceiling in ceilings],
            [ceiling.daily for ceiling in ceilings],
            [ceiling.monthly for ceiling in ceilings],
            [ceiling.daily_count for ceiling in ceilings],
        ),
    )


def check_balance_part(account: UUID, maximum: Decimal) -> sql.Part:
    """Compares what a wallet's account holds by then with what its owner's tier may hold."""
    return sql.Part(_CHECK_BALANCE, (account, maximum))


def run_part(part: sql.Part) -> None:
    """Runs such a part as a statement of its own, for who posts in several. Raises the Declined it refuses with."""
    with refusals():
        sql.fetch_all(f"SELECT {part.text}", part.parameters)


@contextmanager
def refusals() -> Iterator[None]:
    """Turns a refusal of the counters into the Declined it names."""
    try:
        yield
    except DatabaseError as error:
        if sqlstate(error) == _REFUSED:
            message = getattr(getattr(error.__cause__, "diag", None), "message_primary", None) or ""
            raise DECLINES[message] from error
        raise
