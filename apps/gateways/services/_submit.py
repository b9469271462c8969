"""Sends operations, and asks what became of those that were sent.

What is locked, what commits together, and what happens when the process dies after each step:

1. Claim: one statement moves `due_at` of an operation that is due to a minute from now, passing over rows somebody has
   locked. Dying here: it is due again in a minute, as it was.
2. A place among the gateway's concurrent requests, its rate, and the breaker (services/_lines.py), each in a statement
   of its own. Dying here: as after 1; the place comes free when its time is over.
3. Submit: one statement makes it SUBMITTED, with the gateway, the number of the attempt, and when it is first asked
   about: after the longest time this attempt can take. It finds the row only as step 1 left it. It commits before
   anything goes out. Dying here: nobody knows that nothing went out, so it is asked about, and the provider's answer
   decides (NOT_FOUND below).
4. The request, outside any transaction. Dying here, or after it: as after 3.
5. The breaker is told and the place is given back. Dying here: as after 3, and the place comes free by itself.
6. The answer is applied in one transaction with the payment and the ledger (services/_apply.py). Dying before it
   commits: as after 3, and the enquiry brings the same answer.

What certainly was not received (NotDone) goes to the next gateway, and so does what a provider has no record of after
the time in which it records everything. An answer counts only for the attempt it belongs to: one that comes when
another attempt is under way, because its process was stopped for minutes, says nothing about that one.

An operation sent again under its own id to a provider that does each id once stays SUBMITTED or UNKNOWN all the while,
and goes to nobody else: the first request may still be on its way.
"""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, transaction

from apps.core import sql
from apps.core.money import Money
from apps.gateways import registry
from apps.gateways.base import (
    FAILURES,
    Capability,
    GatewayError,
    NotDone,
    Outcome,
    OutcomeUnknown,
    Refused,
    Request,
    Result,
)
from apps.gateways.models import Gateway, Operation, OperationState
from apps.gateways.services._apply import apply_result, ask_again, fail_operation, locked, note_not_done, note_unknown
from apps.gateways.services._enquire import look_after
from apps.gateways.services._lines import Moment, line, longest_call
from apps.gateways.services._requests import request_of, send
from apps.gateways.services._waits import FIRST_ENQUIRY, PATIENCE, next_enquiry, next_try, ready_since

log = structlog.get_logger("gopay.gateways")

# A sweep comes every few seconds: one that takes longer than this leaves the rest to the next.
SWEEP_SECONDS = 20.0
CLAIM = timedelta(seconds=60)
# A process that was stopped between the submit and the request does not send any more: by then somebody may ask.
_STALE_SECONDS = 5.0

_CLAIM = """
UPDATE gateways_operation SET due_at = %(until)s
 WHERE id = (SELECT id FROM gateways_operation
              WHERE state IN ('READY', 'SUBMITTED', 'UNKNOWN') AND due_at <= %(now)s
                AND (%(only)s::uuid[] IS NULL OR id = ANY(%(only)s::uuid[]))
              ORDER BY due_at LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
   AND state IN ('READY', 'SUBMITTED', 'UNKNOWN') AND due_at <= %(now)s
RETURNING id
"""
_SUBMIT = """
UPDATE gateways_operation SET state = 'SUBMITTED', gateway_code = %(code)s, attempts = attempts + 1,
       submitted_at = %(now)s, due_at = %(due_at)s, last_error = ''
 WHERE id = %(id)s AND state = 'READY' AND attempts = %(attempts)s AND due_at = %(claimed)s
RETURNING attempts
"""


def run_due_operations(
    *, now: datetime, only: Sequence[UUID] | None = None, limit: int = 50, seconds: float = SWEEP_SECONDS
) -> int:
    """Sends what is ready and asks about what is not decided, of what is due; returns how many were looked at.

    One that fails in a way nobody has foreseen is left as it is, and is due again in a minute. Raises RuntimeError
    inside a transaction.
    """
    with transaction.atomic(durable=True):
        """Refuses to begin inside a transaction: a provider may take its time."""
    moment = Moment(now)
    until = time.monotonic() + seconds
    looked_at = 0
    while looked_at < limit and time.monotonic() < until:
        row = _claim(moment.now(), only)
        if row is None:
            break
        looked_at += 1
        try:
            _look_at(row, moment)
        except (OperationalError, InterfaceError):
            # The database is away: everything else would fail like it.
            raise
        except Exception:
            log.exception("an operation could not be looked at", operation_id=str(row.id), state=row.state)
    return looked_at


def _claim(now: datetime, only: Sequence[UUID] | None) -> Operation | None:
    found = sql.fetch_one(_CLAIM, {"now": now, "until": now + CLAIM, "only": list(only) if only is not None else None})
    return Operation.objects.get(pk=found[0]) if found else None


def _look_at(row: Operation, moment: Moment) -> None:
    if row.state == OperationState.READY:
        _send(row, moment)
    elif row.state in (OperationState.SUBMITTED, OperationState.UNKNOWN):
        look_after(row, moment)


def _send(row: Operation, moment: Moment) -> None:
    """One round: each gateway that can do it is asked in turn until one has it."""
    try:
        request = request_of(row)
    except (KeyError, TypeError, ValueError):
        log.exception("an operation nobody can be asked for", operation_id=str(row.id))
        _fail(row, "provider_unavailable", moment)
        return
    tried: set[str] = set()
    error = "no rail can be asked now"
    while (gateway := _next_gateway(row, tried, moment)) is not None:
        tried.add(gateway.code)
        try:
            _attempt(row, gateway, request, moment)
        except NotDone as not_done:
            error = f"{gateway.code}: {not_done.text}"
            row.refresh_from_db()
            if row.state != OperationState.READY:
                return
        else:
            return
    now = moment.now()
    if now - ready_since(row) >= PATIENCE:
        _fail(row, "provider_unavailable", moment)
    else:
        ask_again(operation_id=row.id, error=error, due_at=next_try(row, now))


def _next_gateway(row: Operation, tried: set[str], moment: Moment) -> Gateway | None:
    """Asked anew for each try: the one before may have taken half a minute."""
    candidates = registry.choose(
        capability=Capability(row.capability),
        currency=row.currency,
        country=row.country,
        amount=Money(row.amount, row.currency),
        bound_to=row.bound_to,
        now=moment.now(),
    )
    return next((one for one in candidates if one.code not in tried), None)


def _attempt(row: Operation, gateway: Gateway, request: Request, moment: Moment) -> None:
    """Sends it to one gateway and applies what it says. Raises NotDone when the next one may be asked."""
    with line(gateway, moment=moment, operation_id=row.id) as adapter:
        started = time.monotonic()
        attempt = _submit(row, gateway, moment)
        if attempt is None:
            # Somebody else has it: an operator, a callback, or whoever claimed it after us.
            return
        result: Result | GatewayError
        try:
            if time.monotonic() - started > _STALE_SECONDS:
                raise NotDone("this process was stopped before it could send")
            result = send(adapter, request)
        except GatewayError as error:
            result = error
        except Exception as error:
            # Whatever an adapter stumbles over, the request may have gone out.
            log.exception("an adapter failed", gateway=gateway.code, operation_id=str(row.id))
            result = OutcomeUnknown(f"{type(error).__name__} in the adapter")
    _settle(row.id, attempt, gateway.code, result, moment)


def _submit(row: Operation, gateway: Gateway, moment: Moment) -> int | None:
    now = moment.now()
    found = sql.fetch_one(
        _SUBMIT,
        {
            "id": row.id,
            "code": gateway.code,
            "now": now,
            "due_at": now + longest_call(float(gateway.timeout_seconds)),
            "attempts": row.attempts,
            "claimed": row.due_at,
        },
    )
    return found[0] if found else None


def _settle(operation_id: UUID, attempt: int, gateway_code: str, result: Result | GatewayError, moment: Moment) -> None:
    """Applies what came of one attempt. Raises NotDone when it certainly was not received and is READY again.

    That it was done counts whichever attempt it belongs to (apply_result compares the gateway); that it was not done
    counts only while no other attempt is under way.
    """
    now = moment.now()
    with locked(operation_id) as row:
        is_last = row.attempts == attempt and row.gateway_code == gateway_code
        if isinstance(result, Result) and result.outcome is not Outcome.NOT_FOUND:
            if is_last or result.outcome is Outcome.SUCCEEDED:
                apply_result(operation_id=operation_id, gateway_code=gateway_code, result=result, now=now)
            if is_last and result.outcome is not Outcome.FAILED:
                # Pending; or it says that it did something else than it was asked, and is asked about that.
                ask_again(operation_id=operation_id, due_at=next_enquiry(row, now))
            return
        if not is_last:
            log.warning("an answer to an attempt that is over", operation_id=str(operation_id), gateway=gateway_code)
            return
        if isinstance(result, Refused):
            code = result.failure_code if result.failure_code in FAILURES else "provider_declined"
            fail_operation(operation_id=operation_id, code=code, now=now)
        elif isinstance(result, NotDone):
            note_not_done(operation_id=operation_id, error=result.text, due_at=now + CLAIM)
        else:
            text = result.text if isinstance(result, GatewayError) else "it answered as if it had been asked about it"
            note_unknown(operation_id=operation_id, error=text, due_at=now + FIRST_ENQUIRY, now=now)
    if isinstance(result, NotDone):
        raise result


def _fail(row: Operation, code: str, moment: Moment) -> None:
    """Ends what nobody has got, unless it is not ready any more."""
    with locked(row.id) as current:
        if current.state == OperationState.READY and current.attempts == row.attempts:
            fail_operation(operation_id=row.id, code=code, now=moment.now())
