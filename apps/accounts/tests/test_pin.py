"""Setting, changing and resetting the PIN, and how many guesses anybody has."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from apps.accounts import facts, pins, services
from apps.accounts.errors import PinLocked, StepUpRequired, WrongPin
from apps.accounts.models import Activity, OneTimeCode, Pin, User
from apps.accounts.services._pin import LOCKOUTS
from apps.accounts.tests.factories import (
    PASSWORD,
    PIN,
    code_sent_to,
    give_pin,
    make_operator,
    make_person,
    plain_client_with,
    tokens_of,
    wrong_code,
)
from apps.core import clock
from apps.core.models import OutboxEvent, RateBucket
from apps.core.tests.parallel import run_together

pytestmark = pytest.mark.django_db
NEW = "628405"


@pytest.fixture
def amina() -> User:
    return make_person("amina")


@pytest.fixture
def phone(amina: User) -> APIClient:
    return plain_client_with(tokens_of(amina).access)


def put(client: APIClient, **changes: Any) -> Any:
    return client.put("/api/v1/me/pin", {"pin": NEW, "password": PASSWORD, **changes}, format="json")


def is_pin(user: User, pin: str) -> bool:
    stored = Pin.objects.get(user=user)
    return pins.matches(pin, bytes(stored.salt), bytes(stored.digest))


def confirmed(client: APIClient, challenge: Any, **changes: Any) -> Any:
    number = User.objects.get(msisdn="+254712000001").msisdn
    step_up = {"challenge_id": challenge.json()["challenge_id"], "code": code_sent_to(number)}
    return put(client, step_up=step_up, **changes)


def test_the_first_pin_needs_the_password(amina: User, phone: APIClient) -> None:
    refused = put(phone, password="not hers at all")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "wrong_password")
    assert not Pin.objects.exists()
    assert put(phone).status_code == 204
    assert is_pin(amina, NEW)
    assert Activity.objects.filter(action="accounts.pin_set", person_id=amina.id).count() == 1


@pytest.mark.parametrize("pin", ["123", "1234567", "12a4", "１２３４", "12 34", "", " 7391", "-1234", "+391", "73.1"])
def test_what_is_no_pin_is_refused(phone: APIClient, pin: str) -> None:
    answer = put(phone, pin=pin)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "pin")
    assert not Pin.objects.exists()


@pytest.mark.parametrize(
    "pin", ["0000", "777777", "1234", "567890", "9876", "3210", "1212", "483483", "2580", "112233"]
)
def test_a_pin_that_a_thief_would_try_first_is_refused(phone: APIClient, pin: str) -> None:
    answer = put(phone, pin=pin)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "weak_pin")


def test_nobody_but_oneself_is_asked_for_a_pin() -> None:
    assert put(APIClient()).status_code == 401


def test_a_change_needs_a_code_that_is_bound_to_it(amina: User, phone: APIClient) -> None:
    give_pin(amina)
    challenge = put(phone)
    assert (challenge.status_code, challenge.json()["code"]) == (403, "step_up_required")
    assert challenge.json()["sent_to"] == "+254***001"
    assert is_pin(amina, PIN)
    wrong = {"challenge_id": challenge.json()["challenge_id"], "code": wrong_code(code_sent_to(amina.msisdn))}
    assert put(phone, step_up=wrong).json()["code"] == "invalid_code"
    assert is_pin(amina, PIN)
    assert confirmed(phone, challenge).status_code == 204
    assert is_pin(amina, NEW)
    assert OutboxEvent.objects.filter(topic="accounts.pin_changed").count() == 1


def test_a_code_changes_one_pin_once(amina: User, phone: APIClient) -> None:
    give_pin(amina)
    challenge = put(phone)
    step_up = {"challenge_id": challenge.json()["challenge_id"], "code": code_sent_to(amina.msisdn)}
    assert put(phone, step_up=step_up).status_code == 204
    assert put(phone, pin="518362", step_up=step_up).json()["code"] == "invalid_code"
    assert is_pin(amina, NEW)


def test_a_code_for_something_else_changes_no_pin(amina: User, phone: APIClient) -> None:
    give_pin(amina)
    with pytest.raises(StepUpRequired) as asked:
        services.require_step_up(
            person_id=amina.id,
            binding=services.binding_of("payment", key="k"),
            answer=None,
            about={"action": "payment", "amount": "1.00", "currency": "USD", "to": "Brian"},
            now=clock.now(),
        )
    step_up = {"challenge_id": asked.value.extra["challenge_id"], "code": code_sent_to(amina.msisdn)}
    assert put(phone, step_up=step_up).json()["code"] == "invalid_code"
    assert is_pin(amina, PIN)


def test_a_code_is_dead_after_five_wrong_tries(amina: User, phone: APIClient) -> None:
    """SECURITY 4."""
    give_pin(amina)
    challenge = put(phone).json()["challenge_id"]
    right = code_sent_to(amina.msisdn)
    for _ in range(5):
        assert put(phone, step_up={"challenge_id": challenge, "code": wrong_code(right)}).status_code == 422
        Pin.objects.filter(user=amina).update(attempts=0)
        RateBucket.objects.all().delete()
    assert put(phone, step_up={"challenge_id": challenge, "code": right}).json()["code"] == "invalid_code"
    assert OneTimeCode.objects.get(pk=challenge).attempts == 5
    assert is_pin(amina, PIN)


def guess(user: User, pin: str) -> str:
    try:
        services.check_pin(person_id=user.id, pin=pin, now=clock.now())
    except (WrongPin, PinLocked) as refusal:
        return refusal.code
    return "right"


def guess_number(user: User, first: int, number: int) -> str:
    return guess(user, f"{first + number:06d}")


def test_five_wrong_pins_lock_it_and_the_right_one_then_is_refused_too(amina: User) -> None:
    give_pin(amina)
    assert [guess(amina, "000001") for _ in range(5)] == ["wrong_pin"] * 4 + ["pin_locked"]
    assert guess(amina, PIN) == "pin_locked"
    assert OutboxEvent.objects.filter(topic="accounts.pin_locked").count() == 1


def test_each_lock_lasts_longer_than_the_one_before(amina: User) -> None:
    give_pin(amina)
    moment = clock.now()
    for wait in [*LOCKOUTS, LOCKOUTS[-1]]:
        with time_machine.travel(moment, tick=False):
            for _ in range(5):
                guess(amina, "000001")
        with time_machine.travel(moment + wait - timedelta(seconds=1), tick=False):
            assert guess(amina, "000001") == "pin_locked"
        moment += wait + timedelta(seconds=1)
    assert sorted(set(LOCKOUTS)) == list(LOCKOUTS)
    with time_machine.travel(moment, tick=False):
        assert guess(amina, PIN) == "right"
    stored = Pin.objects.get(user=amina)
    assert (stored.attempts, stored.lockouts, stored.locked_until) == (0, 0, None)


def test_a_right_pin_forgets_the_wrong_ones(amina: User) -> None:
    give_pin(amina)
    for _ in range(3):
        assert [guess(amina, "000001") for _ in range(4)] == ["wrong_pin"] * 4
        assert guess(amina, PIN) == "right"


@pytest.mark.django_db(transaction=True)
def test_of_two_hundred_wrong_pins_at_once_five_are_evaluated() -> None:
    """SECURITY 1 [6.3.1]: what the others are told does not depend on what they guessed."""
    amina = make_person("amina")
    give_pin(amina)
    told = [answer for turn in range(0, 200, 20) for answer in run_together(20, partial(guess_number, amina, turn))]
    assert told.count("wrong_pin") == 4
    assert told.count("pin_locked") == 196
    assert guess(amina, PIN) == "pin_locked"


def test_the_right_pin_hears_what_the_wrong_ones_hear_that_were_counted_beside_it(
    amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SECURITY 1: while it was compared, five others were counted."""
    give_pin(amina)
    real = pins.matches

    def slow(pin: str, salt: bytes, stored: bytes) -> bool:
        right = real(pin, salt, stored)
        if right:
            assert [guess(amina, f"00000{n}") for n in range(5)] == ["wrong_pin"] * 4 + ["pin_locked"]
        return right

    monkeypatch.setattr(pins, "matches", slow)
    assert guess(amina, PIN) == "pin_locked"
    assert Pin.objects.get(user=amina).lockouts == 1


def test_a_pin_is_kept_under_the_pepper(amina: User, settings: Any) -> None:
    """SECURITY 2 [16.2.5]: a copy of the database without the environment yields no PIN."""
    give_pin(amina)
    stored = Pin.objects.get(user=amina)
    assert PIN.encode() not in bytes(stored.digest) + bytes(stored.salt)
    settings.PIN_PEPPER = "another pepper, of another environment"
    assert not is_pin(amina, PIN)


def test_two_people_with_one_pin_have_different_digests(amina: User, phone: APIClient) -> None:
    put(phone)
    brian = make_person("brian")
    put(plain_client_with(tokens_of(brian).access))
    one, other = Pin.objects.order_by("user_id")
    assert bytes(one.digest) != bytes(other.digest)


def reset(client: APIClient, **changes: Any) -> Any:
    return client.post("/api/v1/me/pin/reset", {"pin": NEW, "password": PASSWORD, **changes}, format="json")


@pytest.fixture
def id_number(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(facts, "_knows", [lambda person_id, typed: typed == "A1234567"])
    return "A1234567"


def test_a_reset_needs_a_fact_and_a_code_and_lowers_the_limits_for_a_day(
    amina: User, phone: APIClient, id_number: str
) -> None:
    """SECURITY 6 [6.4.3]."""
    give_pin(amina)
    assert reset(phone).json()["code"] == "reset_refused"
    assert reset(phone, id_number="B7654321").json()["code"] == "reset_refused"
    challenge = reset(phone, id_number=id_number)
    assert challenge.json()["code"] == "step_up_required"
    step_up = {"challenge_id": challenge.json()["challenge_id"], "code": code_sent_to(amina.msisdn)}
    assert reset(phone, step_up=step_up).json()["code"] == "reset_refused"
    assert is_pin(amina, PIN)
    before = clock.now()
    assert reset(phone, id_number=id_number, step_up=step_up).status_code == 204
    assert is_pin(amina, NEW)
    amina.refresh_from_db()
    assert amina.cautious_until is not None
    assert timedelta(hours=23) < amina.cautious_until - before < timedelta(hours=25)
    assert OutboxEvent.objects.filter(topic="accounts.pin_reset").count() == 1


def test_a_reset_unlocks_a_locked_pin(amina: User, phone: APIClient, id_number: str) -> None:
    give_pin(amina)
    for _ in range(5):
        guess(amina, "000001")
    challenge = reset(phone, id_number=id_number).json()["challenge_id"]
    step_up = {"challenge_id": challenge, "code": code_sent_to(amina.msisdn)}
    assert reset(phone, id_number=id_number, step_up=step_up).status_code == 204
    assert guess(amina, NEW) == "right"


def test_support_can_start_a_reset_and_the_person_completes_it(amina: User, phone: APIClient) -> None:
    """SECURITY 6 [6.4.6]: an operator never chooses a secret."""
    give_pin(amina)
    olga = make_operator()
    services.start_pin_reset(person_id=amina.id, by=olga.id, reason="lost papers", now=clock.now())
    assert is_pin(amina, PIN)
    challenge = reset(phone).json()["challenge_id"]
    step_up = {"challenge_id": challenge, "code": code_sent_to(amina.msisdn)}
    assert reset(phone, step_up=step_up).status_code == 204
    assert is_pin(amina, NEW)
    # It was good for one reset.
    assert reset(phone).json()["code"] == "reset_refused"


def test_a_started_reset_is_over_after_a_day(amina: User, phone: APIClient) -> None:
    give_pin(amina)
    services.start_pin_reset(person_id=amina.id, by=make_operator().id, reason="lost papers", now=clock.now())
    Pin.objects.filter(user=amina).update(reset_allowed_until=clock.now() - timedelta(seconds=1))
    assert reset(phone).json()["code"] == "reset_refused"


@pytest.mark.django_db(transaction=True)
def test_of_two_first_pins_at_once_one_is_set() -> None:
    amina = make_person("amina")
    session = tokens_of(amina)

    def set_one(turn: int) -> str:
        try:
            services.set_pin(
                person_id=amina.id,
                session_id=session.session_id,
                password=PASSWORD,
                pin=[NEW, "518362"][turn],
                now=clock.now(),
            )
        except Exception as refusal:
            return getattr(refusal, "code", repr(refusal))
        return "set"

    assert sorted(run_together(2, set_one)) in (["set", "status_conflict"], ["set", "step_up_required"])
    assert Pin.objects.get(user=amina).version == 1
