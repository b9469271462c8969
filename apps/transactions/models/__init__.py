"""Payments as people see them, the rows that price and limit them, and what may become of them."""

from apps.transactions.models._afterwards import Invitation, PaidBack, Receivable, ReversalRequest
from apps.transactions.models._amounts import AMOUNT, RATE
from apps.transactions.models._limits import PaymentLimit, Spending, TierLimit
from apps.transactions.models._prices import ConversionRate, FeeBand, FeeRule, Quote
from apps.transactions.models._transaction import UNDER_WAY, Bearer, HeldFor, State, Transaction, Transition

__all__ = [
    "AMOUNT",
    "RATE",
    "UNDER_WAY",
    "Bearer",
    "ConversionRate",
    "FeeBand",
    "FeeRule",
    "HeldFor",
    "Invitation",
    "PaidBack",
    "PaymentLimit",
    "Quote",
    "Receivable",
    "ReversalRequest",
    "Spending",
    "State",
    "TierLimit",
    "Transaction",
    "Transition",
]
