"""Gateways, what they are used for, and the accounts GoPay's money at them is kept in."""

from typing import Any

from apps.core import clock
from apps.gateways.base import Capability
from apps.gateways.models import Gateway, Route
from apps.ledger.services import open_account

TITLES = {
    "jsonbank": "Meridian Bank",
    "xmlbank": "Union Trust Bank",
    "cards": "Card processor",
    "bills": "Bill aggregator",
    "recharge": "Recharge aggregator",
}
USED_FOR = {
    "jsonbank": (Capability.COLLECT, Capability.PAY_OUT, Capability.LINK_ACCOUNT),
    "xmlbank": (Capability.COLLECT, Capability.PAY_OUT, Capability.LINK_ACCOUNT),
    "cards": (Capability.COLLECT,),
    "bills": (Capability.PAY_BILL, Capability.LOOK_UP_BILL),
    "recharge": (Capability.RECHARGE,),
}


def open_gateway(code: str, *, currency: str = "USD", priority: int = 100, **changes: Any) -> Gateway:
    """A gateway that is asked for all it can do, with its clearing account."""
    fields = {"title": TITLES.get(code, code), "timeout_seconds": 2, **changes}
    gateway, _ = Gateway.objects.get_or_create(code=code, defaults=fields)
    for capability in USED_FOR[code]:
        Route.objects.get_or_create(
            gateway=gateway, capability=capability.value, currency=currency, country="", defaults={"priority": priority}
        )
    open_account(code=f"psp:{code}:clearing", kind="ASSET", currency=currency, floor=None, at=clock.now())
    return gateway


def open_gateways(*codes: str, currency: str = "USD") -> list[Gateway]:
    """Gateways in the order in which they are asked; all five when none is named."""
    return [
        open_gateway(code, currency=currency, priority=10 * number)
        for number, code in enumerate(codes or tuple(USED_FOR), start=1)
    ]
