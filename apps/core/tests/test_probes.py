"""/livez, /readyz and /metrics: what they say, and to whom."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from apps.core import clock, events, selectors, services
from apps.core.models import OutboxEvent
from apps.core.selectors import RELAY_HEARTBEAT

pytestmark = pytest.mark.django_db
# For what has to be committed before others, or a broken connection, can see it.
committing = pytest.mark.django_db(transaction=True)


@pytest.fixture
def client() -> Client:
    return Client()


def beat(*, ok: bool = True, ago: float = 0) -> None:
    detail = "" if ok else "broker: ConnectionRefusedError"
    at = clock.now() - timedelta(seconds=ago)
    services.record_heartbeat(name=RELAY_HEARTBEAT, broker_ok=ok, detail=detail, now=at)


@pytest.fixture
def no_database() -> Iterator[None]:
    """The server is gone: nobody answers on its port."""
    connection.close()
    port = connection.settings_dict["PORT"]
    connection.settings_dict["PORT"] = 1
    yield
    connection.close()
    connection.settings_dict["PORT"] = port


@committing
def test_a_process_that_answers_lives_whatever_else_is_down(client: Client, no_database: None) -> None:
    answer = client.get("/livez")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


def test_it_is_ready_when_everything_answers(client: Client) -> None:
    beat()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "checks": {"database": "ok", "broker": "ok", "outbox": "ok", "environment": "test"},
    }


@pytest.mark.parametrize("broker", ["down", "silent", "never"])
def test_without_a_broker_money_still_moves_so_it_is_ready_but_says_so(client: Client, broker: str) -> None:
    if broker == "down":
        beat(ok=False)
    elif broker == "silent":
        beat(ago=16)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    body = answer.json()
    assert body["status"] == "degraded"
    expected = "unreachable: events wait in the outbox" if broker == "down" else "unknown: no relay is running"
    assert body["checks"]["broker"] == expected


def test_events_that_wait_too_long_are_named(client: Client) -> None:
    with time_machine.travel(clock.now(), tick=False):
        beat()
        with transaction.atomic():
            events.record("tests.happened", {}, at=clock.now() - timedelta(seconds=61))
        body = client.get("/readyz").json()
        assert body["status"] == "degraded"
        assert body["checks"]["outbox"].startswith("1 events wait, the oldest for 61")
        OutboxEvent.objects.update(recorded_at=clock.now() - timedelta(seconds=59))
        assert client.get("/readyz").json()["status"] == "ok"


@committing
def test_without_a_database_it_is_not_ready(client: Client, no_database: None) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unready", "checks": {"database": "unreachable"}}


def test_without_all_migrations_it_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "_schema_is_current", False)
    newest = MigrationRecorder.Migration.objects.filter(app="ledger").latest("id")
    newest.delete()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]) == (503, {"database": "migrations are missing"})
    newest.save()
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics"])
def test_probes_are_only_read(client: Client, path: str) -> None:
    assert client.head(path).status_code == 200
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(path).status_code == 405


def test_metrics_count_requests_by_route_and_not_by_address(client: Client) -> None:
    client.get("/livez")
    client.get("/api/v1/transactions/0192f3c4-6c1e-7f0a-9b1d-2f6f0c9a7d11")
    client.get("/no-such-page-zebra")
    text = client.get("/metrics").content.decode()
    assert 'gopay_requests_total{method="GET",route="livez",status="200"}' in text
    assert 'route="api/v1/transactions/<uuid:transaction_id>",status="401"' in text
    assert 'route="unmatched",status="404"' in text
    assert "0192f3c4" not in text and "zebra" not in text
    assert "gopay_outbox_unpublished" in text


@committing
def test_metrics_survive_a_database_that_is_away(client: Client, no_database: None) -> None:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert "gopay_requests_total" in answer.content.decode()


def test_in_production_metrics_are_for_whoever_holds_the_token(client: Client, settings: Any) -> None:
    """SECURITY 30."""
    settings.METRICS_TOKEN = "a-token"
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer another"}).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "a-token"}).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer ключ"}).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer a-token"}).status_code == 200
    settings.METRICS_TOKEN, settings.IS_PRODUCTION = "", True
    assert client.get("/metrics").status_code == 404
