"""Step-up: a fresh one-time code that is good for exactly one payment or change (OWASP ASVS 6.6, 7.5.3)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.accounts import codes, rates, selectors
from apps.accounts.errors import InvalidCode, StepUpRequired
from apps.accounts.models import MAX_CODE_ATTEMPTS, OneTimeCode
from apps.accounts.services._codes import CODE_LIFETIME, issue_code
from apps.core import events, sql


@dataclass(frozen=True, slots=True)
class StepUpAnswer:
    """A challenge, and the digits the person typed."""

    challenge_id: UUID
    code: str = field(repr=False)


def binding_of(action: str, **facts: object) -> bytes:
    """A digest of exactly what is confirmed: 32 bytes. Whatever differs in a fact needs another code."""
    canonical = json.dumps([action, facts], sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).digest()


def masked(address: str) -> str:
    """Enough of a number or an e-mail address for its owner to know it by."""
    if "@" in address:
        name, _, domain = address.partition("@")
        return f"{name[:1]}***@{domain}"
    return f"{address[:4]}***{address[-3:]}"


def require_step_up(
    *,
    person_id: UUID,
    binding: bytes,
    answer: StepUpAnswer | None,
    about: Mapping[str, Any],
    address: str | None = None,
    session_id: UUID | None = None,
    owner_id: UUID | None = None,
    now: datetime,
) -> UUID:
    """Sends a code and raises StepUpRequired, or counts one attempt at the code that was answered.

    `about` says in the message what the code is for: for its `action` there are templates/notifications/confirm_*,
    the rest are the facts they show. The code goes to `address`,
    or to the person's number. When `address` is somebody else's, `owner_id` says whose: the code is then dead, and
    the owner is told in place of being sent it (`accounts.address_claimed`). The same rows are written, so neither
    the answer nor its time tells which it was (OWASP ASVS 6.3.8).

    Returns the id of a code that was right: give it to `use_code` in the transaction of what it confirms. The
    attempt stays counted, so this must run outside a transaction (RuntimeError).
    Raises InvalidCode, TooManyRequests, PersonNotFound.
    """
    if answer is not None:
        _check(person_id, binding, answer, now)
        return answer.challenge_id
    rates.spend_by_address(rates.STEP_UP_BY_ADDRESS, now=now)
    if session_id is not None:
        rates.spend(rates.STEP_UP_BY_SESSION, str(session_id), now=now)
    rates.spend(rates.STEP_UP_BY_PERSON, str(person_id), now=now)
    address = address or selectors.get_person(person_id).msisdn
    with transaction.atomic():
        OneTimeCode.objects.filter(
            person_id=person_id, purpose=OneTimeCode.Purpose.STEP_UP, binding=binding, address=address, used_at=None
        ).update(used_at=now)
        code = issue_code(
            purpose=OneTimeCode.Purpose.STEP_UP,
            address=address,
            person_id=person_id,
            binding=binding,
            now=now,
            dead=owner_id is not None,
        )
        if owner_id is None:
            payload = {"code_id": str(code.id), "person_id": str(person_id), "about": dict(about)}
            events.record("accounts.step_up_asked", payload, at=now)
        else:
            events.record("accounts.address_claimed", {"person_id": str(owner_id)}, at=now)
    raise StepUpRequired(
        challenge_id=str(code.id), sent_to=masked(address), expires_in=int(CODE_LIFETIME.total_seconds())
    )


_COUNT_ATTEMPT = """
UPDATE accounts_onetimecode SET attempts = attempts + 1
WHERE id = %(id)s AND purpose = 'STEP_UP' AND person_id = %(person_id)s AND binding = %(binding)s
  AND attempts < %(most)s AND used_at IS NULL AND expires_at > %(now)s
RETURNING salt
"""


def _check(person_id: UUID, binding: bytes, answer: StepUpAnswer, now: datetime) -> None:
    parameters = {
        "id": answer.challenge_id,
        "person_id": person_id,
        "binding": binding,
        "most": MAX_CODE_ATTEMPTS,
        "now": now,
    }
    with transaction.atomic(durable=True):
        row = sql.fetch_one(_COUNT_ATTEMPT, parameters)
    if row is None or not codes.matches(answer.code, answer.challenge_id, OneTimeCode.Purpose.STEP_UP, bytes(row[0])):
        raise InvalidCode


def use_code(code_id: UUID, *, now: datetime) -> None:
    """Uses up a code that was right, once, in the transaction of what it confirms. Raises InvalidCode."""
    if not OneTimeCode.objects.filter(pk=code_id, used_at=None, expires_at__gt=now).update(used_at=now):
        raise InvalidCode


# Not locked: a code is bound to one request, and the request's key lets only one of its repetitions come this far.
_IS_UNUSED = """
EXISTS (SELECT FROM accounts_onetimecode c WHERE c.id = %s AND c.used_at IS NULL AND c.expires_at > %s)
"""


def unused_code_part(code_id: UUID, *, at: datetime) -> sql.Part:
    """The condition under which a code that was right is good still, to stand in the statement that uses it up."""
    return sql.Part(_IS_UNUSED, (code_id, at))


def use_code_part(code_id: UUID, *, at: datetime) -> sql.Part:
    """Uses a code up, as an effect for sql.run_if_claimed."""
    return sql.Part(
        "UPDATE accounts_onetimecode SET used_at = %s", (at, code_id), condition="WHERE accounts_onetimecode.id = %s"
    )


def is_unused(code_id: UUID, *, at: datetime) -> bool:
    """Whether `unused_code_part` holds, for saying why something was not done."""
    return OneTimeCode.objects.filter(pk=code_id, used_at=None, expires_at__gt=at).exists()
