"""Not wanting to be asked by somebody.

What is locked and what happens when the process dies: one database transaction locks the requester's row of AskedToday,
for which everything they ask waits, writes the block, and hides what they have asked already, locking those requests in
the order of their ids. Whoever pays one of these at this moment comes first or finds it gone. Dying before the commit
leaves everything as it was.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts.selectors import find_person
from apps.accounts.services import record_activity
from apps.core import ratelimit, sql
from apps.requests import rates
from apps.requests.errors import AskedOneself, BlockNotFound
from apps.requests.models import PaymentRequest, RequestBlock
from apps.transactions.errors import PayeeNotFound
from apps.transactions.limits import day_of

_LOCK_COUNTER = """
INSERT INTO requests_askedtoday AS a (person_id, day, people) VALUES (%s, %s, 0)
ON CONFLICT (person_id) DO UPDATE SET people = a.people RETURNING a.person_id
"""


def block_requester(*, person_id: UUID, requester: str, now: datetime) -> RequestBlock:
    """From now on nothing this one asks for reaches the person, and what waits is hidden; or finds it so already.

    `requester` is a number in E.164, a proven e-mail address, a @handle or a person's id. The requester never learns
    of it: their requests stay pending until they expire. Call it outside a transaction. Raises PayeeNotFound,
    AskedOneself, ratelimit.TooManyRequests.
    """
    ratelimit.spend(rates.BLOCKING, str(person_id), now=now)
    found = find_person(requester)
    if found is None:
        raise PayeeNotFound("There is nobody whom you could block under this.")
    if found.id == person_id:
        raise AskedOneself("You cannot block yourself.")
    with transaction.atomic():
        sql.fetch_one(_LOCK_COUNTER, [found.id, day_of(now)])
        block, is_new = RequestBlock.objects.get_or_create(
            person_id=person_id, requester_id=found.id, defaults={"created_at": now}
        )
        if is_new:
            pending = (
                PaymentRequest.objects.select_for_update(no_key=True)
                .filter(payer_id=person_id, requester_id=found.id, state=PaymentRequest.State.PENDING, is_hidden=False)
                .order_by("id")
            )
            # A list, because a row that was paid while we waited for it is no longer among them.
            PaymentRequest.objects.filter(pk__in=[row.pk for row in pending]).update(is_hidden=True)
            record_activity(person_id=person_id, action="requests.blocked", subject=str(found.id), at=now)
    return block


def unblock_requester(*, person_id: UUID, block_id: UUID, now: datetime) -> None:
    """What they ask for from now on is shown again; what was hidden stays so. Raises BlockNotFound."""
    with transaction.atomic():
        block = RequestBlock.objects.select_for_update().filter(pk=block_id, person_id=person_id).first()
        if block is None:
            raise BlockNotFound
        block.delete()
        record_activity(person_id=person_id, action="requests.unblocked", subject=str(block.requester_id), at=now)
