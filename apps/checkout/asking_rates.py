"""How often links and invoices may be made, and how often anybody at a page may try."""

from apps.core.ratelimit import Rate

_HOUR = 3600

LINKS_BY_PERSON = Rate("checkout.links.person", 120, _HOUR)
INVOICES_BY_PERSON = Rate("checkout.invoices.person", 300, _HOUR)
# Each sends a message to somebody who has not asked for it.
SENT_BY_MERCHANT = Rate("checkout.invoices.sent", 200, 24 * _HOUR)
PDFS_BY_PERSON = Rate("checkout.invoices.pdf", 60, _HOUR)

# Each makes a charge, and takes a use of a link that has few.
OPENED_FROM_ADDRESS = Rate("checkout.opened.address", 30, _HOUR)
OPENED_OF_LINK = Rate("checkout.opened.link", 1000, _HOUR)

# "Send it to my phone": whoever stands at the page names a number, which need not be theirs.
SENT_OF_CHARGE = Rate("checkout.to_phone.charge", 3, _HOUR)
SENT_TO_NUMBER = Rate("checkout.to_phone.number", 5, 24 * _HOUR)
SENT_FROM_ADDRESS = Rate("checkout.to_phone.address", 20, _HOUR)
