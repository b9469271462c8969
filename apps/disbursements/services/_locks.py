from collections.abc import Sequence
from uuid import UUID

from apps.disbursements.errors import DisbursementConflict, DisbursementNotFound
from apps.disbursements.models import Disbursement


def lock_disbursement(disbursement_id: UUID, *, owner_id: UUID | None = None) -> Disbursement:
    """Locks the row (FOR NO KEY UPDATE): whatever decides about a disbursement begins with this.

    Raises DisbursementNotFound, also when it is another owner's.
    """
    rows = Disbursement.objects.select_for_update(no_key=True).filter(pk=disbursement_id)
    found = (rows if owner_id is None else rows.filter(owner_id=owner_id)).first()
    if found is None:
        raise DisbursementNotFound
    return found


def claim_disbursement(disbursement_id: UUID, states: Sequence[str]) -> Disbursement | None:
    """Locks it for the next step in the background; None when it is in no such state or somebody is at it now."""
    rows = Disbursement.objects.select_for_update(no_key=True, skip_locked=True)
    return rows.filter(pk=disbursement_id, state__in=states).first()


def require_state(row: Disbursement, *states: str) -> None:
    """Raises DisbursementConflict."""
    if row.state not in states:
        raise DisbursementConflict(
            f"The disbursement is {row.state.lower()}: this cannot be done to it.", state=row.state
        )


def change(row: Disbursement, **fields: object) -> None:
    """Writes these columns and no others: what was uploaded and approved may not even be mentioned."""
    Disbursement.objects.filter(pk=row.pk).update(**fields)
    for name, value in fields.items():
        setattr(row, name, value)
