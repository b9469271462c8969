"""A report as PDF, for few rows: a document is set as a whole, and nobody reads thousands of pages."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from apps.core.typesetting import set_document
from apps.reports.catalogue import LINE, Report, Row
from apps.reports.errors import ReportTooLong
from apps.reports.writing._tables import preparing
from apps.reports.writing._totals import Heading, Totals

# What is set in a few seconds, and some hundred and fifty pages: more than anybody reads.
MAX_PDF_ROWS = 5_000
_RIGHT = frozenset({"money", "count", "figure"})


def write_pdf(report: Report, rows: Iterator[Row], out: Any, *, heading: Heading) -> None:
    """Writes the document. Raises ReportTooLong past MAX_PDF_ROWS, and Unavailable when many are being set."""
    totals = Totals(report)
    found = list(islice(totals.passing(rows), MAX_PDF_ROWS + 1))
    if len(found) > MAX_PDF_ROWS:
        raise ReportTooLong
    places = [place for place, column in enumerate(report.columns, start=1) if column.on_paper]
    columns = [report.columns[place - 1] for place in places]
    prepare = preparing(report)
    lines = [
        {"strong": row[0] != LINE, "cells": [_shown(cells[place]) for place in places]}
        for row in (*found, *totals.rows())
        for cells in [prepare(row)]
    ]
    out.write(
        set_document(
            "reports/typst/report.typ",
            {
                "title": report.title,
                "about": heading.title.partition(", ")[2],
                "says": report.says,
                "made": f"Made {heading.made_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC for {heading.asked_by}",
                "columns": [
                    {"title": column.title, "right": column.kind in _RIGHT, "width": column.width} for column in columns
                ],
                "lines": lines,
                "notes": [*report.notes, f"Days are those of {heading.zone}, moments are in UTC."],
                "footer": f"GoPay. Report {heading.run_id}. {heading.why}",
            },
        )
    )


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal | int):
        return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
