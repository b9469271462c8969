"""How often one teller may register customers and send what they show."""

from apps.core.ratelimit import Rate

_HOUR = 3600

# Each sends a message to a number that somebody typed.
REGISTRATIONS_BY_TELLER = Rate("agents.registrations.teller", 60, _HOUR)
CODES_BY_TELLER = Rate("agents.registration_codes.teller", 120, _HOUR)
# Beside the limits of the customer whose papers they are (apps/kyc/rates.py).
PAPERS_BY_TELLER = Rate("agents.papers.teller", 600, _HOUR)
