"""What /metrics says of the state of the house, that alerts and dashboard ask for nothing else, and name nobody."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings as configured
from django.db import DatabaseError, transaction
from django.test import Client
from prometheus_client import Counter, Histogram
from prometheus_client.parser import text_string_to_metric_families

from apps.accounts.tests.factories import make_person
from apps.core import broker, clock, events, metrics, watch
from apps.core.broker import DEAD, Depth
from apps.core.models import Certificate, Heartbeat
from apps.gateways.models import Gateway, Message
from apps.operations import gauges
from apps.reconciliation.services import prove_coverage
from apps.reports.models import RollUpCursor
from apps.wallets.tests.factories import join

DEPLOY = Path(configured.BASE_DIR) / "deploy"
RULES = DEPLOY / "prometheus" / "alerts.yml"
BOARD = DEPLOY / "grafana" / "gopay.json"
RUNBOOKS = Path(configured.BASE_DIR) / "docs" / "operations.md"
# What Prometheus itself knows of each target.
OWN = {"up"}
pytestmark = pytest.mark.django_db


def exposition() -> dict[str, Any]:
    text = Client().get("/metrics").content.decode()
    return {family.name: family for family in text_string_to_metric_families(text)}


def values(name: str) -> dict[tuple[str, ...], float]:
    return {tuple(sample.labels.values()): sample.value for sample in exposition()[name].samples}


@pytest.fixture
def house(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A house of which there is something to say everywhere."""
    now = clock.now()
    settings.BROKER_IS_EMBEDDED = False
    depths = [Depth("gopay", 7, 2), Depth("gateways", 0, 1), Depth("webhooks", None, None), Depth(DEAD, 3, 0)]
    monkeypatch.setattr(broker, "list_depths", lambda: depths)
    settings.GATEWAY_CONNECTIONS = {"bank": {"adapter": "jsonbank", "base_url": "https://bank.example"}}
    Gateway.objects.create(code="bank", opened_at=now)
    for status in (200, 503, None):
        Message.objects.create(gateway_code="bank", direction="OUT", method="POST", status=status, created_at=now)
    Certificate.objects.create(
        name="bank", host="bank.example", port=443, expires_at=now + timedelta(days=9), checked_at=now
    )
    Heartbeat.objects.create(name="g@x:1", kind="WORKER", queues="gateways", beat_at=now, started_at=now)
    Heartbeat.objects.create(name="old", kind="WORKER", queues="gopay", beat_at=now - timedelta(minutes=2))
    watch.note_keys(now=now - timedelta(days=1))
    watch.note_end(name="core.purge_expired", seconds=2, error="OSError", now=now - timedelta(hours=3))
    RollUpCursor.objects.get_or_create(source="payments", defaults={"as_of": now - timedelta(minutes=2)})
    join("amina", 100)
    prove_coverage(is_daily=False, now=now)


def test_it_says_how_everything_does(house: None) -> None:
    assert values("gopay_processes_alive")["worker",] == 1
    assert values("gopay_workers_alive") == {("gopay",): 0, ("gateways",): 1, ("webhooks",): 0}
    assert values("gopay_queue_messages") == {("gopay",): 7, ("gateways",): 0, ("webhooks",): 0}
    assert values("gopay_dead_letters") == {(): 3}
    assert values("gopay_broker_up") == {(): 1}
    assert values("gopay_gateway_breaker_open") == {("bank",): 1}
    assert values("gopay_gateway_asked_last_hour") == {("bank",): 3}
    assert values("gopay_gateway_answered_ratio")["bank",] == pytest.approx(1 / 3)
    assert 8 * 86400 < values("gopay_certificate_expires_seconds")["bank",] < 9 * 86400
    assert values("gopay_schedule_failures")["core.purge_expired",] == 1
    assert 7100 < values("gopay_schedule_lag_seconds")["core.purge_expired",] < 7300
    assert values("gopay_schedule_overdue")["core.purge_expired",] == 1
    assert 86000 < values("gopay_key_age_seconds")["FIELD_KEYS",] < 87000
    assert ("USD",) in values("gopay_coverage_gap")
    assert values("gopay_database_connections")[()] >= 1
    assert set(values("gopay_state_unknown").values()) == {0}


def test_the_outbox_is_read_when_somebody_asks() -> None:
    with transaction.atomic():
        events.record("tests.happened", {}, at=clock.now() - timedelta(seconds=61))
    assert values("gopay_outbox_unpublished") == {(): 1}
    assert 61 <= values("gopay_outbox_lag_seconds")[()] < 70


def test_a_broker_that_is_away_is_said_to_be(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def is_away() -> None:
        raise broker.BrokerUnavailable

    settings.BROKER_IS_EMBEDDED = False
    monkeypatch.setattr(broker, "list_depths", is_away)
    assert values("gopay_broker_up") == {(): 0}
    assert "gopay_queue_messages" not in exposition()


def test_what_cannot_be_read_is_left_out_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(**_: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(gauges, "outbox_lag", breaks)
    found = exposition()
    assert "gopay_outbox_lag_seconds" not in found and "gopay_database_bytes" in found
    assert values("gopay_state_unknown")["outbox",] == 1
    assert values("gopay_state_unknown")["database",] == 0


def test_no_label_is_anybody_s(house: None) -> None:
    person = make_person("brian")
    Client().get(f"/api/v1/people/{person.pk}")
    text = Client().get("/metrics").content.decode()
    for secret in (str(person.pk), person.msisdn, "bank.example", *configured.FIELD_KEYS.values()):
        assert secret not in text
    labels = {label for family in exposition().values() for sample in family.samples for label in sample.labels}
    assert labels <= {
        *("method", "route", "status", "kind", "state", "failure_code", "policy", "topic", "channel", "outcome"),
        *("gateway", "currency", "queue", "part", "task", "chain", "source", "ring", "place", "le"),
        # Of texts that were passed over, and stamina's own of what it tries again.
        *("template", "way", "callable", "retry_num", "error_type"),
        *("implementation", "major", "minor", "patchlevel", "version", "generation"),
    }


def test_all_processes_of_a_machine_are_added_up_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, house: None
) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    text = metrics.exposition().decode()
    names = [family.name for family in text_string_to_metric_families(text)]
    assert "gopay_dead_letters" in names
    assert len(names) == len(set(names)), "each family once"


# --- What is asked of them -------------------------------------------------------------------------------------------


def rules() -> list[dict[str, Any]]:
    return [rule for group in yaml.safe_load(RULES.read_text())["groups"] for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    return [panel for panel in json.loads(BOARD.read_text())["panels"] if panel["type"] != "row"]


def expressions() -> Iterator[tuple[str, str]]:
    for rule in rules():
        yield rule["alert"], rule["expr"]
    for panel in panels():
        for target in panel["targets"]:
            yield panel["title"], target["expr"]


def _names_in(expression: str) -> set[str]:
    """The metrics an expression asks for: what is no function, no keyword, no label and no text."""
    bare = re.sub(r'"[^"]*"|\{[^}]*\}|\[[^]]*\]|\b(by|without)\s*\([^)]*\)', " ", expression)
    words = set(re.findall(r"[a-zA-Z_:][a-zA-Z0-9_:]*(?!\s*\(|\w)", bare))
    return words - {"and", "or", "unless", "offset", "by", "e9", "h"} - set(re.findall(r"(?<=offset )\w+", bare))


def _labels_in(expression: str) -> Iterator[tuple[str, set[str]]]:
    for name, inside in re.findall(r"(\w+)\{([^}]*)\}", expression):
        yield name, set(re.findall(r"(\w+)\s*(?:=~|!~|!=|=)", inside))


def _families() -> dict[str, set[str]]:
    """Every name that can be asked for, with its labels: those of counters before anything was counted too."""
    known: dict[str, set[str]] = {}
    for family in exposition().values():
        for sample in family.samples:
            known.setdefault(sample.name, set()).update(sample.labels)
    for one in vars(metrics).values():
        if isinstance(one, Counter | Histogram):
            labels = set(one._labelnames)
            name, is_counter = one._name, isinstance(one, Counter)
            for suffix in ("_total",) if is_counter else ("_bucket", "_sum", "_count"):
                known[name + suffix] = labels | ({"le"} if suffix == "_bucket" else set())
    return known


def test_alerts_and_panels_ask_for_what_there_is(house: None) -> None:
    known = _families()
    asked: set[str] = set()
    for where, expression in expressions():
        names = _names_in(expression)
        assert names, where
        asked |= names
        assert names - OWN <= known.keys(), (where, names - OWN - known.keys())
        for name, labels in _labels_in(expression):
            assert labels <= known.get(name, set()) | {"job", "instance"}, (where, name, labels)
    assert {"gopay_dead_letters", "gopay_seal_lag_seconds", "gopay_requests_total"} <= asked


def test_what_is_summed_by_a_label_has_it(house: None) -> None:
    known = _families()
    for where, expression in expressions():
        for labels in re.findall(r"\bby\s*\(([^)]*)\)", expression):
            wanted = {label.strip() for label in labels.split(",")}
            assert any(wanted <= known.get(name, set()) for name in _names_in(expression) - OWN), (where, wanted)


def test_expressions_are_closed() -> None:
    for where, expression in expressions():
        open_ones: list[str] = []
        for sign in re.sub(r'"[^"]*"', "", expression):
            if sign in "([{":
                open_ones.append(sign)
            elif sign in ")]}":
                assert open_ones and open_ones.pop() + sign in {"()", "[]", "{}"}, where
        assert not open_ones, where


def test_the_check_finds_what_is_wrong(house: None) -> None:
    assert _names_in('max by (queue) (rate(gopay_nothing_total{status=~"5.."}[5m] offset 1h)) > 1.2e9') == {
        "gopay_nothing_total"
    }
    assert "gopay_nothing_total" not in _families()


def test_each_alert_says_what_it_is_and_where_its_runbook_stands() -> None:
    titles = re.findall(r"^#+ (.+)$", RUNBOOKS.read_text(), re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
    names = [rule["alert"] for rule in rules()]
    assert len(names) == len(set(names)) > 25
    for rule in rules():
        assert re.fullmatch(r"\d+[mh]", rule["for"]), rule
        assert rule["labels"]["severity"] in {"critical", "warning", "info"}
        notes = rule["annotations"]
        assert notes["summary"] and notes["description"].endswith((".", "there."))
        page, _, anchor = notes["runbook_url"].partition("#")
        assert page == "docs/operations.md"
        assert anchor == rule["alert"].lower()
        assert anchor in anchors, f"docs/operations.md has no runbook {rule['alert']}"
        given = set(re.findall(r"\$labels\.(\w+)", notes["summary"] + notes["description"]))
        kept = {label.strip() for part in re.findall(r"by \(([^)]*)\)", rule["expr"]) for label in part.split(",")}
        assert given <= kept | ({"instance"} if rule["expr"].startswith("up") else set()), rule["alert"]


def test_no_runbook_is_of_an_alert_that_is_gone() -> None:
    written = set(re.findall(r"^#### (GoPay\w+)$", RUNBOOKS.read_text(), re.MULTILINE))
    assert written == {rule["alert"] for rule in rules()}


def test_the_dashboard_can_be_read_in() -> None:
    board = json.loads(BOARD.read_text())
    every = board["panels"]
    assert len({panel["id"] for panel in every}) == len(every)
    assert {one["name"] for one in board["templating"]["list"]} == {"datasource", "instance"}
    for panel in panels():
        assert panel["datasource"]["uid"] == "${datasource}"
        assert panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24
    taken: set[tuple[int, int]] = set()
    for panel in every:
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken, panel["title"]
        taken |= cells


def test_the_example_scrapes_what_is_guarded() -> None:
    (job,) = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yml").read_text())["scrape_configs"]
    assert (job["job_name"], job["metrics_path"], job["scheme"]) == ("gopay", "/metrics", "https")
    assert job["authorization"]["type"] == "Bearer"
