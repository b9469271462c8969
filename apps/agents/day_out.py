"""The end-of-day report as JSON, CSV and PDF: each outlet's drawers, what they sum up to, and its float."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from apps.agents.figures import grouped, minute_in
from apps.agents.selectors import Drawer, OutletsDay, Sums
from apps.agents.services import DayReport
from apps.core.csv_out import csv_line
from apps.core.money import decimal_string, round_to_currency
from apps.core.typesetting import set_document

FIGURES = (
    *("opening", "cash_ins", "cash_in", "cash_outs", "cash_out", "brought", "taken"),
    *("expected", "counted", "difference", "commission"),
)
COLUMNS = ("row", "outlet", "teller", "opened_at", "closed_at", *FIGURES, "float_start", "float_end", "currency")
# What a document has room for.
_SHOWN = tuple(name for name in FIGURES if name not in ("cash_ins", "cash_outs"))
_HEADS = (
    *("Teller", "From", "Opening", "Cash in", "Cash out", "Put in", "Taken out"),
    *("Expected", "Counted", "Differs by"),
)
_NOTE = (
    "Expected is opening + cash in - cash out + put in - taken out. A day is the outlet's own, and the float is what "
    "the ledger says it was at its two midnights, or until now. Commission is what all who earn by a dealing get."
)
Figures = dict[str, Decimal | int | None]


def drawer_figures(drawer: Drawer) -> Figures:
    """In the order of FIGURES."""
    return {
        "opening": drawer.opening,
        **_sums(drawer.sums),
        "expected": drawer.expected,
        "counted": drawer.counted,
        "difference": drawer.difference,
        "commission": drawer.sums.commission,
    }


def total_figures(day: OutletsDay) -> Figures:
    """What all drawers of an outlet come to. What was not counted yet is in no sum of what was."""
    counted = [drawer for drawer in day.drawers if drawer.counted is not None]
    return {
        "opening": sum((drawer.opening for drawer in day.drawers), Decimal(0)),
        **_sums(day.totals),
        "expected": sum((drawer.expected for drawer in day.drawers), Decimal(0)),
        "counted": sum((drawer.counted or Decimal(0) for drawer in counted), Decimal(0)),
        "difference": sum((drawer.difference or Decimal(0) for drawer in counted), Decimal(0)),
        "commission": day.totals.commission,
    }


def _sums(sums: Sums) -> Figures:
    return {
        "cash_ins": sums.cash_ins,
        "cash_in": sums.cash_in,
        "cash_outs": sums.cash_outs,
        "cash_out": sums.cash_out,
        "brought": sums.brought,
        "taken": sums.taken,
    }


def day_answer(report: DayReport) -> dict[str, Any]:
    """The report as JSON has it."""
    currency = report.agent.currency
    return {
        "agent_id": str(report.agent.id),
        "date": report.day,
        "currency": currency,
        "made_at": report.made_at,
        "outlets": [_outlet_answer(day, currency) for day in report.outlets],
    }


def _outlet_answer(day: OutletsDay, currency: str) -> dict[str, Any]:
    moved = day.float_day
    names = ("start", "for_cash_in", "for_cash_out", "other_in", "other_out", "end")
    return {
        "outlet_id": str(day.outlet.id),
        "outlet": day.outlet.name,
        "time_zone": day.outlet.time_zone,
        "from": day.since,
        "to": day.until,
        "float": {name: decimal_string(getattr(moved, name), currency) for name in names},
        "drawers": [
            {
                "shift_id": str(drawer.shift.id),
                "teller_id": str(drawer.shift.teller_id),
                "teller": drawer.shift.teller.full_name,
                "state": drawer.shift.state,
                "opened_at": drawer.shift.opened_at,
                "closed_at": drawer.shift.closed_at,
                **_texts(drawer_figures(drawer), currency),
            }
            for drawer in day.drawers
        ],
        "totals": _texts(total_figures(day), currency),
    }


def _texts(figures: Figures, currency: str) -> dict[str, Any]:
    return {
        name: decimal_string(figure, currency) if isinstance(figure, Decimal) else figure
        for name, figure in figures.items()
    }


def csv_lines(report: DayReport) -> Iterator[str]:
    """A row for each drawer, and one for each outlet that says what they sum up to and what its float was."""
    currency = report.agent.currency

    def cells(figures: Figures) -> list[object]:
        return [
            round_to_currency(figure, currency) if isinstance(figure, Decimal) else figure
            for figure in figures.values()
        ]

    yield csv_line(COLUMNS)
    for day in report.outlets:
        for drawer in day.drawers:
            shift = drawer.shift
            about = ("drawer", day.outlet.name, shift.teller.full_name, shift.opened_at, shift.closed_at)
            yield csv_line([*about, *cells(drawer_figures(drawer)), None, None, currency])
        ends = [round_to_currency(amount, currency) for amount in (day.float_day.start, day.float_day.end)]
        about = ("total", day.outlet.name, None, None, None)  # type: ignore[assignment]
        yield csv_line([*about, *cells(total_figures(day)), *ends, currency])


def day_pdf(report: DayReport) -> bytes:
    """The report as PDF; the caller has seen that it is not too long. Raises Unavailable when many are being set."""
    currency = report.agent.currency
    zone = ZoneInfo(report.outlets[0].outlet.time_zone) if report.outlets else ZoneInfo("UTC")
    totals = Sums()
    for day in report.outlets:
        totals.add(day.totals)
    ends = {
        "Cash in": totals.cash_in,
        "Cash out": totals.cash_out,
        "Commission": totals.commission,
        "Float at the start": sum((day.float_day.start for day in report.outlets), Decimal(0)),
        "Float at the end": sum((day.float_day.end for day in report.outlets), Decimal(0)),
    }
    return set_document(
        "agents/typst/day.typ",
        {
            "title": f"End of day, in {currency}",
            "days": f"{report.day.day} {report.day:%B %Y}",
            "made": f"Made {minute_in(report.made_at, zone)} ({zone.key})",
            "agent": report.agent.name,
            "legal_name": report.agent.legal_name,
            "where": ", ".join(day.outlet.name for day in report.outlets[:6]) + ("…" if report.outlets[6:] else ""),
            "ends": [{"name": name, "figure": grouped(figure, currency)} for name, figure in ends.items()],
            "heads": list(_HEADS),
            "outlets": [_pdf_outlet(day, currency) for day in report.outlets],
            "note": _NOTE,
            "footer": "GoPay. Ask support for any payment by its reference.",
        },
    )


def _pdf_outlet(day: OutletsDay, currency: str) -> dict[str, Any]:
    zone, moved = ZoneInfo(day.outlet.time_zone), day.float_day
    words = (
        f"Float {grouped(moved.start, currency)}, less {grouped(moved.for_cash_in, currency)} for cash in, and "
        f"{grouped(moved.for_cash_out, currency)} for cash out, {grouped(moved.other_in, currency)} and less "
        f"{grouped(moved.other_out, currency)} otherwise: {grouped(moved.end, currency)}. Commission "
        f"{grouped(day.totals.commission, currency)}."
    )
    return {
        "name": day.outlet.name,
        "float": words,
        "lines": [
            [drawer.shift.teller.full_name, _times_of(drawer, zone), *_shown(drawer_figures(drawer), currency)]
            for drawer in day.drawers
        ],
        "total": ["Total", "", *_shown(total_figures(day), currency)],
    }


def _times_of(drawer: Drawer, zone: ZoneInfo) -> str:
    def clock_of(at: datetime | None) -> str:
        return f"{at.astimezone(zone):%H:%M}" if at else "open"

    return f"{clock_of(drawer.shift.opened_at)} to {clock_of(drawer.shift.closed_at)}"


def _shown(figures: Figures, currency: str) -> list[str]:
    shown = (figures[name] for name in _SHOWN if name != "commission")
    return [grouped(figure, currency) if isinstance(figure, Decimal) else "" for figure in shown]


def filename_of(report: DayReport, extension: str) -> str:
    """Names the day, and nobody."""
    return f"gopay-day-{report.agent.currency}-{report.day}.{extension}"
