"""How many people there are, by sketches: near the truth, the same however they were made, nobody counted twice."""

from random import Random
from uuid import UUID

import pytest
from django.db import connection

from apps.core.sketches import EMPTY, digest_sql, estimate, join, mark_of, mark_sql, sketch_of

# Of one sketch in some hundred, the error is above three standard errors of 1.04 / sqrt(4096).
THREE_ERRORS = 0.049


def people(count: int, seed: int = 1) -> list[UUID]:
    random = Random(seed)
    return [UUID(int=random.getrandbits(128)) for _ in range(count)]


def sketch(ids: list[UUID]) -> bytes:
    return sketch_of(map(mark_of, ids))


@pytest.mark.parametrize("count", [1, 2, 10, 100])
def test_a_few_are_counted_all_but_exactly(count: int) -> None:
    assert abs(estimate(sketch(people(count))) - count) <= max(1, count // 50)


@pytest.mark.parametrize("count", [1_000, 6_000, 10_000, 20_000, 100_000])
def test_many_are_counted_within_the_bound(count: int) -> None:
    assert abs(estimate(sketch(people(count))) - count) <= THREE_ERRORS * count


def test_nobody_is_nobody() -> None:
    assert estimate(EMPTY) == 0 == estimate(join([]))


def test_who_is_in_two_counts_once() -> None:
    everybody = people(6_000)
    joined = join([sketch(everybody[:4_000]), sketch(everybody[2_000:])])
    assert joined == sketch(everybody) == join([joined, joined])


def test_the_database_makes_the_same_marks(db: None) -> None:
    ids = [*people(500), UUID(int=0), UUID(int=(1 << 128) - 1)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {mark_sql(digest_sql('id'))} FROM unnest(%s::uuid[]) WITH ORDINALITY AS p (id, n) ORDER BY n",
            [ids],
        )
        assert [mark for (mark,) in cursor.fetchall()] == [mark_of(each) for each in ids]
