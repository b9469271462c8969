"""Merchants, where they sell, what they ask for, what they took, and how it came to them."""

from apps.merchants.models._charges import Charge, ChargeState, PresentedCode, Source
from apps.merchants.models._handovers import Handover
from apps.merchants.models._merchants import (
    Document,
    DocumentKind,
    Merchant,
    MerchantStatus,
    Period,
    Role,
    SettleTo,
    Staff,
    Store,
    Till,
    TipMode,
)
from apps.merchants.models._refunds import RefundRequest, RefundRequestState
from apps.merchants.models._settlements import DiscountRule, ReserveHold, Settlement, SettlementState
from apps.merchants.models._takings import HeldSale, RefundSpending, Taking, TakingKind

__all__ = [
    "Charge",
    "ChargeState",
    "DiscountRule",
    "Document",
    "DocumentKind",
    "Handover",
    "HeldSale",
    "Merchant",
    "MerchantStatus",
    "Period",
    "PresentedCode",
    "RefundRequest",
    "RefundRequestState",
    "RefundSpending",
    "ReserveHold",
    "Role",
    "SettleTo",
    "Settlement",
    "SettlementState",
    "Source",
    "Staff",
    "Store",
    "Taking",
    "TakingKind",
    "Till",
    "TipMode",
]
