"""A phone becomes one of the person's own: with a code, told to the others, and so many of them only."""

import base64
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from rest_framework.test import APIClient

from apps.accounts import device_keys, selectors, services
from apps.accounts.errors import StepUpRequired, TooManyDevices
from apps.accounts.models import Activity, Device, OneTimeCode, Session, User
from apps.accounts.services import StepUpAnswer
from apps.accounts.tests.factories import (
    PASSWORD,
    Phone,
    code_sent_to,
    make_person,
    plain_client_with,
    sign_up_fields,
    tokens_of,
)
from apps.accounts.tests.phones import DEVICES, answer_to, fields_of, key_of, path_of, phone_of, register
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together

pytestmark = pytest.mark.django_db
LOG_IN = "/api/v1/auth/login"


def log_in(user: User, phone: Phone | None, client_id: str = "app-1") -> Any:
    device = {"id": client_id} | ({"public_key": key_of(phone)} if phone else {})
    body = {"identifier": user.msisdn, "password": PASSWORD, "device": device}
    return APIClient().post(LOG_IN, body, format="json")


def topics() -> list[str]:
    return list(OutboxEvent.objects.order_by("id").values_list("topic", flat=True))


def test_a_new_phone_is_registered_with_a_code_and_binds_its_session() -> None:
    amina = make_person("amina")
    pair, phone = tokens_of(amina), Phone()
    client = plain_client_with(pair.access)
    asked = client.post(DEVICES, fields_of(phone), format="json")
    assert (asked.status_code, asked.json()["code"]) == (403, "step_up_required")
    assert asked.json()["sent_to"] == "+254***001"
    assert not Device.objects.exists()

    done = client.post(DEVICES, {**fields_of(phone), "step_up": answer_to(asked)}, format="json")

    assert done.status_code == 201
    body = done.json()
    assert set(body) == {
        "id", "name", "platform", "status", "registered_at", "is_current", "wipe", "command_key"
    }  # fmt: skip
    assert (body["name"], body["platform"], body["status"]) == ("Amina's phone", "android", "ACTIVE")
    assert (body["is_current"], body["wipe"]) == (True, None)
    assert base64.b64decode(body["command_key"]) == device_keys.command_public_key()
    device = Device.objects.get()
    assert (str(device.id), bytes(device.public_key or b"")) == (body["id"], phone.public_key)
    assert Session.objects.get(pk=pair.session_id).bound_device_id == device.id
    assert Activity.objects.get(action="accounts.device_registered").subject == body["id"]
    payload = {"person_id": str(amina.id), "device_id": body["id"]}
    assert OutboxEvent.objects.get(topic="accounts.device_registered").payload == payload
    assert key_of(phone) not in client.get(DEVICES).content.decode()


def test_the_code_of_one_key_registers_no_other_key() -> None:
    """SECURITY 4: bound to exactly what is confirmed."""
    client = plain_client_with(tokens_of(make_person("amina")).access)
    step_up = answer_to(client.post(DEVICES, fields_of(Phone()), format="json"))
    for other in (fields_of(Phone()), {**fields_of(Phone(), "app-2")}):
        refused = client.post(DEVICES, {**other, "step_up": step_up}, format="json")
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid_code")
    assert not Device.objects.exists()


def test_somebody_elses_code_registers_nothing() -> None:
    phone = Phone()
    amina = plain_client_with(tokens_of(make_person("amina")).access)
    brian = plain_client_with(tokens_of(make_person("brian")).access)
    step_up = answer_to(amina.post(DEVICES, fields_of(phone), format="json"))
    refused = brian.post(DEVICES, {**fields_of(phone), "step_up": step_up}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_code")
    assert not Device.objects.exists()


def test_a_code_is_dead_after_five_wrong_tries() -> None:
    """SECURITY 4."""
    client, phone = plain_client_with(tokens_of(make_person("amina")).access), Phone()
    right = answer_to(client.post(DEVICES, fields_of(phone), format="json"))
    wrong = {**right, "code": f"{(int(right['code']) + 1) % 10**6:06d}"}
    for step_up in [wrong] * 5 + [right]:
        refused = client.post(DEVICES, {**fields_of(phone), "step_up": step_up}, format="json")
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid_code")
    assert OneTimeCode.objects.get().attempts == 5
    assert not Device.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"public_key": None}, "public_key"),
        ({"public_key": ""}, "public_key"),
        ({"public_key": 7}, "public_key"),
        ({"public_key": base64.b64encode(bytes(32)).decode()}, "public_key"),
        ({"public_key": base64.b64encode(b"\x01" + bytes(31)).decode()}, "public_key"),
        ({"public_key": base64.b64encode(b"\x09" * 31).decode()}, "public_key"),
        ({"public_key": base64.b64encode(b"\x09" * 33).decode()}, "public_key"),
        ({"public_key": base64.urlsafe_b64encode(b"\xff" * 32).decode()}, "public_key"),
        ({"public_key": "ä" * 44}, "public_key"),
        # The same 32 bytes as "...URo=" in a second spelling: bits that do not count.
        ({"public_key": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURp="}, "public_key"),
        ({"public_key": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo"}, "public_key"),
        ({"id": ""}, "id"),
        ({"id": "x" * 65}, "id"),
        ({"name": "x" * 81}, "name"),
        ({"platform": 1}, "platform"),
        ({"status": "ACTIVE"}, "status"),
        ({"user": "019a2f3e-7c1b-7d52-9b0a-4f2f6c1d8e77"}, "user"),
        ({"step_up": {"challenge_id": "x", "code": "123456"}}, "step_up.challenge_id"),
        ({"step_up": {"code": "123456"}}, "step_up.challenge_id"),
    ],
)
def test_bad_input_is_refused_by_field(change: dict[str, Any], field: str) -> None:
    """SECURITY 15 for the columns that are not the person's to write."""
    client = plain_client_with(tokens_of(make_person("amina")).access)
    answer = client.post(DEVICES, fields_of(Phone(), **change), format="json")
    assert answer.status_code == 400, answer.content
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert not OneTimeCode.objects.exists()


def test_the_service_refuses_a_bad_key_too() -> None:
    amina = make_person("amina")
    with pytest.raises(Exception, match="invalid fields"):
        services.register_device(
            user_id=amina.id,
            session_id=tokens_of(amina).session_id,
            client_id="app-1",
            name="",
            platform="",
            public_key=bytes(32),
            now=clock.now(),
        )


def test_a_key_is_one_phones_and_nobody_elses() -> None:
    amina, brian = make_person("amina"), make_person("brian")
    _, phone = phone_of(amina)
    for user, client_id in [(brian, "app-1"), (amina, "app-2")]:
        refused = register(plain_client_with(tokens_of(user).access), phone, client_id)
        assert (refused.status_code, refused.json()["code"]) == (409, "device_key_taken")
    assert Device.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_register_one_key_at_once_one_succeeds() -> None:
    people, phone = [make_person("amina"), make_person("brian")], Phone()
    clients = [plain_client_with(tokens_of(user).access) for user in people]
    bodies = [
        {**fields_of(phone), "step_up": answer_to(client.post(DEVICES, fields_of(phone), format="json"))}
        for client in clients
    ]
    answers = run_together(2, lambda i: clients[i].post(DEVICES, bodies[i], format="json"))
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert Device.objects.count() == 1


# --- Knowing a phone again ------------------------------------------------------------------------------------


def test_a_registered_phone_is_known_again_at_log_in() -> None:
    amina = make_person("amina")
    _, phone = phone_of(amina)
    answer = log_in(amina, phone)
    assert answer.status_code == 200
    bound = {"id": str(phone.device_id), "command_key": base64.b64encode(device_keys.command_public_key()).decode()}
    assert answer.json()["device"] == bound
    assert Session.objects.latest("id").bound_device_id == phone.device_id


@pytest.mark.parametrize("other", ["another key", "no key", "another app", "another person"])
def test_what_only_resembles_a_registered_phone_is_not_bound(other: str) -> None:
    amina = make_person("amina")
    _, phone = phone_of(amina)
    answer = {
        "another key": lambda: log_in(amina, Phone()),
        "no key": lambda: log_in(amina, None),
        "another app": lambda: log_in(amina, phone, "app-2"),
        "another person": lambda: log_in(make_person("brian"), phone),
    }[other]()
    assert answer.status_code == 200
    assert "device" not in answer.json()
    assert Session.objects.latest("id").bound_device_id is None


def test_a_key_without_an_id_and_a_bad_key_are_refused_at_log_in(api: APIClient) -> None:
    amina = make_person("amina")
    for device, field in [
        ({"public_key": key_of(Phone())}, "device.id"),
        ({"id": "app-1", "public_key": base64.b64encode(bytes(32)).decode()}, "device.public_key"),
    ]:
        body = {"identifier": amina.msisdn, "password": PASSWORD, "device": device}
        answer = api.post(LOG_IN, body, format="json")
        assert answer.status_code == 400
        assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_registering_the_same_phone_again_needs_no_code_and_tells_nobody() -> None:
    amina = make_person("amina")
    _, phone = phone_of(amina)
    pair = tokens_of(amina)
    again = plain_client_with(pair.access).post(DEVICES, fields_of(phone), format="json")
    assert (again.status_code, again.json()["id"]) == (201, str(phone.device_id))
    assert Session.objects.get(pk=pair.session_id).bound_device_id == phone.device_id
    assert topics().count("accounts.device_registered") == 1


def test_signing_up_on_a_phone_with_a_key_registers_it(api: APIClient) -> None:
    api.post("/api/v1/auth/register", sign_up_fields("amina"), format="json")
    phone = Phone()
    device = {"id": "app-1", "name": "Amina's phone", "platform": "ios", "public_key": key_of(phone)}
    body = {"msisdn": "+254712000001", "code": code_sent_to("+254712000001"), "device": device}
    answer = api.post("/api/v1/auth/verify", body, format="json")
    assert answer.status_code == 200, answer.content
    row = Device.objects.get()
    assert answer.json()["device"]["id"] == str(row.id)
    assert (row.name, row.status, bytes(row.public_key or b"")) == ("Amina's phone", "ACTIVE", phone.public_key)
    assert Session.objects.get().bound_device_id == row.id
    assert "accounts.device_registered" not in topics(), "the welcome says enough"
    assert Activity.objects.filter(action="accounts.device_registered").count() == 1


def test_a_sign_up_with_somebody_elses_key_is_undone_whole(api: APIClient) -> None:
    _, phone = phone_of(make_person("brian"))
    api.post("/api/v1/auth/register", sign_up_fields("amina"), format="json")
    body = {"msisdn": "+254712000001", "code": code_sent_to("+254712000001")}
    device = {"id": "app-1", "public_key": key_of(phone)}
    refused = api.post("/api/v1/auth/verify", {**body, "device": device}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "device_key_taken")
    assert not User.objects.filter(msisdn="+254712000001").exists()
    device["public_key"] = key_of(Phone())
    assert api.post("/api/v1/auth/verify", {**body, "device": device}, format="json").status_code == 200


# --- Replacing and counting -----------------------------------------------------------------------------------


def test_an_app_that_comes_with_another_key_replaces_its_phone() -> None:
    amina = make_person("amina")
    before, old = phone_of(amina)
    pair, new = tokens_of(amina), Phone()
    client = plain_client_with(pair.access)
    assert client.post(DEVICES, fields_of(new), format="json").status_code == 403, "it needs a code"
    assert register(client, new).status_code == 201
    assert before.get("/api/v1/me").status_code == 401
    assert client.get("/api/v1/me").status_code == 200
    rows = {row.id: row for row in Device.objects.all()}
    assert (rows[old.device_id].status, rows[old.device_id].public_key) == ("REMOVED", None)
    assert rows[new.device_id].status == "ACTIVE"
    assert [row["id"] for row in client.get(DEVICES).json()["results"]] == [str(new.device_id)]
    assert Activity.objects.get(action="accounts.device_removed").detail["reason"] == "replaced"


def test_a_phone_that_changes_its_key_keeps_the_session_it_does_so_in() -> None:
    client, old = phone_of(make_person("amina"))
    new = Phone()
    assert register(client, new).status_code == 201
    assert client.get("/api/v1/me").status_code == 200
    assert Session.objects.get(revoked_at=None).bound_device_id == new.device_id != old.device_id


def test_a_session_of_one_phone_registers_no_other_phone() -> None:
    """A token stolen from a phone must not bring a thief's phone in without a log-in."""
    client, _ = phone_of(make_person("amina"))
    refused = register(client, Phone(), "app-2")
    assert (refused.status_code, refused.json()["code"]) == (409, "session_bound")


def test_a_person_has_so_many_phones_and_a_locked_one_counts() -> None:
    amina = make_person("amina")
    phones = [phone_of(amina, f"app-{n}")[1] for n in range(settings.MAX_DEVICES)]
    client = plain_client_with(tokens_of(amina).access)
    assert client.post(path_of(phones[0], "lock")).status_code == 200
    codes = OneTimeCode.objects.count()
    refused = register(client, Phone(), "app-x")
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many_devices")
    assert OneTimeCode.objects.count() == codes, "no code is sent for what cannot be"
    removing = client.delete(path_of(phones[0]))
    step_up = answer_to(removing)
    assert client.delete(path_of(phones[0]), {"step_up": step_up}, format="json").status_code == 204
    assert register(client, Phone(), "app-x").status_code == 201


def test_replacing_a_phone_is_possible_at_the_limit() -> None:
    amina = make_person("amina")
    for n in range(settings.MAX_DEVICES):
        phone_of(amina, f"app-{n}")
    assert register(plain_client_with(tokens_of(amina).access), Phone(), "app-0").status_code == 201


@pytest.mark.django_db(transaction=True)
def test_registrations_at_once_do_not_pass_the_limit_together() -> None:
    amina = make_person("amina")
    for n in range(settings.MAX_DEVICES - 1):
        phone_of(amina, f"app-{n}")
    sessions = [tokens_of(amina).session_id for _ in range(4)]
    phones = [Phone() for _ in sessions]

    def ask(index: int, step_up: StepUpAnswer | None = None) -> Device:
        return services.register_device(
            user_id=amina.id,
            session_id=sessions[index],
            client_id=f"new-{index}",
            name="",
            platform="",
            public_key=phones[index].public_key,
            step_up=step_up,
            now=clock.now(),
        )

    answers = []
    for index in range(4):
        with pytest.raises(StepUpRequired) as asked:
            ask(index)
        challenge = UUID(asked.value.extra["challenge_id"])
        answers.append(StepUpAnswer(challenge, selectors.get_code_text(challenge) or ""))
    results = run_together(4, lambda index: ask(index, answers[index]))
    assert sorted(type(result).__name__ for result in results) == ["Device"] + [TooManyDevices.__name__] * 3
    assert Device.objects.filter(status="ACTIVE").count() == settings.MAX_DEVICES


@pytest.mark.django_db(transaction=True)
def test_one_code_used_twice_at_once_registers_one_phone() -> None:
    amina = make_person("amina")
    client, phone = plain_client_with(tokens_of(amina).access), Phone()
    body = {**fields_of(phone), "step_up": answer_to(client.post(DEVICES, fields_of(phone), format="json"))}
    answers = run_together(3, lambda _: client.post(DEVICES, body, format="json"))
    assert {answer.status_code for answer in answers} <= {201, 409, 422}
    assert Device.objects.count() == 1
    assert topics().count("accounts.device_registered") == 1


# --- Whose ----------------------------------------------------------------------------------------------------


def test_the_list_is_ones_own_and_says_which_one_is_here() -> None:
    amina, brian = make_person("amina"), make_person("brian")
    first, old = phone_of(amina, "app-1")
    _, new = phone_of(amina, "app-2", name="Tablet")
    phone_of(brian)
    listed = first.get(DEVICES).json()
    assert set(listed) == {"results", "next", "previous"}
    rows = listed["results"]
    assert [row["id"] for row in rows] == [str(new.device_id), str(old.device_id)]
    assert [row["is_current"] for row in rows] == [False, True]
    assert set(rows[0]) == {"id", "name", "platform", "status", "registered_at", "is_current", "wipe"}
    page = first.get(DEVICES, {"page_size": 1}).json()
    assert [row["id"] for row in page["results"]] == [str(new.device_id)]
    assert [row["id"] for row in first.get(page["next"]).json()["results"]] == [str(old.device_id)]


def test_somebody_elses_phone_is_not_there() -> None:
    _, phone = phone_of(make_person("amina"))
    brian = plain_client_with(tokens_of(make_person("brian")).access)
    for method, rest in [("delete", ()), ("post", ("lock",)), ("post", ("wipe",))]:
        answer = getattr(brian, method)(path_of(phone, *rest))
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert Device.objects.get().status == "ACTIVE"


@pytest.mark.parametrize(
    ("method", "rest"),
    [("get", None), ("post", None), ("delete", ()), ("post", ("lock",)), ("post", ("unlock",)), ("post", ("wipe",))],
)
def test_without_a_token_nobody_has_phones(api: APIClient, method: str, rest: tuple[str, ...] | None) -> None:
    path = DEVICES if rest is None else path_of(Phone(), *rest)
    assert getattr(api, method)(path, {}, format="json").status_code == 401


def test_removing_the_phone_one_is_on_needs_no_code_and_logs_out() -> None:
    client, phone = phone_of(make_person("amina"))
    assert client.delete(path_of(phone)).status_code == 204
    assert client.get("/api/v1/me").status_code == 401
    assert Device.objects.get().status == "REMOVED"


def test_removing_another_phone_needs_a_code_and_ends_its_sessions() -> None:
    amina = make_person("amina")
    here, _ = phone_of(amina, "app-1")
    there, other = phone_of(amina, "app-2")
    asked = here.delete(path_of(other))
    assert there.get("/api/v1/me").status_code == 200
    wrong = {"challenge_id": asked.json()["challenge_id"], "code": "000000"}
    if answer_to(asked)["code"] != "000000":
        assert here.delete(path_of(other), {"step_up": wrong}, format="json").status_code == 422
    assert here.delete(path_of(other), {"step_up": answer_to(asked)}, format="json").status_code == 204
    assert there.get("/api/v1/me").status_code == 401
    assert here.delete(path_of(other)).status_code == 404
    bad = here.delete(path_of(other), {"really": True}, format="json")
    assert (bad.status_code, bad.json()["errors"][0]["field"]) == (400, "really")


def test_a_removed_phone_may_come_back_with_its_key() -> None:
    amina = make_person("amina")
    client, phone = phone_of(amina)
    client.delete(path_of(phone))
    assert register(plain_client_with(tokens_of(amina).access), phone).status_code == 201


def test_a_code_is_good_once_also_for_the_phone_it_was_for() -> None:
    """SECURITY 4."""
    amina = make_person("amina")
    client, phone = plain_client_with(tokens_of(amina).access), Phone()
    body = {**fields_of(phone), "step_up": answer_to(client.post(DEVICES, fields_of(phone), format="json"))}
    first = client.post(DEVICES, body, format="json")
    client.delete(f"{DEVICES}/{first.json()['id']}")
    again = plain_client_with(tokens_of(amina).access).post(DEVICES, body, format="json")
    assert (again.status_code, again.json()["code"]) == (422, "invalid_code")
    assert not Device.objects.filter(status="ACTIVE").exists()


def test_the_session_list_says_which_phone_it_is_bound_to() -> None:
    """SECURITY 12."""
    amina = make_person("amina")
    client, phone = phone_of(amina)
    tokens_of(amina)
    rows = client.get("/api/v1/me/sessions").json()["results"]
    assert [row["device_id"] for row in rows] == [None, str(phone.device_id)]
