"""Whether an amount looks like a slip of the finger: far more than this customer or this outlet usually deals in."""

from dataclasses import dataclass
from decimal import Decimal

# What is unusual: more than so many times the mean.
TIMES_CUSTOMERS, TIMES_OUTLETS = 5, 10
# Before there are so many dealings, there is nothing usual.
LEAST_OF_CUSTOMER, LEAST_OF_OUTLET = 3, 10


@dataclass(frozen=True, slots=True)
class Habits:
    """What a customer brings to agents, and what an outlet takes, as a rule: the mean of so many dealings."""

    customer_mean: Decimal = Decimal(0)
    customer_dealings: int = 0
    outlet_mean: Decimal = Decimal(0)
    outlet_dealings: int = 0


def usual_amount(amount: Decimal, habits: Habits) -> Decimal | None:
    """What would have been usual instead of an unusual amount, in the same unit; None for one that is not unusual."""
    if habits.customer_dealings >= LEAST_OF_CUSTOMER and amount > habits.customer_mean * TIMES_CUSTOMERS:
        return habits.customer_mean
    if habits.outlet_dealings >= LEAST_OF_OUTLET and amount > habits.outlet_mean * TIMES_OUTLETS:
        return habits.outlet_mean
    return None
