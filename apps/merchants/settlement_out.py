"""The statement of a settlement, to the line: as JSON, CSV, XLSX and PDF.

The first three are written while the lines are read, however many there are. In the files the column `net` sums up to
what is paid out: what the lines come to, less what is kept back, with what is released. When lines and settlement do
not tie, the file is not finished: nobody takes it for whole.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from decimal import Decimal
from typing import IO, Any

from apps.core.csv_out import csv_line
from apps.core.money import decimal_string, round_to_currency
from apps.core.typesetting import set_document
from apps.core.xlsx_out import write_xlsx
from apps.merchants.figures import grouped, minute_of
from apps.merchants.models import Merchant, Settlement
from apps.merchants.selectors import SettledLine, iterate_lines

COLUMNS = (
    *("row", "at", "reference", "refund_of", "store", "till", "staff"),
    *("gross", "tip", "convenience_fee", "discount", "tax", "refunded", "from_takings", "net", "currency"),
)
_WIDTHS = (10, 19, 13, 13, 18, 14, 20, 12, 10, 15, 10, 10, 12, 13, 12, 9)


class LinesDiffer(RuntimeError):
    """The lines of a settlement do not come to what it says."""


@dataclass
class Totals:
    """What lines come to."""

    gross: Decimal = Decimal(0)
    tip: Decimal = Decimal(0)
    surcharge: Decimal = Decimal(0)
    discount: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    refunded: Decimal = Decimal(0)
    drawn: Decimal = Decimal(0)
    net: Decimal = Decimal(0)
    count: int = field(default=0)

    def add(self, line: SettledLine) -> None:
        for each in fields(self):
            if each.name != "count":
                setattr(self, each.name, getattr(self, each.name) + getattr(line, each.name))
        self.count += 1

    def check(self, row: Settlement) -> None:
        """Raises LinesDiffer."""
        mine = (self.count, self.gross, self.discount, self.tax, self.drawn, self.net - row.reserved + row.released)
        said = (row.sales + row.refunds, row.gross, row.discount, row.tax, row.refunded, row.net)
        if mine != said:
            raise LinesDiffer(f"settlement {row.id}")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _figures(of: SettledLine | Totals, currency: str) -> list[Decimal]:
    amounts = (of.gross, of.tip, of.surcharge, of.discount, of.tax, of.refunded, of.drawn, of.net)
    return [round_to_currency(amount, currency) for amount in amounts]


def settlement_facts(row: Settlement) -> dict[str, Any]:
    """What a settlement says, as JSON has it."""
    names = ("gross", "discount", "tax", "refunded", "reserved", "released", "net")
    return {
        "id": str(row.id),
        "currency": row.currency,
        "since": _moment(row.since),
        "until": _moment(row.until),
        "sales": row.sales,
        "refunds": row.refunds,
        **{name: decimal_string(getattr(row, name), row.currency) for name in names},
        "made_at": _moment(row.made_at),
    }


def line_answer(line: SettledLine, currency: str) -> dict[str, Any]:
    names = ("gross", "tip", "convenience_fee", "discount", "tax", "refunded", "from_takings", "net")
    return {
        "at": _moment(line.at),
        "kind": line.kind,
        "transaction_id": str(line.transaction_id),
        "reference": line.reference,
        "refund_of": line.of or None,
        "store": line.store or None,
        "till": line.till or None,
        "staff": line.staff or None,
        **{name: f"{figure:f}" for name, figure in zip(names, _figures(line, currency), strict=True)},
    }


def json_pieces(row: Settlement) -> Iterator[str]:
    """One JSON object: what the settlement says, then its lines, then what they sum up to."""
    yield f'{{"settlement": {json.dumps(settlement_facts(row))}, "lines": ['
    totals, between = Totals(), ""
    for line in iterate_lines(row.id):
        totals.add(line)
        yield between + json.dumps(line_answer(line, row.currency), ensure_ascii=False)
        between = ","
    totals.check(row)
    names = ("gross", "tip", "convenience_fee", "discount", "tax", "refunded", "from_takings", "net")
    said = {name: f"{figure:f}" for name, figure in zip(names, _figures(totals, row.currency), strict=True)}
    yield f'], "totals": {json.dumps({"count": totals.count, **said})}}}'


def table_rows(row: Settlement) -> Iterator[tuple[object, ...]]:
    """The same as rows: a head, the lines, what is kept back and released, and the totals."""
    currency, totals = row.currency, Totals()
    yield COLUMNS
    for line in iterate_lines(row.id):
        totals.add(line)
        names = (line.reference, line.of or None, line.store, line.till, line.staff)
        yield (line.kind.lower(), line.at, *names, *_figures(line, currency), currency)
    totals.check(row)
    empty = (None,) * 12
    for word, amount in (("kept back", -row.reserved), ("released", row.released)):
        if amount:
            yield (word, row.made_at, *empty, round_to_currency(amount, currency), currency)
    *figures, _ = _figures(totals, currency)
    yield ("total", row.made_at, *(None,) * 5, *figures, round_to_currency(row.net, currency), currency)


def csv_lines(row: Settlement) -> Iterator[str]:
    return (csv_line(cells) for cells in table_rows(row))


def workbook(row: Settlement) -> IO[bytes]:
    """Written to a temporary file, row by row."""
    return write_xlsx(table_rows(row), title="Settlement", widths=_WIDTHS, currency=row.currency)


def settlement_pdf(row: Settlement, merchant: Merchant) -> bytes:
    """The statement as PDF. The caller has seen that it is not too long. Raises Unavailable when many are being set."""
    currency, totals, lines = row.currency, Totals(), []
    for line in iterate_lines(row.id):
        totals.add(line)
        lines.append(_pdf_line(line, currency))
    totals.check(row)
    ends = {
        "Sold": row.gross,
        "Discount": -row.discount,
        "Tax on it": -row.tax,
        "Given back": -row.refunded,
        "Kept back": -row.reserved,
        "Released": row.released,
        "Paid out": row.net,
    }
    return set_document(
        "merchants/typst/settlement.typ",
        {
            "title": f"Settlement in {currency}",
            "days": f"{minute_of(row.since)} to {minute_of(row.until)}",
            "made": f"Made {minute_of(row.made_at)} UTC",
            "merchant": merchant.name,
            "legal_name": merchant.legal_name,
            "settlement": str(row.id),
            "paid_to": row.paid_to,
            "ends": [{"name": name, "figure": grouped(figure, currency)} for name, figure in ends.items()],
            "lines": lines,
            "note": f"{row.sales:,} sales and {row.refunds:,} refunds. Times are UTC; of a refund the net is what came "
            "out of the takings, and the rest the owner's wallet gave.",
            "footer": "GoPay. Ask support for any line by its reference.",
        },
    )


def _pdf_line(line: SettledLine, currency: str) -> list[str]:
    where = ", ".join(text for text in (line.store, line.till, line.staff) if text)
    what = f"Refund of {line.of}" if line.of else "Sale"
    amount = -line.refunded if line.of else line.gross
    return [
        minute_of(line.at),
        what,
        line.reference,
        where,
        grouped(amount, currency),
        grouped(line.discount + line.tax, currency) if line.discount + line.tax else "",
        grouped(line.net, currency),
    ]


def filename_of(row: Settlement, extension: str) -> str:
    """Names the day and the settlement, and nobody."""
    return f"gopay-settlement-{row.currency}-{row.made_at.astimezone(UTC):%Y-%m-%d}-{row.id.hex[-8:]}.{extension}"
