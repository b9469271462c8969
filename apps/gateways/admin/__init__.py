"""The operators' pages of outside rails."""

from apps.gateways.admin import _discrepancies, _gateways, _operations

__all__ = ["_discrepancies", "_gateways", "_operations"]
