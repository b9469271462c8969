"""What operators decide about rails: which there are, how much each is asked, and what is sent over which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.core.errors import InvalidInput, NotFound
from apps.core.money import Money
from apps.gateways.base import Capability
from apps.gateways.models import Gateway, Route
from apps.ledger import services as ledger


def clearing_code(gateway_code: str) -> str:
    """The code of the ledger account on which stands what a provider owes us, and we it, until it settles."""
    return f"psp:{gateway_code}:clearing"


def open_clearing_account(*, gateway_code: str, currency: str, at: datetime) -> UUID:
    """Opens a gateway's clearing account in a currency, or finds it open. Raises InvalidCurrency."""
    return ledger.open_account(code=clearing_code(gateway_code), kind="ASSET", currency=currency, floor=None, at=at)


@dataclass(frozen=True, slots=True)
class Caps:
    """How much a gateway is asked, and how long it may be silent. Times are in seconds."""

    timeout_seconds: Decimal = Decimal(10)
    rate_per_minute: int = 600
    concurrency: int = 8
    breaker_threshold: int = 5
    breaker_seconds: int = 30


_CAPS = ("timeout_seconds", "rate_per_minute", "concurrency", "breaker_threshold", "breaker_seconds")


def register_gateway(
    *,
    code: str,
    title: str,
    currencies: Sequence[str] = (),
    is_active: bool = True,
    caps: Caps | None = None,
    at: datetime,
) -> Gateway:
    """Makes a gateway known, or finds it, and opens its clearing accounts. Raises InvalidCurrency."""
    wanted = caps or Caps()
    with transaction.atomic():
        row, _ = Gateway.objects.get_or_create(
            code=code,
            defaults={"title": title, "is_active": is_active} | {name: getattr(wanted, name) for name in _CAPS},
        )
        for currency in currencies:
            open_clearing_account(gateway_code=code, currency=currency, at=at)
    return row


def set_gateway(*, code: str, title: str, is_active: bool, caps: Caps) -> Gateway:
    """Changes how much a gateway is asked, and whether at all. What its breaker counts is left alone.

    Raises NotFound.
    """
    wanted = {"title": title, "is_active": is_active} | {name: getattr(caps, name) for name in _CAPS}
    if not Gateway.objects.filter(pk=code).update(**wanted):
        raise NotFound
    return Gateway.objects.get(pk=code)


def close_breaker(*, code: str, now: datetime) -> bool:
    """Lets requests through at once, because an operator knows that the provider is back; False if none was held."""
    held = Gateway.objects.filter(pk=code, opened_at__isnull=False)
    return bool(held.update(silences=0, opened_at=None, probe_at=None))


def check_route(*, currency: str, country: str, minimum: Decimal, maximum: Decimal | None) -> None:
    """Whether there can be a route like this. Raises InvalidInput, InvalidCurrency."""
    Money.zero(currency)
    if country and not (len(country) == 2 and country.isascii() and country.isupper()):
        raise InvalidInput("A country is its two letters of ISO 3166-1.")
    if minimum < 0 or (maximum is not None and maximum < minimum):
        raise InvalidInput("The maximum is not less than the minimum, and neither is negative.")


def set_route(
    *,
    gateway_code: str,
    capability: Capability,
    currency: str,
    country: str = "",
    minimum: Decimal = Decimal(0),
    maximum: Decimal | None = None,
    priority: int = 100,
    is_active: bool = True,
    at: datetime,
    route_id: UUID | None = None,
) -> Route:
    """Adds a route or changes the one there is, and opens the account what is sent over it is booked on.

    `route_id` is one to change; without it, the one of the same gateway, capability, currency and country. Raises
    InvalidInput, InvalidCurrency, NotFound.
    """
    check_route(currency=currency, country=country, minimum=minimum, maximum=maximum)
    if not Gateway.objects.filter(pk=gateway_code).exists():
        raise NotFound
    what: dict[str, Any] = {
        "gateway_id": gateway_code,
        "capability": capability.value,
        "currency": currency,
        "country": country,
    }
    how: dict[str, Any] = {"minimum": minimum, "maximum": maximum, "priority": priority, "is_active": is_active}
    with transaction.atomic():
        if route_id is None:
            row, _ = Route.objects.update_or_create(defaults=how, **what)
        elif not Route.objects.filter(pk=route_id).update(**what, **how):
            raise NotFound
        else:
            row = Route.objects.get(pk=route_id)
        open_clearing_account(gateway_code=gateway_code, currency=currency, at=at)
    return row
