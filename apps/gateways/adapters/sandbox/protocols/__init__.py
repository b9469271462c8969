"""The protocols by their names."""

from apps.gateways.adapters.sandbox.protocols.base import Protocol
from apps.gateways.adapters.sandbox.protocols.bills import Bills
from apps.gateways.adapters.sandbox.protocols.cards import Cards
from apps.gateways.adapters.sandbox.protocols.jsonbank import JsonBank
from apps.gateways.adapters.sandbox.protocols.recharge import Recharge
from apps.gateways.adapters.sandbox.protocols.xmlbank import XmlBank

PROTOCOLS: dict[str, type[Protocol]] = {
    "jsonbank": JsonBank,
    "xmlbank": XmlBank,
    "cards": Cards,
    "bills": Bills,
    "recharge": Recharge,
}

__all__ = ["PROTOCOLS", "Protocol"]
