"""The personal columns of a submission: sealed on the way in, opened only here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from apps.core.crypto import blind_index, seal, unseal
from apps.kyc.models import SEALED, Submission

_TABLE = "kyc_submission"
# The same for people and for the watch list, or one would never be found by the other.
_NUMBER = "kyc.id_number"


@dataclass(frozen=True, slots=True)
class Details:
    """What somebody says of themselves. A draft may lack any of it; what was submitted lacks nothing."""

    name: str | None = None
    birth_date: date | None = None
    address: str | None = None
    id_number: str | None = None


def number_index(id_number: str) -> bytes:
    """By what a document number is found without opening any."""
    return blind_index(id_number, purpose=_NUMBER)


def _opened(sealed: bytes | memoryview | None, column: str, row: UUID) -> str | None:
    return None if sealed is None else unseal(bytes(sealed), table=_TABLE, column=column, row=row)


def open_details(submission: Submission) -> Details:
    """The details in clear. Raises crypto.Undecipherable for what was sealed for another row."""
    texts = {column: _opened(getattr(submission, column), column, submission.id) for column in SEALED}
    born = texts["birth_date"]
    return Details(
        name=texts["name"],
        birth_date=date.fromisoformat(born) if born else None,
        address=texts["address"],
        id_number=texts["id_number"],
    )


def write_details(submission: Submission, values: Mapping[str, str | date | None]) -> None:
    """Puts details into the row, sealed; the caller saves it."""
    for column, value in values.items():
        if column not in SEALED:
            raise ValueError(f"{column} is not a sealed column")
        text = value.isoformat() if isinstance(value, date) else value
        sealed = None if text is None else seal(text, table=_TABLE, column=column, row=submission.id)
        setattr(submission, column, sealed)
        if column == "id_number":
            submission.id_number_index = None if text is None else number_index(text)
