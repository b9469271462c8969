"""A phone number somebody recharges: sealed on the way in, opened only here, found by a blind index."""

import re
from uuid import UUID

from apps.core.crypto import Sealed, blind_index, seal, unseal
from apps.core.errors import InvalidInput

_E164 = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
_PURPOSE = "billers.recharge_number"


def checked_msisdn(msisdn: str) -> str:
    """The number, if it is one as ITU-T E.164 writes it, `+` first. Raises InvalidInput."""
    if not _E164.fullmatch(msisdn):
        detail = "This must be a phone number such as +254712345678."
        raise InvalidInput(errors=[{"field": "msisdn", "code": "invalid", "detail": detail}])
    return msisdn


def msisdn_index(msisdn: str) -> bytes:
    """By what the same number is found without opening any."""
    return blind_index(msisdn, purpose=_PURPOSE)


def masked_msisdn(msisdn: str) -> str:
    """Enough of it for whoever knows it: its beginning and its last three digits, in letters an SMS has."""
    return f"{msisdn[:4]}***{msisdn[-3:]}"


def seal_msisdn(msisdn: str, *, table: str, row: UUID) -> bytes:
    """The number, sealed for one row of `table`."""
    return seal(msisdn, table=table, column="msisdn", row=row)


def open_msisdn(sealed: Sealed | None, *, table: str, row: UUID) -> str:
    """The number in clear; empty when it was erased. Raises crypto.Undecipherable."""
    return "" if sealed is None else unseal(sealed, table=table, column="msisdn", row=row)
