"""A teller's shift: begun with a counted drawer, one at a time, and ended with what is counted then."""

from typing import Any
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of, make_person
from apps.agents.models import Agent, CashMovement, Outlet, Role, Shift, ShiftState
from apps.agents.tests.dealing import bring, fetch
from apps.agents.tests.factories import employ, give_float, main_outlet, open_agent, open_outlet
from apps.core import clock
from apps.transactions.tests.payments import body_of
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db

SHIFTS, SHIFT = "/api/v1/agent/shifts", "/api/v1/agent/shift"


@pytest.fixture
def shop() -> Agent:
    agent = open_agent(make_person("hassan"))
    give_float(main_outlet(agent), 500)
    return agent


@pytest.fixture
def imani(shop: Agent) -> User:
    teller = make_person("imani")
    employ(shop, teller)
    return teller


@pytest.fixture
def desk(imani: User) -> APIClient:
    return client_of(imani)


def start(client: APIClient, **fields: Any) -> tuple[int, Any]:
    answer = client.post(SHIFTS, {"cash": "20.00", **fields}, format="json")
    return answer.status_code, body_of(answer)


def move(client: APIClient, direction: str, amount: str, *, key: str = "", reason: str = "Change") -> tuple[int, Any]:
    body = {"direction": direction, "amount": amount, "reason": reason}
    headers = {"Idempotency-Key": key or str(uuid4())}
    answer = client.post(f"{SHIFT}/cash-movements", body, format="json", headers=headers)
    return answer.status_code, body_of(answer)


def close(client: APIClient, cash: str, **fields: Any) -> tuple[int, Any]:
    answer = client.post(f"{SHIFT}/close", {"cash": cash, **fields}, format="json")
    return answer.status_code, body_of(answer)


def test_a_shift_begins_with_a_count_and_shows_what_was_done(shop: Agent, imani: User, desk: APIClient) -> None:
    assert client_of(imani).get(SHIFT).status_code == 409
    status, body = start(desk)
    assert (status, body["state"], body["opening_cash"], body["outlet"]) == (201, "OPEN", "20.00", "Main")

    amina = join("amina", 0)
    bring(imani, amina, "60.00")
    fetch(imani, amina, "15.50")
    assert move(desk, "IN", "5.00")[0] == 201
    assert move(desk, "OUT", "2.25", reason="To the bank")[0] == 201

    body = body_of(desk.get(SHIFT))
    figures = [body[name] for name in ("cash_in", "cash_out", "brought", "taken", "dealings", "float_left")]
    assert figures == ["60.00", "15.50", "5.00", "2.25", 2, "455.50"]
    assert body["today"] == {
        "cash_in": {"count": 1, "total": "60.00"},
        "cash_out": {"count": 1, "total": "15.50"},
    }
    # The count is blind.
    assert body["expected"] is None

    status, body = close(desk, "67.25")
    assert (status, body["state"], body["expected"], body["difference"]) == (200, "CLOSED", "67.25", "0.00")
    assert desk.get(SHIFT).status_code == 409
    assert [row["id"] for row in body_of(desk.get(SHIFTS))["results"]] == [body["id"]]
    actions = Activity.objects.filter(person_id=imani.id, action__startswith="agents.").order_by("id")
    assert [one.action for one in actions] == [
        "agents.shift_opened",
        "agents.cash_moved",
        "agents.cash_moved",
        "agents.shift_closed",
    ]


def test_one_shift_is_open_for_a_person(shop: Agent, desk: APIClient) -> None:
    assert start(desk)[0] == 201
    status, body = start(desk)
    assert (status, body["code"]) == (409, "shift_open_already")
    assert Shift.objects.count() == 1


def test_whoever_may_serve_at_several_outlets_says_at_which(shop: Agent, desk: APIClient) -> None:
    market = open_outlet(shop, name="Market")
    status, body = start(desk)
    assert (status, body["errors"][0]["field"]) == (400, "outlet_id")
    assert start(desk, outlet_id=str(market.id))[1]["outlet"] == "Market"


def test_a_teller_of_one_outlet_begins_there_and_nowhere_else(shop: Agent) -> None:
    market = open_outlet(shop, name="Market")
    joseph = make_person("joseph")
    employ(shop, joseph, outlet=market)
    client = client_of(joseph)
    assert start(client, outlet_id=str(main_outlet(shop).id))[1]["code"] == "outlet_not_found"
    assert start(client)[1]["outlet"] == "Market"


def test_nobody_begins_without_a_role_an_active_agent_and_an_open_outlet(shop: Agent, desk: APIClient) -> None:
    brian = client_of(join("brian", 0))
    assert start(brian)[1]["code"] == "agent_not_found"
    assert start(brian, outlet_id=str(main_outlet(shop).id))[1]["code"] == "agent_not_found"
    other = open_agent(make_person("grace"), name="Another")
    assert start(desk, outlet_id=str(main_outlet(other).id))[1]["code"] == "outlet_not_found"
    assert start(desk, outlet_id=str(uuid4()))[1]["code"] == "outlet_not_found"

    market = open_outlet(shop, name="Market", is_open=False)
    assert start(desk, outlet_id=str(market.id))[1]["code"] == "outlet_not_found"
    Agent.objects.filter(pk=shop.pk).update(status="SUSPENDED")
    status, body = start(desk)
    assert (status, body["code"]) == (409, "agent_conflict")
    Outlet.objects.filter(pk=main_outlet(shop).pk).update(is_open=False)
    assert start(desk)[1]["code"] == "outlet_not_found"
    assert not Shift.objects.exists()


def test_what_is_no_counted_cash_is_refused(desk: APIClient) -> None:
    texts = ("-1", "1e3", "1_000", "\uff11\uff12", "NaN", "", " 5", "5.001", "9999999999999999", "1000000000001")
    for cash in (*texts, 5, None, True):
        status, body = start(desk, cash=cash)
        assert (status, body["errors"][0]["field"]) == (400, "cash"), cash
    assert not Shift.objects.exists()


def test_what_does_not_belong_into_a_body_is_refused(desk: APIClient) -> None:
    """SECURITY 15: no column is written that is not asked for."""
    for fields in (
        {"outlet_id": 5},
        {"outlet_id": "main"},
        {"teller": "x"},
        {"expected": "20.00"},
        {"state": "CLOSED"},
    ):
        assert start(desk, **fields)[0] == 400, fields
    assert not Shift.objects.exists()


def test_an_empty_drawer_is_one_too(desk: APIClient) -> None:
    assert start(desk, cash="0")[1]["opening_cash"] == "0.00"
    assert close(desk, "0")[1]["state"] == "CLOSED"


def test_a_movement_asked_for_twice_is_made_once(desk: APIClient) -> None:
    start(desk)
    assert move(desk, "IN", "5.00", key="one")[0] == move(desk, "IN", "5.00", key="one")[0] == 201
    assert CashMovement.objects.count() == 1
    assert move(desk, "IN", "6.00", key="one")[1]["code"] == "idempotency_key_reused"
    assert close(desk, "25.00")[0] == 200
    # The answer may have been lost: it is given again, also when the shift is over.
    assert move(desk, "IN", "5.00", key="one")[0] == 201
    assert move(desk, "IN", "5.00")[1]["code"] == "shift_not_open"
    assert desk.post(f"{SHIFT}/cash-movements", {"direction": "IN"}, format="json").status_code == 400


def test_nobody_takes_out_more_than_there_is(desk: APIClient) -> None:
    start(desk)
    status, body = move(desk, "OUT", "20.01")
    assert (status, body["code"]) == (409, "more_than_drawer")
    assert not CashMovement.objects.exists()
    assert move(desk, "OUT", "20.00")[0] == 201
    assert close(desk, "0")[1]["state"] == "CLOSED"


def test_a_movement_that_makes_no_sense_is_refused(desk: APIClient) -> None:
    start(desk)
    bad: dict[str, tuple[Any, ...]] = {
        "amount": ("0", "-1", "1e3", "5.001", "NaN", 5, "10000000000000"),
        "direction": ("in", "BOTH", 1, None),
        "reason": ("", "a\u202eb", "x" * 141, None),
    }
    for field, values in bad.items():
        for value in values:
            body = {"direction": "IN", "amount": "1.00", "reason": "Change", field: value}
            answer = desk.post(f"{SHIFT}/cash-movements", body, format="json", headers={"Idempotency-Key": "one"})
            assert (answer.status_code, body_of(answer)["errors"][0]["field"]) == (400, field), value
    assert not CashMovement.objects.exists()


def test_a_wrong_count_is_not_told_by_how_much_and_not_guessed(desk: APIClient, imani: User) -> None:
    start(desk)
    for guess in ("19.00", "21.00", "19.99"):
        status, body = close(desk, guess)
        assert (status, body["code"]) == (422, "remark_required")
        assert "20" not in body["detail"] and set(body) <= {"type", "title", "status", "detail", "code", "request_id"}
    assert close(desk, "19.98")[0] == 429
    assert Shift.objects.get().state == ShiftState.OPEN
    # What they said before stays known.
    said = Activity.objects.filter(person_id=imani.id, action="agents.shift_counted").order_by("id")
    assert [one.detail["cash"] for one in said] == ["19.00", "21.00", "19.99"]
    # With a remark it is always taken.
    status, body = close(desk, "19.50", remark="A coin is missing.")
    assert (status, body["state"], body["difference"], body["remark"]) == (
        *(200, "DIFFERENT", "-0.50"),
        "A coin is missing.",
    )


def test_who_was_let_go_has_no_shifts_here_any_more(shop: Agent, imani: User, desk: APIClient) -> None:
    start(desk)
    shop.staff.filter(person=imani).update(ended_at=clock.now())
    for answer in (desk.get(SHIFT), desk.get(SHIFTS), desk.post(f"{SHIFT}/close", {"cash": "20.00"}, format="json")):
        assert (answer.status_code, body_of(answer)["code"]) == (404, "agent_not_found")
    # Somewhere else they begin anew, and see nothing of what was here.
    other = open_agent(make_person("grace"), name="Another")
    employ(other, imani)
    assert body_of(desk.get(SHIFTS))["results"] == []
    assert desk.get(SHIFT).status_code == 409
    assert move(desk, "OUT", "20.00")[1]["code"] == "shift_not_open"
    # What they began, they may end, so that it keeps them from serving nowhere.
    assert start(desk)[1]["code"] == "shift_open_already"
    assert close(desk, "20.00")[1]["state"] == "CLOSED"
    assert start(desk)[1]["agent_id"] == str(other.id)


def test_a_teller_sees_neither_the_shifts_of_others_nor_the_office(shop: Agent, imani: User, desk: APIClient) -> None:
    joseph = make_person("joseph")
    employ(shop, joseph)
    _, theirs = start(client_of(joseph))
    assert body_of(desk.get(SHIFTS))["results"] == []
    assert desk.get(f"{SHIFTS}/{theirs['id']}/report").status_code == 404
    office = f"/api/v1/agents/{shop.id}/shifts"
    for path in (office, f"{office}/{theirs['id']}", f"{office}/{theirs['id']}/report"):
        assert (desk.get(path).status_code, body_of(desk.get(path))["code"]) == (403, "agent_role_required")


def test_the_office_lists_shifts_by_state_place_and_time(shop: Agent, imani: User, desk: APIClient) -> None:
    market = open_outlet(shop, name="Market")
    grace = make_person("grace")
    employ(shop, grace, Role.MANAGER, outlet=market)
    _, one = start(desk, outlet_id=str(main_outlet(shop).id))
    close(desk, "21.00", remark="One too many.")
    middle = clock.now().isoformat()
    _, two = start(desk, outlet_id=str(market.id))
    owner, manager = client_of(shop.owner), client_of(grace)
    office = f"/api/v1/agents/{shop.id}/shifts"

    def found(client: APIClient, **query: str) -> list[str]:
        answer = client.get(office, query)
        assert answer.status_code == 200, body_of(answer)
        return [row["id"] for row in body_of(answer)["results"]]

    assert found(owner) == [two["id"], one["id"]]
    assert found(owner, state="DIFFERENT") == [one["id"]]
    assert found(owner, outlet=str(market.id)) == [two["id"]]
    assert found(owner, teller=str(imani.id)) == [two["id"], one["id"]]
    assert (found(owner, **{"from": middle}), found(owner, to=middle)) == ([two["id"]], [one["id"]])
    # Whoever manages one outlet sees that one.
    assert found(manager) == [two["id"]]
    assert found(manager, outlet=str(main_outlet(shop).id)) == []
    assert manager.get(f"{office}/{one['id']}").status_code == 404
    # The office may know what should be there.
    assert body_of(owner.get(f"{office}/{two['id']}"))["expected"] == "20.00"
    for query in ("state=open", "from=0001-01-01T00:00:00Z", "to=9999-12-31T23:59:59Z", "outlet=main", "page_size=0"):
        assert owner.get(f"{office}?{query}").status_code == 400, query
    first = body_of(owner.get(f"{office}?page_size=1"))
    assert [row["id"] for row in body_of(owner.get(first["next"]))["results"]] == [one["id"]]
