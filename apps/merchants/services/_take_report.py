"""The reports of a merchant, for those of its people who may see them: sums of what was sold, fees, and refunds.

Whoever works in one store sees only what it took and gave back. A file is written down before it is made (SECURITY 28).
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import add
from typing import Literal
from uuid import UUID

from django.db import transaction

from apps.accounts.services import record_activity
from apps.core.ratelimit import spend
from apps.core.services import record_export
from apps.merchants import rates
from apps.merchants.models import Merchant, Store
from apps.merchants.report_days import Days, days_of
from apps.merchants.report_errors import ReportTooLong
from apps.merchants.selectors import (
    By,
    Group,
    Member,
    Power,
    SalesFilter,
    Sums,
    count_lines,
    count_refunds,
    get_merchant,
    get_store,
    require_role,
    sum_lines,
)

Form = Literal["json", "csv", "xlsx", "pdf"]
# A PDF is set as a whole.
MAX_PDF_ROWS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What every report says of itself. `store` is the only one it is about, if it is."""

    merchant: Merchant
    store: Store | None
    days: Days
    made_at: datetime

    @property
    def store_id(self) -> UUID | None:
        return self.store.id if self.store else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesReport(Report):
    by: By
    groups: list[Group]

    @property
    def total(self) -> Sums:
        return reduce(add, (group.sums for group in self.groups), Sums())


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesReport(Report):
    """`count` is None where nobody has asked for a file."""

    count: int | None


def take_sales_report(
    *,
    merchant_id: UUID,
    person_id: UUID,
    first: date | None,
    last: date | None,
    by: By,
    form: Form,
    what: Literal["sales", "fees"] = "sales",
    now: datetime,
) -> SalesReport:
    """What was sold and given back in these days, day by day or by till, person or store; also for `fees`.

    Raises MerchantNotFound, RoleRequired, InvalidInput for days that make no report (report_days.days_of),
    ReportTooLong for a PDF of more than MAX_PDF_ROWS, TooManyRequests.
    """
    member = require_role(person_id=person_id, merchant_id=merchant_id, power=Power.REPORT)
    days = days_of(first, last, now=now)
    # It may read the lines of a year.
    spend(rates.REPORTS_BY_PERSON, str(person_id), now=now)
    merchant, store = _place(member)
    groups = sum_lines(merchant_id, days=days, by=by, store_id=member.store_id)
    name = "Fees" if what == "fees" else f"Sales by {by}"
    _write_down(member, name, days, form=form, rows=len(groups), now=now)
    return SalesReport(merchant=merchant, store=store, days=days, made_at=now, by=by, groups=groups)


def take_refunds_report(
    *, merchant_id: UUID, person_id: UUID, first: date | None, last: date | None, form: Form, now: datetime
) -> LinesReport:
    """What was given back in these days; the lines are the caller's to read, page by page or all of them in a file.

    Raises what `take_sales_report` raises; pages are not counted.
    """
    member = require_role(person_id=person_id, merchant_id=merchant_id, power=Power.REPORT)
    days = days_of(first, last, now=now)
    count = None
    if form != "json":
        spend(rates.REPORTS_BY_PERSON, str(person_id), now=now)
        count = count_refunds(merchant_id, days=days, store_id=member.store_id)
        _write_down(member, "Refunds", days, form=form, rows=count, now=now)
    merchant, store = _place(member)
    return LinesReport(merchant=merchant, store=store, days=days, made_at=now, count=count)


def take_sales_list(
    *,
    merchant_id: UUID,
    person_id: UUID,
    matching: SalesFilter,
    first: date | None,
    last: date | None,
    form: Form,
    now: datetime,
) -> LinesReport:
    """A file of the lines of the takings in these days, of those `matching`, one by one; the lines are the caller's to
    read.

    Raises what `take_sales_report` raises.
    """
    member = require_role(person_id=person_id, merchant_id=merchant_id, power=Power.REPORT)
    days = days_of(first, last, now=now)
    spend(rates.REPORTS_BY_PERSON, str(person_id), now=now)
    count = count_lines(merchant_id, days=days, matching=matching, store_id=member.store_id)
    _write_down(member, "Sales", days, form=form, rows=count, now=now)
    merchant, store = _place(member)
    return LinesReport(merchant=merchant, store=store, days=days, made_at=now, count=count)


def _place(member: Member) -> tuple[Merchant, Store | None]:
    store = get_store(merchant_id=member.merchant_id, store_id=member.store_id) if member.store_id else None
    return get_merchant(member.merchant_id), store


def _write_down(member: Member, name: str, days: Days, *, form: Form, rows: int, now: datetime) -> None:
    """In the log of exports and of the person, and both before the first byte leaves."""
    if form == "pdf" and rows > MAX_PDF_ROWS:
        raise ReportTooLong(
            f"A PDF holds {MAX_PDF_ROWS:,} lines, this report has {rows:,}. Ask for CSV or XLSX, or for fewer days.",
            lines=rows,
            maximum=MAX_PDF_ROWS,
        )
    if form == "json":
        return
    with transaction.atomic():
        record_export(
            actor_id=member.person_id,
            what=f"{name} of merchant {member.merchant_id}, {days.first} to {days.last}, {form.upper()}",
            why="Asked for by its merchant.",
            rows=rows,
            now=now,
        )
        record_activity(
            person_id=member.person_id,
            action="merchants.report_taken",
            subject=str(member.merchant_id),
            detail={"report": name, "from": str(days.first), "to": str(days.last), "format": form},
            at=now,
        )
