"""How GoPay itself does: each part in plain words, with what to do about it (the page System health).

A part that cannot be read is shown as unknown and takes no other with it. Nothing here scans a table that grows, asks
the outside for longer than a second, or shows a secret.
"""

from apps.operations.health._parts import Health, Line, Part, Tone
from apps.operations.health._read import get_health, in_time

__all__ = ["Health", "Line", "Part", "Tone", "get_health", "in_time"]
