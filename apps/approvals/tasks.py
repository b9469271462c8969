"""The queue door."""

from celery import shared_task

from apps.approvals import services
from apps.core import clock


@shared_task(name="approvals.expire_due")
def expire_due() -> None:
    """Makes void what nobody has decided in time."""
    services.expire_due(now=clock.now())
