"""Who may make which report: whoever may see what it tells, and take anything out of the house at all.

Asked again each time: when a report is asked for, when it is made, at each download, and when a schedule tells of one.
"""

from collections.abc import Sequence
from uuid import UUID

from apps.accounts.models import User
from apps.reports.catalogue import REPORTS, Report
from apps.reports.errors import ReportNotFound, ReportNotPermitted

# Whoever may make records of exports may make exports.
TAKING_OUT = "core.add_auditrecord"
# Who may have one made by itself, and others told of it: an auditor takes reports, and arranges nothing.
ARRANGING = "reports.add_reportschedule"


def permissions_of(report: Report) -> tuple[str, ...]:
    """All that somebody needs to make it."""
    return (TAKING_OUT, *report.permissions)


def may_make(person: User, report: Report) -> bool:
    """Whether somebody of the staff may make it and look at it, now."""
    return bool(person.is_active and person.is_staff and person.has_perms(permissions_of(report)))


def reports_for(person: User) -> list[Report]:
    """The reports somebody may make, in the order of the catalogue."""
    return [report for report in REPORTS.values() if may_make(person, report)]


def get_report(code: str) -> Report:
    """Raises ReportNotFound."""
    try:
        return REPORTS[code]
    except KeyError:
        raise ReportNotFound from None


def require(person_id: UUID, report: Report) -> User:
    """The person, who may make it. Raises ReportNotPermitted; also when there is no such person."""
    # Permissions are kept on the object they were asked of: this one has not been asked yet.
    person = User.objects.filter(pk=person_id).first()
    if person is None or not may_make(person, report):
        raise ReportNotPermitted
    return person


def permitted(people: Sequence[User], report: Report) -> list[User]:
    """Those of them who may make it."""
    return [person for person in people if may_make(person, report)]


def require_arranging(person_id: UUID, report: Report) -> User:
    """The person, who may have it made by itself. Raises ReportNotPermitted."""
    person = require(person_id, report)
    if not person.has_perm(ARRANGING):
        raise ReportNotPermitted("Your role does not let you arrange reports.")
    return person
