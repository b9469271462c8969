"""How often somebody may change where webhooks go, and have them sent."""

from apps.core.ratelimit import Rate

_HOUR = 3600

ENDPOINTS_BY_PERSON = Rate("checkout.webhooks.person", 30, _HOUR)
# Each sends something to an address that somebody else has chosen.
TESTS_BY_MERCHANT = Rate("checkout.webhooks.test", 60, _HOUR)
REPLAYS_BY_MERCHANT = Rate("checkout.webhooks.replay", 120, _HOUR)
REPLAYS_SINCE_BY_MERCHANT = Rate("checkout.webhooks.replay_since", 20, _HOUR)
