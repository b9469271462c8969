"""Which of the two formats a file is in, seen from its bytes and not from its name or what was announced."""

from collections.abc import Iterator

from apps.reconciliation.camt_in import read_camt
from apps.reconciliation.csv_in import COLUMNS, read_csv
from apps.reconciliation.errors import InvalidFile
from apps.reconciliation.listed import Listed, Pieces, check_each
from apps.reconciliation.models import MediaType

MAX_LINES = 2_000_000
_BOM = b"\xef\xbb\xbf"


def media_type_of(beginning: bytes) -> MediaType:
    """From the first bytes of a file. Raises InvalidFile for what is neither."""
    text = beginning.removeprefix(_BOM).lstrip()
    if not text:
        raise InvalidFile("The file is empty.")
    if text.startswith(b"<"):
        return MediaType.CAMT
    first = text.split(b"\n", 1)[0][:400].decode("utf-8", errors="replace").strip().lower()
    if first.replace('"', "").replace(" ", "").startswith("reference,"):
        return MediaType.CSV
    raise InvalidFile(f"This is neither a camt.053 statement nor a CSV file that begins with {','.join(COLUMNS)}.")


def read_pieces(pieces: Pieces, media_type: str) -> Iterator[Listed]:
    """The operations a file lists. Raises InvalidFile."""
    found = read_csv(pieces) if media_type == MediaType.CSV else read_camt(pieces)
    return check_each(found, most=MAX_LINES)
