"""What a report is: who may make it, what it asks for, its columns, and how its rows are read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from apps.reports.catalogue._forms import ReportForm
from apps.reports.report_models import FileFormat

Parameters = Mapping[str, Any]
# How a row begins: `line`, or another word for what is no line of the list: `opening`, `closing`, `total`, `ledger`.
Row = tuple[object, ...]
Kind = Literal["text", "id", "moment", "date", "money", "count", "figure"]
# Parameters, where to, the moment, and a function that is told how many of how many rows are written.
Bundle = Callable[[Parameters, Any, datetime, Callable[[int, int], None]], int]
LINE = "line"
TOTAL = "total"
TABLES = (FileFormat.CSV, FileFormat.XLSX, FileFormat.PDF)


@dataclass(frozen=True, slots=True)
class Column:
    """`key` heads it in CSV, `title` for people. `of` names the column that holds a money column's currency.

    A column without a place in a PDF (`on_paper`) is in the other formats only: paper is narrow.
    """

    key: str
    title: str
    kind: Kind = "text"
    of: str = "currency"
    width: int = 14
    on_paper: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """One report of the catalogue.

    `permissions` are what somebody needs to make it, beside that for taking anything out (access.py). `rows` reads in
    one snapshot and yields a page's worth of memory at a time; each row begins with what it is (LINE ...), and then has
    a value for each column. `sums` are the columns that are added up, by currency, over the lines `counted` keeps.
    `estimate` says about how many rows there will be, without reading them.
    """

    code: str
    title: str
    group: str
    says: str
    permissions: tuple[str, ...]
    form: type[ReportForm]
    columns: tuple[Column, ...]
    rows: Callable[[Parameters], Iterator[Row]]
    estimate: Callable[[Parameters], int]
    formats: tuple[FileFormat, ...] = TABLES
    sums: tuple[str, ...] = ()
    counted: Callable[[Row], bool] = field(default=lambda row: row[0] == LINE)
    total_says: str = "Total"
    notes: tuple[str, ...] = ()
    icon: str = "table_view"
    # Of what is no table: writes the file itself, and tells how far it is. Returns how many rows are in it.
    bundle: Bundle | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns)

    def heading(self, parameters: Parameters) -> str:
        """The report with what was asked for, in words: `Trial balance, as of 2026-03-31, USD`."""
        return ", ".join([self.title, *self.form.describe(parameters)])[:200]


def text(value: object) -> str:
    """An id, or nothing, as text."""
    return "" if value is None else str(value)


def fixed(count: int) -> Callable[[Parameters], int]:
    """The estimate of a report that has few rows whatever is asked for."""

    def estimate(parameters: Parameters) -> int:
        return count

    return estimate


def keyed(columns: Sequence[Column], row: Row) -> dict[str, Any]:
    """A row's values by the columns' keys."""
    return dict(zip((column.key for column in columns), row[1:], strict=True))
