"""What all changes of a merchant have in common: whose they are, the lock, and what is written down of them."""

from datetime import datetime
from uuid import UUID

from apps.accounts import services as accounts
from apps.core import events
from apps.merchants.errors import MerchantConflict, MerchantNotFound, RoleRequired
from apps.merchants.models import Merchant, MerchantStatus
from apps.merchants.selectors import Member, Power, require_role


def lock_merchant(merchant_id: UUID) -> Merchant:
    """The merchant, locked FOR NO KEY UPDATE; payments do not wait for it. Raises MerchantNotFound."""
    row = Merchant.objects.select_for_update(no_key=True, of=("self",)).filter(pk=merchant_id).first()
    if row is None:
        raise MerchantNotFound
    return row


def lock_for(*, person_id: UUID, merchant_id: UUID, power: Power) -> tuple[Merchant, Member]:
    """The merchant, locked, and what the person is there under that lock: a role that was taken away counts no more.

    Who may not is refused before the lock as well, so that no stranger holds it. Raises MerchantNotFound, RoleRequired.
    """
    require_role(person_id=person_id, merchant_id=merchant_id, power=power)
    merchant = lock_merchant(merchant_id)
    return merchant, require_role(person_id=person_id, merchant_id=merchant_id, power=power)


def require_not_closed(merchant: Merchant) -> None:
    """Raises MerchantConflict for one that is closed for good."""
    if merchant.status == MerchantStatus.CLOSED:
        raise MerchantConflict("This merchant is closed.")


def require_store(member: Member, store_id: UUID | None) -> None:
    """Raises RoleRequired when somebody of one store reaches for another one, or for all."""
    if member.store_id is not None and member.store_id != store_id:
        raise RoleRequired("Your role is for one store only.")


def write_down(merchant: Merchant, action: str, *, by: UUID, now: datetime, **detail: object) -> None:
    """In the activity log of whoever did it."""
    accounts.record_activity(
        person_id=by, action=action, subject=str(merchant.id), detail={"merchant": merchant.name, **detail}, at=now
    )


def announce(merchant: Merchant, topic: str, *, by: UUID | None, now: datetime, **facts: str) -> None:
    """Records what happened to a merchant, and the same in the log of whoever did it, nobody for None.

    Belongs into the transaction of what it tells about.
    """
    events.record(topic, {"merchant_id": str(merchant.id), **({"by": str(by)} if by else {}), **facts}, at=now)
    if by is not None:
        write_down(merchant, topic, by=by, now=now, **facts)
