"""Taking over what aggregators sell, and switching single things off.

What is locked and what happens when the process dies: an aggregator is asked outside any transaction, for all it sells.
Then one transaction locks its operators' rows in the order of their ids and writes them with their products. Dying
before its end leaves the catalogue of yesterday. What one of ours has switched off stays off: a synchronisation writes
what the provider says and never `is_active`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from apps.accounts import services as accounts
from apps.billers.models import MAX_CATALOGUE_CODE, RechargeKind, RechargeOperator, RechargeProduct
from apps.billers.recharge_errors import RechargeOperatorNotFound, RechargeProductNotFound
from apps.billers.selectors import RECHARGE_CATALOGUE_KEY
from apps.core import caching
from apps.core.errors import DomainError
from apps.core.ids import uuid7
from apps.core.money import Money, minor_units
from apps.gateways import base as port
from apps.gateways import services as gateways

log = structlog.get_logger("gopay.billers")

_KINDS = {"airtime": RechargeKind.AIRTIME, "data": RechargeKind.DATA}
_MAX_NAME = 60

_SAID_OF_PRODUCTS = (
    *("name", "kind", "amount", "minimum", "maximum", "currency", "validity_days", "is_offered", "seen_at"),
)

Catalogue = Mapping[port.RechargeOperator, Sequence[port.RechargeProduct]]


@dataclass(frozen=True, slots=True)
class Synced:
    """How many operators and products are offered by now, and which gateways did not say what they sell."""

    operators: int
    products: int
    silent: tuple[str, ...]


def sync_recharge_catalogue(*, now: datetime) -> Synced:
    """Takes over what each aggregator sells; one that does not answer keeps what it sold.

    Call it outside a transaction.
    """
    operators = products = 0
    silent = []
    for code in gateways.list_catalogue_gateways():
        try:
            told = _ask(code, now)
        except DomainError as error:
            log.warning("billers.catalogue_not_read", gateway=code, code=error.code)
            silent.append(code)
            continue
        if not told:
            # One that sold something yesterday and nothing at all today has made a mistake.
            log.warning("billers.catalogue_empty", gateway=code)
            silent.append(code)
            continue
        written = write_recharge_catalogue(gateway_code=code, catalogue=told, withdraw_others=True, now=now)
        operators, products = operators + written[0], products + written[1]
    return Synced(operators, products, tuple(silent))


def _ask(code: str, now: datetime) -> Catalogue:
    told = gateways.list_recharge_operators(gateway_code=code, now=now)
    return {one: gateways.list_recharge_products(gateway_code=code, operator=one.code, now=now) for one in told}


def write_recharge_catalogue(
    *, gateway_code: str, catalogue: Catalogue, withdraw_others: bool, now: datetime
) -> tuple[int, int]:
    """Writes what a gateway sells; returns how many operators and products these are.

    With `withdraw_others`, what it no longer names is not offered any more.
    """
    with transaction.atomic():
        mine = RechargeOperator.objects.select_for_update(no_key=True).filter(gateway_code=gateway_code).order_by("pk")
        seen = {row.id: row for row in mine}
        named, products = set(), 0
        for one, sold in catalogue.items():
            row = _write_operator(gateway_code, one, now)
            if row is None:
                continue
            named.add(row.id)
            codes = _write_products(row, sold, now)
            products += len(codes)
            if withdraw_others:
                row.products.exclude(code__in=codes).update(is_offered=False)
        if withdraw_others:
            RechargeOperator.objects.filter(pk__in=seen.keys() - named).update(is_offered=False)
        caching.forget(RECHARGE_CATALOGUE_KEY)
    return len(named), products


def _write_operator(gateway_code: str, one: port.RechargeOperator, now: datetime) -> RechargeOperator | None:
    name = one.name.strip()[:_MAX_NAME]
    if not _is_code(one.code) or not name:
        log.warning("billers.catalogue_row_left_out", gateway=gateway_code, operator=one.code[:80])
        return None
    said: dict[str, Any] = {
        "name": name,
        "country": one.country,
        "prefixes": list(one.prefixes),
        "is_offered": True,
        "seen_at": now,
    }
    first: dict[str, Any] = {"id": uuid7(), "gateway_code": gateway_code, "initials": _initials_of(name)}
    row, _ = RechargeOperator.objects.get_or_create(code=one.code, defaults={**first, **said})
    if row.gateway_code != gateway_code:
        # Two gateways that name the same telco: it is bought where it was bought first.
        log.warning("billers.operator_of_another_gateway", gateway=gateway_code, operator=one.code)
        return None
    for field, value in said.items():
        setattr(row, field, value)
    row.save(update_fields=list(said))
    return row


def _write_products(operator: RechargeOperator, sold: Sequence[port.RechargeProduct], now: datetime) -> frozenset[str]:
    """Writes what an operator sells; returns the codes of it."""
    # By its code each is named once: of two the last one counts.
    told = {one.code: _said_of(one) for one in sold}
    for code in (code for code, said in told.items() if said is None):
        log.warning("billers.catalogue_row_left_out", operator=operator.code, product=code[:80])
    rows = [
        RechargeProduct(id=uuid7(), operator=operator, code=code, is_offered=True, seen_at=now, **said)
        for code, said in told.items()
        if said is not None
    ]
    RechargeProduct.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["operator", "code"], update_fields=_SAID_OF_PRODUCTS
    )
    return frozenset(row.code for row in rows)


def _said_of(one: port.RechargeProduct) -> dict[str, Any] | None:
    """A product as we keep it; None for one nobody could buy, or whose currency nobody can tell."""
    known = one.amount or one.minimum or one.maximum
    name = one.name.strip()[:_MAX_NAME]
    if known is None or one.kind not in _KINDS or not _is_code(one.code) or not name:
        return None
    currency = known.currency
    if any(money is not None and money.currency != currency for money in (one.minimum, one.maximum)):
        return None
    figures = _figures_of(one, currency)
    if figures is None:
        return None
    return {
        "name": name,
        "kind": _KINDS[one.kind],
        **figures,
        "currency": currency,
        "validity_days": one.validity_days,
    }


def _figures_of(one: port.RechargeProduct, currency: str) -> dict[str, Decimal | None] | None:
    """Its price, or its bounds; None when no amount fits them."""
    if one.amount is not None:
        price = one.amount.amount
        return {"amount": price, "minimum": None, "maximum": None} if price > 0 else None
    # Without a least amount of its own, anything that is more than nothing.
    least = one.minimum.amount if one.minimum is not None and one.minimum.amount > 0 else _smallest(currency)
    most = one.maximum.amount if one.maximum is not None else None
    return {"amount": None, "minimum": least, "maximum": most} if most is None or most >= least else None


def _smallest(currency: str) -> Decimal:
    return Decimal(1).scaleb(-minor_units(currency))


def _is_code(code: str) -> bool:
    return 0 < len(code) <= MAX_CATALOGUE_CODE and code.isascii() and code.isprintable() and " " not in code


def _initials_of(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in words[:2]).upper() if len(words) > 1 else name[:2].upper()


def switch_recharge_operator(*, operator_id: UUID, is_active: bool, reason: str, by: UUID, now: datetime) -> None:
    """Stops selling for an operator's numbers, or begins again; what was asked for goes on.

    Raises RechargeOperatorNotFound.
    """
    with transaction.atomic():
        if not RechargeOperator.objects.filter(pk=operator_id).update(is_active=is_active):
            raise RechargeOperatorNotFound
        _switched("recharge_operator", operator_id, is_active, reason, by, now)


def switch_recharge_product(*, product_id: UUID, is_active: bool, reason: str, by: UUID, now: datetime) -> None:
    """Stops selling a product, or begins again; what was asked for goes on. Raises RechargeProductNotFound."""
    with transaction.atomic():
        if not RechargeProduct.objects.filter(pk=product_id).update(is_active=is_active):
            raise RechargeProductNotFound
        _switched("recharge_product", product_id, is_active, reason, by, now)


def _switched(what: str, identity: UUID, is_active: bool, reason: str, by: UUID, now: datetime) -> None:
    action = f"billers.{what}_switched_{'on' if is_active else 'off'}"
    accounts.record_activity(person_id=by, action=action, subject=str(identity), detail={"reason": reason}, at=now)
    caching.forget(RECHARGE_CATALOGUE_KEY)


# code, name, prefixes, colour, initials: as the sandbox provider has them.
_DEMO = (
    ("savanna", "Savanna Mobile", ("+25470", "+25471", "+25472", "+25479"), "#c2410c", "SM"),
    ("lakecell", "Lakecell", ("+25473", "+25475", "+25478"), "#0e7490", "LC"),
    ("coastline", "Coastline", ("+25476", "+25477", "+25411"), "#4d7c0f", "CL"),
)
_DEMO_BUNDLES = (
    ("data-1gb", "1 GB for a week", "2.00", 7),
    ("data-5gb", "5 GB for a month", "5.00", 30),
    ("data-20gb", "20 GB for a month", "15.00", 30),
)
DEMO_GATEWAY = "recharge"


def seed_recharges(*, now: datetime) -> int:
    """Makes the demo's operators and what they sell, without asking anybody; returns how many operators are there."""
    catalogue = {
        port.RechargeOperator(code, name, "KE", prefixes): _demo_products(code) for code, name, prefixes, _, _ in _DEMO
    }
    with transaction.atomic():
        known = set(RechargeOperator.objects.values_list("code", flat=True))
        written, _ = write_recharge_catalogue(
            gateway_code=DEMO_GATEWAY, catalogue=catalogue, withdraw_others=False, now=now
        )
        for code, _, _, colour, initials in _DEMO:
            if code not in known:
                RechargeOperator.objects.filter(code=code).update(colour=colour, initials=initials)
    return written


def _demo_products(operator: str) -> list[port.RechargeProduct]:
    def money(text: str) -> Money:
        return Money(Decimal(text), "USD")

    airtime = port.RechargeProduct(
        f"{operator}-airtime", "Airtime", "airtime", None, money("0.50"), money("200.00"), None
    )
    bundles = [
        port.RechargeProduct(f"{operator}-{code}", name, "data", money(amount), money(amount), money(amount), days)
        for code, name, amount, days in _DEMO_BUNDLES
    ]
    return [airtime, *bundles]
