"""The proofs of the outside rails (`make torture ARGS="rails outage"`), with the numbers of a suite."""

import pytest

from bench.torture._row import Row
from bench.torture.outage import outage
from bench.torture.rails import rails

pytestmark = pytest.mark.django_db(transaction=True)


def held(row: Row) -> None:
    assert row.violations == [], row.facts


def test_a_thousand_payments_through_providers_that_misbehave() -> None:
    held(rails(operations=1_000, kills=4))


def test_a_provider_is_away_and_comes_back() -> None:
    held(outage(seconds=4))
