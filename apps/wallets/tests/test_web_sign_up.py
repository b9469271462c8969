"""Joining on the pages: register, the code, the first session and device; and closing the account."""

import logging

import pytest
from django.conf import settings
from django.test import Client
from django.utils.html import strip_tags

from apps.accounts.models import Device, OneTimeCode, Session, SignUp, User
from apps.accounts.tests.factories import CAST, PASSWORD, Phone, code_sent_to, give_phone, make_person, wrong_code
from apps.accounts.tests.phones import key_of
from apps.accounts.tests.web import answered, sign_in
from apps.wallets.models import Wallet
from apps.wallets.tests.factories import join, put_aside, wallet_of

NUMBER = CAST["amina"][1]
FIELDS = {
    "full_name": "  Amina   Otieno ",
    "msisdn": "+254 712 000 001",
    "email": "Amina@Example.org",
    "password": PASSWORD,
}
CODE = "/register/code"
# Codes are counted for good, which must not happen inside a transaction.
pytestmark = pytest.mark.django_db(transaction=True)


def _register(client: Client, **changes: str) -> None:
    answer = client.post("/register", {**FIELDS, **changes})
    assert (answer.status_code, answer["Location"]) == (303, CODE), answer.content.decode()


def _browser(phone: Phone) -> dict[str, str]:
    return {
        "device_id": "browser-1",
        "device_name": "Chrome, Linux",
        "device_platform": "web",
        "public_key": key_of(phone),
    }


def test_from_the_form_to_an_open_wallet(client: Client) -> None:
    phone = Phone()
    _register(client)
    page = client.get(CODE).content.decode()
    assert NUMBER in page
    assert "/sandbox/messages" in page
    answer = client.post(CODE, {"code": code_sent_to(NUMBER), **_browser(phone)})
    assert (answer.status_code, answer["Location"]) == (303, "/wallet/pin/new")
    amina = User.objects.get(msisdn=NUMBER)
    assert (amina.full_name, amina.email, amina.language) == ("Amina Otieno", "amina@example.org", "en")
    assert Wallet.objects.get(holder=amina).currency == settings.BASE_CURRENCY
    device = Device.objects.get(user=amina)
    assert (device.name, bytes(device.public_key or b"")) == ("Chrome, Linux", phone.public_key)
    assert Session.objects.get(user=amina).bound_device == device
    assert client.get("/wallet/me").status_code == 200
    assert client.get(CODE)["Location"] == "/wallet/", "the sign-up is over"


def test_the_pages_language_becomes_the_person_s(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "sw"
    _register(client)
    client.post(CODE, {"code": code_sent_to(NUMBER)})
    assert User.objects.get(msisdn=NUMBER).language == "sw"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", ""),
        ("full_name", "12345"),
        ("full_name", "A\u202e B"),
        ("full_name", "x" * 121),
        ("msisdn", ""),
        ("msisdn", "0712000001"),
        ("msisdn", "+254712"),
        ("msisdn", "+٢٥٤٧١٢٠٠٠٠٠١"),
        ("email", "nobody"),
        ("email", "ämina@example.org"),
        ("password", ""),
        ("password", "short"),
        ("password", "1234567890"),
        ("password", "password"),
        ("password", "x" * 257),
    ],
)
def test_what_cannot_be_is_said_at_its_field(client: Client, field: str, value: str) -> None:
    answer = client.post("/register", {**FIELDS, field: value})
    assert answer.status_code == 400
    assert answer.context["form"].errors.keys() == {field}
    page = answer.content.decode()
    assert PASSWORD not in page
    assert f'id="id_{field}-error"' in page
    if field != "full_name":
        assert 'value="Amina   Otieno"' in page or 'value="  Amina   Otieno "' in page, "what was typed stays"
    assert not SignUp.objects.exists()


def test_a_number_that_has_an_account_gets_the_same_answer(client: Client) -> None:
    make_person("amina")
    _register(client)
    assert NUMBER in client.get(CODE).content.decode()
    answer = client.post(CODE, {"code": "123456"})
    assert answer.status_code == 422
    assert User.objects.count() == 1


def test_a_wrong_code_may_be_tried_five_times(client: Client) -> None:
    _register(client)
    right = code_sent_to(NUMBER)
    for _ in range(5):
        answer = client.post(CODE, {"code": wrong_code(right)})
        assert answer.status_code == 422
        assert settings.WEB_COOKIE_NAME not in answer.cookies
    assert client.post(CODE, {"code": right}).status_code == 422
    assert not User.objects.exists()


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", " 12345"])
def test_what_is_no_code_counts_as_no_try(client: Client, code: str) -> None:
    _register(client)
    assert client.post(CODE, {"code": code}).status_code == 400
    assert OneTimeCode.objects.get().attempts == 0


def test_another_code_is_sent_and_the_first_is_dead(client: Client) -> None:
    _register(client)
    first = code_sent_to(NUMBER)
    answer = client.post("/register/code/again")
    assert (answer.status_code, answer["Location"]) == (303, CODE)
    second = code_sent_to(NUMBER)
    assert first == second or client.post(CODE, {"code": first}).status_code == 422
    assert client.post(CODE, {"code": second}).status_code == 303


def test_with_the_password_one_of_two_sign_ups_is_meant(client: Client) -> None:
    _register(client)
    _register(Client(), password="four grey herons", full_name="Somebody Else")
    before = OneTimeCode.objects.count()
    client.post("/register/code/again")
    assert OneTimeCode.objects.count() == before, "whose is meant is not known"
    client.post("/register/code/again", {"password": PASSWORD})
    assert client.post(CODE, {"code": code_sent_to(NUMBER)}).status_code == 303
    assert User.objects.get().full_name == "Amina Otieno"


def test_codes_are_sent_so_often_and_no_more(client: Client) -> None:
    _register(client)
    answers = [client.post("/register/code/again").status_code for _ in range(5)]
    assert answers[:4] == [303] * 4
    assert answers[4] == 429


def test_without_a_number_there_is_no_code_to_enter(client: Client) -> None:
    for answer in (client.get(CODE), client.post(CODE, {"code": "123456"}), client.post("/register/code/again")):
        assert (answer.status_code, answer["Location"]) == (303, "/register")
        assert answer["Cache-Control"] == "no-store"
    client.cookies["gopay_sign_up"] = "+254712000001"
    assert client.get(CODE)["Location"] == "/register", "a number we did not sign"


def test_the_number_stands_in_no_address(client: Client) -> None:
    _register(client)
    assert client.cookies["gopay_sign_up"]["httponly"]
    assert "254712" not in client.get(CODE).request["QUERY_STRING"] + CODE


def test_two_people_may_share_a_browser(client: Client) -> None:
    """Its key is the first one's; the second begins without, and the sign-up does not fail over it."""
    phone, brian = give_phone(make_person("brian")), CAST["brian"][1]
    assert brian != NUMBER
    _register(client)
    assert client.post(CODE, {"code": code_sent_to(NUMBER), **_browser(phone)}).status_code == 303
    amina = User.objects.get(msisdn=NUMBER)
    assert not Device.objects.filter(user=amina).exists()
    assert client.get("/wallet/me").status_code == 200


def test_a_key_that_proves_nothing_is_refused(client: Client) -> None:
    _register(client)
    fields = {"code": code_sent_to(NUMBER), **_browser(Phone()), "public_key": "A" * 43 + "="}
    assert client.post(CODE, fields).status_code == 400
    assert not User.objects.exists()


def test_password_and_code_are_in_no_log_and_no_page(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    """SECURITY 2."""
    caplog.set_level(logging.DEBUG)
    _register(client)
    code = code_sent_to(NUMBER)
    pages = client.get(CODE).content.decode()
    pages += client.post(CODE, {"code": wrong_code(code)}).content.decode()
    assert client.post(CODE, {"code": code}).status_code == 303
    for secret in (PASSWORD, code, wrong_code(code)):
        assert secret not in pages + caplog.text


def test_the_first_pin(client: Client) -> None:
    amina = make_person("amina")
    sign_in(client, amina, pin=None)
    new = {"pin": "739184", "pin_again": "739184", "password": PASSWORD}
    for changes, field in (
        ({"pin": "1234", "pin_again": "1234"}, "pin"),
        ({"pin_again": "739185"}, "pin_again"),
        ({"pin": "73918a"}, "pin"),
        ({"password": "wrong"}, "password"),
        ({"password": ""}, "password"),
    ):
        answer = client.post("/wallet/pin/new", {**new, **changes})
        assert answer.status_code == 400
        assert field in answer.context["form"].errors
        assert "739184" not in answer.content.decode()
        assert PASSWORD not in answer.content.decode()
    assert client.post("/wallet/pin/new", new)["Location"] == "/wallet/"
    assert client.get("/wallet/pin/new")["Location"] == "/wallet/me/security/pin"
    answer = client.post("/wallet/pin/new", {**new, "pin": "806153", "pin_again": "806153"})
    assert answer.status_code == 403, "a second PIN needs a code, and this page sends none to type"


def test_closing_the_account_takes_password_and_code(client: Client) -> None:
    amina = join("amina")
    signer = sign_in(client, amina)
    path = "/wallet/me/close"
    assert client.post(path, {"password": "wrong"}).status_code == 400
    asked = client.post(path, {"password": PASSWORD})
    assert asked.status_code == 403
    assert PASSWORD not in asked.content.decode()
    answer = client.post(path, answered({"password": PASSWORD}, asked))
    assert answer.status_code == 200
    assert User.objects.get(pk=amina.pk).status == User.Status.CLOSED
    assert Session.objects.get(pk=signer.session_id).revoked_at is not None
    assert not client.cookies[settings.WEB_COOKIE_NAME].value


def test_money_that_is_put_aside_is_said_to_be_what_is_left(client: Client) -> None:
    amina = join("amina", 5)
    put_aside(wallet_of(amina), 5)
    sign_in(client, amina)
    page = " ".join(strip_tags(client.get("/wallet/me/close").content.decode()).split())
    assert "Put aside for payments under way: 5.00 USD" in page


def test_an_account_with_money_in_it_stays(client: Client) -> None:
    amina = join("amina", "12.50")
    sign_in(client, amina)
    path = "/wallet/me/close"
    assert "12.50" in client.get(path).content.decode()
    answer = client.post(path, {"password": PASSWORD})
    assert answer.status_code == 409
    assert User.objects.get(pk=amina.pk).is_active
