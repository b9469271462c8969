"""One operation as a file lists it, read strictly: what both formats have in common."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from apps.core.card_numbers import mask_card_numbers
from apps.core.money import InvalidMoney, Money, parse_decimal
from apps.reconciliation.errors import InvalidFile
from apps.reconciliation.models import MAX_COUNTERPARTY_LENGTH, MAX_REFERENCE_LENGTH

Pieces = Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Listed:
    """One operation. `number` is its line in a CSV file, and in a statement which of its operations it is."""

    number: int
    reference: str
    provider_reference: str
    type: str
    amount: Decimal
    fee: Decimal
    currency: str
    executed_at: datetime
    counterparty: str


class Wrong(Exception):
    """What is wrong with one line, said of the line by whoever knows its number."""


def read_reference(text: str, name: str) -> str:
    """An id of theirs or ours, its card numbers masked. Raises Wrong."""
    text = text.strip()
    if len(text) > MAX_REFERENCE_LENGTH:
        raise Wrong(f"{name} has more than {MAX_REFERENCE_LENGTH} characters")
    if not text.isprintable():
        raise Wrong(f"{name} holds a control character")
    return mask_card_numbers(text)


def read_counterparty(text: str) -> str:
    """A name for people: what is too long or no character of a name is left out. Card numbers are masked."""
    kept = "".join(one for one in text if unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"})
    return mask_card_numbers(kept.strip())[:MAX_COUNTERPARTY_LENGTH]


def read_money(text: str, currency: str, name: str) -> Decimal:
    """A plain decimal of this currency, in its main unit. Raises Wrong."""
    try:
        return Money(parse_decimal(text), currency).amount
    except InvalidMoney as error:
        raise Wrong(f"{name}: {error.detail.rstrip('.')}") from None


def read_moment(text: str, name: str) -> datetime:
    """A moment as RFC 3339 writes it. Raises Wrong."""
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is None:
            raise ValueError
        return at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Wrong(f"{name} is no time with a zone, such as 2026-11-20T09:30:00Z") from None


def read_ids(reference: str, provider_reference: str) -> tuple[str, str]:
    """Both ids; at least one of them must be there. Raises Wrong."""
    ours, theirs = read_reference(reference, "reference"), read_reference(provider_reference, "provider_reference")
    if not ours and not theirs:
        raise Wrong("neither reference nor provider_reference is given")
    return ours, theirs


def check_each(found: Iterator[Listed], *, most: int) -> Iterator[Listed]:
    """The same, and not more of them than a file may have. Raises InvalidFile."""
    for count, one in enumerate(found, start=1):
        if count > most:
            raise InvalidFile(f"The file lists more than {most:,} operations.")
        yield one
