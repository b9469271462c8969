"""The queue door of sealing and verifying."""

from celery import shared_task

from apps.audit import services
from apps.core import clock


@shared_task(name="audit.seal")
def seal() -> None:
    """Seals what was written since the last time."""
    services.seal_all(now=clock.now())


@shared_task(name="audit.send_heads")
def send_heads() -> None:
    """Copies new heads off this host."""
    services.copy_heads(now=clock.now())


@shared_task(name="audit.run_verifications")
def run_verifications() -> None:
    """Runs a verification somebody asked for."""
    services.run_verifications(read_clock=clock.now)
