"""The sandbox: nothing leaves the house, and everything can be read at /sandbox/messages."""

from uuid import UUID

from apps.core import clock, sql
from apps.core.ids import uuid7

_INSERT = """
INSERT INTO notifications_sandboxmessage (id, delivery_id, channel, address, subject, body, sent_at)
SELECT %s, id, channel, %s, %s, %s, %s FROM notifications_delivery WHERE id = %s
ON CONFLICT (delivery_id) DO NOTHING
"""


class SandboxChannel:
    """Writes in the sender's own transaction, so that here a message exists exactly once."""

    # What is undone together may be done together.
    batch = 100
    shows_html = False

    def send(self, *, delivery_id: UUID, address: str, subject: str, body: str, html: str) -> None:
        """Raises django.db.DatabaseError."""
        sql.fetch_all(_INSERT, [uuid7(), address, subject, body, clock.now(), delivery_id])

    def close(self) -> None:
        pass
