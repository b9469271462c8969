import secrets
from datetime import datetime, timedelta
from uuid import UUID

from apps.accounts.models import CODE_SALT_BYTES, OneTimeCode

CODE_LIFETIME = timedelta(minutes=10)


def issue_code(
    *,
    purpose: OneTimeCode.Purpose,
    address: str,
    person_id: UUID | None = None,
    binding: bytes | None = None,
    now: datetime,
    dead: bool = False,
) -> OneTimeCode:
    """Saves a code for an address. The caller records the event that gets it sent, in the same transaction.

    A `dead` one can never be used: it stands in where writing nothing would tell by the time it takes.
    """
    return OneTimeCode.objects.create(
        purpose=purpose,
        address=address,
        person_id=person_id,
        binding=binding,
        salt=secrets.token_bytes(CODE_SALT_BYTES),
        created_at=now,
        expires_at=now + CODE_LIFETIME,
        used_at=now if dead else None,
    )
