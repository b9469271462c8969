"""Watching what is left of our money at aggregators.

An aggregator is asked outside any transaction; then each currency's row is written by one statement of its own. Dying
between the two leaves the reading before.
"""

from datetime import datetime
from decimal import Decimal

import structlog

from apps.billers.models import RechargeFloat
from apps.core.errors import DomainError
from apps.core.ids import uuid7
from apps.core.money import Money, decimal_string
from apps.gateways import services as gateways

log = structlog.get_logger("gopay.billers")


def read_floats(*, now: datetime) -> int:
    """Asks each aggregator what is left of our money there; returns how many readings were written.

    Warns in the log of what is below the figure an operator has set. Call it outside a transaction.
    """
    written = 0
    for code in gateways.list_catalogue_gateways():
        try:
            balances = gateways.read_prepaid_balances(gateway_code=code, now=now)
        except DomainError as error:
            log.warning("billers.float_not_read", gateway=code, code=error.code)
            RechargeFloat.objects.filter(gateway_code=code).update(failed_at=now)
            continue
        for balance in balances:
            _write_down(code, balance, now)
            written += 1
    return written


def _write_down(code: str, balance: Money, now: datetime) -> None:
    said = {"balance": balance.amount, "read_at": now, "failed_at": None}
    row, _ = RechargeFloat.objects.update_or_create(
        gateway_code=code,
        currency=balance.currency,
        defaults=said,
        create_defaults={"id": uuid7(), **said},
    )
    if row.is_low:
        log.warning(
            "billers.float_low",
            gateway=code,
            currency=row.currency,
            left=decimal_string(row.balance, row.currency),
            warn_below=decimal_string(row.warn_below or Decimal(0), row.currency),
        )
