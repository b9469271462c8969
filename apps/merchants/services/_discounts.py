"""What merchants bear of their sales, and the volume it depends on."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.accounts import services as accounts
from apps.core import caching, sql
from apps.core.money import Money
from apps.merchants.models import DiscountRule
from apps.merchants.pricing import discount_cache_key
from apps.merchants.selectors import merchant_cache_key
from apps.merchants.settlement_errors import DiscountRefused
from apps.transactions import services as transactions
from apps.transactions.kinds import MERCHANT_PAYMENT

# What was typed a moment ago for "at once" is not refused for being past.
_TOLERANCE = timedelta(minutes=1)
_BATCH = 500
_VOLUMES = """
UPDATE merchants_merchant SET volume = found.total, volume_month = %s
  FROM (
    SELECT chosen.id, coalesce((
        SELECT sum(t.gross) FROM merchants_taking t
         WHERE t.merchant_id = chosen.id AND t.kind = 'SALE' AND t.at >= %s AND t.at < %s
    ), 0) AS total
      FROM (
        SELECT id FROM merchants_merchant WHERE volume_month IS DISTINCT FROM %s AND status <> 'APPLIED'
         ORDER BY id LIMIT %s FOR NO KEY UPDATE SKIP LOCKED
      ) AS chosen
  ) AS found
 WHERE merchants_merchant.id = found.id
RETURNING merchants_merchant.id
"""


def set_discount(
    *,
    category: str = "",
    currency: str,
    volume_from: Decimal = Decimal(0),
    percent: Decimal = Decimal(0),
    flat: Decimal = Decimal(0),
    maximum: Decimal | None = None,
    tax_percent: Decimal = Decimal(0),
    active_from: datetime,
    by: UUID | None,
    now: datetime,
) -> DiscountRule:
    """Adds a discount that holds from `active_from` on, and opens the accounts it is posted to.

    Figures are in the currency's main unit, percents out of a hundred; an empty `category` is all that have none of
    their own. Who may is the caller's to say. Raises DiscountRefused, InvalidMoney for more decimals than the currency
    has.
    """
    for figure in (volume_from, flat, maximum or Decimal(0)):
        Money(figure, currency)
    if active_from < now - _TOLERANCE:
        raise DiscountRefused("A discount cannot begin in the past.")
    _check(category, volume_from, percent, flat, maximum, tax_percent)
    facts = {
        "category": category,
        "currency": currency,
        "volume_from": volume_from,
        "percent": percent,
        "flat": flat,
        "maximum": maximum,
        "tax_percent": tax_percent,
        "active_from": active_from,
    }
    try:
        with transaction.atomic():
            transactions.open_platform_accounts(MERCHANT_PAYMENT, currency, at=now)
            rule = DiscountRule.objects.create(**facts, created_by_id=by)
            if by is not None:
                detail = {name: str(value) for name, value in facts.items() if value not in ("", None)}
                accounts.record_activity(
                    person_id=by, action="merchants.discount_set", subject=str(rule.id), detail=detail, at=now
                )
            caching.forget(discount_cache_key(currency))
    except IntegrityError as error:
        raise DiscountRefused("There is one for this category and volume from that moment already.") from error
    return rule


def _check(
    category: str, volume_from: Decimal, percent: Decimal, flat: Decimal, maximum: Decimal | None, tax: Decimal
) -> None:
    if category and not (len(category) == 4 and category.isascii() and category.isdigit()):
        raise DiscountRefused("A category is four digits (ISO 18245), or empty for all.")
    if not 0 <= percent < 100 or not 0 <= tax <= 100:
        raise DiscountRefused("A percentage is from 0 to 100, and less than that of the sale.")
    for rate in (percent, tax):
        if rate != rate.quantize(Decimal("0.0001")):
            raise DiscountRefused("A percentage has four decimals at most.")
    if volume_from < 0 or flat < 0 or (maximum is not None and maximum < 0):
        raise DiscountRefused("A figure is not negative.")


def month_before(now: datetime) -> tuple[date, date]:
    """The first day of the calendar month before (UTC), and of the present one."""
    first = now.astimezone(UTC).date().replace(day=1)
    return (first - timedelta(days=1)).replace(day=1), first


def count_volumes(*, now: datetime) -> int:
    """Writes down what each merchant took in the calendar month before; returns how many were counted now.

    Each is counted once a month: what is asked again finds nothing to do. A few hundred rows are locked at a time, and
    those somebody else holds are left to the next run.
    """
    month, first = month_before(now)
    since, before = (datetime(day.year, day.month, day.day, tzinfo=UTC) for day in (month, first))
    done = 0
    while counted := sql.fetch_all(_VOLUMES, [month, since, before, month, _BATCH]):
        caching.forget(*(merchant_cache_key(identity) for (identity,) in counted))
        done += len(counted)
    return done
