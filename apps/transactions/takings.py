"""Businesses that are paid: whose takings an account collects, and who keeps book of them.

A business is no person and has no wallet of its own. What it takes is credited to an account without a floor
(`takings_code`), so that a thousand payers do not queue, and comes to it by settlement. `apps.merchants` stands above
the payments and registers its book here; each part of it runs in the statement or transaction that moves the money.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from apps.core import sql
from apps.core.money import Money
from apps.ledger.services import deferred_account_id
from apps.transactions.kinds import MERCHANT_PAYMENT, MERCHANT_PAYOUT, REFUND
from apps.transactions.models import Transaction
from apps.wallets.selectors import WalletRef


@dataclass(frozen=True, slots=True)
class Business:
    """Who is paid. `wallet` is its owner's, which pays for what goes back when too little was taken."""

    id: UUID
    name: str
    currency: str
    takings_code: str
    owner_id: UUID
    wallet: WalletRef | None = None

    @property
    def takings_account(self) -> UUID:
        return deferred_account_id(self.takings_code, self.currency)


class Book(Protocol):
    """What has to be written down of the takings, beside the ledger."""

    def find_business(self, business_id: UUID) -> Business | None:
        """The business with this id, in whatever state it is."""

    def completed(self, row: Transaction, *, at: datetime) -> None:
        """A payment to a business that was held is paid now; its row is locked."""

    def returned(self, row: Transaction, *, at: datetime) -> None:
        """A payment to a business that was held went back to its payer; its row is locked."""

    def gave_back(
        self, refund: Transaction, original: Transaction, business: Business, drawn: Money, *, at: datetime
    ) -> Sequence[sql.Part]:
        """The effects that note a refund of which `drawn` came out of the takings (services.Attachment.records)."""


_books: list[Book] = []


def keep(book: Book) -> None:
    """Registers who keeps book; there is one."""
    _books[:] = [book]


def book() -> Book:
    """Who keeps book. Raises RuntimeError when nobody has registered."""
    if not _books:
        raise RuntimeError("nobody keeps book of takings")
    return _books[0]


def is_paid_by_business(row: Transaction) -> bool:
    """Whether the payer of a payment is a business: `payer_id` and `payer_name` are its own, and no person's."""
    return row.kind == MERCHANT_PAYOUT.code or (row.kind == REFUND.code and bool(row.counter_code))


def is_paid_to_business(row: Transaction) -> bool:
    """Whether the payee of a payment is a business."""
    return row.kind == MERCHANT_PAYMENT.code


def find_business(row: Transaction) -> Business | None:
    """The business a payment was made to; None for one to a person, the platform or the outside."""
    if row.payee_id is None or row.payee_wallet_id is not None or not row.counter_code:
        return None
    return book().find_business(row.payee_id)
