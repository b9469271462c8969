"""A locked phone has no power: SECURITY 10 and 11. A found one gets it back, slowly."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from rest_framework.test import APIClient

from apps.accounts import selectors, services
from apps.accounts.errors import DeviceConflict, DeviceNotFound
from apps.accounts.models import Activity, Device, OneTimeCode, Pin, Session, User
from apps.accounts.tests.factories import (
    PASSWORD,
    PIN,
    Phone,
    give_pin,
    make_operator,
    make_person,
    plain_client_with,
    tokens_of,
)
from apps.accounts.tests.phones import DEVICES, answer_to, ask_signed, fields_of, key_of, path_of, phone_of, register
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together

pytestmark = pytest.mark.django_db
ME = "/api/v1/me"
WRONG_PIN = "918273"


def two_phones(name: str = "amina") -> tuple[User, tuple[APIClient, Phone], tuple[APIClient, Phone]]:
    user = make_person(name)
    give_pin(user)
    return user, phone_of(user, "app-1"), phone_of(user, "app-2")


def log_in(user: User, phone: Phone | None, client_id: str = "app-1") -> Any:
    device = {"id": client_id} | ({"public_key": key_of(phone)} if phone else {})
    body = {"identifier": user.msisdn, "password": PASSWORD, "device": device}
    return APIClient().post("/api/v1/auth/login", body, format="json")


# --- Locking --------------------------------------------------------------------------------------------------


def test_a_lock_ends_the_phones_sessions_at_once_and_no_others() -> None:
    """SECURITY 10, 11."""
    amina, (lost, phone), (here, _) = two_phones()
    # A second session that the same app opened, without showing its key.
    unbound = services.open_session(user=amina, device=services.Device(id="app-1"), now=clock.now())
    other = plain_client_with(unbound.access)
    for client in (lost, other, here):
        assert client.get(ME).status_code == 200

    answer = here.post(path_of(phone, "lock"))

    assert (answer.status_code, answer.json()["status"]) == (200, "LOCKED")
    assert [client.get(ME).status_code for client in (lost, other, here)] == [401, 401, 200]
    refreshed = APIClient().post("/api/v1/auth/refresh", {"refresh": unbound.refresh}, format="json")
    assert refreshed.status_code == 401
    assert set(Session.objects.exclude(revoked_at=None).values_list("revoked_reason", flat=True)) == {"device_locked"}
    payload = {"person_id": str(amina.id), "device_id": str(phone.device_id), "reason": "asked"}
    assert OutboxEvent.objects.get(topic="accounts.device_locked").payload == payload
    assert Activity.objects.get(action="accounts.device_locked").subject == str(phone.device_id)


def test_locking_again_changes_and_tells_nothing() -> None:
    _, (_, phone), (here, _) = two_phones()
    answers = [here.post(path_of(phone, "lock")).json() for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert OutboxEvent.objects.filter(topic="accounts.device_locked").count() == 1


def test_a_person_may_lock_the_phone_they_are_on() -> None:
    client, phone = phone_of(make_person("amina"))
    assert client.post(path_of(phone, "lock")).status_code == 200
    assert client.get(ME).status_code == 401


def test_an_operator_locks_a_phone_and_is_named() -> None:
    amina, (lost, phone), _ = two_phones()
    olga = make_operator()
    services.lock_device(
        person_id=amina.id, device_id=phone.device_id, reason="called " * 10, by=olga.id, now=clock.now()
    )
    assert lost.get(ME).status_code == 401
    assert OutboxEvent.objects.get(topic="accounts.device_locked").payload["by"] == str(olga.id)
    assert Device.objects.get(pk=phone.device_id).locked_reason == ("called " * 10)[:40]


def test_what_is_not_there_is_not_locked() -> None:
    amina, brian = make_person("amina"), make_person("brian")
    _, phone = phone_of(brian)
    for device_id in (phone.device_id, uuid4()):
        with pytest.raises(DeviceNotFound):
            services.lock_device(person_id=amina.id, device_id=device_id, reason="x", now=clock.now())
    assert Device.objects.get().status == "ACTIVE"


def test_a_removed_phone_is_not_locked() -> None:
    client, phone = phone_of(make_person("amina"))
    client.delete(path_of(phone))
    person_id = Device.objects.get().user_id
    with pytest.raises(DeviceConflict):
        services.lock_device(person_id=person_id, device_id=phone.device_id, reason="x", now=clock.now())


def test_codes_that_the_lost_phone_may_have_shown_are_dead() -> None:
    """A code that was under way by SMS to that phone confirms nothing any more."""
    amina, (_, phone), (here, _) = two_phones()
    third, new = plain_client_with(tokens_of(amina).access), Phone()
    step_up = answer_to(third.post(DEVICES, fields_of(new, "app-3"), format="json"))
    here.post(path_of(phone, "lock"))
    refused = third.post(DEVICES, {**fields_of(new, "app-3"), "step_up": step_up}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_code")
    assert not OneTimeCode.objects.filter(used_at=None).exists()


@pytest.mark.parametrize("says", ["its key", "no key"])
def test_a_locked_phone_does_not_log_in(says: str) -> None:
    """SECURITY 11: with the right password, too. It opens no session and gets no token."""
    amina, (_, phone), (here, _) = two_phones()
    here.post(path_of(phone, "lock"))
    sessions = Session.objects.count()
    refused = log_in(amina, phone if says == "its key" else None)
    assert (refused.status_code, refused.json()["code"]) == (403, "device_locked")
    assert Session.objects.count() == sessions
    wrong = {"identifier": amina.msisdn, "password": "not it", "device": {"id": "app-1"}}
    answer = APIClient().post("/api/v1/auth/login", wrong, format="json")
    assert answer.json()["code"] == "invalid_credentials", "only who knows the password hears of the lock"


def test_a_locked_phone_set_up_anew_is_a_new_phone() -> None:
    """With another key it logs in unbound, and needs a code to be registered in the place of the locked one."""
    amina, (_, phone), (here, _) = two_phones()
    here.post(path_of(phone, "lock"))
    new = Phone()
    answer = log_in(amina, new)
    assert answer.status_code == 200 and "device" not in answer.json()
    assert register(plain_client_with(answer.json()["access"]), new).status_code == 201
    assert Device.objects.get(pk=phone.device_id).status == "REMOVED"


def test_the_key_of_a_locked_phone_is_registered_by_no_app() -> None:
    amina, (_, phone), (here, _) = two_phones()
    here.post(path_of(phone, "lock"))
    pair = tokens_of(amina)
    for client_id, code in [("app-1", "device_locked"), ("app-3", "device_key_taken")]:
        assert register(plain_client_with(pair.access), phone, client_id).json()["code"] == code


@pytest.mark.django_db(transaction=True)
def test_no_session_slips_in_beside_the_lock_of_a_phone() -> None:
    """Whatever the order, no session of that phone is good once it is locked."""
    amina = make_person("amina")
    for round_ in range(4):
        app = f"app-{round_}"
        _, phone = phone_of(amina, app)

        def lock_or_log_in(index: int, phone: Phone = phone, app: str = app) -> Any:
            if index == 0:
                services.lock_device(person_id=amina.id, device_id=phone.device_id, reason="x", now=clock.now())
                return None
            device = services.Device(id=app, public_key=phone.public_key)
            return services.log_in(identifier=amina.msisdn, password=PASSWORD, device=device, now=clock.now())

        run_together(3, lock_or_log_in)
        assert not Session.objects.filter(device_id=app, revoked_at=None).exists()
        assert not Session.objects.filter(bound_device_id=phone.device_id, revoked_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_locks_from_all_sides_do_not_deadlock() -> None:
    amina = make_person("amina")
    phones = [phone_of(amina, f"app-{n}")[1] for n in range(4)]

    def lock(index: int) -> None:
        if index == 4:
            services.end_all_sessions(person_id=amina.id, now=clock.now())
            return
        services.lock_device(person_id=amina.id, device_id=phones[index].device_id, reason="x", now=clock.now())

    assert run_together(5, lock) == [None] * 5
    assert set(Device.objects.values_list("status", flat=True)) == {"LOCKED"}


# --- Unlocking ------------------------------------------------------------------------------------------------


def ask_unlock(client: APIClient, signer: Phone, target: Phone, **body: Any) -> Any:
    return ask_signed(client, signer, "POST", path_of(target, "unlock"), {"pin": PIN, **body})


def test_a_found_phone_is_unlocked_from_another_with_pin_and_code() -> None:
    amina, (_, phone), (here, other) = two_phones()
    here.post(path_of(phone, "lock"))
    asked = ask_unlock(here, other, phone)

    answer = ask_unlock(here, other, phone, step_up=answer_to(asked))

    assert (answer.status_code, answer.json()["status"]) == (200, "ACTIVE")
    assert OutboxEvent.objects.filter(topic="accounts.device_unlocked").count() == 1
    cautious_until = User.objects.get(pk=amina.pk).cautious_until
    assert cautious_until is not None
    assert timedelta(0) < settings.CAUTION - (cautious_until - clock.now()) < timedelta(minutes=1)
    assert log_in(amina, phone).json()["device"]["id"] == str(phone.device_id)
    again = ask_unlock(here, other, phone)
    assert (again.status_code, again.json()["code"]) == (409, "device_conflict")


def test_the_old_sessions_of_an_unlocked_phone_stay_over() -> None:
    _, (lost, phone), (here, other) = two_phones()
    here.post(path_of(phone, "lock"))
    ask_unlock(here, other, phone, step_up=answer_to(ask_unlock(here, other, phone)))
    assert lost.get(ME).status_code == 401


def test_a_wrong_pin_sends_no_code_and_is_counted() -> None:
    amina, (_, phone), (here, other) = two_phones()
    here.post(path_of(phone, "lock"))
    codes = OneTimeCode.objects.count()
    refused = ask_unlock(here, other, phone, pin=WRONG_PIN)
    assert (refused.status_code, refused.json()["code"], refused.json()["attempts_left"]) == (403, "wrong_pin", 4)
    assert OneTimeCode.objects.count() == codes
    for _ in range(4):
        ask_unlock(here, other, phone, pin=WRONG_PIN)
    assert ask_unlock(here, other, phone).json()["code"] == "pin_locked"
    assert Pin.objects.get(user=amina).lockouts == 1
    assert Device.objects.get(pk=phone.device_id).status == "LOCKED"


def test_a_stolen_token_alone_unlocks_nothing() -> None:
    """The other phone's key must have signed, and exactly this."""
    amina, (_, phone), (here, other) = two_phones()
    here.post(path_of(phone, "lock"))
    path = path_of(phone, "unlock")
    unsigned = here.post(path, {"pin": PIN}, format="json")
    assert (unsigned.status_code, unsigned.json()["code"]) == (403, "signature_required")
    forger = Phone()
    forger.device_id = other.device_id
    by_lost = Phone()
    by_lost.key, by_lost.device_id = phone.key, phone.device_id
    for signer in (forger, by_lost):
        refused = ask_signed(here, signer, "POST", path, {"pin": PIN})
        assert (refused.status_code, refused.json()["code"]) == (403, "invalid_signature")
    stale = ask_signed(here, other, "POST", path, {"pin": PIN}, at=clock.now() - timedelta(minutes=6))
    assert (stale.status_code, stale.json()["code"]) == (403, "stale_signature")
    elsewhere = other.sign("POST", f"{DEVICES}/{uuid4()}/unlock", b"{}")
    moved = here.generic("POST", path, "{}", content_type="application/json", headers=elsewhere)
    assert moved.status_code in (400, 403)
    unbound = plain_client_with(tokens_of(amina).access)
    refused = ask_signed(unbound, other, "POST", path, {"pin": PIN})
    assert (refused.status_code, refused.json()["code"]) == (403, "device_required")
    assert Device.objects.get(pk=phone.device_id).status == "LOCKED"


def test_a_phone_does_not_unlock_itself_and_others_unlock_nobody_elses() -> None:
    _, (_, phone), (here, other) = two_phones()
    assert ask_unlock(here, other, other).json()["code"] == "device_conflict"
    brian = make_person("brian")
    give_pin(brian)
    his, key = phone_of(brian)
    here.post(path_of(phone, "lock"))
    refused = ask_unlock(his, key, phone)
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")


def test_the_code_of_one_lock_does_not_end_the_next() -> None:
    _, (_, phone), (here, other) = two_phones()
    here.post(path_of(phone, "lock"))
    step_up = answer_to(ask_unlock(here, other, phone))
    ask_unlock(here, other, phone, step_up=step_up)
    with time_machine.travel(clock.now() + timedelta(seconds=5), tick=True):
        here.post(path_of(phone, "lock"))
        refused = ask_unlock(here, other, phone, step_up=step_up)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_code")


@pytest.mark.parametrize(
    ("body", "field"),
    [({}, "pin"), ({"pin": "12"}, "pin"), ({"pin": 739184}, "pin"), ({"pin": PIN, "force": True}, "force")],
)
def test_bad_input_is_refused_by_field(body: dict[str, Any], field: str) -> None:
    _, (_, phone), (here, other) = two_phones()
    answer = ask_signed(here, other, "POST", path_of(phone, "unlock"), body)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)


@pytest.mark.usefixtures("copies_grow_old")
def test_a_session_of_another_process_knows_of_the_lock_within_five_seconds() -> None:
    """SECURITY 10: a copy of the session that lies in another process's cache goes stale by itself."""
    amina, (lost, phone), _ = two_phones()
    assert lost.get(ME).status_code == 200
    session_id = Session.objects.get(bound_device_id=phone.device_id).id
    copy = selectors.get_session_state(session_id)
    services.lock_device(person_id=amina.id, device_id=phone.device_id, reason="x", now=clock.now())
    # What the other process remembers, put back behind the back of the lock.
    from apps.core import caching

    caching.cache.set(selectors.session_cache_key(session_id), copy, settings.SESSION_CACHE_SECONDS)
    assert lost.get(ME).status_code == 200
    with time_machine.travel(clock.now() + timedelta(seconds=5), tick=False):
        assert lost.get(ME).status_code == 401
