"""Messages to providers as figures: how many each one answered, and how long it took."""

from apps.core.rollups import Source, declare
from apps.gateways.services._messages import KEPT

ANSWERED, FAILED, TURNED_AWAY = "ANSWERED", "FAILED", "TURNED_AWAY"

MESSAGES = declare(
    Source(
        name="gateways",
        title="Messages to providers",
        table="gateways_message",
        # What is written down of calls to us are those we have turned away. No answer, or one of 500 and above, is what
        # the breakers count as a failure too.
        facts="""
SELECT created_at AS at, gateway_code AS kind,
       CASE WHEN direction = 'IN' THEN 'TURNED_AWAY'
            WHEN status IS NULL OR status >= 500 THEN 'FAILED' ELSE 'ANSWERED' END AS outcome,
       '' AS currency, 1 AS count, 0 AS amount, 0 AS fee, duration_ms AS milliseconds, duration_ms AS slowest
  FROM gateways_message WHERE xact >= %(after)s AND xact < %(before)s
""",
        kept_for=KEPT,
    )
)
