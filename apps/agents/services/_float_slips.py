"""Pictures of deposit slips: sent first, and named by the order that follows.

An order's row never changes what was asked for, so the picture comes before it. It is kept complete and on the disk,
and whoever sent it gets a ticket: its key and whose it is, signed. There is no row for it until an order names it; what
no order names is deleted when its ticket has long been worthless (`sweep_slips`). So whenever a process dies, each
order has its picture.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing

from apps.accounts import services as accounts
from apps.agents import float_rates
from apps.agents.float_errors import FloatOrderNotFound, SlipNotFound
from apps.agents.models import FloatOrder
from apps.agents.selectors import Power, require_role
from apps.core import files
from apps.core.images import clean_image
from apps.core.ratelimit import spend

FOLDER = "float-slips"
TICKET_LIFETIME = timedelta(hours=1)
# Far longer than a ticket is good for: what is younger may yet be named.
ORPHAN_AGE = timedelta(hours=6)
# What `clean_image` draws.
SLIP_TYPE = "image/jpeg"
_SALT = "agents.float_slip"
_CHUNK = 500


def require_may_send_slips(*, person_id: UUID, agent_id: UUID) -> None:
    """Refuses before the picture is read who would be refused anyway. Raises AgentNotFound, RoleRequired."""
    require_role(person_id=person_id, agent_id=agent_id, power=Power.MOVE_FLOAT)


def keep_slip(*, person_id: UUID, agent_id: UUID, content: bytes, now: datetime) -> tuple[str, datetime]:
    """Keeps the picture of a deposit slip; returns the ticket that an order names it by, and until when.

    Raises AgentNotFound, RoleRequired, InvalidImage, TooManyRequests.
    """
    spend(float_rates.SLIPS, str(person_id), now=now)
    require_may_send_slips(person_id=person_id, agent_id=agent_id)
    key = files.save(FOLDER, clean_image(content).content)
    expires_at = now + TICKET_LIFETIME
    said = {"key": key, "by": str(person_id), "agent": str(agent_id), "until": expires_at.timestamp()}
    return signing.dumps(said, salt=_SALT), expires_at


def slip_key(ticket: str, *, person_id: UUID, agent_id: UUID, now: datetime) -> str:
    """Which picture a ticket names. Raises SlipNotFound, also for somebody else's and for one that is too old."""
    try:
        said = signing.loads(ticket, salt=_SALT)
    except signing.BadSignature as error:
        raise SlipNotFound from error
    if (said["by"], said["agent"]) != (str(person_id), str(agent_id)) or said["until"] <= now.timestamp():
        raise SlipNotFound
    return str(said["key"])


def look_at_slip(*, order_id: UUID, by: UUID, now: datetime) -> bytes:
    """The picture an order was made with, for an operator; each look is written down.

    Raises FloatOrderNotFound, also for an order without one, core.files.FileMissing.
    """
    key = FloatOrder.objects.filter(pk=order_id).values_list("proof_file", flat=True).first()
    if not key:
        raise FloatOrderNotFound
    accounts.record_activity(person_id=by, action="agents.float_slip_seen", subject=str(order_id), detail={}, at=now)
    return files.read(key)


def sweep_slips(*, now: datetime) -> int:
    """Deletes pictures that no order has named in time; returns how many."""
    deleted = 0
    chunk: list[str] = []
    for key, saved_at in files.list_keys(FOLDER):
        if saved_at <= now - ORPHAN_AGE:
            chunk.append(key)
        if len(chunk) == _CHUNK:
            deleted += _delete_unnamed(chunk)
            chunk = []
    return deleted + _delete_unnamed(chunk)


def _delete_unnamed(keys: Iterable[str]) -> int:
    wanted = set(keys)
    named = set(FloatOrder.objects.filter(proof_file__in=wanted).values_list("proof_file", flat=True))
    for key in wanted - named:
        files.delete(key)
    return len(wanted - named)
