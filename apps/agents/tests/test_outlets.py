"""Outlets: who runs them, codes that are each one's own, when they are open, and what closing needs."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.agents import services
from apps.agents.errors import OutletNotEmpty
from apps.agents.models import Agent, AgentStatus, Outlet, Role
from apps.agents.selectors import get_float
from apps.agents.services import _outlets
from apps.agents.tests.applying import again, applied, ask, id_of, refusal
from apps.agents.tests.factories import (
    employ,
    float_of,
    give_float,
    main_outlet,
    open_agent,
    open_outlet,
    open_shift,
    side_of,
)
from apps.core import clock
from apps.core.money import Money
from apps.core.tests.parallel import run_together
from apps.ledger import verification
from apps.transactions.services import move_float
from apps.wallets.models import Wallet
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)
FORBIDDEN = (403, "agent_role_required")
HOURS = {"mon": [["08:00", "12:30"], ["14:00", "18:00"]], "fri": [["20:00", "02:00"]], "sun": []}


@pytest.fixture
def shop() -> Agent:
    return open_agent(join("hassan"))


@pytest.fixture
def phone(shop: Agent) -> Any:
    return client_of(shop.owner)


def market(**changes: Any) -> dict[str, Any]:
    fields = {"name": "Market", "city": "Nairobi", "time_zone": "Africa/Nairobi"}
    return {name: value for name, value in {**fields, **changes}.items() if value is not ...}


def move(source: Outlet, target: Outlet, amount: str, *, key: str = "one") -> Any:
    return move_float(
        initiator_id=source.agent.owner_id,
        session_id=None,
        source=side_of(source),
        target=side_of(target),
        amount=Money(Decimal(amount), "USD"),
        key=key,
        digest=b"x" * 32,
        at=clock.now(),
    ).transaction


def close(outlet: Outlet) -> Outlet:
    return services.close_outlet(
        person_id=outlet.agent.owner_id, agent_id=outlet.agent_id, outlet_id=outlet.id, now=clock.now()
    )


def test_an_outlet_is_opened_with_an_empty_float_and_listed(shop: Agent, phone: Any) -> None:
    place = {"latitude": -1.28638951, "longitude": 36.8172231, "opening_hours": HOURS, "low_float_at": "250.5"}
    answer = ask(phone, "post", f"/{shop.id}/outlets", market(**place))
    assert answer.status_code == 201, answer.content
    body = answer.json()
    assert (body["latitude"], body["longitude"], body["low_float_at"]) == (-1.2863895, 36.8172231, "250.50")
    assert (body["opening_hours"], body["is_main"], body["is_open"]) == (HOURS, False, True)
    assert len(body["code"]) == 6 and body["code"].isdigit()
    assert get_float(id_of(answer), "USD").amount == 0
    assert Wallet.objects.get(outlet_id=id_of(answer)).status == "ACTIVE"
    names = [one["name"] for one in ask(phone, "get", f"/{shop.id}/outlets").json()["results"]]
    assert names == ["Market", "Main"]


NONSENSE: list[tuple[dict[str, Any], str]] = [
    ({"name": ...}, "name required"),
    ({"name": "Main"}, "outlet_exists"),
    ({"time_zone": "Nairobi"}, "time_zone unknown_time_zone"),
    ({"time_zone": "localtime"}, "time_zone unknown_time_zone"),
    ({"latitude": 90.1, "longitude": 0}, "latitude out_of_range"),
    ({"latitude": 0, "longitude": -180.1}, "longitude out_of_range"),
    ({"latitude": "1.5", "longitude": 0}, "latitude invalid"),
    ({"latitude": True, "longitude": 0}, "latitude invalid"),
    ({"latitude": 1}, "longitude required"),
    ({"longitude": 1}, "latitude required"),
    ({"latitude": None, "longitude": 1}, "latitude required"),
    ({"low_float_at": "0"}, "low_float_at not_positive"),
    ({"low_float_at": "1.001"}, "low_float_at too_many_decimals"),
    ({"low_float_at": 5}, "low_float_at invalid"),
    ({"opening_hours": []}, "opening_hours invalid"),
    ({"opening_hours": {"monday": []}}, "opening_hours invalid"),
    ({"opening_hours": {"mon": ["08:00", "18:00"]}}, "opening_hours invalid"),
    ({"opening_hours": {"mon": [["08:00"]]}}, "opening_hours invalid"),
    ({"opening_hours": {"mon": [["8:00", "18:00"]]}}, "opening_hours invalid_time"),
    ({"opening_hours": {"mon": [["24:00", "24:00"]]}}, "opening_hours invalid_time"),
    ({"opening_hours": {"mon": [["08:00", "25:00"]]}}, "opening_hours invalid_time"),
    ({"opening_hours": {"mon": [["٠٨:٠٠", "18:00"]]}}, "opening_hours invalid_time"),
    ({"opening_hours": {"mon": [[8, 18]]}}, "opening_hours invalid_time"),
    ({"opening_hours": {"mon": [["08:00", "12:00"], ["11:00", "18:00"]]}}, "opening_hours overlap"),
    ({"opening_hours": {"mon": [["18:00", "02:00"], ["20:00", "21:00"]]}}, "opening_hours overlap"),
    ({"opening_hours": {"mon": [["08:00", "09:00"]] * 5}}, "opening_hours too_many"),
    ({"is_main": True}, "is_main unknown_field"),
    ({"code": "123456"}, "code unknown_field"),
]


def test_what_makes_no_sense_is_refused(shop: Agent, phone: Any) -> None:
    for changes, why in NONSENSE:
        answer = ask(phone, "post", f"/{shop.id}/outlets", market(**changes))
        assert answer.status_code in (400, 409) and refusal(answer)[1] == why, (changes, answer.content)
    assert Outlet.objects.count() == Wallet.objects.filter(holder=None).count() == 1


def test_a_number_without_an_end_is_none(shop: Agent, phone: Any) -> None:
    text = '{"name": "M", "city": "N", "time_zone": "UTC", "latitude": 1e999, "longitude": 0}'
    answer = phone.generic("POST", f"/api/v1/agents/{shop.id}/outlets", text, "application/json")
    assert refusal(answer) == (400, "latitude invalid")


def test_codes_are_drawn_again_until_one_is_free(shop: Agent, phone: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = int(main_outlet(shop).code)
    drawn = iter([taken, taken, 42])
    monkeypatch.setattr(_outlets.secrets, "randbelow", lambda most: next(drawn))
    assert ask(phone, "post", f"/{shop.id}/outlets", market()).json()["code"] == "000042"
    with pytest.raises(DatabaseError), transaction.atomic():
        Outlet.objects.filter(code="000042").update(code="000043")


def test_who_runs_outlets(shop: Agent, phone: Any) -> None:
    chidi, dalia, esther = join("chidi"), join("dalia"), join("esther")
    here = open_outlet(shop)
    employ(shop, chidi)
    employ(shop, dalia, Role.MANAGER)
    employ(shop, esther, Role.MANAGER, outlet=here)
    teller, manager, of_one = client_of(chidi), client_of(dalia), client_of(esther)
    for client in (teller, of_one):
        assert refusal(ask(client, "post", f"/{shop.id}/outlets", market(name="Other"))) == FORBIDDEN
        assert refusal(ask(client, "patch", f"/{shop.id}/outlets/{here.id}", {"city": "Thika"})) == FORBIDDEN
        assert refusal(ask(client, "post", f"/{shop.id}/outlets/{here.id}/close")) == FORBIDDEN
    assert len(ask(teller, "get", f"/{shop.id}/outlets").json()["results"]) == 2
    assert [one["id"] for one in ask(of_one, "get", f"/{shop.id}/outlets").json()["results"]] == [str(here.id)]
    assert ask(manager, "post", f"/{shop.id}/outlets", market(name="Other")).status_code == 201
    other = main_outlet(open_agent(join("amina"), name="Amina's"))
    for method, path in (("patch", ""), ("post", "/close")):
        answer = ask(manager, method, f"/{shop.id}/outlets/{other.id}{path}")
        assert refusal(answer) == (404, "outlet_not_found")


def test_an_outlet_is_changed(shop: Agent, phone: Any) -> None:
    row = open_outlet(shop, latitude=1.0, longitude=2.0, low_float_at=5)
    path = f"/{shop.id}/outlets/{row.id}"
    answer = ask(phone, "patch", path, {"name": "Harbour", "opening_hours": HOURS, "time_zone": "Africa/Kampala"})
    assert (answer.status_code, answer.json()["name"], answer.json()["opening_hours"]) == (200, "Harbour", HOURS)
    answer = ask(phone, "patch", path, {"latitude": None, "longitude": None, "low_float_at": None})
    assert [answer.json()[name] for name in ("latitude", "longitude", "low_float_at")] == [None] * 3
    assert refusal(ask(phone, "patch", path, {"name": "Main"})) == (409, "outlet_exists")
    assert refusal(ask(phone, "patch", path, {"latitude": 3})) == (400, "longitude required")
    assert refusal(ask(phone, "patch", path, {"is_open": False})) == (400, "is_open unknown_field")


def test_only_an_active_agent_opens_outlets(shop: Agent, phone: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    amina = join("amina")
    waiting = applied(amina)
    assert refusal(ask(client_of(amina), "post", f"/{waiting.id}/outlets", market())) == (409, "agent_conflict")
    with monkeypatch.context() as patch:
        patch.setattr(_outlets, "MAX_OUTLETS", 1)
        assert refusal(ask(phone, "post", f"/{shop.id}/outlets", market())) == (409, "too_many_outlets")
    Agent.objects.filter(pk=shop.id).update(status=AgentStatus.SUSPENDED)
    assert refusal(ask(phone, "post", f"/{shop.id}/outlets", market())) == (409, "agent_conflict")


def test_an_outlet_is_closed_for_good_once_it_is_empty(shop: Agent, phone: Any) -> None:
    main, row, imani = main_outlet(shop), open_outlet(shop), join("imani")
    employ(shop, imani)
    give_float(row, 100)
    shift = open_shift(row, imani)
    path = f"/{shop.id}/outlets/{row.id}/close"
    assert refusal(ask(phone, "post", path)) == (409, "outlet_not_empty"), "a shift is open"
    shift.state, shift.closed_at, shift.counted_cash, shift.difference = "CLOSED", clock.now(), 0, 0
    shift.save()
    assert refusal(ask(phone, "post", path)) == (409, "outlet_not_empty"), "it holds float"
    assert Wallet.objects.get(outlet_id=row.id).status == "ACTIVE"
    assert move(row, main, "100").state == "COMPLETED"
    answer = ask(phone, "post", path)
    assert (answer.status_code, answer.json()["is_open"]) == (200, False), answer.content
    assert Wallet.objects.get(outlet_id=row.id).status == "CLOSED"
    assert refusal(ask(phone, "post", path)) == (409, "agent_conflict")
    assert refusal(ask(phone, "patch", f"/{shop.id}/outlets/{row.id}", {"city": "X"})) == (409, "agent_conflict")
    assert refusal(ask(phone, "post", f"/{shop.id}/outlets/{main.id}/close")) == (409, "main_outlet_stays")
    assert move(main, row, "1", key="two").state == "DECLINED"
    for changes in ({"is_open": True}, {"is_main": True}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Outlet.objects.filter(pk=row.id).update(**changes)
    with pytest.raises(DatabaseError), transaction.atomic():
        open_shift(row, imani)


@AT_ONCE
@pytest.mark.parametrize("repeat", range(2))
def test_float_that_arrives_while_it_closes_comes_first_or_not_at_all(shop: Agent, repeat: int) -> None:
    main, row = main_outlet(shop), open_outlet(shop)
    give_float(main, 100)

    def work(number: int) -> Any:
        return close(row) if number == 3 else move(main, row, "1", key=f"move-{number}")

    outcomes = run_together(6, work)
    row = again(row)
    moved = [one for one in outcomes if getattr(one, "state", "") == "COMPLETED"]
    assert float_of(row) == len(moved) == 100 - float_of(main)
    assert row.is_open is bool(moved)
    if moved:
        assert isinstance(outcomes[3], OutletNotEmpty), outcomes
    assert list(verification.verify()) == []


@AT_ONCE
def test_a_shift_that_begins_while_it_closes_comes_first_or_not_at_all(shop: Agent) -> None:
    imani: User = join("imani")
    employ(shop, imani)
    row = open_outlet(shop)

    def work(number: int) -> Any:
        if number:
            return close(row)
        return services.start_shift(person_id=imani.id, outlet_id=row.id, cash=Decimal(0), now=clock.now())

    outcomes = run_together(2, work)
    assert again(row).is_open is not isinstance(outcomes[0], Exception), outcomes
    assert isinstance(outcomes[1], OutletNotEmpty) is again(row).is_open, outcomes


@AT_ONCE
def test_dying_half_way_closes_nothing(shop: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    row = open_outlet(shop)

    def die(*args: Any, **kwargs: Any) -> Any:
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(_outlets, "write_down", die)
        close(row)
    assert again(row).is_open and Wallet.objects.get(outlet_id=row.id).status == "ACTIVE"
    assert not close(row).is_open
