"""What happens to sources beside linking them: cards are kept, sources removed, expired and offered first.

Each step locks the person's row first, then the automatic top-ups that fetch from the source, in the order of their
ids, then the source: whoever starts an automatic deposit holds its top-up's row, so a source that is removed has none
started from it any more. Source, top-ups, event and activity commit together; dying before that changes nothing. A
payment that was asked for from a source looks in its own statement whether it is still linked (`_pay`), and one that is
under way goes on.
"""

from contextlib import suppress
from datetime import date, datetime
from uuid import UUID

import structlog
from django.db import transaction

from apps.accounts import services as accounts
from apps.accounts.models import User
from apps.core import events
from apps.funding.errors import FundingSourceNotFound, TooManySources
from apps.funding.models import (
    MAX_SOURCES,
    AutoTopUp,
    FundingSource,
    PausedBecause,
    SourceKind,
    SourceState,
    TopUpState,
)
from apps.funding.sealed import open_token, token_index, write_token
from apps.funding.services._top_up_states import pause
from apps.transactions import services as transactions
from apps.transactions.errors import AccountRemoved, NotHeld
from apps.transactions.kinds import DEPOSIT, WITHDRAWAL
from apps.transactions.models import State, Transaction
from apps.transactions.selectors import find_operation

log = structlog.get_logger("gopay.funding")


def require_room(person_id: UUID) -> None:
    """Raises TooManySources when the person has as many as anybody may have."""
    if FundingSource.objects.filter(person_id=person_id, state=SourceState.ACTIVE).count() >= MAX_SOURCES:
        raise TooManySources


def find_linked(person_id: UUID, gateway_code: str, token: str) -> FundingSource | None:
    """The person's source the provider knows by this token, if it is linked."""
    return FundingSource.objects.filter(
        person_id=person_id,
        gateway_code=gateway_code,
        token_index=token_index(gateway_code, token),
        state=SourceState.ACTIVE,
    ).first()


def add_source(source: FundingSource, token: str, *, now: datetime) -> FundingSource:
    """Writes a new source with its event and activity; the caller has locked the person's row. The first is offered
    first."""
    write_token(source, token)
    mine = FundingSource.objects.filter(person_id=source.person_id, state=SourceState.ACTIVE)
    source.is_default = not mine.exists()
    source.save(force_insert=True)
    _announce(source, "funding.source_linked", now=now)
    _write_down(source, "funding.source_linked", now=now)
    return source


def keep_card(*, transaction_id: UUID, now: datetime) -> FundingSource | None:
    """Keeps the card a deposit was paid with on the provider's page, if its person wanted that; once for each deposit.

    A person who has as many sources as they may have, or has closed the account meanwhile, keeps none. Part of the
    caller's transaction.
    """
    row = Transaction.objects.get(pk=transaction_id)
    if row.kind != DEPOSIT.code or row.state != State.COMPLETED or row.payee_id is None:
        return None
    operation = find_operation(row)
    if operation is None or not operation.terms.get("keep_instrument"):
        return None
    instrument = operation.result.get("instrument")
    if not instrument:
        return None
    person = User.objects.select_for_update(no_key=True).get(pk=row.payee_id)
    if person.status == User.Status.CLOSED or FundingSource.objects.filter(transaction_id=row.id).exists():
        return None
    if find_linked(person.id, operation.gateway_code, instrument["token"]):
        return None
    try:
        require_room(person.id)
    except TooManySources:
        log.info("funding.card_not_kept", person_id=str(person.id), transaction_id=str(row.id))
        return None
    expires_on = instrument.get("expires_on")
    return add_source(
        FundingSource(
            person_id=person.id,
            gateway_code=operation.gateway_code,
            kind=SourceKind.CARD,
            masked=instrument["masked"][:40],
            holder_name=instrument.get("holder_name", "")[:120],
            issuer=instrument.get("issuer", "")[:60],
            expires_on=date.fromisoformat(expires_on) if expires_on else None,
            transaction_id=row.id,
            linked_at=now,
        ),
        instrument["token"],
        now=now,
    )


def remove_source(*, person_id: UUID, source_id: UUID, now: datetime) -> None:
    """Ends a source for good; its token goes with it, and what fetches from it by itself is paused.

    Records `funding.source_removed`. Raises FundingSourceNotFound, also for one that was removed before.
    """
    with transaction.atomic():
        source = _lock(person_id, source_id)
        if source.state == SourceState.REMOVED:
            raise FundingSourceNotFound
        _end(source, SourceState.REMOVED, now=now)
        _announce(source, "funding.source_removed", now=now)
        _write_down(source, "funding.source_removed", now=now)


def offer_first(*, person_id: UUID, source_id: UUID, now: datetime) -> FundingSource:
    """Makes a source the one the app offers first. Raises FundingSourceNotFound for one that is not active."""
    with transaction.atomic():
        source = _lock(person_id, source_id)
        if source.state != SourceState.ACTIVE:
            raise FundingSourceNotFound
        if not source.is_default:
            FundingSource.objects.filter(person_id=person_id, is_default=True).update(is_default=False)
            source.is_default = True
            source.save(update_fields=["is_default"])
            _write_down(source, "funding.source_preferred", now=now)
    return source


def expire_sources(*, now: datetime, limit: int = 500) -> int:
    """Ends cards whose last month is over; returns how many. Each in a transaction of its own."""
    this_month = now.date().replace(day=1)
    over = FundingSource.objects.filter(state=SourceState.ACTIVE, expires_on__lt=this_month).order_by("expires_on")
    expired = 0
    for person_id, source_id in list(over.values_list("person_id", "id")[:limit]):
        with transaction.atomic():
            source = _lock(person_id, source_id)
            if source.state == SourceState.ACTIVE:
                _end(source, SourceState.EXPIRED, now=now)
                _write_down(source, "funding.source_expired", now=now)
                expired += 1
    return expired


def remove_of_person(*, person_id: UUID, now: datetime) -> int:
    """Ends all sources of somebody whose account was closed, of which they are told. Returns how many."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=person_id)
        sources = list(FundingSource.objects.filter(person_id=person_id, state=SourceState.ACTIVE).order_by("pk"))
        for source in sources:
            _end(_lock(person_id, source.id), SourceState.REMOVED, now=now)
            _write_down(source, "funding.source_removed", now=now, reason="account_closed")
    return len(sources)


def erase_person(*, person_id: UUID) -> None:
    """Erases what somebody's accounts and cards were called, once the law no longer wants to know."""
    over = FundingSource.objects.filter(person_id=person_id).exclude(state=SourceState.ACTIVE)
    over.update(masked="", holder_name="", issuer="")


def _lock(person_id: UUID, source_id: UUID) -> FundingSource:
    """One of the person's sources, with all that depends on it. Raises FundingSourceNotFound, for others' too."""
    User.objects.select_for_update(no_key=True).get(pk=person_id)
    list(AutoTopUp.objects.select_for_update(no_key=True).filter(source_id=source_id).order_by("pk"))
    source = FundingSource.objects.select_for_update(no_key=True).filter(pk=source_id, person_id=person_id).first()
    if source is None:
        raise FundingSourceNotFound
    return source


def _return_held(source: FundingSource, token: str, *, now: datetime) -> None:
    """What somebody still has to look at does not go to an account its person does not want any more."""
    held = Transaction.objects.filter(payer_id=source.person_id, kind=WITHDRAWAL.code, state=State.HELD).order_by("id")
    for row in held:
        operation = find_operation(row)
        if operation is None or operation.terms.get("instrument") != token:
            continue
        # Somebody may have let it through, or sent it back, since it was found.
        with suppress(NotHeld):
            transactions.return_held(transaction_id=row.id, code=AccountRemoved.code, at=now)


def _end(source: FundingSource, state: SourceState, *, now: datetime) -> None:
    if source.state == SourceState.ACTIVE and source.kind == SourceKind.BANK_ACCOUNT:
        _return_held(source, open_token(source), now=now)
    was_default, source.is_default = source.is_default, False
    source.state, source.token, source.token_index = state, None, None
    source.ended_at = source.ended_at or now
    source.save()
    if was_default:
        mine = FundingSource.objects.filter(person_id=source.person_id, state=SourceState.ACTIVE)
        heir = mine.order_by("-pk").first()
        if heir is not None:
            heir.is_default = True
            heir.save(update_fields=["is_default"])
    for top_up in AutoTopUp.objects.filter(source_id=source.id, state=TopUpState.ACTIVE).order_by("pk"):
        pause(top_up, PausedBecause.SOURCE, now=now)


def _announce(source: FundingSource, topic: str, *, now: datetime) -> None:
    """Records what happened to a source, for whoever tells its person."""
    payload = {"source_id": str(source.id), "person_id": str(source.person_id), "source": source.label}
    events.record(topic, payload, at=now)


def _write_down(source: FundingSource, action: str, *, now: datetime, **detail: str) -> None:
    """The line in the activity log of its person. It outlives the person, so it does not say what it was called."""
    facts = {"kind": source.kind, **detail}
    accounts.record_activity(person_id=source.person_id, action=action, subject=str(source.id), detail=facts, at=now)
