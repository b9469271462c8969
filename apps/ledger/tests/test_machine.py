"""Stories nobody thought of, told by Hypothesis."""

import pytest

from apps.ledger.tests.books import assert_agrees
from apps.ledger.tests.machine import run_machine


@pytest.mark.django_db(transaction=True)
def test_the_ledger_does_the_same_sums_as_a_dictionary() -> None:
    run_machine(examples=15, steps=25)
    assert_agrees()
