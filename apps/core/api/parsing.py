"""Strict reading of request bodies: what is not understood exactly is refused."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, ClassVar, NoReturn

from drf_spectacular.utils import extend_schema_field
from phonenumber_field.phonenumber import PhoneNumber
from phonenumbers import NumberParseException
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from apps.core import emvco
from apps.core.card_numbers import find_card_number
from apps.core.errors import CardNumberRefused
from apps.core.money import CURRENCIES, InvalidMoney, Money, parse_decimal

MAX_BODY_BYTES = 64 * 1024
# The phone library also reads letters and extensions, so that two texts could be one number.
_DIALLED = re.compile(r"\+[0-9 ().-]{6,19}", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME_OF_DAY = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _refuse_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """RFC 8259 leaves it open which of two equal names counts, so two programs may read two amounts."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member name stands twice")
    return members


class StrictJSONParser(BaseParser):
    """JSON as RFC 8259 has it, in UTF-8, with every member name once and no NaN or Infinity."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        raw = stream.read(MAX_BODY_BYTES + 1)
        if len(raw) > MAX_BODY_BYTES:
            raise ParseError("The body is too large.", code="body_too_large")
        if parser_context and "request" in parser_context:
            # A device's signature is over these bytes, not over what was read from them.
            parser_context["request"].raw_body = raw
        try:
            return json.loads(
                raw.decode("utf-8"), parse_constant=_refuse_constant, object_pairs_hook=_refuse_duplicates
            )
        except RecursionError:
            raise ParseError("The body is nested too deeply.", code="malformed_json") from None
        except ValueError as error:
            raise ParseError(f"The body is not valid JSON: {error}.", code="malformed_json") from None


def _card_numbers_in(data: Any, path: str = "") -> Iterator[str]:
    """The names of the fields in which a card number stands."""
    if isinstance(data, str) or type(data) is int:
        if find_card_number(str(data)):
            yield path
    elif isinstance(data, Mapping):
        for name, value in data.items():
            # A name that is one is not said again.
            if find_card_number(str(name)):
                yield path
            else:
                yield from _card_numbers_in(value, f"{path}.{name}" if path else str(name)[:100])
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _card_numbers_in(value, path)


def refuse_card_numbers(data: Any) -> None:
    """Raises CardNumberRefused, naming the fields, when a card number stands anywhere in a body."""
    if found := list(dict.fromkeys(_card_numbers_in(data))):
        raise CardNumberRefused(found)


class StrictSerializer(serializers.Serializer[Any]):
    """A serializer that refuses fields it does not know, so that a typo never silently drops a limit.

    It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because
    some refusals repeat what was sent. Raises CardNumberRefused.

    `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its
    digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
    """

    scanned: ClassVar[frozenset[str]] = frozenset()

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(self.parent, StrictSerializer):
            refuse_card_numbers(self._without_codes(data))
        if isinstance(data, Mapping):
            unknown = [name for name in data if name not in self.fields]
            if unknown:
                raise serializers.ValidationError(
                    {
                        str(name)[:100]: [serializers.ErrorDetail("There is no such field.", code="unknown_field")]
                        for name in unknown
                    }
                )
        return super().to_internal_value(data)

    def _without_codes(self, data: Any) -> Any:
        if not self.scanned or not isinstance(data, Mapping):
            return data

        def is_scanned(name: str, value: Any) -> bool:
            return name in self.scanned and isinstance(value, str) and emvco.is_code(value)

        return {name: value for name, value in data.items() if not is_scanned(name, value)}


def fields_of(shape: type[StrictSerializer], request: Request) -> dict[str, Any]:
    """The body's validated fields. Raises DRF's ValidationError and ParseError."""
    serializer = shape(data=request.data)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


class TextField(serializers.CharField):
    """A string, and only a string: DRF would turn a number into one."""

    default_error_messages = {"invalid": "This must be a string."}

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


@extend_schema_field({"type": "string", "pattern": r"^(0|[1-9][0-9]{0,14})(\.[0-9]{1,4})?$", "example": "12.50"})
class AmountField(serializers.Field[Decimal, Any, str, Any]):
    """A positive amount, as a plain decimal string."""

    default_error_messages = {
        "invalid": 'An amount is a plain decimal string, for example "12.50".',
        "not_positive": "The amount must be more than zero.",
    }

    def to_internal_value(self, data: Any) -> Decimal:
        try:
            amount = parse_decimal(data)
        except InvalidMoney:
            self.fail("invalid")
        if amount <= 0:
            self.fail("not_positive")
        return amount

    def to_representation(self, value: Any) -> str:
        return f"{value:f}"


@extend_schema_field({"type": "string", "pattern": "^[A-Z]{3}$", "example": "USD"})
class CurrencyField(serializers.Field[str, Any, str, Any]):
    """An ISO 4217 code, in capitals."""

    default_error_messages = {"invalid": "This must be an ISO 4217 currency code."}

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or data not in CURRENCIES:
            self.fail("invalid")
        return data

    def to_representation(self, value: Any) -> str:
        return str(value)


@extend_schema_field({"type": "string", "format": "phone", "example": "+254712345678"})
class MsisdnField(serializers.Field[str, Any, str, Any]):
    """A phone number in the international format of ITU-T E.164, `+` first."""

    default_error_messages = {"invalid": "This must be a phone number such as +254712345678."}

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or not _DIALLED.fullmatch(data):
            self.fail("invalid")
        try:
            number = PhoneNumber.from_string(data)
        except NumberParseException:
            self.fail("invalid")
        if not number.is_valid():
            self.fail("invalid")
        return str(number.as_e164)

    def to_representation(self, value: Any) -> str:
        return str(value)


@extend_schema_field({"type": "string", "format": "date", "example": "1994-03-17"})
class StrictDateField(serializers.Field[date, Any, str, Any]):
    """A date as RFC 3339 writes it: four, two and two digits. DRF would also read `1994-3-7`, and times."""

    default_error_messages = {"invalid": "This must be a date such as 1994-03-17."}

    def to_internal_value(self, data: Any) -> date:
        if not isinstance(data, str) or not _DATE.fullmatch(data):
            self.fail("invalid")
        try:
            return date.fromisoformat(data)
        except ValueError:
            self.fail("invalid")

    def to_representation(self, value: date) -> str:
        return value.isoformat()


@extend_schema_field({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$", "example": "08:30"})
class TimeOfDayField(serializers.Field[time, Any, str, Any]):
    """Hours and minutes on a clock of 24 hours, two digits each."""

    default_error_messages = {"invalid": "This must be a time of day such as 08:30."}

    def to_internal_value(self, data: Any) -> time:
        if not isinstance(data, str) or not _TIME_OF_DAY.fullmatch(data):
            self.fail("invalid")
        return time.fromisoformat(data)

    def to_representation(self, value: time) -> str:
        return value.strftime("%H:%M")


class WholeNumberField(serializers.IntegerField):
    """A JSON number without a fraction: DRF would also read `"3"`, `3.0` and `true`."""

    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            self.fail("invalid")
        return super().to_internal_value(data)


class StrictChoiceField(serializers.ChoiceField):
    """One of these strings, and nothing that only looks like one."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid_choice", input=str(data)[:40])
        return super().to_internal_value(data)


class IdField(serializers.UUIDField):
    """An id, as a string: DRF would also take a number for one."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid", value=data)
        return super().to_internal_value(data)


class SwitchField(serializers.BooleanField):
    """true or false, and nothing that only means it."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


def money_of(fields: Mapping[str, Any]) -> Money:
    """The `amount` and `currency` of validated fields as Money. Raises ValidationError on `amount`."""
    try:
        return Money(fields["amount"], fields["currency"])
    except InvalidMoney as error:
        raise serializers.ValidationError(
            {"amount": [serializers.ErrorDetail(error.detail, code="too_many_decimals")]}
        ) from None
