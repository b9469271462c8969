"""A biller aggregator: looks bills up and pays them, also prepaid ones."""

from apps.gateways.adapters.bills.adapter import Bills

ADAPTER = Bills

__all__ = ["ADAPTER"]
