"""A relay that dies between publishing and commit: `python -m bench.torture._dying_relay 3`.

Everything is as in `manage.py relay` up to the third message the broker has confirmed. Then the process
kills itself, so that what it published is noted nowhere.
"""

import os
import signal
import sys
from uuid import UUID

import django

django.setup()

from apps.core.events import relay_due_events  # noqa: E402
from gopay.celery import app  # noqa: E402


def main() -> None:
    """Publishes until it has to die, or until nothing is due."""
    left = int(sys.argv[1])
    app.loader.import_default_modules()
    with app.producer_pool.acquire(block=True, timeout=5) as producer:

        def publish(consumer: str, event_id: UUID) -> None:
            nonlocal left
            app.tasks[consumer].apply_async(
                args=[str(event_id)], task_id=f"{event_id}-{consumer}", producer=producer, retry=False
            )
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

        relay_due_events(publish)


if __name__ == "__main__":
    main()
