"""What an aggregator sells, and what is left of our money there: asked for by sweeps, of one gateway at a time.

Nothing is locked and nothing is written but what each call leaves behind. Call these outside any transaction: they take
up to some seconds.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import structlog

from apps.core.money import Money
from apps.gateways import registry
from apps.gateways.base import Adapter, Capability, GatewayError, RechargeOperator, RechargeProduct
from apps.gateways.errors import ProviderUnavailable
from apps.gateways.models import Gateway
from apps.gateways.services._lines import Moment, line

log = structlog.get_logger("gopay.gateways")

Answer = TypeVar("Answer")


def list_catalogue_gateways() -> list[str]:
    """The codes of the gateways that are switched on and can say what they sell."""
    codes = Gateway.objects.filter(is_active=True).order_by("code").values_list("code", flat=True)
    return [code for code in codes if registry.can_do(code, Capability.CATALOGUE)]


def list_recharge_operators(*, gateway_code: str, now: datetime) -> list[RechargeOperator]:
    """The telcos a gateway recharges numbers of. Raises ProviderUnavailable."""
    return _ask(gateway_code, lambda adapter: adapter.list_operators(), now)


def list_recharge_products(*, gateway_code: str, operator: str, now: datetime) -> list[RechargeProduct]:
    """What a gateway sells of one of them. Raises ProviderUnavailable."""
    return _ask(gateway_code, lambda adapter: adapter.list_products(operator), now)


def read_prepaid_balances(*, gateway_code: str, now: datetime) -> list[Money]:
    """What is left of our money at a gateway, one for each currency. Raises ProviderUnavailable."""
    return _ask(gateway_code, lambda adapter: adapter.get_balance(), now)


def _ask(gateway_code: str, question: Callable[[Adapter], Answer], now: datetime) -> Answer:
    gateway = Gateway.objects.get(pk=gateway_code)
    try:
        with line(gateway, moment=Moment(now)) as adapter:
            return question(adapter)
    except GatewayError as error:
        log.warning("a question without an answer", gateway=gateway_code, question="CATALOGUE", why=error.text)
        raise ProviderUnavailable from error
