"""How often somebody may try. A file of numbers tells who is here, so of files there are few a day."""

from apps.core.ratelimit import Rate

HOUR = 3600

UPLOADS = Rate("disbursements.uploads", 20, 24 * HOUR)
COSIGNERS = Rate("disbursements.cosigners", 20, HOUR)
