"""Parallel payments never spend more than there is: SECURITY 19."""

from decimal import Decimal

import pytest

from apps.accounts.tests.factories import client_with, tokens_of
from apps.core import clock
from apps.core.tests.parallel import run_together
from apps.ledger import verification
from apps.transactions.models import Transaction
from apps.transactions.services import set_fee
from apps.transactions.tests.payments import body_of, fields, send, transfer
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)


def test_fifty_at_once_that_would_overdraw_stay_within_the_balance() -> None:
    amina, brian = join("amina", 100), join("brian")
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.50"), active_from=clock.now())
    access = tokens_of(amina).access
    answers = run_together(50, lambda _: transfer(client_with(access), fields("brian", "7.00")))
    paid = [answer for answer in answers if answer.status_code == 201]
    declined = [answer for answer in answers if answer.status_code == 422]
    assert (len(paid), len(declined)) == (13, 37), "13 times 7.50 is 97.50"
    assert {body_of(answer)["code"] for answer in declined} == {"insufficient_funds"}
    assert (available(amina), available(brian)) == (Decimal("2.50"), Decimal(91))
    assert Transaction.objects.filter(state="COMPLETED").count() == 13
    assert Transaction.objects.filter(state="DECLINED").count() == 37
    assert list(verification.verify()) == []


def test_money_that_goes_round_is_neither_lost_nor_made() -> None:
    """Everybody pays the next one in the circle, both ways, at once."""
    names = ["amina", "brian", "chidi", "dalia", "esther", "farid"]
    people = [join(name, 20) for name in names]

    def pay(index: int) -> None:
        payer = index % 6
        for step in (1, 5, 2, 4):
            send(people[payer], str(people[(payer + step) % 6].id), 3)

    assert run_together(12, pay) == [None] * 12
    assert sum(available(person) for person in people) == 120
    assert all(available(person) >= 0 for person in people)
    assert list(verification.verify()) == []
