"""Asking for money.

What is locked and what happens when the process dies: one database transaction writes the group, the requests, the
event and the activity, so somebody asks all or nobody. The group's unique key (requester, Idempotency-Key) makes a
second request with the key wait until the first has committed, and then it is answered from what stands there. Then the
requester's row of AskedToday is locked and raised, which makes their requests of a day one queue: the cap is exact.
Blocking somebody locks the same row, so a request is either asked before the block, which hides it, or is made hidden.
Dying before the commit leaves nothing, also of the day's count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, transaction

from apps.accounts.selectors import Person, find_person, get_person
from apps.accounts.services import record_activity
from apps.core import events, ratelimit, sql
from apps.core.constraints import sqlstate
from apps.core.ids import uuid7
from apps.core.money import Money, decimal_string
from apps.requests import rates
from apps.requests.errors import AskedOneself, AskedTwice, TooManyAsked
from apps.requests.models import PaymentRequest, RequestBlock, RequestGroup
from apps.requests.splitting import Share
from apps.transactions.errors import CurrencyMismatch, IdempotencyKeyInFlight, IdempotencyKeyReused, PayeeNotFound
from apps.transactions.limits import day_of
from apps.wallets.selectors import find_wallet

_CLAIM = """
INSERT INTO requests_requestgroup (id, requester_id, idempotency_key, request_digest, total, own_share, currency, note,
                                   created_at, expires_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (requester_id, idempotency_key) DO NOTHING RETURNING id
"""
# A clock that is set back finds the counter ahead and goes on counting there.
_COUNT = """
INSERT INTO requests_askedtoday AS a (person_id, day, people)
SELECT %(person)s::uuid, %(day)s::date, %(people)s::int WHERE %(people)s::int <= %(cap)s::int
ON CONFLICT (person_id) DO UPDATE
   SET day = greatest(a.day, EXCLUDED.day),
       people = CASE WHEN a.day < EXCLUDED.day THEN 0 ELSE a.people END + EXCLUDED.people
 WHERE CASE WHEN a.day < EXCLUDED.day THEN 0 ELSE a.people END + EXCLUDED.people <= %(cap)s::int
RETURNING people
"""
_LOCK_NOT_AVAILABLE = "55P03"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, in the order in which the people were named, and whether it had been asked before."""

    group: RequestGroup
    requests: list[PaymentRequest]
    replayed: bool


def ask_for_money(
    *,
    requester_id: UUID,
    shares: Sequence[Share],
    own_share: Money | None = None,
    note: str = "",
    key: str,
    digest: bytes,
    at: datetime,
) -> Asked:
    """Asks each of these people for their share, once for each `key`; all of them or nobody.

    The shares are of one currency, one at least. Somebody who has blocked the requester is asked like everybody else,
    as far as the requester can see, and never hears of it. Of several people it is not told which cannot be asked.
    Call it outside a transaction. Raises IdempotencyKeyReused, IdempotencyKeyInFlight, PayeeNotFound, CurrencyMismatch
    when the requester has no wallet to be paid into, AskedTwice, AskedOneself, TooManyAsked, ratelimit.TooManyRequests,
    accounts.errors.PersonNotFound, and InvalidMoney when the sum is too large.
    """
    if asked := _find_asked(requester_id, key, digest):
        return asked
    ratelimit.spend(rates.ASKING, str(requester_id), now=at)
    requester = get_person(requester_id)
    total = shares[0].amount
    for share in shares[1:]:
        total += share.amount
    if find_wallet(requester_id, total.currency) is None:
        raise CurrencyMismatch
    people = _people(requester, shares)
    group = RequestGroup(
        id=uuid7(),
        requester_id=requester_id,
        idempotency_key=key,
        request_digest=digest,
        total=total.amount,
        own_share=own_share.amount if own_share else None,
        currency=total.currency,
        note=note,
        created_at=at,
        expires_at=at + timedelta(days=settings.REQUEST_DAYS),
    )
    with transaction.atomic():
        if _claim(group):
            _count(requester_id, len(shares), at)
            return Asked(group, _write(group, requester, people, shares), replayed=False)
    if asked := _find_asked(requester_id, key, digest):
        return asked
    # The first one was rolled back at this very moment.
    raise IdempotencyKeyInFlight(retry_after=1)


def _find_asked(requester_id: UUID, key: str, digest: bytes) -> Asked | None:
    """What was asked for under this key. Raises IdempotencyKeyReused."""
    group = RequestGroup.objects.filter(requester_id=requester_id, idempotency_key=key).first()
    if group is None:
        return None
    if bytes(group.request_digest) != digest:
        raise IdempotencyKeyReused
    return Asked(group, list(PaymentRequest.objects.filter(group_id=group.id).order_by("id")), replayed=True)


def _people(requester: Person, shares: Sequence[Share]) -> list[Person]:
    """Who is asked. Raises PayeeNotFound, AskedOneself, AskedTwice."""
    people = []
    for share in shares:
        found = find_person(share.to)
        # Somebody who has left is nobody: a request costs nothing, so it must not tell the two apart.
        if found is None or found.status == "CLOSED":
            raise PayeeNotFound("Somebody you named cannot be asked.")
        people.append(found)
    identities = [person.id for person in people]
    if requester.id in identities:
        raise AskedOneself
    if len(set(identities)) < len(identities):
        raise AskedTwice
    return people


def _claim(group: RequestGroup) -> bool:
    try:
        row = sql.fetch_one(
            _CLAIM,
            [
                *(group.id, group.requester_id, group.idempotency_key, group.request_digest, group.total),
                *(group.own_share, group.currency, group.note, group.created_at, group.expires_at),
            ],
        )
    except DatabaseError as error:
        if sqlstate(error) == _LOCK_NOT_AVAILABLE:
            raise IdempotencyKeyInFlight(retry_after=1) from error
        raise
    return row is not None


def _count(requester_id: UUID, people: int, at: datetime) -> None:
    values = {"person": requester_id, "day": day_of(at), "people": people, "cap": settings.REQUESTS_DAILY_CAP}
    if sql.fetch_one(_COUNT, values) is None:
        raise TooManyAsked(retry_after=_seconds_left(at))


def _seconds_left(at: datetime) -> int:
    """Until the next day begins where the platform does its business."""
    here = at.astimezone(ZoneInfo(settings.LIMITS_TIME_ZONE))
    midnight = (here + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(1, int((midnight - here).total_seconds()))


def _write(
    group: RequestGroup, requester: Person, people: Sequence[Person], shares: Sequence[Share]
) -> list[PaymentRequest]:
    blockers = set(
        RequestBlock.objects.filter(
            requester_id=requester.id, person_id__in=[person.id for person in people]
        ).values_list("person_id", flat=True)
    )
    rows = [
        PaymentRequest(
            group_id=group.id,
            requester_id=requester.id,
            payer_id=person.id,
            requester_name=requester.full_name,
            payer_name=person.full_name,
            amount=share.amount.amount,
            currency=share.amount.currency,
            note=group.note,
            is_hidden=person.id in blockers,
            created_at=group.created_at,
            expires_at=group.expires_at,
        )
        for person, share in zip(people, shares, strict=True)
    ]
    PaymentRequest.objects.bulk_create(rows)
    events.record("requests.asked", {"group_id": str(group.id)}, at=group.created_at)
    record_activity(
        person_id=requester.id,
        action="requests.asked",
        subject=str(group.id),
        detail={
            "people": len(rows),
            "amount": decimal_string(group.total, group.currency),
            "currency": group.currency,
        },
        at=group.created_at,
    )
    return rows
