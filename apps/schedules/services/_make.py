"""Making a schedule.

What is locked and what happens when the process dies: the PIN is looked at and the code asked for outside any
transaction, as for a payment; dying there leaves at most a code that was sent. One transaction then locks the
person's row, under which their schedules are counted, and inserts the schedule with its event and activity; it uses
up the code. Dying before its end leaves nothing, dying after it a schedule that the same key answers with.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from apps.accounts import selectors as people
from apps.accounts import services as accounts
from apps.accounts.errors import InvalidCode, SessionEnded, SignatureReplayed
from apps.accounts.identifiers import masked_name
from apps.accounts.models import User
from apps.accounts.selectors import Person
from apps.accounts.services import Authority, Proof
from apps.accounts.time_zones import zone_of, zone_or_default
from apps.core import events
from apps.core.errors import InvalidInput
from apps.core.money import Money, decimal_string
from apps.core.ratelimit import spend
from apps.schedules import rates, wording
from apps.schedules.errors import TooManySchedules
from apps.schedules.models import MAX_COUNT, MAX_INTERVAL, NOT_OVER, Schedule
from apps.schedules.occurrences import Frequency, Rule, fits_month, moment_of
from apps.transactions import limits, pricing
from apps.transactions.errors import (
    CurrencyMismatch,
    IdempotencyKeyReused,
    PayeeNotActive,
    PayeeNotFound,
    PayerNotActive,
    SelfTransfer,
)
from apps.transactions.kinds import P2P
from apps.wallets.selectors import Passage, find_wallet, get_standing

MAX_SCHEDULES = 50
LATEST_START = timedelta(days=2 * 366)


@dataclass(frozen=True, slots=True)
class Plan:
    """When it is to be paid, as the person says it: dates and time where they live."""

    frequency: str
    start_date: date
    local_time: time
    interval: int = 1
    day_of_month: int | None = None
    end_date: date | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A schedule, and whether it had been made before."""

    schedule: Schedule
    replayed: bool


def make_schedule(
    *,
    person_id: UUID,
    session_id: UUID,
    to: str,
    amount: Money,
    plan: Plan,
    note: str = "",
    key: str,
    digest: bytes,
    proof: Proof,
    now: datetime,
) -> Made:
    """Arranges payments to one payee, once for each `key`. Call it outside a transaction.

    `to` is a number in E.164, a proven e-mail address, a @handle or an id; whose it is now is who is paid later. The
    dates are in the time zone the person has now, which the schedule keeps. The fee is that of each day of payment.
    Records `schedules.made`. Raises what accounts.services.authorise raises, StepUpRequired, InvalidCode,
    SignatureReplayed, IdempotencyKeyReused, InvalidInput for a plan that makes no sense, TooManySchedules,
    TooManyRequests, SessionEnded, and as a transfer would be declined: PayeeNotFound, PayeeNotActive, SelfTransfer,
    CurrencyMismatch, PayerNotActive, BelowMinimum, LimitExceeded, TierLimitExceeded.
    """
    authority = accounts.authorise(person_id=person_id, session_id=session_id, proof=proof, now=now)
    asked = _Asked(person_id, key, digest, authority.signature_digest)
    if made := _find_made(asked):
        return made
    spend(rates.MAKE_BY_PERSON, str(person_id), now=now)
    time_zone = zone_or_default(people.get_profile(person_id).time_zone)
    first_run_at = _check_plan(plan, time_zone, now)
    payee = _find_payee(person_id, to, amount, now)
    _check_amount(authority, amount)
    _check_standing(person_id, payee, amount, session_id, now)
    _require_room(person_id)
    try:
        authority = accounts.confirm_with_code(
            authority,
            binding=accounts.binding_of("schedule", key=key, digest=digest.hex(), payee_id=payee.id),
            about={
                "action": "schedule",
                "amount": decimal_string(amount.amount, amount.currency),
                "currency": amount.currency,
                "payee": masked_name(payee.full_name),
                "how_often": wording.how_often(plan.frequency, plan.interval),
                "start_date": plan.start_date.isoformat(),
            },
            proof=proof,
            session_id=session_id,
            now=now,
        )
    except InvalidCode:
        # The same request a moment earlier may have used the code up.
        if made := _find_made(asked):
            return made
        raise
    with transaction.atomic():
        # Locking a phone or closing an account takes this lock too: what was made before it is found by it, and
        # after it nothing is made.
        User.objects.select_for_update(no_key=True).get(pk=person_id)
        if made := _find_made(asked):
            return made
        _check_standing(person_id, payee, amount, session_id, now)
        _require_room(person_id)
        accounts.use_authority(authority, now=now)
        schedule = Schedule.objects.create(
            person_id=person_id,
            to=to.strip(),
            payee_id=payee.id,
            payee_name=masked_name(payee.full_name),
            amount=amount.amount,
            currency=amount.currency,
            note=note,
            frequency=plan.frequency,
            interval=plan.interval,
            start_date=plan.start_date,
            local_time=plan.local_time,
            day_of_month=_day_of_month(plan),
            time_zone=time_zone,
            end_date=plan.end_date,
            count=plan.count,
            next_run_at=first_run_at,
            due_at=first_run_at,
            device_id=authority.device_id,
            idempotency_key=key,
            request_digest=digest,
            signature_digest=authority.signature_digest,
            created_at=now,
        )
        told = {"schedule_id": str(schedule.id), "person_id": str(person_id)}
        events.record("schedules.made", told, at=now)
        accounts.record_activity(person_id=person_id, action="schedules.made", subject=str(schedule.id), at=now)
    return Made(schedule, replayed=False)


def check_plan(*, person_id: UUID, plan: Plan, now: datetime) -> datetime:
    """When it would be paid first, where the person lives. Raises InvalidInput for a plan that makes no sense."""
    return _check_plan(plan, zone_or_default(people.get_profile(person_id).time_zone), now)


@dataclass(frozen=True, slots=True)
class _Asked:
    """By what a request is known again."""

    person_id: UUID
    key: str
    digest: bytes
    signature_digest: bytes | None


def _find_made(asked: _Asked) -> Made | None:
    """What was made when the key was first used.

    Raises IdempotencyKeyReused for another request, SignatureReplayed for a copy of the very same one.
    """
    row = Schedule.objects.filter(person_id=asked.person_id, idempotency_key=asked.key).first()
    if row is None:
        return None
    if bytes(row.request_digest) != asked.digest:
        raise IdempotencyKeyReused
    given, known = asked.signature_digest, row.signature_digest
    if given is not None and known is not None and bytes(known) == given:
        raise SignatureReplayed
    return Made(row, replayed=True)


def _refuse(field: str, code: str, detail: str) -> InvalidInput:
    return InvalidInput(errors=[{"field": field, "code": code, "detail": detail}])


def _day_of_month(plan: Plan) -> int | None:
    return plan.day_of_month or plan.start_date.day if plan.frequency == Frequency.MONTHLY else None


def _check_plan(plan: Plan, time_zone: str, now: datetime) -> datetime:
    """The first due moment of a plan that makes sense. Raises InvalidInput that names the field."""
    if plan.frequency == Frequency.ONCE:
        for field, value in (("end_date", plan.end_date), ("count", plan.count)):
            if value is not None:
                raise _refuse(field, "not_recurring", "What happens once has no end.")
        if plan.interval != 1:
            raise _refuse("interval", "not_recurring", "What happens once has no interval.")
    if not 1 <= plan.interval <= MAX_INTERVAL:
        raise _refuse("interval", "out_of_range", f"This must be a number from 1 to {MAX_INTERVAL}.")
    if plan.count is not None and not 1 <= plan.count <= MAX_COUNT:
        raise _refuse("count", "out_of_range", f"This must be a number from 1 to {MAX_COUNT}.")
    if plan.day_of_month is not None:
        if plan.frequency != Frequency.MONTHLY:
            raise _refuse("day_of_month", "not_monthly", "Only what happens monthly has a day of the month.")
        if not 1 <= plan.day_of_month <= 31:
            raise _refuse("day_of_month", "out_of_range", "This must be a number from 1 to 31.")
        if not fits_month(plan.day_of_month, plan.start_date):
            raise _refuse("day_of_month", "differs", "The first date is not on this day of its month.")
    if plan.end_date is not None and plan.end_date < plan.start_date:
        raise _refuse("end_date", "before_start", "It cannot end before it begins.")
    if plan.start_date.year < now.year - 1:
        raise _refuse("start_date", "in_the_past", "This is in the past already.")
    rule = Rule(Frequency(plan.frequency), plan.start_date, plan.local_time, zone_of(time_zone))
    first = moment_of(rule, 1)
    if first is None or first > now + LATEST_START:
        raise _refuse("start_date", "too_far", "The first date may be at most two years from now.")
    if first <= now:
        raise _refuse("start_date", "in_the_past", f"This is in the past already, where it is {time_zone}.")
    return first


def _find_payee(person_id: UUID, to: str, amount: Money, now: datetime) -> Person:
    """Who is meant. Somebody whose account is closed is nobody, as if they had never been here."""
    payee = people.find_person(to)
    if payee is None or payee.status == "CLOSED":
        spend(rates.NOBODY_BY_PERSON, str(person_id), now=now)
        raise PayeeNotFound
    if payee.id == person_id:
        raise SelfTransfer
    if find_wallet(payee.id, amount.currency) is None or find_wallet(person_id, amount.currency) is None:
        raise CurrencyMismatch
    return payee


def _check_amount(authority: Authority, amount: Money) -> None:
    """What a single transfer may be. It is looked at again each time it is paid."""
    pricing.check_limits(kind=P2P.code, amount=amount)
    ceilings = limits.get_ceilings(
        tier=authority.kyc_tier, kind=P2P.code, currency=amount.currency, is_cautious=authority.is_cautious
    )
    limits.check_single(ceilings, amount)


def _check_standing(person_id: UUID, payee: Person, amount: Money, session_id: UUID, now: datetime) -> None:
    mine, theirs = find_wallet(person_id, amount.currency), find_wallet(payee.id, amount.currency)
    passage = Passage(mine.id if mine else None, theirs.id if theirs else None, session_id, person_id)
    standing = get_standing(passage, at=now)
    if not standing.session_is_good:
        raise SessionEnded
    if not standing.can_pay:
        raise PayerNotActive
    if not standing.can_receive:
        raise PayeeNotActive


def _require_room(person_id: UUID) -> None:
    if Schedule.objects.filter(person_id=person_id, state__in=NOT_OVER).count() >= MAX_SCHEDULES:
        raise TooManySchedules
