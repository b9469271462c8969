"""CSV that leaves the house: RFC 4180, streamed, and harmless in a spreadsheet.

A spreadsheet runs a cell that begins with = + - or @ as a formula, so a note somebody wrote could read the rest of
the sheet and send it away (OWASP ASVS 5.0, 1.2.10; CWE-1236). Such text gets an apostrophe before it, which
spreadsheets take for "this is text". Figures we computed ourselves are no text and stay figures: hand them over as
Decimal or int, never as a string.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

_FORMULA = frozenset("=+-@")
# What a program passes over before it looks whether a cell is a formula: whitespace, controls, marks without width.
_PASSED_OVER = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_STARTS_A_CELL = frozenset("\t\r\n")
# Where the comma is the decimal point, spreadsheets split at semicolons; careless programs at tabs and line ends.
_INNER_CELL = re.compile(r"[;\t\r\n]([^;\t\r\n]*)")
_NEEDS_QUOTES = re.compile(r'[",\r\n;\t]|^\s|\s$')
# What is handed to the web server at a time; a line by itself would be a write to the socket.
_PIECE_CHARACTERS = 32 * 1024


def _begins_a_formula(text: str) -> bool:
    for character in text:
        # Full-width and small forms of = + - @ are the same to some spreadsheets; NFKC makes them the plain ones.
        if unicodedata.normalize("NFKC", character)[:1] in _FORMULA:
            return True
        if unicodedata.category(character) not in _PASSED_OVER:
            return False
    return False


def harmless(text: str) -> str:
    """Text as it may stand in a cell of a CSV file or a spreadsheet: what would be a formula gets an apostrophe."""
    # Most begin with a letter or a digit, which no formula does, and are one cell to everybody.
    if text[:1].isalnum() and not _INNER_CELL.search(text):
        return text
    inner = _INNER_CELL.sub(lambda found: found[0][0] + "'" * _begins_a_formula(found[1]) + found[1], text)
    return f"'{inner}" if text[:1] in _STARTS_A_CELL or _begins_a_formula(text) else inner


def _cell(value: object) -> str:
    if isinstance(value, str):
        # PostgreSQL keeps no NUL, and programs end a text there.
        text = harmless(value.replace("\0", ""))
        return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text
    if value is None:
        return ""
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError("A cell holds a finite figure.")
        return f"{value:f}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        raise TypeError("A float is no figure of ours: use Decimal.")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return _cell(str(value))


def csv_line(cells: Iterable[object]) -> str:
    """One record of a CSV file (RFC 4180), with its line end.

    Text is made harmless. Decimal and int stay figures, so give them only for what we computed. None is empty; moments
    are written in UTC. Raises TypeError for a float, ValueError for NaN and infinity.
    """
    line = ",".join(_cell(value) for value in cells)
    # A record of one empty cell would be an empty line, which readers skip.
    return f"{line or chr(34) * 2}\r\n"


def in_pieces(lines: Iterable[str], characters: int = _PIECE_CHARACTERS) -> Iterator[bytes]:
    """These texts as UTF-8, joined to pieces worth a write; holds one piece at a time."""
    waiting: list[str] = []
    length = 0
    for line in lines:
        waiting.append(line)
        length += len(line)
        if length >= characters:
            yield "".join(waiting).encode()
            waiting, length = [], 0
    if waiting:
        yield "".join(waiting).encode()


def csv_response(lines: Iterable[str], filename: str) -> StreamingHttpResponse:
    """A CSV file for whoever may have it, written while it is read: saved and not opened, kept by no cache.

    UTF-8 without a byte order mark, which would be part of the first column's name to every program but one.
    Call `record_export` before this, and let the lines raise nothing that could have been found out earlier: the
    answer's status is sent before them.
    """
    response = StreamingHttpResponse(in_pieces(lines), content_type="text/csv; charset=utf-8; header=present")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
