"""Who people are known to be: counts, and nobody by name."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal

from apps.kyc import reporting
from apps.kyc.reporting import SubmissionCount
from apps.reports.catalogue._forms import PeriodForm
from apps.reports.catalogue._report import LINE, Column, Parameters, Report, Row, fixed

_COLUMNS = (
    Column("section", "What", width=30),
    Column("tier", "Tier", width=10),
    Column("state", "State", width=14),
    Column("count", "How many", "count", width=11),
    Column("by_reviewer", "By a reviewer", "count", width=14),
    Column("watch_listed", "On the watch list", "count", width=17),
    Column("hours", "Hours to decide, on average", "figure", width=27),
)


class KycForm(PeriodForm):
    currency = None  # type: ignore[assignment]


def _rows(parameters: Parameters) -> Iterator[Row]:
    since, before = parameters["since"], parameters["before"]
    for one in reporting.list_people_by_tier(before=before):
        yield LINE, "People who had joined", one.tier, one.status, one.people, None, None, None
    yield from _counted("Handed in in the period", reporting.list_handed_in(since=since, before=before))
    yield from _counted("Decided in the period", reporting.list_decided(since=since, before=before))
    yield from _counted("Waiting now", reporting.list_open())


def _counted(section: str, found: Iterable[SubmissionCount]) -> Iterator[Row]:
    for one in found:
        hours = _hours(one.waited) if one.waited is not None else None
        yield LINE, section, one.tier, one.state, one.submissions, one.by_reviewer, one.watch_listed, hours


def _hours(waited: timedelta) -> Decimal:
    return (Decimal(int(waited.total_seconds())) / 3600).quantize(Decimal("0.1"))


REPORT = Report(
    code="kyc",
    title="Identity checks",
    group="Risk and identity",
    says="People by tier; submissions handed in and decided in a period, by whom and how fast; what waits.",
    permissions=("kyc.view_submission",),
    form=KycForm,
    columns=_COLUMNS,
    rows=_rows,
    estimate=fixed(40),
    notes=("Tiers and statuses are those of the moment the report was made.",),
    icon="badge",
)
