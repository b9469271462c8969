"""Who hears what of a disbursement: its payees, its owner, its cosigners."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.accounts.identifiers import masked_name
from apps.accounts.selectors import get_person
from apps.core.money import decimal_string
from apps.disbursements import selectors
from apps.disbursements.models import Disbursement, DisbursementRow, DisbursementState, RowState
from apps.notifications import services as notifications
from apps.notifications.services import Telling
from apps.transactions.kinds import DISBURSEMENT
from apps.transactions.models import Bearer

BATCH = 250


def tell_payees(*, disbursement_id: UUID, from_line: int, to_line: int, now: datetime) -> int:
    """Tells each payee of a chunk that money has arrived, once for each payment; returns how many were told.

    The payment's id is the cause, so a payee who stands in the file twice hears twice, and nobody hears again when
    this is repeated.
    """
    row = Disbursement.objects.get(pk=disbursement_id)
    owner = get_person(row.owner_id)
    paid = list(
        DisbursementRow.objects.filter(
            disbursement_id=disbursement_id, line__gte=from_line, line__lte=to_line, state=RowState.PAID
        ).order_by("line")
    )
    for start in range(0, len(paid), BATCH):
        tellings = [_telling(row, line, owner.full_name, now) for line in paid[start : start + BATCH]]
        notifications.send_after_commit(notifications.tell_all(tellings, now=now), now=now)
    return len(paid)


def _telling(row: Disbursement, line: DisbursementRow, owner: str, now: datetime) -> Telling:
    amount = line.amount or Decimal(0)
    charges = line.fee + line.tax
    arrived = amount - charges if row.fee_bearer == Bearer.PAYEE else amount
    # A row that is paid has both, says the database.
    payee_id, payment_id = UUID(str(line.payee_id)), UUID(str(line.transaction_id))
    return Telling(
        person_id=payee_id,
        template=DISBURSEMENT.tell_payee,
        context={
            "reference": line.reference,
            "currency": row.currency,
            "amount": decimal_string(arrived, row.currency),
            "fee": decimal_string(charges, row.currency),
            "total": decimal_string(arrived, row.currency),
            "counterparty": owner,
            "note": line.note,
            "occurred_at": now.isoformat(),
            "kind_label": DISBURSEMENT.plain_label,
        },
        cause=payment_id,
        subject_kind="transaction",
        subject_id=payment_id,
    )


def _facts(row: Disbursement) -> dict[str, Any]:
    return {
        "file_name": row.file_name or "",
        "rows": row.rows,
        "valid_rows": row.valid_rows,
        "bad_rows": row.bad_rows,
        "paid_rows": row.paid_rows,
        "failed_rows": row.failed_rows,
        "amount": decimal_string(row.amount_total, row.currency),
        "total": decimal_string(row.debit_total, row.currency),
        "paid": decimal_string(row.paid_total, row.currency),
        "returned": decimal_string(row.returned_total, row.currency),
        "currency": row.currency,
    }


def _tell(people: Sequence[UUID], template: str, row: Disbursement, cause: UUID, now: datetime, **more: str) -> None:
    context = {**_facts(row), **more}
    tellings = [
        Telling(
            person_id=person_id,
            template=template,
            context=context,
            cause=cause,
            subject_kind="disbursement",
            subject_id=row.id,
        )
        for person_id in dict.fromkeys(people)
    ]
    notifications.send_after_commit(notifications.tell_all(tellings, now=now), now=now)


def tell_validated(*, disbursement_id: UUID, cause: UUID, now: datetime) -> None:
    """Tells the owner whether their file can be submitted."""
    row = Disbursement.objects.get(pk=disbursement_id)
    is_of_use = row.state not in (DisbursementState.INVALID, DisbursementState.FAILED)
    _tell([row.owner_id], "disbursement_checked" if is_of_use else "disbursement_invalid", row, cause, now)


def tell_submitted(*, disbursement_id: UUID, cause: UUID, now: datetime) -> None:
    """Tells the cosigners that their approval is asked for."""
    row = Disbursement.objects.get(pk=disbursement_id)
    owner = masked_name(get_person(row.owner_id).full_name)
    _tell(selectors.list_active_cosigners(row.owner_id), "disbursement_to_approve", row, cause, now, owner=owner)


def tell_approved(*, disbursement_id: UUID, cause: UUID, now: datetime) -> None:
    """Tells the owner who has approved it: from now on their money is on its way."""
    row = Disbursement.objects.get(pk=disbursement_id)
    approver = masked_name(get_person(UUID(str(row.approver_id))).full_name)
    _tell([row.owner_id], "disbursement_approved", row, cause, now, approver=approver)


def tell_rejected(*, disbursement_id: UUID, reason: str, cause: UUID, now: datetime) -> None:
    """Tells the owner that a cosigner said no, and why."""
    row = Disbursement.objects.get(pk=disbursement_id)
    _tell([row.owner_id], "disbursement_rejected", row, cause, now, reason=reason)


def tell_done(*, disbursement_id: UUID, cause: UUID, now: datetime) -> None:
    """Tells the owner and whoever approved it that it is done."""
    row = Disbursement.objects.get(pk=disbursement_id)
    _tell([row.owner_id, UUID(str(row.approver_id))], "disbursement_done", row, cause, now)


def tell_cosigner(*, topic: str, owner_id: UUID, person_id: UUID, by: UUID, cause: UUID, now: datetime) -> None:
    """Tells whoever has not done it that somebody was named, has accepted, or is no cosigner any more.

    Of a new cosigner the owner is told too, in case it was not them who named one.
    """
    names = {
        "owner": masked_name(get_person(owner_id).full_name),
        "cosigner": masked_name(get_person(person_id).full_name),
        "occurred_at": now.isoformat(),
    }
    told = {
        "disbursements.cosigner_named": [(person_id, "cosigner_asked"), (owner_id, "cosigner_named")],
        "disbursements.cosigner_accepted": [(owner_id, "cosigner_accepted")],
        "disbursements.cosigner_removed": [(person_id if by == owner_id else owner_id, "cosigner_removed")],
    }[topic]
    tellings = [
        Telling(person_id=one, template=template, context=names, cause=cause, security=one == owner_id)
        for one, template in told
    ]
    notifications.send_after_commit(notifications.tell_all(tellings, now=now), now=now)
