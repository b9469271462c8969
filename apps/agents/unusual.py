"""Whether an amount looks like a slip of the finger: far more than this customer or this outlet usually deals in."""

from dataclasses import dataclass, replace
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
    # Whether this agent has served the customer before.
    is_known: bool = False


def usual_amount(amount: Decimal, habits: Habits) -> Decimal | None:
    """What would have been usual instead of an unusual amount, in the same unit; None for one that is not unusual."""
    if habits.customer_dealings >= LEAST_OF_CUSTOMER and amount > habits.customer_mean * TIMES_CUSTOMERS:
        return habits.customer_mean
    if habits.outlet_dealings >= LEAST_OF_OUTLET and amount > habits.outlet_mean * TIMES_OUTLETS:
        return habits.outlet_mean
    return None


def telling_amount(amount: Decimal, habits: Habits) -> Decimal | None:
    """The same as far as a desk may know it (SECURITY 17): what a stranger brings to other agents is nobody's to read
    off a mistyped amount."""
    return usual_amount(amount, habits if habits.is_known else replace(habits, customer_dealings=0))
