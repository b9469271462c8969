"""Reads of what merchants ask for and what they took, and of the tills at which people pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.core import caching, sql
from apps.merchants.errors import ChargeNotFound, PaymentCodeNotFound, TillNotFound
from apps.merchants.models import Charge, Merchant, MerchantStatus, PresentedCode, Staff, Store, Taking, Till
from apps.merchants.selectors._businesses import takings_code
from apps.merchants.selectors._staff import Member
from apps.transactions.models import Transaction
from apps.transactions.takings import Business


@dataclass(frozen=True, slots=True)
class MerchantRef:
    """What a payment has to know of a merchant. Whether it is active the payment's own statement asks."""

    id: UUID
    name: str
    category: str
    currency: str
    owner_id: UUID
    volume: Decimal
    volume_month: date | None

    @property
    def business(self) -> Business:
        """As the payments see it; without its owner's wallet, which only refunds ask for."""
        return Business(self.id, self.name, self.currency, takings_code(self.id), self.owner_id)


@dataclass(frozen=True, slots=True)
class TillRef:
    """What a payment has to know of a till. Whether it is open, and its fee still so, the payment's statement asks."""

    id: UUID
    code: str
    label: str
    store_id: UUID
    merchant_id: UUID
    tip_mode: str
    tip_value: Decimal | None


def till_cache_key(code: str) -> str:
    """Under which key a TillRef may lie; a service that changes the till forgets it."""
    return f"till:{code}"


def merchant_cache_key(merchant_id: UUID) -> str:
    """Under which key a MerchantRef may lie; a service that changes the merchant forgets it."""
    return f"merchant:{merchant_id}"


_TILL = "SELECT id, code, label, store_id, merchant_id, tip_mode, tip_value FROM merchants_till WHERE code = %s"
_MERCHANT = """
SELECT id, name, category, currency, owner_id, volume, volume_month FROM merchants_merchant WHERE id = %s
"""


def find_till(code: str) -> TillRef | None:
    """The till with this code, whatever its state, from a cache that is at most settings.CACHE_SECONDS behind."""
    # What a code could not be is not looked up: PostgreSQL takes no NUL.
    if not code.isprintable():
        return None

    def load() -> TillRef | None:
        row = sql.fetch_one(_TILL, [code])
        return TillRef(*row) if row else None

    return caching.remember(till_cache_key(code), load)


def find_merchant(merchant_id: UUID) -> MerchantRef | None:
    """The merchant with this id, whatever its status, from the same cache."""

    def load() -> MerchantRef | None:
        row = sql.fetch_one(_MERCHANT, [merchant_id])
        return MerchantRef(*row) if row else None

    return caching.remember(merchant_cache_key(merchant_id), load)


def till_of(member: Member, till_id: UUID) -> Till:
    """One of the merchant's tills at which this person may take payments, open as is its store.

    Raises TillNotFound, also for a till of a store they do not work in.
    """
    theirs = Q(store_id=member.store_id) if member.store_id else Q()
    till = Till.objects.filter(theirs, pk=till_id, merchant_id=member.merchant_id, is_open=True, store__is_open=True)
    if (found := till.first()) is None:
        raise TillNotFound
    return found


def get_charge(*, merchant_id: UUID, charge_id: UUID) -> Charge:
    """One of the merchant's charges. Raises ChargeNotFound, also for somebody else's."""
    charge = Charge.objects.filter(pk=charge_id, merchant_id=merchant_id).first()
    if charge is None:
        raise ChargeNotFound
    return charge


def charge_of(member: Member, charge_id: UUID) -> Charge:
    """One of the live charges this person may see: those of their store, if they have one. Raises ChargeNotFound."""
    charge = get_charge(merchant_id=member.merchant_id, charge_id=charge_id)
    if not charge.is_live or (member.store_id and charge.store_id != member.store_id):
        raise ChargeNotFound
    return charge


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside charges and is read for all of them at once."""

    merchants: dict[UUID, Merchant]
    tills: dict[UUID, Till]
    payments: dict[UUID, Transaction]


def beside(charges: Sequence[Charge]) -> Beside:
    """The merchants, tills and payments of these charges. Three statements at most."""
    tills = {charge.till_id for charge in charges if charge.till_id}
    paid = {charge.transaction_id for charge in charges if charge.transaction_id}
    return Beside(
        Merchant.objects.in_bulk({charge.merchant_id for charge in charges}),
        Till.objects.in_bulk(tills) if tills else {},
        Transaction.objects.in_bulk(paid) if paid else {},
    )


def find_charge(charge_id: UUID) -> Charge | None:
    """The charge with this id, whoever's it is."""
    return Charge.objects.filter(pk=charge_id).first()


def find_charge_by_code(code: str) -> Charge | None:
    """The charge a scanned code or an address names."""
    # What a code could not be is not looked up: PostgreSQL takes no NUL.
    return Charge.objects.filter(code=code).first() if code.isprintable() else None


def list_charges(
    merchant_id: UUID,
    *,
    is_live: bool = True,
    state: str | None = None,
    source: str | None = None,
    till_id: UUID | None = None,
    store_id: UUID | None = None,
    reference: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[Charge]:
    """What the merchant asked for, the newest first; of `after`, the nearest first. `until` is not included."""
    rows = Charge.objects.filter(merchant_id=merchant_id, is_live=is_live)
    given = {
        "state": state,
        "source": source,
        "till_id": till_id,
        "store_id": store_id,
        "merchant_reference": reference,
        "created_at__gte": since,
        "created_at__lt": until,
        "id__lt": before,
        "id__gt": after,
    }
    rows = rows.filter(**{name: value for name, value in given.items() if value is not None})
    return list(rows.order_by("id" if after else "-id")[:limit])


@dataclass(frozen=True, slots=True)
class SalesFilter:
    """Which lines of the takings are looked for. None: all."""

    store_id: UUID | None = None
    till_id: UUID | None = None
    staff_id: UUID | None = None
    kind: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def list_sales(
    merchant_id: UUID,
    *,
    matching: SalesFilter | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[Taking]:
    """What the merchant took and gave back, the newest first; of `after`, the nearest first.

    In the order of their times, which an index has: a page costs the same however long the list is.
    """
    wanted = matching or SalesFilter()
    given = {
        "store_id": wanted.store_id,
        "till_id": wanted.till_id,
        "staff_id": wanted.staff_id,
        "kind": wanted.kind,
        "at__gte": wanted.since,
        "at__lt": wanted.until,
    }
    rows: QuerySet[Taking] = Taking.objects.filter(merchant_id=merchant_id)
    rows = rows.filter(**{name: value for name, value in given.items() if value is not None})
    if position := before or after:
        at = Taking.objects.filter(pk=position, merchant_id=merchant_id).values_list("at", flat=True).first()
        if at is None:
            return []
        side = "lt" if before else "gt"
        # The first condition says the same more weakly, in a way that the index understands.
        rows = rows.filter(**{f"at__{side}e": at})
        rows = rows.filter(Q(**{f"at__{side}": at}) | Q(**{f"transaction_id__{side}": position}))
    order = ("at", "transaction_id") if after else ("-at", "-transaction_id")
    return list(rows.order_by(*order)[:limit])


def sales_of(transaction_ids: Sequence[UUID]) -> list[Taking]:
    """The lines of these payments, the oldest first."""
    if not transaction_ids:
        return []
    return list(Taking.objects.filter(pk__in=transaction_ids).order_by("at", "transaction_id"))


def sales_since(till_id: UUID, since: datetime) -> list[Taking]:
    """The lines of a till after this moment, the oldest first."""
    return list(Taking.objects.filter(till_id=till_id, at__gt=since).order_by("at", "transaction_id"))


def find_sale_at(till_id: UUID, identity: str) -> Taking | None:
    """The line of a till with this id, whatever somebody sends as one."""
    try:
        return Taking.objects.filter(pk=UUID(identity), till_id=till_id).first()
    except ValueError:
        return None


def works_there(row_id: UUID) -> bool:
    """Whether this member of staff is one still."""
    return Staff.objects.filter(pk=row_id, ended_at=None).exists()


def till_seen_by(member: Member, till_id: UUID) -> Till:
    """One of the merchant's tills whose sales this person may see, open or not. Raises TillNotFound."""
    theirs = Q(store_id=member.store_id) if member.store_id else Q()
    till = Till.objects.filter(theirs, pk=till_id, merchant_id=member.merchant_id).first()
    if till is None:
        raise TillNotFound
    return till


def is_trading(merchant_id: UUID) -> bool:
    """Whether the merchant is active, as it is now."""
    return Merchant.objects.filter(pk=merchant_id, status=MerchantStatus.ACTIVE).exists()


def is_open(till_id: UUID) -> bool:
    """Whether the till and its store are open, as they are now."""
    return Till.objects.filter(pk=till_id, is_open=True, store__is_open=True).exists()


def get_payment_code(*, person_id: UUID, code_id: UUID) -> PresentedCode:
    """One of the person's own payment codes. Raises PaymentCodeNotFound."""
    row = PresentedCode.objects.filter(pk=code_id, person_id=person_id).first()
    if row is None:
        raise PaymentCodeNotFound
    return row


def names_of(rows: Sequence[Taking]) -> tuple[dict[UUID, str], dict[UUID, str]]:
    """What the stores and the tills of these lines are called."""
    stores = {row.store_id for row in rows if row.store_id}
    tills = {row.till_id for row in rows if row.till_id}
    return (
        dict(Store.objects.filter(pk__in=stores).values_list("id", "name")),
        dict(Till.objects.filter(pk__in=tills).values_list("id", "label")),
    )
