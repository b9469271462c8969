"""The queue's door to receipts."""

from celery import shared_task

from apps.core import clock
from apps.reports import services


@shared_task(name="reports.purge_dead_links")
def purge_dead_links() -> None:
    services.purge_dead_links(now=clock.now())
