"""A report as a spreadsheet, row by row (xlsxwriter's constant_memory), with a sheet that says what it is.

Text is written as text whatever it begins with, and made harmless besides (apps.core.csv_out): somebody may save the
sheet as CSV. Figures are figures. What a sheet cannot hold goes on on the next one.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from apps.core.csv_out import harmless
from apps.core.money import CURRENCIES
from apps.core.xlsx_out import MOST_ROWS
from apps.reports.catalogue import LINE, Report, Row
from apps.reports.writing._tables import preparing
from apps.reports.writing._totals import Heading, Totals

# What a cell can hold.
_MOST_CHARACTERS = 32_767


def write_xlsx(
    report: Report, rows: Iterator[Row], out: Any, *, heading: Heading, workplace: Path, most_rows: int = MOST_ROWS
) -> None:
    """Writes the workbook to `out`, which need not be seekable. Its sheets are put together in `workplace`."""
    book = xlsxwriter.Workbook(
        out,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "tmpdir": str(workplace),
        },
    )
    book.set_properties({"title": heading.title, "author": "GoPay"})
    sheets = _Sheets(book, report, most_rows)
    totals = Totals(report)
    sheets.write_all(totals.passing(rows))
    sheets.write_all(totals.rows())
    _write_about(book, report, heading)
    book.close()


class _Sheets:
    """The sheets of the list: the next one is begun when one is full."""

    def __init__(self, book: Any, report: Report, most_rows: int) -> None:
        self.book, self.report, self.most_rows = book, report, most_rows
        self.prepare = preparing(report)
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": False})
        self.strong = book.add_format({"bold": True})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.count = book.add_format({"num_format": "#,##0"})
        self._figures: dict[tuple[int, bool], Any] = {}
        self.number = 0
        self._begin()

    def _begin(self) -> None:
        self.number += 1
        title = self.report.title[:28]
        self.sheet = self.book.add_worksheet(title if self.number == 1 else f"{title} {self.number}")
        self.sheet.set_column(0, 0, 9)
        for place, column in enumerate(self.report.columns, start=1):
            self.sheet.set_column(place, place, column.width)
        self.sheet.freeze_panes(1, 0)
        for place, title in enumerate(["Row", *(column.title for column in self.report.columns)]):
            self.sheet.write_string(0, place, title, self.head)
        self.row = 0

    def write_all(self, rows: Iterable[Row]) -> None:
        places = [
            (place, column.kind, self.report.keys.index(column.of) + 1 if column.kind == "money" else 0)
            for place, column in enumerate(self.report.columns, start=1)
        ]
        for row in rows:
            if self.row == self.most_rows:
                self._begin()
            self.row += 1
            cells = self.prepare(row)
            is_line = cells[0] == LINE
            plain = None if is_line else self.strong
            self.sheet.write_string(self.row, 0, cells[0], plain)
            for place, kind, currency in places:
                value = cells[place]
                if value is not None and value != "":
                    self._write(place, kind, value, cells[currency] if currency else "", plain)

    def _write(self, place: int, kind: str, value: Any, currency: str, plain: Any) -> None:
        sheet, row = self.sheet, self.row
        if isinstance(value, str):
            sheet.write_string(row, place, harmless(value)[:_MOST_CHARACTERS], plain)
        elif isinstance(value, Decimal):
            if not value.is_finite():
                raise ValueError("A cell holds a finite figure.")
            sheet.write_number(row, place, value, self._figure(kind, currency, plain is not None))
        elif isinstance(value, datetime):
            sheet.write_datetime(row, place, value.astimezone(UTC).replace(tzinfo=None), self.moment)
        elif isinstance(value, date):
            sheet.write_datetime(row, place, value, self.day)
        elif type(value) is int:
            sheet.write_number(row, place, value, self.count)
        else:
            raise TypeError(f"A cell holds no {type(value).__name__}.")

    def _figure(self, kind: str, currency: str, is_strong: bool) -> Any:
        places = CURRENCIES.get(currency, 2) if kind == "money" else 1
        found = self._figures.get((places, is_strong))
        if found is None:
            shown = "#,##0" + ("." + "0" * places if places else "")
            found = self._figures[places, is_strong] = self.book.add_format({"num_format": shown, "bold": is_strong})
        return found


def _write_about(book: Any, report: Report, heading: Heading) -> None:
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    strong = book.add_format({"bold": True})
    facts = [
        ("Report", heading.title),
        ("Made at", f"{heading.made_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"),
        ("Asked for by", heading.asked_by),
        ("Why", heading.why),
        ("Days", f"Those of {heading.zone}. Moments are in UTC."),
        ("Report's number", heading.run_id),
        ("What it says", report.says),
        *(("Note", note) for note in report.notes),
    ]
    for row, (name, words) in enumerate(facts):
        sheet.write_string(row, 0, name, strong)
        sheet.write_string(row, 1, harmless(words))
