from celery import shared_task

from apps.core import clock, services


@shared_task(name="core.purge_expired")
def purge_expired() -> None:
    """Deletes what is past its time."""
    services.purge_expired(now=clock.now())
