"""Arranging a payment: confirmed by a code for exactly this, once for each key, and only what makes sense."""

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction

from apps.accounts import services as accounts
from apps.accounts.models import Activity, OneTimeCode, User
from apps.accounts.services import close_person, lock_device, lock_person
from apps.accounts.tests.confirming import answer_to
from apps.accounts.tests.factories import (
    PIN,
    PhoneClient,
    client_of,
    client_with,
    give_pin,
    plain_client_with,
    tokens_of,
)
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.notifications.models import Delivery, Notification
from apps.schedules.models import Schedule
from apps.schedules.services import _make
from apps.schedules.tests.plans import SCHEDULES, arrange, ask, body, make, tomorrow
from apps.transactions.models import Transaction
from apps.transactions.services import set_limit, set_tier_limit
from apps.transactions.tests.payments import body_of, nothing_moves
from apps.wallets.services import freeze_wallet
from apps.wallets.tests.factories import give_wallet, join, wallet_of

pytestmark = pytest.mark.django_db
NOW = clock.now()


@pytest.fixture
def brian() -> User:
    return join("brian")


@pytest.fixture
def amina(brian: User) -> User:
    return join("amina", 100)


@pytest.fixture
def client(amina: User) -> PhoneClient:
    return client_of(amina)


def refused(answer: Any, status: int, code: str) -> bool:
    assert (answer.status_code, body_of(answer)["code"]) == (status, code), answer.content
    assert not Schedule.objects.exists()
    return True


def test_it_is_made_and_nothing_moves_yet(client: PhoneClient, amina: User, brian: User) -> None:
    start = tomorrow()
    with nothing_moves():
        answer = make(client, body(note="rent", start_date=start.isoformat(), day_of_month=start.day, count=12))
    assert answer.status_code == 201
    made = body_of(answer)
    row = Schedule.objects.get()
    assert made == {
        "id": str(row.id),
        "state": "ACTIVE",
        "paused_because": None,
        "to": "+254712000002",
        "payee_name": "Brian M.",
        "amount": "10.00",
        "currency": "USD",
        "note": "rent",
        "frequency": "MONTHLY",
        "interval": 1,
        "start_date": start.isoformat(),
        "time": "08:30",
        "day_of_month": start.day,
        "end_date": None,
        "count": 12,
        "time_zone": "UTC",
        "next_run_at": f"{start.isoformat()}T08:30:00Z",
        "runs_made": 0,
        "created_at": made["created_at"],
        "ended_at": None,
    }
    assert client.phone is not None
    assert (row.person_id, row.payee_id, row.device_id) == (amina.id, brian.id, client.phone.device_id)
    assert Activity.objects.filter(person_id=amina.id, action="schedules.made", subject=str(row.id)).count() == 1
    assert OutboxEvent.objects.filter(topic="schedules.made").count() == 1
    assert not Transaction.objects.exists()


def test_dates_are_those_where_the_person_lives_and_stay_there(amina: User, client: PhoneClient) -> None:
    assert client.patch("/api/v1/me", {"time_zone": "Africa/Nairobi"}, format="json").status_code == 200
    # There it may be tomorrow already.
    made = body_of(make(client, body(time="00:15", start_date=(tomorrow() + timedelta(days=1)).isoformat())))
    assert made["time_zone"] == "Africa/Nairobi"
    assert made["next_run_at"] == f"{tomorrow().isoformat()}T21:15:00Z"
    assert client.patch("/api/v1/me", {"time_zone": "Asia/Tokyo"}, format="json").status_code == 200
    shown = client.get(f"{SCHEDULES}/{made['id']}").json()
    assert (shown["time_zone"], shown["next_run_at"]) == ("Africa/Nairobi", made["next_run_at"])


# --- Confirmed ------------------------------------------------------------------------------------------------------


def test_a_code_is_asked_for_whatever_the_amount_also_on_a_registered_phone(client: PhoneClient) -> None:
    answer = ask(client, body(amount="0.01"))
    assert refused(answer, 403, "step_up_required")


def test_the_code_is_good_for_exactly_this_schedule(client: PhoneClient) -> None:
    fields = body()
    code = answer_to(ask(client, fields, key="one"))
    for changed in (
        {"amount": "10.01"},
        {"start_date": (tomorrow() + timedelta(days=1)).isoformat()},
        {"time": "08:31"},
        {"interval": 2},
        {"count": 3},
        {"note": "x"},
    ):
        assert refused(ask(client, {**fields, **changed, "step_up": code}, key="one"), 422, "invalid_code")
    assert refused(ask(client, {**fields, "step_up": code}, key="two"), 422, "invalid_code")
    assert ask(client, {**fields, "step_up": code}, key="one").status_code == 201


def test_the_code_of_a_schedule_pays_no_transfer(client: PhoneClient) -> None:
    code = answer_to(ask(client, key="one"))
    set_tier_limit(tier="TIER_0", currency="USD", step_up_above=Decimal(5))
    with nothing_moves():
        answer = client.post(
            "/api/v1/transfers",
            {"to": "+254712000002", "amount": "10.00", "currency": "USD", "pin": PIN, "step_up": code},
            format="json",
            headers={"Idempotency-Key": "one"},
        )
    assert (answer.status_code, body_of(answer)["code"]) == (422, "invalid_code")


def test_a_code_that_was_used_makes_no_second_schedule(client: PhoneClient) -> None:
    fields = body()
    code = answer_to(ask(client, fields, key="one"))
    assert ask(client, {**fields, "step_up": code}, key="one").status_code == 201
    answer = ask(client, {**fields, "step_up": code}, key="two")
    assert (answer.status_code, body_of(answer)["code"]) == (422, "invalid_code")
    assert Schedule.objects.count() == 1


def test_a_wrong_pin_asks_for_no_code(client: PhoneClient) -> None:
    assert refused(ask(client, body(pin="111222")), 403, "wrong_pin")
    assert not OneTimeCode.objects.filter(purpose="STEP_UP").exists()


def test_a_registered_phone_has_to_sign(client: PhoneClient) -> None:
    phone, client.phone = client.phone, None
    assert phone is not None
    assert refused(ask(client), 403, "signature_required")


def test_from_an_unknown_phone_the_code_is_enough_and_no_device_is_noted(amina: User) -> None:
    give_pin(amina)
    client = plain_client_with(tokens_of(amina).access)
    assert make(client).status_code == 201
    assert Schedule.objects.get().device_id is None


def test_a_copy_of_the_very_same_request_is_worth_nothing(client: PhoneClient) -> None:
    fields = body()
    code = answer_to(ask(client, fields, key="one"))
    assert client.phone is not None
    raw = json.dumps({**fields, "step_up": code}).encode()
    headers = {"Idempotency-Key": "one", **client.phone.sign("POST", SCHEDULES, raw, key="one")}
    answers = [
        client.generic("POST", SCHEDULES, raw.decode(), content_type="application/json", headers=headers)
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 403]
    assert body_of(answers[1])["code"] == "signature_replayed"


# --- Once for each key ----------------------------------------------------------------------------------------------


def test_the_same_key_makes_one_and_answers_the_same(client: PhoneClient) -> None:
    fields = body()
    first = make(client, fields, key="once")
    Schedule.objects.update(state="PAUSED", paused_because="PERSON", next_run_at=None, due_at=None)
    again = ask(client, fields, key="once")
    assert (again.status_code, again["Idempotent-Replayed"]) == (201, "true")
    assert body_of(again) == body_of(first)
    assert Schedule.objects.count() == 1


def test_it_is_answered_the_same_when_its_first_date_is_long_past(client: PhoneClient, amina: User) -> None:
    fields = body()
    first = make(client, fields, key="once")
    with time_machine.travel(clock.now() + timedelta(days=20), tick=False):
        client = client_with(tokens_of(amina).access)
        again = ask(client, fields, key="once")
    assert (again.status_code, body_of(again)) == (201, body_of(first))


def test_the_same_key_for_another_request_is_refused(client: PhoneClient) -> None:
    make(client, body(), key="once")
    answer = ask(client, body(amount="11.00"), key="once")
    assert (answer.status_code, body_of(answer)["code"]) == (422, "idempotency_key_reused")


def test_without_a_key_nothing_is_made(client: PhoneClient) -> None:
    answer = client.post(SCHEDULES, body(), format="json")
    assert refused(answer, 400, "idempotency_key_required")


@pytest.mark.django_db(transaction=True)
def test_the_same_request_many_times_at_once_makes_one(amina: User) -> None:
    client = client_of(amina)
    fields = body()
    code = answer_to(ask(client, fields, key="once"))
    answers = run_together(6, lambda _: ask(client, {**fields, "step_up": code}, key="once"))
    codes = {answer.status_code for answer in answers}
    # The code has five tries; the sixth request may find it dead before the first has made anything.
    assert codes <= {201, 422} and 201 in codes, [answer.content for answer in answers]
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1
    assert Schedule.objects.count() == 1
    assert OutboxEvent.objects.filter(topic="schedules.made").count() == 1


@pytest.mark.django_db(transaction=True)
def test_nobody_has_more_than_fifty_however_many_are_made_at_once(
    amina: User, brian: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_make, "MAX_SCHEDULES", 5)
    for _ in range(3):
        arrange(amina, brian, start="2028-01-31")
    client = client_of(amina)
    asked = [(f"key-{number}", body(note=str(number))) for number in range(6)]
    coded = [(key, {**fields, "step_up": answer_to(ask(client, fields, key=key))}) for key, fields in asked]
    answers = run_together(6, lambda number: ask(client, coded[number][1], key=coded[number][0]))
    assert sorted(answer.status_code for answer in answers) == [201, 201, 409, 409, 409, 409]
    assert {body_of(answer)["code"] for answer in answers if answer.status_code == 409} == {"too_many_schedules"}
    assert Schedule.objects.count() == 5


def test_one_that_is_over_does_not_count_and_one_that_is_paused_does(
    client: PhoneClient, amina: User, brian: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _make.MAX_SCHEDULES == 50
    monkeypatch.setattr(_make, "MAX_SCHEDULES", 1)
    row = arrange(amina, brian, start="2028-01-31")
    client.post(f"{SCHEDULES}/{row.id}/pause", {}, format="json")
    assert body_of(ask(client))["code"] == "too_many_schedules"
    client.post(f"{SCHEDULES}/{row.id}/cancel", {}, format="json")
    assert make(client).status_code == 201


# --- What makes no sense --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("amount", "0", "not_positive"),
        ("amount", "0.00", "not_positive"),
        ("amount", "-1.00", "invalid"),
        ("amount", "1e3", "invalid"),
        ("amount", "1_000", "invalid"),
        ("amount", "１２", "invalid"),
        ("amount", "NaN", "invalid"),
        ("amount", 10, "invalid"),
        ("amount", "10.001", "too_many_decimals"),
        ("amount", "1" * 16, "invalid"),
        ("amount", ..., "required"),
        ("currency", "usd", "invalid"),
        ("currency", "XXX", "invalid"),
        ("to", "", "required"),
        ("to", "x" * 255, "max_length"),
        ("to", 254712000002, "invalid"),
        ("note", "x" * 141, "max_length"),
        ("note", 1, "invalid"),
        ("pin", "12", "invalid_pin"),
        ("pin", ..., "required"),
        ("frequency", "YEARLY", "invalid_choice"),
        ("frequency", "monthly", "invalid_choice"),
        ("frequency", ["MONTHLY"], "invalid_choice"),
        ("frequency", ..., "required"),
        ("interval", 0, "min_value"),
        ("interval", 367, "max_value"),
        ("interval", "2", "invalid"),
        ("interval", 1.0, "invalid"),
        ("interval", True, "invalid"),
        ("interval", None, "required"),
        ("start_date", "2028-2-3", "invalid"),
        ("start_date", "2027-02-29", "invalid"),
        ("start_date", "2028-01-31T00:00:00Z", "invalid"),
        ("start_date", 20280131, "invalid"),
        ("start_date", "0001-01-01", "in_the_past"),
        ("start_date", "9999-12-31", "too_far"),
        ("start_date", ..., "required"),
        ("time", "24:00", "invalid"),
        ("time", "8:30", "invalid"),
        ("time", "08:30:00", "invalid"),
        ("time", "0８:30", "invalid"),
        ("time", None, "required"),
        ("time", ..., "required"),
        ("day_of_month", 0, "min_value"),
        ("day_of_month", 32, "max_value"),
        ("day_of_month", "31", "invalid"),
        ("end_date", "2028-13-01", "invalid"),
        ("end_date", "2020-01-01", "before_start"),
        ("count", 0, "min_value"),
        ("count", 1001, "max_value"),
        ("count", "3", "invalid"),
        ("count", 1e3, "invalid"),
        ("state", "PAUSED", "unknown_field"),
        ("runs_made", 3, "unknown_field"),
        ("next_run_at", "2020-01-01T00:00:00Z", "unknown_field"),
        ("time_zone", "Africa/Nairobi", "unknown_field"),
        ("person_id", "019a2f3e-7c1b-7d52-9b0a-4f2f6c1d8e77", "unknown_field"),
        ("payee_id", "019a2f3e-7c1b-7d52-9b0a-4f2f6c1d8e77", "unknown_field"),
    ],
)
def test_bad_input_names_the_field_and_burns_no_key(client: PhoneClient, field: str, value: Any, code: str) -> None:
    answer = ask(client, body(**{field: value}), key="one")
    assert answer.status_code == 400, answer.content
    assert [(error["field"], error["code"]) for error in body_of(answer)["errors"]] == [(field, code)]
    assert not Schedule.objects.exists() and not OneTimeCode.objects.filter(purpose="STEP_UP").exists()
    assert make(client, body(), key="one").status_code == 201


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"frequency": "ONCE", "interval": 2}, "interval", "not_recurring"),
        ({"frequency": "ONCE", "count": 2}, "count", "not_recurring"),
        ({"frequency": "ONCE", "end_date": "2030-01-01"}, "end_date", "not_recurring"),
        ({"frequency": "ONCE", "day_of_month": 3}, "day_of_month", "not_monthly"),
        ({"frequency": "WEEKLY", "day_of_month": 3}, "day_of_month", "not_monthly"),
    ],
)
def test_fields_that_do_not_go_together(client: PhoneClient, changes: dict[str, Any], field: str, code: str) -> None:
    answer = ask(client, body(**changes))
    assert answer.status_code == 400
    assert [(error["field"], error["code"]) for error in body_of(answer)["errors"]] == [(field, code)]


def test_the_day_of_the_month_is_that_of_the_first_date(client: PhoneClient) -> None:
    start = tomorrow()
    wrong = start.day - 1 or start.day + 1
    answer = ask(client, body(day_of_month=wrong))
    assert [(error["field"], error["code"]) for error in body_of(answer)["errors"]] == [("day_of_month", "differs")]


def test_the_first_date_is_neither_past_nor_far_away(client: PhoneClient) -> None:
    now = clock.now()
    earlier = now - timedelta(minutes=2)
    past = body(start_date=earlier.date().isoformat(), time=earlier.strftime("%H:%M"), frequency="ONCE")
    assert [error["code"] for error in body_of(ask(client, past))["errors"]] == ["in_the_past"]
    far = body(start_date=(now.date() + timedelta(days=734)).isoformat(), frequency="ONCE")
    assert [error["code"] for error in body_of(ask(client, far))["errors"]] == ["too_far"]
    near = body(start_date=(now.date() + timedelta(days=730)).isoformat(), frequency="ONCE")
    assert make(client, near).status_code == 201


# --- Refused as a transfer is ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "to", ["+254799999999", "nobody@example.org", "@nobody", "019a2f3e-7c1b-7d52-9b0a-4f2f6c1d8e77", "?"]
)
def test_nobody_is_there_to_be_paid(client: PhoneClient, to: str) -> None:
    assert refused(ask(client, body(to)), 422, "payee_not_found")


def test_a_closed_account_is_nobody(client: PhoneClient, brian: User) -> None:
    close_person(person_id=brian.id, reason="test", now=clock.now())
    assert refused(ask(client), 422, "payee_not_found")


def test_not_oneself(client: PhoneClient) -> None:
    assert refused(ask(client, body("amina")), 422, "self_transfer")


def test_both_need_a_wallet_in_the_currency(client: PhoneClient, amina: User) -> None:
    assert refused(ask(client, body(currency="KES")), 422, "currency_mismatch")
    give_wallet(amina, currency="KES")
    assert refused(ask(client, body(currency="KES")), 422, "currency_mismatch")


def test_a_frozen_wallet_arranges_nothing(client: PhoneClient, amina: User) -> None:
    freeze_wallet(wallet_id=wallet_of(amina).id, reason="test", now=clock.now())
    assert refused(ask(client), 422, "payer_not_active")


def test_a_locked_payee_can_be_arranged_for(client: PhoneClient, brian: User) -> None:
    lock_person(person_id=brian.id, reason="test", now=clock.now())
    assert make(client).status_code == 201


def test_the_limits_of_a_single_transfer_hold(client: PhoneClient) -> None:
    set_limit(kind="P2P", currency="USD", minimum=Decimal(5), maximum=Decimal(50))
    assert refused(ask(client, body(amount="4.99")), 422, "below_minimum")
    assert refused(ask(client, body(amount="50.01")), 422, "limit_exceeded")
    set_tier_limit(tier="TIER_0", currency="USD", single=Decimal(20))
    assert refused(ask(client, body(amount="20.01")), 422, "tier_limit_exceeded")
    assert make(client, body(amount="20.00")).status_code == 201


def test_more_than_there_is_now_may_be_arranged(client: PhoneClient) -> None:
    assert make(client, body(amount="5000.00")).status_code == 201


def test_whoever_tries_numbers_one_after_the_other_is_stopped(client: PhoneClient) -> None:
    answers = [ask(client, body(f"+2547999{number:05d}")).status_code for number in range(33)]
    assert answers == [422] * 30 + [429] * 3
    assert make(client).status_code == 201, "whoever knows whom to pay is not kept from it"


@pytest.mark.django_db(transaction=True)
def test_a_phone_that_is_locked_meanwhile_makes_nothing(amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(amina)
    fields = body()
    code = answer_to(ask(client, fields, key="one"))
    assert client.phone is not None
    device_id = client.phone.device_id
    real = accounts.confirm_with_code

    def lock_then(*args: Any, **kwargs: Any) -> Any:
        authority = real(*args, **kwargs)
        lock_device(person_id=amina.id, device_id=device_id, reason="lost", now=clock.now())
        return authority

    monkeypatch.setattr(accounts, "confirm_with_code", lock_then)
    answer = ask(client, {**fields, "step_up": code}, key="one")
    assert refused(answer, 401, "session_ended")


# --- What they hear -------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_person_is_told_and_the_code_says_what_it_is_for(amina: User) -> None:
    client = client_of(amina)
    fields = body(frequency="WEEKLY", interval=2)
    refusal = ask(client, fields, key="one")
    deliver_events()
    sent = Delivery.objects.get(template="confirm_schedule")
    assert sent.address == amina.msisdn
    assert sent.context["payee"] == "Brian M." and sent.context["how_often"] == "every 2 weeks"
    assert ask(client, {**fields, "step_up": answer_to(refusal)}, key="one").status_code == 201
    deliver_events()
    told = Notification.objects.get(topic="schedule_made")
    assert (told.person_id, told.title) == (amina.id, "You scheduled 10.00 USD to Brian M.")
    assert f"every 2 weeks, from {fields['start_date']} on." in told.body
    assert not Notification.objects.exclude(person_id=amina.id).exists(), "the payee hears of it when it is paid"


# --- The database ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "SLEEPING"}, "does not go"),
        ({"amount": 0}, "not changed"),
        ({"payee_id": "amina"}, "not changed"),
        ({"to": "somebody else"}, "not changed"),
        ({"note": "other"}, "not changed"),
        ({"to": ""}, "not changed"),
        ({"time_zone": "Asia/Tokyo"}, "not changed"),
        ({"count": 99}, "not changed"),
        ({"next_run_at": None, "due_at": None}, "schedules_due_while_active"),
        ({"next_run_at": "sooner"}, "schedules_due_by_the_next_run"),
        ({"state": "PAUSED", "next_run_at": None, "due_at": None}, "schedules_paused_for_a_reason"),
        ({"state": "FINISHED", "next_run_at": None, "due_at": None}, "schedules_ended_at_a_time"),
        ({"paused_because": "PERSON"}, "schedules_paused_for_a_reason"),
        ({"runs_made": 1}, "schedules_runs_add_up"),
        ({"next_occurrence": 0}, "does not go back"),
    ],
)
def test_the_database_keeps_a_schedule_as_it_was_confirmed(
    amina: User, brian: User, change: dict[str, Any], constraint: str
) -> None:
    row = arrange(amina, brian, start="2028-01-31")
    if change.get("payee_id"):
        change = {"payee_id": amina.id}
    if change.get("next_run_at") == "sooner":
        change = {"next_run_at": clock.now()}
    with pytest.raises(DatabaseError, match=constraint), transaction.atomic():
        Schedule.objects.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"amount": "0"}, "schedules_amount_is_positive"),
        ({"interval": 0}, "schedules_frequency_makes_sense"),
        ({"interval": 367}, "schedules_frequency_makes_sense"),
        ({"frequency": "ONCE", "count": 2}, "schedules_frequency_makes_sense"),
        ({"frequency": "DAILY", "day_of_month": 3}, "schedules_day_of_month_makes_sense"),
        ({"day_of_month": 32}, "schedules_day_of_month_makes_sense"),
        (
            {"end_date": date(2028, 1, 30), "next_run_at": NOW, "due_at": NOW},
            "schedules_ends_after_start",
        ),
        ({"count": 1001}, "schedules_count_makes_sense"),
        ({"state": "PAUSED"}, "begins at its beginning"),
        ({"next_occurrence": 2}, "begins at its beginning"),
    ],
)
def test_the_database_refuses_a_schedule_that_makes_no_sense(
    amina: User, brian: User, change: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(DatabaseError, match=constraint), transaction.atomic():
        arrange(amina, brian, **{"start": "2028-01-31", **change})


def test_nobody_is_their_own_payee_and_nothing_is_deleted(amina: User, brian: User) -> None:
    with pytest.raises(DatabaseError, match="schedules_payee_is_another"), transaction.atomic():
        arrange(amina, amina, start="2028-01-31")
    row = arrange(amina, brian, start="2028-01-31")
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        Schedule.objects.filter(pk=row.pk).delete()
