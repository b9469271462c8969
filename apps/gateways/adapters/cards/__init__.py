"""A card processor: hosted checkout, charges of saved cards, Standard Webhooks."""

from apps.gateways.adapters.cards.adapter import Cards

ADAPTER = Cards

__all__ = ["ADAPTER"]
