from typing import Any

AMOUNT: dict[str, Any] = {"max_digits": 19, "decimal_places": 4}
# A day's fees, or what all wallets together hold, may be more than one account does.
TOTAL: dict[str, Any] = {"max_digits": 23, "decimal_places": 4}
