from celery import shared_task

from apps.accounts import services
from apps.core import clock


@shared_task(name="accounts.purge_expired")
def purge_expired() -> None:
    """Deletes sign-ups, codes and refresh tokens that are past their time."""
    services.purge_expired(now=clock.now())
