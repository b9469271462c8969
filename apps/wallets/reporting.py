"""Reads of wallets for reports, a page at a time and with what the ledger says of them.

To be read in one snapshot (apps.core.streaming).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from apps.core.streaming import estimate_rows, stream_pages
from apps.ledger.reporting import list_balances_at, list_last_postings
from apps.ledger.services import account_id
from apps.wallets.models import available_code, held_code


@dataclass(frozen=True, slots=True)
class ReportedWallet:
    """Whose wallet it is: a person's, or (without one) an outlet's float."""

    id: UUID
    currency: str
    status: str
    opened_at: datetime
    holder_id: UUID | None
    holder_name: str
    outlet_id: UUID | None

    @property
    def available_account(self) -> UUID:
        return account_id(available_code(self.id), self.currency)

    @property
    def held_account(self) -> UUID:
        return account_id(held_code(self.id), self.currency)


@dataclass(frozen=True, slots=True)
class WalletBalance:
    """What was in a wallet at a moment."""

    wallet: ReportedWallet
    available: Decimal
    held: Decimal


_WALLETS = """
SELECT w.id, w.currency, w.status, w.opened_at, w.holder_id, coalesce(u.full_name, ''), w.outlet_id
  FROM wallets_wallet w LEFT JOIN accounts_user u ON u.id = w.holder_id
 WHERE (%(currency)s = '' OR w.currency = %(currency)s) {condition} ORDER BY w.id
"""
_OF_ANYBODY = _WALLETS.format(condition="")
_IN_USE = _WALLETS.format(condition="AND w.status <> 'CLOSED' AND w.outlet_id IS NULL AND w.opened_at < %(before)s")


def stream_balances(*, before: datetime, currency: str = "", with_money: bool = False) -> Iterator[WalletBalance]:
    """Each wallet with what it held by the journal entries recorded before a moment, in the order they were opened.

    A wallet that was opened later and held nothing is left out; `with_money` leaves out every empty one.
    """
    for rows in stream_pages(_OF_ANYBODY, {"currency": currency}):
        wallets = [ReportedWallet(*row) for row in rows]
        accounts = [account for one in wallets for account in (one.available_account, one.held_account)]
        held = list_balances_at(accounts, before=before)
        for one in wallets:
            # The account of what is held is opened with the first hold.
            found = WalletBalance(
                one, held.get(one.available_account, Decimal(0)), held.get(one.held_account, Decimal(0))
            )
            has_money = bool(found.available or found.held)
            if has_money or (not with_money and one.opened_at < before):
                yield found


def estimate_wallets(*, currency: str = "") -> int:
    """About how many wallets there are."""
    return estimate_rows(_OF_ANYBODY, {"currency": currency})


@dataclass(frozen=True, slots=True)
class DormantWallet:
    """A person's open wallet that nothing has moved for a while. Without `last_at` nothing ever has."""

    wallet: ReportedWallet
    last_at: datetime | None
    balance: Decimal


def stream_dormant(*, before: datetime, currency: str = "", with_money: bool = False) -> Iterator[DormantWallet]:
    """The people's open wallets, opened before a moment, that nothing has moved since, neither in nor out.

    The ledger keeps on each account when it moved last, so no history is read.
    """
    for rows in stream_pages(_IN_USE, {"currency": currency, "before": before}):
        wallets = [ReportedWallet(*row) for row in rows]
        last = list_last_postings(one.available_account for one in wallets)
        for one in wallets:
            found = last.get(one.available_account)
            if found is not None and found.has_postings and found.last_posted_at >= before:
                continue
            balance = found.balance if found is not None else Decimal(0)
            if balance or not with_money:
                yield DormantWallet(one, found.last_posted_at if found and found.has_postings else None, balance)


def estimate_dormant(*, before: datetime, currency: str = "") -> int:
    """About how many wallets are looked at for that."""
    return estimate_rows(_IN_USE, {"currency": currency, "before": before})


@dataclass(frozen=True, slots=True)
class FloatTotal:
    """What outlets' floats held together in one currency."""

    currency: str
    available: Decimal
    held: Decimal
    floats: int


_FLOATS = """
SELECT w.id, w.currency, w.status, w.opened_at, NULL, '', w.outlet_id
  FROM wallets_wallet w WHERE w.outlet_id IS NOT NULL AND (%(currency)s = '' OR w.currency = %(currency)s)
 ORDER BY w.outlet_id
"""


def list_float_totals(*, before: datetime, currency: str = "") -> list[FloatTotal]:
    """What all floats held by the journal entries recorded before a moment, by currency."""
    totals: dict[str, list[Decimal]] = {}
    counts: dict[str, int] = {}
    for rows in stream_pages(_FLOATS, {"currency": currency}):
        wallets = [ReportedWallet(*row) for row in rows]
        accounts = [account for one in wallets for account in (one.available_account, one.held_account)]
        held = list_balances_at(accounts, before=before)
        for one in wallets:
            sums = totals.setdefault(one.currency, [Decimal(0), Decimal(0)])
            sums[0] += held.get(one.available_account, Decimal(0))
            sums[1] += held.get(one.held_account, Decimal(0))
            counts[one.currency] = counts.get(one.currency, 0) + 1
    return [FloatTotal(code, sums[0], sums[1], counts[code]) for code, sums in sorted(totals.items())]
