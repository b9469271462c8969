"""Stores and tills: opened, changed, closed; never deleted, as sales name them.

Each change locks the merchant's row, so that counts hold however many come at once; a store that closes and a till that
opens in it wait for each other there. Payments read in their own statement whether the till is open.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.core import caching
from apps.core.constraints import constraint_name
from apps.core.errors import InvalidInput
from apps.core.money import InvalidMoney, Money, decimal_string
from apps.core.ratelimit import spend
from apps.merchants import rates
from apps.merchants.errors import StoreClosed, StoreNamedAlready, TillLabelledAlready, TooManyStores, TooManyTills
from apps.merchants.models import Store, Till, TipMode
from apps.merchants.selectors import Power, get_store, get_till, till_cache_key
from apps.merchants.services._desk import lock_for, require_not_closed, require_store, write_down
from apps.transactions.references import new_reference

MAX_STORES = 100
MAX_TILLS = 200
# So long may an amount be in a code to scan (EMVCo MPM 1.1, tag 56), and so many decimals a percentage have (tag 57).
_LONGEST_FEE, _PERCENT_DECIMALS = 13, 2


def open_store(*, person_id: UUID, merchant_id: UUID, name: str, city: str, address: str = "", now: datetime) -> Store:
    """Opens a store. Raises MerchantNotFound, RoleRequired, MerchantConflict, TooManyStores, StoreNamedAlready."""
    spend(rates.CHANGES, str(person_id), now=now)
    with transaction.atomic():
        merchant, member = lock_for(person_id=person_id, merchant_id=merchant_id, power=Power.RUN_STORES)
        require_not_closed(merchant)
        require_store(member, None)
        if Store.objects.filter(merchant=merchant).count() >= MAX_STORES:
            raise TooManyStores
        if Store.objects.filter(merchant=merchant, name=name).exists():
            raise StoreNamedAlready
        store = Store.objects.create(merchant=merchant, name=name, city=city, address=address, opened_at=now)
        write_down(merchant, "merchants.store_opened", by=person_id, now=now, store_id=str(store.id), store=name)
    return store


def change_store(
    *, person_id: UUID, merchant_id: UUID, store_id: UUID, changes: Mapping[str, Any], now: datetime
) -> Store:
    """Renames, moves, closes or opens a store; closing one closes its tills, which stay so when it opens again.

    Raises MerchantNotFound, RoleRequired, StoreNotFound, MerchantConflict, StoreNamedAlready.
    """
    spend(rates.CHANGES, str(person_id), now=now)
    with transaction.atomic():
        merchant, member = lock_for(person_id=person_id, merchant_id=merchant_id, power=Power.RUN_STORES)
        require_not_closed(merchant)
        store = get_store(merchant_id=merchant_id, store_id=store_id)
        require_store(member, store.id)
        if "name" in changes and Store.objects.filter(merchant=merchant, name=changes["name"]).exclude(pk=store.id):
            raise StoreNamedAlready
        for name, value in changes.items():
            setattr(store, name, value)
        store.save(update_fields=sorted(changes))
        if not store.is_open:
            Till.objects.filter(store=store, is_open=True).update(is_open=False)
        detail = _plain(changes)
        write_down(merchant, "merchants.store_changed", by=person_id, now=now, store_id=str(store.id), **detail)
    return store


def open_till(
    *,
    person_id: UUID,
    merchant_id: UUID,
    store_id: UUID,
    label: str,
    tip_mode: str = TipMode.NONE,
    tip_value: Decimal | None = None,
    now: datetime,
) -> Till:
    """Opens a till in a store, under a code of its own that is printed for payers.

    Raises MerchantNotFound, RoleRequired, StoreNotFound, StoreClosed, MerchantConflict, TooManyTills,
    TillLabelledAlready, InvalidInput on `tip_value`.
    """
    spend(rates.CHANGES, str(person_id), now=now)
    with transaction.atomic():
        merchant, member = lock_for(person_id=person_id, merchant_id=merchant_id, power=Power.RUN_STORES)
        require_not_closed(merchant)
        store = get_store(merchant_id=merchant_id, store_id=store_id)
        require_store(member, store.id)
        if not store.is_open:
            raise StoreClosed
        if Till.objects.filter(merchant=merchant).count() >= MAX_TILLS:
            raise TooManyTills
        check_tip(merchant.currency, tip_mode, tip_value)
        till = Till(store=store, merchant=merchant, label=label, tip_mode=tip_mode, tip_value=tip_value, opened_at=now)
        _insert(till)
        write_down(merchant, "merchants.till_opened", by=person_id, now=now, till_id=str(till.id), label=label)
    return till


def change_till(
    *, person_id: UUID, merchant_id: UUID, till_id: UUID, changes: Mapping[str, Any], now: datetime
) -> Till:
    """Relabels, closes or opens a till, or changes what it adds to an amount. Its code never changes.

    A new `tip_mode` comes with its `tip_value`, none when it is not named. Raises MerchantNotFound, RoleRequired,
    TillNotFound, StoreClosed, MerchantConflict, TillLabelledAlready, InvalidInput on `tip_value`.
    """
    spend(rates.CHANGES, str(person_id), now=now)
    with transaction.atomic():
        merchant, member = lock_for(person_id=person_id, merchant_id=merchant_id, power=Power.RUN_STORES)
        require_not_closed(merchant)
        till = get_till(merchant_id=merchant_id, till_id=till_id)
        require_store(member, till.store_id)
        if changes.get("is_open") and not till.store.is_open:
            raise StoreClosed
        written = dict(changes)
        if "tip_mode" in written:
            written.setdefault("tip_value", None)
        for name, value in written.items():
            setattr(till, name, value)
        check_tip(merchant.currency, till.tip_mode, till.tip_value)
        if Till.objects.filter(store_id=till.store_id, label=till.label).exclude(pk=till.id).exists():
            raise TillLabelledAlready
        till.save(update_fields=sorted(written))
        caching.forget(till_cache_key(till.code))
        detail = _plain(written)
        write_down(merchant, "merchants.till_changed", by=person_id, now=now, till_id=str(till.id), **detail)
    return till


def _insert(till: Till) -> None:
    """Under a code that nobody has; thirty-two to the power of ten there are, so trying again is rare."""
    for _ in range(5):
        till.code = new_reference()
        try:
            with transaction.atomic():
                till.save(force_insert=True)
            return
        except IntegrityError as error:
            if constraint_name(error) == "merchants_till_label_once":
                raise TillLabelledAlready from error
            if "code" not in constraint_name(error):
                raise
    raise RuntimeError("five codes in a row were taken")


def check_tip(currency: str, mode: str, value: Decimal | None) -> None:
    """What a till or a link adds must be writable in a code to scan. Raises InvalidInput on `tip_value`."""
    needed = mode in (TipMode.FIXED, TipMode.PERCENT)
    if needed is not (value is not None):
        code, detail = ("required", "Say how much.") if needed else ("not_wanted", "This mode has no value.")
        raise InvalidInput(errors=[{"field": "tip_value", "code": code, "detail": detail}])
    if value is None:
        return
    if mode == TipMode.PERCENT and (value >= 100 or value != round(value, _PERCENT_DECIMALS)):
        detail = "A percentage is less than 100 and has at most two decimals."
        raise InvalidInput(errors=[{"field": "tip_value", "code": "invalid", "detail": detail}])
    if mode == TipMode.FIXED:
        try:
            text = decimal_string(Money(value, currency).amount, currency)
        except InvalidMoney as error:
            raise InvalidInput(
                errors=[{"field": "tip_value", "code": "too_many_decimals", "detail": error.detail}]
            ) from None
        if len(text) > _LONGEST_FEE:
            raise InvalidInput(errors=[{"field": "tip_value", "code": "too_large", "detail": "This is too much."}])


def _plain(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in changes.items()}
