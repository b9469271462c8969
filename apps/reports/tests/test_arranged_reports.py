"""Arranged reports: made once for each due time, told to whoever may see them that day, without a figure."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission

from apps.accounts.models import User
from apps.core import clock
from apps.core.errors import InvalidInput
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.notifications.models import Delivery
from apps.reports import runs
from apps.reports.errors import RecipientNotPermitted, ReportNotFound, ReportNotPermitted
from apps.reports.models import ReportRun, ReportSchedule
from apps.reports.tests.asked import YESTERDAY, allow, staff

NOON = datetime(2026, 3, 18, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Any) -> None:
    settings.PRIVATE_FILES_DIR = tmp_path


def manager(name: str = "grace") -> User:
    """Somebody who may arrange reports of fees."""
    person = staff(name, "fees")
    person.user_permissions.add(Permission.objects.get(codename="add_reportschedule"))
    return person


def arrange(person: User, **changes: Any) -> ReportSchedule:
    given: dict[str, Any] = {
        "name": "Fees each morning",
        "code": "fees",
        "given": YESTERDAY,
        "form": "csv",
        "why": "close",
        "every": "DAILY",
        "first_day": date(2026, 3, 18),
        "hour": 6,
        "time_zone": "Africa/Nairobi",
        "recipient_ids": [],
        "now": NOON,
    }
    return runs.make_schedule(person_id=person.pk, **{**given, **changes})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("every", "first_day", "zone", "times"),
    [
        ("DAILY", date(2026, 3, 18), "Africa/Nairobi", ["2026-03-19 03:00", "2026-03-20 03:00"]),
        ("WEEKLY", date(2026, 3, 20), "UTC", ["2026-03-20 06:00", "2026-03-27 06:00"]),
        ("MONTHLY", date(2026, 3, 31), "UTC", ["2026-03-31 06:00", "2026-04-30 06:00", "2026-05-31 06:00"]),
        ("DAILY", date(2026, 3, 28), "Europe/Berlin", ["2026-03-28 05:00", "2026-03-29 04:00"]),
    ],
)
def test_it_is_due_by_the_clocks_of_its_zone(every: str, first_day: date, zone: str, times: list[str]) -> None:
    schedule = arrange(manager(), every=every, first_day=first_day, time_zone=zone)
    for wanted in times:
        assert f"{schedule.next_at:%Y-%m-%d %H:%M}" == wanted
        assert schedule.next_at is not None
        assert runs.make_due(now=schedule.next_at - timedelta(seconds=1)) == 0
        assert runs.make_due(now=schedule.next_at) == 1
        ReportRun.objects.filter(state="WAITING").update(state="CANCELLED", finished_at=NOON)
        schedule.refresh_from_db()


@pytest.mark.django_db
def test_yesterday_is_the_day_before_it_was_due_however_late_anybody_looks() -> None:
    schedule = arrange(manager())
    assert schedule.next_at is not None
    late = schedule.next_at + timedelta(days=3, hours=20)
    assert runs.make_due(now=late) == 1, "only the last due time is made up for"
    run = ReportRun.objects.get()
    assert (run.title, run.due_at) == ("Fees, 2026-03-21", datetime(2026, 3, 22, 3, tzinfo=UTC))
    assert run.asked_by_id == schedule.owner_id and run.schedule == schedule
    schedule.refresh_from_db()
    assert schedule.next_at == datetime(2026, 3, 23, 3, tzinfo=UTC) and schedule.made_at == late
    assert runs.make_due(now=late) == 0


@pytest.mark.django_db(transaction=True)
def test_two_beats_make_it_once() -> None:
    schedule = arrange(manager())
    due = schedule.next_at
    assert due is not None
    assert sorted(run_together(4, lambda _: runs.make_due(now=due))) == [0, 0, 0, 1]
    assert ReportRun.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_may_see_it_today_is_told_by_e_mail_and_who_may_not_is_not(settings: Any) -> None:
    settings.PUBLIC_URL = "https://pay.example"
    grace, hassan, imani = manager(), staff("hassan", "fees"), staff("imani", "fees")
    schedule = arrange(grace, recipient_ids=[hassan.pk, imani.pk])
    imani.user_permissions.clear()
    assert runs.make_due(now=clock.now()) == 1
    for _ in range(2):
        deliver_events()
        OutboxEvent.objects.filter(topic="reports.run_ready").update(settled_at=None, due_at=clock.now())
    run = ReportRun.objects.get()
    assert (run.state, run.schedule) == ("READY", schedule), run.failure
    told = Delivery.objects.filter(template="report_ready")
    assert sorted(told.values_list("address", "channel")) == [
        ("grace@example.org", "EMAIL"),
        ("hassan@example.org", "EMAIL"),
    ]
    for delivery in told:
        assert delivery.context == {
            "title": run.title,
            "name": "Fees each morning",
            "link": f"https://pay.example/admin/reports/runs/{run.pk}/",
            "page": f"pay.example/admin/reports/runs/{run.pk}/",
        }, "no figure"
    lost = Delivery.objects.filter(template="report_recipient_lost", channel="EMAIL").get()
    assert (lost.address, lost.context["recipient"]) == ("grace@example.org", "Imani Njoroge")


@pytest.mark.django_db
def test_an_owner_who_lost_the_role_is_told_and_it_pauses() -> None:
    grace = manager()
    schedule = arrange(grace)
    grace.user_permissions.remove(Permission.objects.get(codename="add_auditrecord"))
    assert schedule.next_at is not None
    assert runs.make_due(now=schedule.next_at) == 0
    assert not ReportRun.objects.exists()
    schedule.refresh_from_db()
    assert schedule.next_at is None and "does not let you" in schedule.paused_because
    with pytest.raises(ReportNotPermitted):
        runs.resume_schedule(person_id=grace.pk, schedule_id=schedule.pk, now=NOON)
    event = OutboxEvent.objects.get(topic="reports.schedule_paused")
    runs.tell_paused(schedule_id=schedule.pk, cause=event.id, now=clock.now())
    told = Delivery.objects.get(template="report_failed", channel="EMAIL")
    assert told.context["why"] == schedule.paused_because


@pytest.mark.django_db
def test_paused_nothing_is_made_and_resumed_nothing_is_made_up_for() -> None:
    grace = manager()
    schedule = arrange(grace)
    runs.pause_schedule(person_id=grace.pk, schedule_id=schedule.pk, now=NOON)
    later = NOON + timedelta(days=10)
    assert runs.make_due(now=later) == 0
    schedule = runs.resume_schedule(person_id=grace.pk, schedule_id=schedule.pk, now=later)
    assert schedule.next_at == datetime(2026, 3, 29, 3, tzinfo=UTC)
    with pytest.raises(ReportNotFound):
        runs.pause_schedule(person_id=manager("hassan").pk, schedule_id=schedule.pk, now=NOON)


@pytest.mark.django_db
def test_what_makes_no_sense_is_not_arranged() -> None:
    grace, hassan = manager(), staff("hassan", "transactions")
    wrong: list[dict[str, Any]] = [
        {"given": {"period": "dates", "first": "2026-03-01", "last": "2026-03-02"}},
        {"form": "pdf"},
        {"form": "exe"},
        {"hour": 24},
        {"hour": -1},
        {"time_zone": "Mars/Olympus"},
        {"every": "HOURLY"},
        {"first_day": date(2026, 3, 17)},
        {"first_day": date(2028, 3, 17)},
        {"name": " "},
        {"why": ""},
    ]
    for changes in wrong:
        with pytest.raises(InvalidInput):
            arrange(grace, **changes)
    with pytest.raises(RecipientNotPermitted, match="Hassan Ali"):
        arrange(grace, recipient_ids=[hassan.pk])
    allow(hassan, "fees")
    with pytest.raises(ReportNotPermitted):
        arrange(hassan)
    assert not ReportSchedule.objects.exists()
