"""Where webhooks may go: to https on the public Internet, and nowhere else."""

from django.conf import settings

from apps.core.outgoing import STRICT, Rules

_TO_LOOPBACK = Rules(schemes=frozenset({"http", "https"}), ports=None, also=frozenset({"127.0.0.1"}))


def rules() -> Rules:
    """STRICT, except where settings.WEBHOOKS_TO_LOOPBACK lets a sandbox and tests call a receiver beside themselves."""
    return _TO_LOOPBACK if settings.WEBHOOKS_TO_LOOPBACK else STRICT
