"""The circuit breaker: all processes share one, it opens after silences in a row, and one request finds out."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.tests.parallel import run_together
from apps.gateways.base import NotDone, Refused
from apps.gateways.models import Gateway
from apps.gateways.services import close_breaker, run_due_operations
from apps.gateways.services._breaker import note_answer, note_silence, pass_breaker
from apps.gateways.tests.rails import (
    BUSY,
    NOBODY,
    NOW,
    SILENCE,
    Follower,
    Rails,
    ask,
    follower,
    open_rail,
    rails,
)

__all__ = ["follower", "rails"]

pytestmark = pytest.mark.django_db


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def lets_through(code: str, now: datetime) -> bool:
    try:
        pass_breaker(code, seconds=40, now=now)
    except NotDone:
        return False
    return True


def silence(code: str, times: int, now: datetime = NOW) -> None:
    for _ in range(times):
        note_silence(code, now=now)


def stands(code: str) -> tuple[int, datetime | None, datetime | None]:
    row = Gateway.objects.get(pk=code)
    return row.silences, row.opened_at, row.probe_at


def test_it_opens_after_so_many_silences_in_a_row(rails: Rails) -> None:
    open_rail("first", breaker_threshold=3, breaker_seconds=30)
    silence("first", 2)
    assert stands("first") == (2, None, None) and lets_through("first", NOW)
    silence("first", 1)
    assert stands("first") == (3, NOW, after(30))
    assert not lets_through("first", after(29))


def test_an_answer_in_between_begins_the_count_anew(rails: Rails) -> None:
    open_rail("first", breaker_threshold=3)
    silence("first", 2)
    assert note_answer("first", now=NOW)
    silence("first", 2)
    assert stands("first")[1] is None


def test_when_the_time_has_come_one_request_tries_and_no_other(rails: Rails) -> None:
    open_rail("first", breaker_threshold=1, breaker_seconds=30)
    silence("first", 1)
    assert lets_through("first", after(30))
    # As long as that one may take, nobody else tries.
    assert not lets_through("first", after(30))
    assert not lets_through("first", after(69))


def test_a_probe_that_is_answered_closes_it(rails: Rails) -> None:
    open_rail("first", breaker_threshold=1, breaker_seconds=30)
    silence("first", 1)
    assert lets_through("first", after(30))
    assert note_answer("first", now=after(31))
    assert stands("first") == (0, None, None)
    assert Gateway.objects.get().answered_at == after(31)
    assert lets_through("first", after(31)) and lets_through("first", after(31))


def test_a_probe_into_silence_keeps_it_open_for_as_long_again(rails: Rails) -> None:
    open_rail("first", breaker_threshold=1, breaker_seconds=30)
    silence("first", 1)
    assert lets_through("first", after(30))
    silence("first", 1, after(35))
    assert stands("first") == (2, NOW, after(65))
    assert not lets_through("first", after(64))
    assert lets_through("first", after(65))


def test_a_probe_whose_process_dies_is_tried_again(rails: Rails) -> None:
    open_rail("first", breaker_threshold=1, breaker_seconds=30)
    silence("first", 1)
    assert lets_through("first", after(30))
    # Nobody says anything about it.
    assert lets_through("first", after(71))


def test_nothing_is_written_while_a_gateway_answers(rails: Rails) -> None:
    open_rail("first")
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin, ctid FROM gateways_gateway WHERE code = 'first'")
        before = cursor.fetchone()
        for _ in range(3):
            assert lets_through("first", NOW)
            assert not note_answer("first", now=NOW)
        cursor.execute("SELECT xmin, ctid FROM gateways_gateway WHERE code = 'first'")
        assert cursor.fetchone() == before


def test_passing_and_answering_cost_a_statement_each(rails: Rails) -> None:
    open_rail("first")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        pass_breaker("first", seconds=40, now=NOW)
        note_answer("first", now=NOW)
    assert len(queries) == 2


def test_an_operator_who_knows_better_closes_it(rails: Rails) -> None:
    open_rail("first", breaker_threshold=1)
    assert not close_breaker(code="first", now=NOW)
    silence("first", 1)
    assert close_breaker(code="first", now=NOW)
    assert lets_through("first", NOW)


def test_refusals_and_full_houses_are_answers_and_silence_is_counted(rails: Rails, follower: Follower) -> None:
    open_rail("first", breaker_threshold=2)
    rails.say("first", SILENCE, BUSY, Refused("no"), NOBODY)
    for _ in range(4):
        ask()
        run_due_operations(now=NOW)
    assert stands("first")[:2] == (1, None)


def test_a_gateway_that_is_silent_is_left_alone_until_its_probe_is_due(rails: Rails, follower: Follower) -> None:
    open_rail("first", priority=1, breaker_threshold=2, breaker_seconds=30)
    open_rail("second", priority=2)
    rails.say("first", NOBODY, NOBODY)
    for _ in range(4):
        ask()
        run_due_operations(now=NOW)
    assert rails.sent == ["first", "second", "first", "second", "second", "second"]
    rails.asked.clear()
    for _ in range(2):
        ask()
        run_due_operations(now=after(31))
    # The probe was answered, so the first one is the first one again.
    assert rails.sent == ["first", "first"]


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_processes_one_probes(rails: Rails) -> None:
    open_rail("first", breaker_threshold=1, breaker_seconds=30)
    silence("first", 1)
    assert run_together(16, lambda _: lets_through("first", after(31))).count(True) == 1


@pytest.mark.django_db(transaction=True)
def test_silences_of_many_processes_are_all_counted(rails: Rails) -> None:
    open_rail("first", breaker_threshold=16)
    opened = run_together(16, lambda _: note_silence("first", now=NOW))
    assert opened.count(True) == 1
    assert stands("first")[:2] == (16, NOW)
