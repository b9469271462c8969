"""Members of staff who ask for reports, and what they ask for."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Permission

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.reports import parts, runs
from apps.reports.access import permissions_of
from apps.reports.catalogue import REPORTS
from apps.reports.report_models import ReportRun

YESTERDAY = {"period": "yesterday"}
TODAY = {"period": "this_month"}


def staff(name: str = "grace", *codes: str, **changes: Any) -> User:
    """Somebody of the staff who may make these reports, and nothing else."""
    person = make_person(name, is_staff=True, **changes)
    allow(person, *codes)
    return person


def allow(person: User, *codes: str) -> None:
    for code in codes:
        for permission in permissions_of(REPORTS[code]):
            app, _, codename = permission.partition(".")
            person.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))


def ask(
    person: User, code: str = "transactions", form: str = "csv", now: datetime | None = None, **given: Any
) -> ReportRun:
    """They ask for a report, of this month unless said otherwise."""
    return runs.ask_for_report(
        person_id=person.pk,
        code=code,
        given=given or TODAY,
        form=form,
        why="The month's close",
        now=now or clock.now(),
    )


def make(run: ReportRun, *, later: timedelta = timedelta(0)) -> ReportRun:
    """A worker makes it."""
    runs.make_run(run_id=run.pk, read_clock=lambda: clock.now() + later)
    run.refresh_from_db()
    return run


def take(person: User, run_id: UUID) -> bytes:
    """They download it."""
    return b"".join(runs.take_report(person_id=person.pk, run_id=run_id, now=clock.now()).pieces)


def content_of(run: ReportRun) -> bytes:
    return b"".join(parts.read_parts(parts.parts_of(run.file_key)))
