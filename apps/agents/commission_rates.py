"""How often one person may ask for what they have earned."""

from apps.core.ratelimit import Rate

# It may read the lines of a year, and setting a PDF keeps a processor busy.
STATEMENTS_BY_PERSON = Rate("agents.commission_statements.person", 120, 3600)
