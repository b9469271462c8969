"""Settlement files in CSV (RFC 4180), read a line at a time: `reference,provider_reference,type,amount,fee,net,...`.

A row is one line: a quoted field may not go on over a line end, so that a quote somebody forgot to close spoils its own
line, which is then named, and does not swallow the ones below it. One bad line fails the file: a list of which we have
read only what we could is worse than none. UTF-8, with or without a byte order mark, CRLF or LF.
"""

import csv
from collections.abc import Iterator
from decimal import Decimal

from apps.core.money import InvalidCurrency, minor_units
from apps.reconciliation.errors import InvalidFile
from apps.reconciliation.listed import Listed, Pieces, Wrong, read_counterparty, read_ids, read_moment, read_money

COLUMNS = (
    "reference",
    "provider_reference",
    "type",
    "amount",
    "fee",
    "net",
    "currency",
    "executed_at",
    "counterparty",
)
TYPES = ("COLLECT", "PAY_OUT", "PAY_BILL", "RECHARGE")
# A line of nine fields is never longer; what is longer is not kept in memory to find out what it is.
MAX_LINE_BYTES = 8_192
_BOM = b"\xef\xbb\xbf"


def read_csv(pieces: Pieces) -> Iterator[Listed]:
    """The operations of the file, in its order. Raises InvalidFile, which names the line and what is wrong with it."""
    lines = _lines(pieces)
    _, header = next(lines, (1, b""))
    _check_header(header)
    for number, raw in lines:
        if not raw.strip():
            continue
        try:
            yield _read(number, _fields(raw))
        except Wrong as wrong:
            raise InvalidFile(f"Line {number:,}: {wrong}.") from None


def _lines(pieces: Pieces) -> Iterator[tuple[int, bytes]]:
    """Each line with its number, without its end; holds one piece and one line."""
    rest = b""
    number = 0
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            number += 1
            _check_length(line, number)
            yield number, line.removesuffix(b"\r")
        _check_length(rest, number + 1)
    if rest:
        yield number + 1, rest.removesuffix(b"\r")


def _check_length(line: bytes, number: int) -> None:
    if len(line) > MAX_LINE_BYTES:
        raise InvalidFile(f"Line {number:,}: it is longer than {MAX_LINE_BYTES:,} bytes.")


def _check_header(line: bytes) -> None:
    try:
        names = tuple(name.strip().lower() for name in _fields(line.removeprefix(_BOM)))
    except Wrong as wrong:
        raise InvalidFile(f"Line 1: {wrong}.") from None
    if names != COLUMNS:
        raise InvalidFile(f"Line 1: the header must be {','.join(COLUMNS)}.")


def _fields(raw: bytes) -> list[str]:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise Wrong("it is not UTF-8 text") from None
    if "\0" in text:
        raise Wrong("it holds a NUL byte")
    try:
        return next(csv.reader([text], strict=True), [])
    except csv.Error:
        raise Wrong("a quote is not closed, or stands within a field") from None


def _read(number: int, fields: list[str]) -> Listed:
    if len(fields) != len(COLUMNS):
        raise Wrong(f"it has {len(fields)} fields and not {len(COLUMNS)}")
    reference, provider_reference, kind, amount_text, fee_text, net_text, currency, moment, counterparty = fields
    ours, theirs = read_ids(reference, provider_reference)
    if kind not in TYPES:
        raise Wrong(f"type must be one of {', '.join(TYPES)}")
    try:
        minor_units(currency)
    except InvalidCurrency as error:
        raise Wrong(error.detail.rstrip(".")) from None
    amount, fee = read_money(amount_text, currency, "amount"), read_money(fee_text, currency, "fee")
    if not amount:
        raise Wrong("amount must be more than zero")
    _check_net(read_money(net_text.removeprefix("-"), currency, "net"), amount, fee)
    return Listed(
        number,
        ours,
        theirs,
        kind,
        amount,
        fee,
        currency,
        read_moment(moment, "executed_at"),
        read_counterparty(counterparty),
    )


def _check_net(net: Decimal, amount: Decimal, fee: Decimal) -> None:
    """What is left of what they have collected, or what a payment has cost us: columns that are mixed up show here."""
    if net not in (amount - fee, amount + fee, fee - amount):
        raise Wrong("net is neither amount less fee nor amount and fee")
