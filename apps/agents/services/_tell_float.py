"""Who hears of an agent's float: whoever ordered it, and the owner and the managers of the outlet it is about."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from apps.agents.models import FloatAlert, FloatOrder, OrderDirection
from apps.agents.selectors import bank_name, get_place, list_who_hear
from apps.core.money import decimal_string
from apps.notifications import services as notifications
from apps.notifications.services import Telling
from apps.transactions.models import Transaction


def tell_float_order(*, order_id: UUID, template: str, occurred_at: datetime, cause: UUID, now: datetime) -> None:
    """Tells whoever ordered float what became of it, and the owner: what is sold goes to an account a manager named."""
    row = FloatOrder.objects.select_related("outlet__agent").get(pk=order_id)
    context = {
        "is_sale": "yes" if row.direction == OrderDirection.SELL else "",
        "amount": decimal_string(row.amount, row.currency),
        "currency": row.currency,
        "agent": row.outlet.agent.name,
        "outlet": row.outlet.name,
        "bank": bank_name(row.bank),
        "reason": row.reason,
        "occurred_at": occurred_at.isoformat(),
    }
    told = dict.fromkeys([row.requested_by_id, row.outlet.agent.owner_id])
    _tell(told, template, context, "float_order", row.id, cause, now)


def tell_float_received(*, transaction_id: UUID, cause: UUID, now: datetime) -> None:
    """Tells the people of the outlet that float has come to, but not whoever has sent it themselves."""
    row = Transaction.objects.get(pk=transaction_id)
    if row.payee_id is None:
        return
    place = get_place(row.payee_id)
    context = {
        "amount": decimal_string(row.amount, row.currency),
        "currency": row.currency,
        "agent": place.agent_name,
        "outlet": place.name,
        "sender": row.payer_name,
        "note": row.note,
        "reference": row.reference,
        "occurred_at": row.created_at.isoformat(),
    }
    told = [one for one in list_who_hear(place.agent_id, place.outlet_id) if one != row.initiator_id]
    _tell(told, "float_received", context, "float_transfer", row.id, cause, now)


def tell_float_low(*, alert_id: UUID, cause: UUID, now: datetime) -> None:
    """Tells an outlet's people that its float is low, or is likely to run out."""
    row = FloatAlert.objects.select_related("outlet__agent").get(pk=alert_id)
    context = {
        "is_forecast": "yes" if row.reason == FloatAlert.Reason.FORECAST else "",
        "balance": decimal_string(row.balance, row.currency),
        "expected": decimal_string(row.expected, row.currency),
        "currency": row.currency,
        "agent": row.outlet.agent.name,
        "outlet": row.outlet.name,
        "occurred_at": row.raised_at.isoformat(),
    }
    told = list_who_hear(row.outlet.agent_id, row.outlet_id)
    _tell(told, "float_low", context, "float_alert", row.id, cause, now)


def _tell(
    people: Iterable[UUID],
    template: str,
    context: Mapping[str, Any],
    subject_kind: str,
    subject_id: UUID,
    cause: UUID,
    now: datetime,
) -> None:
    tellings = [
        Telling(
            person_id=person_id,
            template=template,
            context=context,
            cause=cause,
            subject_kind=subject_kind,
            subject_id=subject_id,
        )
        for person_id in people
    ]
    notifications.send_after_commit(notifications.tell_all(tellings, now=now), now=now)
