"""How often cash may be asked for, and codes tried on."""

from apps.core.ratelimit import Rate

_HOUR = 3600

# A code has eight digits, lives a quarter of an hour and dies after five wrong ones; who tries on is stopped long
# before they have gone through many customers. Wrong numbers of documents count here too.
WRONG_CODES_BY_TELLER = Rate("agents.wrong_codes.teller", 20, 900)
ASKS_BY_TELLER = Rate("agents.cash_out_asks.teller", 120, _HOUR)
# Each is an SMS to somebody who may not have asked for it.
ASKS_OF_CUSTOMER = Rate("agents.cash_out_asks.customer", 10, _HOUR)
# Decoding a picture is the dearest thing anybody can ask of a web process.
PICTURES_BY_TELLER = Rate("agents.cash_out_pictures.teller", 60, _HOUR)
