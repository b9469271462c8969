"""How often one person may try."""

from apps.core.ratelimit import Rate

HOUR = 3600

# Each may be minutes of a reviewer.
APPLICATIONS = Rate("agents.applications.person", 10, 24 * HOUR)
CHANGES = Rate("agents.changes.person", 120, HOUR)
# Decoding a picture is the dearest thing anybody can ask of a web process.
UPLOADS = Rate("agents.uploads.person", 60, HOUR)
# Whoever looks for an agent moves the map; who copies the whole network is slowed down.
LOOKS_NEARBY = Rate("agents.nearby.person", 60, 60)

# A large cash-in now and then; whoever asks more often annoys people who are not there.
CUSTOMER_CODES_BY_TELLER = Rate("agents.customercodes.teller", 60, HOUR)
# Of one teller for one customer: so few that nobody uses up what the customer needs for payments of their own.
CUSTOMER_CODES_OF_PAIR = Rate("agents.customercodes.pair", 5, HOUR)
