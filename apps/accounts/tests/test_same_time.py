"""SECURITY 5: how long an answer takes does not tell who is known here.

What would tell is an argon2id run (some twenty milliseconds) that only known people cost. The two kinds are asked
in turn and their medians compared, so that a busy machine slows both; a difference counts only when it shows in
each of three rounds. `test_log_in`, `test_register` and `test_recovery` count the runs and rows exactly.
"""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import pytest
from rest_framework.test import APIClient

from apps.accounts import rates
from apps.accounts.tests.factories import PASSWORD, make_person
from apps.core.ratelimit import Rate

pytestmark = pytest.mark.django_db
ROUNDS, PAIRS = 3, 9


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits, which hold alike for both, would end the measurement."""
    for name, rate in vars(rates).items():
        if isinstance(rate, Rate):
            monkeypatch.setattr(rates, name, Rate(rate.name, 10_000, rate.seconds))


def _post(path: str, **body: Any) -> Any:
    return APIClient().post(f"/api/v1/{path}", body, format="json")


def _log_in(identifier: str) -> Any:
    return _post("auth/login", identifier=identifier, password="not her password")


def _register(msisdn: str) -> Any:
    return _post("auth/register", msisdn=msisdn, full_name="Somebody Else", password="another long password")


def _report(msisdn: str) -> Any:
    return _post("recovery/lock", msisdn=msisdn, password=PASSWORD)


def _confirm(msisdn: str) -> Any:
    return _post("recovery/lock", msisdn=msisdn, password=PASSWORD, code="000000")


def _resend(msisdn: str) -> Any:
    return _post("auth/resend-code", msisdn=msisdn)


def _seconds(ask: Callable[[], Any]) -> float:
    started = time.perf_counter()
    ask()
    return time.perf_counter() - started


@pytest.mark.parametrize("ask", [_log_in, _register, _report, _confirm, _resend])
def test_known_and_unknown_get_the_same_answer_in_the_same_time(ask: Callable[[str], Any]) -> None:
    """SECURITY 5: same status, same body, no telling difference in time."""
    known, unknown = make_person("amina").msisdn, "+254712999999"
    answers = [ask(known), ask(unknown)]
    assert answers[0].status_code == answers[1].status_code
    bodies = [{**answer.json(), "request_id": "", "msisdn": ""} for answer in answers]
    assert bodies[0] == bodies[1]

    factors = []
    for _ in range(ROUNDS):
        times: dict[str, list[float]] = {known: [], unknown: []}
        for number in range(PAIRS):
            # Now the one first, now the other.
            for one in [known, unknown] if number % 2 else [unknown, known]:
                times[one].append(_seconds(lambda one=one: ask(one)))  # type: ignore[misc]
        fast, slow = sorted(median(seconds) for seconds in times.values())
        factors.append(slow / fast)
        if factors[-1] < 1.5:
            return
    pytest.fail(f"one kind takes longer than the other: {factors}")
