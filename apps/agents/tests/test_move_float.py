"""Float goes between outlets of one agent, and between a super-agent and its agents, and nowhere else."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN, client_of, make_person, plain_client_with, tokens_of
from apps.agents.models import Agent, AgentStatus, Outlet, Staff
from apps.agents.selectors import list_float_movements
from apps.agents.services import _move_float
from apps.agents.tests.ending import ends_well
from apps.agents.tests.factories import employ, float_of, give_float, open_outlet
from apps.agents.tests.ordering import manage, open_shop, refusal
from apps.core import clock
from apps.core.tests.parallel import run_together
from apps.core.tests.plans import plan_by_index
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.notifications.models import Notification
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.models import Wallet
from apps.wallets.services import freeze_wallet

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hassan() -> User:
    return make_person("hassan")


@pytest.fixture
def main(hassan: User) -> Outlet:
    return open_shop(hassan, 300)[1]


@pytest.fixture
def market(main: Outlet) -> Outlet:
    return open_outlet(main.agent)


def move(
    client: APIClient, source: Outlet, target: Outlet | str, amount: Any = "100.00", *, key: str = "", **more: Any
) -> Any:
    body = {
        "from_outlet_id": str(source.id),
        "to": target if isinstance(target, str) else target.code,
        "amount": amount,
        "currency": "USD",
        "pin": PIN,
        **more,
    }
    return client.post(
        f"/api/v1/agents/{source.agent_id}/float-transfers",
        body,
        format="json",
        headers={"Idempotency-Key": key or str(uuid4())},
    )


def told(topic: str = "float_received") -> list[UUID]:
    deliver_events()
    return sorted(Notification.objects.filter(topic=topic).values_list("person_id", flat=True))


@AT_ONCE
def test_float_is_moved_between_outlets_once_and_the_other_side_is_told(
    main: Outlet, market: Outlet, hassan: User
) -> None:
    imani = manage(main.agent, make_person("imani"), market)
    client = client_of(hassan)
    first = move(client, main, market, key="one", note="for Monday")
    body = first.json()
    assert (first.status_code, body["kind"], body["direction"], body["state"]) == (
        201,
        "FLOAT_TRANSFER",
        "out",
        "COMPLETED",
    )
    assert (body["from_name"], body["to_name"]) == ("Hassan's Shop, Main", "Hassan's Shop, Market")
    again = move(client, main, market, key="one", note="for Monday")
    assert (again.content, again.headers["Idempotent-Replayed"]) == (first.content, "true")
    assert refusal(move(client, main, market, "99.00", key="one")) == (422, "idempotency_key_reused")
    assert (float_of(main), float_of(market)) == (200, 100)
    # Whoever has done it knows; a manager of the outlet it came from is not meant.
    assert told() == [imani.id]
    assert Notification.objects.get(topic="float_received").title == "100.00 USD of float came from Hassan's Shop, Main"
    assert list(verification.verify()) == []


@AT_ONCE
def test_a_super_agent_supplies_its_agents_and_gets_float_back() -> None:
    grace, joseph = make_person("grace"), make_person("joseph")
    parent, depot = open_shop(grace, 1000, name="Umoja", rank="SUPER")
    agent, shop = open_shop(make_person("hassan"), name="Below", parent=parent)
    _, sister = open_shop(joseph, name="Sister", parent=parent)
    assert move(client_of(grace), depot, shop, "400").status_code == 201
    assert told() == [agent.owner_id]
    assert move(client_of(agent.owner), shop, depot, "50").status_code == 201
    assert (float_of(depot), float_of(shop)) == (650, 350)
    with nothing_moves():
        # Agents of one super-agent are strangers to each other.
        assert refusal(move(client_of(agent.owner), shop, sister)) == (404, "outlet_not_found")
        # Who supplies an agent does not reach into its float.
        assert refusal(move(client_of(grace), shop, depot)) == (404, "agent_not_found")
    ends_well(parent, agent)


def test_to_a_stranger_and_to_nobody_is_the_same_answer(main: Outlet, hassan: User) -> None:
    _, foreign = open_shop(make_person("brian"), name="Brian's")
    client = client_of(hassan)
    with nothing_moves():
        answers = [move(client, main, to) for to in (foreign, "999999")]
        assert [refusal(one) for one in answers] == [(404, "outlet_not_found")] * 2
        assert len({one.json()["detail"] for one in answers}) == 1
        # Out of somebody else's outlet, under one's own agent.
        path = f"/api/v1/agents/{main.agent_id}/float-transfers"
        body = {"from_outlet_id": str(foreign.id), "to": main.code, "amount": "1", "currency": "USD", "pin": PIN}
        answer = client.post(path, body, format="json", headers={"Idempotency-Key": "k"})
        assert refusal(answer) == (404, "outlet_not_found")
    assert not Transaction.objects.filter(kind="FLOAT_TRANSFER").exists()


def test_who_may_move_it(main: Outlet, market: Outlet) -> None:
    teller, manager = make_person("imani"), make_person("joseph")
    employ(main.agent, teller)
    manage(main.agent, manager, market)
    give_float(market, 50)
    with nothing_moves():
        assert refusal(move(client_of(teller), main, market)) == (403, "agent_role_required")
        assert refusal(move(client_of(make_person("amina")), main, market)) == (404, "agent_not_found")
        assert refusal(move(client_of(manager), main, market)) == (403, "agent_role_required")
    assert move(client_of(manager), market, main, "20").status_code == 201
    assert (float_of(main), float_of(market)) == (320, 30)


AMOUNTS = {
    "0": "not_positive",
    "-1": "invalid",
    "1e3": "invalid",
    "1_000": "invalid",
    "１２": "invalid",
    "NaN": "invalid",
    "1.001": "too_many_decimals",
    "1000000000000000": "invalid",
}
REFUSED: list[tuple[dict[str, Any], tuple[int, str]]] = [
    *(({"amount": amount}, (400, f"amount {code}")) for amount, code in AMOUNTS.items()),
    ({"amount": 5}, (400, "amount invalid")),
    ({"to": "12345"}, (400, "to invalid_code")),
    ({"to": "１２３４５６"}, (400, "to invalid_code")),
    ({"to": 100001}, (400, "to invalid")),
    ({"fee": "0"}, (400, "fee unknown_field")),
    ({"amount": "300.01"}, (422, "insufficient_funds")),
    ({"currency": "KES"}, (422, "currency_mismatch")),
]


def test_what_makes_no_sense_is_refused(main: Outlet, market: Outlet, hassan: User) -> None:
    """SECURITY 18 and 21."""
    client = client_of(hassan)
    with nothing_moves():
        for changes, expected in [*REFUSED, ({"to": main.code}, (422, "self_transfer"))]:
            answer = move(client, main, market, **changes)
            assert refusal(answer) == expected, changes


def test_without_a_pin_or_a_phone_nothing_moves(main: Outlet, market: Outlet, hassan: User) -> None:
    client_of(hassan)
    plain = plain_client_with(tokens_of(hassan).access)
    with nothing_moves():
        assert refusal(move(plain, main, market)) == (403, "step_up_required")
        assert refusal(move(client_of(hassan), main, market, pin="000000"))[0] == 403


def test_what_is_closed_suspended_or_frozen_moves_nothing(main: Outlet, market: Outlet, hassan: User) -> None:
    client = client_of(hassan)
    Outlet.objects.filter(pk=market.pk).update(is_open=False)
    with nothing_moves():
        assert refusal(move(client, main, market)) == (422, "agent_not_active")
    grace = make_person("grace")
    parent, depot = open_shop(grace, 100, name="Umoja", rank="SUPER")
    Agent.objects.filter(pk=main.agent_id).update(parent=parent, status=AgentStatus.SUSPENDED, decided_by=grace)
    with nothing_moves():
        assert refusal(move(client_of(grace), depot, main)) == (422, "agent_not_active")
        assert refusal(move(client, main, depot)) == (422, "agent_not_active")
    Agent.objects.filter(pk=main.agent_id).update(status=AgentStatus.ACTIVE)
    freeze_wallet(wallet_id=Wallet.objects.get(outlet_id=main.id).id, reason="fraud", now=clock.now())
    with nothing_moves():
        assert refusal(move(client, main, depot)) == (422, "payer_not_active")
    # It still arrives there.
    assert move(client_of(grace), depot, main, "10").status_code == 201


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda: Staff.objects.update(ended_at=clock.now()), (404, "agent_not_found")),
        (lambda: Agent.objects.update(status="SUSPENDED"), (422, "agent_not_active")),
        (lambda: Outlet.objects.filter(is_main=False).update(is_open=False), (422, "agent_not_active")),
    ],
)
def test_what_changes_after_the_look_is_seen_by_the_payment_s_own_statement(
    main: Outlet, market: Outlet, hassan: User, monkeypatch: pytest.MonkeyPatch, change: Any, expected: tuple[int, str]
) -> None:
    client, real = client_of(hassan), _move_float.move_float

    def late(**fields: Any) -> Any:
        change()
        return real(**fields)

    monkeypatch.setattr(_move_float, "move_float", late)
    with nothing_moves():
        assert refusal(move(client, main, market)) == expected


def test_an_agent_that_was_let_go_meanwhile_is_a_stranger(hassan: User, monkeypatch: pytest.MonkeyPatch) -> None:
    parent, depot = open_shop(make_person("grace"), 100, name="Umoja", rank="SUPER")
    _, shop = open_shop(hassan, 100, parent=parent)
    client, real = client_of(hassan), _move_float.move_float

    def late(**fields: Any) -> Any:
        Agent.objects.update(parent=None)
        return real(**fields)

    monkeypatch.setattr(_move_float, "move_float", late)
    with nothing_moves():
        assert refusal(move(client, shop, depot)) == (404, "outlet_not_found")


@AT_ONCE
def test_of_thirty_two_at_once_no_more_goes_than_there_is(main: Outlet, market: Outlet, hassan: User) -> None:
    client = client_of(hassan)
    outcomes = run_together(32, lambda number: move(client, main, market, "20.00"))
    assert sorted(one.status_code for one in outcomes) == [201] * 15 + [422] * 17
    assert {refusal(one)[1] for one in outcomes if one.status_code == 422} == {"insufficient_funds"}
    assert (float_of(main), float_of(market)) == (0, 300)
    assert list(verification.verify()) == []


@AT_ONCE
def test_there_and_back_at_once_nobody_waits_for_ever(main: Outlet, market: Outlet, hassan: User) -> None:
    give_float(market, 300)
    client = client_of(hassan)
    pairs = [(main, market), (market, main)]
    outcomes = run_together(16, lambda number: move(client, *pairs[number % 2], "10.00"))
    assert {one.status_code for one in outcomes} == {201}, [one.content for one in outcomes]
    assert (float_of(main), float_of(market)) == (300, 300)


@AT_ONCE
def test_of_one_key_at_once_one_moves(main: Outlet, market: Outlet, hassan: User) -> None:
    client = client_of(hassan)
    outcomes = run_together(8, lambda number: move(client, main, market, key="one"))
    assert {one.status_code for one in outcomes} == {201}, [one.content for one in outcomes]
    assert (float_of(main), float_of(market)) == (200, 100)


# --- What moved ---


def test_movements_of_an_outlet_are_listed_by_page_whichever_way_they_went(
    main: Outlet, market: Outlet, hassan: User
) -> None:
    client = client_of(hassan)
    for amount in ("10", "20", "30"):
        move(client, main, market, amount)
    move(client, market, main, "5")
    move(client, main, market, "999")
    path = f"/api/v1/agents/{main.agent_id}/outlets/{main.id}/float-movements"
    first = client.get(path, {"page_size": 3}).json()
    second = client.get(first["next"]).json()
    assert [(one["direction"], one["amount"]) for one in first["results"] + second["results"]] == [
        ("in", "5.00"),
        ("out", "30.00"),
        ("out", "20.00"),
        ("out", "10.00"),
        ("in", "300.00"),
    ]
    assert second["results"][-1]["from_name"] is None
    assert client.get(second["previous"]).json()["results"] == first["results"]
    teller, here = make_person("imani"), make_person("joseph")
    employ(main.agent, teller)
    manage(main.agent, here, market)
    assert refusal(client_of(teller).get(path)) == (403, "agent_role_required")
    assert refusal(client_of(here).get(path)) == (403, "agent_role_required")
    assert refusal(client_of(make_person("amina")).get(path)) == (404, "agent_not_found")
    _, foreign = open_shop(make_person("brian"), name="Brian's")
    assert refusal(client.get(path.replace(str(main.id), str(foreign.id)))) == (404, "outlet_not_found")


def test_a_page_of_movements_reads_the_indexes_of_float_and_stops(main: Outlet) -> None:
    with CaptureQueriesContext(connection) as captured:
        list_float_movements(main.id, before=None, after=None, limit=20)
    assert len(captured) == 2
    plans = [plan_by_index(query["sql"]) for query in captured.captured_queries]
    for plan, index in zip(plans, ("transactions_float_left", "transactions_float_came"), strict=True):
        assert f"using {index}" in plan, plan
        assert "Sort" not in plan, plan
    assert Decimal(300) == float_of(main)
