"""How often merchants' servers, and those who make keys for them, may ask."""

from apps.core.ratelimit import Rate

MINUTE, HOUR = 60, 3600

# What a busy shop's server asks in a minute; a loop that runs away is stopped within a second.
CALLS_BY_KEY = Rate("checkout.key", 600, MINUTE)
KEYS_BY_PERSON = Rate("checkout.keys.person", 20, HOUR)
