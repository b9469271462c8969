"""Payments for operators, with everything that came of each; and the prices and limits of new ones."""

from apps.transactions.admin import _invitations, _limits, _outside, _payments, _prices, _rates, _reversals
from apps.transactions.admin._payments import register_search

__all__ = ["_invitations", "_limits", "_outside", "_payments", "_prices", "_rates", "_reversals", "register_search"]
