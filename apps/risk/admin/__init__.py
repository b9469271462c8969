"""Rules and what they decided, alerts and cases, for operators and auditors."""

from apps.risk.admin import _cases, _decisions, _rules

__all__ = ["_cases", "_decisions", "_rules"]
