"""What the formats have in common: the heading, sums over the rows, and figures with their currency's decimals."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from apps.core.money import CURRENCIES
from apps.reports.catalogue import TOTAL, Report, Row

_UNITS = {code: Decimal(1).scaleb(-units) for code, units in CURRENCIES.items()}


@dataclass(frozen=True, slots=True)
class Heading:
    """What a file says of itself."""

    title: str
    asked_by: str
    why: str
    made_at: datetime
    zone: str
    run_id: str


def exact(amount: Decimal, currency: object) -> Decimal:
    """An amount with as many decimals as its currency has. One that has more, which no account has, stays as it is."""
    unit = _UNITS.get(str(currency))
    if unit is None:
        return amount
    rounded = amount.quantize(unit)
    return rounded if rounded == amount else amount


@dataclass(slots=True)
class Totals:
    """The sums of a report's columns by currency, over the lines it counts, while its rows go by."""

    report: Report
    sums: dict[str, list[Decimal]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    _places: list[int] = field(default_factory=list)
    _currency: int = 0

    def __post_init__(self) -> None:
        keys = self.report.keys
        self._places = [keys.index(name) + 1 for name in self.report.sums]
        self._currency = keys.index("currency") + 1 if "currency" in keys else 0

    def passing(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows as they are, counted on the way."""
        if not self._places:
            yield from rows
            return
        for row in rows:
            if self.report.counted(row):
                self._add(row)
            yield row

    def _add(self, row: Row) -> None:
        code = str(row[self._currency])
        found = self.sums.get(code)
        if found is None:
            found = self.sums[code] = [Decimal(0)] * len(self._places)
        self.counts[code] = self.counts.get(code, 0) + 1
        for position, place in enumerate(self._places):
            value = row[place]
            if isinstance(value, Decimal):
                found[position] += value

    def rows(self) -> Iterator[Row]:
        """A row of sums for each currency."""
        words = next(
            (index for index, column in enumerate(self.report.columns) if column.kind == "text" and column.on_paper), 0
        )
        for code, sums in sorted(self.sums.items()):
            row: list[object] = [None] * len(self.report.columns)
            row[words] = self.report.total_says
            for place, figure in zip(self._places, sums, strict=True):
                row[place - 1] = figure
            row[self._currency - 1] = code
            yield (TOTAL, *row)
