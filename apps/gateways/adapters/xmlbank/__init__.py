"""The XML bank: payments from and to customers' bank accounts, SOAP 1.1 with a password digest."""

from apps.gateways.adapters.xmlbank.adapter import XmlBank

ADAPTER = XmlBank

__all__ = ["ADAPTER"]
