"""Bank statements in XML: ISO 20022 camt.053.001.08, and the older ones down to .02, read an entry at a time.

The parser is expat under defusedxml: a document type, an entity or anything from outside refuses the file. Each entry
is thrown away once it is read, so memory holds one entry however many there are; one that is too large, or nothing but
endless other elements, is refused. What is not booked (Sts other than BOOK) is passed over. One bad entry fails the
file.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import count
from xml.etree.ElementTree import Element, ParseError  # nosec B405 - only the types; parsing is defusedxml's.

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from apps.core.money import InvalidCurrency, minor_units
from apps.reconciliation.errors import InvalidFile
from apps.reconciliation.listed import Listed, Pieces, Wrong, read_counterparty, read_ids, read_moment, read_money

_NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.0[2-8]", re.ASCII)
# No entry with all its details is larger, and nothing between two of them.
MAX_ENTRY_BYTES = 1024 * 1024
MAX_DEPTH = 40
# Document, BkToCstmrStmt, Stmt: what lies below these and is no entry is not kept either.
_KEPT_DEPTH = 3
_DIRECTIONS = {"CRDT": "CREDIT", "DBIT": "DEBIT"}


class _Stream:
    """A file to read from, made of pieces; says when too much was read for one entry."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = iter(pieces)
        self._rest = memoryview(b"")
        self.since_entry = 0

    def read(self, size: int = -1) -> bytes:
        if not self._rest:
            self._rest = memoryview(next(self._pieces, b""))
        taken = self._rest[: size if size > 0 else None]
        self._rest = self._rest[len(taken) :]
        self.since_entry += len(taken)
        if self.since_entry > MAX_ENTRY_BYTES:
            raise InvalidFile(f"There is an element of more than {MAX_ENTRY_BYTES:,} bytes.")
        return bytes(taken)


def read_camt(pieces: Pieces) -> Iterator[Listed]:
    """The booked entries, in their order. Raises InvalidFile, which names the line or the entry and what is wrong."""
    stream = _Stream(pieces)
    numbers = count(1)
    found = 0
    try:
        for entry in _entries(stream):
            stream.since_entry = 0
            found += 1
            try:
                yield from _read(numbers, entry)
            except Wrong as wrong:
                raise InvalidFile(f"Entry {found:,}: {wrong}.") from None
    except ParseError as error:
        line, column = error.position
        raise InvalidFile(f"Line {line:,}, column {column}: this is not well-formed XML, or it ends early.") from None
    except DefusedXmlException:
        raise InvalidFile("The file declares a document type or entities, which a statement never does.") from None
    except (ValueError, LookupError):
        # Expat's word for an encoding it does not know.
        raise InvalidFile("Line 1: the file is written in an encoding nobody can read.") from None


def _entries(stream: _Stream) -> Iterator[Element]:
    """Each Ntry, whole; everything that was read is let go of."""
    above: list[Element] = []
    within_entry = 0
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            if not above:
                _check_root(element)
            above.append(element)
            if len(above) > MAX_DEPTH:
                raise InvalidFile(f"Elements lie deeper than {MAX_DEPTH} within each other.")
            within_entry += _name(element) == "Ntry"
            continue
        above.pop()
        if _name(element) == "Ntry":
            within_entry -= 1
            if not within_entry:
                yield element
        if not within_entry and len(above) <= _KEPT_DEPTH and above:
            above[-1].remove(element)


def _check_root(root: Element) -> None:
    namespace = root.tag.partition("}")[0].removeprefix("{")
    if _name(root) != "Document" or not _NAMESPACE.fullmatch(namespace):
        raise InvalidFile("Line 1: this is XML, but no statement of ISO 20022 camt.053.001.02 to .08.")


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _find(element: Element | None, *path: str) -> Element | None:
    for name in path:
        element = next((one for one in element if _name(one) == name), None) if element is not None else None
    return element


def _text(element: Element | None, *path: str) -> str:
    found = _find(element, *path)
    return (found.text or "").strip() if found is not None else ""


def _all(element: Element, *path: str) -> list[Element]:
    found = [element]
    for name in path:
        found = [one for above in found for one in above if _name(one) == name]
    return found


def _read(numbers: Iterator[int], entry: Element) -> Iterator[Listed]:
    status = _text(entry, "Sts", "Cd") or _text(entry, "Sts")
    if status not in {"BOOK", "PDNG", "INFO", "FUTR"}:
        raise Wrong("Sts is none of BOOK, PDNG, INFO, FUTR")
    if status != "BOOK":
        return
    direction = _DIRECTIONS.get(_text(entry, "CdtDbtInd"))
    if direction is None:
        raise Wrong("CdtDbtInd is neither CRDT nor DBIT")
    # What is taken back is nothing we have asked for.
    if _text(entry, "RvslInd") in {"true", "1"}:
        direction = {"CREDIT": "REV_CRDT", "DEBIT": "REV_DBIT"}[direction]
    details = _all(entry, "NtryDtls", "TxDtls")
    if len(details) > 1:
        # Booked in one sum: each of them says how much of it is its own.
        for one in details:
            yield _listed(next(numbers), entry, one, direction, is_part=True)
    else:
        yield _listed(next(numbers), entry, details[0] if details else None, direction, is_part=False)


def _listed(number: int, entry: Element, details: Element | None, direction: str, *, is_part: bool) -> Listed:
    amount, currency = _amount(details if is_part else entry)
    charges = _find(details, "Chrgs") if details is not None else None
    if charges is None and not is_part:
        charges = _find(entry, "Chrgs")
    ours, theirs = read_ids(
        _text(details, "Refs", "EndToEndId").replace("NOTPROVIDED", ""),
        _text(details, "Refs", "AcctSvcrRef") or ("" if is_part else _text(entry, "AcctSvcrRef")),
    )
    party = "Dbtr" if direction in {"CREDIT", "REV_DBIT"} else "Cdtr"
    name = _text(details, "RltdPties", party, "Nm") or _text(details, "RltdPties", party, "Pty", "Nm")
    return Listed(
        number,
        ours,
        theirs,
        direction,
        amount,
        _fee(charges, currency),
        currency,
        read_moment(_moment(entry), "BookgDt"),
        read_counterparty(name),
    )


def _amount(element: Element | None) -> tuple[Decimal, str]:
    given = _find(element, "Amt")
    if given is None:
        given = _find(element, "AmtDtls", "TxAmt", "Amt")
    if given is None:
        raise Wrong("Amt is missing")
    currency = given.get("Ccy", "")
    try:
        minor_units(currency)
    except InvalidCurrency as error:
        raise Wrong(error.detail.rstrip(".")) from None
    amount = read_money(_trimmed(given.text), currency, "Amt")
    if not amount:
        raise Wrong("Amt must be more than zero")
    return amount, currency


def _trimmed(text: str | None) -> str:
    """Statements may write more decimals than a currency has (ActiveOrHistoricCurrencyAndAmount): zeros say nothing."""
    text = (text or "").strip()
    if re.fullmatch(r"[0-9]{1,18}\.[0-9]{1,5}", text, re.ASCII):
        whole, _, decimals = text.partition(".")
        decimals = decimals.rstrip("0")
        return f"{whole.lstrip('0') or '0'}.{decimals}" if decimals else whole.lstrip("0") or "0"
    return text


def _fee(charges: Element | None, currency: str) -> Decimal:
    given = [_find(charges, "TtlChrgsAndTaxAmt")] if charges is not None else []
    if given == [None] and charges is not None:
        given = list(_all(charges, "Rcrd", "Amt"))
    total = Decimal(0)
    for one in given:
        if one is not None:
            if one.get("Ccy", "") != currency:
                raise Wrong("charges are in another currency than the amount")
            total += read_money(_trimmed(one.text), currency, "Chrgs")
    return total


def _moment(entry: Element) -> str:
    for name in ("BookgDt", "ValDt"):
        if at := _text(entry, name, "DtTm"):
            return at
        if day := _text(entry, name, "Dt"):
            return f"{day[:10]}T00:00:00+00:00"
    return ""
