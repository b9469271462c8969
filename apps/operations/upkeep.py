"""What is done about GoPay itself: dead letters put back, certificates looked at."""

from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from apps.core import broker, watch
from apps.core import services as core
from apps.core.models import Certificate
from apps.gateways.models import Gateway
from apps.operations.errors import NoReason


def redrive_dead_letters(*, letter_id: str | None = None, reason: str, by: UUID, now: datetime) -> int:
    """Puts one dead letter back into its queue, or all there are; returns how many.

    What is asked for is written into the audit trail before the first one moves, so that who dies over it has left a
    record. Call it outside a transaction. Raises NoReason, and what `broker.redrive` raises.
    """
    if not reason.strip():
        raise NoReason
    lying = next((depth.messages or 0 for depth in broker.list_depths() if depth.queue == broker.DEAD), 0)
    if not lying:
        if letter_id is not None:
            raise broker.LetterGone
        return 0
    core.record_deed(
        actor_id=by,
        what="Put dead letters back into their queues" if letter_id is None else "Put a dead letter back",
        subject_kind="core.deadletter",
        subject_id=(letter_id or "")[:64],
        why=reason,
        detail={"letter": letter_id or "all", "lying": lying},
        now=now,
    )
    return broker.redrive(letter_id=letter_id)


def check_certificates(*, now: datetime) -> int:
    """Looks at the certificate of each gateway that is reached over https; returns at how many.

    Each has some seconds; one that does not answer takes nothing from the others. Rows of gateways that are no longer
    connected go. Call it outside a transaction.
    """
    looked_at = []
    for code in Gateway.objects.order_by("code").values_list("code", flat=True):
        address = urlsplit(str(settings.GATEWAY_CONNECTIONS.get(code, {}).get("base_url", "")))
        if address.scheme == "https" and address.hostname:
            watch.note_certificate(name=code, host=address.hostname, port=address.port or 443, now=now)
            looked_at.append(code)
    Certificate.objects.exclude(name__in=looked_at).delete()
    return len(looked_at)
