"""Stories of payments nobody thought of, told by Hypothesis."""

import pytest

from apps.ledger import verification
from apps.ledger.selectors import get_trial_balance
from gopay.tests.life_machine import run_machine


@pytest.mark.django_db(transaction=True)
def test_payments_do_the_same_sums_as_a_model() -> None:
    run_machine(examples=100, steps=50)
    assert list(verification.verify()) == []
    for currency in ("USD", "EUR"):
        assert sum(row.balance for row in get_trial_balance() if row.currency == currency) == 0
