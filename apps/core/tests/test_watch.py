"""What GoPay writes down of itself: a row for each process, scheduled task and key, and never more."""

import os
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from celery.schedules import crontab
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import DatabaseError

from apps.core import clock, services, watch
from apps.core.models import Certificate, Heartbeat, KeySighting, ScheduledRun
from apps.core.watch import _beats, _celery, _runs

pytestmark = pytest.mark.django_db
SCHEDULE = {
    "do this": {"task": "tests.do", "schedule": 60.0, "args": ["EMAIL"]},
    "do that": {"task": "tests.do", "schedule": 60.0, "args": ["SMS"]},
    "clean at night": {"task": "tests.clean", "schedule": crontab(hour=3, minute=0)},
}


@pytest.fixture
def app(settings: Any) -> Celery:
    settings.CELERY_BEAT_SCHEDULE = SCHEDULE
    app = Celery("watched", broker="memory://", set_as_current=False)

    @app.task(name="tests.do", shared=False)
    def do(channel: str) -> None:
        if channel == "SMS":
            raise ValueError("+254712000001 is secret")

    @app.task(name="tests.other", shared=False)
    def other() -> None:
        pass

    return app


def test_a_scheduled_task_leaves_one_row_however_often_it_runs(app: Celery) -> None:
    for _ in range(3):
        app.tasks["tests.do"].apply(args=["EMAIL"])
    row = ScheduledRun.objects.get()
    assert (row.name, row.failures, row.error) == ("tests.do EMAIL", 0, "")
    assert row.ended_at is not None and row.began_at <= row.ended_at
    assert row.succeeded_at == row.ended_at
    assert row.seconds is not None and 0 <= row.seconds < 5


def test_a_failure_is_counted_and_its_words_are_not_kept(app: Celery) -> None:
    for _ in range(2):
        app.tasks["tests.do"].apply(args=["SMS"])
    row = ScheduledRun.objects.get()
    assert (row.name, row.error, row.failures, row.succeeded_at) == ("tests.do SMS", "ValueError", 2, None)
    assert "secret" not in repr(ScheduledRun.objects.values())


def test_success_after_failures_begins_to_count_anew(app: Celery) -> None:
    now = clock.now()
    for error in ("OSError", "OSError", "", "OSError"):
        watch.note_end(name="tests.do EMAIL", seconds=1, error=error, now=now)
    row = ScheduledRun.objects.get()
    assert (row.failures, row.error, row.succeeded_at) == (1, "OSError", now)


def test_what_nobody_scheduled_leaves_nothing(app: Celery, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        app.tasks["tests.other"].apply()
    assert not ScheduledRun.objects.exists()
    assert not _celery._begun


def test_a_database_that_refuses_fails_no_task(app: Celery, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(**_: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(_runs, "note_begin", refuses)
    monkeypatch.setattr(_runs, "note_end", refuses)
    assert app.tasks["tests.do"].apply(args=["EMAIL"]).successful()


def test_an_entry_is_overdue_after_twice_its_interval(app: Celery) -> None:
    now = datetime(2026, 7, 1, 12, tzinfo=UTC)
    watch.note_begin(name="tests.do EMAIL", now=now)

    def due(after: float) -> tuple[float, bool]:
        found = watch.list_due(now=now + timedelta(seconds=after))[0]
        return found.lag.total_seconds(), found.is_overdue

    assert due(59) == (0, False)
    assert due(61) == (1, False)
    assert due(180) == (120, False)
    assert due(181) == (121, True)


def test_an_entry_at_times_of_the_day_is_due_at_the_next_of_them(app: Celery) -> None:
    began = datetime(2026, 7, 1, 3, tzinfo=UTC)
    watch.note_begin(name="tests.clean", now=began)
    due = {entry.name: entry for entry in watch.list_due(now=began + timedelta(hours=23))}
    assert (due["tests.clean"].lag, due["tests.clean"].every) == (timedelta(0), None)
    due = {entry.name: entry for entry in watch.list_due(now=began + timedelta(hours=24, minutes=20))}
    assert due["tests.clean"].lag == timedelta(minutes=20)
    assert due["tests.clean"].is_overdue


def test_what_never_ran_is_overdue_once_the_scheduler_has_had_time(app: Celery) -> None:
    now = clock.now()
    assert not any(due.is_overdue for due in watch.list_due(now=now))
    assert not watch.list_due(now=now, up_since=now - timedelta(seconds=100))[0].is_overdue
    assert watch.list_due(now=now, up_since=now - timedelta(seconds=200))[0].is_overdue


def test_a_run_that_has_not_ended_is_seen(app: Celery) -> None:
    now = clock.now()
    watch.note_end(name="tests.do EMAIL", seconds=1, now=now - timedelta(minutes=5))
    assert not watch.list_due(now=now)[0].is_running
    watch.note_begin(name="tests.do EMAIL", now=now)
    assert watch.list_due(now=now)[0].is_running


def test_every_entry_of_the_schedule_has_a_name_of_its_own(settings: Any) -> None:
    assert len(watch.scheduled_names()) == len(settings.CELERY_BEAT_SCHEDULE)


def test_names_fit_their_column_on_any_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "a-very-long-name-of-a-machine.in.some.cluster.example")
    monkeypatch.setattr(os, "getpid", lambda: 4194304)
    name = _beats._name("gopay,gateways,webhooks")
    assert len(name) == 40
    assert name.startswith("gopay,gateways,w@a-very") and name.endswith(":4194304")
    assert _beats._name("beat") == "beat"


def test_a_beat_says_who_and_since_when() -> None:
    now = clock.now()
    beat = watch.Beat("WORKER", name="gopay@here:1", queues="gopay")
    beat.write(now)
    beat.write(now + timedelta(seconds=15))
    row = Heartbeat.objects.get()
    assert (row.kind, row.queues, row.started_at) == ("WORKER", "gopay", beat.started_at)
    assert row.beat_at == now + timedelta(seconds=15)
    assert row.pid is not None and row.host


@pytest.mark.django_db(transaction=True)
def test_a_process_beats_while_it_lives_and_is_not_missed_when_it_ends() -> None:
    written = threading.Event()
    write = watch.Beat.write

    class Loud(watch.Beat):
        def write(self, now: datetime) -> None:
            write(self, now)
            written.set()

    beat = Loud("WEB", name="web@here:1")
    beat.start()
    assert written.wait(60)
    beat.stop()
    assert not Heartbeat.objects.exists()
    assert not beat._thread.is_alive()


def test_silent_processes_and_old_entries_go() -> None:
    now = clock.now()
    for name, kind, hours in [
        ("web@a:1", "WEB", 25),
        ("web@a:2", "WEB", 23),
        ("relay", "RELAY", 99),
        ("beat", "BEAT", 99),
    ]:
        Heartbeat.objects.create(name=name, kind=kind, beat_at=now - timedelta(hours=hours))
    watch.note_begin(name="no.longer", now=now - timedelta(days=41))
    services.purge_expired(now=now)
    assert set(Heartbeat.objects.values_list("name", flat=True)) == {"web@a:2", "relay", "beat"}
    assert not ScheduledRun.objects.exists()


def test_of_a_key_there_is_its_age_and_nothing_else(settings: Any) -> None:
    settings.FIELD_KEYS = {"new": "bmV3a2V5", "old": "b2xka2V5"}
    first = clock.now() - timedelta(days=400)
    watch.note_keys(now=first)
    watch.note_keys(now=clock.now())
    stored = repr(list(KeySighting.objects.values()))
    for secret in (*settings.FIELD_KEYS.values(), settings.SECRET_KEY, *settings.JWT_SIGNING_KEYS.values()):
        assert secret not in stored and secret not in repr(watch.list_keys())
    keys = {(key.ring, key.kid): key for key in watch.list_keys()}
    assert keys["FIELD_KEYS", "new"].first_seen_at == first
    assert (keys["FIELD_KEYS", "new"].is_first, keys["FIELD_KEYS", "old"].is_first) == (True, False)


def test_a_key_that_is_changed_under_its_name_is_another_one(settings: Any) -> None:
    now = clock.now()
    settings.SECRET_KEY = "one" * 20
    watch.note_keys(now=now - timedelta(days=400))
    settings.SECRET_KEY = "two" * 20
    watch.note_keys(now=now)
    assert next(key for key in watch.list_keys() if key.ring == "SECRET_KEY").first_seen_at == now


class Server:
    """Somebody's HTTPS server, as far as its certificate goes."""

    def __init__(self, folder: Path, days: int) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
        self.expires_at = (datetime.now(UTC) + timedelta(days=days)).replace(microsecond=0)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(datetime.now(UTC) - timedelta(days=100))
            .not_valid_after(self.expires_at)
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
            .sign(key, hashes.SHA256())
        )
        self.pem = folder / f"{days}.pem"
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self.pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + secret)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.pem)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._context = context
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                plain, _ = self._listener.accept()
            except OSError:
                return
            try:
                with plain, self._context.wrap_socket(plain, server_side=True) as secure:
                    secure.settimeout(2)
                    secure.recv(1)
            except OSError:
                pass

    def trusted(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.pem))

    def close(self) -> None:
        self._listener.close()


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Any]:
    started: list[Server] = []

    def start(days: int) -> Server:
        started.append(Server(tmp_path, days))
        return started[-1]

    yield start
    for server in started:
        server.close()


def test_a_certificate_that_is_trusted_says_until_when(servers: Any) -> None:
    server = servers(30)
    row = watch.note_certificate(
        name="bank", host="127.0.0.1", port=server.port, now=clock.now(), authorities=server.trusted
    )
    assert (row.expires_at, row.problem) == (server.expires_at, "")


def test_one_that_has_expired_is_not_trusted_and_still_says_since_when(servers: Any) -> None:
    server = servers(-3)
    row = watch.note_certificate(
        name="bank", host="127.0.0.1", port=server.port, now=clock.now(), authorities=server.trusted
    )
    assert row.expires_at == server.expires_at
    assert "expired" in row.problem


def test_a_stranger_s_certificate_is_not_trusted(servers: Any) -> None:
    row = watch.note_certificate(name="bank", host="127.0.0.1", port=servers(30).port, now=clock.now())
    assert row.problem.startswith("Its certificate is not trusted: self")


def test_who_does_not_answer_keeps_the_date_and_costs_no_more_than_the_limit(servers: Any) -> None:
    server = servers(30)
    now = clock.now()
    watch.note_certificate(name="bank", host="127.0.0.1", port=server.port, now=now, authorities=server.trusted)
    server.close()
    row = watch.note_certificate(name="bank", host="127.0.0.1", port=1, now=now, seconds=1)
    assert (row.problem, row.port) == ("It does not answer.", 1)
    assert Certificate.objects.get().expires_at == server.expires_at
    row = watch.note_certificate(name="bank", host="no-such-host.invalid", port=443, now=now, seconds=1)
    assert row.problem == "The name of the host is not known."


def test_who_takes_the_connection_and_says_nothing_is_left_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        began = time.monotonic()
        row = watch.note_certificate(
            name="bank", host="127.0.0.1", port=listener.getsockname()[1], now=clock.now(), seconds=0.3
        )
        assert time.monotonic() - began < 20
        assert row.problem == "It does not answer."
