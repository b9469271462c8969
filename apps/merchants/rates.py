"""How often one person may try."""

from apps.core.ratelimit import Rate

_HOUR = 3600

# Each may be minutes of a reviewer.
APPLICATIONS = Rate("merchants.applications.person", 10, 24 * _HOUR)
CHANGES = Rate("merchants.changes.person", 120, _HOUR)
# Decoding a picture is the dearest thing anybody can ask of a web process.
UPLOADS = Rate("merchants.uploads.person", 60, _HOUR)
SETTLEMENT_CHANGES = Rate("merchants.settlement_changes.person", 20, 24 * _HOUR)
# What is scanned to be looked at, as often as at somebody before one pays them.
SCANS_BY_PERSON = Rate("merchants.scans.person", 20, 60)
# A picture or a poster keeps a processor busy.
PICTURES_BY_PERSON = Rate("merchants.pictures.person", 240, _HOUR)
POSTERS_BY_PERSON = Rate("merchants.posters.person", 60, _HOUR)
CODES_BY_PERSON = Rate("merchants.codes.person", 40, 600)
# A code is sixty bits and lives a minute; who tries one after the other is stopped long before.
WRONG_CODES_BY_STAFF = Rate("merchants.wrong_codes.staff", 20, 600)
WRONG_CODES_BY_MERCHANT = Rate("merchants.wrong_codes.merchant", 100, 600)
WRONG_CODES_IN_ALL = Rate("merchants.wrong_codes.all", 1_000, 600)
# Setting a PDF keeps a processor busy, and every file is written down for good.
STATEMENTS_BY_PERSON = Rate("merchants.statements.person", 120, _HOUR)
# Reading the lines of a year, too.
REPORTS_BY_PERSON = Rate("merchants.reports.person", 120, _HOUR)
