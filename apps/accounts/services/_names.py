from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts import selectors
from apps.accounts.errors import NameChangeNotFound, OwnNameChange
from apps.accounts.models import KycTier, NameChange, User
from apps.accounts.services._people import announce
from apps.core import caching


def needs_review(user: User) -> bool:
    """Whether somebody has looked at who this is, so that the name is no longer theirs alone to change."""
    return user.kyc_tier != KycTier.TIER_0


def ask_for_name(user: User, full_name: str, *, now: datetime) -> None:
    """Leaves a new name for review in place of the one that waits. Needs the person's row locked.

    Whatever is asked anew is a row of its own: an operator decides about the name they saw, and about no other.
    Asking for the present name withdraws what waits.
    """
    waiting = NameChange.objects.filter(user=user, status=NameChange.Status.PENDING)
    if waiting.filter(full_name=full_name).exists():
        return
    withdrawn, _ = waiting.delete()
    if full_name != user.full_name:
        change = NameChange.objects.create(user=user, full_name=full_name, asked_at=now)
        announce(user.id, "accounts.name_change_asked", now=now, subject=str(change.id))
    elif withdrawn:
        announce(user.id, "accounts.name_change_withdrawn", now=now)


def decide_name_change(*, change_id: UUID, approve: bool, reason: str, by: UUID, now: datetime) -> None:
    """An operator gives a person the name they asked for, or says why not; never their own.

    The person's row is locked, then the change's, so that of two decisions one counts. `reason` is told to the
    person. Records `accounts.name_changed` or `accounts.name_change_rejected`. Raises NameChangeNotFound, also for
    what was decided, withdrawn or asked anew; OwnNameChange.
    """
    with transaction.atomic():
        locking = User.objects.select_for_update(no_key=True, of=("self",))
        user = locking.filter(name_changes__pk=change_id).first()
        change = NameChange.objects.select_for_update(no_key=True).filter(pk=change_id).first()
        if user is None or change is None or change.status != NameChange.Status.PENDING:
            raise NameChangeNotFound
        if by == user.id:
            raise OwnNameChange
        change.status = NameChange.Status.APPROVED if approve else NameChange.Status.REJECTED
        change.decided_at, change.decided_by, change.decision = now, by, reason[:200]
        change.save(update_fields=["status", "decided_at", "decided_by", "decision"])
        if approve:
            user.full_name = change.full_name
            user.save(update_fields=["full_name"])
            caching.forget(*selectors.person_cache_keys(user))
        topic = "accounts.name_changed" if approve else "accounts.name_change_rejected"
        announce(user.id, topic, now=now, subject=str(change.id), reason=change.decision, by=str(by))
