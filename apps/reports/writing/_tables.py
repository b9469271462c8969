"""A report as CSV (RFC 4180), made harmless for spreadsheets (apps.core.csv_out)."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, BinaryIO
from uuid import UUID

from apps.core.csv_out import csv_line, in_pieces
from apps.reports.catalogue import Report, Row
from apps.reports.writing._totals import Totals, exact

Prepare = Callable[[Row], list[Any]]


def preparing(report: Report) -> Prepare:
    """A function that makes a row's values what the writers of cells take: amounts with their decimals, ids as text."""
    keys = report.keys
    money = [(index + 1, keys.index(one.of) + 1) for index, one in enumerate(report.columns) if one.kind == "money"]

    def prepare(row: Row) -> list[Any]:
        cells: list[Any] = [str(value) if isinstance(value, UUID) else value for value in row]
        for place, currency in money:
            amount = cells[place]
            if isinstance(amount, Decimal):
                cells[place] = exact(amount, cells[currency])
        return cells

    return prepare


def write_csv(report: Report, rows: Iterator[Row], out: BinaryIO | Any) -> None:
    """Writes the report. Its first column says what each row is, so that whoever adds up a column takes the lines."""
    for piece in in_pieces(_lines(report, rows)):
        out.write(piece)


def _lines(report: Report, rows: Iterator[Row]) -> Iterator[str]:
    totals, prepare = Totals(report), preparing(report)
    yield csv_line(["row", *report.keys])
    yield from _written(totals.passing(rows), prepare)
    yield from _written(totals.rows(), prepare)


def _written(rows: Iterable[Row], prepare: Prepare) -> Iterator[str]:
    for row in rows:
        yield csv_line(prepare(row))
