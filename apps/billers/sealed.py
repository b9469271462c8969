"""A customer's number at a biller: sealed on the way in, opened only here, found by a blind index."""

from uuid import UUID

from apps.core.crypto import Sealed, blind_index, seal, unseal

_NUMBER = "billers.account_number"
_SHOWN = 4


def number_index(biller_id: UUID, account_number: str) -> bytes:
    """By what the same number of the same biller is found without opening any."""
    return blind_index(f"{biller_id}|{account_number}", purpose=_NUMBER)


def masked_number(account_number: str) -> str:
    """What its owner recognises it by. Of a short number less than half is shown."""
    return f"•••• {account_number[-min(_SHOWN, len(account_number) // 2) :]}" if len(account_number) > 1 else "••••"


def seal_number(account_number: str, *, table: str, row: UUID) -> bytes:
    """The number, sealed for one row of `table`."""
    return seal(account_number, table=table, column="account_number", row=row)


def open_number(sealed: Sealed | None, *, table: str, row: UUID) -> str:
    """The number in clear; empty when it was erased. Raises crypto.Undecipherable."""
    return "" if sealed is None else unseal(sealed, table=table, column="account_number", row=row)
