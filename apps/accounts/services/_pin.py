"""The transaction PIN: set, changed, checked, reset.

A guess is compared before it is counted, but its outcome is told only after the count was taken under the row's
lock: of 200 guesses at once, five get an answer that depends on the guess, and all others hear that the PIN is
locked, the right one among them. In a payment the lock is taken by the payment's own statement (`_authorise`).
"""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from apps.accounts import passwords, pins, rates, selectors
from apps.accounts.errors import PersonNotFound, PinLocked, PinNotSet, ResetRefused, StatusConflict, WrongPin
from apps.accounts.models import MAX_PIN_ATTEMPTS, PIN_SALT_BYTES, Pin, User
from apps.accounts.services._people import announce
from apps.accounts.services._step_up import StepUpAnswer, binding_of, require_step_up, use_code
from apps.core import caching, sql

# How long the PIN rests after the first five wrong ones, the second five, and so on; the last for all further.
LOCKOUTS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(hours=72))
RESET_WAITS = timedelta(hours=24)


# The wait after each lockout, as a CASE over how many there were.
_WAIT = " ".join(
    f"WHEN {number} THEN interval '{int(wait.total_seconds())} s'" for number, wait in enumerate(LOCKOUTS[:-1])
)
_COUNT_WRONG = f"""
UPDATE accounts_pin SET
    attempts = CASE WHEN attempts + 1 >= %(most)s THEN 0 ELSE attempts + 1 END,
    locked_until = CASE WHEN attempts + 1 >= %(most)s
        THEN %(now)s::timestamptz
             + CASE lockouts {_WAIT} ELSE interval '{int(LOCKOUTS[-1].total_seconds())} s' END END,
    lockouts = lockouts + CASE WHEN attempts + 1 >= %(most)s THEN 1 ELSE 0 END
WHERE user_id = %(person_id)s AND version = %(version)s AND (locked_until IS NULL OR locked_until <= %(now)s)
RETURNING attempts, locked_until
"""
_COUNT_RIGHT = """
UPDATE accounts_pin SET attempts = 0, lockouts = 0, locked_until = NULL
WHERE user_id = %(person_id)s AND version = %(version)s AND (locked_until IS NULL OR locked_until <= %(now)s)
RETURNING version
"""


def locked(locked_until: datetime, now: datetime) -> PinLocked:
    """The refusal of every try while the PIN rests."""
    return PinLocked(retry_after=max(1, int((locked_until - now).total_seconds())))


def count_wrong(*, person_id: UUID, version: int, now: datetime) -> WrongPin | PinLocked:
    """Counts a wrong PIN, for good, and returns the refusal. Must run outside a transaction (RuntimeError).

    Records `accounts.pin_locked` when it was one too many.
    """
    with transaction.atomic(durable=True):
        row = sql.fetch_one(
            _COUNT_WRONG, {"person_id": person_id, "version": version, "most": MAX_PIN_ATTEMPTS, "now": now}
        )
        if row is not None and row[1] is not None and row[1] > now:
            announce(person_id, "accounts.pin_locked", now=now)
    if row is None:
        pin = Pin.objects.filter(pk=person_id).first()
        return locked(pin.locked_until, now) if pin and pin.locked_until else PinLocked(retry_after=1)
    attempts, locked_until = row
    if locked_until is not None and locked_until > now:
        return locked(locked_until, now)
    return WrongPin(attempts_left=MAX_PIN_ATTEMPTS - attempts)


def confirm_right(*, person_id: UUID, version: int, now: datetime) -> None:
    """Clears the count after a right PIN, unless it was locked or changed while the PIN was compared: PinLocked."""
    with transaction.atomic(durable=True):
        row = sql.fetch_one(_COUNT_RIGHT, {"person_id": person_id, "version": version, "now": now})
    if row is None:
        raise PinLocked(retry_after=1)


def check_pin(*, person_id: UUID, pin: str, now: datetime) -> int:
    """Whether it is the person's PIN; a wrong one is counted for good. Returns the PIN's version.

    Must run outside a transaction (RuntimeError). Raises PinNotSet, WrongPin (with `attempts_left`), PinLocked.
    """
    stored = Pin.objects.filter(pk=person_id).first()
    if stored is None:
        raise PinNotSet
    if stored.locked_until and stored.locked_until > now:
        raise locked(stored.locked_until, now)
    if not pins.matches(pin, bytes(stored.salt), bytes(stored.digest)):
        raise count_wrong(person_id=person_id, version=stored.version, now=now)
    confirm_right(person_id=person_id, version=stored.version, now=now)
    return stored.version


def _store(person_id: UUID, pin: str, now: datetime) -> None:
    salt = secrets.token_bytes(PIN_SALT_BYTES)
    fields = {
        "salt": salt,
        "digest": pins.digest(pin, salt),
        "attempts": 0,
        "lockouts": 0,
        "locked_until": None,
        "reset_allowed_until": None,
        "set_at": now,
    }
    before = Pin.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    if before is None:
        Pin.objects.create(pk=person_id, **fields)
    else:
        Pin.objects.filter(pk=person_id).update(version=before.version + 1, **fields)


def begin_caution(person_id: UUID, now: datetime) -> None:
    """Lowers the person's limits for settings.CAUTION from now on. Needs a transaction."""
    User.objects.filter(pk=person_id).update(cautious_until=now + settings.CAUTION)


def set_pin(
    *,
    person_id: UUID,
    session_id: UUID | None,
    password: str,
    pin: str,
    step_up: StepUpAnswer | None = None,
    now: datetime,
) -> None:
    """Sets a person's first PIN, or changes it: then a step-up code confirms the change.

    The code confirms that the PIN is changed, not to what: from a digest of it the PIN could be guessed.
    Records `accounts.pin_set` or `accounts.pin_changed`. Call it outside a transaction. Raises InvalidInput on
    `pin` or `password`, StepUpRequired, InvalidCode, PersonNotFound, TooManyRequests.
    """
    pins.require_good(pin)
    user = selectors.get_profile(person_id)
    rates.spend(rates.PASSWORD_BY_PERSON, str(person_id), now=now)
    if not passwords.is_right(password, user.password):
        raise passwords.wrong_password()
    is_change = Pin.objects.filter(pk=person_id).exists()
    code_id = None
    if is_change:
        version = Pin.objects.values_list("version", flat=True).get(pk=person_id)
        binding = binding_of("pin", person_id=person_id, version=version)
        code_id = require_step_up(
            person_id=person_id,
            binding=binding,
            answer=step_up,
            about={"action": "pin"},
            session_id=session_id,
            now=now,
        )
    with transaction.atomic():
        _lock(person_id)
        if code_id is not None:
            use_code(code_id, now=now)
        elif Pin.objects.filter(pk=person_id).exists():
            # Two first PINs at once: the second one is a change, and changes need a code.
            raise StatusConflict("A PIN was set a moment ago.")
        _store(person_id, pin, now)
        announce(person_id, "accounts.pin_changed" if is_change else "accounts.pin_set", now=now)


def _lock(person_id: UUID) -> User:
    user = User.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    if user is None:
        raise PersonNotFound
    return user


def start_pin_reset(*, person_id: UUID, by: UUID, reason: str, now: datetime) -> None:
    """An operator lets a person reset the PIN without a KYC fact, within a day. Nobody but the person chooses it.

    Records `accounts.pin_reset_started`. Raises PersonNotFound, PinNotSet.
    """
    with transaction.atomic():
        _lock(person_id)
        if not Pin.objects.filter(pk=person_id).update(reset_allowed_until=now + RESET_WAITS):
            raise PinNotSet
        announce(person_id, "accounts.pin_reset_started", now=now, by=str(by), reason=reason)


def reset_pin(
    *,
    person_id: UUID,
    session_id: UUID,
    password: str,
    pin: str,
    knows_fact: bool,
    step_up: StepUpAnswer | None = None,
    now: datetime,
) -> None:
    """Replaces a forgotten or locked PIN and lowers the limits for settings.CAUTION (OWASP ASVS 6.4.3).

    Needs the password, a step-up code, and either a fact of the person's KYC (`knows_fact`, which the caller has
    compared) or a reset that an operator has started. Records `accounts.pin_reset`. Call it outside a transaction.
    Raises ResetRefused, InvalidInput on `pin` or `password`, StepUpRequired, InvalidCode, PinNotSet, TooManyRequests.
    """
    pins.require_good(pin)
    user = selectors.get_profile(person_id)
    rates.spend(rates.PIN_RESET_BY_PERSON, str(person_id), now=now)
    if not passwords.is_right(password, user.password):
        raise passwords.wrong_password()
    stored = Pin.objects.filter(pk=person_id).first()
    if stored is None:
        raise PinNotSet
    if not knows_fact and not (stored.reset_allowed_until and stored.reset_allowed_until > now):
        raise ResetRefused
    code_id = require_step_up(
        person_id=person_id,
        binding=binding_of("pin_reset", person_id=person_id, version=stored.version),
        answer=step_up,
        about={"action": "pin"},
        session_id=session_id,
        now=now,
    )
    with transaction.atomic():
        user = _lock(person_id)
        use_code(code_id, now=now)
        _store(person_id, pin, now)
        begin_caution(person_id, now)
        announce(person_id, "accounts.pin_reset", now=now)
        caching.forget(*selectors.person_cache_keys(user))
