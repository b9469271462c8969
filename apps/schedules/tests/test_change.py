"""Pausing, resuming, cancelling: in their order only, by their person only, and by what happens to the person."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from apps.accounts import services as accounts
from apps.accounts.models import Activity, OneTimeCode, User
from apps.accounts.services import close_person, lock_device
from apps.accounts.tests.confirming import answer_to
from apps.accounts.tests.factories import PIN, PhoneClient, client_of
from apps.core import clock
from apps.core.tests.queue import deliver_events
from apps.notifications.models import Notification
from apps.schedules import services
from apps.schedules.models import RunState, Schedule, ScheduleRun
from apps.schedules.tests.plans import (
    SCHEDULES,
    again,
    arrange,
    change,
    make,
    pay,
    resume,
    runs_of,
    states_of,
    utc,
)
from apps.transactions.tests.payments import body_of, nothing_moves
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def brian() -> User:
    return join("brian")


@pytest.fixture
def amina(brian: User) -> User:
    return join("amina", 100)


@pytest.fixture
def client(amina: User) -> PhoneClient:
    return client_of(amina)


@pytest.fixture
def row(amina: User, brian: User) -> Schedule:
    return arrange(amina, brian, start="2028-01-31")


def conflict(answer: Any) -> bool:
    assert (answer.status_code, body_of(answer)["code"]) == (409, "schedule_conflict"), answer.content
    return True


def test_a_paused_one_pays_nothing(client: PhoneClient, row: Schedule) -> None:
    answer = change(client, row.id, "pause")
    assert answer.status_code == 200
    shown = body_of(answer)
    assert (shown["state"], shown["paused_because"], shown["next_run_at"]) == ("PAUSED", "PERSON", None)
    with nothing_moves():
        assert pay("2028-03-01 00:00") == 0
    assert Activity.objects.filter(action="schedules.paused", subject=str(row.id)).count() == 1
    detail = client.get(f"{SCHEDULES}/{row.id}").json()
    assert (detail["upcoming"], detail["runs"]) == ([], [])


def test_resumed_it_goes_on_with_the_next_date_and_pays_nothing_of_before(
    amina: User, brian: User, client: PhoneClient
) -> None:
    start = clock.now().date() - timedelta(days=20)
    row = arrange(amina, brian, start=start.isoformat(), frequency="WEEKLY", count=6)
    change(client, row.id, "pause")
    answer = resume(client, row.id)
    assert answer.status_code == 200, answer.content
    row = again(row)
    assert (row.state, row.paused_because, row.next_occurrence) == ("ACTIVE", "", 4)
    assert row.next_run_at == row.due_at
    assert row.next_run_at is not None and row.next_run_at.date() == start + timedelta(days=21)
    with nothing_moves():
        assert services.pay_due(now=clock.now()) == 0
    assert services.pay_due(now=row.next_run_at) == 1
    assert states_of(row) == [(4, "PAID")]
    assert again(row).next_occurrence == 5, "its number says when it ends"


def test_resumed_when_no_date_is_left_it_is_over(amina: User, brian: User, client: PhoneClient) -> None:
    row = arrange(amina, brian, start=(clock.now().date() - timedelta(days=9)).isoformat(), frequency="ONCE")
    change(client, row.id, "pause")
    answer = resume(client, row.id)
    assert (answer.status_code, body_of(answer)["state"]) == (200, "FINISHED")
    assert conflict(change(client, row.id, "cancel"))


def test_resuming_is_confirmed_like_making(client: PhoneClient, amina: User, brian: User, row: Schedule) -> None:
    other = arrange(amina, brian, start="2028-01-31")
    for each in (row, other):
        change(client, each.id, "pause")
    assert body_of(change(client, row.id, "resume", {"pin": "111222"}))["code"] == "wrong_pin"
    refusal = change(client, row.id, "resume", {"pin": PIN})
    assert (refusal.status_code, body_of(refusal)["code"]) == (403, "step_up_required")
    code = answer_to(refusal)
    wrong = change(client, other.id, "resume", {"pin": PIN, "step_up": code})
    assert (wrong.status_code, body_of(wrong)["code"]) == (422, "invalid_code")
    assert again(other).state == "PAUSED"
    assert change(client, row.id, "resume", {"pin": PIN, "step_up": code}).status_code == 200
    change(client, row.id, "pause")
    used = change(client, row.id, "resume", {"pin": PIN, "step_up": code})
    assert (used.status_code, body_of(used)["code"]) == (422, "invalid_code")
    phone, client.phone = client.phone, None
    assert body_of(change(client, row.id, "resume", {"pin": PIN}))["code"] == "signature_required"
    client.phone = phone


def test_steps_come_in_their_order(client: PhoneClient, row: Schedule) -> None:
    """SECURITY 21 (OWASP ASVS 2.3.1): skipped or repeated steps are 409 and change nothing."""
    assert conflict(change(client, row.id, "resume", {"pin": PIN}))
    assert not OneTimeCode.objects.filter(purpose="STEP_UP").exists()
    assert change(client, row.id, "pause").status_code == 200
    assert conflict(change(client, row.id, "pause"))
    assert resume(client, row.id).status_code == 200
    assert conflict(change(client, row.id, "resume", {"pin": PIN}))
    assert change(client, row.id, "cancel").status_code == 200
    for step, fields in (("cancel", {}), ("pause", {}), ("resume", {"pin": PIN})):
        assert conflict(change(client, row.id, step, fields))
    assert again(row).state == "CANCELLED"


def test_a_paused_one_can_be_cancelled(client: PhoneClient, row: Schedule) -> None:
    change(client, row.id, "pause")
    answer = change(client, row.id, "cancel")
    assert (answer.status_code, body_of(answer)["state"], body_of(answer)["paused_because"]) == (200, "CANCELLED", None)
    assert body_of(answer)["ended_at"] is not None
    with nothing_moves():
        assert pay("2029-01-31 06:00") == 0


@pytest.mark.parametrize("step", ["pause", "cancel"])
def test_what_waits_to_be_tried_again_is_given_up(amina: User, brian: User, client: PhoneClient, step: str) -> None:
    row = arrange(amina, brian, "150.00", start="2028-01-31")
    pay("2028-01-31 05:30")
    assert states_of(row) == [(1, "RETRYING")]
    change(client, row.id, step)
    run = runs_of(row)[0]
    assert (run.state, run.failure_code) == ("SKIPPED", f"schedule_{step}{'d' if step == 'pause' else 'led'}")
    assert pay("2028-01-31 06:30") == 0


@pytest.mark.parametrize("fields", [{"pin": PIN}, {"state": "ACTIVE"}, {"reason": "x"}])
def test_stopping_takes_no_fields(client: PhoneClient, row: Schedule, fields: dict[str, Any]) -> None:
    for step in ("pause", "cancel"):
        answer = change(client, row.id, step, fields)
        assert (answer.status_code, body_of(answer)["errors"][0]["code"]) == (400, "unknown_field")
    assert again(row).state == "ACTIVE"


def test_somebody_elses_is_not_there(brian: User, row: Schedule) -> None:
    """The payee's neither."""
    for user in (brian, join("chidi")):
        client = client_of(user)
        answers = [
            client.get(f"{SCHEDULES}/{row.id}"),
            client.get(f"{SCHEDULES}/{row.id}/runs"),
            *(change(client, row.id, step) for step in ("pause", "cancel")),
            change(client, row.id, "resume", {"pin": PIN}),
        ]
        assert {(answer.status_code, body_of(answer)["code"]) for answer in answers} == {(404, "schedule_not_found")}
        assert client.get(SCHEDULES).json()["results"] == []
    assert again(row).state == "ACTIVE"


def test_the_detail_shows_what_comes_and_what_was(amina: User, brian: User, client: PhoneClient) -> None:
    row = arrange(amina, brian, start="2028-01-31", count=7)
    pay("2028-01-31 05:30")
    shown = client.get(f"{SCHEDULES}/{row.id}").json()
    assert shown["upcoming"] == [
        "2028-02-29T05:30:00Z",
        "2028-03-31T05:30:00Z",
        "2028-04-30T05:30:00Z",
        "2028-05-31T05:30:00Z",
        "2028-06-30T05:30:00Z",
    ]
    run = runs_of(row)[0]
    assert shown["runs"] == [
        {
            "id": str(run.id),
            "occurrence": 1,
            "due_at": "2028-01-31T05:30:00Z",
            "state": "PAID",
            "tries": 1,
            "next_try_at": None,
            "transaction_id": str(run.transaction_id),
            "failure_code": None,
            "decided_at": "2028-01-31T05:30:00Z",
        }
    ]
    assert shown["next_run_at"] == "2028-02-29T05:30:00Z" and shown["runs_made"] == 1
    payment = client.get(f"/api/v1/transactions/{run.transaction_id}").json()
    assert (payment["amount"], payment["direction"]) == ("10.00", "out")


def test_fewer_dates_than_five_are_shown_when_fewer_are_left(amina: User, brian: User, client: PhoneClient) -> None:
    row = arrange(amina, brian, start="2028-01-31", count=2)
    assert client.get(f"{SCHEDULES}/{row.id}").json()["upcoming"] == ["2028-01-31T05:30:00Z", "2028-02-29T05:30:00Z"]


def test_lists_are_newest_first_in_pages_and_by_state(amina: User, brian: User, client: PhoneClient) -> None:
    rows = [arrange(amina, brian, start="2028-01-31", frequency="DAILY") for _ in range(3)]
    change(client, rows[0].id, "pause")
    page = client.get(SCHEDULES, {"page_size": 2}).json()
    assert [one["id"] for one in page["results"]] == [str(rows[2].id), str(rows[1].id)]
    rest = client.get(page["next"]).json()
    assert [one["id"] for one in rest["results"]] == [str(rows[0].id)] and rest["next"] is None
    assert [one["id"] for one in client.get(rest["previous"]).json()["results"]] == [
        str(rows[2].id), str(rows[1].id)
    ]  # fmt: skip
    paused = client.get(SCHEDULES, {"state": "PAUSED"}).json()
    assert [one["id"] for one in paused["results"]] == [str(rows[0].id)]
    for query in ({"state": "SLEEPING"}, {"page_size": 0}, {"cursor": "x"}, {"whatever": 1}):
        assert client.get(SCHEDULES, query).status_code == 400
    for day in range(3):
        pay(f"2028-02-0{day + 1} 06:00")
    runs = client.get(f"{SCHEDULES}/{rows[1].id}/runs", {"page_size": 2}).json()
    assert [run["occurrence"] for run in runs["results"]] == [4, 3]
    assert [run["occurrence"] for run in client.get(runs["next"]).json()["results"]] == [2, 1]


# --- What happens to the person -------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_lost_phone_stops_what_was_set_going_on_it(amina: User, brian: User) -> None:
    client, other = client_of(amina), client_of(amina)
    on_it, elsewhere = body_of(make(client))["id"], body_of(make(other))["id"]
    nowhere = arrange(amina, brian, start="2028-01-31")
    assert client.phone is not None
    lock_device(person_id=amina.id, device_id=client.phone.device_id, reason="lost", now=clock.now())
    deliver_events()
    states = dict(Schedule.objects.values_list("pk", "state"))
    assert {str(pk): state for pk, state in states.items()} == {
        on_it: "PAUSED", elsewhere: "ACTIVE", str(nowhere.id): "ACTIVE"
    }  # fmt: skip
    stopped = Schedule.objects.get(pk=on_it)
    assert stopped.paused_because == "DEVICE"
    told = Notification.objects.get(topic="schedule_paused")
    assert (told.person_id, "was locked" in told.body) == (amina.id, True)
    assert services.pause_of_device(device_id=client.phone.device_id, now=clock.now()) == 0
    deliver_events()
    assert Notification.objects.filter(topic="schedule_paused").count() == 1
    assert change(client, on_it, "resume", {"pin": PIN}).status_code == 401, "that phone is logged out"
    assert resume(other, on_it).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_phone_that_is_locked_meanwhile_resumes_nothing(
    amina: User, brian: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(amina)
    row = arrange(amina, brian, start="2028-01-31")
    change(client, row.id, "pause")
    code = answer_to(change(client, row.id, "resume", {"pin": PIN}))
    assert client.phone is not None
    device_id, real = client.phone.device_id, accounts.confirm_with_code

    def lock_then(*args: Any, **kwargs: Any) -> Any:
        authority = real(*args, **kwargs)
        lock_device(person_id=amina.id, device_id=device_id, reason="lost", now=clock.now())
        return authority

    monkeypatch.setattr(accounts, "confirm_with_code", lock_then)
    answer = change(client, row.id, "resume", {"pin": PIN, "step_up": code})
    assert (answer.status_code, body_of(answer)["code"]) == (401, "session_ended")
    assert again(row).state == "PAUSED"


@pytest.mark.django_db(transaction=True)
def test_a_closed_account_pays_nothing_any_more(amina: User, brian: User) -> None:
    active, paused = arrange(amina, brian, start="2028-01-31"), arrange(amina, brian, start="2028-01-31")
    incoming = arrange(brian, amina, start="2028-01-31")
    services.pause_schedule(person_id=amina.id, schedule_id=paused.id, now=clock.now())
    close_person(person_id=amina.id, reason="test", now=clock.now())
    deliver_events()
    assert [again(row).state for row in (active, paused, incoming)] == ["CANCELLED", "CANCELLED", "ACTIVE"]
    services.erase_person(person_id=amina.id)
    erased = again(active)
    assert (erased.to, erased.note, erased.payee_name) == ("", "", "")
    assert again(incoming).to == amina.msisdn
    with nothing_moves():
        pay("2028-01-31 05:30")


# --- The database ---------------------------------------------------------------------------------------------------


def test_no_state_goes_back(amina: User, brian: User, row: Schedule) -> None:
    at = clock.now()
    services.cancel_schedule(person_id=amina.id, schedule_id=row.id, now=at)
    for state in ("ACTIVE", "PAUSED", "FINISHED"):
        with pytest.raises(DatabaseError, match=f"does not go from CANCELLED to {state}"), transaction.atomic():
            Schedule.objects.filter(pk=row.pk).update(state=state)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["schedules_schedule", "schedules_schedulerun"])
def test_nothing_is_emptied(table: str) -> None:
    with pytest.raises(DatabaseError, match="never emptied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("change", [
    {"state": "PENDING"}, {"state": "SKIPPED"}, {"state": "RETRYING"}, {"transaction_id": None}, {"occurrence": 2},
    {"attempts": 0}, {"due_at": utc("2028-01-01 00:00")}, {"decided_at": None},
])  # fmt: skip
def test_a_run_is_decided_once(row: Schedule, change: dict[str, Any]) -> None:
    pay("2028-01-31 05:30")
    run = runs_of(row)[0]
    with pytest.raises(DatabaseError), transaction.atomic():
        ScheduleRun.objects.filter(pk=run.pk).update(**change)
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        ScheduleRun.objects.filter(pk=run.pk).delete()


def test_a_run_that_is_tried_again_is_not_new_again(amina: User, brian: User) -> None:
    row = arrange(amina, brian, "150.00", start="2028-01-31")
    pay("2028-01-31 05:30")
    with pytest.raises(DatabaseError, match="does not go from RETRYING"), transaction.atomic():
        ScheduleRun.objects.update(state="PENDING", next_attempt_at=None)
    with pytest.raises(DatabaseError, match=r"schedules_run_once|schedules_one_open_run"), transaction.atomic():
        ScheduleRun.objects.create(schedule=row, occurrence=1, due_at=clock.now(), created_at=clock.now())
    with pytest.raises(DatabaseError, match="schedules_one_open_run"), transaction.atomic():
        ScheduleRun.objects.create(schedule=row, occurrence=2, due_at=clock.now(), created_at=clock.now())
    for state, constraint in ((RunState.PAID, "schedules_run"), (RunState.SKIPPED, "schedules_run_state_is_whole")):
        with pytest.raises(DatabaseError, match=constraint), transaction.atomic():
            ScheduleRun.objects.update(state=state)
