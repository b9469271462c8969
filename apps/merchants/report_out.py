"""The reports of a merchant as tables, one for CSV, XLSX and PDF: a head, the rows, and what they sum up to.

The rows of CSV and XLSX are written while they are read, however many there are. A PDF is set as a whole; its caller
has seen that it is not too long.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import IO

from apps.core.csv_out import csv_line
from apps.core.money import round_to_currency
from apps.core.typesetting import set_document
from apps.core.xlsx_out import write_xlsx
from apps.merchants.figures import grouped, minute_of
from apps.merchants.selectors import Group, SalesFilter, Sums, iterate_refunds, iterate_takings
from apps.merchants.services import LinesReport, Report, SalesReport

Cells = tuple[object, ...]
SUM_COLUMNS = (
    *("sales", "gross", "tip", "convenience_fee", "discount", "tax"),
    *("refunds", "refunded", "from_takings", "net"),
)
FEE_COLUMNS = ("sales", "gross", "discount", "tax", "fees")
_REFUND_COLUMNS = (
    *("row", "at", "reference", "refund_of", "store", "till", "staff"),
    *("amount", "from_takings", "from_wallet", "currency"),
)
_LINE_COLUMNS = (
    *("row", "at", "reference", "refund_of", "store", "till", "staff"),
    *("gross", "tip", "convenience_fee", "discount", "tax", "refunded", "net", "currency"),
)
_GROUP_COLUMNS = {"day": ("day",), "till": ("store", "till"), "staff": ("staff",), "store": ("store",)}
_WIDTHS = {"row": 8, "at": 19, "day": 12, "store": 20, "staff": 22, "currency": 9, "sales": 8, "refunds": 8}
_TIMES = "Days and times are UTC."


@dataclass(frozen=True, slots=True)
class Table:
    """One report. `rows` are those after the head; the last of them is the total, and its first cell says so."""

    of: Report
    name: str
    title: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Cells]]
    note: str

    @property
    def currency(self) -> str:
        return self.of.merchant.currency


def figures_of(sums: Sums, currency: str) -> list[int | Decimal]:
    """In the order of SUM_COLUMNS, with the decimals of the currency."""
    amounts = (sums.gross, sums.tip, sums.surcharge, sums.discount, sums.tax)
    after = (sums.refunded, sums.drawn, sums.net)
    return [sums.sales, *_rounded(amounts, currency), sums.refunds, *_rounded(after, currency)]


def fees_of(sums: Sums, currency: str) -> list[int | Decimal]:
    """In the order of FEE_COLUMNS."""
    amounts = (sums.gross, sums.discount, sums.tax, sums.discount + sums.tax)
    return [sums.sales, *_rounded(amounts, currency)]


def _rounded(amounts: Iterable[Decimal], currency: str) -> list[Decimal]:
    return [round_to_currency(amount, currency) for amount in amounts]


def sales_table(report: SalesReport) -> Table:
    return Table(
        report,
        f"sales-by-{report.by}",
        f"Sales by {report.by}",
        ("row", *_GROUP_COLUMNS[report.by], *SUM_COLUMNS, "currency"),
        lambda: _sums_rows(report, figures_of),
        f"{_TIMES} Net is gross less discount, tax, and what of the refunds the takings gave; the rest of them the "
        "owner's wallet gave.",
    )


def fees_table(report: SalesReport) -> Table:
    return Table(
        report,
        "fees",
        "Fees",
        ("row", "day", *FEE_COLUMNS, "currency"),
        lambda: _sums_rows(report, fees_of),
        f"{_TIMES} Fees are the discount and the tax on it; a refund gives none of them back.",
    )


def refunds_table(report: LinesReport) -> Table:
    return Table(
        report,
        "refunds",
        "Refunds",
        _REFUND_COLUMNS,
        lambda: _refund_rows(report),
        f"{_TIMES} The takings pay a refund first, and then the owner's wallet.",
    )


def lines_table(report: Report, matching: SalesFilter) -> Table:
    return Table(
        report,
        "sales",
        "Sales",
        _LINE_COLUMNS,
        lambda: _line_rows(report, matching),
        f"{_TIMES} Net is gross less discount, tax, and what of the refunds the takings gave.",
    )


def _sums_rows(report: SalesReport, figures: Callable[[Sums, str], list[int | Decimal]]) -> Iterator[Cells]:
    currency, names = report.merchant.currency, _GROUP_COLUMNS[report.by]
    for group in report.groups:
        yield (report.by, *(_text(group, name) for name in names), *figures(group.sums, currency), currency)
    yield ("total", *(None for _ in names), *figures(report.total, currency), currency)


def _text(group: Group, name: str) -> str | None:
    value = getattr(group, name)
    return None if value is None else str(value)


def _refund_rows(report: LinesReport) -> Iterator[Cells]:
    currency = report.merchant.currency
    refunded = drawn = Decimal(0)
    for line in iterate_refunds(report.merchant.id, days=report.days, store_id=report.store_id):
        refunded, drawn = refunded + line.refunded, drawn + line.drawn
        names = (line.reference, line.of, line.store, line.till, line.staff)
        amounts = (line.refunded, line.drawn, line.refunded - line.drawn)
        yield ("refund", line.at, *names, *_rounded(amounts, currency), currency)
    totals = (refunded, drawn, refunded - drawn)
    yield ("total", *(None,) * 6, *_rounded(totals, currency), currency)


def _line_rows(report: Report, matching: SalesFilter) -> Iterator[Cells]:
    currency = report.merchant.currency
    sums = [Decimal(0)] * 7
    lines = iterate_takings(report.merchant.id, days=report.days, matching=matching, store_id=report.store_id)
    for line in lines:
        amounts = [line.gross, line.tip, line.surcharge, line.discount, line.tax, line.refunded, line.net]
        sums = [summed + amount for summed, amount in zip(sums, amounts, strict=True)]
        names = (line.reference, line.of, line.store, line.till, line.staff)
        yield (line.kind.lower(), line.at, *names, *_rounded(amounts, currency), currency)
    yield ("total", *(None,) * 6, *_rounded(sums, currency), currency)


def csv_lines(table: Table) -> Iterator[str]:
    yield csv_line(table.columns)
    for cells in table.rows():
        yield csv_line(cells)


def workbook(table: Table) -> IO[bytes]:
    """Written to a temporary file, row by row."""

    def rows() -> Iterator[Sequence[object]]:
        yield table.columns
        yield from table.rows()

    widths = [_WIDTHS.get(column, 14) for column in table.columns]
    return write_xlsx(rows(), title=table.title, widths=widths, currency=table.currency)


def report_pdf(table: Table) -> bytes:
    """The report as PDF. Raises Unavailable when many are being set."""
    report, currency = table.of, table.currency
    *lines, total = table.rows()
    # What kind of row it is and in which currency, a document says once.
    columns = table.columns[1:-1]
    figures = [isinstance(cell, int | Decimal) for cell in total[1:-1]]
    ends = {_words(name): cell for name, cell in zip(columns, total[1:-1], strict=True) if cell is not None}
    return set_document(
        "merchants/typst/report.typ",
        {
            "title": f"{table.title}, in {currency}",
            "days": f"{report.days.first} to {report.days.last}",
            "made": f"Made {minute_of(report.made_at)} UTC",
            "merchant": report.merchant.name,
            "legal_name": report.merchant.legal_name,
            "store": report.store.name if report.store else "All",
            "ends": [{"name": name, "figure": _shown(cell, currency)} for name, cell in ends.items()],
            "columns": [
                {"name": _words(name), "is_figure": is_figure} for name, is_figure in zip(columns, figures, strict=True)
            ],
            "lines": [[_shown(cell, currency) for cell in cells[1:-1]] for cells in lines],
            "total": ["Total", *(_shown(cell, currency) for cell in total[2:-1])],
            "note": table.note,
            "footer": "GoPay. Ask support for any payment by its reference.",
        },
    )


def _words(column: str) -> str:
    return column.replace("_", " ").capitalize()


def _shown(cell: object, currency: str) -> str:
    if isinstance(cell, Decimal):
        return grouped(cell, currency)
    if isinstance(cell, datetime):
        return minute_of(cell)
    if isinstance(cell, int):
        return f"{cell:,}"
    return "" if cell is None else str(cell)


def filename_of(table: Table, extension: str) -> str:
    """Names the report and its days, and nobody."""
    days = table.of.days
    return f"gopay-{table.name}-{table.currency}-{days.first}-{days.last}.{extension}"
