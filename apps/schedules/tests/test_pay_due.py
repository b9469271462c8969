"""What is due is paid once; what cannot be paid is tried again, skipped, told, and in the end paused."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from apps.accounts.models import User
from apps.accounts.services import close_person, lock_person
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.ledger import verification
from apps.notifications.models import Notification
from apps.risk.tests.questions import rule
from apps.schedules import tasks
from apps.schedules.models import RunState
from apps.schedules.tests.plans import again, arrange, deliver_all, pay, runs_of, states_of, utc
from apps.transactions.models import Transaction
from apps.transactions.services import release_held, return_held, set_tier_limit
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, join, pay_in, wallet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def brian() -> User:
    return join("brian")


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


def skips() -> list[tuple[str, int]]:
    events = OutboxEvent.objects.filter(topic="schedules.skipped").order_by("id")
    return [(event.payload["failure_code"], event.payload["skipped"]) for event in events]


def test_nothing_is_paid_before_it_is_due(amina: User, brian: User) -> None:
    row = arrange(amina, brian, start="2028-01-31")
    with nothing_moves():
        assert pay("2028-01-31 05:29") == 0
    assert states_of(row) == []


@pytest.mark.django_db(transaction=True)
def test_what_is_due_is_paid_once_and_the_next_date_follows(amina: User, brian: User) -> None:
    row = arrange(amina, brian, start="2028-01-31", note="rent")
    assert [pay("2028-01-31 05:30"), pay("2028-01-31 05:30"), pay("2028-02-01 00:00")] == [1, 0, 0]
    assert (available(amina), available(brian)) == (90, 10)
    payment = Transaction.objects.get()
    assert (payment.state, payment.note, payment.kind, payment.session_id) == ("COMPLETED", "rent", "P2P", None)
    assert payment.created_at == utc("2028-01-31 05:30")
    run = runs_of(row)[0]
    assert (run.state, run.attempts, run.transaction_id, run.failure_code) == ("PAID", 1, payment.id, "")
    row = again(row)
    assert (row.state, row.runs_made, row.next_occurrence) == ("ACTIVE", 1, 2)
    assert row.next_run_at == row.due_at == utc("2028-02-29 05:30")
    assert list(verification.verify()) == []


def test_once_is_paid_and_over(amina: User, brian: User) -> None:
    row = arrange(amina, brian, start="2028-01-31", frequency="ONCE")
    assert pay("2028-01-31 06:00") == 1
    row = again(row)
    assert (row.state, row.next_run_at, row.due_at, row.ended_at) == ("FINISHED", None, None, utc("2028-01-31 06:00"))
    assert pay("2029-01-31 06:00") == 0
    assert available(amina) == 90


def test_it_ends_with_its_count(amina: User, brian: User) -> None:
    row = arrange(amina, brian, start="2028-01-31", count=2)
    assert [pay("2028-01-31 06:00"), pay("2028-02-29 06:00"), pay("2028-03-31 06:00")] == [1, 1, 0]
    assert (again(row).state, again(row).runs_made, available(amina)) == ("FINISHED", 2, 80)


def test_it_ends_with_its_last_date(amina: User, brian: User) -> None:
    row = arrange(amina, brian, start="2028-01-31", frequency="WEEKLY", interval=2, end_date=date(2028, 2, 27))
    assert [pay("2028-01-31 06:00"), pay("2028-02-14 06:00"), pay("2028-02-28 06:00")] == [1, 1, 0]
    assert again(row).state == "FINISHED"


def test_the_payment_is_to_whom_it_was_arranged_for_whoever_has_the_number_now(amina: User, brian: User) -> None:
    arrange(amina, brian, start="2028-01-31")
    User.objects.filter(pk=brian.pk).update(msisdn="+254712000099")
    chidi = join("chidi")
    User.objects.filter(pk=chidi.pk).update(msisdn="+254712000002")
    pay("2028-01-31 06:00")
    assert (available(brian), available(chidi)) == (10, 0)


def test_the_sweep_goes_on_until_nothing_is_due(
    amina: User, brian: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "BATCH", 2)
    an_hour_ago = clock.now() - timedelta(hours=1)
    when: dict[str, Any] = {
        "start": an_hour_ago.date().isoformat(),
        "at": an_hour_ago.strftime("%H:%M"),
        "time_zone": "UTC",
    }
    rows = [arrange(amina, brian, frequency="ONCE", **when) for _ in range(5)]
    tasks.pay_due()
    assert [again(row).state for row in rows] == ["FINISHED"] * 5
    assert available(brian) == 50
    assert {"task": "schedules.pay_due", "schedule": 60.0} in settings.CELERY_BEAT_SCHEDULE.values()


# --- Without enough money -------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_without_enough_money_it_is_tried_again_until_there_is(amina: User, brian: User) -> None:
    row = arrange(amina, brian, "150.00", start="2028-01-31")
    with nothing_moves():
        assert pay("2028-01-31 05:30") == 1
        run = runs_of(row)[0]
        assert (run.state, run.failure_code, run.attempts) == ("RETRYING", "insufficient_funds", 1)
        assert run.next_attempt_at == again(row).due_at == utc("2028-01-31 06:30")
        assert pay("2028-01-31 06:29") == 0
        assert pay("2028-01-31 06:30") == 1
        assert runs_of(row)[0].next_attempt_at == utc("2028-01-31 11:30")
    pay_in(wallet_of(amina), 60)
    assert [pay("2028-01-31 11:29"), pay("2028-01-31 11:30"), pay("2028-02-01 05:30")] == [0, 1, 0]
    assert (available(amina), available(brian)) == (10, 150)
    run = runs_of(row)[0]
    assert (run.state, run.attempts, run.failure_code, run.next_attempt_at) == ("PAID", 3, "", None)
    assert again(row).due_at == utc("2028-02-29 05:30") and again(row).skips_in_a_row == 0
    tried = Transaction.objects.order_by("id").values_list("state", flat=True)
    assert list(tried) == ["DECLINED", "DECLINED", "COMPLETED"]
    assert skips() == []
    assert list(verification.verify()) == []


def test_after_the_last_try_it_is_skipped_and_told(amina: User, brian: User) -> None:
    row = arrange(amina, brian, "150.00", start="2028-01-31")
    with nothing_moves():
        for moment in ("2028-01-31 05:30", "2028-01-31 06:30", "2028-01-31 11:30", "2028-02-01 05:30"):
            assert pay(moment) == 1
        assert pay("2028-02-02 05:30") == 0
    run = runs_of(row)[0]
    assert (run.state, run.attempts, run.failure_code) == ("SKIPPED", 4, "insufficient_funds")
    assert skips() == [("insufficient_funds", 1)]
    row = again(row)
    assert (row.state, row.skips_in_a_row, row.due_at) == ("ACTIVE", 1, utc("2028-02-29 05:30"))


def test_it_is_not_tried_past_the_next_due_date(amina: User, brian: User) -> None:
    row = arrange(amina, brian, "150.00", start="2028-01-30", frequency="DAILY")
    pay("2028-01-30 05:30"), pay("2028-01-30 06:30"), pay("2028-01-30 11:30")
    assert states_of(row) == [(1, "SKIPPED")], "after 24 hours the next one is due"
    pay_in(wallet_of(amina), 100)
    assert pay("2028-01-31 05:30") == 1
    assert states_of(row) == [(1, "SKIPPED"), (2, "PAID")]
    assert available(brian) == 150


def test_a_try_that_nobody_made_in_time_gives_way_to_the_next_due_date(amina: User, brian: User) -> None:
    row = arrange(amina, brian, "150.00", start="2028-01-30", frequency="DAILY")
    pay("2028-01-30 05:30")
    pay_in(wallet_of(amina), 300)
    assert pay("2028-01-31 05:31") == 1
    assert states_of(row) == [(1, "SKIPPED"), (2, "PAID")]
    assert skips() == [("insufficient_funds", 1)]


def test_a_once_that_is_skipped_is_over(amina: User, brian: User) -> None:
    row = arrange(amina, brian, "150.00", start="2028-01-31", frequency="ONCE")
    pay("2028-01-31 05:30")
    assert (again(row).state, again(row).next_run_at, again(row).due_at) == ("ACTIVE", None, utc("2028-01-31 06:30"))
    for moment in ("2028-01-31 06:30", "2028-01-31 11:30", "2028-02-01 05:30"):
        assert pay(moment) == 1
    assert (again(row).state, states_of(row)) == ("FINISHED", [(1, "SKIPPED")])


# --- What else is in the way ----------------------------------------------------------------------------------------


def test_three_skips_in_a_row_pause_it(amina: User, brian: User) -> None:
    close_person(person_id=brian.id, reason="test", now=clock.now())
    row = arrange(amina, brian, start="2028-01-31")
    with nothing_moves():
        assert [pay("2028-01-31 05:30"), pay("2028-02-29 05:30")] == [1, 1]
        assert again(row).state == "ACTIVE"
        assert pay("2028-03-31 05:30") == 1
    row = again(row)
    assert (row.state, row.paused_because, row.due_at, row.next_run_at) == ("PAUSED", "SKIPS", None, None)
    assert states_of(row) == [(1, "SKIPPED"), (2, "SKIPPED"), (3, "SKIPPED")]
    assert skips() == [("payee_not_active", 1)] * 3
    assert OutboxEvent.objects.filter(topic="schedules.paused").count() == 1
    assert pay("2028-04-30 05:30") == 0


def test_a_payment_in_between_begins_the_count_of_skips_anew(amina: User, brian: User) -> None:
    row = arrange(amina, brian, "60.00", start="2028-01-01", frequency="WEEKLY")
    set_tier_limit(tier="TIER_0", currency="USD", single=Decimal(50))
    pay("2028-01-01 06:00"), pay("2028-01-08 06:00")
    set_tier_limit(tier="TIER_0", currency="USD", single=None)
    pay("2028-01-15 06:00")
    set_tier_limit(tier="TIER_0", currency="USD", single=Decimal(50))
    pay("2028-01-22 06:00"), pay("2028-01-29 06:00")
    states = ["SKIPPED", "SKIPPED", "PAID", "SKIPPED", "SKIPPED"]
    assert states_of(row) == list(enumerate(states, 1))
    assert again(row).state == "ACTIVE"
    assert runs_of(row)[0].failure_code == "tier_limit_exceeded"


def test_whoever_is_locked_pays_nothing(amina: User, brian: User) -> None:
    row = arrange(amina, brian, start="2028-01-31")
    lock_person(person_id=amina.id, reason="test", now=clock.now())
    with nothing_moves():
        pay("2028-01-31 05:30")
    run = runs_of(row)[0]
    assert (run.state, run.failure_code) == ("SKIPPED", "payer_not_active")


def test_money_reaches_a_locked_payee(amina: User, brian: User) -> None:
    arrange(amina, brian, start="2028-01-31")
    lock_person(person_id=brian.id, reason="test", now=clock.now())
    pay("2028-01-31 05:30")
    assert available(brian) == 10


def test_a_limit_of_the_day_holds_for_schedules_too(amina: User, brian: User) -> None:
    set_tier_limit(tier="TIER_0", currency="USD", daily=Decimal(15))
    first = arrange(amina, brian, start="2028-01-31")
    second = arrange(amina, brian, start="2028-01-31")
    assert pay("2028-01-31 05:30") == 2
    assert [runs_of(first)[0].state, runs_of(second)[0].failure_code] == ["PAID", "daily_limit_exceeded"]
    assert available(amina) == 90


# --- What the rules make of it --------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("decision", ["released", "returned"])
def test_what_is_held_for_review_counts_as_made(amina: User, brian: User, decision: str) -> None:
    rule("AMOUNT", "5", currency="USD")
    row = arrange(amina, brian, start="2028-01-31")
    assert pay("2028-01-31 05:30") == 1
    run = runs_of(row)[0]
    assert (run.state, run.failure_code, again(row).runs_made) == ("HELD", "", 1)
    assert (available(amina), available(brian)) == (90, 0)
    assert run.transaction_id is not None
    if decision == "released":
        release_held(transaction_id=run.transaction_id, at=utc("2028-02-01 09:00"))
    else:
        return_held(transaction_id=run.transaction_id, code="returned_by_review", at=utc("2028-02-01 09:00"))
    assert pay("2028-02-01 12:00") == 0, "it is not paid another time"
    assert (available(amina), available(brian)) == ((90, 10) if decision == "released" else (100, 0))
    assert again(row).due_at == utc("2028-02-29 05:30")
    assert list(verification.verify()) == []


def test_what_the_rules_refuse_is_skipped(amina: User, brian: User) -> None:
    rule("AMOUNT", "5", "BLOCK", currency="USD")
    row = arrange(amina, brian, start="2028-01-31")
    with nothing_moves():
        assert pay("2028-01-31 05:30") == 1
    assert [(run.state, run.failure_code) for run in runs_of(row)] == [("SKIPPED", "refused_by_rules")]


# --- What people hear -----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_person_hears_of_payments_skips_and_the_pause(amina: User, brian: User) -> None:
    row = arrange(amina, brian, "40.00", start="2028-01-31")
    for moment in ("2028-01-31 05:30", "2028-02-29 05:30"):
        pay(moment)
    close_person(person_id=brian.id, reason="test", now=clock.now())
    for moment in ("2028-03-31 05:30", "2028-04-30 05:30", "2028-05-31 05:30"):
        pay(moment)
    deliver_all()
    mine = Notification.objects.filter(person_id=amina.id).order_by("id")
    topics = list(mine.values_list("topic", flat=True))
    assert topics.count("payment_sent") == 2
    assert topics.count("schedule_skipped") == 3
    assert topics.count("schedule_paused") == 1
    skipped = mine.filter(topic="schedule_skipped").first()
    assert skipped is not None
    assert skipped.title == "A scheduled payment of 40.00 USD was not made"
    assert "due on 2028-03-31" in skipped.body and "The payee cannot receive money now." in skipped.body
    assert (skipped.subject_kind, skipped.subject_id) == ("schedule", row.id)
    deliver_all()
    assert mine.count() == len(topics), "told once"


def test_one_that_fails_by_accident_keeps_nobody_waiting(
    amina: User, brian: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = arrange(amina, brian, start="2028-01-30", time_zone="Africa/Nairobi")
    fine = arrange(amina, brian, start="2028-01-31")
    from apps.schedules.services import _pay_due

    rule_of = _pay_due.rule_of

    def refuse(row: object) -> object:
        if getattr(row, "id", None) == broken.id:
            raise KeyError("no such zone any more")
        return rule_of(row)  # type: ignore[arg-type]

    monkeypatch.setattr(_pay_due, "rule_of", refuse)
    assert pay("2028-01-31 06:00") == 1
    assert (states_of(broken), states_of(fine)) == ([], [(1, RunState.PAID)])
    monkeypatch.undo()
    assert pay("2028-01-31 06:01") == 1
    assert [(run.state, run.failure_code) for run in runs_of(broken)] == [(RunState.PAID, "")]
