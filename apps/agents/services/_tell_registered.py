"""What a customer hears whom an agent has registered."""

from datetime import datetime
from uuid import UUID

from apps.agents.models import Agent, Registration
from apps.notifications import services as notifications


def tell_registered(*, registration_id: UUID, cause: UUID, now: datetime) -> None:
    """Tells the customer that they have a wallet now, and that they choose its password themselves.

    On every channel: it is how somebody hears of it whose number was typed by mistake.
    """
    row = Registration.objects.get(pk=registration_id)
    if row.customer_id is None or row.registered_at is None:
        return
    agent = Agent.objects.get(pk=row.agent_id)
    queued = notifications.tell(
        person_id=row.customer_id,
        template="registered_at_agent",
        context={"agent": agent.name, "occurred_at": row.registered_at.isoformat()},
        cause=cause,
        security=True,
        now=now,
    )
    notifications.send_after_commit(queued, now=now)
