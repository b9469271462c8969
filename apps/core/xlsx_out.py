"""Spreadsheets (XLSX) that leave the house, row by row: memory does not grow with them, and no cell is a formula.

Each row is written to a temporary file as it comes (xlsxwriter's constant_memory), and the finished file is sent in
pieces. Text is written as text whatever it begins with, and made harmless besides, as in CSV (csv_out): somebody may
save the sheet as one. Figures are written as they are, digit by digit; no float is made of them on the way.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse
from django.utils.http import content_disposition_header

from apps.core.csv_out import harmless
from apps.core.money import minor_units

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a sheet can hold.
MOST_ROWS = 1_048_575


def write_xlsx(rows: Iterable[Sequence[object]], *, title: str, widths: Sequence[int], currency: str) -> IO[bytes]:
    """A workbook of one sheet: the first row is its head, and stays in sight. Returns the file, at its beginning.

    A cell is a text, a whole number, a Decimal (shown with the decimals of the currency), a moment (UTC) or None.
    Raises TypeError for anything else.
    """
    file = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it.
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(title[:31])
    places = minor_units(currency)
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1}),
        "figure": book.add_format({"num_format": "#,##0" + ("." + "0" * places if places else "")}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
    }
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            _write(sheet, number, column, value, formats)
    book.close()
    file.seek(0)
    return file


def _write(sheet: Any, row: int, column: int, value: object, formats: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, column, harmless(value), formats["head"] if row == 0 else None)
    elif isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError("A cell holds a finite figure.")
        sheet.write_number(row, column, value, formats["figure"])
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.astimezone(UTC).replace(tzinfo=None), formats["moment"])
    elif type(value) is int:
        sheet.write_number(row, column, value)
    else:
        raise TypeError(f"A cell holds no {type(value).__name__}.")


def xlsx_response(file: IO[bytes], filename: str) -> FileResponse:
    """A workbook for whoever may have it: saved and not opened, kept by no cache, sent in pieces."""
    response = FileResponse(file, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
