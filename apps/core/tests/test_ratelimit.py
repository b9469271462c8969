"""The rate limiter: exact under parallel requests, and refilled evenly."""

from datetime import timedelta

import pytest

from apps.core import clock
from apps.core.models import RateBucket
from apps.core.ratelimit import Rate, TooManyRequests, give_back, spend
from apps.core.tests.parallel import run_together

TEN = Rate("tests.ten", 10, 60)


@pytest.mark.django_db(transaction=True)
def test_of_fifty_at_once_as_many_pass_as_may() -> None:
    now = clock.now()
    results = run_together(50, lambda _: spend(TEN, "amina", now=now))
    assert results.count(None) == 10
    assert {type(result) for result in results if result is not None} == {TooManyRequests}


@pytest.mark.django_db
def test_it_refills_evenly_and_says_how_long_to_wait() -> None:
    now = clock.now()
    for _ in range(10):
        spend(TEN, "amina", now=now)
    with pytest.raises(TooManyRequests) as caught:
        spend(TEN, "amina", now=now)
    assert caught.value.retry_after == 6
    with pytest.raises(TooManyRequests) as caught:
        spend(TEN, "amina", now=now + timedelta(seconds=5))
    assert caught.value.retry_after == 1
    spend(TEN, "amina", now=now + timedelta(seconds=6))
    with pytest.raises(TooManyRequests):
        spend(TEN, "amina", now=now + timedelta(seconds=6))


@pytest.mark.django_db
def test_whoever_was_away_has_the_whole_count_again_and_not_more() -> None:
    now = clock.now()
    spend(TEN, "amina", now=now)
    later = now + timedelta(days=1)
    for _ in range(10):
        spend(TEN, "amina", now=later)
    with pytest.raises(TooManyRequests):
        spend(TEN, "amina", now=later)


@pytest.mark.django_db
def test_waiting_as_told_is_enough() -> None:
    rate, now = Rate("tests.odd", 7, 100), clock.now()
    for _ in range(50):
        try:
            spend(rate, "amina", now=now)
        except TooManyRequests as error:
            now += timedelta(seconds=error.retry_after or 0)
            spend(rate, "amina", now=now)


@pytest.mark.django_db
def test_keys_and_rates_are_counted_apart() -> None:
    now = clock.now()
    one = Rate("tests.one", 1, 60)
    spend(one, "amina", now=now)
    spend(one, "brian", now=now)
    spend(Rate("tests.other", 1, 60), "amina", now=now)
    with pytest.raises(TooManyRequests):
        spend(one, "amina", now=now)


@pytest.mark.django_db
def test_a_key_of_any_length_fits() -> None:
    now = clock.now()
    one = Rate("tests.one", 1, 60)
    spend(one, "x" * 5_000, now=now)
    assert len(RateBucket.objects.get().key) <= 160
    with pytest.raises(TooManyRequests):
        spend(one, "x" * 5_000, now=now)


@pytest.mark.django_db
def test_a_clock_that_is_set_back_gives_nothing_away() -> None:
    now = clock.now()
    for _ in range(10):
        spend(TEN, "amina", now=now)
    with pytest.raises(TooManyRequests):
        spend(TEN, "amina", now=now - timedelta(hours=1))


@pytest.mark.django_db
def test_what_costs_more_uses_up_more_and_can_be_given_back() -> None:
    now = clock.now()
    spend(TEN, "amina", now=now, cost=8)
    with pytest.raises(TooManyRequests) as caught:
        spend(TEN, "amina", now=now, cost=4)
    assert caught.value.retry_after == 12
    spend(TEN, "amina", now=now + timedelta(seconds=12), cost=4)
    give_back(TEN, "amina", uses=3)
    spend(TEN, "amina", now=now + timedelta(seconds=12), cost=3)
    with pytest.raises(TooManyRequests):
        spend(TEN, "amina", now=now + timedelta(seconds=12))


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_that_cost_more_as_many_pass_as_fit() -> None:
    now = clock.now()
    results = run_together(20, lambda _: spend(TEN, "amina", now=now, cost=4))
    assert results.count(None) == 2
