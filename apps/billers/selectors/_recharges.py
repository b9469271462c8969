"""What can be bought for phone numbers, what people keep and have bought by itself, and what we have prepaid.

The catalogue is read by everybody and changed once a day: one cached copy, narrowed in memory.
"""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from apps.billers.models import (
    AutoRecharge,
    AutoRechargeRun,
    AutoRechargeState,
    RechargeFavourite,
    RechargeFloat,
    RechargeOperator,
    RechargeProduct,
)
from apps.billers.recharge_errors import (
    AutoRechargeNotFound,
    FavouriteNotFound,
    OperatorUnavailable,
    RechargeOperatorNotFound,
    UnknownPrefix,
)
from apps.core import caching
from apps.core.money import Money
from apps.gateways.services import clearing_code
from apps.ledger.selectors import get_balances
from apps.ledger.services import deferred_account_id
from apps.schedules.occurrences import Frequency, Rule

RECHARGE_CATALOGUE_KEY = "billers:recharge_catalogue"
NEWEST_RUNS = 10
# On the wall where the person lives.
DUE_AT = time(8)


@dataclass(frozen=True, slots=True)
class RechargeProductView:
    """What an operator sells, at a price of its own or within bounds."""

    id: UUID
    code: str
    name: str
    kind: str
    amount: Decimal | None
    minimum: Decimal | None
    maximum: Decimal | None
    currency: str
    validity_days: int | None


@dataclass(frozen=True, slots=True)
class RechargeOperatorView:
    """A telco with what it sells now. One that is not available has nothing to sell."""

    id: UUID
    code: str
    name: str
    country: str
    prefixes: tuple[str, ...]
    gateway_code: str
    colour: str
    initials: str
    is_available: bool
    products: tuple[RechargeProductView, ...]


@dataclass(frozen=True, slots=True)
class Detected:
    """Whose number it is likely, and by which prefix. Numbers are taken along to other operators."""

    operator: RechargeOperatorView
    prefix: str


def _read_catalogue() -> tuple[RechargeOperatorView, ...]:
    products: dict[UUID, list[RechargeProductView]] = {}
    sold = RechargeProduct.objects.filter(is_active=True, is_offered=True)
    # Airtime first, then the cheapest bundle.
    for row in sold.order_by("kind", "amount", "code"):
        view = RechargeProductView(
            id=row.id,
            code=row.code,
            name=row.name,
            kind=row.kind,
            amount=row.amount,
            minimum=row.minimum,
            maximum=row.maximum,
            currency=row.currency,
            validity_days=row.validity_days,
        )
        products.setdefault(row.operator_id, []).append(view)
    return tuple(
        RechargeOperatorView(
            id=row.id,
            code=row.code,
            name=row.name,
            country=row.country,
            prefixes=tuple(row.prefixes),
            gateway_code=row.gateway_code,
            colour=row.colour,
            initials=row.initials,
            is_available=row.is_active and row.is_offered,
            products=tuple(products.get(row.id, ())) if row.is_active and row.is_offered else (),
        )
        for row in RechargeOperator.objects.order_by("name", "code")
    )


def _catalogue() -> tuple[RechargeOperatorView, ...]:
    return caching.remember(RECHARGE_CATALOGUE_KEY, _read_catalogue)


def list_recharge_operators() -> list[RechargeOperatorView]:
    """The operators whose numbers can be recharged now, by name."""
    return [view for view in _catalogue() if view.is_available]


def get_recharge_operator(code: str) -> RechargeOperatorView:
    """The operator with this code. Raises RechargeOperatorNotFound, OperatorUnavailable while it is switched off."""
    found = next((view for view in _catalogue() if view.code == code), None)
    if found is None:
        raise RechargeOperatorNotFound
    if not found.is_available:
        raise OperatorUnavailable
    return found


def find_operator_of(msisdn: str) -> Detected | None:
    """Whose number it is likely: of all prefixes it begins with the longest wins.

    One that is switched off wins as well: its numbers are no one else's.
    """
    fitting = [Detected(view, prefix) for view in _catalogue() for prefix in view.prefixes if msisdn.startswith(prefix)]
    return max(fitting, key=lambda found: (len(found.prefix), found.operator.is_available), default=None)


def detect_operator(msisdn: str) -> RechargeOperatorView:
    """The operator a number is likely of. Raises UnknownPrefix, OperatorUnavailable while it is switched off."""
    found = find_operator_of(msisdn)
    if found is None:
        raise UnknownPrefix
    if not found.operator.is_available:
        raise OperatorUnavailable
    return found.operator


def get_favourite(*, person_id: UUID, favourite_id: UUID) -> RechargeFavourite:
    """One of the person's favourites. Raises FavouriteNotFound, also for somebody else's."""
    row = RechargeFavourite.objects.select_related("operator").filter(pk=favourite_id, person_id=person_id).first()
    if row is None:
        raise FavouriteNotFound
    return row


def list_favourites(
    person_id: UUID, *, before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[RechargeFavourite]:
    """The numbers a person keeps, the newest first: those older than `before`; with `after`, the nearest newer ones."""
    rows = RechargeFavourite.objects.filter(person_id=person_id).select_related("operator")
    if after is not None:
        return list(rows.filter(id__gt=after).order_by("id")[:limit])
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])


def get_auto_recharge(*, person_id: UUID, auto_recharge_id: UUID) -> AutoRecharge:
    """One of the person's that is not over. Raises AutoRechargeNotFound, also for somebody else's."""
    rows = AutoRecharge.objects.select_related("operator", "product").exclude(state=AutoRechargeState.ENDED)
    row = rows.filter(pk=auto_recharge_id, person_id=person_id).first()
    if row is None:
        raise AutoRechargeNotFound
    return row


def find_auto_by_key(*, person_id: UUID, key: str) -> AutoRecharge | None:
    """What the person has made under this key, whatever has become of it."""
    return AutoRecharge.objects.filter(person_id=person_id, idempotency_key=key).first()


def list_auto_recharges(
    person_id: UUID,
    *,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
    with_ended: bool = False,
) -> list[AutoRecharge]:
    """The person's that are not over, the newest first; `before` and `after` as in list_favourites."""
    rows = AutoRecharge.objects.filter(person_id=person_id).select_related("operator", "product")
    if not with_ended:
        rows = rows.exclude(state=AutoRechargeState.ENDED)
    if after is not None:
        return list(rows.filter(id__gt=after).order_by("id")[:limit])
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])


def list_auto_runs(auto_recharge_id: UUID, *, limit: int = NEWEST_RUNS) -> list[AutoRechargeRun]:
    """What became of its due dates, the newest first."""
    return list(AutoRechargeRun.objects.filter(auto_recharge_id=auto_recharge_id).order_by("-id")[:limit])


def rule_of_auto(row: AutoRecharge) -> Rule:
    """When it is due, for apps/schedules/occurrences.py. Raises zoneinfo.ZoneInfoNotFoundError."""
    return Rule(
        frequency=Frequency.DAILY if row.every_days else Frequency.MONTHLY,
        start_date=row.start_date,
        local_time=DUE_AT,
        zone=ZoneInfo(row.time_zone),
        interval=row.every_days or 1,
        day_of_month=row.day_of_month,
    )


def booked_float(row: RechargeFloat) -> Money:
    """What our own books say is left there: what we owe each other on the aggregator's clearing account."""
    account = deferred_account_id(clearing_code(row.gateway_code), row.currency)
    # Of an asset the ledger counts what we have below zero.
    return -get_balances([account]).get(account, Money.zero(row.currency))
