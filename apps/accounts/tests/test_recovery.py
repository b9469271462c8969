"""A phone is gone: all stops from any other phone, and the person comes back on a new one. SECURITY 5, 10, 11."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from rest_framework.test import APIClient

from apps.accounts import rates, selectors, services
from apps.accounts.errors import InvalidCode, StatusConflict
from apps.accounts.models import Activity, Device, OneTimeCode, Session, User
from apps.accounts.tests.factories import (
    PASSWORD,
    PIN,
    Phone,
    give_pin,
    make_operator,
    make_person,
    plain_client_with,
    tokens_of,
    wrong_code,
)
from apps.accounts.tests.phones import DEVICES, answer_to, ask_signed, fields_of, path_of, phone_of, register
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.ratelimit import Rate
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked

pytestmark = pytest.mark.django_db
LOCK, UNLOCK = "/api/v1/recovery/lock", "/api/v1/recovery/unlock"


def report(msisdn: str = "+254712000001", password: str = PASSWORD, **changes: Any) -> Any:
    """From a borrowed phone, without a token."""
    return APIClient().post(LOCK, {"msisdn": msisdn, "password": password, **changes}, format="json")


def mailed_code() -> str:
    code = OneTimeCode.objects.filter(purpose="RECOVERY", used_at=None).latest("id")
    text = selectors.get_code_text(code.id)
    assert text is not None
    return text


def secured(user: User) -> None:
    """Their account is stopped, as they asked."""
    assert report(user.msisdn).status_code == 202
    assert report(user.msisdn, code=mailed_code()).status_code == 200


def as_said(answer: Any) -> tuple[int, dict[str, Any]]:
    return answer.status_code, {name: value for name, value in answer.json().items() if name != "request_id"}


# --- Stopping everything --------------------------------------------------------------------------------------


def test_with_number_password_and_the_code_from_the_e_mail_everything_stops() -> None:
    amina = make_person("amina")
    clients = [phone_of(amina, f"app-{n}")[0] for n in range(2)] + [plain_client_with(tokens_of(amina).access)]
    brians, _ = phone_of(make_person("brian"))

    first = report()
    assert (first.status_code, first.json()) == (202, {"status": "confirmation_pending", "expires_in": 600})
    code = OneTimeCode.objects.get(purpose="RECOVERY")
    assert code.address == "amina@example.org", "not to the phone that is gone"
    assert [client.get("/api/v1/me").status_code for client in clients] == [200] * 3, "a password alone stops nothing"

    second = report(code=mailed_code())

    assert second.status_code == 200
    assert set(second.json()) == {"status", "secured_at"}
    assert [client.get("/api/v1/me").status_code for client in clients] == [401] * 3
    assert brians.get("/api/v1/me").status_code == 200
    assert set(Device.objects.filter(user=amina).values_list("status", flat=True)) == {"LOCKED"}
    assert not Session.objects.filter(user=amina, revoked_at=None).exists()
    assert User.objects.get(pk=amina.pk).secured_at is not None
    topics = list(OutboxEvent.objects.values_list("topic", flat=True))
    assert topics.count("accounts.secured") == 1
    locked = OutboxEvent.objects.filter(topic="accounts.device_locked")
    assert [event.payload["reason"] for event in locked] == ["recovery"] * 2
    assert Activity.objects.filter(person_id=amina.id, action="accounts.secured").count() == 1


def test_a_code_is_good_once() -> None:
    amina = make_person("amina")
    report()
    code = mailed_code()
    assert report(code=code).status_code == 200
    since = User.objects.get(pk=amina.pk).secured_at
    assert report(code=code).status_code == 422
    assert User.objects.get(pk=amina.pk).secured_at == since


def test_a_new_code_replaces_the_one_before() -> None:
    make_person("amina")
    report()
    first = mailed_code()
    report()
    if first != mailed_code():
        assert report(code=first).status_code == 422
    assert report(code=mailed_code()).status_code == 200


def test_a_code_is_dead_after_five_wrong_tries_and_strangers_do_not_use_them_up() -> None:
    """SECURITY 4."""
    amina = make_person("amina")
    report()
    right = mailed_code()
    for _ in range(7):
        assert report(password="not hers", code=wrong_code(right)).status_code == 422
    assert OneTimeCode.objects.get(purpose="RECOVERY", person_id=amina.id).attempts == 0
    answers = [report(code=code) for code in [wrong_code(right)] * 5 + [right]]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(422, "invalid_code")] * 6
    assert User.objects.get(pk=amina.pk).secured_at is None


def test_a_code_lives_ten_minutes() -> None:
    amina = make_person("amina")
    now = clock.now()
    services.report_lost(msisdn=amina.msisdn, password=PASSWORD, now=now)
    with pytest.raises(InvalidCode):
        services.confirm_lost(
            msisdn=amina.msisdn, password=PASSWORD, code=mailed_code(), now=now + timedelta(minutes=10)
        )
    assert User.objects.get().secured_at is None


def test_codes_for_other_things_stop_nothing_and_this_one_confirms_nothing_else() -> None:
    """SECURITY 4: bound to its purpose."""
    amina = make_person("amina")
    client, phone = plain_client_with(tokens_of(amina).access), Phone()
    step_up = answer_to(client.post(DEVICES, fields_of(phone), format="json"))
    assert report(code=step_up["code"]).status_code == 422
    report()
    code = OneTimeCode.objects.get(purpose="RECOVERY")
    body = {**fields_of(phone), "step_up": {"challenge_id": str(code.id), "code": mailed_code()}}
    assert client.post(DEVICES, body, format="json").status_code == 422


@pytest.mark.django_db(transaction=True)
def test_tries_cannot_be_counted_inside_a_transaction_that_may_be_undone() -> None:
    amina = make_person("amina")
    report()
    with pytest.raises(RuntimeError), transaction.atomic():
        services.confirm_lost(msisdn=amina.msisdn, password=PASSWORD, code="000000", now=clock.now())


@pytest.mark.django_db(transaction=True)
def test_of_many_wrong_codes_at_once_five_are_evaluated() -> None:
    """SECURITY 4 with the counter of SECURITY 1."""
    amina = make_person("amina")
    report()
    wrong = wrong_code(mailed_code())

    def tries(_: int) -> int:
        for _ in range(2):
            with pytest.raises(InvalidCode):
                services.confirm_lost(msisdn=amina.msisdn, password=PASSWORD, code=wrong, now=clock.now())
        return 2

    assert run_together(6, tries) == [2] * 6
    assert OneTimeCode.objects.get(purpose="RECOVERY").attempts == 5


@pytest.mark.django_db(transaction=True)
def test_of_two_confirmations_at_once_one_counts_and_no_session_survives() -> None:
    amina = make_person("amina")
    phone_of(amina)
    report()
    code = mailed_code()
    answers = run_together(4, lambda _: report(code=code))
    assert sorted(answer.status_code for answer in answers) == [200, 422, 422, 422]
    assert OutboxEvent.objects.filter(topic="accounts.secured").count() == 1
    assert not Session.objects.filter(user=amina, revoked_at=None).exists()


# --- What it does not tell ------------------------------------------------------------------------------------


def strangers() -> dict[str, tuple[str, str]]:
    """Number and password of everybody for whom nothing may happen."""
    amina = make_person("amina")
    return {
        "unknown number": ("+254712999999", PASSWORD),
        "wrong password": (amina.msisdn, "not her password"),
        "no address": (make_person("dalia").msisdn, PASSWORD),
        "an address nobody proved": (make_person("brian", email_verified_at=None).msisdn, PASSWORD),
        "locked": (make_person("esther", status=User.Status.LOCKED).msisdn, PASSWORD),
        "closed": (make_person("farid", status=User.Status.CLOSED).msisdn, PASSWORD),
        "no password": (make_person("grace", password="!unusable").msisdn, PASSWORD),
    }


def test_every_report_is_answered_alike_for_the_same_work(argon2_runs: list[str]) -> None:
    """SECURITY 5: same status, same body, one argon2 run and the same rows, whoever it is."""
    everybody = {**strangers(), "right": ("+254712000001", PASSWORD)}
    report("+254712999998")
    seen = {}
    for name, (msisdn, password) in everybody.items():
        argon2_runs.clear()
        before = OneTimeCode.objects.count(), OutboxEvent.objects.count()
        answer = report(msisdn, password)
        written = OneTimeCode.objects.count() - before[0], OutboxEvent.objects.count() - before[1]
        seen[name] = (answer.status_code, answer.json(), argon2_runs.copy(), written)
    assert all(outcome == seen["right"] for outcome in seen.values()), seen
    assert seen["right"][0] == 202 and seen["right"][2:] == (["verify"], (1, 1))
    assert OneTimeCode.objects.filter(used_at=None).count() == 1, "one code is alive: the right one's"


def test_every_wrong_code_is_refused_alike(argon2_runs: list[str]) -> None:
    """SECURITY 5: whether the number, the password or the code is wrong."""
    people = strangers()
    report()
    right = mailed_code()
    tries = {name: (msisdn, password, right) for name, (msisdn, password) in people.items()}
    tries["wrong code"] = ("+254712000001", PASSWORD, wrong_code(right))
    report("+254712999998", code="000000")
    seen = {}
    for name, (msisdn, password, code) in tries.items():
        argon2_runs.clear()
        seen[name] = (as_said(report(msisdn, password, code=code)), argon2_runs.copy())
    assert all(outcome == seen["wrong code"] for outcome in seen.values()), seen
    assert seen["wrong code"][0][0] == 422 and seen["wrong code"][1] == ["verify"]
    assert not User.objects.exclude(secured_at=None).exists()


def test_the_code_of_one_stops_nobody_else() -> None:
    make_person("amina")
    brian = make_person("brian")
    report()
    assert report(brian.msisdn, code=mailed_code()).status_code == 422
    assert User.objects.get(pk=brian.pk).secured_at is None


def test_reports_are_limited_by_number_and_by_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """SECURITY 4, 5: unknown numbers run into the limit like known ones."""
    make_person("amina")
    monkeypatch.setattr(rates, "RECOVERY_BY_NUMBER", Rate("accounts.recovery.number", 2, 3600))
    monkeypatch.setattr(rates, "RECOVERY_TRIES_BY_NUMBER", Rate("accounts.recoverytries.number", 2, 3600))
    for msisdn in ("+254712000001", "+254712999999"):
        assert [report(msisdn).status_code for _ in range(3)] == [202, 202, 429]
        assert [report(msisdn, code="000000").status_code for _ in range(3)] == [422, 422, 429]
    monkeypatch.setattr(rates, "RECOVERY_BY_ADDRESS", Rate("accounts.recovery.ip", 2, 3600))
    statuses = [report(f"+2547129990{n:02d}").status_code for n in range(20)]
    assert statuses[-1] == 429


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"password": PASSWORD}, "msisdn"),
        ({"msisdn": "+254712000001"}, "password"),
        ({"msisdn": "0712000001", "password": PASSWORD}, "msisdn"),
        ({"msisdn": "+254712000001", "password": 1}, "password"),
        ({"msisdn": "+254712000001", "password": PASSWORD, "code": "12345"}, "code"),
        ({"msisdn": "+254712000001", "password": PASSWORD, "code": "１２３４５６"}, "code"),
        ({"msisdn": "+254712000001", "password": PASSWORD, "code": None}, "code"),
        ({"msisdn": "+254712000001", "password": PASSWORD, "email": "eve@example.org"}, "email"),
    ],
)
def test_bad_input_is_refused_by_field(api: APIClient, body: dict[str, Any], field: str) -> None:
    answer = api.post(LOCK, body, format="json")
    assert answer.status_code == 400
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert not OneTimeCode.objects.exists()


# --- Coming back ----------------------------------------------------------------------------------------------


def back(user: User, client_id: str = "app-new") -> tuple[APIClient, Phone]:
    """They log in on a new phone and register it."""
    return phone_of(user, client_id)


def ask_unlock(client: APIClient, phone: Phone, **body: Any) -> Any:
    return ask_signed(client, phone, "POST", UNLOCK, {"pin": PIN, **body})


def test_the_person_comes_back_on_a_new_phone_with_pin_and_code() -> None:
    amina = make_person("amina")
    give_pin(amina)
    _, lost = phone_of(amina, "app-old")
    secured(amina)
    client, phone = back(amina)
    assert User.objects.get(pk=amina.pk).secured_at is not None, "a new phone alone releases nothing"

    asked = ask_unlock(client, phone)
    assert asked.json()["sent_to"] == "a***@example.org"
    answer = ask_unlock(client, phone, step_up=answer_to(asked))

    assert answer.status_code == 204
    user = User.objects.get(pk=amina.pk)
    assert user.secured_at is None
    assert user.cautious_until is not None
    assert timedelta(0) < settings.CAUTION - (user.cautious_until - clock.now()) < timedelta(minutes=1)
    assert Device.objects.get(pk=lost.device_id).status == "LOCKED", "the lost phone stays locked"
    assert OutboxEvent.objects.filter(topic="accounts.unsecured").count() == 1
    again = ask_unlock(client, phone)
    assert (again.status_code, again.json()["code"]) == (409, "status_conflict")


def test_while_a_phone_is_lost_codes_go_to_the_e_mail_address() -> None:
    """The SIM is in the lost phone: whoever has it reads the number's messages."""
    amina = make_person("amina")
    _, lost = phone_of(amina, "app-old")
    secured(amina)
    client, phone = plain_client_with(tokens_of(amina).access), Phone()
    asked = client.post(DEVICES, fields_of(phone, "app-new"), format="json")
    assert asked.json()["sent_to"] == "a***@example.org"
    assert register(client, phone, "app-new").status_code == 201
    assert client.delete(path_of(lost)).json()["sent_to"] == "a***@example.org"


def test_a_wrong_pin_releases_nothing_sends_no_code_and_is_counted() -> None:
    amina = make_person("amina")
    give_pin(amina)
    secured(amina)
    client, phone = back(amina)
    codes = OneTimeCode.objects.count()
    refused = ask_unlock(client, phone, pin="918273")
    assert (refused.status_code, refused.json()["code"], refused.json()["attempts_left"]) == (403, "wrong_pin", 4)
    assert OneTimeCode.objects.count() == codes
    assert User.objects.get(pk=amina.pk).secured_at is not None


def test_pin_and_code_without_the_key_of_a_registered_phone_release_nothing() -> None:
    """SECURITY 3."""
    amina = make_person("amina")
    give_pin(amina)
    secured(amina)
    client, phone = back(amina)
    unbound = plain_client_with(tokens_of(amina).access)
    seen = [
        unbound.post(UNLOCK, {"pin": PIN}, format="json").json()["code"],
        ask_unlock(unbound, phone).json()["code"],
        client.post(UNLOCK, {"pin": PIN}, format="json").json()["code"],
        ask_unlock(client, Phone()).json()["code"],
    ]
    assert seen == ["device_required", "device_required", "signature_required", "invalid_signature"]
    assert APIClient().post(UNLOCK, {"pin": PIN}, format="json").status_code == 401
    assert User.objects.get(pk=amina.pk).secured_at is not None


def test_the_code_of_one_loss_does_not_end_the_next() -> None:
    amina = make_person("amina")
    give_pin(amina)
    secured(amina)
    client, phone = back(amina)
    step_up = answer_to(ask_unlock(client, phone))
    assert ask_unlock(client, phone, step_up=step_up).status_code == 204
    secured(amina)
    client, phone = back(amina, "app-newer")
    assert ask_unlock(client, phone, step_up=step_up).status_code == 422
    assert User.objects.get(pk=amina.pk).secured_at is not None


def test_without_a_pin_one_sets_it_first() -> None:
    amina = make_person("amina")
    secured(amina)
    client, phone = back(amina)
    refused = ask_unlock(client, phone)
    assert (refused.status_code, refused.json()["code"]) == (409, "pin_not_set")


def test_no_other_phone_is_unlocked_before_the_account_is() -> None:
    amina = make_person("amina")
    give_pin(amina)
    _, lost = phone_of(amina, "app-old")
    secured(amina)
    client, phone = back(amina)
    refused = ask_signed(client, phone, "POST", path_of(lost, "unlock"), {"pin": PIN})
    assert (refused.status_code, refused.json()["code"]) == (403, "account_secured")


@pytest.mark.django_db(transaction=True)
def test_a_lock_beside_the_unlock_wins_or_comes_after() -> None:
    """Whatever the order, a locked phone does not leave the account open by an unlock that began before."""
    amina = make_person("amina")
    give_pin(amina)
    secured(amina)
    client, phone = back(amina)
    step_up = answer_to(ask_unlock(client, phone))

    def act(index: int) -> int:
        if index == 0:
            return int(ask_unlock(client, phone, step_up=step_up).status_code)
        services.lock_device(person_id=amina.id, device_id=phone.device_id, reason="x", now=clock.now())
        return 0

    status, _ = run_together(2, act)
    user = User.objects.get(pk=amina.pk)
    assert (user.secured_at is None) == (status == 204)
    assert status in (204, 401, 403, 422)
    assert not Session.objects.filter(bound_device_id=phone.device_id, revoked_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_who_unlocks_while_an_operator_does_hears_that_it_is_done() -> None:
    amina = make_person("amina")
    give_pin(amina)
    secured(amina)
    client, phone = back(amina)
    step_up = answer_to(ask_unlock(client, phone))
    with other_transaction() as there:
        there(lambda: services.release_secured(person_id=amina.id, reason="x", by=amina.id, now=clock.now()))
        unlocking = in_background(lambda: ask_unlock(client, phone, step_up=step_up))
        wait_until_blocked()
    answer = unlocking.result(60)
    assert (answer.status_code, answer.json()["code"]) == (409, "status_conflict")
    assert OutboxEvent.objects.filter(topic="accounts.unsecured").count() == 1


def test_an_operator_releases_an_account_and_is_named() -> None:
    """For somebody who has lost the e-mail address too. The phones stay locked, the PIN unknown to the operator."""
    amina, olga = make_person("amina"), make_operator()
    _, lost = phone_of(amina)
    with pytest.raises(StatusConflict):
        services.release_secured(person_id=amina.id, reason="called", by=olga.id, now=clock.now())
    secured(amina)
    services.release_secured(person_id=amina.id, reason="called", by=olga.id, now=clock.now())
    user = User.objects.get(pk=amina.pk)
    assert user.secured_at is None and user.cautious_until is not None
    assert Device.objects.get(pk=lost.device_id).status == "LOCKED"
    detail = Activity.objects.get(action="accounts.unsecured").detail
    assert detail == {"reason": "called", "by": str(olga.id)}


def test_no_password_pin_or_code_is_logged_queued_or_stored(caplog: pytest.LogCaptureFixture) -> None:
    """SECURITY 2."""
    caplog.set_level(logging.DEBUG)
    amina = make_person("amina")
    give_pin(amina)
    report(password="canary-password-Zq7")
    report()
    code = mailed_code()
    report(code=code)
    client, phone = back(amina)
    step_up = answer_to(ask_unlock(client, phone))
    assert ask_unlock(client, phone, step_up=step_up).status_code == 204
    with connection.cursor() as cursor:
        said = [str(record.__dict__) for record in caplog.records]
        for table in (
            "core_outboxevent",
            "accounts_activity",
            "accounts_session",
            "accounts_device",
            "core_ratebucket",
        ):
            cursor.execute(f"SELECT t::text FROM {table} t")
            said += [row[0] for row in cursor.fetchall()]
    assert any("accounts.unsecured" in line for line in said), "the net must have caught what happened"
    secrets = [PASSWORD, "canary-password-Zq7", PIN, code, step_up["code"]]
    pattern = "|".join(rf"(?<![0-9a-f.-]){re.escape(secret)}(?![0-9a-f-])" for secret in secrets)
    assert not [line for line in said if re.search(pattern, line)]
