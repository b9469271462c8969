from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts import selectors
from apps.accounts.errors import PersonNotFound
from apps.accounts.models import KycTier, User
from apps.accounts.services._people import announce
from apps.core import caching


def set_kyc_tier(*, person_id: UUID, tier: str, now: datetime) -> bool:
    """Writes down how well a person is known; False when it is known already.

    Only apps.kyc decides it. Records `accounts.tier_changed` {person_id, tier}. Raises PersonNotFound, ValueError
    for a tier there is not.
    """
    wanted = KycTier(tier)
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).filter(pk=person_id).first()
        if user is None:
            raise PersonNotFound
        if user.kyc_tier == wanted:
            return False
        user.kyc_tier = wanted
        user.save(update_fields=["kyc_tier"])
        announce(person_id, "accounts.tier_changed", now=now, tier=wanted.value)
        caching.forget(*selectors.person_cache_keys(user))
    return True
