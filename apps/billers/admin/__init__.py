"""The operators' pages of billers: the catalogue, what was looked up and saved, and the settlements."""

from apps.billers.admin._bills import BillLookUpAdmin, BillPaymentAdmin, SavedBillAdmin
from apps.billers.admin._catalogue import BillerAdmin, CategoryAdmin, CommissionAdmin, ProductAdmin
from apps.billers.admin._recharges import (
    AutoRechargeAdmin,
    RechargeFavouriteAdmin,
    RechargeFloatAdmin,
    RechargeOperatorAdmin,
    RechargeProductAdmin,
)
from apps.billers.admin._settlements import BillerSettlementAdmin

__all__ = [
    "AutoRechargeAdmin",
    "BillLookUpAdmin",
    "BillPaymentAdmin",
    "BillerAdmin",
    "BillerSettlementAdmin",
    "CategoryAdmin",
    "CommissionAdmin",
    "ProductAdmin",
    "RechargeFavouriteAdmin",
    "RechargeFloatAdmin",
    "RechargeOperatorAdmin",
    "RechargeProductAdmin",
    "SavedBillAdmin",
]
