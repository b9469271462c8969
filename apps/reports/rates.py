"""How often somebody may ask for what takes long to make."""

from datetime import datetime
from uuid import UUID

from apps.core import ratelimit
from apps.core.ratelimit import Rate

MINUTE, HOUR = 60, 3600

STATEMENTS_BY_PERSON = Rate("reports.statements.person", 120, HOUR)
# Setting a PDF keeps a processor busy, and every file is written down for good.
FILES_BY_PERSON = Rate("reports.files.person", 60, HOUR)
LINKS_BY_PERSON = Rate("reports.links.person", 60, HOUR)


def spend(rate: Rate, person_id: UUID, *, now: datetime) -> None:
    """Counts one use by this person. Raises TooManyRequests."""
    ratelimit.spend(rate, str(person_id), now=now)
