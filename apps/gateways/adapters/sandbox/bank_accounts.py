"""What both banks know of an account from how its number begins."""

from decimal import Decimal
from typing import Any

from apps.gateways.adapters.sandbox.records import Operation

# By the first four digits.
STANDINGS = {
    "0000": "unknown_account",
    "9999": "name_mismatch",
    "8888": "account_closed",
    "7777": "insufficient_funds",
}
LIMIT = Decimal(1_000_000)


def standing_of(number: str) -> str:
    """What is the matter with an account; empty when all is well."""
    if len(number) < 4 or len(number) > 34 or not number.isascii() or not number.isalnum():
        return "unknown_account"
    return STANDINGS.get(number[:4], "")


def reason_of(account: dict[str, Any], operation: Operation) -> str:
    """Why a bank declines an operation by itself; empty when it does not."""
    standing = str(account["standing"])
    if standing == "account_closed":
        return standing
    if standing == "insufficient_funds" and operation.type == "COLLECT":
        return standing
    return "limit" if operation.amount > LIMIT else ""
