"""How often one person may begin and end shifts, and take files of what a desk did."""

from apps.core.ratelimit import Rate

_HOUR = 3600

SHIFTS_BY_PERSON = Rate("agents.shifts.person", 120, _HOUR)
# Whoever types sums until one is taken counts no cash. With a remark a shift can always be closed.
WRONG_COUNTS_OF_SHIFT = Rate("agents.wrong_counts.shift", 3, 24 * _HOUR)
# It may read the dealings of a year, and setting a PDF keeps a processor busy.
FILES_BY_PERSON = Rate("agents.files.person", 120, _HOUR)
# A day may have ten thousand dealings.
DAYS_BY_PERSON = Rate("agents.days.person", 240, _HOUR)
