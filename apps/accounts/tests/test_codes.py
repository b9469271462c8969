"""One-time codes: SECURITY 4."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import override_settings

from apps.accounts import codes, rates, selectors, services
from apps.accounts.errors import InvalidCode
from apps.accounts.models import OneTimeCode, SignUp, User
from apps.accounts.tests.factories import CAST, code_sent_to, make_person, sign_up_fields, wrong_code
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent
from apps.core.ratelimit import Rate
from apps.core.tests.parallel import run_together

AMINA = CAST["amina"][1]


def register(name: str = "amina", **changes: Any) -> None:
    services.register(**sign_up_fields(name, **changes), now=clock.now())


def verify(code: str, msisdn: str = AMINA, now: Any = None) -> User:
    now = now or clock.now()
    return services.verify_sign_up(sign_up_id=services.check_sign_up_code(msisdn=msisdn, code=code, now=now), now=now)


@pytest.mark.django_db
def test_a_code_is_six_digits_that_stand_nowhere_in_the_database() -> None:
    register()
    text = code_sent_to(AMINA)
    assert re.fullmatch(r"[0-9]{6}", text)
    row = OneTimeCode.objects.values().get()
    assert text not in str({name: value for name, value in row.items() if name not in {"salt", "id"}})
    assert len(bytes(row["salt"])) == 32


def test_codes_follow_from_id_purpose_salt_and_pepper() -> None:
    """A code is bound to its purpose, and worthless without the pepper."""
    code_id, salt = uuid7(), b"s" * 32
    text = codes.derive(code_id, "SIGN_UP", salt)
    assert text == codes.derive(code_id, "SIGN_UP", salt)
    others = [codes.derive(code_id, "RESET", salt), codes.derive(uuid7(), "SIGN_UP", salt)]
    others.append(codes.derive(code_id, "SIGN_UP", b"t" * 32))
    with override_settings(PIN_PEPPER="another pepper, also 32 characters long"):
        others.append(codes.derive(code_id, "SIGN_UP", salt))
    assert others.count(text) <= 1, "one of four may be equal by chance, one in 250,000 times"


def test_codes_are_spread_evenly() -> None:
    drawn = [codes.derive(uuid7(), "SIGN_UP", bytes(32)) for _ in range(5000)]
    counts = [sum(text[0] == digit for text in drawn) for digit in "0123456789"]
    assert min(counts) > 350 and max(counts) < 650
    assert len(set(drawn)) > 4950


@pytest.mark.django_db
def test_a_code_is_good_once() -> None:
    register()
    text = code_sent_to(AMINA)
    assert verify(text).msisdn == AMINA
    with pytest.raises(InvalidCode):
        verify(text)
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_a_checked_sign_up_is_completed_once() -> None:
    register()
    sign_up_id = services.check_sign_up_code(msisdn=AMINA, code=code_sent_to(AMINA), now=clock.now())
    services.verify_sign_up(sign_up_id=sign_up_id, now=clock.now())
    with pytest.raises(InvalidCode):
        services.verify_sign_up(sign_up_id=sign_up_id, now=clock.now())


@pytest.mark.django_db
def test_a_used_code_completes_nothing() -> None:
    register()
    text = code_sent_to(AMINA)
    OneTimeCode.objects.update(used_at=clock.now())
    for step in (
        lambda: services.check_sign_up_code(msisdn=AMINA, code=text, now=clock.now()),
        lambda: services.verify_sign_up(sign_up_id=SignUp.objects.get().id, now=clock.now()),
    ):
        with pytest.raises(InvalidCode):
            step()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_code_lives_ten_minutes() -> None:
    register()
    code = OneTimeCode.objects.get()
    text = code_sent_to(AMINA)
    assert code.expires_at - code.created_at == timedelta(minutes=10)
    for step in (
        lambda: services.check_sign_up_code(msisdn=AMINA, code=text, now=code.expires_at),
        lambda: services.verify_sign_up(sign_up_id=SignUp.objects.get().id, now=code.expires_at),
    ):
        with pytest.raises(InvalidCode):
            step()
    assert OneTimeCode.objects.get().attempts == 0
    assert verify(text, now=code.expires_at - timedelta(seconds=1)).msisdn == AMINA


@pytest.mark.django_db
def test_a_used_or_expired_code_has_no_text() -> None:
    register()
    code = OneTimeCode.objects.get()
    assert selectors.get_code(code.id) == selectors.Code(code.id, "SIGN_UP", AMINA, code.expires_at)
    OneTimeCode.objects.update(expires_at=clock.now())
    assert selectors.get_code_text(code.id) is None
    OneTimeCode.objects.update(expires_at=clock.now() + timedelta(minutes=1), used_at=clock.now())
    assert selectors.get_code_text(code.id) is None
    assert selectors.get_code_text(uuid7()) is None


@pytest.mark.django_db
def test_five_wrong_tries_kill_a_code() -> None:
    register()
    text = code_sent_to(AMINA)
    for _ in range(5):
        with pytest.raises(InvalidCode):
            verify(wrong_code(text))
    with pytest.raises(InvalidCode):
        verify(text)
    assert selectors.get_code_text(OneTimeCode.objects.get().id) is None
    assert not User.objects.exists()


@pytest.mark.django_db
def test_the_fifth_try_may_still_be_right() -> None:
    register()
    text = code_sent_to(AMINA)
    for _ in range(4):
        with pytest.raises(InvalidCode):
            verify(wrong_code(text))
    assert verify(text).msisdn == AMINA


@pytest.mark.django_db(transaction=True)
def test_a_counted_try_stays_counted_though_the_request_fails() -> None:
    register()
    with pytest.raises(InvalidCode):
        verify(wrong_code(code_sent_to(AMINA)))
    assert OneTimeCode.objects.get().attempts == 1


@pytest.mark.django_db(transaction=True)
def test_tries_cannot_be_counted_inside_a_transaction_that_may_be_undone() -> None:
    register()
    with pytest.raises(RuntimeError), transaction.atomic():
        services.check_sign_up_code(msisdn=AMINA, code="000000", now=clock.now())


@pytest.mark.django_db(transaction=True)
def test_of_two_hundred_parallel_tries_five_are_evaluated(monkeypatch: pytest.MonkeyPatch) -> None:
    """SECURITY 4 with the counter of SECURITY 1: tries that come at once cannot get past it together."""
    monkeypatch.setattr(rates, "VERIFY_BY_NUMBER", Rate("accounts.verify.number", 1000, 3600))
    register()
    wrong = wrong_code(code_sent_to(AMINA))
    evaluated: list[str] = []
    matches: Callable[..., bool] = codes.matches

    def counting(given: str, *rest: Any) -> bool:
        evaluated.append(given)
        return matches(given, *rest)

    monkeypatch.setattr(codes, "matches", counting)

    def ten_tries(_: int) -> list[str]:
        outcomes = []
        for _ in range(10):
            try:
                services.check_sign_up_code(msisdn=AMINA, code=wrong, now=clock.now())
                outcomes.append("right")
            except InvalidCode:
                outcomes.append("wrong")
        return outcomes

    results = run_together(20, ten_tries)
    assert [outcome for outcomes in results for outcome in outcomes] == ["wrong"] * 200
    assert len(evaluated) == 5
    assert OneTimeCode.objects.get().attempts == 5


@pytest.mark.django_db(transaction=True)
def test_the_right_code_sent_in_parallel_makes_one_person() -> None:
    """Single use holds under parallel requests."""
    register()
    text = code_sent_to(AMINA)
    results = run_together(5, lambda _: verify(text))
    assert sorted(type(result).__name__ for result in results) == ["InvalidCode"] * 4 + ["User"]
    assert User.objects.count() == 1
    assert OutboxEvent.objects.filter(topic="accounts.joined").count() == 1


@pytest.mark.django_db(transaction=True)
def test_tries_at_several_sign_ups_of_one_number_do_not_deadlock() -> None:
    for _ in range(4):
        register(email=None)
    texts = {selectors.get_code_text(code.id) for code in OneTimeCode.objects.all()}
    wrong = next(f"{n:06d}" for n in range(10) if f"{n:06d}" not in texts)
    results = run_together(8, lambda _: verify(wrong))
    assert {type(result) for result in results} == {InvalidCode}
    assert set(OneTimeCode.objects.values_list("attempts", flat=True)) == {5}


@pytest.mark.django_db
def test_a_code_that_was_sent_again_replaces_the_one_before() -> None:
    register()
    first = code_sent_to(AMINA)
    services.resend_code(msisdn=AMINA, now=clock.now())
    second = code_sent_to(AMINA)
    if first != second:
        with pytest.raises(InvalidCode):
            verify(first)
    assert verify(second).msisdn == AMINA
    assert OutboxEvent.objects.filter(topic="accounts.code_issued").count() == 2


@pytest.mark.django_db
def test_sending_again_never_revives_the_sign_up_of_somebody_else() -> None:
    """Brian registers Amina's number too. A code she asks for must not complete his registration."""
    register()
    register(full_name="Brian Mwangi", email=None, password="brians own password")
    services.resend_code(msisdn=AMINA, now=clock.now())
    assert OneTimeCode.objects.count() == 2, "without her password it is not clear whose is meant"

    services.resend_code(msisdn=AMINA, password=sign_up_fields("amina")["password"], now=clock.now())
    assert OneTimeCode.objects.count() == 3
    assert verify(code_sent_to(AMINA)).full_name == "Amina Otieno"


@pytest.mark.django_db
def test_sending_again_answers_alike_for_every_number(api: Any) -> None:
    """SECURITY 5."""
    make_person("brian")
    register()
    register("brian")
    answers = [
        api.post("/api/v1/auth/resend-code", {"msisdn": CAST[name][1]}, format="json")
        for name in ["amina", "brian", "chidi"]
    ]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert [answer.json() | {"msisdn": ""} for answer in answers] == [
        {"msisdn": "", "status": "verification_pending", "expires_in": 600}
    ] * 3
    topics = list(OutboxEvent.objects.order_by("id").values_list("topic", flat=True))
    assert topics == ["accounts.code_issued", "accounts.sign_up_repeated"] * 2


@pytest.mark.django_db
def test_sending_again_is_limited_by_number(api: Any) -> None:
    register()
    answers = [
        api.post("/api/v1/auth/resend-code", {"msisdn": AMINA}, format="json").status_code
        for _ in range(rates.CODES_BY_NUMBER.count)
    ]
    assert answers == [200] * (rates.CODES_BY_NUMBER.count - 1) + [429]


@pytest.mark.django_db
def test_an_old_sign_up_is_not_sent_a_code() -> None:
    register()
    SignUp.objects.update(created_at=clock.now() - timedelta(hours=25))
    services.resend_code(msisdn=AMINA, now=clock.now())
    assert OneTimeCode.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"attempts": 6}, {"purpose": "ANYTHING"}, {"salt": b"short"}])
def test_the_database_refuses_a_code_that_cannot_be(change: dict[str, Any]) -> None:
    register()
    with pytest.raises(DatabaseError), transaction.atomic():
        OneTimeCode.objects.update(**change)
