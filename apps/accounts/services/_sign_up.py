"""From a typed-in number to a person: register, be sent a code, type it back.

At an agent's desk a teller types the number and the name, and the code that the customer reads to them; a password is
nobody's to choose but the customer's own (OWASP ASVS 6.4.6). So such a sign-up has none, its code completes it at the
desk alone and opens no session, and the person it makes cannot log in. Whoever then signs up with their number, which
the code proves to be theirs, chooses the password of the person who is there.

There may be money by then, and the number is all that was shown for it. So lower limits hold for settings.CAUTION, as
after a new PIN, in which whoever was tricked out of a code can be heard; who has ever had a session chooses no password
this way; and an address that nobody has proven, which a teller may have typed, gives way to what its owner says.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, is_password_usable, make_password
from django.db import transaction

from apps.accounts import codes, passwords, rates, selectors
from apps.accounts.errors import EmailTaken, InvalidCode, NumberTaken
from apps.accounts.models import MAX_CODE_ATTEMPTS, OneTimeCode, Session, SignUp, User
from apps.accounts.services._codes import CODE_LIFETIME, issue_code
from apps.accounts.services._people import announce, save_person
from apps.accounts.services._pin import begin_caution
from apps.core import caching, events, sql

SIGN_UP_WAITS = timedelta(hours=24)
# So many waiting registrations of one number are compared with a password, each at the price of one argon2id run.
_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class PendingSignUp:
    """The answer to every registration. `expires_in` is the life of the code, in seconds."""

    msisdn: str
    expires_in: int


@dataclass(frozen=True, slots=True)
class DeskSignUp:
    """A registration at a desk, whoever's number it is. `expires_in` is the life of the code, in seconds."""

    id: UUID
    msisdn: str
    expires_in: int


def _pending(msisdn: str) -> PendingSignUp:
    return PendingSignUp(msisdn, int(CODE_LIFETIME.total_seconds()))


def _issue(msisdn: str, *, place: str = "", now: datetime) -> OneTimeCode:
    """A code for a sign-up; a dead one when the number has its owner, who is then told of the attempt.

    All cases write the same rows, so neither the answer nor its time tells which it was (OWASP ASVS 6.3.8). The `place`
    is the desk somebody is registered at.
    """
    owner = User.objects.filter(msisdn=msisdn).first()
    is_taken = owner is not None and (place != "" or not _awaits_password(owner))
    code = issue_code(purpose=OneTimeCode.Purpose.SIGN_UP, address=msisdn, now=now, dead=is_taken)
    if owner is not None and is_taken:
        events.record("accounts.sign_up_repeated", {"person_id": str(owner.id)}, at=now)
    elif place:
        about = {"action": "registration", "place": place}
        events.record("accounts.step_up_asked", {"code_id": str(code.id), "about": about}, at=now)
    else:
        events.record("accounts.code_issued", {"code_id": str(code.id)}, at=now)
    return code


def _awaits_password(user: User) -> bool:
    """Whether somebody has never had a password: an agent has registered them, or they came from another system."""
    if not user.is_active or user.is_staff or user.secured_at is not None or user.has_usable_password():
        return False
    return not Session.objects.filter(user=user).exists()


def register(
    *, msisdn: str, full_name: str, password: str, email: str | None = None, language: str = "en", now: datetime
) -> PendingSignUp:
    """Takes a registration and has a code sent to the number; the person exists once the code came back.

    A number that has an owner gets the same answer in the same time, and the owner is told; unless they have no
    password yet, and the code is on its way to them.
    Records `accounts.code_issued` or `accounts.sign_up_repeated`. Call it outside a transaction. Raises
    InvalidInput for a weak password, TooManyRequests.
    """
    rates.spend_by_address(rates.REGISTER_BY_ADDRESS, now=now)
    email = email.lower() if email else None
    passwords.require_strong(password, field="password", msisdn=msisdn, full_name=full_name, email=email)
    rates.spend(rates.CODES_BY_NUMBER, msisdn, now=now)
    encoded = make_password(password)
    with transaction.atomic():
        SignUp.objects.create(
            msisdn=msisdn,
            email=email,
            full_name=full_name,
            language=language,
            password=encoded,
            code=_issue(msisdn, now=now),
            created_at=now,
        )
    return _pending(msisdn)


def register_at_desk(
    *, msisdn: str, full_name: str, email: str | None = None, language: str = "en", place: str, now: datetime
) -> DeskSignUp:
    """Takes a registration from whoever serves at a desk, and has a code sent to the number that names the place.

    There is no password, and the code is good for `check_sign_up_code` at a desk alone. A number that has an owner
    gets the same answer for the same rows, and the owner is told. Records `accounts.step_up_asked` or
    `accounts.sign_up_repeated`. Raises TooManyRequests.
    """
    rates.spend_by_address(rates.REGISTER_BY_ADDRESS, now=now)
    rates.spend(rates.CODES_BY_NUMBER, msisdn, now=now)
    with transaction.atomic():
        sign_up = SignUp.objects.create(
            msisdn=msisdn,
            email=email.lower() if email else None,
            full_name=full_name,
            language=language,
            password=make_password(None),
            code=_issue(msisdn, place=place, now=now),
            created_at=now,
        )
    return DeskSignUp(sign_up.id, msisdn, int(CODE_LIFETIME.total_seconds()))


def _waiting(msisdn: str, password: str | None, *, now: datetime) -> SignUp | None:
    rows = SignUp.objects.filter(msisdn=msisdn, created_at__gt=now - SIGN_UP_WAITS)
    candidates = list(rows.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).order_by("-id")[:_CANDIDATES])
    if password is None:
        return candidates[0] if len(candidates) == 1 else None
    return next((row for row in candidates if passwords.is_right(password, row.password)), None)


def resend_code(*, msisdn: str, password: str | None = None, now: datetime) -> PendingSignUp:
    """Sends a new code for a registration that waits; the code sent before is dead from then on.

    When several registrations of the number wait, only the password tells whose is meant, and without it
    nothing is sent: a new code must never complete a registration that somebody else made with this number.
    The answer is the same in every case. Call it outside a transaction. Raises TooManyRequests.
    """
    rates.spend_by_address(rates.CODES_BY_ADDRESS, now=now)
    rates.spend(rates.CODES_BY_NUMBER, msisdn, now=now)
    waiting = _waiting(msisdn, password, now=now)
    if waiting is not None:
        with transaction.atomic():
            code = _issue(msisdn, now=now)
            OneTimeCode.objects.filter(pk=waiting.code_id, used_at=None).update(used_at=now)
            SignUp.objects.filter(pk=waiting.pk).update(code=code)
    return _pending(msisdn)


# The rows are locked in the order of their ids, so that two attempts at one number cannot deadlock.
_COUNT_ATTEMPT = """
WITH waiting AS (
    SELECT c.id, s.id AS sign_up_id
    FROM accounts_onetimecode c JOIN accounts_signup s ON s.code_id = c.id
    WHERE s.msisdn = %(msisdn)s AND starts_with(s.password, %(unusable)s) = %(at_desk)s AND c.purpose = 'SIGN_UP'
      AND c.attempts < %(most)s AND c.used_at IS NULL AND c.expires_at > %(now)s
    ORDER BY c.id
    FOR NO KEY UPDATE OF c
)
UPDATE accounts_onetimecode c SET attempts = c.attempts + 1
FROM waiting
WHERE c.id = waiting.id AND c.attempts < %(most)s AND c.used_at IS NULL
RETURNING c.id, c.salt, waiting.sign_up_id
"""


def check_sign_up_code(*, msisdn: str, code: str, at_desk: bool = False, now: datetime) -> UUID:
    """Counts one attempt at the number's codes and returns the id of the sign-up this code completes.

    What was begun at a desk ends at one, and nowhere else; so whoever a customer reads such a code to gets no session.

    The attempt is counted before anything is compared and stays counted, so this must run outside a
    transaction (RuntimeError); give the id to verify_sign_up, which may share one with other work.
    Raises InvalidCode, TooManyRequests.
    """
    rates.spend_by_address(rates.VERIFY_BY_ADDRESS, now=now)
    rates.spend(rates.VERIFY_BY_NUMBER, msisdn, now=now)
    with transaction.atomic(durable=True):
        values = {"msisdn": msisdn, "now": now, "most": MAX_CODE_ATTEMPTS}
        rows = sql.fetch_all(_COUNT_ATTEMPT, {**values, "unusable": UNUSABLE_PASSWORD_PREFIX, "at_desk": at_desk})
    completed = [
        sign_up_id
        for code_id, salt, sign_up_id in rows
        if codes.matches(code, code_id, OneTimeCode.Purpose.SIGN_UP, bytes(salt))
    ]
    if len(completed) != 1:
        # Two codes of one number that happen to be equal would leave it open whose password counts.
        raise InvalidCode
    sign_up_id: UUID = completed[0]
    return sign_up_id


_USE_CODE = """
UPDATE accounts_onetimecode c SET used_at = %(now)s
FROM accounts_signup s
WHERE s.id = %(sign_up_id)s AND c.id = s.code_id AND c.used_at IS NULL AND c.expires_at > %(now)s
RETURNING s.msisdn, s.email, s.full_name, s.language, s.password
"""


def verify_sign_up(*, sign_up_id: UUID, now: datetime) -> User:
    """Makes the person a checked sign-up was waiting for, once, and forgets the number's other sign-ups.

    Who is there already without a password gets the one of the sign-up, and keeps the name they were registered with:
    their row is locked, so that of two at once the second finds a password. Lower limits hold for a while. Records
    `accounts.password_changed` then.

    `sign_up_id` comes from check_sign_up_code and from nowhere else. When somebody has taken the e-mail
    address meanwhile, the person gets none and `accounts.email_not_taken_over` says so. Records
    `accounts.joined`. Belongs into the transaction that opens the wallet and the session. Raises InvalidCode
    when the code was used or the number has got an owner since.
    """
    with transaction.atomic():
        row = sql.fetch_one(_USE_CODE, {"sign_up_id": sign_up_id, "now": now})
        if row is None:
            raise InvalidCode
        msisdn, email, full_name, language, password = row
        waiting = _lock_waiting(msisdn) if is_password_usable(password) else None
        user = waiting or User(msisdn=msisdn, full_name=full_name, joined_at=now)
        former_email = user.email if user.email_verified_at else None
        user.email, user.language, user.password = former_email or email, language, password
        try:
            try:
                save_person(user, new=waiting is None)
            except EmailTaken:
                user.email = former_email
                save_person(user, new=waiting is None)
        except NumberTaken:
            raise InvalidCode from None
        SignUp.objects.filter(msisdn=msisdn).delete()
        announce(user.id, "accounts.password_changed" if waiting else "accounts.joined", now=now)
        if waiting:
            begin_caution(user.id, now)
            caching.forget(*selectors.person_cache_keys(user))
        if email and user.email is None:
            events.record("accounts.email_not_taken_over", {"person_id": str(user.id)}, at=now)
    return user


def _lock_waiting(msisdn: str) -> User | None:
    """Who has this number and no password yet, locked until the transaction ends."""
    user = User.objects.select_for_update(no_key=True).filter(msisdn=msisdn).first()
    return user if user is not None and _awaits_password(user) else None


def find_sign_up_number(sign_up_id: UUID) -> str | None:
    """The number of a registration that waits for its code; None once it has ended."""
    return SignUp.objects.filter(pk=sign_up_id).values_list("msisdn", flat=True).first()
