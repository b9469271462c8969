"""Caps: a gateway is asked no more at a time, and in a minute, than it takes, by all processes together."""

import threading
from datetime import timedelta

import pytest

from apps.core.tests.parallel import run_together
from apps.gateways.base import NotDone
from apps.gateways.models import Gateway, Lease
from apps.gateways.services import run_due_operations
from apps.gateways.services._caps import give_back_place, spend_rate, take_place
from apps.gateways.services._lines import Moment, line
from apps.gateways.tests.rails import NOW, Follower, Rails, ask, follower, open_rail, rails

__all__ = ["follower", "rails"]

pytestmark = pytest.mark.django_db


def test_a_place_is_had_once_and_given_back(rails: Rails) -> None:
    gateway = open_rail("first", concurrency=2)
    one, other = (take_place(gateway, seconds=40, now=NOW) for _ in range(2))
    assert one.lease_id != other.lease_id
    with pytest.raises(NotDone):
        take_place(gateway, seconds=40, now=NOW)
    give_back_place(one)
    assert take_place(gateway, seconds=40, now=NOW).lease_id == one.lease_id


def test_who_dies_with_a_place_loses_it_when_its_time_is_over(rails: Rails) -> None:
    gateway = open_rail("first", concurrency=1)
    lost = take_place(gateway, seconds=40, now=NOW)
    with pytest.raises(NotDone):
        take_place(gateway, seconds=40, now=NOW + timedelta(seconds=39))
    later = NOW + timedelta(seconds=40)
    taken = take_place(gateway, seconds=40, now=later)
    # It was not dead after all: what it gives back is not its own any more.
    give_back_place(lost)
    with pytest.raises(NotDone):
        take_place(gateway, seconds=40, now=later)
    give_back_place(taken)
    assert take_place(gateway, seconds=40, now=later)


def test_a_cap_that_is_raised_or_lowered_counts_at_once(rails: Rails) -> None:
    gateway = open_rail("first", concurrency=1)
    take_place(gateway, seconds=40, now=NOW)
    gateway.concurrency = 3
    places = [take_place(gateway, seconds=40, now=NOW) for _ in range(2)]
    gateway.concurrency = 1
    for place in places:
        give_back_place(place)
    with pytest.raises(NotDone):
        take_place(gateway, seconds=40, now=NOW)
    assert Lease.objects.count() == 3


def test_gateways_have_places_of_their_own(rails: Rails) -> None:
    take_place(open_rail("first", concurrency=1), seconds=40, now=NOW)
    assert take_place(open_rail("second", concurrency=1), seconds=40, now=NOW)


def test_so_many_a_minute_and_no_more(rails: Rails) -> None:
    gateway = open_rail("first", rate_per_minute=3)
    for _ in range(3):
        spend_rate(gateway, now=NOW)
    with pytest.raises(NotDone):
        spend_rate(gateway, now=NOW)
    spend_rate(gateway, now=NOW + timedelta(seconds=21))


def test_over_a_cap_nothing_has_gone_out_and_the_next_one_is_asked(rails: Rails, follower: Follower) -> None:
    open_rail("first", priority=1, rate_per_minute=1)
    open_rail("second", priority=2)
    ask()
    second = ask()
    assert run_due_operations(now=NOW) == 2
    assert rails.sent == ["first", "second"]
    second.refresh_from_db()
    # It was never sent to the first one, so this was its first attempt.
    assert (second.gateway_code, second.attempts) == ("second", 1)


def test_over_all_caps_it_waits_and_its_place_is_free_again(rails: Rails, follower: Follower) -> None:
    open_rail("first", rate_per_minute=1, concurrency=1)
    ask(), ask()
    run_due_operations(now=NOW)
    assert rails.sent == ["first"]
    assert not Lease.objects.filter(until__gt=NOW).exists()
    run_due_operations(now=NOW + timedelta(seconds=70))
    assert rails.sent == ["first", "first"]


def test_a_line_that_breaks_gives_its_place_back(rails: Rails) -> None:
    gateway = open_rail("first", concurrency=1)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), line(gateway, moment=Moment(NOW)):
            raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_at_no_moment_are_more_lines_open_than_the_cap(rails: Rails) -> None:
    gateway = open_rail("first", concurrency=3)
    lock = threading.Lock()
    full = threading.Barrier(3)
    open_lines, most, turned_away = 0, 0, 0

    def work(_: int) -> None:
        nonlocal open_lines, most, turned_away
        try:
            with line(Gateway.objects.get(pk=gateway.pk), moment=Moment(NOW)):
                with lock:
                    open_lines += 1
                    most = max(most, open_lines)
                # Three have one before anybody gives theirs back.
                full.wait(60)
                with lock:
                    open_lines -= 1
        except NotDone:
            with lock:
                turned_away += 1

    outcomes = run_together(3, work)
    assert outcomes == [None] * 3 and (most, turned_away) == (3, 0)
    held = [take_place(gateway, seconds=40, now=NOW) for _ in range(3)]
    run_together(5, work)
    assert turned_away == 5 and most == 3
    for place in held:
        give_back_place(place)


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_who_want_the_last_place_one_gets_it(rails: Rails) -> None:
    gateway = open_rail("first", concurrency=1)
    outcomes = run_together(16, lambda _: take_place(gateway, seconds=40, now=NOW))
    assert sum(not isinstance(one, Exception) for one in outcomes) == 1
    assert Lease.objects.count() == 1
