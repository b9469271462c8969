from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from apps.accounts.identifiers import masked_name
from apps.core.money import decimal_string
from apps.notifications import services as notifications
from apps.notifications.services import Telling
from apps.requests.models import PaymentRequest

# What each side is told of a step. Whoever takes it has the answer before them, and the payment of an accepted request
# tells both sides of itself.
_TO_PAYER = {
    "requests.asked": "request_received",
    "requests.reminded": "request_reminder",
    "requests.cancelled": "request_cancelled",
    "requests.expired": "request_lapsed",
}
_TO_REQUESTER = {
    "requests.declined": "request_declined",
    "requests.expired": "request_expired",
}


def tell_asked(*, group_id: UUID, cause: UUID, now: datetime) -> None:
    """Tells those who are asked, each once for each `cause`; who was asked by somebody they block hears nothing."""
    _tell(PaymentRequest.objects.filter(group_id=group_id).order_by("id"), "requests.asked", cause, now)


def tell_decided(*, request_id: UUID, topic: str, cause: UUID, now: datetime) -> None:
    """Tells whom a step of one request concerns, each once for each `cause`."""
    _tell(PaymentRequest.objects.filter(pk=request_id), topic, cause, now)


def _tell(rows: Iterable[PaymentRequest], topic: str, cause: UUID, now: datetime) -> None:
    tellings = []
    is_question = topic in ("requests.asked", "requests.reminded")
    for row in rows:
        if is_question and row.state != PaymentRequest.State.PENDING:
            # It was answered or taken back before we came to tell of it.
            continue
        if topic in _TO_PAYER and not row.is_hidden:
            tellings.append(_telling(row, row.payer_id, _TO_PAYER[topic], row.requester_name, cause))
        if topic in _TO_REQUESTER:
            # Only who is asked sees the whole name: asking costs nothing, and must not be a way to learn names.
            tellings.append(_telling(row, row.requester_id, _TO_REQUESTER[topic], masked_name(row.payer_name), cause))
    notifications.send_after_commit(notifications.tell_all(tellings, now=now), now=now)


def _telling(row: PaymentRequest, person_id: UUID, template: str, counterparty: str, cause: UUID) -> Telling:
    return Telling(
        person_id=person_id,
        template=template,
        context={
            "counterparty": counterparty,
            "amount": decimal_string(row.amount, row.currency),
            "currency": row.currency,
            "note": row.note,
            "until": row.expires_at.date().isoformat(),
        },
        cause=cause,
        subject_kind="payment_request",
        subject_id=row.id,
    )
