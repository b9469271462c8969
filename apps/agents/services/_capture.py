"""A teller takes down who a customer is, whom they have just registered: details and pictures, into the customer's own
submission (apps.kyc).

The door is narrow: tellers of the agent that registered them, with a shift open, for a day, and until the customer has
chosen a password: from then on they speak for themselves, and nobody writes behind their back. What was written can be
written over until it is handed in, and is read back by nobody here: the answers say what is still missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.accounts.selectors import get_profile
from apps.agents import registration_rates as rates
from apps.agents.models import Registration
from apps.agents.registration_errors import RegistrationConflict
from apps.agents.selectors._registrations import get_registration
from apps.agents.services._register import _open_desk
from apps.core import ratelimit
from apps.kyc import selectors as kyc_selectors
from apps.kyc import services as kyc
from apps.kyc.errors import SubmissionNotFound
from apps.kyc.models import OPEN_STATES, DocumentKind, Submission, SubmissionState

CAPTURED_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Papers:
    """How far a customer's submission is. It tells nothing of what stands in it."""

    target_tier: str
    state: str
    documents: list[str]
    missing: list[str]


def write_details(
    *, teller_id: UUID, registration_id: UUID, target_tier: str, details: Mapping[str, Any], now: datetime
) -> Papers:
    """Writes details of a customer into their draft, which is begun if there is none.

    The draft and what the teller has done are written in one transaction, under the lock of the draft's row. Raises
    what `_find_fresh` raises, and what kyc.services.open_submission and update_draft raise.
    """
    row, customer_id = _find_fresh(teller_id, registration_id, now)
    with transaction.atomic():
        submission, _ = kyc.open_submission(person_id=customer_id, target_tier=target_tier, now=now)
        submission = kyc.update_draft(person_id=customer_id, submission_id=submission.id, changes=details, now=now)
        _note(teller_id, "agents.details_taken", row, now, fields=sorted(details))
    return _papers(submission)


def require_draft(*, teller_id: UUID, registration_id: UUID, now: datetime) -> UUID:
    """Looks whether a picture could be taken, before it is read. Returns the submission's id.

    Raises what `_find_fresh` raises, SubmissionNotFound when nothing was begun, SubmissionConflict.
    """
    _, customer_id = _find_fresh(teller_id, registration_id, now)
    return _open_one(customer_id).id


def look_at_papers(*, teller_id: UUID, registration_id: UUID, now: datetime) -> Papers:
    """How far the customer's papers are; they may be handed in already.

    Raises what `_find_fresh` raises, SubmissionNotFound when nothing was begun.
    """
    _, customer_id = _find_fresh(teller_id, registration_id, now)
    found = Submission.objects.filter(person_id=customer_id, state__in=OPEN_STATES).first()
    if found is None:
        raise SubmissionNotFound("Write down the details first.")
    return _papers(found)


def put_picture(*, teller_id: UUID, registration_id: UUID, kind: DocumentKind, content: bytes, now: datetime) -> Papers:
    """Puts a picture of a document, or of the customer, into their draft, in place of the one that is there.

    Dying after the picture is kept and before the teller's log says so leaves the customer's own log, with the address
    it came from. Call it outside a transaction. Raises what `require_draft` and kyc.services.put_document raise.
    """
    row, customer_id = _find_fresh(teller_id, registration_id, now)
    submission = _open_one(customer_id)
    kyc.put_document(person_id=customer_id, submission_id=submission.id, kind=kind, content=content, now=now)
    _note(teller_id, "agents.picture_taken", row, now, kind=kind.value)
    return _papers(submission)


def hand_in_papers(*, teller_id: UUID, registration_id: UUID, now: datetime) -> Papers:
    """Hands the draft in, for good; the customer is told what becomes of it.

    Raises what `require_draft` and kyc.services.submit raise.
    """
    row, customer_id = _find_fresh(teller_id, registration_id, now)
    with transaction.atomic():
        submission = kyc.submit(person_id=customer_id, submission_id=_open_one(customer_id).id, now=now)
        _note(teller_id, "agents.papers_handed_in", row, now)
    return _papers(submission)


def _find_fresh(teller_id: UUID, registration_id: UUID, now: datetime) -> tuple[Registration, UUID]:
    """The registration and its customer, while the agent may still take down who they are.

    Raises ShiftNotOpen, AgentNotFound, AgentNotActive, RegistrationNotFound also for another agent's,
    RegistrationConflict before the customer has confirmed it, a day after that and once they have a password,
    TooManyRequests.
    """
    desk = _open_desk(teller_id)
    row = get_registration(agent_id=desk.agent_id, registration_id=registration_id)
    if row.customer_id is None or row.registered_at is None:
        raise RegistrationConflict("The customer has to confirm their number first.")
    if now >= row.registered_at + CAPTURED_WITHIN or get_profile(row.customer_id).has_usable_password():
        raise RegistrationConflict("The customer hands in their papers themselves by now.")
    ratelimit.spend(rates.PAPERS_BY_TELLER, str(teller_id), now=now)
    return row, row.customer_id


def _open_one(customer_id: UUID) -> Submission:
    found = Submission.objects.filter(person_id=customer_id, state__in=OPEN_STATES).first()
    if found is None:
        raise SubmissionNotFound("Write down the details first.")
    return kyc_selectors.get_draft(person_id=customer_id, submission_id=found.id)


def _papers(submission: Submission) -> Papers:
    view = kyc_selectors.view_of(submission)
    documents = [document.kind.lower() for document in view.documents]
    missing = view.missing if submission.state == SubmissionState.DRAFT else []
    return Papers(submission.target_tier, submission.state, documents, missing)


def _note(teller_id: UUID, action: str, row: Registration, now: datetime, **detail: object) -> None:
    accounts.record_activity(person_id=teller_id, action=action, subject=str(row.id), detail=detail, at=now)
