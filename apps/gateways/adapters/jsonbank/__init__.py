"""The JSON bank: payments from and to customers' bank accounts, OAuth 2 client credentials."""

from apps.gateways.adapters.jsonbank.adapter import JsonBank

ADAPTER = JsonBank

__all__ = ["ADAPTER"]
