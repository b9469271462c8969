from typing import Any

# Columns that hold money, in the main unit of the row's currency.
AMOUNT: dict[str, Any] = {"max_digits": 19, "decimal_places": 4}
# What one unit of a currency is worth in another.
RATE: dict[str, Any] = {"max_digits": 24, "decimal_places": 12}
