"""The queue door: what people are told, what ends with an account or a person, the sweeps."""

from uuid import UUID

from celery import shared_task

from apps.agents import services
from apps.core import clock, events
from apps.risk.services import open_cases


@shared_task(name="agents.sweep_orphaned_files")
def sweep_orphaned_files() -> int:
    """Deletes pictures of papers that no row names."""
    return services.sweep_orphaned_files(now=clock.now())


def _tell_owner(topic: str, template: str, *facts: str, security: bool = True) -> None:
    """Makes the consumer that tells the owner; `facts` are what the message needs of the event."""

    @events.consumer(topic, name=f"agents.tell_{template.removeprefix('agent_')}")
    def tell(event: events.Event) -> None:
        services.tell_owner(
            agent_id=UUID(event.payload["agent_id"]),
            template=template,
            facts={name: event.payload[name] for name in facts},
            occurred_at=event.recorded_at,
            security=security,
            cause=event.id,
            now=clock.now(),
        )


_tell_owner("agents.approved", "agent_approved", security=False)
_tell_owner("agents.rejected", "agent_rejected", "reason", security=False)
_tell_owner("agents.suspended", "agent_suspended", "reason")
_tell_owner("agents.resumed", "agent_resumed", security=False)
_tell_owner("agents.closed", "agent_closed", "reason")


@events.consumer("agents.applied", name="agents.tell_applied_below")
def tell_applied_below(event: events.Event) -> None:
    """Tells the super-agent that an application has named."""
    services.tell_super_agent(
        agent_id=UUID(event.payload["agent_id"]), occurred_at=event.recorded_at, cause=event.id, now=clock.now()
    )


def _tell_staff(what: str) -> None:
    @events.consumer(f"agents.staff_{what}", name=f"agents.tell_staff_{what}")
    def tell(event: events.Event) -> None:
        services.tell_staff(
            topic=event.topic,
            staff_id=UUID(event.payload["staff_id"]),
            by=UUID(event.payload["by"]),
            occurred_at=event.recorded_at,
            cause=event.id,
            now=clock.now(),
        )


for _what in ("added", "changed", "ended"):
    _tell_staff(_what)


@events.consumer("accounts.closed", name="agents.end_of_person")
def end_of_person(event: events.Event) -> None:
    """A closed account: its applications are taken back, and it works nowhere any more."""
    person_id, now = UUID(event.payload["person_id"]), clock.now()
    services.withdraw_of_person(person_id=person_id, now=now)
    services.end_of_person(person_id=person_id, now=now)


@events.consumer("accounts.erased", name="agents.erase_documents")
def erase_documents(event: events.Event) -> None:
    """The papers of agents whose owner's account was closed for as long as the law wants to know of it."""
    services.erase_documents(person_id=UUID(event.payload["person_id"]))


@shared_task(name="agents.expire_cash_codes")
def expire_cash_codes() -> None:
    """Gives back what nobody has fetched in time, and ends requests for cash that nobody has answered."""
    now = clock.now()
    services.expire_cash_codes(now=now)
    services.expire_cash_requests(now=now)


@shared_task(name="agents.sweep_cash_out_pictures")
def sweep_cash_out_pictures() -> int:
    """Deletes pictures of documents that no request for cash names."""
    return services.sweep_cash_out_pictures(now=clock.now())


@events.consumer("agents.cash_out_asked", name="agents.tell_cash_out_asked")
def tell_cash_out_asked(event: events.Event) -> None:
    """Tells the customer that a teller asks for their money."""
    services.tell_cash_out_asked(request_id=UUID(event.payload["request_id"]), cause=event.id, now=clock.now())


@events.consumer("agents.cash_out_refused", name="agents.look_at_refused_cash_out")
def look_at_refused_cash_out(event: events.Event) -> None:
    """Cash that the rules have kept at a desk goes into a case."""
    open_cases(transaction_id=UUID(event.payload["transaction_id"]), now=clock.now())


# --- Float ----------------------------------------------------------------------------------------------------------


@shared_task(name="agents.watch_floats")
def watch_floats() -> int:
    """Raises alerts of float that is low or will not last the day, and ends those that are over."""
    return services.watch_floats(now=clock.now())


@shared_task(name="agents.sweep_slips")
def sweep_slips() -> int:
    """Deletes pictures of deposit slips that no order has named."""
    return services.sweep_slips(now=clock.now())


@events.consumer("agents.float_low", name="agents.tell_float_low")
def tell_float_low(event: events.Event) -> None:
    """Tells an outlet's people, once for each alert."""
    services.tell_float_low(alert_id=UUID(event.payload["alert_id"]), cause=event.id, now=clock.now())


@events.consumer("agents.float_moved", name="agents.tell_float_received")
def tell_float_received(event: events.Event) -> None:
    """Tells the people of the outlet that float has come to."""
    services.tell_float_received(transaction_id=UUID(event.payload["transaction_id"]), cause=event.id, now=clock.now())


def _tell_float_order(what: str) -> None:
    @events.consumer(f"agents.float_order_{what}", name=f"agents.tell_float_order_{what}")
    def tell(event: events.Event) -> None:
        services.tell_float_order(
            order_id=UUID(event.payload["order_id"]),
            template=f"float_order_{what}",
            occurred_at=event.recorded_at,
            cause=event.id,
            now=clock.now(),
        )


for _what in ("done", "rejected"):
    _tell_float_order(_what)


@events.consumer("agents.registered", name="agents.tell_registered")
def tell_registered(event: events.Event) -> None:
    """Tells the customer that a wallet was opened for them, and how to choose a password."""
    services.tell_registered(registration_id=UUID(event.payload["registration_id"]), cause=event.id, now=clock.now())


@events.consumer("kyc.approved", name="agents.earn_by_approved")
def earn_by_approved(event: events.Event) -> None:
    """A customer's papers were approved: whoever registered them may have earned."""
    services.earn_by_customer(customer_id=UUID(event.payload["person_id"]), now=clock.now())


@events.consumer("transactions.completed", name="agents.earn_by_payer")
def earn_by_payer(event: events.Event) -> None:
    """A customer has paid somebody: whoever registered them may have earned."""
    services.earn_by_payment(transaction_id=UUID(event.payload["transaction_id"]), now=clock.now())


@shared_task(name="agents.settle_registrations")
def settle_registrations() -> int:
    """Decides registrations that have earned or lapsed, and that no event has decided."""
    return services.settle_registrations(now=clock.now())


# --- Commissions ----------------------------------------------------------------------------------------------------


@shared_task(name="agents.pay_commissions")
def pay_commissions() -> int:
    """Pays what was earned by agents that are paid at once, and by the others in the months that are over."""
    return services.pay_commissions_due(now=clock.now())


@events.consumer("agents.commission_paid", name="agents.tell_commission_paid")
def tell_commission_paid(event: events.Event) -> None:
    """Tells an agent's people what a float was paid; of a wallet the payment itself tells."""
    services.tell_commission_paid(payout_id=UUID(event.payload["payout_id"]), cause=event.id, now=clock.now())


@events.consumer("agents.shift_differs", name="agents.tell_shift_differs")
def tell_shift_differs(event: events.Event) -> None:
    """Tells whoever supervises there that a drawer held another sum than it should."""
    services.tell_of_difference(shift_id=UUID(event.payload["shift_id"]), cause=event.id, now=clock.now())
