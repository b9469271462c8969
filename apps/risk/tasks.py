"""The queue door: what was held or blocked becomes somebody's work."""

from uuid import UUID

from celery import shared_task

from apps.core import clock, events
from apps.risk import services


def _open_cases(event: events.Event) -> None:
    services.open_cases(transaction_id=UUID(event.payload["transaction_id"]), now=clock.now())


@events.consumer("transactions.held", name="risk.look_at_held")
def look_at_held(event: events.Event) -> None:
    """A payment the rules held goes into a case; one that waits for another reason does not."""
    _open_cases(event)


@events.consumer("transactions.declined", name="risk.look_at_declined")
def look_at_declined(event: events.Event) -> None:
    """A payment the rules blocked goes into a case; one that was declined for another reason does not."""
    _open_cases(event)


@events.consumer("transactions.returned", name="risk.note_return")
def note_return(event: events.Event) -> None:
    """A held payment that went back without a reviewer (its phone was locked, say) waits for none any more."""
    services.note_return(transaction_id=UUID(event.payload["transaction_id"]), now=clock.now())


@events.consumer("risk.dry_run_asked", name="risk.try_on_the_past")
def try_on_the_past(event: events.Event) -> None:
    """Tries a rule on the past, once this has committed: it takes longer than a transaction should."""
    services.start_after_commit(UUID(event.payload["dry_run_id"]), now=clock.now())


@shared_task(name="risk.carry_out_dry_runs")
def carry_out_dry_runs() -> None:
    """Carries out a dry run whose worker has died."""
    services.carry_out_dry_runs(now=clock.now())
