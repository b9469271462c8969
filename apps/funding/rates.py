"""How often one person may try."""

from apps.core.ratelimit import Rate

_HOUR = 3600

# Each asks a provider, who would otherwise tell which account numbers there are.
LINK_BY_PERSON = Rate("funding.link.person", 20, _HOUR)
SET_TOP_UP_BY_PERSON = Rate("funding.top_up.person", 30, _HOUR)
PAY_BY_PERSON = Rate("funding.pay.person", 120, _HOUR)
