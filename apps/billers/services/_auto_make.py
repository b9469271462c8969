"""Making an auto-recharge, and what its person and what happens to them make of it.

What is locked and what happens when the process dies: the PIN is looked at and the code asked for outside any
transaction, as for a payment; dying there leaves at most a code that was sent. One transaction then locks the person's
row, under which their auto-recharges are counted, and inserts one with its event and activity, or locks the row of one
that is to go on; it uses up the code. Dying before its end leaves nothing, dying after it an auto-recharge that the
same key answers with. Pausing and ending lock the row, which whoever buys for it holds too: once they have been
answered nothing more is bought.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from apps.accounts import selectors as people
from apps.accounts import services as accounts
from apps.accounts.errors import InvalidCode, SessionEnded, SignatureReplayed
from apps.accounts.models import User
from apps.accounts.services import Authority, Proof
from apps.accounts.time_zones import zone_or_default
from apps.billers import rates, recharge_wording, selectors
from apps.billers.models import (
    MAX_EVERY_DAYS,
    AutoPausedBecause,
    AutoRecharge,
    AutoRechargeState,
    RechargeFavourite,
)
from apps.billers.recharge_errors import AutoRechargeConflict, AutoRechargeNotFound, TooManyAutoRecharges
from apps.billers.recharge_numbers import checked_msisdn, masked_msisdn, seal_msisdn
from apps.billers.selectors import DUE_AT
from apps.billers.services._auto_states import announce, end, lock_auto_recharge, pause, write_down
from apps.billers.services._recharge import Choice, choose
from apps.core.errors import InvalidInput
from apps.core.ids import uuid7
from apps.core.money import Money, decimal_string
from apps.core.ratelimit import spend
from apps.schedules.occurrences import date_of, first_after, fits_month, to_moment
from apps.transactions import limits, pricing
from apps.transactions.errors import CurrencyMismatch, IdempotencyKeyReused, PayerNotActive
from apps.transactions.kinds import RECHARGE
from apps.wallets.selectors import Passage, find_wallet, get_standing

MAX_AUTO_RECHARGES = 20
LATEST_START = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When it is bought: every so many days, or on a day of each month. Dates are those where the person lives.

    Without a `start_date` it begins tomorrow, or on the next such day after today.
    """

    every_days: int | None = None
    day_of_month: int | None = None
    start_date: date | None = None


@dataclass(frozen=True, slots=True)
class AutoMade:
    """An auto-recharge, and whether it had been made before."""

    row: AutoRecharge
    replayed: bool


def make_auto_recharge(
    *,
    person_id: UUID,
    session_id: UUID,
    msisdn: str,
    operator: str = "",
    product: str = "",
    amount: Money,
    rhythm: Rhythm,
    key: str,
    digest: bytes,
    proof: Proof,
    now: datetime,
) -> AutoMade:
    """Has a number recharged again and again, once for each `key`. Call it outside a transaction.

    Which operator and product that is, is decided now and stays. Records `billers.auto_recharge_made`. Raises
    InvalidInput on `msisdn` and for a rhythm that makes no sense, what services.choose raises, what
    accounts.services.authorise raises, StepUpRequired, InvalidCode, SignatureReplayed, IdempotencyKeyReused,
    TooManyAutoRecharges, TooManyRequests, SessionEnded, and as a payment would be declined: CurrencyMismatch,
    PayerNotActive, BelowMinimum, LimitExceeded, TierLimitExceeded.
    """
    msisdn = checked_msisdn(msisdn)
    authority = accounts.authorise(person_id=person_id, session_id=session_id, proof=proof, now=now)
    asked = _Asked(person_id, key, digest, authority.signature_digest)
    if made := _find_made(asked):
        return made
    spend(rates.MAKE_AUTO_BY_PERSON, str(person_id), now=now)
    time_zone = zone_or_default(people.get_profile(person_id).time_zone)
    start_date, due_at = _check_rhythm(rhythm, time_zone, now)
    chosen = choose(msisdn=msisdn, operator=operator, product=product, amount=amount)
    _check_amount(authority, amount)
    _check_standing(person_id, amount.currency, session_id, now)
    _require_room(person_id)
    how_often = recharge_wording.how_often(rhythm.every_days, rhythm.day_of_month)
    try:
        authority = accounts.confirm_with_code(
            authority,
            binding=accounts.binding_of("auto_recharge", key=key, digest=digest.hex()),
            about=_about(chosen.operator.name, masked_msisdn(msisdn), amount, how_often),
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
        _check_standing(person_id, amount.currency, session_id, now)
        _require_room(person_id)
        accounts.use_authority(authority, now=now)
        row = _insert(asked, authority, chosen, msisdn, amount, rhythm, start_date, time_zone, due_at, now)
        announce(row, "billers.auto_recharge_made", now=now)
        write_down(row, "billers.auto_recharge_made", now=now, number=row.masked, operator=chosen.operator.code)
    return AutoMade(row, replayed=False)


@dataclass(frozen=True, slots=True)
class _Asked:
    """By what a request is known again."""

    person_id: UUID
    key: str
    digest: bytes
    signature_digest: bytes | None


def _insert(
    asked: _Asked,
    authority: Authority,
    chosen: Choice,
    msisdn: str,
    amount: Money,
    rhythm: Rhythm,
    start_date: date,
    time_zone: str,
    due_at: datetime,
    now: datetime,
) -> AutoRecharge:
    identity = uuid7()
    return AutoRecharge.objects.create(
        id=identity,
        person_id=asked.person_id,
        operator_id=chosen.operator.id,
        product_id=chosen.product.id,
        msisdn=seal_msisdn(msisdn, table=AutoRecharge._meta.db_table, row=identity),
        masked=masked_msisdn(msisdn),
        amount=amount.amount,
        currency=amount.currency,
        every_days=rhythm.every_days,
        day_of_month=rhythm.day_of_month,
        start_date=start_date,
        time_zone=time_zone,
        next_due_on=start_date,
        due_at=due_at,
        device_id=authority.device_id,
        idempotency_key=asked.key,
        request_digest=asked.digest,
        signature_digest=asked.signature_digest,
        created_at=now,
    )


def _find_made(asked: _Asked) -> AutoMade | None:
    """What was made when the key was first used.

    Raises IdempotencyKeyReused for another request, SignatureReplayed for a copy of the very same one.
    """
    rows = AutoRecharge.objects.select_related("operator", "product")
    row = rows.filter(person_id=asked.person_id, idempotency_key=asked.key).first()
    if row is None:
        return None
    if bytes(row.request_digest) != asked.digest:
        raise IdempotencyKeyReused
    given, known = asked.signature_digest, row.signature_digest
    if given is not None and known is not None and bytes(known) == given:
        raise SignatureReplayed
    return AutoMade(row, replayed=True)


def _refuse(field: str, code: str, detail: str) -> InvalidInput:
    return InvalidInput(errors=[{"field": field, "code": code, "detail": detail}])


def _check_rhythm(rhythm: Rhythm, time_zone: str, now: datetime) -> tuple[date, datetime]:
    """The first due date, and its moment. Raises InvalidInput that names the field."""
    if (rhythm.every_days is None) == (rhythm.day_of_month is None):
        raise _refuse("every_days", "not_both", "Say either every how many days, or on which day of the month.")
    if rhythm.every_days is not None and not 1 <= rhythm.every_days <= MAX_EVERY_DAYS:
        raise _refuse("every_days", "out_of_range", f"This must be a number from 1 to {MAX_EVERY_DAYS}.")
    day = rhythm.day_of_month
    if day is not None and not 1 <= day <= 31:
        raise _refuse("day_of_month", "out_of_range", "This must be a number from 1 to 31.")
    zone = ZoneInfo(time_zone)
    start = rhythm.start_date
    if start is None:
        start = now.astimezone(zone).date() + timedelta(days=1)
        while day is not None and not fits_month(day, start):
            start += timedelta(days=1)
    elif day is not None and not fits_month(day, start):
        raise _refuse("day_of_month", "differs", "The first date is not on this day of its month.")
    if start > (now + LATEST_START).date():
        raise _refuse("start_date", "too_far", "The first date may be at most a year from now.")
    due_at = to_moment(start, DUE_AT, zone) if start.year > 1 else now
    if due_at <= now:
        raise _refuse("start_date", "in_the_past", f"This is in the past already, where it is {time_zone}.")
    return start, due_at


def _check_amount(authority: Authority, amount: Money) -> None:
    """What a single recharge may be. It is looked at again each time it is paid."""
    pricing.check_limits(kind=RECHARGE.code, amount=amount)
    ceilings = limits.get_ceilings(
        tier=authority.kyc_tier, kind=RECHARGE.code, currency=amount.currency, is_cautious=authority.is_cautious
    )
    limits.check_single(ceilings, amount)


def _check_standing(person_id: UUID, currency: str, session_id: UUID, now: datetime) -> None:
    wallet = find_wallet(person_id, currency)
    if wallet is None:
        raise CurrencyMismatch
    standing = get_standing(Passage(wallet.id, None, session_id, person_id), at=now)
    if not standing.session_is_good:
        raise SessionEnded
    if not standing.can_pay:
        raise PayerNotActive


def _require_room(person_id: UUID) -> None:
    theirs = AutoRecharge.objects.filter(person_id=person_id).exclude(state=AutoRechargeState.ENDED)
    if theirs.count() >= MAX_AUTO_RECHARGES:
        raise TooManyAutoRecharges


def _about(operator: str, number: str, amount: Money, how_often: str) -> dict[str, str]:
    return {
        "action": "auto_recharge",
        "amount": decimal_string(amount.amount, amount.currency),
        "currency": amount.currency,
        "operator": operator,
        "number": number,
        "how_often": how_often,
    }


def pause_auto_recharge(*, person_id: UUID, auto_recharge_id: UUID, now: datetime) -> None:
    """Stops one until it is resumed. Raises AutoRechargeNotFound, AutoRechargeConflict when it is not active."""
    with transaction.atomic():
        row = lock_auto_recharge(person_id, auto_recharge_id)
        _require(row, AutoRechargeState.ACTIVE)
        pause(row, AutoPausedBecause.PERSON, now=now)


def resume_auto_recharge(
    *, person_id: UUID, session_id: UUID, auto_recharge_id: UUID, proof: Proof, now: datetime
) -> None:
    """Lets a paused one buy again, from its first due date after now on; what was due meanwhile is not bought.

    Confirmed as making one is. Call it outside a transaction. Raises AutoRechargeNotFound, AutoRechargeConflict when it
    is not paused, StepUpRequired, InvalidCode, TooManyRequests, SessionEnded, and what accounts.services.authorise
    raises.
    """
    row = selectors.get_auto_recharge(person_id=person_id, auto_recharge_id=auto_recharge_id)
    _require(row, AutoRechargeState.PAUSED)
    authority = accounts.authorise(person_id=person_id, session_id=session_id, proof=proof, now=now)
    how_often = recharge_wording.how_often(row.every_days, row.day_of_month)
    authority = accounts.confirm_with_code(
        authority,
        binding=accounts.binding_of("auto_recharge_resume", auto_recharge_id=auto_recharge_id),
        about=_about(row.operator.name, row.masked, Money(row.amount, row.currency), how_often),
        proof=proof,
        session_id=session_id,
        now=now,
    )
    with transaction.atomic():
        # A phone that is locked ends its sessions under this lock, so this session is still good or it is not.
        User.objects.select_for_update(no_key=True).get(pk=person_id)
        if not get_standing(Passage(None, None, session_id, person_id), at=now).session_is_good:
            raise SessionEnded
        row = lock_auto_recharge(person_id, auto_recharge_id)
        _require(row, AutoRechargeState.PAUSED)
        accounts.use_authority(authority, now=now)
        rule = selectors.rule_of_auto(row)
        found = first_after(rule, now, number=row.next_occurrence)
        if found is None:
            raise AutoRechargeConflict("It has no due date left.")
        row.next_occurrence, row.due_at = found
        row.next_due_on = date_of(rule, row.next_occurrence)
        row.state, row.paused_because, row.failures_in_a_row = AutoRechargeState.ACTIVE, "", 0
        row.save()
        write_down(row, "billers.auto_recharge_resumed", now=now)


def end_auto_recharge(*, person_id: UUID, auto_recharge_id: UUID, now: datetime) -> None:
    """Ends one for good. Raises AutoRechargeNotFound, also when it is over."""
    with transaction.atomic():
        end(lock_auto_recharge(person_id, auto_recharge_id), now=now)


def pause_auto_recharge_by_operator(*, auto_recharge_id: UUID, reason: str, by: UUID, now: datetime) -> None:
    """Pauses an active one, for a reason that is written down; its person is told.

    Raises AutoRechargeNotFound, AutoRechargeConflict.
    """
    with transaction.atomic():
        row = AutoRecharge.objects.select_for_update(no_key=True).filter(pk=auto_recharge_id).first()
        if row is None:
            raise AutoRechargeNotFound
        _require(row, AutoRechargeState.ACTIVE)
        pause(row, AutoPausedBecause.OPERATOR, now=now)
        detail: dict[str, Any] = {"reason": reason}
        accounts.record_activity(
            person_id=by, action="billers.auto_recharge_paused", subject=str(row.id), detail=detail, at=now
        )


def pause_auto_recharges_of_device(*, device_id: UUID, now: datetime) -> int:
    """Stops what was set going on a phone that was locked: whoever has it may have made it. Returns how many.

    Run twice, nobody is told twice: by then none of them is active.
    """
    with transaction.atomic():
        theirs = AutoRecharge.objects.filter(device_id=device_id, state=AutoRechargeState.ACTIVE)
        rows = list(theirs.select_for_update(no_key=True).order_by("pk"))
        for row in rows:
            pause(row, AutoPausedBecause.DEVICE, now=now)
    return len(rows)


def end_auto_recharges_of_person(*, person_id: UUID, now: datetime) -> int:
    """Ends all of somebody whose account was closed. Returns how many."""
    with transaction.atomic():
        theirs = AutoRecharge.objects.filter(person_id=person_id).exclude(state=AutoRechargeState.ENDED)
        rows = list(theirs.select_for_update(no_key=True).order_by("pk"))
        for row in rows:
            end(row, now=now, reason="account_closed")
    return len(rows)


def erase_recharges_of_person(*, person_id: UUID) -> None:
    """Erases which numbers somebody kept and recharged, once the law no longer wants to know."""
    RechargeFavourite.objects.filter(person_id=person_id).delete()
    over = AutoRecharge.objects.filter(person_id=person_id, state=AutoRechargeState.ENDED)
    over.update(msisdn=None, masked="")


def _require(row: AutoRecharge, state: AutoRechargeState) -> None:
    if row.state != state:
        raise AutoRechargeConflict(f"The auto-recharge is {row.get_state_display().lower()}.")
