from typing import Any

# In the currency's main unit.
AMOUNT: dict[str, Any] = {"max_digits": 19, "decimal_places": 4}
PERCENT: dict[str, Any] = {"max_digits": 7, "decimal_places": 4}
