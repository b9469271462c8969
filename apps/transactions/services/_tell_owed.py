from datetime import datetime
from uuid import UUID

from apps.core.money import decimal_string
from apps.notifications import services as notifications
from apps.transactions.models import Receivable, Transaction


def tell_debtor(*, receivable_id: UUID, cause: UUID, now: datetime) -> None:
    """Tells somebody what they owe since a payment to them was reversed, once for each `cause` (the event's id)."""
    owed = Receivable.objects.get(pk=receivable_id)
    original = Transaction.objects.get(pk=owed.transaction_id)
    queued = notifications.tell(
        person_id=owed.person_id,
        template="money_owed",
        context={
            "amount": decimal_string(owed.amount, owed.currency),
            "currency": owed.currency,
            "counterparty": original.payer_name,
            "reference": original.reference,
            "occurred_at": owed.created_at.isoformat(),
        },
        cause=cause,
        subject_kind="transaction",
        subject_id=original.id,
        now=now,
    )
    notifications.send_after_commit(queued, now=now)
