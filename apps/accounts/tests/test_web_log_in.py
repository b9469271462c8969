"""Logging in and out on the pages."""

import logging
import re

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from apps.accounts.models import Session, User
from apps.accounts.tests.factories import CAST, PASSWORD, Phone, give_phone, make_person, tokens_of
from apps.accounts.tests.phones import key_of
from apps.accounts.tests.web import sign_in
from apps.core import clock

NUMBER = CAST["amina"][1]
NAME = settings.WEB_COOKIE_NAME
pytestmark = pytest.mark.django_db


def _log_in(client: Client, **changes: str) -> object:
    return client.post("/login", {"identifier": NUMBER, "password": PASSWORD, **changes})


def _comparable(content: bytes) -> str:
    """A page without what is new in it each time."""
    return re.sub(r'(name="csrfmiddlewaretoken" value|name="csrf-token" content)="[^"]*"', "", content.decode())


def test_number_and_password_open_the_wallet(client: Client) -> None:
    amina = make_person("amina")
    answer = client.post("/login", {"identifier": "+254 712 000 001", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (303, "/wallet/")
    assert Session.objects.get(user=amina, revoked_at=None)
    assert client.get("/wallet/me").status_code == 200
    assert client.get("/")["Location"] == "/wallet/"


def test_an_address_does_as_well(client: Client) -> None:
    make_person("amina")
    assert client.post("/login", {"identifier": "Amina@Example.org", "password": PASSWORD}).status_code == 303


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"password": "wrong wrong wrong"}, 422),
        ({"identifier": "+254799999999"}, 422),
        ({"identifier": "nobody@example.org"}, 422),
        ({"identifier": "@amina"}, 422),
        ({"identifier": "not anything"}, 422),
        ({"identifier": ""}, 400),
        ({"password": ""}, 400),
        ({"public_key": "x"}, 400),
        ({"identifier": "a" * 300}, 400),
    ],
)
def test_refused(client: Client, fields: dict[str, str], status: int) -> None:
    make_person("amina", handle="amina")
    answer = client.post("/login", {"identifier": NUMBER, "password": PASSWORD, **fields})
    assert answer.status_code == status
    assert NAME not in answer.cookies
    assert PASSWORD not in answer.content.decode()
    assert Session.objects.count() == 0


def test_known_and_unknown_people_get_the_very_same_page(client: Client, argon2_runs: list[str]) -> None:
    """SECURITY 5: the same status and body, at the price of the same argon2 runs."""
    make_person("amina")
    make_person("brian", status=User.Status.LOCKED)
    pages, costs = set(), set()
    # A page says what time it is.
    with time_machine.travel(clock.now(), tick=False):
        for number, password in (
            (NUMBER, "wrong wrong wrong"),
            ("+254799999999", "wrong wrong wrong"),
            (CAST["brian"][1], PASSWORD),
        ):
            argon2_runs.clear()
            answer = client.post("/login", {"identifier": number, "password": password})
            pages.add((answer.status_code, _comparable(answer.content).replace(number, "NUMBER")))
            costs.add(len(argon2_runs))
    assert len(pages) == 1
    assert costs == {1}


def test_too_many_tries_are_told_how_long_to_wait(client: Client) -> None:
    make_person("amina")
    for _ in range(10):
        assert client.post("/login", {"identifier": NUMBER, "password": "wrong wrong"}).status_code == 422
    answer = client.post("/login", {"identifier": NUMBER, "password": PASSWORD})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "then try again" in answer.content.decode()
    assert NAME not in answer.cookies


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "https:///evil.example",
        " //evil.example",
        "/login?next=/login",
        "/",
        "",
    ],
)
def test_only_pages_of_ours_are_come_back_to(client: Client, wanted: str) -> None:
    """An open redirect would lend our name to a page that asks for the PIN."""
    make_person("amina")
    answer = client.post("/login", {"identifier": NUMBER, "password": PASSWORD, "next": wanted})
    assert (answer.status_code, answer["Location"]) == (303, "/wallet/")
    assert client.get("/login", {"next": wanted})["Location"] == "/wallet/"


def test_a_page_of_ours_is_come_back_to(client: Client) -> None:
    make_person("amina")
    page = client.get("/login?next=/wallet/me/devices%3Fx%3D1").content.decode()
    assert 'value="/wallet/me/devices?x=1"' in page
    answer = client.post("/login", {"identifier": NUMBER, "password": PASSWORD, "next": "/wallet/me/devices?x=1"})
    assert answer["Location"] == "/wallet/me/devices?x=1"


def test_each_log_in_has_a_cookie_and_a_form_token_of_its_own() -> None:
    """Session fixation: what somebody else has put into the browser is worth nothing after the log-in."""
    make_person("amina")
    brian = make_person("brian")
    client = Client(enforce_csrf_checks=True)
    planted = sign_in(client, brian)
    old = client.cookies[NAME].value
    page = client.get("/wallet/me").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]  # type: ignore[index]
    secret = client.cookies["csrftoken"].value
    fields = {"identifier": NUMBER, "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/login", fields).status_code == 303
    assert client.cookies[NAME].value != old
    assert client.cookies["csrftoken"].value != secret
    assert Session.objects.get(pk=planted.session_id).revoked_at is not None
    assert "Amina Otieno" in client.get("/wallet/me").content.decode()
    first = client.cookies[NAME].value
    client.cookies.clear()
    again = Client()
    again.post("/login", {"identifier": NUMBER, "password": PASSWORD})
    assert again.cookies[NAME].value != first
    other = Client()
    other.cookies[NAME] = old
    assert other.get("/wallet/me").status_code == 303


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/login", {"identifier": NUMBER, "password": PASSWORD}),
        ("/register", {"msisdn": NUMBER}),
        ("/logout", {}),
        ("/language", {"language": "sw"}),
        ("/lost-phone", {"msisdn": NUMBER, "password": PASSWORD}),
        ("/wallet/me/profile", {"full_name": "X"}),
        ("/wallet/me/handle/remove", {}),
        ("/wallet/me/sessions/end-others", {}),
        ("/wallet/me/export", {}),
    ],
)
def test_another_site_s_form_does_nothing(path: str, fields: dict[str, str]) -> None:
    client, amina = Client(enforce_csrf_checks=True), make_person("amina", handle="amina_o")
    sign_in(client, amina)
    before = User.objects.values().get(pk=amina.pk)
    assert client.post(path, fields).status_code == 403
    assert User.objects.values().get(pk=amina.pk) == before
    assert Session.objects.filter(user=amina, revoked_at=None).count() == 1
    assert client.get("/wallet/me").status_code == 200


def test_a_browser_that_is_a_device_is_known_again(client: Client) -> None:
    amina = make_person("amina")
    phone = give_phone(amina)
    own = {
        "device_id": str(phone.device_id)[-12:],
        "device_name": "Chrome",
        "device_platform": "web",
        "public_key": key_of(phone),
    }
    assert _log_in(client, **own).status_code == 303  # type: ignore[attr-defined]
    session = Session.objects.get(user=amina)
    assert session.bound_device_id == phone.device_id
    assert f'content="{phone.device_id}"' in client.get("/wallet/me").content.decode()
    other = Client()
    assert _log_in(other, **{**own, "public_key": key_of(Phone())}).status_code == 303  # type: ignore[attr-defined]
    assert Session.objects.filter(user=amina, bound_device=None).count() == 1


def test_a_locked_browser_gets_no_session(client: Client) -> None:
    amina = make_person("amina")
    phone = give_phone(amina)
    amina.devices.update(status="LOCKED")
    answer = _log_in(client, device_id=str(phone.device_id)[-12:], public_key=key_of(phone))
    assert answer.status_code == 403  # type: ignore[attr-defined]
    assert "This device is locked" in answer.content.decode()  # type: ignore[attr-defined]
    assert Session.objects.count() == 0


def test_logging_out_ends_the_session_for_good(client: Client) -> None:
    amina = make_person("amina")
    signer = sign_in(client, amina)
    kept = client.cookies[NAME].value
    assert client.get("/logout").status_code == 405
    answer = client.post("/logout")
    assert (answer.status_code, answer["Location"]) == (303, "/login?bye=1")
    assert Session.objects.get(pk=signer.session_id).revoked_at is not None
    client.cookies[NAME] = kept
    assert client.get("/wallet/me").status_code == 303
    assert client.post("/logout").status_code == 303, "a second time too"


def test_secrets_are_in_no_page_and_no_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    make_person("amina")
    canary = "canary of a password"
    answer = client.post("/login", {"identifier": NUMBER, "password": canary})
    assert canary not in answer.content.decode()
    assert canary not in caplog.text
    tokens = tokens_of(User.objects.get(msisdn=NUMBER))
    page = client.post("/login", {"identifier": NUMBER, "password": PASSWORD})
    for secret in (tokens.access, tokens.refresh, PASSWORD):
        assert secret not in str(page.headers) + page.content.decode() + caplog.text


def test_a_person_s_language_comes_with_them(client: Client) -> None:
    make_person("amina", language="sw")
    answer = client.post("/login", {"identifier": NUMBER, "password": PASSWORD})
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "sw"
    chosen = Client()
    chosen.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    answer = chosen.post("/login", {"identifier": NUMBER, "password": PASSWORD})
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies


def test_who_is_signed_in_is_not_asked_to_log_in_or_register(client: Client) -> None:
    sign_in(client, make_person("amina"))
    for path in ("/login", "/register", "/register/code"):
        assert client.get(path)["Location"] == "/wallet/"
