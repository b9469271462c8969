from celery import shared_task

from apps.ledger import services


@shared_task(name="ledger.roll_up_tallies")
def roll_up_tallies() -> None:
    """Takes checkpoints of deferred accounts, so that reading their balance stays quick."""
    services.roll_up_tallies()
