"""Somebody asks for a report: what they ask for is read strictly, kept, and made in the background."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.accounts.models import User
from apps.core import events
from apps.core.errors import InvalidInput
from apps.reports.access import get_report, require
from apps.reports.catalogue import Parameters, Report, ReportForm
from apps.reports.errors import ReportTooLong, TooManyReports
from apps.reports.report_models import UNFINISHED, FileFormat, ReportRun
from apps.reports.writing import MAX_PDF_ROWS

MOST_AT_A_TIME = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: as it is kept, and as the report reads it."""

    report: Report
    kept: dict[str, Any]
    parameters: Parameters


def bind(report: Report, given: Mapping[str, Any], *, now: datetime, for_schedule: bool = False) -> ReportForm:
    """The report's form with these values; ask it whether it is valid."""
    return report.form(dict(given), now=now, for_schedule=for_schedule)


def read_parameters(report: Report, given: Mapping[str, Any], *, now: datetime, for_schedule: bool = False) -> Asked:
    """What these values ask for. Raises InvalidInput, with a field's name and words for each that is wrong."""
    form = bind(report, given, now=now, for_schedule=for_schedule)
    if not form.is_valid():
        raise InvalidInput(
            errors=[
                {"field": field, "code": error.code or "invalid", "detail": str(error.messages[0])}
                for field, found in form.errors.as_data().items()
                for error in found
            ]
        )
    return Asked(report, form.kept(), form.cleaned_data)


def require_format(report: Report, form: str) -> FileFormat:
    """The format. Raises InvalidInput for one the report is not made in."""
    if form not in report.formats:
        detail = f"This report is made as {', '.join(one.upper() for one in report.formats)}."
        raise InvalidInput(errors=[{"field": "format", "code": "invalid", "detail": detail}])
    return FileFormat(form)


def require_why(why: str) -> str:
    """The reason. Raises InvalidInput without one."""
    if not why.strip():
        raise InvalidInput(errors=[{"field": "why", "code": "required", "detail": "Say what it is for."}])
    return why.strip()[:200]


def ask_for_report(
    *, person_id: UUID, code: str, given: Mapping[str, Any], form: str, why: str, now: datetime
) -> ReportRun:
    """Has a report made in the background, and returns its row.

    Records `reports.run_asked`. Raises ReportNotFound, ReportNotPermitted, InvalidInput (fields of the report's form,
    `format`, `why`), ReportTooLong when there are plainly more rows than a PDF holds, TooManyReports.
    """
    report = get_report(code)
    require(person_id, report)
    asked = read_parameters(report, given, now=now)
    chosen, reason = require_format(report, form), require_why(why)
    expected = report.estimate(asked.parameters)
    if chosen == FileFormat.PDF and expected > MAX_PDF_ROWS:
        raise ReportTooLong(
            f"A PDF holds {MAX_PDF_ROWS:,} rows, and this report has about {expected:,}. "
            "Ask for a spreadsheet or CSV, or for a shorter period."
        )
    with transaction.atomic():
        # Of two who ask at once, one after the other counts.
        list(User.objects.select_for_update(no_key=True).filter(pk=person_id).values_list("pk"))
        if ReportRun.objects.filter(asked_by_id=person_id, schedule=None, state__in=UNFINISHED).count() >= (
            MOST_AT_A_TIME
        ):
            raise TooManyReports
        return begin_run(asked, person_id=person_id, form=chosen, why=reason, expected=expected, now=now)


def begin_run(
    asked: Asked, *, person_id: UUID, form: FileFormat, why: str, expected: int, now: datetime, **more: Any
) -> ReportRun:
    """Writes the row of a report that is to be made. Records `reports.run_asked`."""
    run = ReportRun.objects.create(
        report=asked.report.code,
        title=asked.report.heading(asked.parameters),
        parameters=asked.kept,
        format=form,
        asked_by_id=person_id,
        why=why,
        asked_at=now,
        expected=expected,
        **more,
    )
    events.record("reports.run_asked", {"run_id": str(run.id)}, at=now)
    return run
