"""Each due date is paid at most once: killed at any step, by two schedulers, with a clock that jumps."""

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections, transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.ledger import verification
from apps.schedules import services
from apps.schedules.errors import RunDecided
from apps.schedules.models import RunState, Schedule, ScheduleRun
from apps.schedules.services import _pay_due
from apps.schedules.tests.plans import again, arrange, ask, body, pay, runs_of, states_of, utc
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, join, pay_in, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)
DUE = "2028-01-31 05:30"


@pytest.fixture
def brian() -> User:
    return join("brian")


@pytest.fixture
def amina() -> User:
    return join("amina", 1000)


class Killed(BaseException):
    """What no `except Exception` catches, like the end of a process."""


# The steps of a turn, by the function of _pay_due whose beginning or end is the moment of death.
STEPS = ["_claim", "_open_next", "_pay", "_try_to_pay", "_settle", "_take_turn"]


def die_at(monkeypatch: pytest.MonkeyPatch, step: str, when: str, die: Callable[[], None]) -> None:
    real = getattr(_pay_due, step)

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if when == "before":
            die()
        result = real(*args, **kwargs)
        die()
        return result

    monkeypatch.setattr(_pay_due, step, wrapped)


def raise_killed() -> None:
    raise Killed


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_it_leaves_nothing_and_is_paid_once_afterwards(
    amina: User, brian: User, monkeypatch: pytest.MonkeyPatch, step: str, when: str
) -> None:
    row = arrange(amina, brian, start="2028-01-31")
    before = Schedule.objects.filter(pk=row.pk).values().get()
    with monkeypatch.context() as patched:
        die_at(patched, step, when, raise_killed)
        with nothing_moves(), pytest.raises(Killed):
            pay(DUE)
    assert Schedule.objects.filter(pk=row.pk).values().get() == before
    assert (runs_of(row), Transaction.objects.count()) == ([], 0)
    assert not OutboxEvent.objects.filter(topic="transactions.completed").exists()
    assert [pay(DUE), pay(DUE)] == [1, 0]
    assert states_of(row) == [(1, "PAID")]
    assert (available(amina), available(brian)) == (990, 10)
    assert list(verification.verify()) == []


@pytest.mark.parametrize("step", ["_pay", "_settle"])
def test_a_real_process_is_killed_between_payment_and_commit(
    amina: User, brian: User, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """SIGKILL, with the payment's statement done and nothing committed."""
    row = arrange(amina, brian, start="2028-01-31")
    die_at(monkeypatch, step, "after", lambda: os.kill(os.getpid(), signal.SIGKILL))
    # Or the child would talk on the parent's connection.
    connections.close_all()
    child = os.fork()
    if child == 0:
        pay(DUE)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    monkeypatch.undo()
    # The server notices the death at once, yet not in this very moment.
    wait_for_the_dead(row)
    assert (available(amina), runs_of(row)) == (1000, [])
    assert [pay(DUE), pay(DUE)] == [1, 0]
    assert (available(amina), available(brian)) == (990, 10)
    assert list(verification.verify()) == []


def wait_for_the_dead(row: Schedule) -> None:
    """Waits for the row's lock, which whoever was killed held."""
    with transaction.atomic():
        Schedule.objects.select_for_update().get(pk=row.pk)


@pytest.mark.parametrize("schedules", [1, 12])
def test_schedulers_at_once_pay_each_due_date_once(amina: User, brian: User, schedules: int) -> None:
    rows = [arrange(amina, brian, start="2028-01-31") for _ in range(schedules)]
    turns = run_together(6, lambda _: pay(DUE))
    assert sum(turns) == schedules
    assert [states_of(row) for row in rows] == [[(1, "PAID")]] * schedules
    assert (available(amina), available(brian)) == (1000 - 10 * schedules, 10 * schedules)
    assert Transaction.objects.count() == schedules
    assert list(verification.verify()) == []


def test_tries_again_at_once_pay_once(amina: User, brian: User) -> None:
    row = arrange(amina, brian, "1500.00", start="2028-01-31")
    pay(DUE)
    pay_in(wallet_of(amina), 2000)
    assert sum(run_together(6, lambda _: pay("2028-01-31 06:30"))) == 1
    assert states_of(row) == [(1, "PAID")]
    assert (available(amina), available(brian)) == (1500, 1500)


def test_one_that_somebody_else_is_dealing_with_is_passed_over(amina: User, brian: User) -> None:
    taken, free = arrange(amina, brian, start="2028-01-30"), arrange(amina, brian, start="2028-01-31")
    with other_transaction() as there:
        there(lambda: Schedule.objects.select_for_update(no_key=True).get(pk=taken.pk))
        assert pay(DUE) == 1
        assert (states_of(taken), states_of(free)) == ([], [(1, "PAID")])
    assert pay(DUE) == 1
    assert states_of(taken) == [(1, "PAID")]


def test_whoever_pauses_while_it_is_paid_waits_and_then_nothing_more_is_paid(
    amina: User, brian: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = arrange(amina, brian, start="2028-01-31", frequency="DAILY")
    pausing = []

    def pause_meanwhile(*args: Any) -> Any:
        pausing.append(
            in_background(
                lambda: services.pause_schedule(person_id=amina.id, schedule_id=row.id, now=utc("2028-01-31 05:31"))
            )
        )
        # From another connection: inside a transaction the list of who waits stays as it was first read.
        in_background(wait_until_blocked).result(60)
        return settle(*args)

    settle = _pay_due._settle
    with monkeypatch.context() as patched:
        patched.setattr(_pay_due, "_settle", pause_meanwhile)
        assert pay(DUE) == 1
    assert pausing[0].result(60).state == "PAUSED"
    assert states_of(row) == [(1, "PAID")]
    assert pay("2028-02-01 05:30") == 0
    assert available(brian) == 10


def test_a_run_that_was_decided_is_never_paid_under_another_key(amina: User, brian: User) -> None:
    """Should everything else fail: the payment's own statement demands that the run is open."""
    row = arrange(amina, brian, start="2028-01-31")
    pay(DUE)
    run = runs_of(row)[0]
    for attempt in (1, 2, 3):
        run.attempts = attempt
        if attempt == 1:
            # The same key: the same payment is answered, and nothing moves.
            with nothing_moves():
                assert _pay_due._pay(again(row), run, utc(DUE)).replayed
            continue
        with nothing_moves(), pytest.raises(RunDecided):
            _pay_due._pay(again(row), run, utc(DUE))
    assert available(brian) == 10


def test_two_tries_of_one_run_under_two_keys_pay_once(amina: User, brian: User) -> None:
    """As two schedulers would that both believed it to be theirs: the second waits for the run's row."""
    row = arrange(amina, brian, start="2028-01-31")
    run = ScheduleRun.objects.create(schedule=row, occurrence=1, due_at=utc(DUE), created_at=utc(DUE))

    def pay_and_mark(attempt: int) -> UUID:
        with transaction.atomic():
            mine = ScheduleRun.objects.get(pk=run.pk)
            mine.attempts = attempt + 1
            outcome = _pay_due._pay(again(row), mine, utc(DUE))
            mine.state, mine.transaction_id, mine.decided_at = RunState.PAID, outcome.transaction.id, utc(DUE)
            mine.save()
            return outcome.transaction.id

    outcomes = run_together(4, pay_and_mark)
    assert sum(isinstance(outcome, UUID) for outcome in outcomes) == 1, outcomes
    assert (available(amina), available(brian)) == (990, 10)
    assert list(verification.verify()) == []


def test_no_client_can_take_a_due_dates_key(amina: User, brian: User) -> None:
    """Its blank is not among the characters an Idempotency-Key may have."""
    row = arrange(amina, brian, start="2028-01-31")
    pay(DUE)
    key = Transaction.objects.get().idempotency_key
    assert key == f"schedule {row.id} 1"
    answer = ask(client_of(amina), body(), key=key)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_invalid")


# --- The clock ------------------------------------------------------------------------------------------------------


def missed() -> list[tuple[str, int]]:
    events = OutboxEvent.objects.filter(topic="schedules.skipped").order_by("id")
    return [(event.payload["failure_code"], event.payload["skipped"]) for event in events]


def test_after_a_leap_of_three_months_the_latest_is_paid_and_the_others_are_skipped_and_told(
    amina: User, brian: User
) -> None:
    row = arrange(amina, brian, start="2028-01-31")
    pay(DUE)
    assert [pay("2028-05-02 12:00"), pay("2028-05-02 12:00")] == [1, 0]
    assert states_of(row) == [(1, "PAID"), (2, "SKIPPED"), (3, "SKIPPED"), (4, "PAID")]
    assert [run.failure_code for run in runs_of(row)] == ["", "missed", "missed", ""]
    assert runs_of(row)[3].due_at == utc("2028-04-30 05:30")
    assert missed() == [("missed", 2)]
    assert available(brian) == 20
    row = again(row)
    assert (row.next_run_at, row.skips_in_a_row, row.state) == (utc("2028-05-31 05:30"), 0, "ACTIVE")


def test_what_is_a_day_old_at_most_is_paid_all_the_same(amina: User, brian: User) -> None:
    """Once a day, an outage of a day and a half: yesterday's and today's are not both paid, today's is."""
    row = arrange(amina, brian, start="2028-01-31", frequency="DAILY")
    assert pay("2028-02-01 05:29") == 1
    assert states_of(row) == [(1, "PAID")]
    assert pay("2028-02-03 17:30") == 1
    assert states_of(row) == [(1, "PAID"), (2, "SKIPPED"), (3, "SKIPPED"), (4, "PAID")]


def test_on_a_day_of_23_hours_two_may_be_fresh_and_both_are_paid(amina: User, brian: User) -> None:
    row = arrange(amina, brian, start="2028-03-11", frequency="DAILY", at="09:00", time_zone="America/New_York")
    assert [pay("2028-03-12 13:30"), pay("2028-03-12 13:30")] == [2, 0]
    assert states_of(row) == [(1, "PAID"), (2, "PAID")]


def test_the_only_one_is_paid_however_late(amina: User, brian: User) -> None:
    row = arrange(amina, brian, start="2028-01-31", frequency="ONCE")
    assert pay("2028-06-01 00:00") == 1
    assert (states_of(row), missed(), available(brian)) == ([(1, "PAID")], [], 10)


def test_after_the_end_the_last_one_is_the_latest(amina: User, brian: User) -> None:
    row = arrange(amina, brian, start="2028-01-31", count=3)
    assert pay("2029-01-01 00:00") == 1
    assert states_of(row) == [(1, "SKIPPED"), (2, "SKIPPED"), (3, "PAID")]
    assert again(row).state == "FINISHED"


def test_a_clock_set_back_pays_nothing_again(amina: User, brian: User) -> None:
    row = arrange(amina, brian, start="2028-01-31")
    pay("2028-03-31 12:00")
    before = available(amina)
    for moment in ("2028-01-31 05:30", "2028-02-29 05:30", "2028-03-31 05:30", "2028-03-31 12:00"):
        assert pay(moment) == 0
    assert available(amina) == before
    assert states_of(row) == [(1, "SKIPPED"), (2, "SKIPPED"), (3, "PAID")]
    assert pay("2028-04-30 05:30") == 1


def test_a_clock_that_goes_to_and_fro_pays_each_due_date_once(amina: User, brian: User) -> None:
    row = arrange(amina, brian, start="2028-01-01", frequency="WEEKLY")
    moment = utc("2028-01-01 05:30")
    for days in (0, 7, 3, 14, -30, 21, 21, 90, 1, 91, 60, 98):
        services.pay_due(now=moment + timedelta(days=days))
    states = states_of(row)
    paid = [number for number, state in states if state == "PAID"]
    assert len(paid) == len(set(paid)) == Transaction.objects.count() == again(row).runs_made
    assert available(brian) == 10 * len(paid)
    assert [number for number, _ in states] == list(range(1, 16))
    assert list(verification.verify()) == []


def test_after_many_years_the_list_is_short_and_the_message_counts_all(amina: User, brian: User) -> None:
    row = arrange(amina, brian, start="2028-01-01", frequency="DAILY")
    assert pay("2031-01-01 06:00") == 1
    runs = runs_of(row)
    assert (len(runs), runs[0].occurrence, runs[-1].occurrence, runs[-1].state) == (101, 997, 1097, "PAID")
    assert missed() == [("missed", 1096)]


def test_a_sweep_takes_no_more_than_it_is_asked_to(amina: User, brian: User) -> None:
    for _ in range(3):
        arrange(amina, brian, start="2028-01-31")
    assert [services.pay_due(now=utc(DUE), limit=2) for _ in range(3)] == [2, 1, 0]


def test_it_does_not_run_inside_somebody_elses_transaction(amina: User, brian: User) -> None:
    arrange(amina, brian, start="2028-01-31")
    with nothing_moves(), pytest.raises(RuntimeError), transaction.atomic():
        pay(DUE)
    assert not connection.in_atomic_block
