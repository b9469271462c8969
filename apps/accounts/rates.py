"""How often somebody may try. Each is counted on its own; the address first, as it is the cheapest to refuse."""

from datetime import datetime

from apps.core import ratelimit, request_facts
from apps.core.ratelimit import Rate

MINUTE, HOUR = 60, 3600

# Many phones share one address behind a carrier's gateway, so an address gets far more than a person needs.
REGISTER_BY_ADDRESS = Rate("accounts.register.ip", 100, HOUR)
# A message costs money and annoys its reader, who may not have asked for it.
CODES_BY_NUMBER = Rate("accounts.codes.number", 5, HOUR)
CODES_BY_ADDRESS = Rate("accounts.codes.ip", 50, HOUR)
VERIFY_BY_NUMBER = Rate("accounts.verify.number", 20, HOUR)
VERIFY_BY_ADDRESS = Rate("accounts.verify.ip", 200, HOUR)
LOG_IN_BY_IDENTIFIER = Rate("accounts.login.identifier", 10, 15 * MINUTE)
LOG_IN_BY_ADDRESS = Rate("accounts.login.ip", 300, 5 * MINUTE)
REFRESH_BY_SESSION = Rate("accounts.refresh.session", 30, 5 * MINUTE)
REFRESH_BY_ADDRESS = Rate("accounts.refresh.ip", 600, 5 * MINUTE)
PASSWORD_BY_PERSON = Rate("accounts.password.person", 5, 15 * MINUTE)
EMAIL_BY_PERSON = Rate("accounts.email.person", 15, HOUR)
NUMBER_BY_PERSON = Rate("accounts.number.person", 10, HOUR)
CLOSE_BY_PERSON = Rate("accounts.close.person", 10, HOUR)
HANDLE_BY_PERSON = Rate("accounts.handle.person", 20, HOUR)
PHOTO_BY_PERSON = Rate("accounts.photo.person", 20, HOUR)
PAYEE_BY_PERSON = Rate("accounts.payee.person", 30, HOUR)
EXPORT_BY_PERSON = Rate("accounts.export.person", 5, 24 * HOUR)
STEP_UP_BY_PERSON = Rate("accounts.stepup.person", 20, HOUR)
STEP_UP_BY_SESSION = Rate("accounts.stepup.session", 20, HOUR)
STEP_UP_BY_ADDRESS = Rate("accounts.stepup.ip", 200, HOUR)
PIN_RESET_BY_PERSON = Rate("accounts.pinreset.person", 5, HOUR)
# A phone asks for its orders now and then; a stranger's tries are counted by address only, so as not to block it.
COMMAND_BY_DEVICE = Rate("accounts.command.device", 60, 5 * MINUTE)
COMMAND_BY_ADDRESS = Rate("accounts.command.ip", 300, 5 * MINUTE)
# Of a lost phone's two steps the first sends an e-mail; neither tells whether the password was right.
RECOVERY_BY_NUMBER = Rate("accounts.recovery.number", 10, HOUR)
RECOVERY_TRIES_BY_NUMBER = Rate("accounts.recoverytries.number", 20, HOUR)
RECOVERY_BY_ADDRESS = Rate("accounts.recovery.ip", 100, HOUR)


def spend_by_address(rate: Rate, *, now: datetime) -> None:
    """Counts one use by the caller's address; what runs without a request has none. Raises TooManyRequests."""
    if address := request_facts.current().ip_address:
        ratelimit.spend(rate, address, now=now)


def spend(rate: Rate, key: str, *, now: datetime) -> None:
    """Counts one use by `key`. Raises TooManyRequests."""
    ratelimit.spend(rate, key, now=now)
