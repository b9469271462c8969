"""The operators' pages of merchants."""

from apps.merchants.admin._charges import ChargeAdmin, PresentedCodeAdmin
from apps.merchants.admin._discounts import DiscountRuleAdmin
from apps.merchants.admin._merchants import MerchantAdmin
from apps.merchants.admin._places import StoreAdmin, TillAdmin
from apps.merchants.admin._settlements import ReserveHoldAdmin, SettlementAdmin
from apps.merchants.admin._staff import DocumentAdmin, HandoverAdmin, StaffAdmin
from apps.merchants.admin._takings import RefundRequestAdmin, TakingAdmin

__all__ = [
    "ChargeAdmin",
    "DiscountRuleAdmin",
    "DocumentAdmin",
    "HandoverAdmin",
    "MerchantAdmin",
    "PresentedCodeAdmin",
    "RefundRequestAdmin",
    "ReserveHoldAdmin",
    "SettlementAdmin",
    "StaffAdmin",
    "StoreAdmin",
    "TakingAdmin",
    "TillAdmin",
]
