"""Who may approve what an owner disburses. They are named with a code, and have to accept.

What is locked: the owner's name for a cosigner is a row that is unique while it is not removed, so of two at once one
is written. Accepting, removing and approving each lock that row (FOR NO KEY UPDATE).
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.accounts import services as accounts
from apps.accounts.identifiers import masked_name
from apps.accounts.selectors import find_person
from apps.accounts.services import StepUpAnswer
from apps.core import events, ratelimit
from apps.core.constraints import constraint_name
from apps.core.errors import InvalidInput
from apps.disbursements import rates
from apps.disbursements.errors import (
    CosignerConflict,
    CosignerNamed,
    CosignerNotFound,
    CosignerUnknown,
    TooManyCosigners,
)
from apps.disbursements.models import Cosigner, CosignerState

MAX_COSIGNERS = 10


def name_cosigner(
    *, owner_id: UUID, session_id: UUID, to: str, step_up: StepUpAnswer | None = None, now: datetime
) -> Cosigner:
    """Asks somebody to approve what the owner disburses, confirmed by a code that is good for them only.

    `to` is a number, an e-mail address, a @handle or an id. Records `disbursements.cosigner_named`. Call it outside a
    transaction. Raises CosignerUnknown, InvalidInput for oneself, CosignerNamed, TooManyCosigners, StepUpRequired,
    InvalidCode, TooManyRequests.
    """
    ratelimit.spend(rates.COSIGNERS, str(owner_id), now=now)
    person = find_person(to)
    if person is None or person.status == "CLOSED":
        raise CosignerUnknown
    if person.id == owner_id:
        raise InvalidInput(errors=[{"field": "to", "code": "self", "detail": "A second person approves, not you."}])
    _require_room(owner_id, person.id)
    code_id = accounts.require_step_up(
        person_id=owner_id,
        binding=accounts.binding_of("cosigner", owner_id=owner_id, person_id=person.id),
        answer=step_up,
        about={"action": "cosigner", "cosigner": masked_name(person.full_name)},
        session_id=session_id,
        now=now,
    )
    try:
        with transaction.atomic():
            accounts.use_code(code_id, now=now)
            _require_room(owner_id, person.id)
            row = Cosigner.objects.create(owner_id=owner_id, person_id=person.id, invited_at=now)
            _announce(row, "disbursements.cosigner_named", by=owner_id, now=now)
    except IntegrityError as error:
        if constraint_name(error) == "disbursements_cosigner_once":
            raise CosignerNamed from error
        raise
    return row


def _require_room(owner_id: UUID, person_id: UUID) -> None:
    named = Cosigner.objects.filter(owner_id=owner_id).exclude(state=CosignerState.REMOVED)
    people = list(named.values_list("person_id", flat=True))
    if person_id in people:
        raise CosignerNamed
    if len(people) >= MAX_COSIGNERS:
        raise TooManyCosigners


def _lock(cosigner_id: UUID, person_id: UUID) -> Cosigner:
    row = Cosigner.objects.select_for_update(no_key=True).filter(pk=cosigner_id).first()
    if row is None or person_id not in (row.owner_id, row.person_id) or row.state == CosignerState.REMOVED:
        raise CosignerNotFound
    return row


def accept_cosigning(*, person_id: UUID, cosigner_id: UUID, now: datetime) -> Cosigner:
    """The cosigner says that they will. Accepting twice does nothing. Records `disbursements.cosigner_accepted`.

    Raises CosignerNotFound, CosignerConflict for the owner, who cannot accept for them.
    """
    with transaction.atomic():
        row = _lock(cosigner_id, person_id)
        if row.person_id != person_id:
            raise CosignerConflict("Only whoever was named can accept.")
        if row.state == CosignerState.INVITED:
            row.state, row.accepted_at = CosignerState.ACTIVE, now
            row.save(update_fields=["state", "accepted_at"])
            _announce(row, "disbursements.cosigner_accepted", by=person_id, now=now)
    return row


def remove_cosigner(*, person_id: UUID, cosigner_id: UUID, now: datetime) -> None:
    """The owner or the cosigner ends it; from then on they approve nothing. Records `disbursements.cosigner_removed`.

    Raises CosignerNotFound.
    """
    with transaction.atomic():
        row = _lock(cosigner_id, person_id)
        row.state, row.removed_at = CosignerState.REMOVED, now
        row.save(update_fields=["state", "removed_at"])
        _announce(row, "disbursements.cosigner_removed", by=person_id, now=now)


def _announce(row: Cosigner, topic: str, *, by: UUID, now: datetime) -> None:
    payload = {
        "cosigner_id": str(row.id),
        "owner_id": str(row.owner_id),
        "person_id": str(row.person_id),
        "by": str(by),
    }
    events.record(topic, payload, at=now)
    accounts.record_activity(person_id=by, action=topic, subject=str(row.id), at=now)
