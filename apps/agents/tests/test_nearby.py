"""The nearest agents: measured on the globe, found by the index, and nothing told that is nobody's business."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.agents import selectors
from apps.agents.models import Agent, AgentStatus, Outlet
from apps.agents.selectors import _places
from apps.agents.selectors._places import boxes_around, nearest
from apps.agents.tests.applying import refusal
from apps.agents.tests.factories import give_float, open_agent, open_outlet
from apps.core import clock, sql
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
# Kenyatta Avenue in Nairobi.
HERE = (-1.2863895, 36.8172231)
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)


@pytest.fixture
def shop() -> Agent:
    return open_agent(join("hassan"))


def at(shop: Agent, name: str, latitude: float, longitude: float, **fields: Any) -> Outlet:
    return open_outlet(shop, name=name, latitude=latitude, longitude=longitude, **fields)


def found(latitude: float, longitude: float, radius: float, **more: Any) -> list[tuple[str, int]]:
    rows = selectors.list_nearby(latitude=latitude, longitude=longitude, radius=radius, at=NOW, **more)
    return [(row.name, round(row.metres)) for row in rows]


def test_they_come_by_their_distance_on_the_globe(shop: Agent) -> None:
    at(shop, "Westlands", -1.2635, 36.8047)
    at(shop, "Next door", -1.2863895, 36.8181231)
    at(shop, "Mombasa", -4.0435, 39.6682)
    assert found(*HERE, 5_000) == [("Next door", 100), ("Westlands", 2_901)]
    assert found(*HERE, 100_000, limit=1) == [("Next door", 100)]
    # Three degrees of latitude and what is missing to it; the angle between the two as vectors says the same.
    assert found(-1.2863895, 39.6682, 306_578) == [("Mombasa", 306_577)]
    assert found(-1.2863895, 39.6682, 306_576) == []


def test_only_open_outlets_of_active_agents_are_there(shop: Agent) -> None:
    here = at(shop, "Market", *HERE)
    assert found(*HERE, 10) == [("Market", 0)]
    for status in (AgentStatus.SUSPENDED, AgentStatus.CLOSED):
        Agent.objects.filter(pk=shop.id).update(status=status)
        assert found(*HERE, 10) == []
    other = open_agent(join("amina"), name="Amina's")
    Outlet.objects.filter(agent=other).update(latitude=HERE[0], longitude=HERE[1], is_open=False)
    assert found(*HERE, 10) == [] and here.is_open


def test_across_the_antimeridian_and_at_the_poles(shop: Agent) -> None:
    at(shop, "Taveuni east", -16.8, -179.99)
    at(shop, "Taveuni west", -16.8, 179.99)
    assert found(-16.8, 179.999, 5_000) == [("Taveuni west", 958), ("Taveuni east", 1_171)]
    assert found(-16.8, -179.999, 5_000) == [("Taveuni east", 958), ("Taveuni west", 1_171)]
    assert sorted(found(-16.8, 180, 5_000)) == [("Taveuni east", 1_064), ("Taveuni west", 1_064)]
    at(shop, "Pole", 89.99, 10)
    assert found(89.99, -170, 5_000) == [("Pole", 2_224)], "over the top"
    assert found(90, 0, 2_000) == [("Pole", 1_112)]
    at(shop, "Far north", 85, 100)
    assert found(85, 101, 10_000) == [("Far north", 9_691)]


def test_a_box_holds_the_whole_circle() -> None:
    # At its widest the circle is nearer to the pole than its centre.
    ((west, south, east, north),) = boxes_around(60, 0, 100_000)
    assert (round(west, 3), round(east, 3), round(south, 3), round(north, 3)) == (-1.799, 1.799, 59.101, 60.899)
    assert len(boxes_around(0, 179.99, 5_000)) == len(boxes_around(0, -179.99, 5_000)) == 2
    assert boxes_around(-89.99, 5, 5_000)[0][:2] == (-180.0, -90.0)


def test_open_now_is_by_the_outlet_s_own_clock(shop: Agent) -> None:
    hours = {"fri": [["08:00", "18:00"]]}
    at(shop, "Day", *HERE, opening_hours=hours)
    at(shop, "Always", *HERE)
    at(shop, "Samoa", *HERE, opening_hours=hours, time_zone="Pacific/Apia")

    def names(moment: datetime, **more: Any) -> dict[str, bool]:
        rows = selectors.list_nearby(latitude=HERE[0], longitude=HERE[1], radius=10, at=moment, **more)
        return {row.name: row.is_open_now for row in rows}

    assert names(NOW) == {"Day": True, "Always": True, "Samoa": False}
    assert names(NIGHT) == {"Day": False, "Always": True, "Samoa": False}
    assert set(names(NIGHT, open_now=True)) == {"Always"}
    assert len(names(NOW, open_now=True, limit=1)) == 1


def test_those_that_are_closed_do_not_use_up_the_limit(shop: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    at(shop, "Nearer", *HERE, opening_hours={"mon": []})
    at(shop, "Open", HERE[0], HERE[1] + 0.001)
    assert [name for name, _ in found(*HERE, 1_000, open_now=True, limit=1)] == ["Open"]
    monkeypatch.setattr(_places, "_LOOKED_AT", 1)
    assert found(*HERE, 1_000, open_now=True, limit=1) == []


@pytest.fixture
def person() -> User:
    return join("amina")


def ask(person: User, query: str) -> Any:
    return client_of(person).get(f"/api/v1/agents/nearby?{query}")


def test_people_are_told_where_and_when_and_nothing_else(shop: Agent, person: User) -> None:
    outlet = at(shop, "Market", *HERE, opening_hours={"fri": [["08:00", "18:00"]]}, address="12 Moi Avenue")
    give_float(outlet, 500)
    answer = ask(person, "latitude=-1.2863895&longitude=36.8181231")
    assert answer.status_code == 200, answer.content
    (row,) = answer.json()["results"]
    is_open_now = row.pop("is_open_now")
    assert isinstance(is_open_now, bool)
    assert row == {
        "code": outlet.code,
        "name": "Market",
        "agent": shop.name,
        "city": "Nairobi",
        "address": "12 Moi Avenue",
        "latitude": HERE[0],
        "longitude": HERE[1],
        "distance": 100,
        "currency": "USD",
        "time_zone": "Africa/Nairobi",
        "opening_hours": {"fri": [["08:00", "18:00"]]},
    }
    assert ask(person, "latitude=-1.2863895&longitude=36.9").json()["results"] == []
    assert len(ask(person, "latitude=-1.2863895&longitude=36.9&radius_km=10&limit=1").json()["results"]) == 1


NONSENSE = [
    ("longitude=1", "latitude required"),
    ("latitude=1", "longitude required"),
    ("latitude=90.1&longitude=1", "latitude out_of_range"),
    ("latitude=1&longitude=-180.5", "longitude out_of_range"),
    ("latitude=nan&longitude=1", "latitude not_a_number"),
    ("latitude=1e1&longitude=1", "latitude not_a_number"),
    ("latitude=%2B1&longitude=1", "latitude not_a_number"),
    ("latitude=1&longitude=1&radius_km=0", "radius_km out_of_range"),
    ("latitude=1&longitude=1&radius_km=101", "radius_km out_of_range"),
    ("latitude=1&longitude=1&limit=1.5", "limit not_a_number"),
    ("latitude=1&longitude=1&limit=51", "limit out_of_range"),
    ("latitude=1&longitude=1&open_now=yes", "open_now invalid_choice"),
    ("latitude=1&longitude=1&radius=5", "radius unknown_field"),
]


def test_what_makes_no_sense_is_refused(person: User) -> None:
    for query, why in NONSENSE:
        assert refusal(ask(person, query)) == (400, why), query


def test_who_copies_the_network_is_slowed_down(person: User) -> None:
    client = client_of(person)
    # One look a second is given back while time passes.
    with time_machine.travel(clock.now(), tick=False):
        statuses = [client.get("/api/v1/agents/nearby?latitude=1&longitude=1").status_code for _ in range(61)]
    assert statuses == [200] * 60 + [429]


def test_it_reads_the_index_and_not_the_country(shop: Agent) -> None:
    with connection.cursor() as cursor:
        # Four thousand outlets over all of Kenya.
        cursor.execute(
            """
            INSERT INTO agents_outlet (id, agent_id, code, name, city, address, latitude, longitude, time_zone,
                opening_hours, is_main, is_open, opened_at)
            SELECT gen_random_uuid(), %s, lpad((200000 + n)::text, 6, '0'), 'Outlet ' || n, 'Nairobi', '',
                   -4 + (n %% 80) * 0.1, 34 + (n / 80) * 0.15, 'Africa/Nairobi', '{}', false, true, %s
              FROM generate_series(1, 4000) n
            """,
            [shop.id, NOW],
        )
        cursor.execute("ANALYZE agents_outlet")
    text, parameters = nearest(*HERE, 5_000, 20)
    ((plan,),) = sql.fetch_all(f"EXPLAIN (FORMAT JSON) {text}", parameters)
    plan = plan if isinstance(plan, str) else json.dumps(plan)
    assert "agents_outlets_by_place" in plan, plan
    assert "Seq Scan" not in plan or '"Relation Name": "agents_outlet"' not in plan.split("Seq Scan")[1][:200]
    assert found(*HERE, 12_000)
    boxed, parameters = nearest(0, 180, 5_000, 20)
    ((plan,),) = sql.fetch_all(f"EXPLAIN (FORMAT JSON) {boxed}", parameters)
    assert str(plan).count("agents_outlets_by_place") == 2, "one box on each side"
