"""Who works for a merchant, as what, and until when.

Each change locks the merchant's row and looks under that lock what the one who asks may do, so that a manager whose
role has just been taken away adds nobody. The row of somebody who left stays, with the moment; who comes back gets a
new one.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.core.errors import InvalidInput
from apps.core.money import InvalidMoney, Money
from apps.core.ratelimit import spend
from apps.merchants import rates
from apps.merchants.errors import EmployedAlready, OwnerStays, OwnRole, RoleRequired, TooManyStaff
from apps.merchants.models import Merchant, Role, Staff
from apps.merchants.selectors import Member, Power, get_staff, get_store, require_role
from apps.merchants.services._desk import announce, lock_for, lock_merchant, require_not_closed, require_store
from apps.transactions import services as transactions

MAX_STAFF = 200


def employ(
    *,
    person_id: UUID,
    merchant_id: UUID,
    to: str,
    role: str,
    store_id: UUID | None = None,
    refund_daily_cap: Decimal | None = None,
    now: datetime,
) -> Staff:
    """Makes somebody a manager or a cashier, of which they are told; they may leave at any time.

    `to` is a number, @handle or e-mail address, looked up and counted as a payee is. Only the owner makes managers.
    Records `merchants.staff_added`. Call it outside a transaction. Raises MerchantNotFound, RoleRequired, NobodyToPay,
    EmployedAlready, TooManyStaff, StoreNotFound, MerchantConflict, InvalidInput, TooManyRequests.
    """
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.EMPLOY)
    found = transactions.resolve_payee(person_id=person_id, to=to, at=now)
    with transaction.atomic():
        merchant, member = lock_for(person_id=person_id, merchant_id=merchant_id, power=Power.EMPLOY)
        require_not_closed(merchant)
        _require_rank(member, role)
        _check_place(merchant, member, role, store_id, refund_daily_cap)
        there = Staff.objects.filter(merchant=merchant, ended_at=None)
        if there.filter(person_id=found.person_id).exists():
            raise EmployedAlready
        if there.count() >= MAX_STAFF:
            raise TooManyStaff
        row = Staff.objects.create(
            merchant=merchant,
            person_id=found.person_id,
            role=role,
            store_id=store_id,
            refund_daily_cap=refund_daily_cap,
            added_by_id=person_id,
            added_at=now,
        )
        _announce(merchant, "merchants.staff_added", row, person_id, now)
    return row


def change_staff(
    *, person_id: UUID, merchant_id: UUID, staff_id: UUID, changes: Mapping[str, Any], now: datetime
) -> Staff:
    """Changes role, store or cap of somebody, who is told; nobody's own, and never the owner's.

    Records `merchants.staff_changed`. Raises MerchantNotFound, RoleRequired, StaffNotFound, OwnRole, OwnerStays,
    StoreNotFound, MerchantConflict, InvalidInput, TooManyRequests.
    """
    spend(rates.CHANGES, str(person_id), now=now)
    with transaction.atomic():
        merchant, member = lock_for(person_id=person_id, merchant_id=merchant_id, power=Power.EMPLOY)
        require_not_closed(merchant)
        row = get_staff(merchant_id=merchant_id, staff_id=staff_id)
        if row.person_id == person_id:
            raise OwnRole
        if row.role == Role.OWNER:
            raise OwnerStays
        _require_rank(member, row.role)
        require_store(member, row.store_id)
        for name, value in changes.items():
            setattr(row, name, value)
        _require_rank(member, row.role)
        _check_place(merchant, member, row.role, row.store_id, row.refund_daily_cap)
        row.save(update_fields=sorted(changes))
        _announce(merchant, "merchants.staff_changed", row, person_id, now)
    return row


def end_employment(*, person_id: UUID, merchant_id: UUID, staff_id: UUID, now: datetime) -> None:
    """Ends somebody's role at once, or one's own, which everybody may but the owner. Records `merchants.staff_ended`.

    Raises MerchantNotFound, RoleRequired, StaffNotFound, OwnerStays.
    """
    # Everybody who is anything there may leave, also a merchant that is closed.
    member = require_role(person_id=person_id, merchant_id=merchant_id, power=Power.TAKE_PAYMENTS)
    is_own = member.row_id == staff_id
    with transaction.atomic():
        merchant = lock_merchant(merchant_id)
        if not is_own:
            member = require_role(person_id=person_id, merchant_id=merchant_id, power=Power.EMPLOY)
        row = get_staff(merchant_id=merchant_id, staff_id=staff_id)
        if row.role == Role.OWNER:
            raise OwnerStays
        if not is_own:
            _require_rank(member, row.role)
            require_store(member, row.store_id)
        row.ended_at = now
        row.save(update_fields=["ended_at"])
        _announce(merchant, "merchants.staff_ended", row, person_id, now)


def end_of_person(*, person_id: UUID, now: datetime) -> int:
    """Ends the roles of somebody whose account was closed, but where they are the owner. Returns how many."""
    with transaction.atomic():
        theirs = Staff.objects.filter(person_id=person_id, ended_at=None).exclude(role=Role.OWNER)
        return theirs.update(ended_at=now)


def _require_rank(member: Member, role: str) -> None:
    """The owner makes and changes managers; managers only cashiers. Nobody makes an owner here."""
    if role != Role.CASHIER and member.role != Role.OWNER:
        raise RoleRequired("Only the owner makes or changes managers.")


def _check_place(merchant: Merchant, member: Member, role: str, store_id: UUID | None, cap: Decimal | None) -> None:
    """Nobody gives what they do not have: another store than their own, or a larger cap."""
    if store_id is not None:
        get_store(merchant_id=merchant.id, store_id=store_id)
    require_store(member, store_id)
    if cap is not None:
        try:
            Money(cap, merchant.currency)
        except InvalidMoney as error:
            raise InvalidInput(
                errors=[{"field": "refund_daily_cap", "code": "too_many_decimals", "detail": error.detail}]
            ) from None
    # Without a cap a cashier gives nothing back, and a manager as much as there is.
    if member.cap is not None and (cap or Decimal(0)) > member.cap:
        raise RoleRequired("Nobody gives a larger cap than their own.")


def _announce(merchant: Merchant, topic: str, row: Staff, by: UUID, now: datetime) -> None:
    announce(merchant, topic, by=by, now=now, staff_id=str(row.id), person_id=str(row.person_id), role=row.role)
