"""Asks what became of what was sent, and never guesses.

The gateway it was sent to last is asked, whether operators have switched it off or not. What it says of it is applied
like any other news. When it has never heard of it:

- A provider that does each id once is sent it again, under the same id: it is done once, whichever request arrives.
- One that records everything within some time (recorded_within) did nothing once that time has passed since the last
  moment at which the request can have gone out: it is READY for any gateway again.
- Until then, and for ever where nobody can say, it is asked again, and in the last case an operator is told.

A payer who has not come until `expires_at` is waited for no longer, once the provider has said that they have not.
A provider that cannot be asked decides nothing. After a day without a decision an operator is told, and it is asked
about once a day all the same.

Only the last attempt counts: the row is locked when something is concluded, and must be as it was when it was claimed.
Dying before that: it is due again in a minute.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog

from apps.core import sql
from apps.gateways import registry
from apps.gateways.base import (
    FAILURES,
    Adapter,
    Capability,
    GatewayError,
    NotDone,
    Outcome,
    OutcomeUnknown,
    Refused,
    Result,
)
from apps.gateways.models import Gateway, Operation, OperationState
from apps.gateways.services._apply import (
    apply_result,
    ask_again,
    fail_operation,
    give_to_operators,
    locked,
    note_not_done,
    note_unknown,
)
from apps.gateways.services._lines import Moment, line, longest_call
from apps.gateways.services._requests import enquire, request_of, send
from apps.gateways.services._waits import OPERATORS_AFTER, PATIENCE, next_enquiry, next_enquiry_unasked

log = structlog.get_logger("gopay.gateways")

_UNDER_WAY = (OperationState.SUBMITTED, OperationState.UNKNOWN)
_ASKED = """
UPDATE gateways_operation SET enquiries = least(enquiries + 1, 32767)
 WHERE id = %(id)s AND state IN ('SUBMITTED', 'UNKNOWN') RETURNING id
"""
# Again under the same id: it stays what it is, because the first request may still arrive.
_SEND_AGAIN = """
UPDATE gateways_operation SET attempts = attempts + 1, due_at = %(due_at)s
 WHERE id = %(id)s AND state IN ('SUBMITTED', 'UNKNOWN') AND attempts = %(attempts)s AND due_at = %(claimed)s
RETURNING attempts
"""
_UNHEARD = "it has never heard of it"
_ONE_SECOND = timedelta(seconds=1)


def look_after(row: Operation, moment: Moment) -> None:
    """Asks about an operation that was claimed, and concludes from the answer what can be concluded."""
    gateway = Gateway.objects.filter(pk=row.gateway_code).first()
    if gateway is None:
        _wait(row, f"{row.gateway_code} is no gateway any more", moment, was_asked=False)
        return
    if not _can_be_asked(gateway.code):
        _wait(row, "its provider cannot be asked, and has to tell by itself", moment, was_asked=True)
        return
    asked_at = moment.now()
    try:
        result = _ask(row, gateway, moment)
    except NotDone as error:
        _wait(row, f"could not be asked: {error.text}", moment, was_asked=False)
    except GatewayError as error:
        _wait(row, f"asked, without an answer: {error.text}", moment, was_asked=True)
    else:
        if result.outcome is Outcome.NOT_FOUND:
            _conclude_from_nothing(row, gateway, asked_at, moment)
        else:
            _conclude(row, gateway, result, moment)


def _can_be_asked(code: str) -> bool:
    """One that is not connected just now can, once it is."""
    try:
        return Capability.ENQUIRE in registry.adapter_of(code).capabilities
    except registry.NotConnected:
        return True


def _ask(row: Operation, gateway: Gateway, moment: Moment) -> Result:
    with line(gateway, moment=moment, operation_id=row.id) as adapter:
        sql.fetch_all(_ASKED, {"id": row.id})
        try:
            return enquire(adapter, row)
        except Refused as error:
            raise OutcomeUnknown(f"it refuses to say: {error.text}") from error
        except GatewayError:
            raise
        except Exception as error:
            log.exception("an adapter failed", gateway=gateway.code, operation_id=str(row.id))
            raise OutcomeUnknown(f"{type(error).__name__} in the adapter") from error


def _conclude(row: Operation, gateway: Gateway, result: Result, moment: Moment) -> None:
    now = moment.now()
    apply_result(operation_id=row.id, gateway_code=gateway.code, result=result, now=now)
    if result.outcome is not Outcome.PENDING or not _end_waiting_for_payer(row, now):
        # Of what is decided now this finds nothing; what is said about another amount goes on being asked about.
        _wait(row, "", moment, was_asked=True)


def _conclude_from_nothing(row: Operation, gateway: Gateway, asked_at: datetime, moment: Moment) -> None:
    now = moment.now()
    adapter = registry.adapter_of(gateway.code)
    if _end_waiting_for_payer(row, now):
        return
    if adapter.is_idempotent and gateway.is_active and now - _sent_at(row) < OPERATORS_AFTER:
        _send_again(row, gateway, moment)
        return
    if adapter.is_idempotent or adapter.recorded_within is None or row.provider_reference:
        if row.provider_reference:
            # It had given it a number: then it had it, whatever it has forgotten since.
            _tell_operators(row, f"it had it as {row.provider_reference}, and now {_UNHEARD}", now)
        elif not adapter.is_idempotent:
            _tell_operators(row, f"{_UNHEARD}, and nobody can say whether it will", now)
        else:
            _wait(row, _UNHEARD, moment, was_asked=True)
        return
    # What went out at the last possible moment is recorded then at the latest.
    known_at = _sent_at(row) + longest_call(float(gateway.timeout_seconds)) + adapter.recorded_within
    with _as_claimed(row) as current:
        if current is None:
            return
        if asked_at >= known_at:
            note_not_done(operation_id=row.id, error=_UNHEARD, due_at=now)
        else:
            due_at = max(min(next_enquiry(row, now), known_at), now + _ONE_SECOND)
            note_unknown(operation_id=row.id, error=_UNHEARD, due_at=due_at, now=now)


def _send_again(row: Operation, gateway: Gateway, moment: Moment) -> None:
    """The same operation under the same id to the same provider, which does it once."""
    attempt = 0
    result: Result | GatewayError
    try:
        with line(gateway, moment=moment, operation_id=row.id) as adapter:
            due_at = moment.now() + longest_call(float(gateway.timeout_seconds))
            values = {"id": row.id, "due_at": due_at, "attempts": row.attempts, "claimed": row.due_at}
            found = sql.fetch_one(_SEND_AGAIN, values)
            if found is None:
                return
            attempt = found[0]
            result = _answer(adapter, row)
    except NotDone as error:
        _wait(row, f"could not be asked: {error.text}", moment, was_asked=False)
        return
    now = moment.now()
    if isinstance(result, Result) and result.outcome is not Outcome.NOT_FOUND:
        apply_result(operation_id=row.id, gateway_code=gateway.code, result=result, now=now)
    with locked(row.id) as current:
        if current.state not in _UNDER_WAY or current.attempts != attempt:
            return
        due_at = next_enquiry(current, now)
        if isinstance(result, Refused) and now - _sent_at(row) >= PATIENCE:
            # By now the request before this one has arrived, or never will.
            code = result.failure_code if result.failure_code in FAILURES else "provider_declined"
            fail_operation(operation_id=row.id, code=code, now=now)
        elif isinstance(result, Result) and result.outcome is not Outcome.NOT_FOUND:
            ask_again(operation_id=row.id, due_at=due_at)
        else:
            # Also when this request certainly did not arrive: the one before it may have.
            text = result.text if isinstance(result, GatewayError) else _UNHEARD
            note_unknown(operation_id=row.id, error=text, due_at=due_at, now=now)


def _answer(adapter: Adapter, row: Operation) -> Result | GatewayError:
    try:
        return send(adapter, request_of(row))
    except GatewayError as error:
        return error
    except Exception as error:
        log.exception("an adapter failed", operation_id=str(row.id))
        return OutcomeUnknown(f"{type(error).__name__} in the adapter")


def _end_waiting_for_payer(row: Operation, now: datetime) -> bool:
    """Fails what its payer has not come for in time; the provider has just said that nothing is done."""
    if row.expires_at is None or now < row.expires_at:
        return False
    with _as_claimed(row) as current:
        if current is not None:
            fail_operation(operation_id=row.id, code="provider_expired", now=now)
    return True


def _wait(row: Operation, error: str, moment: Moment, *, was_asked: bool) -> None:
    """Looks at it again later; a day after it was sent, an operator looks too."""
    now = moment.now()
    if now - _sent_at(row) >= OPERATORS_AFTER:
        _tell_operators(row, error or "it says that it is not decided", now)
        return
    due_at = next_enquiry(row, now) if was_asked else next_enquiry_unasked(row, now)
    with _as_claimed(row) as current:
        if current is None:
            return
        if error and not current.provider_reference:
            # Nothing has been heard of it at all: whoever sent it died before the answer.
            note_unknown(operation_id=row.id, error=error, due_at=due_at, now=now)
        else:
            ask_again(operation_id=row.id, error=error, due_at=due_at)


def _tell_operators(row: Operation, why: str, now: datetime) -> None:
    with _as_claimed(row) as current:
        if current is not None:
            give_to_operators(operation_id=row.id, why=why, due_at=next_enquiry(row, now), now=now)


def _sent_at(row: Operation) -> datetime:
    return row.submitted_at or row.created_at


@contextmanager
def _as_claimed(row: Operation) -> Iterator[Operation | None]:
    """The operation under its lock; None when something has happened to it since it was claimed."""
    with locked(row.id) as current:
        is_as_it_was = current.state in _UNDER_WAY and (current.attempts, current.gateway_code, current.due_at) == (
            row.attempts,
            row.gateway_code,
            row.due_at,
        )
        yield current if is_as_it_was else None
