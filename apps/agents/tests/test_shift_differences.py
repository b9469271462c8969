"""A drawer that holds another sum than it should: somebody else is told, looks, and approves (SECURITY 20)."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of, make_person
from apps.agents.models import Agent, Role, Shift, ShiftState
from apps.agents.services import close_for_teller, close_shift, move_cash, start_shift
from apps.agents.tests.at_the_desk import post_cash_in
from apps.agents.tests.dealing import bring
from apps.agents.tests.ending import ends_well
from apps.agents.tests.factories import (
    employ,
    float_of,
    give_float,
    main_outlet,
    open_agent,
    open_outlet,
    set_commission,
)
from apps.agents.tests.fetching import make, redeem
from apps.core import clock, events
from apps.core.tests.queue import deliver_events
from apps.notifications.models import Notification
from apps.transactions.tests.payments import body_of, nothing_moves
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db


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


def differing(teller: User, *, counted: str = "19.00") -> Shift:
    outlet_id = main_outlet(Agent.objects.get(staff__person=teller, staff__ended_at=None)).id
    start_shift(person_id=teller.id, outlet_id=outlet_id, cash=Decimal(20), now=clock.now())
    return close_shift(person_id=teller.id, cash=Decimal(counted), remark="A coin is missing.", now=clock.now())


def approve(person: User, shop: Agent, shift: Shift, reason: str = "Small change.") -> tuple[int, Any]:
    path = f"/api/v1/agents/{shop.id}/shifts/{shift.id}/approve"
    answer = client_of(person).post(path, {"reason": reason}, format="json")
    return answer.status_code, body_of(answer)


def count_for(person: User, shop: Agent, shift: Shift, cash: str, **fields: str) -> tuple[int, Any]:
    path = f"/api/v1/agents/{shop.id}/shifts/{shift.id}/close"
    answer = client_of(person).post(path, {"cash": cash, **fields}, format="json")
    return answer.status_code, body_of(answer)


# The ledger's verification reads in a transaction of its own.
@pytest.mark.django_db(transaction=True)
def test_a_shift_with_a_difference(shop: Agent, imani: User) -> None:
    """The journey: served, counted, differing, told, approved; and the books are whole."""
    set_commission(percent=Decimal(1), teller_share=Decimal(40), agent_share=Decimal(60))
    outlet, amina = main_outlet(shop), join("amina", 100)
    grace, joseph, esther = make_person("grace"), make_person("joseph"), make_person("esther")
    employ(shop, grace, Role.MANAGER, outlet=outlet)
    employ(shop, joseph, Role.MANAGER, outlet=open_outlet(shop, name="Market"))
    employ(shop, esther)
    desk = client_of(imani)
    begun = {"outlet_id": str(outlet.id), "cash": "50.00"}
    assert desk.post("/api/v1/agent/shifts", begun, format="json").status_code == 201
    assert post_cash_in(desk, amount="120.00").status_code == 201
    code = body_of(make(amina, "30.00"))["code"]
    assert redeem(imani, amina, code, "30.00").status_code == 201
    moved = {"direction": "OUT", "amount": "100.00", "reason": "To the safe"}
    key = {"Idempotency-Key": "safe"}
    assert desk.post("/api/v1/agent/shift/cash-movements", moved, format="json", headers=key).status_code == 201

    counted = {"cash": "35.50", "remark": "I gave too much change."}
    body = body_of(desk.post("/api/v1/agent/shift/close", counted, format="json"))
    assert (body["state"], body["expected"], body["difference"]) == ("DIFFERENT", "40.00", "-4.50")
    # Whoever is done may begin again; the difference waits.
    assert desk.post("/api/v1/agent/shifts", begun, format="json").status_code == 201

    deliver_events()
    told = Notification.objects.filter(topic="shift_differs")
    assert {one.person_id for one in told} == {shop.owner_id, grace.id}
    assert told[0].title == "A drawer at Main differs by 4.50 USD"
    assert "too little" in told[0].body and "I gave too much change." in told[0].body

    shift = Shift.objects.get(state=ShiftState.DIFFERENT)
    assert approve(imani, shop, shift)[1]["code"] == "agent_role_required"
    assert approve(joseph, shop, shift)[1]["code"] == "shift_not_found"
    status, body = approve(grace, shop, shift, "Spoken to her.")
    assert (status, body["state"], body["approved_by"], body["reason"]) == (
        *(200, "CLOSED"),
        *("Grace Achieng", "Spoken to her."),
    )
    assert approve(shop.owner, shop, shift)[1]["code"] == "shift_conflict"
    did = Activity.objects.get(action="agents.difference_approved")
    assert (did.person_id, did.detail["difference"]) == (grace.id, "-4.50")
    assert (available(amina), float_of(outlet)) == (Decimal(190), Decimal(410))
    ends_well(shop)


def test_nobody_approves_their_own(shop: Agent) -> None:
    """Neither an owner nor a manager who has served; not even by hand in the database."""
    shift = differing(shop.owner)
    status, body = approve(shop.owner, shop, shift)
    assert (status, body["code"]) == (403, "own_shift")
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.filter(pk=shift.pk).update(
            state="CLOSED", approved_by=shop.owner, approved_at=clock.now(), reason="Mine."
        )
    grace = make_person("grace")
    employ(shop, grace, Role.MANAGER)
    assert approve(grace, shop, shift)[0] == 200
    # Their own managers are told of it, and not they themselves.
    deliver_events()
    assert [one.person_id for one in Notification.objects.filter(topic="shift_differs")] == [grace.id]


def test_what_was_counted_is_fixed(shop: Agent, imani: User) -> None:
    shift = differing(imani)
    rows = Shift.objects.filter(pk=shift.pk)
    changes: list[dict[str, Any]] = [
        {"counted_cash": 20, "difference": 0},
        {"remark": "Nothing."},
        {"expected": 19, "cash_out": 1, "difference": 0},
        {"closed_by": shop.owner},
        {"state": "OPEN", "closed_at": None, "counted_cash": None, "difference": None},
        {"state": "CLOSED"},
    ]
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    assert approve(shop.owner, shop, shift)[0] == 200
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(reason="Another one.")


def test_a_role_that_was_taken_away_approves_nothing(shop: Agent, imani: User) -> None:
    grace = make_person("grace")
    employ(shop, grace, Role.MANAGER)
    shift = differing(imani)
    shop.staff.filter(person=grace).update(ended_at=clock.now())
    assert approve(grace, shop, shift)[1]["code"] == "agent_not_found"
    other = open_agent(make_person("joseph"), name="Another")
    assert approve(other.owner, shop, shift)[1]["code"] == "agent_not_found"
    assert approve(other.owner, other, shift)[1]["code"] == "shift_not_found"
    assert Shift.objects.get().state == ShiftState.DIFFERENT


def test_the_drawer_of_who_left_is_counted_by_one_and_approved_by_another(shop: Agent, imani: User) -> None:
    grace = make_person("grace")
    employ(shop, grace, Role.MANAGER)
    outlet = main_outlet(shop)
    shift = start_shift(person_id=imani.id, outlet_id=outlet.id, cash=Decimal(20), now=clock.now())
    bring(imani, join("amina", 0), "10.00")
    assert count_for(grace, shop, shift, "30.00")[1]["code"] == "teller_still_serves"
    shop.staff.filter(person=imani).update(ended_at=clock.now())

    assert count_for(grace, shop, shift, "29.00")[1]["code"] == "remark_required"
    status, body = count_for(grace, shop, shift, "29.00", remark="She has left.")
    assert (status, body["state"], body["difference"]) == (200, "DIFFERENT", "-1.00")
    assert (body["teller"], body["counted_by"]) == ("Imani Njoroge", "Grace Achieng")
    assert count_for(shop.owner, shop, shift, "30.00")[1]["code"] == "shift_conflict"
    assert approve(grace, shop, shift)[1]["code"] == "own_shift"
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.filter(pk=shift.pk).update(state="CLOSED", approved_by=grace, approved_at=clock.now())
    assert approve(shop.owner, shop, shift)[0] == 200


def test_a_manager_counts_no_drawer_of_another_outlet_and_not_their_own(shop: Agent, imani: User) -> None:
    grace, joseph = make_person("grace"), make_person("joseph")
    employ(shop, grace, Role.MANAGER, outlet=open_outlet(shop, name="Market"))
    manager = employ(shop, joseph, Role.MANAGER)
    outlet = main_outlet(shop)
    shift = start_shift(person_id=imani.id, outlet_id=outlet.id, cash=Decimal(20), now=clock.now())
    shop.staff.filter(person=imani).update(ended_at=clock.now())
    assert count_for(grace, shop, shift, "20.00")[1]["code"] == "shift_not_found"
    own = start_shift(person_id=joseph.id, outlet_id=outlet.id, cash=Decimal(5), now=clock.now())
    assert count_for(joseph, shop, own, "5.00")[1]["code"] == "own_shift"
    assert (manager.ended_at, count_for(joseph, shop, shift, "20.00")[1]["state"]) == (None, "CLOSED")


def test_a_process_that_dies_half_way_has_counted_nothing(
    shop: Agent, imani: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_shift(person_id=imani.id, cash=Decimal(20), now=clock.now())

    def dies(*arguments: object, **named: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched, nothing_moves():
        patched.setattr(events, "record", dies)
        with pytest.raises(RuntimeError):
            close_shift(person_id=imani.id, cash=Decimal(19), remark="One is missing.", now=clock.now())
    with monkeypatch.context() as patched:
        patched.setattr("apps.agents.services._shifts.record_activity", dies)
        with pytest.raises(RuntimeError):
            move_cash(
                person_id=imani.id, direction="IN", amount=Decimal(1), reason="Change", key="one", now=clock.now()
            )
    shift = Shift.objects.get()
    assert (shift.state, shift.expected, shift.movements.count()) == ("OPEN", Decimal(20), 0)
    assert not Activity.objects.filter(action="agents.shift_closed").exists()
    # The same again.
    move_cash(person_id=imani.id, direction="IN", amount=Decimal(1), reason="Change", key="one", now=clock.now())
    closed = close_shift(person_id=imani.id, cash=Decimal(21), now=clock.now())
    assert closed.state == ShiftState.CLOSED


def test_who_counts_for_somebody_supervises(shop: Agent, imani: User) -> None:
    shift = start_shift(person_id=imani.id, cash=Decimal(20), now=clock.now())
    esther = make_person("esther")
    employ(shop, esther)
    assert count_for(esther, shop, shift, "20.00")[1]["code"] == "agent_role_required"
    shop.staff.filter(person=imani).update(ended_at=clock.now())
    closed = close_for_teller(
        person_id=shop.owner_id, agent_id=shop.id, shift_id=shift.id, cash=Decimal(20), now=clock.now()
    )
    assert (closed.state, closed.closed_by_id) == (ShiftState.CLOSED, shop.owner_id)
