"""How often one person may try."""

from apps.core.ratelimit import Rate

_HOUR = 3600

MAKE_BY_PERSON = Rate("schedules.make.person", 60, _HOUR)
# What is refused leaves no row, so without this the numbers of strangers could be tried one after the other. Who is
# there cannot be tried often either: each time a code is sent, and those are counted.
NOBODY_BY_PERSON = Rate("schedules.nobody.person", 30, 24 * _HOUR)
