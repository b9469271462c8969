"""Cases. Each verb locks the case's row first, so that of two reviewers at once one is told that they came second."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.core import events, sql
from apps.core.errors import InvalidInput
from apps.core.ids import uuid7
from apps.risk.errors import AlertDecided, AlertNotFound, CaseConflict, CaseNotFound, NotAllowed, OwnCase
from apps.risk.models import Alert, AlertDecision, Case, CaseNote, CaseState, Outcome
from apps.risk.selectors import list_undecided, may_decide

# Two alerts of one person at once: the second waits for the first one's case and joins it. One that is being closed
# at this moment is waited for, and then there is a new one.
_OPEN = """
INSERT INTO risk_case (id, person_id, state, opened_at, last_alert_at, outcome, reason)
VALUES (%s, %s, 'OPEN', %s, %s, '', '')
ON CONFLICT (person_id) WHERE NOT state = 'CLOSED' DO UPDATE SET last_alert_at = excluded.last_alert_at
RETURNING id
"""


def open_cases(*, transaction_id: UUID, now: datetime) -> UUID | None:
    """Puts the alert about a payment into the open case of who paid, which is opened if there is none.

    Safe to repeat: an alert joins one case. Returns the case's id, None for a payment nobody was alerted of.
    """
    with transaction.atomic():
        alert = Alert.objects.select_for_update(no_key=True).filter(pk=transaction_id).first()
        if alert is None or alert.case_id is not None:
            return alert.case_id if alert else None
        row = sql.fetch_one(_OPEN, [uuid7(), alert.payer_id or alert.payee_id, now, now])
        if row is None:
            raise LookupError("an upsert always returns its row")
        case_id: UUID = row[0]
        alert.case_id = case_id
        alert.save(update_fields=["case"])
    return case_id


def note_return(*, transaction_id: UUID, now: datetime) -> None:
    """A held payment went back to its payer. If no reviewer did that, nobody need decide about it any more.

    Safe to repeat. Does nothing for a payment nobody was alerted of.
    """
    case_id = open_cases(transaction_id=transaction_id, now=now)
    if case_id is None:
        return
    with transaction.atomic():
        Case.objects.select_for_update(no_key=True).get(pk=case_id)
        Alert.objects.filter(pk=transaction_id, result="HOLD", decision="").update(
            decision=AlertDecision.OVERTAKEN, decided_at=now
        )


def assign_case(*, case_id: UUID, to: UUID, by: UUID, holds_role: bool, now: datetime) -> None:
    """Makes somebody the one who works on a case. Assigning it again gives it to somebody else.

    `holds_role` is whether `by` may decide about cases. Raises CaseNotFound, NotAllowed, OwnCase when `to` or `by` is
    the person it is about, CaseConflict when it is closed, InvalidInput on `to` when they may not decide about cases.
    """
    with transaction.atomic():
        case = _lock(case_id, by, holds_role=holds_role)
        if to == case.person_id:
            raise OwnCase
        if not may_decide(to):
            detail = "They may not decide about cases."
            raise InvalidInput(errors=[{"field": "to", "code": "invalid", "detail": detail}])
        case.state, case.assignee_id, case.assigned_at = CaseState.IN_REVIEW, to, now
        case.save(update_fields=["state", "assignee", "assigned_at"])
        _note(by, "risk.case_assigned", case, now, to=str(to))


def add_note(*, case_id: UUID, text: str, by: UUID, holds_role: bool, now: datetime) -> CaseNote:
    """Writes something down about a case, for good; about a closed one too.

    Raises CaseNotFound, NotAllowed, OwnCase, InvalidInput on `text`.
    """
    if not text.strip():
        raise InvalidInput(errors=[{"field": "text", "code": "required", "detail": "Write something."}])
    with transaction.atomic():
        case = _find(case_id, by, holds_role=holds_role)
        written = CaseNote.objects.create(case=case, author_id=by, text=text.strip(), written_at=now)
        _note(by, "risk.case_noted", case, now)
    return written


def release_payment(
    *, case_id: UUID, transaction_id: UUID, by: UUID, reason: str, holds_role: bool, now: datetime
) -> None:
    """Lets a held payment go to its payee; whoever holds the money does it on `risk.case_released`.

    The case must be assigned to `by`. Raises CaseNotFound, AlertNotFound for a payment that is not of this case or
    was not held, AlertDecided, NotAllowed, OwnCase for who pays or gets it, CaseConflict, InvalidInput on `reason`.
    """
    _decide(AlertDecision.RELEASED, "risk.case_released", case_id, transaction_id, by, reason, holds_role, now)


def return_payment(
    *, case_id: UUID, transaction_id: UUID, by: UUID, reason: str, holds_role: bool, now: datetime
) -> None:
    """Sends a held payment back to its payer; whoever holds the money does it on `risk.case_returned`.

    Raises what `release_payment` raises.
    """
    _decide(AlertDecision.RETURNED, "risk.case_returned", case_id, transaction_id, by, reason, holds_role, now)


def close_case(*, case_id: UUID, outcome: str, reason: str, by: UUID, holds_role: bool, now: datetime) -> None:
    """Ends a case; the next alert about the person opens a new one.

    The case must be assigned to `by`. Raises CaseNotFound, NotAllowed, OwnCase, CaseConflict, also while a held
    payment of it is undecided, InvalidInput on `outcome` and `reason`.
    """
    _require(reason)
    if outcome not in Outcome.values:
        raise InvalidInput(errors=[{"field": "outcome", "code": "invalid", "detail": "There is no such outcome."}])
    with transaction.atomic():
        case = _lock_assigned(case_id, by, holds_role=holds_role)
        if list_undecided(case_id):
            raise CaseConflict("A held payment of it is undecided: release it or return it first.")
        case.state, case.outcome, case.reason = CaseState.CLOSED, outcome, reason.strip()
        case.closed_at, case.closed_by_id = now, by
        case.save(update_fields=["state", "outcome", "reason", "closed_at", "closed_by"])
        _note(by, "risk.case_closed", case, now, outcome=outcome, reason=reason)


def _decide(
    decision: AlertDecision,
    topic: str,
    case_id: UUID,
    transaction_id: UUID,
    by: UUID,
    reason: str,
    holds_role: bool,
    now: datetime,
) -> None:
    """Marks the alert and tells of it, in one transaction: a process that dies has done both or neither."""
    _require(reason)
    with transaction.atomic():
        case = _lock_assigned(case_id, by, holds_role=holds_role)
        alerts = Alert.objects.select_for_update(no_key=True)
        alert = alerts.filter(pk=transaction_id, case_id=case_id, result="HOLD").first()
        if alert is None:
            raise AlertNotFound
        if by in (alert.payer_id, alert.payee_id):
            raise OwnCase
        if alert.decision:
            raise AlertDecided(f"It was {alert.decision.lower()} by then: nothing was changed.")
        alert.decision, alert.decided_by_id, alert.decided_at = decision, by, now
        alert.reason = reason.strip()
        alert.save(update_fields=["decision", "decided_by", "decided_at", "reason"])
        facts = {"transaction_id": str(transaction_id), "case_id": str(case_id), "by": str(by)}
        events.record(topic, facts, at=now)
        _note(by, topic, case, now, transaction_id=str(transaction_id), reason=reason)


def _require(reason: str) -> None:
    if not reason.strip():
        raise InvalidInput(errors=[{"field": "reason", "code": "required", "detail": "Say why."}])


def _find(case_id: UUID, by: UUID, *, holds_role: bool, is_locked: bool = False) -> Case:
    rows = Case.objects.select_for_update(no_key=True) if is_locked else Case.objects.all()
    case = rows.filter(pk=case_id).first()
    if case is None:
        raise CaseNotFound
    if not holds_role:
        raise NotAllowed
    if case.person_id == by:
        raise OwnCase
    return case


def _lock(case_id: UUID, by: UUID, *, holds_role: bool) -> Case:
    case = _find(case_id, by, holds_role=holds_role, is_locked=True)
    if case.state == CaseState.CLOSED:
        raise CaseConflict("This case is closed.")
    return case


def _lock_assigned(case_id: UUID, by: UUID, *, holds_role: bool) -> Case:
    case = _lock(case_id, by, holds_role=holds_role)
    if case.assignee_id != by:
        raise CaseConflict("It is assigned to nobody." if case.assignee_id is None else "Somebody else works on it.")
    return case


def _note(by: UUID, action: str, case: Case, now: datetime, **detail: object) -> None:
    """In the operator's own log: whose case it was and what they did."""
    accounts.record_activity(
        person_id=by, action=action, subject=str(case.id), detail={"person_id": str(case.person_id), **detail}, at=now
    )
