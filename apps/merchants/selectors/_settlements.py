"""What merchants were settled with, to the line, and where their money is."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from apps.accounts.models import User
from apps.ledger.selectors import get_balances
from apps.ledger.services import account_id, deferred_account_id
from apps.merchants.models import Merchant, MerchantStatus, Settlement, Store, Taking, Till
from apps.merchants.selectors._businesses import payable_code, reserve_code, takings_code
from apps.merchants.settlement_errors import SettlementNotFound
from apps.transactions.models import State, Transaction
from apps.transactions.services import held_of

_PAGE = 1000


@dataclass(frozen=True, slots=True)
class SettledLine:
    """A line of a settlement, with the names of where it was and who did it.

    `gross` is what was sold for, `refunded` what went back to the payer, `drawn` what of that the takings gave.
    """

    transaction_id: UUID
    kind: str
    at: datetime
    reference: str
    of: str
    store: str
    till: str
    staff: str
    gross: Decimal
    tip: Decimal
    surcharge: Decimal
    discount: Decimal
    tax: Decimal
    refunded: Decimal
    drawn: Decimal
    net: Decimal
    sale_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """Where a merchant's money is, at this moment: taken and not settled, settled and not paid out, on its way to a
    bank, kept back."""

    takings: Decimal
    payable: Decimal
    sending: Decimal
    reserve: Decimal


def get_position(merchant: Merchant) -> Position:
    """Where its money is; an account that is not open yet has nothing on it."""
    payable = payable_code(merchant.id)
    accounts = (
        deferred_account_id(takings_code(merchant.id), merchant.currency),
        deferred_account_id(payable, merchant.currency),
        deferred_account_id(held_of(payable), merchant.currency),
        account_id(reserve_code(merchant.id), merchant.currency),
    )
    found = get_balances(accounts)
    return Position(*(found[each].amount if each in found else Decimal(0) for each in accounts))


def is_owed_to(person_id: UUID, currency: str | None = None) -> bool:
    """Whether somebody owns a business (of this currency) that may take money, or that money is still owed to."""
    theirs = Merchant.objects.filter(owner_id=person_id)
    if currency is not None:
        theirs = theirs.filter(currency=currency)
    states = dict(theirs.values_list("id", "status"))
    if {MerchantStatus.ACTIVE.value, MerchantStatus.SUSPENDED.value} & set(states.values()):
        return True
    closed = [identity for identity, status in states.items() if status == MerchantStatus.CLOSED]
    if Transaction.objects.filter(payee_id__in=closed, state=State.HELD).exists():
        return True
    rows = Merchant.objects.filter(pk__in=closed)
    return any(bool(amount) for row in rows for amount in astuple(get_position(row)))


def get_settlement(*, merchant_id: UUID, settlement_id: UUID) -> Settlement:
    """One of the merchant's settlements. Raises SettlementNotFound, also for somebody else's."""
    row = Settlement.objects.filter(pk=settlement_id, merchant_id=merchant_id).first()
    if row is None:
        raise SettlementNotFound
    return row


def list_settlements(
    merchant_id: UUID, *, before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[Settlement]:
    """The merchant's settlements, the newest first: those older than `before`.

    With `after` instead: those newer than it, the nearest first.
    """
    rows = Settlement.objects.filter(merchant_id=merchant_id)
    if after is not None:
        return list(rows.filter(id__gt=after).order_by("id")[:limit])
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])


def iterate_lines(settlement_id: UUID, *, most: int | None = None) -> Iterator[SettledLine]:
    """The lines of a settlement in the order of their time, a page of them in memory at once."""
    rows = Taking.objects.filter(settlement_id=settlement_id).order_by("at", "transaction_id")
    return named_lines(rows[:most])


def named_lines(rows: QuerySet[Taking]) -> Iterator[SettledLine]:
    """These lines in their order, each with the names of where it was and who did it, a page of them at once."""
    named = rows.annotate(
        reference=_named(Transaction.objects, "transaction_id", "reference"),
        of=_named(Transaction.objects, "sale_id", "reference"),
        store=_named(Store.objects, "store_id", "name"),
        till=_named(Till.objects, "till_id", "label"),
        staff=_named(User.objects, "staff_id", "full_name"),
    ).values_list(
        *("transaction_id", "kind", "at", "reference", "of", "store", "till", "staff"),
        *("gross", "tip", "surcharge", "discount", "tax", "drawn", "net", "sale_id"),
    )
    for identity, kind, at, *texts_and_figures in named.iterator(chunk_size=_PAGE):
        reference, of, store, till, staff = (text or "" for text in texts_and_figures[:5])
        gross, tip, surcharge, discount, tax, drawn, net, sale_id = texts_and_figures[5:]
        is_sale = kind == "SALE"
        nothing = Decimal(0)
        sold, refunded = (gross, nothing) if is_sale else (nothing, gross)
        yield SettledLine(
            *(identity, kind, at, reference, of, store, till, staff),
            *(sold, tip, surcharge, discount, tax, refunded, drawn, net, sale_id),
        )


def _named(rows: Any, column: str, name: str) -> Subquery:
    chosen: QuerySet[Any] = rows.filter(pk=OuterRef(column)).values(name)
    return Subquery(chosen[:1])
