"""A process that dies half way: nothing has happened, and whoever asks again gets what they asked for."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.utils import Error

from apps.accounts.tests.factories import PIN, client_of
from apps.core import clock
from apps.core.tests.parallel import in_background
from apps.disputes import services
from apps.disputes.models import Dispute
from apps.disputes.services import _answer, _decide, _money, _open, _overdue, _withdraw
from apps.disputes.tests.cases import (
    Case,
    acceptance,
    again,
    case,
    for_payee,
    for_payer,
    held,
    judge,
    kept_back,
    opened,
    post,
    waiting,
)  # fmt: skip
from apps.ledger import verification
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import MONEY_TABLES
from apps.wallets.tests.factories import available, pay_in, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)
TABLES = (
    *MONEY_TABLES, "disputes_dispute", "transactions_paidback", "transactions_transaction", "core_outboxevent",
    "accounts_activity",
)  # fmt: skip


def everything() -> dict[str, list[str]]:
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
            found[table] = [row[0] for row in cursor.fetchall()]
    return found


def dies_after(monkeypatch: pytest.MonkeyPatch, place: Any, name: str) -> None:
    """The process loses its database right after this step, as if it had been killed there."""
    step = getattr(place, name)

    def last_step(*args: Any, **more: Any) -> Any:
        result = step(*args, **more)
        assert connection.connection is not None
        connection.connection.close()
        return result

    monkeypatch.setattr(place, name, last_step)


def killed(monkeypatch: pytest.MonkeyPatch, place: Any, name: str, deed: Callable[[], Any]) -> None:
    """Does it in a process that dies after that step, and sees that nothing has happened."""
    before = everything()
    with monkeypatch.context() as patch:
        dies_after(patch, place, name)
        with pytest.raises(Error):
            in_background(deed).result(60)
    assert everything() == before


@pytest.mark.parametrize("step", [(_open, "lock_payment"), (_open, "reserve_pay_back"), (_open, "put_aside")])
def test_an_opening_that_dies_leaves_nothing(monkeypatch: pytest.MonkeyPatch, step: tuple[Any, str]) -> None:
    found = case()
    killed(monkeypatch, *step, lambda: opened(found, key="k"))
    assert opened(found, key="k").state == "OPEN"
    assert (held(found.brian), kept_back(found.payment), Dispute.objects.count()) == (40, 40, 1)


def test_an_opening_that_dies_at_its_very_end_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = case()
    killed(monkeypatch, _open, "announce", lambda: opened(found))
    assert (held(found.brian), available(found.brian)) == (0, 40)


_STEPS_FOR_PAYER = [
    (_decide, "lock_both"),
    (_money.ledger, "lock_balances"),
    (_money.ledger, "release"),
    (_money.ledger, "hold"),
    (_money.payments, "release_pay_back"),
    (_money.payments, "refund_for_dispute"),
    (_decide, "give_back"),
    (_decide, "announce"),
]


@pytest.mark.parametrize("step", _STEPS_FOR_PAYER, ids=lambda step: step[1])
def test_a_decision_for_the_payer_that_dies_leaves_the_money_aside(
    monkeypatch: pytest.MonkeyPatch, step: tuple[Any, str]
) -> None:
    found, olga = case(spent=30), judge()
    dispute = waiting(found)
    pay_in(wallet_of(found.brian), 20)
    killed(monkeypatch, *step, lambda: for_payer(dispute, olga, "35"))
    assert (again(dispute).state, held(found.brian)) == ("ANSWERED", 10)
    for_payer(dispute, olga, "35")
    assert (available(found.amina), available(found.brian), held(found.brian)) == (90, 0, 0)
    assert (kept_back(found.payment), Transaction.objects.filter(kind="REFUND").count()) == (30, 1)
    assert list(verification.verify()) == []


@pytest.mark.parametrize("step", [(_decide, "let_go"), (_decide, "announce")], ids=lambda step: step[1])
def test_a_decision_for_the_payee_that_dies_leaves_the_money_aside(
    monkeypatch: pytest.MonkeyPatch, step: tuple[Any, str]
) -> None:
    found, olga = case(), judge()
    dispute = waiting(found)
    killed(monkeypatch, *step, lambda: for_payee(dispute, olga))
    for_payee(dispute, olga)
    assert (available(found.brian), held(found.brian), kept_back(found.payment)) == (40, 0, 0)


@pytest.mark.parametrize("step", [(_withdraw, "let_go"), (_withdraw, "announce")], ids=lambda step: step[1])
def test_a_withdrawal_that_dies_leaves_the_dispute_open(monkeypatch: pytest.MonkeyPatch, step: tuple[Any, str]) -> None:
    found = case()
    dispute = opened(found)

    def withdraw() -> None:
        services.withdraw(payer_id=found.amina.id, dispute_id=dispute.id, now=clock.now())

    killed(monkeypatch, *step, withdraw)
    withdraw()
    assert (available(found.brian), held(found.brian)) == (40, 0)


@pytest.mark.parametrize("step", [(_answer, "give_back"), (_answer, "announce")], ids=lambda step: step[1])
def test_an_acceptance_that_dies_pays_when_it_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, step: tuple[Any, str]
) -> None:
    found = case()
    dispute = opened(found)
    client = client_of(found.brian)
    path = f"disputes/{dispute.id}/answer"
    before = everything()
    with monkeypatch.context() as patch:
        dies_after(patch, *step)
        client.raise_request_exception = False
        answer = in_background(lambda: post(client, path, acceptance(), key="k")).result(60)
        assert answer.status_code in {500, 503}
    assert everything() == before
    assert post(client, path, acceptance(pin=PIN), key="k").status_code == 200
    assert (available(found.amina), held(found.brian)) == (100, 0)


def test_a_sweep_that_dies_leaves_the_rest_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    found = case()
    dispute = opened(found)
    killed(monkeypatch, _overdue, "announce", lambda: services.move_overdue(now=dispute.answer_by))
    assert services.move_overdue(now=dispute.answer_by) == 1
    assert services.move_overdue(now=dispute.answer_by) == 0


def test_kept_back_and_held_agree_with_the_dispute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever died before, the three say the same."""
    found: Case = case(spent=5)
    for step in ("reserve_pay_back", "put_aside", "announce"):
        killed(monkeypatch, _open, step, lambda: opened(found, "38"))
    dispute = opened(found, "38")
    assert (kept_back(found.payment), held(found.brian)) == (dispute.amount, dispute.held_amount) == (38, 35)
