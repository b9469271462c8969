"""The report of a shift as JSON, CSV and PDF: its drawer, what was put in and taken out, and whom it served."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from apps.agents.figures import grouped, minute_in
from apps.agents.models import CashMovement, Shift
from apps.agents.selectors import SeenDealing
from apps.agents.services import ShiftReport
from apps.core.csv_out import csv_line
from apps.core.money import round_to_currency
from apps.core.typesetting import set_document

COLUMNS = ("row", "at", "reference", "what", "customer", "number", "amount", "currency")
_WORDS = {"CASH_IN": "Cash in", "CASH_OUT": "Cash out", "IN": "Put in", "OUT": "Taken out"}
_NOTE = "What goes into the drawer is more than zero, what leaves it is less. Expected is the sum of all lines."


def _change(row: SeenDealing | CashMovement) -> Decimal:
    """By how much it changes what is in the drawer."""
    word = row.direction if isinstance(row, CashMovement) else row.kind
    return row.amount if word in ("CASH_IN", "IN") else -row.amount


def _lines(report: ShiftReport) -> Iterator[tuple[Any, str, str, str, str, Decimal]]:
    """Everything between the two counts, in the order of its times."""
    rows: list[SeenDealing | CashMovement] = [*report.dealings, *report.movements]
    for row in sorted(rows, key=lambda one: one.at):
        if isinstance(row, CashMovement):
            yield row.at, "", f"{_WORDS[row.direction]}: {row.reason}", "", "", _change(row)
        else:
            yield row.at, row.reference, _WORDS[row.kind], row.customer, row.customer_number, _change(row)


def _ends(shift: Shift) -> dict[str, Decimal | None]:
    return {"expected": shift.expected, "counted": shift.counted_cash, "difference": shift.difference}


def csv_lines(report: ShiftReport) -> Iterator[str]:
    """The counted drawer, a row for each line, and what should be there and was."""
    shift, currency = report.shift, report.shift.currency

    def figure(amount: Decimal) -> Decimal:
        return round_to_currency(amount, currency)

    yield csv_line(COLUMNS)
    yield csv_line(["opening", shift.opened_at, "", "Counted", "", "", figure(shift.opening_cash), currency])
    for at, *texts, amount in _lines(report):
        yield csv_line(["line", at, *texts, figure(amount), currency])
    for name, end in _ends(shift).items():
        if end is not None:
            yield csv_line([name, shift.closed_at, "", "", "", "", figure(end), currency])


def shift_pdf(report: ShiftReport) -> bytes:
    """The report as PDF; the caller has seen that it is not too long. Raises Unavailable when many are being set."""
    shift, currency = report.shift, report.shift.currency
    zone = ZoneInfo(shift.outlet.time_zone)
    ends = {"Opening": shift.opening_cash, **{name.capitalize(): amount for name, amount in _ends(shift).items()}}
    closed = minute_in(shift.closed_at, zone) if shift.closed_at else "open"
    said = [words for words in (shift.remark, shift.reason) if words]
    return set_document(
        "agents/typst/shift.typ",
        {
            "title": f"Shift, in {currency}",
            "days": f"{minute_in(shift.opened_at, zone)} to {closed} ({zone.key})",
            "made": f"Made {minute_in(report.made_at, zone)}",
            "agent": f"{report.agent.name}, {shift.outlet.name}",
            "teller": shift.teller.full_name,
            "ends": [
                {"name": name, "figure": "" if amount is None else grouped(amount, currency)}
                for name, amount in ends.items()
            ],
            "said": said,
            "lines": [
                [minute_in(at, zone), what, f"{customer} {number}".strip(), reference, grouped(amount, currency)]
                for at, reference, what, customer, number, amount in _lines(report)
            ],
            "note": _NOTE,
            "footer": "GoPay. Ask support for any payment by its reference.",
        },
    )


def filename_of(report: ShiftReport, extension: str) -> str:
    """Names the shift and its day, and nobody."""
    shift = report.shift
    return f"gopay-shift-{shift.currency}-{shift.opened_at:%Y-%m-%d}-{shift.id.hex[-8:]}.{extension}"
