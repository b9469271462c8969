"""UUID version 7 as RFC 9562 has it, in the order they were made."""

import time
from datetime import UTC, datetime, timedelta
from uuid import RFC_4122

import pytest

from apps.core import ids
from apps.core.ids import earliest_id, uuid7
from apps.core.tests.parallel import run_together


@pytest.fixture
def _no_id_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids follow the last one, which a test that travelled may have made a little in the future."""
    monkeypatch.setattr(ids, "_last", 0)


@pytest.mark.usefixtures("_no_id_before")
def test_version_variant_and_time_are_where_the_rfc_puts_them() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid7()
    after = time.time_ns() // 1_000_000
    assert (made.version, made.variant) == (7, RFC_4122)
    assert before <= made.int >> 80 <= after


def test_each_is_greater_than_the_one_before() -> None:
    made = [uuid7() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert [str(one) for one in made] == sorted(str(one) for one in made), "as text and in PostgreSQL too"


@pytest.mark.django_db(transaction=True)
def test_threads_never_make_the_same() -> None:
    lists = run_together(8, lambda _: [uuid7() for _ in range(2_000)])
    assert all(made == sorted(made) for made in lists)
    assert len({one for made in lists for one in made}) == 16_000


def test_nobody_guesses_the_rest() -> None:
    """62 bits are random in each: none of them stands still."""
    made = [uuid7().int & ((1 << 62) - 1) for _ in range(500)]
    ones = [sum(one >> bit & 1 for one in made) for bit in range(62)]
    assert all(150 < count < 350 for count in ones)


@pytest.mark.usefixtures("_no_id_before")
def test_ids_made_from_a_moment_on_are_found_by_its_earliest_id() -> None:
    before = uuid7()
    time.sleep(0.01)
    at = datetime.now(UTC)
    after = uuid7()
    assert before < earliest_id(at) <= after
    assert earliest_id(at) < earliest_id(at + timedelta(milliseconds=1))
    assert earliest_id(at).version == 7
