"""Reads what a provider wrote: nothing in it is believed to be there, or to be of the right kind.

An adapter says which error a field it cannot read becomes: OutcomeUnknown of an answer, BadCallback of a callback.
"""

import json
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from urllib.parse import parse_qsl
from uuid import UUID

from apps.core.errors import DomainError
from apps.core.money import MAX_WHOLE_DIGITS, Money, minor_units

Meaning = TypeVar("Meaning")


class Fields:
    """One object of somebody else's, field by field. Fields nobody asks for do not matter."""

    def __init__(self, given: object, error: type[Exception]) -> None:
        if not isinstance(given, Mapping):
            raise error("not an object")
        self._given = given
        self._error = error

    @classmethod
    def of_json(cls, body: bytes, error: type[Exception]) -> "Fields":
        """The object in a body of UTF-8 (RFC 8259); of a name that is there twice, two programs read two values."""
        try:
            # Decoded here: json takes UTF-16 and UTF-32 too.
            read = json.loads(body.decode(), object_pairs_hook=_once, parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            raise error("not JSON") from None
        return cls(read, error)

    @classmethod
    def of_form(cls, body: bytes, error: type[Exception]) -> "Fields":
        """The fields of a form; one that is there twice could be read as two different ones, and is an error."""
        try:
            pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict")
        except ValueError:
            raise error("not a form") from None
        if len(dict(pairs)) != len(pairs):
            raise error("a field of the form is there twice")
        return cls(dict(pairs), error)

    def bad(self, name: str, why: str) -> Exception:
        return self._error(f"{name}: {why}")

    def text(self, name: str, *, longest: int = 100) -> str:
        """One line of text that is not empty. What no database column takes (NUL, half of a pair) is refused too."""
        value = self._given.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.bad(name, "no text")
        if len(value) > longest or any(unicodedata.category(one) in {"Cc", "Cs"} for one in value):
            raise self.bad(name, "too long, or with characters that are no text")
        return value

    def optional_text(self, name: str, *, longest: int = 100) -> str:
        """As `text`; empty when it is missing, null or empty."""
        return self.text(name, longest=longest) if self._given.get(name) not in (None, "") else ""

    def choice(self, name: str, meanings: Mapping[str, Meaning]) -> Meaning:
        """What the text means to us; a text nobody has told us the meaning of is an error, never a guess."""
        value = self.text(name)
        if value not in meanings:
            raise self.bad(name, f"{value!r} is not known")
        return meanings[value]

    def flag(self, name: str) -> bool:
        value = self._given.get(name)
        if not isinstance(value, bool):
            raise self.bad(name, "neither true nor false")
        return value

    def optional_whole(self, name: str, *, most: int) -> int | None:
        """A whole number from zero to `most`; None when it is missing or null."""
        value = self._given.get(name)
        if value is None:
            return None
        if type(value) is not int or not 0 <= value <= most:
            raise self.bad(name, f"no whole number up to {most}")
        return value

    def money(self, name: str, currency: str) -> Money:
        """A decimal string in main units."""
        try:
            return Money.parse(self._given.get(name), currency)
        except DomainError as error:
            raise self.bad(name, str(error)) from None

    def optional_money(self, name: str, currency: str) -> Money | None:
        return self.money(name, currency) if self._given.get(name) is not None else None

    def minor_money(self, name: str, currency: str) -> Money:
        """A whole number of the currency's smallest unit: 1250 is 12.50 USD, and 1250 JPY."""
        value = self._given.get(name)
        try:
            units = minor_units(currency)
            if type(value) is not int or not 0 <= value < 10 ** (MAX_WHOLE_DIGITS + units):
                raise self.bad(name, "no amount in minor units")
            return Money(Decimal(value).scaleb(-units), currency)
        except DomainError as error:
            raise self.bad(name, str(error)) from None

    def our_id(self, name: str) -> UUID | None:
        """The id we gave an operation; None when it is one we could not have given."""
        value = self.text(name)
        try:
            read = UUID(value)
        except ValueError:
            return None
        return read if str(read) == value else None

    def time(self, name: str) -> datetime:
        """RFC 3339, with its zone."""
        try:
            read = datetime.fromisoformat(self.text(name))
        except ValueError:
            raise self.bad(name, "no time") from None
        if read.tzinfo is None:
            raise self.bad(name, "a time without a zone")
        if not 2000 <= read.year < 3000:
            # At the ends of the calendar, another zone is no time at all.
            raise self.bad(name, "a time of another age")
        return read

    def optional_date(self, name: str) -> date | None:
        if self._given.get(name) is None:
            return None
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            raise self.bad(name, "no date") from None

    def object(self, name: str) -> "Fields":
        """An object in this one."""
        value = self._given.get(name)
        if not isinstance(value, Mapping):
            raise self.bad(name, "no object")
        return Fields(value, self._error)

    @property
    def names(self) -> list[str]:
        """Of an object whose names are the provider's choice (currencies, codes)."""
        return [str(name) for name in self._given]

    def objects(self, name: str) -> "list[Fields]":
        """A list of objects, which may be empty."""
        return [Fields(one, self._error) for one in self._list(name)]

    def texts(self, name: str, *, longest: int = 100) -> list[str]:
        """A list of texts, which may be empty."""
        return [Fields({name: one}, self._error).text(name, longest=longest) for one in self._list(name)]

    def _list(self, name: str) -> list[Any]:
        value = self._given.get(name)
        if not isinstance(value, list):
            raise self.bad(name, "no list")
        return value

    def optional_object(self, name: str) -> "Fields | None":
        return self.object(name) if self._given.get(name) is not None else None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("a name is there twice")
    return read


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
