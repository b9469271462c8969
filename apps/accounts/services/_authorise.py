"""Who may move money: a good session, the PIN, and the key of the phone it is on.

One read gathers what is known; the PIN is compared and the signature verified here. What must still hold when the
money moves stands in the payment's own statement (`authority_part`): that the PIN was neither changed nor locked
meanwhile, under the lock of its row, so that a right guess among many wrong ones at once is found out; and that
the step-up code is not used. A right PIN clears the count of wrong ones in that statement too.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings

from apps.accounts import pins, selectors, signatures
from apps.accounts.errors import AccountSecured, InvalidSignature, PinNotSet, SessionEnded, SignatureRequired
from apps.accounts.services._pin import confirm_right, count_wrong, locked
from apps.accounts.services._step_up import StepUpAnswer, unused_code_part, use_code_part
from apps.accounts.signatures import SignedRequest
from apps.core import caching, sql


@dataclass(frozen=True, slots=True)
class Proof:
    """What a request brings to be believed."""

    pin: str = field(repr=False)
    signature: SignedRequest | None = None
    step_up: StepUpAnswer | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """A person who has shown that they may move money, and how.

    Without a `device_id` the PIN alone was shown, which authorises nothing before a step-up code was (SECURITY 3).
    """

    person_id: UUID
    kyc_tier: str
    is_cautious: bool
    pin_version: int
    pin_is_clean: bool
    device_id: UUID | None = None
    signature_digest: bytes | None = None
    step_up_id: UUID | None = None
    # Since when the device is registered.
    device_since: datetime | None = None


_FACTS = """
SELECT s.bound_device_id, d.public_key, d.status, p.salt, p.digest, p.version, p.attempts = 0 AND p.lockouts = 0,
       p.locked_until, u.kyc_tier, u.cautious_until, u.secured_at, d.registered_at, u.is_staff,
       s.expires_at, u.status
FROM accounts_session s
JOIN accounts_user u ON u.id = s.user_id
LEFT JOIN accounts_pin p ON p.user_id = u.id
LEFT JOIN accounts_device d ON d.id = s.bound_device_id
WHERE s.id = %s AND s.user_id = %s AND s.revoked_at IS NULL AND s.expires_at > %s
"""


def authorise(*, person_id: UUID, session_id: UUID, proof: Proof, now: datetime) -> Authority:
    """Says who may move money by this proof. Must run outside a transaction: a wrong PIN stays counted.

    The signature is looked at first: who does not hold the phone learns nothing of the PIN and counts no try. Raises
    SessionEnded, AccountSecured, SignatureRequired, InvalidSignature, StaleSignature,
    PinNotSet, WrongPin (with `attempts_left`), PinLocked.
    """
    row = sql.fetch_one(_FACTS, [session_id, person_id, now])
    if row is None:
        raise SessionEnded
    device_id, public_key, device_status, salt, digest, version, is_clean, locked_until, tier, cautious, *others = row
    secured, device_since, *session = others
    _refresh_cache(person_id, session_id, *session)
    if secured is not None:
        raise AccountSecured
    signature_digest = None
    if device_id is not None:
        if proof.signature is None:
            raise SignatureRequired
        if proof.signature.device_id != device_id or device_status != "ACTIVE":
            raise InvalidSignature
        signature_digest = signatures.verify(proof.signature, bytes(public_key), now=now)
    elif proof.signature is not None:
        raise InvalidSignature
    if version is None:
        raise PinNotSet
    if locked_until is not None and locked_until > now:
        raise locked(locked_until, now)
    if not pins.matches(proof.pin, bytes(salt), bytes(digest)):
        raise count_wrong(person_id=person_id, version=version, now=now)
    return Authority(
        person_id=person_id,
        kyc_tier=tier,
        is_cautious=cautious is not None and cautious > now,
        pin_version=version,
        pin_is_clean=is_clean,
        device_id=device_id,
        signature_digest=signature_digest,
        device_since=device_since,
    )


def _refresh_cache(person_id: UUID, session_id: UUID, is_staff: bool, expires_at: datetime, status: str) -> None:
    """What was just read of the session is what the next request of its person would ask for."""
    if status == "ACTIVE":
        state = selectors.SessionState(session_id, person_id, is_staff, expires_at)
        seconds = settings.SESSION_CACHE_SECONDS
        caching.keep(selectors.session_cache_key(session_id), state, seconds=seconds)


_STILL_HOLDS = """
EXISTS (SELECT FROM accounts_pin p
         WHERE p.user_id = %s AND p.version = %s AND (p.locked_until IS NULL OR p.locked_until <= %s)
           FOR {lock})
"""
# Payments of one person do not wait for each other here, only for wrong PINs that are being counted.
_BESIDE_OTHERS, _BEFORE_CLEARING = _STILL_HOLDS.format(lock="SHARE"), _STILL_HOLDS.format(lock="NO KEY UPDATE")


def authority_part(authority: Authority, *, at: datetime) -> sql.Part:
    """The condition under which the authority still holds, to stand in the statement that moves the money."""
    values = [authority.person_id, authority.pin_version, at]
    holds = _BESIDE_OTHERS if authority.pin_is_clean else _BEFORE_CLEARING
    if authority.step_up_id is None:
        return sql.Part(holds, values)
    unused = unused_code_part(authority.step_up_id, at=at)
    return sql.Part(f"{holds} AND {unused.text}", [*values, *unused.parameters])


def authority_effects(authority: Authority, *, at: datetime) -> list[sql.Part]:
    """What using the authority does, in the same statement: the PIN's count is cleared, the code is used up."""
    effects = []
    if not authority.pin_is_clean:
        effects.append(
            sql.Part(
                "UPDATE accounts_pin SET attempts = 0, lockouts = 0, locked_until = NULL",
                [authority.person_id],
                condition="WHERE user_id = %s",
            )
        )
    if authority.step_up_id is not None:
        effects.append(use_code_part(authority.step_up_id, at=at))
    return effects


def confirm_authority(authority: Authority, *, now: datetime) -> None:
    """Says that the PIN was right before the money moves, as asking for a step-up code does.

    It takes the same lock as the payment would. Must run outside a transaction. Raises PinLocked.
    """
    confirm_right(person_id=authority.person_id, version=authority.pin_version, now=now)


def why_not(authority: Authority, *, at: datetime) -> Exception | None:
    """Which refusal the authority meets by now, for saying why a payment was not made; None when it holds."""
    row = sql.fetch_one(
        "SELECT p.version, p.locked_until FROM accounts_pin p WHERE p.user_id = %s", [authority.person_id]
    )
    if row is None or row[0] != authority.pin_version:
        return PinNotSet("The PIN was changed meanwhile.")
    if row[1] is not None and row[1] > at:
        return locked(row[1], at)
    return None
