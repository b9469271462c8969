"""Each due date is bought at most once: by thirty-two sweeps, killed at any step, told of by whoever comes first."""

import os
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections, transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.billers import services
from apps.billers.models import AutoRecharge
from apps.billers.services import _auto_buy
from apps.billers.tests.bills import decide
from apps.billers.tests.recharges import again, arrange, ask_auto, buy, make_operators, payment_of, runs_of, utc
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import in_background, run_together, wait_until_blocked
from apps.gateways.base import Outcome
from apps.gateways.models import Operation
from apps.ledger import verification
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)
DUE = "2028-01-31 05:00"


@pytest.fixture
def amina() -> Iterator[User]:
    make_operators()
    yield join("amina", 100)
    assert list(verification.verify()) == []


class Killed(BaseException):
    """What no `except Exception` catches, like the end of a process."""


def die_at(monkeypatch: pytest.MonkeyPatch, step: str, die: Callable[[], None]) -> None:
    """Dies when this function of _auto_buy has done its work."""
    real = getattr(_auto_buy, step)

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        real(*args, **kwargs)
        die()

    monkeypatch.setattr(_auto_buy, step, wrapped)


def raise_killed() -> None:
    raise Killed


def test_of_thirty_two_sweeps_one_buys(amina: User) -> None:
    row = arrange(amina, start="2028-01-31")
    turns = run_together(32, lambda _: buy(DUE))
    assert sum(turns) == 1
    assert runs_of(row) == [("2028-01-31", "UNDER_WAY", "")]
    assert (Transaction.objects.count(), Operation.objects.count(), available(amina)) == (1, 1, 98)


@pytest.mark.parametrize("step", ["_go_on", "_pay", "_take_turn"])
def test_killed_at_any_step_it_leaves_nothing_and_is_bought_once_afterwards(
    amina: User, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    row = arrange(amina, start="2028-01-31")
    before = AutoRecharge.objects.filter(pk=row.pk).values().get()
    events = OutboxEvent.objects.count()
    with monkeypatch.context() as patched:
        die_at(patched, step, raise_killed)
        with nothing_moves(), pytest.raises(Killed):
            buy(DUE)
    assert AutoRecharge.objects.filter(pk=row.pk).values().get() == before
    assert (runs_of(row), Transaction.objects.count(), OutboxEvent.objects.count()) == ([], 0, events)
    assert [buy(DUE), buy(DUE)] == [1, 0]
    assert (Operation.objects.count(), available(amina)) == (1, 98)


def test_a_real_process_is_killed_between_payment_and_commit(amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """SIGKILL, with the payment's statement done and nothing committed."""
    row = arrange(amina, start="2028-01-31")
    die_at(monkeypatch, "_pay", lambda: os.kill(os.getpid(), signal.SIGKILL))
    # Or the child would talk on the parent's connection.
    connections.close_all()
    child = os.fork()
    if child == 0:
        buy(DUE)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    monkeypatch.undo()
    with transaction.atomic():
        # The server notices the death at once, yet not in this very moment: whoever was killed held this lock.
        AutoRecharge.objects.select_for_update().get(pk=row.pk)
    assert (available(amina), runs_of(row)) == (100, [])
    assert [buy(DUE), buy(DUE)] == [1, 0]
    assert (Operation.objects.count(), available(amina)) == (1, 98)


def test_an_accident_with_one_keeps_no_other_waiting(amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, whole = arrange(amina, start="2028-01-30"), arrange(amina, start="2028-01-31")
    real = _auto_buy._pay

    def pay(row: AutoRecharge, *args: Any) -> Any:
        if row.pk == broken.pk:
            raise ValueError("by accident")
        return real(row, *args)

    monkeypatch.setattr(_auto_buy, "_pay", pay)
    assert buy(DUE) == 1
    assert (runs_of(broken), len(runs_of(whole))) == ([], 1)


def test_the_key_is_the_due_dates_and_no_clients(amina: User) -> None:
    """Should everything else fail: the payment's key is its due date's, and its blank is in no client's key."""
    row = arrange(amina, start="2028-01-31")
    buy(DUE)
    key = Transaction.objects.get().idempotency_key
    with nothing_moves():
        assert _auto_buy._pay(again(row), "+254712345678", row.start_date, utc(DUE)).replayed
    answer = ask_auto(client_of(amina), key=key)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_invalid")


def test_whoever_deletes_it_while_it_is_bought_waits_and_then_nothing_more_is_bought(
    amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = arrange(amina, start="2028-01-31")
    deleting = []
    real = _auto_buy._buy

    def delete_meanwhile(*args: Any) -> Any:
        deleting.append(
            in_background(lambda: services.end_auto_recharge(person_id=amina.id, auto_recharge_id=row.id, now=utc(DUE)))
        )
        in_background(wait_until_blocked).result(60)
        return real(*args)

    with monkeypatch.context() as patched:
        patched.setattr(_auto_buy, "_buy", delete_meanwhile)
        assert buy(DUE) == 1
    deleting[0].result(60)
    assert (again(row).state, len(runs_of(row))) == ("ENDED", 1)
    assert buy("2028-02-01 05:00") == 0


def test_the_news_is_taken_in_once_by_whoever_comes_first(amina: User) -> None:
    row = arrange(amina, start="2028-01-31")
    buy(DUE)
    payment = payment_of(row, "2028-01-31")
    decide(payment, Outcome.FAILED, gateway="recharge", at=utc("2028-01-31 05:01"))
    told: list[Callable[[], object]] = [
        lambda: services.follow_auto_recharge(transaction_id=payment.id, now=utc("2028-01-31 05:02"))
    ] * 6
    told += [lambda: buy("2028-02-01 05:00")] * 2
    assert [one for one in run_together(8, lambda index: told[index]()) if isinstance(one, Exception)] == []
    assert runs_of(row)[0] == ("2028-01-31", "FAILED", "provider_declined")
    # A sweep passes over what somebody else is dealing with; the next one comes.
    buy("2028-02-01 05:00")
    assert (again(row).failures_in_a_row, Transaction.objects.count()) == (1, 2)
