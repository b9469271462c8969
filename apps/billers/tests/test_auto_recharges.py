"""Recharging again and again: confirmed once, bought on its dates, paused and ended by whatever should stop it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction
from rest_framework.test import APIClient

from apps.accounts.exports import contributions
from apps.accounts.models import User
from apps.accounts.tests.factories import PIN, client_of
from apps.billers import services
from apps.billers.models import AutoRecharge, AutoRechargeRun
from apps.billers.tests.bills import decide, deliver_all
from apps.billers.tests.recharges import (
    API,
    LAKECELL,
    SAVANNA,
    again,
    arrange,
    ask_auto,
    buy,
    change_auto,
    make_auto,
    make_operators,
    payment_of,
    product,
    read_again,
    runs_of,
    switch_product,
    utc,
)
from apps.core import clock, events
from apps.gateways.base import Outcome
from apps.gateways.models import Operation
from apps.notifications.models import Notification
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, join, pay_in, wallet_of

pytestmark = pytest.mark.django_db
PATH = f"{API}/auto-recharges"


@pytest.fixture(autouse=True)
def _operators() -> None:
    make_operators()


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def client(amina: User) -> APIClient:
    return client_of(amina)


def told(person: User) -> list[str]:
    deliver_all()
    return list(Notification.objects.filter(person_id=person.id).order_by("id").values_list("topic", flat=True))


# --- Making one -----------------------------------------------------------------------------------------------------


def test_it_is_confirmed_by_a_code_whatever_the_amount(client: APIClient, amina: User) -> None:
    key = str(uuid4())
    refusal = ask_auto(client, key=key)
    assert (refusal.status_code, refusal.json()["code"]) == (403, "step_up_required")
    assert not AutoRecharge.objects.exists()
    made = make_auto(client, key=key)
    assert made.status_code == 201, made.content
    body = made.json()
    assert (body["state"], body["msisdn"], body["operator"], body["product"]) == (
        "ACTIVE",
        SAVANNA,
        "savanna",
        "savanna-airtime",
    )
    row = AutoRecharge.objects.get()
    assert body["next_due_on"] == body["start_date"] == (row.due_at or clock.now()).date().isoformat()
    assert SAVANNA.encode() not in bytes(row.msisdn or b"") and row.device_id is not None
    replayed = ask_auto(client, key=key)
    assert (replayed.status_code, replayed.json()["id"], replayed.headers["Idempotent-Replayed"]) == (
        201,
        body["id"],
        "true",
    )
    assert ask_auto(client, key=key, amount="3.00").json()["code"] == "idempotency_key_reused"
    assert told(amina)[-1] == "auto_recharge_set"


def test_monthly_begins_on_the_next_such_day(client: APIClient) -> None:
    body = make_auto(client, every_days=..., day_of_month=31).json()
    first = AutoRecharge.objects.get().start_date
    assert (first > clock.now().date() and (first + timedelta(days=1)).day == 1) or first.day == 31
    assert (body["every_days"], body["day_of_month"]) == (None, 31)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"every_days": ...}, "every_days"),
        ({"day_of_month": 3}, "every_days"),
        ({"every_days": 0}, "every_days"),
        ({"every_days": 367}, "every_days"),
        ({"every_days": "7"}, "every_days"),
        ({"every_days": ..., "day_of_month": 32}, "day_of_month"),
        ({"every_days": ..., "day_of_month": 3, "start_date": "2027-01-04"}, "day_of_month"),
        ({"start_date": "2020-01-01"}, "start_date"),
        ({"start_date": "0001-01-01"}, "start_date"),
        ({"start_date": "2999-01-01"}, "start_date"),
        ({"start_date": "soon"}, "start_date"),
        ({"msisdn": "0712345678"}, "msisdn"),
    ],
)
def test_a_rhythm_that_makes_no_sense_is_refused(client: APIClient, changes: dict[str, Any], field: str) -> None:
    answer = ask_auto(client, key=str(uuid4()), **changes)
    assert answer.status_code == 400, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"amount": "0.10"}, "recharge_amount_too_small"),
        ({"product": "savanna-data-1gb", "amount": "3.00"}, "recharge_amount_not_exact"),
        ({"msisdn": "+254202345678"}, "recharge_operator_unknown"),
        ({"currency": "EUR"}, "recharge_product_needed"),
    ],
)
def test_what_is_not_sold_is_refused_before_a_code_is_sent(
    client: APIClient, changes: dict[str, Any], code: str
) -> None:
    answer = ask_auto(client, key=str(uuid4()), **changes)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_there_are_twenty_at_most(client: APIClient, amina: User) -> None:
    for _ in range(20):
        arrange(amina, start="2028-01-01")
    answer = ask_auto(client, key=str(uuid4()))
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_auto_recharges")


# --- Buying ---------------------------------------------------------------------------------------------------------


def test_each_due_date_is_one_payment(amina: User) -> None:
    row = arrange(amina, start="2028-01-31", day_of_month=31, sold="savanna-data-1gb")
    assert buy("2028-01-31 04:59") == 0
    assert [buy("2028-01-31 05:00"), buy("2028-01-31 05:00")] == [1, 0]
    assert runs_of(row) == [("2028-01-31", "UNDER_WAY", "")]
    payment = payment_of(row, "2028-01-31")
    assert (payment.state, payment.kind, payment.session_id) == ("PENDING", "RECHARGE", None)
    assert payment.idempotency_key == f"auto-recharge {row.id} 2028-01-31"
    assert Operation.objects.get().terms["msisdn"] == SAVANNA
    assert again(row).next_due_on == date(2028, 2, 29)
    decide(payment, Outcome.SUCCEEDED, gateway="recharge", at=utc("2028-01-31 05:01"))
    assert told(amina) == ["recharge_completed"]
    assert runs_of(row) == [("2028-01-31", "DONE", "")]
    assert (available(amina), again(row).runs_made) == (98, 1)


def test_without_the_money_it_is_skipped_and_told_and_tried_on_the_next_date(amina: User) -> None:
    row = arrange(amina, "150.00", start="2028-01-31")
    with nothing_moves():
        assert buy("2028-01-31 05:00") == 1
    assert runs_of(row) == [("2028-01-31", "SKIPPED", "insufficient_funds")]
    assert told(amina) == ["auto_recharge_skipped"]
    assert "There is not enough money" in Notification.objects.get().body
    assert buy("2028-01-31 12:00") == 0
    pay_in(wallet_of(amina), 100)
    assert buy("2028-02-01 05:00") == 1
    assert runs_of(row)[1] == ("2028-02-01", "UNDER_WAY", "")


def test_three_in_a_row_that_brought_nothing_pause_it(amina: User) -> None:
    row = arrange(amina, start="2028-01-01")
    for day in (1, 2):
        buy(f"2028-01-{day:02d} 05:00")
        decide(payment_of(row, f"2028-01-{day:02d}"), Outcome.FAILED, gateway="recharge", at=utc("2028-01-02 06:00"))
    deliver_all()
    assert (again(row).state, again(row).failures_in_a_row) == ("ACTIVE", 2)
    buy("2028-01-03 05:00")
    decide(payment_of(row, "2028-01-03"), Outcome.FAILED, gateway="recharge", at=utc("2028-01-03 06:00"))
    assert told(amina)[-1] == "auto_recharge_paused"
    row = again(row)
    assert (row.state, row.paused_because, row.due_at) == ("PAUSED", "FAILURES", None)
    assert [state for _, state, _ in runs_of(row)] == ["FAILED"] * 3
    with nothing_moves():
        assert buy("2028-01-04 05:00") == 0


def test_one_that_worked_begins_the_count_anew(amina: User) -> None:
    row = arrange(amina, start="2028-01-01")
    for day, outcome in enumerate([Outcome.FAILED, Outcome.FAILED, Outcome.SUCCEEDED, Outcome.FAILED], start=1):
        buy(f"2028-01-{day:02d} 05:00")
        decide(payment_of(row, f"2028-01-{day:02d}"), outcome, gateway="recharge", at=utc(f"2028-01-{day:02d} 06:00"))
    # Nobody has delivered an event: the next turn sees for itself.
    assert buy("2028-01-05 05:00") == 1
    assert (again(row).failures_in_a_row, again(row).state) == (1, "ACTIVE")


def test_what_costs_more_by_then_is_not_bought(amina: User) -> None:
    row = arrange(amina, start="2028-01-31", sold="savanna-data-1gb")
    dearer = product("savanna-data-1gb")
    dearer.amount = Decimal("2.50")
    dearer.save()
    read_again()
    with nothing_moves():
        buy("2028-01-31 05:00")
    assert runs_of(row) == [("2028-01-31", "SKIPPED", "recharge_amount_not_exact")]
    assert not Transaction.objects.exists()
    assert told(amina) == ["auto_recharge_skipped"]


def test_what_is_not_sold_any_more_is_skipped(amina: User) -> None:
    row = arrange(amina, start="2028-01-31")
    switch_product("savanna-airtime", is_active=False, by=amina)
    buy("2028-01-31 05:00")
    assert runs_of(row) == [("2028-01-31", "SKIPPED", "recharge_product_not_found")]


def test_after_a_leap_the_latest_is_bought_and_the_others_are_told_together(amina: User) -> None:
    row = arrange(amina, start="2028-01-01")
    assert [buy("2028-03-01 12:00"), buy("2028-03-01 12:00")] == [1, 0]
    runs = runs_of(row)
    # Sixty were missed; the newest are listed, and the message counts all.
    assert (len(runs), runs[-1], runs[0]) == (
        32,
        ("2028-03-01", "UNDER_WAY", ""),
        ("2028-01-30", "SKIPPED", "missed"),
    )
    assert told(amina) == ["auto_recharge_skipped"]
    assert "the 59 before it" in Notification.objects.get().body
    assert again(row).failures_in_a_row == 0
    assert Transaction.objects.count() == 1


def test_a_clock_set_back_buys_nothing_again(amina: User) -> None:
    arrange(amina, start="2028-01-01")
    buy("2028-01-05 05:00")
    for moment in ("2028-01-01 05:00", "2028-01-05 05:00", "2028-01-05 23:00"):
        assert buy(moment) == 0
    assert Transaction.objects.count() == 1


# --- What stops it --------------------------------------------------------------------------------------------------


def test_it_is_paused_resumed_with_a_code_and_deleted(client: APIClient, amina: User) -> None:
    from apps.accounts.tests.confirming import answer_to

    made = make_auto(client).json()["id"]
    paused = change_auto(client, made, state="PAUSED")
    assert (paused.status_code, paused.json()["state"], paused.json()["paused_because"]) == (200, "PAUSED", "PERSON")
    assert change_auto(client, made, state="PAUSED").json()["code"] == "auto_recharge_conflict"
    assert change_auto(client, made, state="ACTIVE").status_code == 400
    assert change_auto(client, made, state="ENDED", pin=PIN).status_code == 400
    refusal = change_auto(client, made, state="ACTIVE", pin=PIN)
    assert (refusal.status_code, refusal.json()["code"]) == (403, "step_up_required")
    resumed = change_auto(client, made, state="ACTIVE", pin=PIN, step_up=answer_to(refusal))
    assert (resumed.status_code, resumed.json()["state"]) == (200, "ACTIVE"), resumed.content
    assert [one["id"] for one in client.get(PATH).json()["results"]] == [made]
    assert client.get(f"{PATH}/{made}").json()["runs"] == []
    assert client.delete(f"{PATH}/{made}").status_code == 204
    assert client.get(PATH).json()["results"] == []
    for answer in (
        client.get(f"{PATH}/{made}"),
        client.delete(f"{PATH}/{made}"),
        change_auto(client, made, state="PAUSED"),
    ):
        assert answer.status_code == 404
    with nothing_moves():
        assert buy("2030-01-01 05:00") == 0


def test_somebody_elses_is_none(client: APIClient, amina: User) -> None:
    row = arrange(amina, start="2028-01-31")
    brian = client_of(join("brian"))
    assert brian.get(PATH).json()["results"] == []
    for answer in (
        brian.get(f"{PATH}/{row.id}"),
        brian.delete(f"{PATH}/{row.id}"),
        change_auto(brian, row.id, state="PAUSED"),
        change_auto(brian, row.id, state="ACTIVE", pin=PIN),
    ):
        assert answer.status_code == 404
    assert again(row).state == "ACTIVE"


def test_a_phone_that_is_locked_pauses_what_was_made_on_it(client: APIClient, amina: User) -> None:
    made = AutoRecharge.objects.get(pk=make_auto(client).json()["id"])
    other = arrange(amina, start="2028-01-31", msisdn=LAKECELL, sold="lakecell-airtime")
    device = {"device_id": str(made.device_id), "person_id": str(amina.id)}
    events.record("accounts.device_locked", device, at=clock.now())
    assert "auto_recharge_paused" in told(amina)
    assert (again(made).paused_because, again(other).state) == ("DEVICE", "ACTIVE")
    assert services.pause_auto_recharges_of_device(device_id=UUID(device["device_id"]), now=clock.now()) == 0


def test_a_closed_account_buys_nothing_and_years_later_the_number_is_erased(amina: User) -> None:
    row = arrange(amina, start="2028-01-31")
    buy("2028-01-31 05:00")
    events.record("accounts.closed", {"person_id": str(amina.id)}, at=clock.now())
    deliver_all()
    assert again(row).state == "ENDED"
    assert buy("2028-02-01 05:00") == 0
    services.erase_recharges_of_person(person_id=amina.id)
    assert (again(row).msisdn, again(row).masked) == (None, "")


def test_the_export_has_what_was_arranged_and_what_became_of_it(amina: User) -> None:
    row = arrange(amina, start="2028-01-31")
    buy("2028-01-31 05:00")
    parts = {
        part.name: [dict(one) for one in part.rows(amina.id)]
        for part in contributions()
        if "auto_recharge" in part.name
    }
    (mine,) = parts["auto_recharges"]
    assert (mine["id"], mine["msisdn"], mine["amount"]) == (row.id, SAVANNA, "2.00")
    assert not {"idempotency_key", "request_digest", "device_id"} & set(mine)
    assert [(one["due_on"], one["state"]) for one in parts["auto_recharge_runs"]] == [("2028-01-31", "UNDER_WAY")]


# --- What the database refuses whoever writes -----------------------------------------------------------------------


def test_what_was_confirmed_is_never_changed(amina: User) -> None:
    row = arrange(amina, start="2028-01-31")
    buy("2028-01-31 05:00")
    refused: list[dict[str, Any]] = [
        {"amount": Decimal(50)},
        {"every_days": 2},
        {"next_occurrence": 1},
        {"masked": "+254***999"},
        {"start_date": "2029-01-01"},
        {"state": "PAUSED"},
    ]
    for changes in refused:
        with pytest.raises(DatabaseError), transaction.atomic():
            AutoRecharge.objects.filter(pk=row.pk).update(**changes)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


def test_a_due_date_is_decided_once(amina: User) -> None:
    row = arrange(amina, "150.00", start="2028-01-31")
    buy("2028-01-31 05:00")
    runs = AutoRechargeRun.objects.filter(auto_recharge=row)
    for changes in ({"failure_code": "other"}, {"state": "UNDER_WAY"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            runs.update(**changes)
    services.end_auto_recharge(person_id=amina.id, auto_recharge_id=row.id, now=clock.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        AutoRecharge.objects.filter(pk=row.pk).update(
            state="ACTIVE", ended_at=None, due_at=clock.now(), next_due_on="2028-02-01"
        )
