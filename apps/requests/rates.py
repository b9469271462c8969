"""How often one person may try. How many people one may ask in a day is counted exactly, in services/_ask.py."""

from apps.core.ratelimit import Rate

DAY = 24 * 3600

# Each answer tells whether somebody can be asked, so numbers could be tried out.
ASKING = Rate("requests.ask.person", 100, DAY)
BLOCKING = Rate("requests.block.person", 60, DAY)
