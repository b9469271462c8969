"""Reads of payments for reports: those of a period, whoever made them, in the order in which they were made.

A payment's id is made with it, so a period is a stretch of the primary key. Where payments were brought along from
elsewhere (or seeded), whose ids say another time than they do, the stretch has no end and each row's own time decides.
All of these are to be read in one snapshot (apps.core.streaming).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.core import sql
from apps.core.ids import earliest_id
from apps.core.streaming import estimate_rows, stream

# Why a payment was declined, when it was a limit: of a payment, of the payer, of the payee, of an outlet, of a drawer.
LIMIT_CODES = (
    "limit_exceeded",
    "tier_limit_exceeded",
    "daily_limit_exceeded",
    "monthly_limit_exceeded",
    "daily_count_exceeded",
    "payee_limit_exceeded",
    "outlet_limit_exceeded",
    "cash_limit_exceeded",
)
# An id is made a little after `created_at` was read, and never before.
_IN_STEP = timedelta(minutes=2)
# Payments out of step stand in two small indexes (migration 0011), whose words these are.
_ANY_OUT_OF_STEP = """
SELECT count(*) FROM transactions_transaction
 WHERE abs(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint
    - extract(epoch FROM created_at AT TIME ZONE 'UTC') * 1000) > 120000
"""


@dataclass(frozen=True, slots=True)
class ReportedPayment:
    """A payment as reports list it."""

    id: UUID
    reference: str
    created_at: datetime
    decided_at: datetime | None
    kind: str
    state: str
    failure_code: str
    payer_id: UUID | None
    payer_name: str
    payee_id: UUID | None
    payee_name: str
    amount: Decimal
    fee: Decimal
    tax: Decimal
    currency: str
    fee_bearer: str
    received_amount: Decimal | None
    received_currency: str
    channel: str
    note: str


_COLUMNS = ", ".join(ReportedPayment.__dataclass_fields__)
_IN_PERIOD = """
  FROM transactions_transaction
 WHERE id >= %(first)s AND id < %(last)s AND created_at >= %(since)s AND created_at < %(before)s
   AND (%(kind)s = '' OR kind = %(kind)s) AND (%(state)s = '' OR state = %(state)s)
   AND (%(currency)s = '' OR currency = %(currency)s)
"""
_OF_PERIOD = f"SELECT {_COLUMNS} {_IN_PERIOD} ORDER BY id"
_DECLINED_FOR = f"SELECT {_COLUMNS} {_IN_PERIOD} AND failure_code = ANY(%(codes)s) ORDER BY id"


def _wanted(*, since: datetime, before: datetime, kind: str, state: str, currency: str) -> dict[str, Any]:
    found = sql.fetch_one(_ANY_OUT_OF_STEP)
    is_in_step = found is None or not found[0]
    return {
        "first": earliest_id(since - _IN_STEP),
        "last": earliest_id(before + _IN_STEP) if is_in_step else UUID(int=(1 << 128) - 1),
        "since": since,
        "before": before,
        "kind": kind,
        "state": state,
        "currency": currency,
    }


def stream_payments(
    *, since: datetime, before: datetime, kind: str = "", state: str = "", currency: str = ""
) -> Iterator[ReportedPayment]:
    """The payments made in [since, before), oldest first; an empty filter keeps all."""
    wanted = _wanted(since=since, before=before, kind=kind, state=state, currency=currency)
    for row in stream(_OF_PERIOD, wanted):
        yield ReportedPayment(*row)


def estimate_payments(*, since: datetime, before: datetime, kind: str = "", state: str = "", currency: str = "") -> int:
    """About how many those are."""
    wanted = _wanted(since=since, before=before, kind=kind, state=state, currency=currency)
    return estimate_rows(_OF_PERIOD, wanted)


def stream_limit_breaches(*, since: datetime, before: datetime, currency: str = "") -> Iterator[ReportedPayment]:
    """The payments of [since, before) that were declined because of a limit, oldest first."""
    wanted = _wanted(since=since, before=before, kind="", state="DECLINED", currency=currency)
    for row in stream(_DECLINED_FOR, {**wanted, "codes": list(LIMIT_CODES)}):
        yield ReportedPayment(*row)


def estimate_limit_breaches(*, since: datetime, before: datetime, currency: str = "") -> int:
    """About how many those are."""
    wanted = _wanted(since=since, before=before, kind="", state="DECLINED", currency=currency)
    return estimate_rows(_DECLINED_FOR, {**wanted, "codes": list(LIMIT_CODES)})


@dataclass(frozen=True, slots=True)
class Charged:
    """What completed payments of a kind were charged: how many, over which amounts."""

    kind: str
    currency: str
    payments: int
    charged_payments: int
    volume: Decimal
    fees: Decimal
    taxes: Decimal


_CHARGED = f"""
SELECT kind, currency, count(*), count(*) FILTER (WHERE fee > 0), sum(amount), sum(fee), sum(tax)
{_IN_PERIOD} GROUP BY kind, currency ORDER BY currency, kind
"""


def list_charged(*, since: datetime, before: datetime, currency: str = "", kind: str = "") -> list[Charged]:
    """What the payments made in [since, before) and completed by now were charged, by kind and currency."""
    wanted = _wanted(since=since, before=before, kind=kind, state="COMPLETED", currency=currency)
    return [Charged(*row) for row in sql.fetch_all(_CHARGED, wanted)]


def get_references(payment_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What people call these payments; ids that are none are left out."""
    rows = sql.fetch_all(
        "SELECT id, reference FROM transactions_transaction WHERE id = ANY(%s::uuid[])", [list(payment_ids)]
    )
    return dict(rows)
