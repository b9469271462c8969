"""Where float and cash are: for an agent of its outlets, for a super-agent of its agents."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.tests.factories import client_of, make_person
from apps.agents import float_rates, services
from apps.agents.models import Agent, Outlet, OutletDay
from apps.agents.tests.factories import employ, give_float, main_outlet, open_agent, open_outlet, open_shift
from apps.agents.tests.ordering import BANKS, manage, open_shop, refusal, sold
from apps.core import clock
from apps.transactions.limits import day_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def banks(settings: Any) -> None:
    settings.FLOAT_BANKS = BANKS


def look(agent: Agent, person: Any = None, of: str = "", **query: Any) -> Any:
    return client_of(person or agent.owner).get(f"/api/v1/agents/{agent.id}/liquidity{of and '/' + of}", query)


def did(outlet: Outlet, kind: str, total: str, before: int = 0) -> None:
    day = day_of(clock.now()) - timedelta(days=before)
    OutletDay.objects.create(outlet_id=outlet.id, day=day, kind=kind, dealings=1, total=Decimal(total))


def test_an_agent_sees_each_outlet_and_the_totals(time_machine: Any) -> None:
    time_machine.move_to(datetime(2026, 11, 21, 9, tzinfo=UTC))
    agent, main = open_shop(make_person("hassan"), 300)
    market = open_outlet(agent, low_float_at=50)
    sold(main, "100.00")
    did(main, "CASH_IN", "70.50")
    did(main, "CASH_OUT", "20")
    # Noon in Nairobi: half of the day is left.
    did(main, "CASH_IN", "900", before=7)
    for name, cash in (("imani", 40), ("joseph", 15)):
        teller = make_person(name)
        employ(agent, teller)
        open_shift(main, teller, cash=cash)
    services.watch_floats(now=clock.now())
    body = look(agent).json()
    first, second = body["outlets"]
    alert = first.pop("alert")
    assert first == {
        "outlet": {"id": str(main.id), "code": main.code, "name": "Main"},
        "is_open": True,
        "float": "200.00",
        "held": "100.00",
        "cash_in_today": "70.50",
        "cash_out_today": "20.00",
        "expected_need": "450.00",
        "cash_in_drawers": "55.00",
    }
    assert alert["reason"] == "FORECAST"
    assert (second["outlet"]["id"], second["float"], second["alert"]["reason"]) == (str(market.id), "0.00", "LOW")
    assert body["totals"] == [
        {
            "currency": "USD",
            "outlets": 2,
            "alerts": 2,
            "float": "200.00",
            "held": "100.00",
            "cash_in_today": "70.50",
            "cash_out_today": "20.00",
            "expected_need": "450.00",
            "cash_in_drawers": "55.00",
        }
    ]


def test_a_manager_of_one_outlet_sees_that_one() -> None:
    agent, _ = open_shop(make_person("hassan"), 300)
    market = open_outlet(agent)
    imani = manage(agent, make_person("imani"), market)
    body = look(agent, imani).json()
    assert [one["outlet"]["id"] for one in body["outlets"]] == [str(market.id)]
    assert body["totals"][0]["float"] == "0.00"
    assert refusal(look(agent, imani, of="agents")) == (403, "agent_role_required")


def test_who_may_look() -> None:
    agent, _ = open_shop(make_person("hassan"))
    teller = make_person("imani")
    employ(agent, teller)
    assert refusal(look(agent, teller)) == (403, "agent_role_required")
    assert refusal(look(agent, make_person("amina"))) == (404, "agent_not_found")
    assert refusal(look(agent, currency="USD")) == (400, "currency unknown_field")
    assert look(agent, of="agents").json() == {"results": [], "next": None, "previous": None, "totals": []}


def test_a_super_agent_sees_its_agents_a_page_at_a_time_and_the_totals_of_all() -> None:
    grace = make_person("grace")
    parent, _ = open_shop(grace, 1000, name="Umoja", rank="SUPER")
    for number in range(3):
        agent = open_agent(make_person(("hassan", "imani", "joseph")[number]), name=f"Agent {number}", parent=parent)
        give_float(main_outlet(agent), 10 * (number + 1))
        open_outlet(agent, low_float_at=5)
    open_shop(make_person("brian"), 99, name="Brian's")
    newest = open_agent(make_person("chidi"), name="Newest", parent=parent)
    give_float(main_outlet(newest), 7)
    services.watch_floats(now=clock.now())
    first = look(parent, of="agents", page_size=2).json()
    assert [one["name"] for one in first["results"]] == ["Newest", "Agent 2"]
    one = first["results"][1]
    assert set(one) == {"agent_id", "name", "status", "currency", "outlets", "float", "held", "alerts"}
    assert (one["float"], one["outlets"], one["currency"]) == ("30.00", 2, "USD")
    assert [(alert["outlet"]["name"], alert["reason"]) for alert in one["alerts"]] == [("Market", "LOW")]
    assert first["totals"] == [
        {"currency": "USD", "outlets": 7, "float": "67.00", "held": "0.00", "alerts": 3},
    ]
    second = client_of(grace).get(first["next"]).json()
    assert [each["name"] for each in second["results"]] == ["Agent 1", "Agent 0"]
    assert client_of(grace).get(second["previous"]).json()["results"] == first["results"]


def statements(agent: Agent, of: str = "") -> int:
    client = client_of(agent.owner)
    path = f"/api/v1/agents/{agent.id}/liquidity{of and '/' + of}"
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_it_costs_so_many_statements_however_many_outlets_and_agents() -> None:
    parent, _ = open_shop(make_person("grace"), 10, name="Umoja", rank="SUPER")
    few = open_agent(make_person("hassan"), parent=parent)
    before = statements(few), statements(parent, of="agents")
    for number in range(8):
        open_outlet(few, name=f"Stand {number}")
    for name in ("imani", "joseph", "brian"):
        open_outlet(open_agent(make_person(name), name=name, parent=parent))
    assert (statements(few), statements(parent, of="agents")) == before
    # Who asks, their role, the rate; then five, or three for the page and three for the totals.
    assert before[0] <= 9 and before[1] <= 10, before


def test_looking_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    agent, _ = open_shop(make_person("hassan"))
    monkeypatch.setattr(float_rates, "LIQUIDITY", type(float_rates.LIQUIDITY)("agents.test", 2, 600))
    assert [look(agent).status_code for _ in range(3)] == [200, 200, 429]
