from datetime import datetime

from apps.accounts.models import OneTimeCode, RefreshToken, ReleasedHandle, SignUp
from apps.accounts.services._handle import RESTS_AFTER_RELEASE
from apps.accounts.services._sign_up import SIGN_UP_WAITS

BATCH = 5_000


def purge_expired(*, now: datetime) -> int:
    """Deletes sign-ups nobody completed, and codes, refresh tokens and released handles past their time.

    Returns how many rows.

    A used refresh token is kept until it expires: until then its second use must be noticed.
    """
    gone = 0
    for rows in (
        SignUp.objects.filter(created_at__lt=now - SIGN_UP_WAITS),
        OneTimeCode.objects.filter(expires_at__lt=now - SIGN_UP_WAITS, sign_up=None),
        RefreshToken.objects.filter(expires_at__lt=now),
    ):
        while ids := list(rows.values_list("id", flat=True)[:BATCH]):
            gone += rows.model.objects.filter(pk__in=ids).delete()[0]
    return gone + ReleasedHandle.objects.filter(released_at__lt=now - RESTS_AFTER_RELEASE).delete()[0]
