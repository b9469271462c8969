"""How often one person may try."""

from apps.core.ratelimit import Rate

_HOUR = 3600

# Decoding a picture is the dearest thing anybody can ask of a web process.
UPLOADS = Rate("kyc.uploads.person", 60, _HOUR)
# Each is a question to a provider who wants to be paid, and perhaps minutes of a reviewer.
SUBMITS = Rate("kyc.submits.person", 5, 24 * _HOUR)
CHANGES = Rate("kyc.changes.person", 120, _HOUR)
# While the provider of the check is silent, one question at a time finds out whether it is back.
PROBES = Rate("kyc.check.probe", 1, 30)
