"""Roll-ups: facts are counted as they come, by hour, day and month, so that no figure has to read them again.

Each source (apps/core/rollups.py) has a cursor: below which transaction everything is counted. Who counts locks it,
reads what came since, adds it to all three grains and moves the cursor, in one database transaction. So each fact is
counted once, whatever dies and however many count at once; and as the stretch that is read ends where transactions are
still under way, what commits late is in a later stretch and is never missed.
"""

from apps.reports.roll_ups._rebuild import rebuild
from apps.reports.roll_ups._roll_up import SLICE, roll_up
from apps.reports.roll_ups._verify import Difference, verify

__all__ = ["SLICE", "Difference", "rebuild", "roll_up", "verify"]
