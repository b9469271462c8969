from datetime import datetime
from uuid import UUID

from apps.core.money import decimal_string
from apps.notifications import services as notifications
from apps.notifications.services import Telling
from apps.transactions.errors import DECLINES
from apps.transactions.kinds import KINDS
from apps.transactions.models import State, Transaction


def tell_parties(*, transaction_id: UUID, cause: UUID, now: datetime) -> None:
    """Tells both sides of a decided payment, each once for each `cause` (the event's id)."""
    row = Transaction.objects.get(pk=transaction_id)
    kind = KINDS[row.kind]
    declined = row.state == State.DECLINED
    sides = [
        (row.payer_id, row.payee_name, kind.tell_payer_declined if declined else kind.tell_payer),
        (row.payee_id, row.payer_name, kind.tell_payee_declined if declined else kind.tell_payee),
    ]
    context = {
        "reference": row.reference,
        "amount": decimal_string(row.amount, row.currency),
        "currency": row.currency,
        "fee": decimal_string(row.fee, row.currency),
        "total": decimal_string(row.amount + row.fee, row.currency),
        "note": row.note,
        "failure_text": DECLINES[row.failure_code]().detail if declined else "",
        "occurred_at": row.created_at.isoformat(),
        "kind_label": str(kind.label),
    }
    told: set[UUID] = set()
    tellings = []
    for person_id, counterparty, template in sides:
        # Somebody who tried to pay themselves hears of it once.
        if person_id and template and person_id not in told:
            told.add(person_id)
            tellings.append(
                Telling(
                    person_id=person_id,
                    template=template,
                    context={**context, "counterparty": counterparty},
                    cause=cause,
                    subject_kind="transaction",
                    subject_id=row.id,
                )
            )
    deliveries = notifications.tell_all(tellings, now=now)
    notifications.send_after_commit(deliveries, now=now)
