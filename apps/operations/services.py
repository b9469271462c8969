"""The second factor of staff: enrolled by its owner, checked at each log-in, reset by a colleague."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from apps.accounts import services as accounts
from apps.accounts.errors import PersonNotFound
from apps.accounts.models import User
from apps.core import crypto, events, ratelimit, request_facts
from apps.core.ids import uuid7
from apps.core.ratelimit import Rate
from apps.core.services import record_deed
from apps.operations import totp
from apps.operations.errors import EnrolmentOver, NoAuthenticator, NotByOneself, WrongSecondFactor
from apps.operations.models import StaffAuthenticator, StaffRecoveryCode

Method = Literal["totp", "recovery_code", "none"]
RECOVERY_CODES = 10
ENROLMENT_WAITS = timedelta(minutes=15)
# Five slips of the thumb. Who guesses has three chances in a million each time, and 480 times a day.
BY_PERSON = Rate("operations.second_factor.person", 5, 15 * 60)
BY_ADDRESS = Rate("operations.second_factor.ip", 30, 15 * 60)
# Crockford's base 32: nothing in it looks like anything else. Twelve of them are 60 bits.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("OIL", "011")
_RECOVERY_LENGTH = 12
_PLACE = {"table": "operations_staffauthenticator", "column": "secret"}


@dataclass(frozen=True, slots=True)
class Enrolment:
    """An authenticator that waits for its first code. `secret` is base32, for its owner's eyes only."""

    id: UUID
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """What opened the second step."""

    authenticator_id: UUID
    method: Method


def begin_enrolment(*, person_id: UUID, begun: UUID | None = None, now: datetime) -> Enrolment:
    """Makes an authenticator that a first code has to confirm, or finds the one that was `begun` in this session.

    Another session gets another secret, so that nobody confirms one that somebody else has seen.
    """
    if begun is not None:
        row = StaffAuthenticator.objects.filter(
            pk=begun, user_id=person_id, confirmed_at=None, created_at__gt=now - ENROLMENT_WAITS
        ).first()
        if row is not None:
            return Enrolment(row.id, crypto.unseal(row.secret, **_PLACE, row=row.id))
    identity, secret = uuid7(), totp.new_secret()
    sealed = crypto.seal(secret, **_PLACE, row=identity)
    with transaction.atomic():
        # Of two at once the later one's stays: the person's row keeps them apart.
        _lock(person_id)
        StaffAuthenticator.objects.filter(user_id=person_id, confirmed_at=None).delete()
        StaffAuthenticator.objects.create(pk=identity, user_id=person_id, secret=sealed, created_at=now)
    return Enrolment(identity, secret)


def complete_enrolment(*, person_id: UUID, begun: UUID, code: str, now: datetime) -> list[str]:
    """Confirms an authenticator by its first code, in place of an earlier one, and returns its recovery codes.

    They are told this once and kept as digests. Sessions opened with the earlier authenticator end. Records
    `operations.second_factor_added`. Call it outside a transaction. Raises EnrolmentOver, WrongSecondFactor,
    TooManyRequests.
    """
    _spend(person_id, now)
    with transaction.atomic():
        _lock(person_id)
        row = StaffAuthenticator.objects.filter(
            pk=begun, user_id=person_id, confirmed_at=None, created_at__gt=now - ENROLMENT_WAITS
        ).first()
        if row is None:
            raise EnrolmentOver
        counter = totp.matching_counter(crypto.unseal(row.secret, **_PLACE, row=row.id), code, now=now)
        if counter is None:
            raise WrongSecondFactor
        StaffAuthenticator.objects.filter(user_id=person_id).exclude(pk=row.pk).delete()
        StaffAuthenticator.objects.filter(pk=row.pk).update(confirmed_at=now, last_counter=counter)
        codes = _replace_recovery_codes(row.id)
        _announce(person_id, "operations.second_factor_added", row.id, now)
    return codes


def check_second_factor(*, person_id: UUID, given: str, now: datetime) -> SecondFactor:
    """Takes a code of the person's app, or one of their recovery codes, and uses it up.

    One statement compares and uses, so of two who send the same code at once one enters. A wrong one leaves an
    activity. Records `operations.recovery_code_used`. Call it outside a transaction. Raises WrongSecondFactor,
    NoAuthenticator, TooManyRequests.
    """
    _spend(person_id, now)
    row = StaffAuthenticator.objects.filter(user_id=person_id, confirmed_at__isnull=False).first()
    if row is None:
        raise NoAuthenticator
    counter = totp.matching_counter(crypto.unseal(row.secret, **_PLACE, row=row.id), given, now=now)
    if counter is not None:
        fresh = StaffAuthenticator.objects.filter(pk=row.pk, last_counter__lt=counter).update(last_counter=counter)
        if fresh:
            return SecondFactor(row.id, "totp")
    elif _use_recovery_code(person_id, row, given, now):
        return SecondFactor(row.id, "recovery_code")
    accounts.record_activity(
        person_id=person_id, action="operations.second_factor_refused", subject=str(row.id), at=now
    )
    raise WrongSecondFactor


def renew_recovery_codes(*, person_id: UUID, now: datetime) -> list[str]:
    """Gives a person new recovery codes; the old ones are void. Raises NoAuthenticator."""
    with transaction.atomic():
        row = (
            StaffAuthenticator.objects.select_for_update(no_key=True)
            .filter(user_id=person_id, confirmed_at__isnull=False)
            .first()
        )
        if row is None:
            raise NoAuthenticator
        codes = _replace_recovery_codes(row.id)
        accounts.record_activity(
            person_id=person_id, action="operations.recovery_codes_renewed", subject=str(row.id), at=now
        )
    return codes


def reset_second_factor(*, person_id: UUID, by: UUID | None = None, reason: str, now: datetime) -> None:
    """Takes away a person's second factor: they are out at once, and enrol anew at their next log-in.

    `by` is the colleague; nobody resets their own. Records `operations.second_factor_reset`. Raises
    NotByOneself, NoAuthenticator.
    """
    if by == person_id:
        raise NotByOneself
    with transaction.atomic():
        _lock(person_id)
        rows = list(StaffAuthenticator.objects.filter(user_id=person_id).values_list("pk", "confirmed_at"))
        if not any(confirmed_at for _, confirmed_at in rows):
            raise NoAuthenticator
        StaffAuthenticator.objects.filter(user_id=person_id).delete()
        why = {"reason": reason} | ({"by": str(by)} if by else {})
        _announce(person_id, "operations.second_factor_reset", rows[0][0], now, **why)


def record_log_in(*, person_id: UUID, method: Method, now: datetime) -> None:
    """Writes down that a member of staff has entered, and by which second factor."""
    accounts.record_activity(person_id=person_id, action="operations.logged_in", detail={"method": method}, at=now)
    record_deed(
        actor_id=person_id,
        what="logged in",
        subject_kind="accounts.user",
        subject_id=person_id,
        detail={"second_factor": method},
        now=now,
    )


def record_log_out(*, person_id: UUID, now: datetime) -> None:
    """Writes down that a member of staff has left."""
    accounts.record_activity(person_id=person_id, action="operations.logged_out", at=now)
    record_deed(actor_id=person_id, what="logged out", subject_kind="accounts.user", subject_id=person_id, now=now)


def end_staff_sessions(*, person_id: UUID) -> int:
    """Deletes a person's sessions of the operators' site; returns how many.

    Whoever is locked is out with the next click anyhow; this is so that no session comes back when they are
    unlocked. Sessions name their person only inside, so each is opened: there are as many as staff at work.
    """
    theirs = [row.pk for row in Session.objects.iterator() if row.get_decoded().get(SESSION_KEY) == str(person_id)]
    return Session.objects.filter(pk__in=theirs).delete()[0]


def purge_expired(*, now: datetime) -> int:
    """Deletes sessions past their time and enrolments nobody completed; returns how many rows."""
    gone = Session.objects.filter(expire_date__lt=now).delete()[0]
    return gone + StaffAuthenticator.objects.filter(confirmed_at=None, created_at__lt=now - ENROLMENT_WAITS).delete()[0]


def _lock(person_id: UUID) -> None:
    """Keeps apart who changes the same person's second factor. Needs a transaction. Raises PersonNotFound."""
    if not User.objects.select_for_update(no_key=True).filter(pk=person_id).exists():
        raise PersonNotFound


def _spend(person_id: UUID, now: datetime) -> None:
    """Counts a try before anything is compared. Raises TooManyRequests."""
    if address := request_facts.current().ip_address:
        ratelimit.spend(BY_ADDRESS, address, now=now)
    ratelimit.spend(BY_PERSON, str(person_id), now=now)


def _recovery_digest(authenticator_id: UUID, code: str) -> bytes:
    """Keyed, so that a copy of the database yields no code however long somebody guesses."""
    return crypto.blind_index(f"{authenticator_id}:{code}", purpose="staff recovery code")


def _replace_recovery_codes(authenticator_id: UUID) -> list[str]:
    codes = ["".join(secrets.choice(_ALPHABET) for _ in range(_RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES)]
    StaffRecoveryCode.objects.filter(authenticator_id=authenticator_id).delete()
    StaffRecoveryCode.objects.bulk_create(
        StaffRecoveryCode(authenticator_id=authenticator_id, digest=_recovery_digest(authenticator_id, code))
        for code in codes
    )
    return ["-".join(code[start : start + 4] for start in range(0, _RECOVERY_LENGTH, 4)) for code in codes]


def _use_recovery_code(person_id: UUID, row: StaffAuthenticator, given: str, now: datetime) -> bool:
    typed = "".join(given.upper().replace("-", " ").split()).translate(_LOOKALIKES)
    if len(typed) != _RECOVERY_LENGTH or not set(typed) <= set(_ALPHABET):
        return False
    with transaction.atomic():
        unused = StaffRecoveryCode.objects.filter(authenticator=row, used_at=None)
        if not unused.filter(digest=_recovery_digest(row.id, typed)).update(used_at=now):
            return False
        _announce(person_id, "operations.recovery_code_used", row.id, now, left=unused.count())
    return True


def _announce(person_id: UUID, topic: str, subject: UUID, now: datetime, **detail: object) -> None:
    """Tells the person on their other channels (OWASP ASVS 7.5.1), and writes it down."""
    events.record(topic, {"person_id": str(person_id), **detail}, at=now)
    accounts.record_activity(person_id=person_id, action=topic, subject=str(subject), detail=detail, at=now)
