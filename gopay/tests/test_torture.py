"""The proofs of `make torture`, with the numbers of a suite. The same code, shorter."""

import pytest

from bench.torture._row import Row
from bench.torture.crash import careless_crash, crash
from bench.torture.crossing import crossing
from bench.torture.keys import keys
from bench.torture.messages import messages

pytestmark = pytest.mark.django_db(transaction=True)


def held(row: Row) -> None:
    if row.skipped:
        pytest.skip(row.skipped)
    assert row.violations == [], row.facts


def test_sixteen_clients_over_twenty_accounts() -> None:
    held(crossing(transfers=1_500))


def test_thirty_two_requests_at_once_with_one_key() -> None:
    held(keys(count=100))


def test_postgresql_is_killed_under_load() -> None:
    held(crash(kills=3))


def test_the_harness_notices_what_is_lost_without_synchronous_commit() -> None:
    held(careless_crash())


@pytest.mark.xdist_group("waiting")
def test_processes_are_killed_and_the_broker_is_away() -> None:
    held(messages(outage_seconds=10, kills=1))
