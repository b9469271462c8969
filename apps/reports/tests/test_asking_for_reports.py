"""Who may ask for a report, what for, and what is refused before anything is made."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from apps.accounts.models import User
from apps.core import clock
from apps.core.errors import InvalidInput
from apps.core.models import OutboxEvent
from apps.reports import runs
from apps.reports.access import permissions_of, reports_for
from apps.reports.catalogue import REPORTS, Report
from apps.reports.errors import ReportNotFound, ReportNotPermitted, ReportTooLong, TooManyReports
from apps.reports.models import ReportRun
from apps.reports.tests.asked import YESTERDAY, allow, ask, staff
from apps.reports.writing import MAX_PDF_ROWS

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 18, 9, 30, tzinfo=UTC)


def wrong(code: str, given: dict[str, Any], *, for_schedule: bool = False) -> set[str]:
    """Which fields are refused."""
    form = runs.bind(REPORTS[code], given, now=NOW, for_schedule=for_schedule)
    return set() if form.is_valid() else set(form.errors)


def period(**given: Any) -> tuple[datetime, datetime]:
    form = runs.bind(REPORTS["transactions"], given, now=NOW)
    assert form.is_valid(), form.errors
    return form.cleaned_data["since"], form.cleaned_data["before"]


def test_periods_are_whole_days_and_end_no_later_than_now() -> None:
    def day(month: int, number: int) -> datetime:
        return datetime(2026, month, number, tzinfo=UTC)

    assert period(period="yesterday") == (day(3, 17), day(3, 18))
    assert period(period="last_week") == (day(3, 9), day(3, 16))
    assert period(period="last_month") == (day(2, 1), day(3, 1))
    assert period(period="this_month") == (day(3, 1), NOW)
    assert period(period="dates", first="2026-02-03", last="2026-02-03") == (day(2, 3), day(2, 4))
    assert period(period="dates", first="2026-02-03", last="2026-03-18") == (day(2, 3), NOW)


def test_days_are_those_of_the_platform(settings: Any) -> None:
    settings.LIMITS_TIME_ZONE = "Africa/Nairobi"
    assert period(period="yesterday")[0] == datetime(2026, 3, 16, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"period": "dates", "first": "2026-03-02", "last": "2026-03-01"}, {"first"}),
        ({"period": "dates", "first": "2026-03-02"}, {"last"}),
        ({"period": "dates"}, {"first", "last"}),
        ({"period": "dates", "first": "2026-3-2", "last": "2026-03-03"}, {"first"}),
        ({"period": "dates", "first": "2026-02-30", "last": "2026-03-03"}, {"first"}),
        ({"period": "dates", "first": "20260302", "last": "2026-03-03"}, {"first"}),
        ({"period": "dates", "first": "２０２６-03-02", "last": "2026-03-03"}, {"first"}),
        ({"period": "dates", "first": "0001-01-01", "last": "2026-03-03"}, {"first"}),
        ({"period": "dates", "first": "2026-03-19", "last": "2026-03-20"}, {"first"}),
        ({"period": "dates", "first": "2026-03-01", "last": "2026-03-19"}, {"last"}),
        ({"period": "dates", "first": "2001-01-01", "last": "2026-03-01"}, {"last"}),
        ({"period": "yesterday", "first": "2026-03-01"}, {"period"}),
        ({"period": "ever"}, {"period"}),
        ({}, {"period"}),
        ({"period": "yesterday", "currency": "XXX"}, {"currency"}),
        ({"period": "yesterday", "currency": "US"}, {"currency"}),
        ({"period": "yesterday", "currency": "'; --"}, {"currency"}),
        ({"period": "yesterday", "kind": "GIFT"}, {"kind"}),
        ({"period": "yesterday", "state": "completed"}, {"state"}),
    ],
)
def test_a_period_that_makes_no_sense_is_refused_by_its_field(given: dict[str, Any], fields: set[str]) -> None:
    assert wrong("transactions", given) == fields


@pytest.mark.parametrize("days", ["1e3", "0", "-1", "1_0", "１０", "9999", "1.5", "", "a"])
def test_days_are_a_plain_whole_number(days: str) -> None:
    assert wrong("dormant", {"days": days}) == {"days"}


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"at": "date", "day": "2026-03-18"}, {"day"}),
        ({"at": "date", "day": "2027-01-01"}, {"day"}),
        ({"at": "date"}, {"day"}),
        ({"at": "now", "day": "2026-03-01"}, {"at"}),
        ({"at": "then"}, {"at"}),
        ({"at": "date", "day": "2026-03-17"}, set()),
        ({"at": "now"}, set()),
    ],
)
def test_a_day_that_is_not_over_has_no_end(given: dict[str, Any], fields: set[str]) -> None:
    assert wrong("trial_balance", {"detail": "families", **given}) == fields


def test_a_general_ledger_is_of_an_account_there_is() -> None:
    assert wrong("general_ledger", {**YESTERDAY, "account": "fees:nothing", "currency": "USD"}) == {"account"}
    assert wrong("general_ledger", {**YESTERDAY, "account": "fees:p2p"}) == {"currency"}
    assert wrong("general_ledger", {**YESTERDAY, "account": "", "currency": "USD"}) == {"account"}


def test_what_is_made_again_and_again_has_days_that_move() -> None:
    assert wrong("transactions", {"period": "dates", "first": "2026-03-01", "last": "2026-03-02"}, for_schedule=True)
    assert wrong("trial_balance", {"at": "date", "day": "2026-03-01", "detail": "families"}, for_schedule=True)
    assert not wrong("transactions", YESTERDAY, for_schedule=True)


def test_what_was_kept_is_bound_again_to_the_same() -> None:
    form = runs.bind(REPORTS["transactions"], {"period": "dates", "first": "2026-02-03", "last": "2026-02-04"}, now=NOW)
    assert form.is_valid()
    again = runs.bind(REPORTS["transactions"], form.kept(), now=NOW + timedelta(days=3))
    assert again.is_valid() and again.cleaned_data == form.cleaned_data


@pytest.mark.parametrize("report", REPORTS.values(), ids=lambda report: report.code)
def test_each_report_needs_its_permissions_and_the_one_for_taking_things_out(report: Report) -> None:
    needed = permissions_of(report)
    assert needed[0] == "core.add_auditrecord" and len(needed) > 1
    grace = staff("grace", report.code)
    assert report in reports_for(User.objects.get(pk=grace.pk))
    for lacking in needed:
        app, _, codename = lacking.partition(".")
        permission = grace.user_permissions.get(content_type__app_label=app, codename=codename)
        grace.user_permissions.remove(permission)
        assert report not in reports_for(User.objects.get(pk=grace.pk))
        grace.user_permissions.add(permission)
    assert {column.of for column in report.columns if column.kind == "money"} <= set(report.keys)
    assert set(report.sums) <= set(report.keys)


def test_who_may_not_make_it_makes_nothing() -> None:
    grace = staff("grace", "fees")
    with pytest.raises(ReportNotPermitted):
        ask(grace, "balances", at="now")
    with pytest.raises(ReportNotFound):
        ask(grace, "nothing")
    allow(grace, "balances")
    User.objects.filter(pk=grace.pk).update(is_staff=False)
    with pytest.raises(ReportNotPermitted):
        ask(grace, "balances", at="now")
    User.objects.filter(pk=grace.pk).update(is_staff=True, status="LOCKED")
    with pytest.raises(ReportNotPermitted):
        ask(grace, "balances", at="now")
    assert not ReportRun.objects.exists() and not OutboxEvent.objects.exists()


def test_a_report_says_why_and_comes_in_a_format_it_has() -> None:
    grace = staff("grace", "fees")
    for form, why in (("docx", "close"), ("gopay", "close"), ("csv", " "), ("csv", "")):
        with pytest.raises(InvalidInput):
            runs.ask_for_report(person_id=grace.pk, code="fees", given=YESTERDAY, form=form, why=why, now=clock.now())
    assert not ReportRun.objects.exists()


def test_asked_for_it_waits_and_says_what_it_is() -> None:
    grace = staff("grace", "transactions")
    run = ask(grace, now=NOW, period="yesterday", kind="P2P", currency="usd")
    assert (run.state, run.title) == ("WAITING", "Transactions, 2026-03-17, P2P, USD")
    assert run.parameters["currency"] == "USD" and run.percent == 0
    event = OutboxEvent.objects.get()
    assert (event.topic, event.payload) == ("reports.run_asked", {"run_id": str(run.pk)})


def test_three_at_a_time_are_enough() -> None:
    grace = staff("grace", "transactions")
    made = [ask(grace) for _ in range(3)]
    with pytest.raises(TooManyReports):
        ask(grace)
    runs.call_off(person_id=grace.pk, run_id=made[0].pk, now=clock.now())
    assert ask(grace).state == "WAITING"


def test_what_is_too_long_for_a_pdf_is_refused_before_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    grace = staff("grace", "transactions")
    monkeypatch.setattr("apps.transactions.reporting.estimate_rows", lambda *given: MAX_PDF_ROWS + 1)
    with pytest.raises(ReportTooLong, match=r"about 5,001.*spreadsheet or CSV"):
        ask(grace, form="pdf")
    assert ask(grace, form="xlsx").expected == MAX_PDF_ROWS + 1
