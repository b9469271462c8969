"""A recharge aggregator: airtime and data bundles for phone numbers."""

from apps.gateways.adapters.recharge.adapter import RechargeAggregator

ADAPTER = RechargeAggregator

__all__ = ["ADAPTER"]
