from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.accounts import services as accounts
from apps.accounts.identifiers import masked_name
from apps.core import events
from apps.core.money import decimal_string
from apps.disputes.models import Dispute, State
from apps.notifications import services as notifications
from apps.notifications.services import Telling
from apps.transactions.takings import is_paid_to_business

# What each side is told when this happens: the payer, the payee.
_TEMPLATES = {
    "disputes.opened": ("dispute_opened", "dispute_received"),
    "disputes.answered": ("dispute_contested", "dispute_answer_kept"),
    "disputes.unanswered": ("dispute_unanswered", "dispute_unanswered"),
    "disputes.withdrawn": ("dispute_withdrawn", "dispute_withdrawn"),
}
_OF_DECISIONS = {
    State.DECIDED_FOR_PAYER: ("dispute_paid_back", "dispute_given_back"),
    State.DECIDED_FOR_PAYEE: ("dispute_refused", "dispute_kept"),
}
DECIDED = "disputes.decided"
TOPICS = (*_TEMPLATES, DECIDED)


def announce(dispute: Dispute, topic: str, *, by: UUID | None, now: datetime, **detail: Any) -> None:
    """Records what happened to a dispute, and in the activity log of whoever did it.

    Belongs into the transaction of what it tells about. `detail` holds nobody's words.
    """
    events.record(topic, {"dispute_id": str(dispute.id)}, at=now)
    if by is not None:
        accounts.record_activity(person_id=by, action=topic, subject=str(dispute.id), detail=detail, at=now)


def tell_sides(*, dispute_id: UUID, topic: str, cause: UUID, now: datetime) -> None:
    """Tells both sides what happened to their dispute, each once for each `cause` (the event's id).

    Nobody's statement is part of it: what one side says to the other is read in the app, and looks like no word of
    ours. The reason of a decision is.
    """
    dispute = Dispute.objects.select_related("transaction").get(pk=dispute_id)
    payment = dispute.transaction
    for_payer, for_payee = _OF_DECISIONS[State(dispute.state)] if topic == DECIDED else _TEMPLATES[topic]
    context = {
        "reference": payment.reference,
        "amount": _figure(dispute, dispute.amount),
        "held": _figure(dispute, dispute.held_amount),
        "paid_back": _figure(dispute, dispute.paid_back or Decimal(0)),
        "shortfall": _figure(dispute, dispute.shortfall) if dispute.shortfall else "",
        "currency": dispute.currency,
        "answer_until": f"{dispute.answer_by:%Y-%m-%d %H:%M}",
        "decide_until": f"{dispute.decide_by:%Y-%m-%d %H:%M}",
        "reason": dispute.decision_reason,
    }
    # Who works for a business knows of a payer no more than a masked name.
    payer_name = masked_name(payment.payer_name) if is_paid_to_business(payment) else payment.payer_name
    sides = [
        (dispute.payer_id, payment.payee_name, for_payer),
        (dispute.payee_id, payer_name, for_payee),
    ]
    tellings = [
        Telling(
            person_id=person_id,
            template=template,
            context={**context, "counterparty": counterparty},
            cause=cause,
            subject_kind="dispute",
            subject_id=dispute.id,
        )
        for person_id, counterparty, template in sides
    ]
    deliveries = notifications.tell_all(tellings, now=now)
    notifications.send_after_commit(deliveries, now=now)


def _figure(dispute: Dispute, amount: Decimal) -> str:
    return decimal_string(amount, dispute.currency)
