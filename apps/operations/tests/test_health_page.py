"""The page System health: what it says, to whom, at what price, and what it does when a part cannot be read."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.tests.factories import make_operator, make_person
from apps.core import clock
from apps.core.models import Certificate, Heartbeat, ScheduledRun
from apps.gateways.models import Gateway
from apps.operations import health, staff_session
from apps.operations.health import Line, Part, _read
from apps.operations.health._database import without_values
from apps.operations.health._parts import within

pytestmark = pytest.mark.django_db
HEALTH = "/admin/health/"


@pytest.fixture
def olga(client: Client) -> Client:
    client.force_login(make_operator())
    return client


def staff_with(*codenames: str) -> Client:
    person = make_person("esther", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client()
    client.force_login(person)
    return client


def part(key: str, *, now: datetime | None = None) -> Part:
    found = health.get_health(now=now or clock.now())
    return next(part for part in found.parts if part.key == key)


def line(key: str, name: str, *, now: datetime | None = None) -> Line:
    found = part(key, now=now)
    return next(line for line in (*found.lines, *found.folded) if line.name == name)


def beat(name: str, kind: str, *, ago: float = 1, queues: str = "", **changes: Any) -> Heartbeat:
    now = clock.now()
    return Heartbeat.objects.create(
        name=name,
        kind=kind,
        queues=queues,
        host="here",
        pid=7,
        started_at=now - timedelta(hours=3),
        beat_at=now - timedelta(seconds=ago),
        **changes,
    )


def everything_lives() -> None:
    beat("web@here:7", "WEB")
    beat("relay", "RELAY")
    beat("beat", "BEAT")
    for queue in ("gopay", "gateways", "webhooks"):
        beat(f"{queue}@here:7", "WORKER", queues=queue)


def test_it_is_for_whoever_may_see_heartbeats() -> None:
    client = staff_with("view_outboxevent")
    assert client.get(HEALTH).status_code == 403
    assert "System health" not in client.get("/admin/core/outboxevent/").content.decode()


def test_whoever_may_see_them_finds_it_in_the_sidebar() -> None:
    client = staff_with("view_heartbeat")
    page = client.get(HEALTH)
    assert page.status_code == 200
    assert f'href="{HEALTH}"' in page.content.decode()
    assert client.post(HEALTH).status_code == 405


def test_it_costs_few_queries_and_scans_nothing_large(olga: Client) -> None:
    everything_lives()
    for number in range(12):
        Gateway.objects.create(code=f"rail{number}")
    olga.get(HEALTH)
    with CaptureQueriesContext(connection) as queries:
        assert olga.get(HEALTH).status_code == 200
    ours = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(ours) <= 40, "\n".join(ours)


def test_every_part_is_there_and_says_something(olga: Client) -> None:
    page = olga.get(HEALTH).content.decode()
    for title in ("Processes", "Queues and dead letters", "Outbox", "Database", "Gateways and certificates", "Disk"):
        assert f">{title}</h2>" in page
    for title in ("Keys", "Seals and roll-ups", "Scheduled tasks"):
        assert f">{title}</h2>" in page
    assert "Not known" not in page.replace("Since when is not known", "")
    found = health.get_health(now=clock.now())
    assert all(part.says for part in found.parts)
    assert [part.key for part in found.parts if part.tone == "unknown"] == []


def test_who_is_missing_is_named_with_what_to_do() -> None:
    found = part("processes")
    assert (found.tone, found.says) == ("bad", "6 kinds of process are missing.")
    assert "Start a worker with -Q gateways." in found.advice
    everything_lives()
    assert (part("processes").tone, part("processes").says) == ("good", "6 processes live.")
    assert line("processes", "Workers of gateways").detail == "Running for 3 hours"


def test_a_worker_that_went_silent_is_not_alive() -> None:
    everything_lives()
    Heartbeat.objects.filter(name="webhooks@here:7").update(beat_at=clock.now() - timedelta(seconds=51))
    assert line("processes", "Workers of webhooks").tone == "bad"
    assert line("processes", "Workers of gopay").tone == "good"


def test_a_relay_without_broker_is_said_to_be() -> None:
    beat("relay", "RELAY", broker_ok=False)
    assert line("processes", "Relay").detail == "It does not reach the broker"


def test_a_part_that_fails_is_not_known_and_takes_no_other_with_it(
    olga: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(now: datetime) -> Part:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM no_such_table")
        raise AssertionError

    parts = [(key, title, breaks if key == "outbox" else read) for key, title, read in _read._PARTS]
    monkeypatch.setattr(_read, "_PARTS", parts)
    answer = olga.get(HEALTH)
    assert answer.status_code == 200
    found = answer.context["health"]
    assert [part.key for part in found.parts if part.tone == "unknown"] == ["outbox"]
    assert "no_such_table" not in answer.content.decode()


def test_a_statement_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def sleeps(now: datetime) -> Part:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(20)")
        raise AssertionError

    monkeypatch.setattr(_read, "STATEMENT_MS", 50)
    monkeypatch.setattr(_read, "_PARTS", [("database", "Database", sleeps)])
    began = time.monotonic()
    assert health.get_health(now=clock.now()).tone == "unknown"
    assert time.monotonic() - began < 15
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",), "the limit ends with the page"


def test_a_disk_that_does_not_answer_is_not_waited_for() -> None:
    with pytest.raises(TimeoutError):
        within(0.05, lambda: time.sleep(2))
    with pytest.raises(DatabaseError):
        within(30, _raises)


def _raises() -> None:
    raise DatabaseError


def test_certificates_are_graded_by_what_is_left(settings: Any) -> None:
    settings.GATEWAY_CONNECTIONS = {
        code: {"adapter": "jsonbank", "base_url": f"https://{code}.example"}
        for code in ("fresh", "soon", "over", "odd")
    }
    now = clock.now()
    for code, days in [("fresh", 90), ("soon", 15), ("over", -1), ("odd", 100)]:
        Gateway.objects.create(code=code, title=code)
        Certificate.objects.create(
            name=code,
            host=f"{code}.example",
            port=443,
            expires_at=now + timedelta(days=days, minutes=1),
            checked_at=now,
        )
    Certificate.objects.filter(name="odd").update(problem="Its certificate is not trusted: self-signed.")
    tones = {code: line("gateways", f"Certificate of {code}", now=now) for code in ("fresh", "soon", "over", "odd")}
    assert {code: (found.tone, found.value) for code, found in tones.items()} == {
        "fresh": ("good", "90 days left"),
        "soon": ("warning", "15 days left"),
        "over": ("bad", "expired"),
        "odd": ("warning", "not trusted"),
    }


def test_an_open_breaker_is_bad_and_says_that_nothing_is_lost(settings: Any) -> None:
    settings.GATEWAY_CONNECTIONS = {"bank": {"adapter": "jsonbank", "base_url": "http://127.0.0.1:1"}}
    gateway = Gateway.objects.create(code="bank", title="Bank")
    assert line("gateways", "Bank").value == "idle"
    gateway.opened_at = clock.now() - timedelta(minutes=3)
    gateway.save()
    found = line("gateways", "Bank")
    assert (found.value, found.tone) == ("breaker open", "bad")
    assert found.detail.startswith("For 3 minutes")


def test_what_ran_late_or_failed_stands_before_what_is_well() -> None:
    now = clock.now()
    fine = {"ended_at": now, "seconds": 0.2, "succeeded_at": now}
    ScheduledRun.objects.create(name="ledger.roll_up_tallies", began_at=now - timedelta(seconds=30), **fine)
    ScheduledRun.objects.create(name="core.purge_expired", began_at=now - timedelta(hours=4), **fine)
    ScheduledRun.objects.create(
        name="disputes.sweep", began_at=now, ended_at=now, seconds=1.0, error="OperationalError", failures=3
    )
    found = part("schedule", now=now)
    assert [(line.name, line.value, line.tone) for line in found.lines] == [
        ("Purge what is over", "late by 3 hours", "bad"),
        ("Move disputes nobody answered", "failed 3 times in a row", "bad"),
    ]
    assert line("schedule", "Roll up ledger tallies", now=now).tone == "good"
    assert "took 200 ms" in line("schedule", "Roll up ledger tallies", now=now).detail


@pytest.mark.parametrize(
    ("statement", "shown"),
    [
        ("SELECT * FROM t WHERE msisdn = '+254712000001' AND n = 12.50", "SELECT * FROM t WHERE msisdn = ? AND n = ?"),
        ("SELECT 'it''s', E'a\\'b', $$secret$$, $x$more$x$", "SELECT ?, ?, ?, ?"),
        ("INSERT INTO t VALUES ('0192f3c4-6c1e', -3, 0xFF) /* amina */ -- brian", "INSERT INTO t VALUES (?, ?, ?)"),
        ("UPDATE t SET name = 'cut off in the mid", "UPDATE t SET name = ?"),
        ("SELECT $1, t2.a1 FROM t2", "SELECT $1, t2.a1 FROM t2"),
    ],
)
def test_statements_are_shown_without_their_values(statement: str, shown: str) -> None:
    assert without_values(statement) == shown


def test_who_holds_others_up_is_shown(django_db_blocker: Any) -> None:
    found = part("database")
    assert found.tone in {"good", "warning"}
    assert any(line.name == "core_outboxevent" or "_" in line.name for line in found.folded), "the largest tables"


@pytest.fixture
def timed(olga: Client, settings: Any) -> Iterator[Client]:
    settings.STAFF_IDLE_MINUTES = 30
    olga.get(HEALTH)
    yield olga


def _seen_at(client: Client, minutes_ago: float | None = None) -> float:
    session = client.session
    if minutes_ago is not None:
        session[staff_session.SEEN_AT] = clock.now().timestamp() - minutes_ago * 60
        session.save()
    return float(session[staff_session.SEEN_AT])


def test_a_page_that_renews_itself_keeps_no_session_alive(timed: Client) -> None:
    before = _seen_at(timed, 20)
    assert timed.get(HEALTH, headers={"X-Refresh": "1"}).status_code == 200
    assert _seen_at(timed) == before
    timed.get(HEALTH)
    assert _seen_at(timed) > before
    _seen_at(timed, 31)
    assert timed.get(HEALTH, headers={"X-Refresh": "1"}).status_code == 302
