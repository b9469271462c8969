from datetime import datetime
from uuid import UUID

from apps.agents.codes import title_of
from apps.agents.models import CashOutRequest
from apps.agents.selectors import counters_of, is_over
from apps.core.money import decimal_string
from apps.notifications import services as notifications
from apps.notifications.services import Telling


def tell_cash_out_asked(*, request_id: UUID, cause: UUID, now: datetime) -> None:
    """Tells the customer which outlet asks for how much, once for each `cause`; nothing about what is over by then."""
    row = CashOutRequest.objects.get(pk=request_id)
    if is_over(row, now):
        return
    counter = counters_of([row.outlet_id])[row.outlet_id]
    telling = Telling(
        person_id=row.customer_id,
        template="cash_out_asked",
        context={
            "agent": counter.agent_name,
            "outlet": title_of(counter.agent_name, counter.name),
            "amount": decimal_string(row.amount, row.currency),
            "currency": row.currency,
            "note": row.note,
        },
        cause=cause,
        subject_kind="cash_out_request",
        subject_id=row.id,
    )
    notifications.send_after_commit(notifications.tell_all([telling], now=now), now=now)
