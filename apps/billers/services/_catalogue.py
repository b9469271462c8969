"""Writing the catalogue. Row, ledger account and the dropped cache commit together; the row is locked by its UPDATE."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.billers.account_numbers import is_pattern
from apps.billers.errors import BillerIsFixed
from apps.billers.models import Biller, Category, Commission, Product, SettledBy
from apps.billers.selectors import CATALOGUE_KEY, get_biller, payable_code
from apps.core import caching
from apps.core.errors import InvalidInput
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.core.services import record_deed
from apps.gateways import services as gateways
from apps.ledger.services import open_account

_FIXED = ("code", "currency")


def save_category(*, code: str, name: str, icon: str, position: int = 100) -> Category:
    """Adds a shelf, or changes the one with this code. Raises django.db.IntegrityError for what makes no sense."""
    with transaction.atomic():
        row, _ = Category.objects.update_or_create(
            code=code, defaults={"name": name, "icon": icon, "position": position}
        )
        caching.forget(CATALOGUE_KEY)
    return row


def save_biller(
    *, biller_id: UUID | None = None, fields: Mapping[str, Any], by: UUID | None = None, now: datetime
) -> Biller:
    """Adds a biller, or changes what `fields` names of one; opens the account of what we will owe it.

    What an operator (`by`) changes stands in the audit trail, from what to what. Raises BillerNotFound, BillerIsFixed
    for another code or currency, InvalidInput on `account_pattern`, InvalidMoney, django.db.IntegrityError for what
    makes no sense.
    """
    row = get_biller(biller_id) if biller_id else Biller(id=uuid7(), created_at=now)
    before = _said_of(row, fields) if biller_id else {}
    for name, value in fields.items():
        if biller_id and name in _FIXED and value != getattr(row, name):
            raise BillerIsFixed
        setattr(row, name, value)
    if not is_pattern(row.account_pattern):
        detail = "Write characters and [classes], each with a count if it stands more than once: [A-Z]{2}[0-9]{6,8}."
        raise InvalidInput(errors=[{"field": "account_pattern", "code": "invalid", "detail": detail}])
    for figure in (row.minimum, row.maximum, row.automatic_up_to or Decimal(0)):
        Money(figure, row.currency)
    with transaction.atomic():
        row.save(force_insert=not biller_id)
        if row.settled_by == SettledBy.DIRECT:
            open_account(code=payable_code(row.code), kind="LIABILITY", currency=row.currency, floor=None, at=now)
        caching.forget(CATALOGUE_KEY)
        after = _said_of(row, fields)
        if by is not None and before != after:
            changed = [name for name in after if before.get(name) != after[name]]
            record_deed(
                actor_id=by,
                what="changed a biller" if biller_id else "added a biller",
                subject_kind="billers.biller",
                subject_id=row.id,
                detail={
                    "code": row.code,
                    "before": {name: before[name] for name in changed if name in before},
                    "after": {name: after[name] for name in changed},
                },
                now=now,
            )
    return row


def _said_of(row: Biller, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What these fields of a biller say, as the audit trail keeps it: names as the form has them, values as text."""
    said: dict[str, Any] = {}
    for name in fields:
        value = getattr(row, name)
        title = str(getattr(Biller._meta.get_field(name), "verbose_name", name))
        if isinstance(value, Decimal):
            said[title] = f"{value.normalize():f}"
        else:
            said[title] = value if value is None or isinstance(value, bool | int) else str(value)
    return said


def save_product(*, product_id: UUID | None = None, biller_id: UUID, fields: Mapping[str, Any]) -> Product:
    """Adds a package to a biller, or changes one. Raises BillerNotFound, InvalidMoney, django.db.IntegrityError."""
    biller = get_biller(biller_id)
    row = Product.objects.get(pk=product_id) if product_id else Product(id=uuid7(), biller=biller)
    for name, value in fields.items():
        setattr(row, name, value)
    Money(row.amount, biller.currency)
    with transaction.atomic():
        row.save(force_insert=not product_id)
        caching.forget(CATALOGUE_KEY)
    return row


def add_commission(
    *, biller_id: UUID, percent: Decimal = Decimal(0), flat: Decimal = Decimal(0), active_from: datetime
) -> Commission:
    """What a biller gives us of each payment completed from `active_from` on; what was before stays what it was.

    Raises BillerNotFound, InvalidMoney, django.db.IntegrityError for figures that make no sense or a second row from
    the same moment.
    """
    biller = get_biller(biller_id)
    Money(flat, biller.currency)
    return Commission.objects.create(id=uuid7(), biller=biller, percent=percent, flat=flat, active_from=active_from)


def set_active(*, biller_id: UUID, is_active: bool, reason: str, by: UUID, now: datetime) -> Biller:
    """Takes a biller out of the catalogue, or puts it back; what was asked for goes on. Raises BillerNotFound."""
    with transaction.atomic():
        row = get_biller(biller_id)
        row.is_active = is_active
        row.save(update_fields=["is_active"])
        action = "billers.biller_switched_on" if is_active else "billers.biller_switched_off"
        accounts.record_activity(person_id=by, action=action, subject=str(row.id), detail={"reason": reason}, at=now)
        caching.forget(CATALOGUE_KEY)
    return row


def link_payout_account(
    *, biller_id: UUID, bank: str, account_number: str, holder_name: str, reason: str, by: UUID, now: datetime
) -> Biller:
    """Exchanges a biller's bank account for a gateway's token, to which it is paid out from now on.

    What waits for approval was asked for with the account before, and is void with it. Call it outside a transaction.
    Raises BillerNotFound, and what gateways.services.link_account raises.
    """
    biller = get_biller(biller_id)
    instrument, gateway_code = gateways.link_account(
        bank=bank, account_number=account_number, holder_name=holder_name, currency=biller.currency, now=now
    )
    with transaction.atomic():
        row = Biller.objects.select_for_update(no_key=True).get(pk=biller_id)
        row.payout_gateway, row.payout_token = gateway_code, instrument.token
        row.payout_account, row.payout_name = instrument.masked[:60], (instrument.holder_name or holder_name)[:120]
        row.save(update_fields=["payout_gateway", "payout_token", "payout_account", "payout_name"])
        detail = {"reason": reason, "account": row.payout_account, "gateway": gateway_code}
        accounts.record_activity(
            person_id=by, action="billers.payout_account_linked", subject=str(row.id), detail=detail, at=now
        )
    return row
