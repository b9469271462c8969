"""However many look at once, and whenever a process dies: one automatic deposit at a time, under one key."""

import os
import signal
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from celery import current_app
from django.db import DatabaseError, connection, connections, transaction

from apps.accounts.models import User
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.core.tests.queue import relay, run_task
from apps.funding import services
from apps.funding.models import AutoTopUp
from apps.funding.services import _top_up
from apps.funding.tests.sources import again, deliver_all, give_source, give_top_up
from apps.gateways.base import Outcome
from apps.gateways.models import Operation
from apps.ledger import verification
from apps.transactions.models import Transaction
from apps.transactions.tests.outside import say, submit
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    join("brian")
    return join("amina", 100)


def deposits() -> list[Transaction]:
    return list(Transaction.objects.filter(kind="DEPOSIT").order_by("id"))


class Killed(BaseException):
    """What no `except Exception` catches, like the end of a process."""


def raise_killed() -> None:
    raise Killed


# The steps of a turn, by the function of _top_up whose beginning or end is the moment of death.
STEPS = ["_claim", "_may_start", "_start", "_take_turn"]


def die_at(monkeypatch: pytest.MonkeyPatch, step: str, when: str, die: Callable[[], None]) -> None:
    real = getattr(_top_up, step)

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if when == "before":
            die()
        result = real(*args, **kwargs)
        die()
        return result

    monkeypatch.setattr(_top_up, step, wrapped)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_it_leaves_nothing_and_fetches_once_afterwards(
    amina: User, monkeypatch: pytest.MonkeyPatch, step: str, when: str
) -> None:
    row = give_top_up(amina, threshold=Decimal(200))
    before = AutoTopUp.objects.filter(pk=row.pk).values().get()
    with monkeypatch.context() as patched:
        die_at(patched, step, when, raise_killed)
        with pytest.raises(Killed):
            services.top_up_due(now=clock.now())
    assert AutoTopUp.objects.filter(pk=row.pk).values().get() == before
    assert (deposits(), Operation.objects.count()) == ([], 0)
    assert not OutboxEvent.objects.filter(topic__in=["transactions.pending", "gateways.operation_ready"]).exists()
    assert [services.top_up_due(now=clock.now()) for _ in range(2)] == [1, 0]
    assert (len(deposits()), again(row).runs, again(row).transaction_id) == (1, 1, deposits()[0].id)
    assert list(verification.verify()) == []


def test_a_real_process_is_killed_between_the_deposit_and_the_commit(
    amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SIGKILL, with the deposit's statement done and nothing committed."""
    row = give_top_up(amina, threshold=Decimal(200))
    die_at(monkeypatch, "_start", "after", lambda: os.kill(os.getpid(), signal.SIGKILL))
    # Or the child would talk on the parent's connection.
    connections.close_all()
    child = os.fork()
    if child == 0:
        services.top_up_due(now=clock.now())
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    monkeypatch.undo()
    # The server notices the death at once, yet not in this very moment: whoever was killed held the row's lock.
    with transaction.atomic():
        AutoTopUp.objects.select_for_update().get(pk=row.pk)
    assert (deposits(), again(row).runs) == ([], 0)
    assert [services.top_up_due(now=clock.now()) for _ in range(2)] == [1, 0]
    assert (len(deposits()), again(row).runs) == (1, 1)


def test_thirty_two_consumers_at_once_start_one_deposit(amina: User) -> None:
    """Thirty-two payments, each of which leaves little: their events are followed at the same moment."""
    row = give_top_up(amina, threshold=Decimal(90))
    paid = [send(amina, "brian", 1).transaction for _ in range(32)]
    OutboxEvent.objects.exclude(topic="transactions.completed").delete()
    current_app.loader.import_default_modules()
    messages = [(name, event) for name, event in relay() if name == "funding.follow_completed"]
    assert len(messages) == len(paid)
    results = run_together(32, lambda index: run_task(*messages[index]))
    assert results == [None] * 32
    assert (len(deposits()), again(row).runs, again(row).month_total) == (1, 1, 50)
    assert Operation.objects.count() == 1
    for message in messages:
        run_task(*message)
    assert (len(deposits()), again(row).runs) == (1, 1)
    assert list(verification.verify()) == []


def test_sweeps_at_once_start_one_deposit_each(amina: User) -> None:
    esther = join("esther", 10)
    rows = [give_top_up(amina, threshold=Decimal(200)), give_top_up(esther)]
    assert sum(run_together(8, lambda _: services.top_up_due(now=clock.now()))) == 2
    assert ([again(row).runs for row in rows], len(deposits())) == ([1, 1], 2)


def test_sweeps_and_consumers_at_once_after_it_arrived_start_the_next_one_once(amina: User) -> None:
    row = give_top_up(amina, threshold=Decimal(200))
    services.top_up_due(now=clock.now())
    (first,) = deposits()
    submit(first)
    say(first, Outcome.SUCCEEDED)
    AutoTopUp.objects.update(due_at=clock.now())

    def look(index: int) -> None:
        if index % 2:
            services.top_up_due(now=clock.now())
        else:
            services.follow_payment(transaction_id=first.id, now=clock.now())

    assert run_together(8, look) == [None] * 8
    assert ([each.state for each in deposits()], again(row).runs) == (["COMPLETED", "PENDING"], 2)
    assert available(amina) == 150


def test_whoever_removes_the_source_while_it_fetches_waits_and_then_nothing_more_is_fetched(amina: User) -> None:
    source = give_source(amina)
    row = give_top_up(amina, source, threshold=Decimal(200))

    def take_turn() -> None:
        _top_up._take_turn(AutoTopUp.objects.select_for_update(no_key=True).get(pk=row.pk), clock.now())

    with other_transaction() as there:
        there(take_turn)
        removing = in_background(
            lambda: services.remove_source(person_id=amina.id, source_id=source.id, now=clock.now())
        )
        wait_until_blocked()
    removing.result(60)
    assert (len(deposits()), again(row).state, again(source).state) == (1, "PAUSED", "REMOVED")
    submit(deposits()[0])
    say(deposits()[0], Outcome.SUCCEEDED)
    deliver_all()
    AutoTopUp.objects.filter(due_at__isnull=False).update(due_at=clock.now())
    services.top_up_due(now=clock.now())
    assert (len(deposits()), again(row).transaction_id, again(row).due_at) == (1, None, None)


def test_one_that_somebody_else_is_dealing_with_is_passed_over(amina: User) -> None:
    taken, free = give_top_up(amina, threshold=Decimal(200)), give_top_up(join("esther", 10))
    with other_transaction() as there:
        there(lambda: AutoTopUp.objects.select_for_update(no_key=True).get(pk=taken.pk))
        assert services.top_up_due(now=clock.now()) == 1
        assert (again(taken).runs, again(free).runs) == (0, 1)
    assert services.top_up_due(now=clock.now()) == 1


def test_a_turn_that_fails_keeps_nobody_else_waiting(amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, good = give_top_up(amina, threshold=Decimal(200)), give_top_up(join("esther", 10))
    real = _top_up._start

    def start(row: AutoTopUp, now: Any) -> None:
        real(row, now)
        if row.pk == broken.pk:
            raise RuntimeError("by accident")

    monkeypatch.setattr(_top_up, "_start", start)
    assert services.top_up_due(now=clock.now()) == 1
    assert (again(broken).runs, again(good).runs, len(deposits())) == (0, 1, 1)


@pytest.mark.parametrize(
    "statement",
    [
        # A second one while one is under way.
        "UPDATE funding_autotopup SET runs = runs + 1",
        "UPDATE funding_autotopup SET runs = runs + 1, transaction_id = gen_random_uuid()",
        "UPDATE funding_autotopup SET transaction_id = gen_random_uuid()",
        "UPDATE funding_autotopup SET runs = 0",
        "UPDATE funding_autotopup SET person_id = (SELECT id FROM accounts_user WHERE full_name LIKE 'Brian%')",
        "UPDATE funding_autotopup SET currency = 'EUR'",
        "UPDATE funding_autotopup SET monthly_cap = 1",
        "UPDATE funding_autotopup SET state = 'PAUSED'",
        "UPDATE funding_autotopup SET due_at = NULL",
        "DELETE FROM funding_autotopup",
        "TRUNCATE funding_autotopup",
    ],
)
def test_the_database_refuses_a_second_one_too(amina: User, statement: str) -> None:
    give_top_up(amina, threshold=Decimal(200))
    services.top_up_due(now=clock.now())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_more_than_the_cap(amina: User) -> None:
    row = give_top_up(amina, monthly_cap=Decimal(60))
    with pytest.raises(DatabaseError), transaction.atomic():
        AutoTopUp.objects.filter(pk=row.pk).update(runs=1, month_total=Decimal(100))
    AutoTopUp.objects.filter(pk=row.pk).update(runs=1, month_total=Decimal(60))
