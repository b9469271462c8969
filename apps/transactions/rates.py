"""How often a person may ask who is behind a number, and for the picture of a code."""

from apps.core.ratelimit import Rate

MINUTE, DAY = 60, 24 * 3600

# Nobody looks up more people than they could pay. Whoever tries numbers on finds mostly nobody, so that costs more: a
# day's allowance is 300 people found or 60 that are not there.
PAYEES_BY_MINUTE = Rate("transactions.payees.minute", 20, MINUTE)
PAYEES_BY_DAY = Rate("transactions.payees.day", 300, DAY)
COST_OF_A_MISS = 5
# Drawing a code keeps a processor busy for some hundredths of a second.
CODES_BY_MINUTE = Rate("transactions.codes.minute", 60, MINUTE)
