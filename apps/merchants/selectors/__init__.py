"""Reads of merchants."""

from apps.merchants.selectors._businesses import business_of, find_business, payable_code, reserve_code, takings_code
from apps.merchants.selectors._staff import POWERS, Member, Power, require_role

__all__ = [
    "POWERS",
    "Member",
    "Power",
    "business_of",
    "find_business",
    "payable_code",
    "require_role",
    "reserve_code",
    "takings_code",
]
