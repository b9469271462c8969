"""Logging in, and what a refusal does not tell."""

from datetime import timedelta
from uuid import UUID

import pytest
from rest_framework.test import APIClient

from apps.accounts import rates, services
from apps.accounts.models import Activity, Session, User
from apps.accounts.tests.factories import PASSWORD, client_with, make_person
from apps.core import clock, ratelimit
from apps.core.models import OutboxEvent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "identifier", ["+254712000001", "+254 712 000001", "amina@example.org", "AMINA@Example.org", " amina@example.org "]
)
def test_number_and_mail_address_both_log_in(api: APIClient, identifier: str) -> None:
    amina = make_person("amina")
    answer = api.post("/api/v1/auth/login", {"identifier": identifier, "password": PASSWORD}, format="json")

    assert answer.status_code == 200
    body = answer.json()
    assert set(body) == {"access", "refresh", "token_type", "expires_in"}
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 900)
    assert client_with(body["access"]).get("/api/v1/me").json()["id"] == str(amina.id)


def test_the_session_remembers_device_and_address(api: APIClient) -> None:
    amina = make_person("amina")
    device = {"id": "phone-1", "name": "Amina's phone", "platform": "android"}
    api.post(
        "/api/v1/auth/login",
        {"identifier": amina.msisdn, "password": PASSWORD, "device": device},
        format="json",
        REMOTE_ADDR="198.51.100.7",
        HTTP_X_FORWARDED_FOR="203.0.113.1",
    )
    session = Session.objects.get(user=amina)
    assert (session.device_id, session.device_name, session.platform) == ("phone-1", "Amina's phone", "android")
    assert session.ip == "198.51.100.7"
    assert session.expires_at - session.created_at == timedelta(days=30)
    activity = Activity.objects.get(person_id=amina.id, action="accounts.logged_in")
    assert (activity.subject, activity.ip, activity.channel) == (str(session.id), "198.51.100.7", "api")


def test_unknown_wrong_and_locked_get_the_same_refusal_at_the_same_price(
    api: APIClient, argon2_runs: list[str]
) -> None:
    """SECURITY 5: same status, same body, one argon2 run each, also for a person without a password."""
    amina = make_person("amina")
    brian = make_person("brian", status=User.Status.LOCKED)
    chidi = make_person("chidi", status=User.Status.CLOSED)
    dalia = make_person("dalia", password="!unusable")
    attempts = {
        "unknown number": ("+254712999999", PASSWORD),
        "unknown address": ("nobody@example.org", PASSWORD),
        "no identifier at all": ("amina", PASSWORD),
        "an id": (str(amina.id), PASSWORD),
        "wrong": (amina.msisdn, "not her password"),
        "locked": (brian.msisdn, PASSWORD),
        "closed": (chidi.msisdn, PASSWORD),
        "without password": (dalia.msisdn, PASSWORD),
    }
    # The decoy that unknown people are compared with is made on first use, once in a process.
    api.post("/api/v1/auth/login", {"identifier": "+254712999998", "password": "x"}, format="json")
    seen = {}
    for name, (identifier, password) in attempts.items():
        argon2_runs.clear()
        answer = api.post("/api/v1/auth/login", {"identifier": identifier, "password": password}, format="json")
        body = {key: value for key, value in answer.json().items() if key != "request_id"}
        seen[name] = (answer.status_code, body, answer["WWW-Authenticate"], argon2_runs.copy())
    assert all(outcome == seen["wrong"] for outcome in seen.values()), seen
    status, body, challenge, runs = seen["wrong"]
    assert (status, body["code"], challenge, runs) == (401, "invalid_credentials", "Bearer", ["verify"])
    assert not Session.objects.exists()


def test_tries_are_limited_by_identifier_from_wherever_they_come(api: APIClient) -> None:
    amina = make_person("amina")
    for attempt in range(rates.LOG_IN_BY_IDENTIFIER.count):
        answer = api.post(
            "/api/v1/auth/login",
            {"identifier": amina.msisdn, "password": "not it"},
            format="json",
            REMOTE_ADDR=f"198.51.100.{attempt}",
        )
        assert answer.status_code == 401
    # Another spelling of the number is no other number.
    for identifier in [amina.msisdn, "+254 712-000-001"]:
        answer = api.post("/api/v1/auth/login", {"identifier": identifier, "password": PASSWORD}, format="json")
        assert answer.status_code == 429
        assert int(answer["Retry-After"]) >= 1


def test_tries_are_limited_for_unknown_numbers_too(api: APIClient) -> None:
    """SECURITY 5: a limit that only known people run into would tell who is known."""
    body = {"identifier": "+254712999999", "password": "not it"}
    statuses = [api.post("/api/v1/auth/login", body, format="json").status_code for _ in range(11)]
    assert statuses == [401] * rates.LOG_IN_BY_IDENTIFIER.count + [429]


def test_tries_are_limited_by_address_and_a_forged_header_is_no_other_address(
    api: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SECURITY 22."""
    monkeypatch.setattr(rates, "LOG_IN_BY_ADDRESS", ratelimit.Rate("accounts.login.ip", 3, 300))
    statuses = [
        api.post(
            "/api/v1/auth/login",
            {"identifier": f"+2547129999{n:02d}", "password": "not it"},
            format="json",
            HTTP_X_FORWARDED_FOR=f"203.0.113.{n}",
        ).status_code
        for n in range(4)
    ]
    assert statuses == [401, 401, 401, 429]


def logged_in_elsewhere(person_id: UUID) -> int:
    return OutboxEvent.objects.filter(topic="accounts.logged_in_elsewhere", payload__person_id=str(person_id)).count()


def test_a_new_device_is_told_of_and_a_known_one_is_not() -> None:
    amina = make_person("amina")

    def log_in(device: str) -> None:
        services.log_in(identifier=amina.msisdn, password=PASSWORD, device=services.Device(id=device), now=clock.now())

    log_in("phone-1")
    assert logged_in_elsewhere(amina.id) == 0, "the first device ever is not elsewhere"
    log_in("phone-1")
    assert logged_in_elsewhere(amina.id) == 0
    log_in("phone-2")
    assert logged_in_elsewhere(amina.id) == 1
    log_in("")
    assert logged_in_elsewhere(amina.id) == 2, "a device that does not say which it is may be any"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"identifier": "+254712000001"}, "password"),
        ({"password": "x"}, "identifier"),
        ({"identifier": 254712000001, "password": "x"}, "identifier"),
        ({"identifier": "a" * 255, "password": "x"}, "identifier"),
        ({"identifier": "+254712000001\x00", "password": "x"}, "identifier"),
        ({"identifier": "a@b.c", "password": "x", "otp": "1"}, "otp"),
        ({"identifier": "a@b.c", "password": "x", "device": {"model": "3310"}}, "device.model"),
        ({"identifier": "a@b.c", "password": "x", "device": "3310"}, "device"),
    ],
)
def test_bad_input_is_refused_by_field(api: APIClient, body: dict[str, object], field: str) -> None:
    answer = api.post("/api/v1/auth/login", body, format="json")
    assert answer.status_code == 400
    assert field in [error["field"] for error in answer.json()["errors"]]


def test_a_list_for_a_body_is_refused(api: APIClient) -> None:
    assert api.post("/api/v1/auth/login", [], format="json").status_code == 400
