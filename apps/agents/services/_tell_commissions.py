"""What an agent's people are told of a commission that was paid into a float. Tellers are told by their own payment."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from apps.agents.models import Agent, CommissionPayout, Earner, Outlet, PaysOut, Role, Staff
from apps.core.money import decimal_string
from apps.notifications import services as notifications
from apps.notifications.services import Telling
from apps.transactions.models import Transaction


def tell_commission_paid(*, payout_id: UUID, cause: UUID, now: datetime) -> None:
    """Tells the owner and the managers of an outlet, or of the agent, what their float was paid, once for each `cause`.

    Nobody is told twice a minute: whoever is paid at once sees it in the list.
    """
    row = CommissionPayout.objects.get(pk=payout_id)
    agent = Agent.objects.get(pk=row.agent_id)
    if row.earner == Earner.TELLER or agent.pays_out == PaysOut.INSTANT:
        return
    people = Staff.objects.filter(agent_id=agent.id, role__in=[Role.OWNER, Role.MANAGER], ended_at=None)
    if row.earner == Earner.OUTLET:
        people = people.filter(Q(outlet=None) | Q(outlet_id=row.earner_id))
        place = Outlet.objects.values_list("name", flat=True).get(pk=row.earner_id)
    else:
        people = people.filter(outlet=None)
        place = Outlet.objects.values_list("name", flat=True).get(agent_id=agent.id, is_main=True)
    context = {
        "agent": agent.name,
        "outlet": place,
        "amount": decimal_string(row.net, row.currency),
        "gross": decimal_string(row.gross, row.currency),
        "tax": decimal_string(row.tax, row.currency),
        "currency": row.currency,
        "reference": Transaction.objects.values_list("reference", flat=True).get(pk=str(row.transaction_id)),
    }
    tellings = [
        Telling(
            person_id=person_id,
            template="agent_commission_paid",
            context=context,
            cause=cause,
            subject_kind="agent",
            subject_id=agent.id,
        )
        for person_id in people.values_list("person_id", flat=True)
    ]
    deliveries = notifications.tell_all(tellings, now=now)
    notifications.send_after_commit(deliveries, now=now)
