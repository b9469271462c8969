"""How often one person may try."""

from apps.core.ratelimit import Rate

_HOUR = 3600

# Each is minutes of two operators.
ORDERS = Rate("agents.float_orders.person", 30, _HOUR)
# Decoding a picture is the dearest thing anybody can ask of a web process.
SLIPS = Rate("agents.float_slips.person", 60, _HOUR)
# Adds up what a whole business holds.
LIQUIDITY = Rate("agents.liquidity.person", 120, 600)
