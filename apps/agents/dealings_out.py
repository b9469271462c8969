"""Dealings as CSV and XLSX, written while they are read, however many there are."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from typing import IO

from apps.agents.selectors import SeenDealing
from apps.core.csv_out import csv_line
from apps.core.money import round_to_currency
from apps.core.xlsx_out import write_xlsx

COLUMNS = (
    *("at", "reference", "kind", "outlet", "teller", "customer", "number"),
    *("amount", "fee", "commission", "currency", "note"),
)
_WIDTHS = (19, 13, 10, 20, 22, 18, 14, 12, 10, 12, 9, 30)
# What all earn by it is the office's to know.
_OFFICE_ONLY = frozenset({"commission"})


def table_rows(rows: Iterable[SeenDealing], *, of_office: bool) -> Iterator[Sequence[object]]:
    """A head, and a row for each."""
    shown = [place for place, name in enumerate(COLUMNS) if of_office or name not in _OFFICE_ONLY]
    yield [COLUMNS[place] for place in shown]
    for row in rows:
        cells = _cells(row)
        yield [cells[place] for place in shown]


def _cells(row: SeenDealing) -> tuple[object, ...]:
    figures = (round_to_currency(amount, row.currency) for amount in (row.amount, row.fee, row.commission))
    return (
        *(row.at.astimezone(UTC), row.reference, row.kind, row.outlet, row.teller, row.customer),
        *(row.customer_number, *figures, row.currency, row.note),
    )


def csv_lines(rows: Iterable[SeenDealing], *, of_office: bool) -> Iterator[str]:
    for cells in table_rows(rows, of_office=of_office):
        yield csv_line(cells)


def workbook(rows: Iterable[SeenDealing], *, of_office: bool, currency: str) -> IO[bytes]:
    """Written to a temporary file, row by row."""
    widths = [width for name, width in zip(COLUMNS, _WIDTHS, strict=True) if of_office or name not in _OFFICE_ONLY]
    return write_xlsx(table_rows(rows, of_office=of_office), title="Dealings", widths=widths, currency=currency)
