"""Who is told that a drawer held another sum than it should."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from apps.agents.models import Shift, Staff
from apps.agents.selectors import POWERS, Power
from apps.core.money import decimal_string
from apps.notifications import services as notifications


def tell_of_difference(*, shift_id: UUID, cause: UUID, now: datetime) -> None:
    """Tells the owner and the managers of the outlet, but for who has counted it; once for each `cause`."""
    shift = Shift.objects.select_related("outlet__agent", "teller").get(pk=shift_id)
    difference = shift.difference
    if difference is None:
        return
    context = {
        "agent": shift.outlet.agent.name,
        "outlet": shift.outlet.name,
        "teller": shift.teller.full_name,
        "amount": decimal_string(abs(difference), shift.currency),
        "currency": shift.currency,
        "is_short": "yes" if difference < 0 else "",
        "remark": shift.remark,
        "shift_date": f"{shift.opened_at:%Y-%m-%d}",
    }
    roles = [role for role, powers in POWERS.items() if Power.SUPERVISE in powers]
    told = (
        Staff.objects.filter(
            Q(outlet_id=None) | Q(outlet_id=shift.outlet_id), agent_id=shift.agent_id, role__in=roles, ended_at=None
        )
        .exclude(person_id=shift.teller_id)
        .order_by("id")
        .values_list("person_id", flat=True)
    )
    for person_id in told:
        deliveries = notifications.tell(
            person_id=person_id,
            template="shift_differs",
            context=context,
            cause=cause,
            subject_kind="shift",
            subject_id=shift.id,
            now=now,
        )
        notifications.send_after_commit(deliveries, now=now)
