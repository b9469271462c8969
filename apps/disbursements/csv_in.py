"""Reading the file: strictly, line by line, with what is wrong said of one line and not of the rest.

A row is one line. RFC 4180 lets a quoted field go on over line ends; here it may not, so that a quote somebody forgot
to close spoils its own line and does not swallow the ones below it, and so that the number of a line is the one an
editor shows. Everything else is as RFC 4180 has it: commas, fields in double quotes, a quote within them doubled, CRLF
or LF. UTF-8, with or without a byte order mark.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from apps.core.card_numbers import find_card_number
from apps.core.errors import CardNumberRefused
from apps.core.money import InvalidMoney, Money, parse_decimal
from apps.disbursements.errors import InvalidFile
from apps.disbursements.models import MAX_NOTE_LENGTH, MAX_TO_LENGTH

MAX_ROWS = 100_000
# A line of three fields is never longer; what is longer is not kept in memory to find out what it is.
MAX_LINE_BYTES = 4_096
_MAX_AMOUNT_TEXT = 40
_COLUMNS = ("to", "amount", "note")
_BOM = b"\xef\xbb\xbf"
_FIELD = re.compile(r'"((?:[^"]|"")*)"(,|$)|([^",]*)(,|$)')


@dataclass(frozen=True, slots=True)
class Columns:
    """Which field of a line is which; None: the file has no such column."""

    to: int
    amount: int
    note: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was read. `code` says what is wrong with it, if that can be seen from the line alone."""

    number: int
    to: str = ""
    amount: Decimal | None = None
    amount_text: str = ""
    note: str = ""
    code: str = ""


def split_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of a file that comes in pieces, without their ends; holds one piece and one line.

    Of a line beyond MAX_LINE_BYTES only so much is handed on that it is seen to be too long.
    """
    rest = b""
    for piece in pieces:
        *lines, tail = (rest + piece).split(b"\n")
        for line in lines:
            yield line.removesuffix(b"\r")
        rest = tail[: MAX_LINE_BYTES + 2]
    if rest:
        yield rest.removesuffix(b"\r")


def _fields(text: str) -> list[str] | None:
    """The fields of one line; None when it is not as RFC 4180 has it."""
    if '"' not in text:
        return text.split(",")
    fields: list[str] = []
    at = 0
    while True:
        found = _FIELD.match(text, at)
        if found is None:
            return None
        quoted, after_quoted, plain, after_plain = found.groups()
        fields.append(plain if quoted is None else quoted.replace('""', '"'))
        at = found.end()
        if not (after_plain if quoted is None else after_quoted):
            return fields


def read_header(line: bytes) -> Columns:
    """Which columns the file has. Raises InvalidFile."""
    try:
        names = _fields(line.removeprefix(_BOM).decode("utf-8"))
    except UnicodeDecodeError:
        raise _invalid("not_utf8", "The file is not UTF-8 text.") from None
    names = [name.strip().lower() for name in names or []]
    if unknown := [name for name in names if name not in _COLUMNS]:
        raise _invalid("unknown_column", f"There is no column {unknown[0][:40]!r}: a file has to, amount and note.")
    if len(set(names)) != len(names):
        raise _invalid("column_twice", "A column stands twice in the header.")
    if not {"to", "amount"} <= set(names):
        raise _invalid("column_missing", "The first line must name the columns: to, amount and, if you like, note.")
    note = names.index("note") if "note" in names else None
    return Columns(to=names.index("to"), amount=names.index("amount"), note=note, count=len(names))


def _invalid(code: str, detail: str) -> InvalidFile:
    return InvalidFile(detail, errors=[{"field": "file", "code": code, "detail": detail}])


def look_over(pieces: Iterable[bytes]) -> int:
    """How many lines there are below the header, from a first look at the whole file.

    Raises InvalidFile: no header, no rows, too many of them, NUL bytes, a card's number, which is not even kept.
    """
    count = 0
    header: bytes | None = None
    for line in split_lines(pieces):
        if header is None:
            header = line
            read_header(header)
        else:
            count += 1
        if b"\0" in line:
            raise _invalid("binary_file", "The file holds NUL bytes: it is not UTF-8 text.")
        if find_card_number(line.decode("utf-8", "replace")):
            raise _invalid(
                CardNumberRefused.code, f"The number of a payment card stands in line {count + 1}. Leave it out."
            )
    if not count:
        raise _invalid("empty_file", "The file has no rows.")
    if count > MAX_ROWS:
        raise _invalid("too_many_rows", f"A file has at most {MAX_ROWS:,} rows.")
    return count


def read_lines(pieces: Iterable[bytes], currency: str, *, skip: int = 0) -> Iterator[Line | None]:
    """The lines below the header, from line `skip` below it on; None for one that is empty. Raises InvalidFile."""
    lines = split_lines(pieces)
    columns = read_header(next(lines, b""))
    for number, raw in enumerate(lines, start=2):
        if number - 2 >= skip:
            yield _read(raw, number, columns, currency) if raw.strip() else None


def _read(raw: bytes, number: int, columns: Columns, currency: str) -> Line:
    if len(raw) > MAX_LINE_BYTES:
        return Line(number, code="field_too_long")
    try:
        fields = _fields(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return Line(number, code="not_utf8")
    if fields is None or len(fields) != columns.count:
        return Line(number, code="malformed_row")
    to = fields[columns.to].strip()
    amount_text = fields[columns.amount]
    note = "" if columns.note is None else fields[columns.note].strip()
    code = _wrong_text(to, amount_text, note)
    amount, wrong_amount = _amount(amount_text, currency)
    code = code or wrong_amount
    return Line(
        number,
        _kept(to, MAX_TO_LENGTH),
        None if code else amount,
        _kept(amount_text, _MAX_AMOUNT_TEXT) if amount is None or code else "",
        _kept(note, MAX_NOTE_LENGTH),
        code,
    )


def _kept(text: str, length: int) -> str:
    """So much of a field as a row keeps, for the report; what a terminal would act upon is left out."""
    if not text.isprintable():
        text = "".join(character for character in text if not _is_forbidden(character))
    return text[:length]


def _is_forbidden(character: str) -> bool:
    """Controls, also those that turn the direction of a text, could make one row look like another."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and character not in "\u200c\u200d"


def _wrong_text(to: str, amount: str, note: str) -> str:
    if len(to) > MAX_TO_LENGTH or len(amount) > _MAX_AMOUNT_TEXT or len(note) > MAX_NOTE_LENGTH:
        return "field_too_long"
    text = to + amount + note
    if not text.isprintable() and any(_is_forbidden(character) for character in text):
        return "forbidden_character"
    if not to:
        return "payee_missing"
    return "" if amount.strip() else "amount_missing"


def _amount(text: str, currency: str) -> tuple[Decimal | None, str]:
    """The amount exactly as SECURITY 18 wants it written, or what is wrong with it."""
    try:
        amount = parse_decimal(text)
    except InvalidMoney:
        return None, "invalid_amount"
    if amount <= 0:
        return None, "amount_not_positive"
    try:
        return Money(amount, currency).amount, ""
    except InvalidMoney:
        return None, "too_many_decimals"
