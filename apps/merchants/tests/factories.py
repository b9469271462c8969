"""Merchants for tests: businesses that trade, with a store, a till and their people."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from apps.accounts.models import User
from apps.core import clock
from apps.merchants.models import Merchant, MerchantStatus, Period, Role, Staff, Store, Till
from apps.merchants.selectors import business_of
from apps.transactions import services as transactions

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def open_merchant(
    owner: User, *, name: str = "Mama Njeri's Kitchen", currency: str = "USD", at: datetime | None = None, **fields: Any
) -> Merchant:
    """An active merchant with its owner's row and the accounts it is paid on."""
    at = at or clock.now()
    merchant = Merchant.objects.create(
        **{
            "owner": owner,
            "name": name,
            "legal_name": f"{name} Ltd",
            "category": "5812",
            "country": "KE",
            "city": "Nairobi",
            "currency": currency,
            "status": MerchantStatus.ACTIVE,
            "applied_at": at,
            "decided_at": at,
            "period": Period.DAILY,
            **fields,
        }
    )
    Staff.objects.create(merchant=merchant, person=owner, role=Role.OWNER, added_by=owner, added_at=at)
    transactions.open_business(business_of(merchant), at=at)
    return merchant


def open_till(merchant: Merchant, *, label: str = "Till 1", at: datetime | None = None, **fields: Any) -> Till:
    """A till of the merchant's first store, which is opened with it."""
    at = at or clock.now()
    store, _ = Store.objects.get_or_create(
        merchant=merchant, name="Main street", defaults={"city": merchant.city, "opened_at": at}
    )
    number = Till.objects.count()
    code = "".join(_ALPHABET[(number // 30**place) % 30] for place in reversed(range(10)))
    return Till.objects.create(
        **{"store": store, "merchant": merchant, "code": code, "label": label, "opened_at": at, **fields}
    )


def employ(
    merchant: Merchant,
    person: User,
    role: Role = Role.CASHIER,
    *,
    cap: Decimal | None = None,
    store: Store | None = None,
) -> Staff:
    """Somebody who works for the merchant."""
    return Staff.objects.create(
        merchant=merchant,
        person=person,
        role=role,
        store=store,
        refund_daily_cap=cap,
        added_by=merchant.owner,
        added_at=clock.now(),
    )
