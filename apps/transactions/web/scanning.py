"""Where a scanned code leads.

The page with the camera knows the codes of people. What else can be scanned is known to the apps above, so each of them
says once how it reads a text, and the page asks one after the other.
"""

from datetime import datetime
from typing import Protocol
from uuid import UUID


class Reader(Protocol):
    """Turns what a person has scanned into the address of the page that goes on with it; None for what is not its own.

    It is called when a form is posted, so it may begin a draft. It raises DomainError for a code that it knows and
    that leads nowhere: over, altered, somebody else's.
    """

    def __call__(self, text: str, *, person_id: UUID, now: datetime) -> str | None: ...


_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Has this reader asked as well, after those that came before. Called when an app is ready."""
    if reader not in _readers:
        _readers.append(reader)


def address_of(text: str, *, person_id: UUID, now: datetime) -> str | None:
    """Where the text leads; None when nobody knows it. Raises what the readers raise."""
    for read in _readers:
        if address := read(text, person_id=person_id, now=now):
            return address
    return None
