"""What stands in a payment QR code: EMV QRCPS Merchant-Presented Mode 1.1, read and written.

A payload is a row of data objects: two digits of id, two digits of length (of the value, in characters) and the
value. Some values are rows of data objects themselves. `parse` takes every payload that keeps to the specification,
whoever issued it, and refuses everything else with what is wrong and where; it never raises anything but InvalidCode,
because it reads what strangers print. `build` writes one, and reads it back before it lets it go.

Where the specification leaves room: the decimals of an amount need not be the currency's, an id appears once in its
row, the CRC may be written in capitals or not, and an amount has a digit before its point.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from apps.core.currency_numbers import currency_of

MAX_LENGTH: Final = 512
MAX_VALUE: Final = 99
MAX_NAME: Final = 25
MAX_CITY: Final = 15
MAX_LABEL: Final = 25
PROMPT: Final = "***"  # instead of a value: the app asks the payer for it

_FORMAT, _INITIATION, _CATEGORY, _CURRENCY, _AMOUNT = "00", "01", "52", "53", "54"
_TIP, _FIXED_FEE, _PERCENT_FEE, _COUNTRY, _NAME, _CITY, _POSTAL = "55", "56", "57", "58", "59", "60", "61"
_ADDITIONAL, _CRC, _LANGUAGE = "62", "63", "64"

_DIGITS = re.compile(r"[0-9]+", re.ASCII)
_PLAIN_NUMBER = re.compile(r"[0-9]+\.?[0-9]*", re.ASCII)
_HEX = re.compile(r"[0-9A-Fa-f]{4}", re.ASCII)
_LETTERS = re.compile(r"[A-Z]{2}", re.ASCII)
_LANGUAGE_CODE = re.compile(r"[A-Za-z]{2}", re.ASCII)
# Format "ans": the common character set of EMV Book 4, annex B.
_PLAIN_TEXT = re.compile(r"[ -~]+", re.ASCII)
_REQUESTS = re.compile(r"[AME]{1,3}", re.ASCII)

# What a person calls the objects that a sentence may have to name.
_NAMES = {
    _FORMAT: "payload format indicator",
    _INITIATION: "point of initiation",
    _CATEGORY: "merchant category",
    _CURRENCY: "currency",
    _AMOUNT: "amount",
    _TIP: "tip or convenience indicator",
    _FIXED_FEE: "fixed convenience fee",
    _PERCENT_FEE: "percentage convenience fee",
    _COUNTRY: "country",
    _NAME: "merchant name",
    _CITY: "merchant city",
    _POSTAL: "postal code",
    _ADDITIONAL: "additional data",
    _CRC: "CRC",
    _LANGUAGE: "merchant information in another language",
}
# Sub-objects of 62, and the most characters each may have.
_LABELS = {
    "01": ("bill_number", MAX_LABEL),
    "02": ("mobile_number", MAX_LABEL),
    "03": ("store_label", MAX_LABEL),
    "04": ("loyalty_number", MAX_LABEL),
    "05": ("reference", MAX_LABEL),
    "06": ("customer_label", MAX_LABEL),
    "07": ("terminal_label", MAX_LABEL),
    "08": ("purpose", MAX_LABEL),
    "09": ("requests", 3),
    "10": ("tax_id", 20),
    "11": ("channel", 3),
}
# Letters that no decomposition brings to ASCII.
_LIKENESS = str.maketrans(
    {
        "ß": "ss", "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "Ð": "D",
        "ð": "d", "Þ": "Th", "þ": "th", "Ł": "L", "ł": "l", "ı": "i", "Ħ": "H", "ħ": "h", "Ŋ": "N", "ŋ": "n",
        "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-",
    }
)  # fmt: skip


class InvalidCode(ValueError):
    """Not an EMVCo payload. `code` is stable and in snake_case; `detail` says what is wrong and where.

    Codes: not_emvco, too_long, bad_text, bad_id, bad_length, truncated, duplicate_id, crc_missing, crc_not_last,
    crc_wrong, missing_required, bad_initiation, bad_category, bad_currency, bad_amount, bad_tip, bad_country,
    bad_additional, bad_language.
    """

    def __init__(self, code: str, detail: str) -> None:
        self.code = code
        self.detail = detail[:1].upper() + detail[1:]
        super().__init__(self.detail)


@dataclass(frozen=True, slots=True)
class DataObject:
    """One id with its value. `parts` are the data objects in the value of a template; empty otherwise."""

    id: str
    value: str
    parts: tuple["DataObject", ...] = ()

    def text(self) -> str:
        return f"{self.id}{len(self.value):02d}{self.value}"

    def part(self, tag: str) -> str | None:
        """The value of one of its parts, or None when it has no such part."""
        return next((part.value for part in self.parts if part.id == tag), None)

    @property
    def guid(self) -> str | None:
        """Whose template it is: a reversed domain, an application id or a UUID. None of a primitive object."""
        return self.part("00")


@dataclass(frozen=True, slots=True)
class Tip:
    """`prompt` asks the payer for a tip; the others add `value`: an amount, or a percentage of the amount."""

    mode: Literal["prompt", "fixed", "percent"]
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class AdditionalData:
    """Template 62. Any of the texts may be PROMPT: the payer is asked for it. `requests` are the letters A (address),
    M (mobile number) and E (e-mail address) that the merchant wants to have of the payer."""

    bill_number: str | None = None
    mobile_number: str | None = None
    store_label: str | None = None
    loyalty_number: str | None = None
    reference: str | None = None
    customer_label: str | None = None
    terminal_label: str | None = None
    purpose: str | None = None
    requests: str | None = None
    tax_id: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Language:
    """Template 64: the merchant's name in the language and script of the place."""

    language: str
    name: str
    city: str | None = None


@dataclass(frozen=True, slots=True)
class Payload:
    """A well-formed code. `objects` are all of its data objects in their order, CRC included.

    `currency` is None when it is one that GoPay does not know; `currency_number` is always there. `amount` is in the
    currency's main unit, exact, and may have more decimals than the currency has.
    """

    objects: tuple[DataObject, ...]
    accounts: tuple[DataObject, ...]
    is_dynamic: bool
    category: str
    currency_number: str
    currency: str | None
    amount: Decimal | None
    tip: Tip | None
    country: str
    name: str
    city: str
    postal_code: str | None
    additional: AdditionalData
    language: Language | None

    def text(self) -> str:
        """The code again, byte for byte as it was read."""
        return "".join(one.text() for one in self.objects)

    def account(self, guid: str) -> DataObject | None:
        """The merchant account information (26 to 51) of this payment system, or None."""
        return next((account for account in self.accounts if account.guid == guid), None)


def crc(data: bytes) -> int:
    """CRC-16/CCITT-FALSE: polynomial 1021, begins with FFFF, nothing reflected (ISO/IEC 13239)."""
    value = 0xFFFF
    for byte in data:
        value = (value << 8) & 0xFFFF ^ _CRC_OF_BYTE[value >> 8 ^ byte]
    return value


def _crc_of_byte(byte: int) -> int:
    value = byte << 8
    for _ in range(8):
        value = value << 1 ^ (0x1021 if value & 0x8000 else 0)
    return value & 0xFFFF


_CRC_OF_BYTE = tuple(_crc_of_byte(byte) for byte in range(256))


def parse(text: str) -> Payload:
    """Reads a payload. Raises InvalidCode, and nothing else whatever the text."""
    if not isinstance(text, str) or not text.startswith("000201"):
        raise InvalidCode("not_emvco", "This is not a payment code of EMVCo's version 01: one begins with 000201.")
    if len(text) > MAX_LENGTH:
        raise InvalidCode("too_long", f"A code has at most {MAX_LENGTH} characters; this one has {len(text)}.")
    try:
        encoded = text.encode()
    except UnicodeEncodeError as error:
        raise InvalidCode("bad_text", f"Position {error.start} holds half of a character.") from None
    objects = _row(text, where="")
    _check_crc(objects, encoded)
    objects = tuple(_opened(one) for one in objects)
    return _understood(objects)


def is_code(text: str) -> bool:
    """Whether this is the whole text of a well-formed code, and not only digits that look like one."""
    try:
        parse(text.strip())
    except InvalidCode:
        return False
    return True


def build(objects: Iterable[tuple[str, str]]) -> str:
    """A payload of these ids and values in this order, with 00 before and the CRC behind them. Raises InvalidCode when
    that is not well formed."""
    body = template([(_FORMAT, "01"), *objects]) + f"{_CRC}04"
    try:
        text = f"{body}{crc(body.encode()):04X}"
    except UnicodeEncodeError:
        raise InvalidCode("bad_text", "A value holds half of a character.") from None
    parse(text)
    return text


def template(parts: Iterable[tuple[str, str]]) -> str:
    """The value of a template of these ids and values. Raises InvalidCode for a value without a length."""
    row = [DataObject(tag, value) for tag, value in parts]
    for one in row:
        if not 1 <= len(one.value) <= MAX_VALUE:
            raise InvalidCode("bad_length", f"{_named(one.id)} has {len(one.value)} characters; it may have 1 to 99.")
    return "".join(one.text() for one in row)


def plain(text: str, limit: int) -> str:
    """The text in the characters that a code may have everywhere, cut to the limit; empty when none are left of it."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIKENESS))
    kept = "".join(char for char in decomposed if " " <= char <= "~")
    return " ".join(kept.split())[:limit].strip()


def _row(text: str, where: str) -> tuple[DataObject, ...]:
    """The data objects of a text, which it fills wholly. `where` names the template it is the value of."""
    row: list[DataObject] = []
    seen: set[str] = set()
    at = 0
    inside = f" in {_named(where)}" if where else ""
    while at < len(text):
        tag, length = text[at : at + 2], text[at + 2 : at + 4]
        if not _DIGITS.fullmatch(tag):
            raise InvalidCode("bad_id", f"Position {at}{inside} should hold the two digits of an id.")
        if len(tag) < 2 or len(length) < 2:
            raise InvalidCode("truncated", f"The code breaks off at position {at}{inside}, before a whole length.")
        if not _DIGITS.fullmatch(length) or length == "00":
            raise InvalidCode("bad_length", f"The length of {_named(tag, where)} is not a number from 01 to 99.")
        value = text[at + 4 : at + 4 + int(length)]
        if len(value) < int(length):
            raise InvalidCode(
                "truncated",
                f"{_named(tag, where)} should have {int(length)} characters, but only {len(value)} are left{inside}.",
            )
        if tag in seen:
            raise InvalidCode("duplicate_id", f"{_named(tag, where)} is there twice{inside}.")
        seen.add(tag)
        row.append(DataObject(tag, value))
        at += 4 + int(length)
    return tuple(row)


def _named(tag: str, where: str = "") -> str:
    if where:
        return f"data object {where}.{tag}"
    name = _NAMES.get(tag)
    return f"data object {tag} ({name})" if name else f"data object {tag}"


def _check_crc(objects: tuple[DataObject, ...], encoded: bytes) -> None:
    last = objects[-1]
    if last.id != _CRC:
        if any(one.id == _CRC for one in objects):
            raise InvalidCode("crc_not_last", "The CRC (63) is not the last data object.")
        raise InvalidCode("crc_missing", "The CRC (63) at the end is missing.")
    if not _HEX.fullmatch(last.value):
        raise InvalidCode("crc_wrong", "The CRC (63) is not four hexadecimal digits.")
    # Over everything before its own value, its id and length included.
    expected = f"{crc(encoded[:-4]):04X}"
    if last.value.upper() != expected:
        raise InvalidCode("crc_wrong", "The CRC (63) does not fit the code: something in it was misread or changed.")


def _opened(one: DataObject) -> DataObject:
    """The object with the parts of its value, when it is a template. Raises InvalidCode."""
    number = int(one.id)
    if 26 <= number <= 51:
        return _belonging(one, one.id, plain_only=True)
    if number == 62:
        parts = _row(one.value, one.id)
        # 62.50 to 62.99 are templates of payment systems in their turn.
        opened = (_belonging(part, f"62.{part.id}") if int(part.id) >= 50 else part for part in parts)
        return DataObject(one.id, one.value, tuple(opened))
    if number == 64:
        return DataObject(one.id, one.value, _row(one.value, one.id))
    if number >= 80:
        return _belonging(one, one.id)
    return one


def _belonging(one: DataObject, where: str, *, plain_only: bool = False) -> DataObject:
    """A template that a payment system fills as it likes, but with its identifier in 00."""
    opened = DataObject(one.id, one.value, _row(one.value, where))
    if opened.guid is None:
        raise InvalidCode("missing_required", f"{_named('00', where)}, which says whose it is, is missing.")
    if len(opened.guid) > 32:
        raise InvalidCode("bad_length", f"{_named('00', where)} has more than 32 characters.")
    _check_plain(opened.guid, _named("00", where))
    for part in opened.parts:
        if plain_only:
            _check_plain(part.value, _named(part.id, where))
        else:
            _check_string(part.value, _named(part.id, where))
    return opened


def _check_plain(value: str, name: str) -> None:
    """Format "ans"."""
    if not _PLAIN_TEXT.fullmatch(value):
        raise InvalidCode("bad_text", f"{name} holds characters that are not allowed there.")


def _check_string(value: str, name: str) -> None:
    """Format "S": anything that can be read. A control character is in no script."""
    if any(unicodedata.category(char) == "Cc" for char in value):
        raise InvalidCode("bad_text", f"{name} holds control characters.")


def _understood(objects: tuple[DataObject, ...]) -> Payload:
    by_id = {one.id: one for one in objects}
    values = {one.id: one.value for one in objects}
    for tag in (_CATEGORY, _CURRENCY, _COUNTRY, _NAME, _CITY):
        if tag not in values:
            raise InvalidCode("missing_required", f"{_named(tag)} is missing.")
    accounts = tuple(one for one in objects if 2 <= int(one.id) <= 51)
    if not accounts:
        raise InvalidCode("missing_required", "No data object from 02 to 51 says where the merchant is paid.")
    for one in objects:
        _check_format(one)
    return Payload(
        objects=objects,
        accounts=accounts,
        is_dynamic=values.get(_INITIATION) == "12",
        category=values[_CATEGORY],
        currency_number=values[_CURRENCY],
        currency=currency_of(values[_CURRENCY]),
        amount=_amount(values, _AMOUNT, "bad_amount"),
        tip=_tip(values),
        country=values[_COUNTRY],
        name=values[_NAME],
        city=values[_CITY],
        postal_code=values.get(_POSTAL),
        additional=_additional(by_id.get(_ADDITIONAL)),
        language=_language(by_id.get(_LANGUAGE)),
    )


def _check_format(one: DataObject) -> None:
    """The formats and lengths of the data objects under the root. Raises InvalidCode."""
    name = _named(one.id)
    match one.id:
        case "01":
            _expect(one.value in ("11", "12"), "bad_initiation", f"{name} is neither 11 (static) nor 12 (dynamic).")
        case "52":
            fits = len(one.value) == 4 and _DIGITS.fullmatch(one.value)
            _expect(fits, "bad_category", f"{name} is not four digits (ISO 18245).")
        case "53":
            fits = len(one.value) == 3 and _DIGITS.fullmatch(one.value)
            _expect(fits, "bad_currency", f"{name} is not three digits (ISO 4217).")
        case "58":
            _expect(_LETTERS.fullmatch(one.value), "bad_country", f"{name} is not two capital letters (ISO 3166-1).")
        case "59" | "60" | "61":
            most = {_NAME: MAX_NAME, _CITY: MAX_CITY, _POSTAL: 10}[one.id]
            _expect(len(one.value) <= most, "bad_length", f"{name} has more than {most} characters.")
            _check_plain(one.value, name)
        case _ if 2 <= int(one.id) <= 25:
            _check_plain(one.value, name)
        case _ if int(one.id) >= 65 and not one.parts:
            _check_string(one.value, name)


def _expect(holds: object, code: str, sentence: str) -> None:
    if not holds:
        raise InvalidCode(code, sentence)


def _amount(values: dict[str, str], tag: str, code: str) -> Decimal | None:
    text = values.get(tag)
    if text is None:
        return None
    fits = len(text) <= 13 and _PLAIN_NUMBER.fullmatch(text)
    _expect(fits, code, f'{_named(tag)} is not a number of at most 13 digits and one ".".')
    amount = Decimal(text)
    _expect(amount, code, f"{_named(tag)} is zero; without one it would be left out.")
    return amount


def _tip(values: dict[str, str]) -> Tip | None:
    """55 says which of 56 and 57 is there: neither for a tip, and each only with its own indicator."""
    mode, has_fixed, has_percent = values.get(_TIP), _FIXED_FEE in values, _PERCENT_FEE in values
    _expect(mode in (None, "01", "02", "03"), "bad_tip", f"{_named(_TIP)} is none of 01, 02 and 03.")
    _expect(has_fixed == (mode == "02"), "bad_tip", "A fixed convenience fee (56) goes with 02 in 55, and only then.")
    _expect(has_percent == (mode == "03"), "bad_tip", "A percentage (57) goes with 03 in 55, and only then.")
    match mode:
        case "01":
            return Tip("prompt")
        case "02":
            return Tip("fixed", _amount(values, _FIXED_FEE, "bad_tip"))
        case "03":
            text = values[_PERCENT_FEE]
            fits = len(text) <= 5 and _PLAIN_NUMBER.fullmatch(text)
            _expect(
                fits and Decimal("0.01") <= Decimal(text) <= Decimal("99.99"),
                "bad_tip",
                f"{_named(_PERCENT_FEE)} is not a number from 00.01 to 99.99.",
            )
            return Tip("percent", Decimal(text))
    return None


def _additional(one: DataObject | None) -> AdditionalData:
    if one is None:
        return AdditionalData()
    found: dict[str, str] = {}
    for part in one.parts:
        name = _named(part.id, one.id)
        if part.id not in _LABELS:
            _check_string(part.value, name)
            continue
        field, most = _LABELS[part.id]
        _expect(len(part.value) <= most, "bad_length", f"{name} has more than {most} characters.")
        _check_plain(part.value, name)
        found[field] = part.value
    requests = found.get("requests")
    if requests is not None:
        fits = _REQUESTS.fullmatch(requests) and len(set(requests)) == len(requests)
        _expect(fits, "bad_additional", "Data object 62.09 holds other letters than A, M and E, or one twice.")
    return AdditionalData(**found)


def _language(one: DataObject | None) -> Language | None:
    if one is None:
        return None
    for part in one.parts:
        _check_string(part.value, _named(part.id, one.id))
    language, name, city = one.part("00"), one.part("01"), one.part("02")
    if language is None or name is None:
        missing = "00" if language is None else "01"
        raise InvalidCode("missing_required", f"{_named(missing, one.id)} is missing.")
    _expect(_LANGUAGE_CODE.fullmatch(language), "bad_language", "Data object 64.00 is not a language (ISO 639).")
    _expect(len(name) <= MAX_NAME, "bad_length", f"Data object 64.01 has more than {MAX_NAME} characters.")
    _expect(city is None or len(city) <= MAX_CITY, "bad_length", f"Data object 64.02 has more than {MAX_CITY}.")
    return Language(language, name, city)
