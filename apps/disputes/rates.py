"""How often one person may try."""

from apps.core.ratelimit import Rate

# Each puts somebody else's money aside, and takes minutes of an operator.
OPENINGS = Rate("disputes.openings.person", 10, 24 * 3600)
# Decoding a picture is the dearest thing anybody can ask of a web process.
UPLOADS = Rate("disputes.uploads.person", 30, 3600)
