"""Who may do what at a merchant. Every door of a merchant's desk begins with `require_role`."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from uuid import UUID

from apps.merchants.errors import MerchantNotFound, RoleRequired
from apps.merchants.models import Role, Staff


class Power(Enum):
    """What a role may allow."""

    TAKE_PAYMENTS = "take payments"
    SEE_SALES = "see sales"
    REFUND = "give money back"
    RUN_STORES = "open and close stores and tills"
    EMPLOY = "add and end staff"
    REPORT = "see reports and settlements"
    ASK = "make payment links and invoices"
    GOVERN = "change the business, where it is settled to, its keys and its webhooks"


_ALL = frozenset(Power)
POWERS: dict[str, frozenset[Power]] = {
    Role.OWNER.value: _ALL,
    Role.MANAGER.value: _ALL - {Power.GOVERN},
    # A cashier gives money back only under a cap of their own.
    Role.CASHIER.value: frozenset({Power.TAKE_PAYMENTS, Power.SEE_SALES, Power.REFUND}),
}


@dataclass(frozen=True, slots=True)
class Member:
    """A person at a merchant. `store_id` None is all stores, `cap` None no limit of what they give back in a day."""

    row_id: UUID
    merchant_id: UUID
    person_id: UUID
    role: str
    store_id: UUID | None
    cap: Decimal | None
    status: str

    def may(self, power: Power) -> bool:
        if power is Power.REFUND and self.role == Role.CASHIER and not self.cap:
            return False
        if power is Power.ASK and self.store_id is not None:
            # Links and invoices, and the customers they name, are of no store.
            return False
        return power in POWERS[self.role]


def require_role(*, person_id: UUID, merchant_id: UUID, power: Power) -> Member:
    """What the person is at the merchant, at this moment. One statement.

    Raises MerchantNotFound for who is nothing there, RoleRequired for who may not.
    """
    row = (
        Staff.objects.filter(merchant_id=merchant_id, person_id=person_id, ended_at=None)
        .values_list("id", "merchant_id", "person_id", "role", "store_id", "refund_daily_cap", "merchant__status")
        .first()
    )
    if row is None:
        raise MerchantNotFound
    member = Member(*row)
    if not member.may(power):
        raise RoleRequired
    return member


def those_who_work_for_merchants(people: Collection[UUID]) -> set[UUID]:
    """Of these people those who work for a merchant, its owner among them."""
    return set(Staff.objects.filter(person_id__in=people, ended_at=None).values_list("person_id", flat=True))
