"""What is scanned leads on, and my own code is what others scan."""

import pytest
from django.http import QueryDict

from apps.accounts.gopay_codes import account, account_of_person
from apps.accounts.models import User
from apps.accounts.selectors import get_person
from apps.core import emvco
from apps.core.card_numbers import find_card_number
from apps.core.money import Money
from apps.transactions.qr import person_text
from apps.transactions.tests.pages import Browser, browser_of, words_of
from apps.wallets.tests.factories import give_wallet, join

pytestmark = pytest.mark.django_db

SCAN, CODE = "/wallet/scan", "/wallet/code"


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def brian() -> User:
    return join("brian")


@pytest.fixture
def web(amina: User) -> Browser:
    return browser_of(amina)


def code_of(person: User, currency: str = "USD", amount: str = "") -> str:
    wanted = Money.parse(amount, currency) if amount else None
    return person_text(get_person(person.id), currency, wanted)


def test_a_persons_code_leads_to_the_amount_it_asks_for(web: Browser, brian: User) -> None:
    led = web.post(SCAN, {"text": f" {code_of(brian, amount='12.50')}\n"})
    assert led.status_code == 303
    page = web.get(led["Location"])
    assert "Brian M." in words_of(page)
    assert page.context["form"]["amount"].value() == "12.50"


def test_an_amount_in_a_currency_i_have_not_is_not_suggested_in_another(web: Browser, brian: User) -> None:
    give_wallet(brian, currency="EUR")
    page = web.get(web.post(SCAN, {"text": code_of(brian, "EUR", "12.50")})["Location"])
    assert not page.context["form"]["amount"].value()


@pytest.mark.parametrize("text", ["+254712000002", "brian@example.org"])
def test_what_names_a_person_is_as_good_as_a_code(web: Browser, brian: User, text: str) -> None:
    assert "/amount" in web.post(SCAN, {"text": text})["Location"]


def test_an_address_of_ours_leads_there_and_no_other_does(web: Browser) -> None:
    assert web.post(SCAN, {"text": "http://testserver/l/abc?x=1"})["Location"] == "/l/abc?x=1"
    elsewhere = (
        "https://evil.example/l/abc",
        "http://testserver.evil.example/l/abc",
        "http://testserver/admin/",
        "http://testserver/api/v1/me",
        "javascript:alert(1)",
        "http://testserver@evil.example/",
    )
    for text in elsewhere:
        assert web.post(SCAN, {"text": text}).status_code == 422, text
    assert web.post(SCAN, {"text": "http://testserver//evil.example/x"})["Location"] == "/wallet/"


def test_what_is_no_code_says_so_and_keeps_the_text(web: Browser) -> None:
    for text in ("hello", "000201", "0002010102", "x" * 512, "+254712000099"):
        response = web.post(SCAN, {"text": text})
        assert response.status_code == 422, text
        assert response.context["form"].errors
        assert text in response.content.decode()
    for text in ("", "  ", "x" * 513):
        assert web.post(SCAN, {"text": text}).status_code == 400


@pytest.mark.parametrize("text", ["http://[", "http://[::1/pay", "https://[x]/", "http://testserver\u2100/l/abc"])
def test_what_is_no_address_either_is_no_code(web: Browser, text: str) -> None:
    response = web.post(SCAN, {"text": text})
    assert response.status_code == 422
    assert "This is no payment code." in words_of(response)


def test_a_code_whose_digits_look_like_a_card_is_taken_where_codes_are(web: Browser, brian: User) -> None:
    """Others order their objects in their own way; one in ten has such a row of digits."""
    objects = [account_of_person(brian.id), ("59", "Brian"), ("60", "Nairobi"), ("52", "0000"), ("53", "344")]
    text = emvco.build([*objects, ("58", "KE"), ("61", "00100")])
    assert find_card_number(text)

    assert web.post(SCAN, {"text": f" {text}\n"}).status_code == 303
    amount = web.post("/wallet/send", {"to": text})
    assert amount.status_code == 303, words_of(amount)
    for given in ({"amount": "5.00", "currency": "USD", "note": text[:140]}, {"amount": text}):
        assert web.post(amount["Location"], given).status_code == 400
    refused = web.post(SCAN, {"text": text[:-1]})
    assert refused.status_code == 400 and "payment card" in words_of(refused)


def test_ones_own_code_is_refused(web: Browser, amina: User) -> None:
    response = web.post(SCAN, {"text": code_of(amina)})
    assert response.status_code == 422
    assert "You cannot send money to yourself." in words_of(response)


def test_a_code_that_names_nothing_of_ours(web: Browser) -> None:
    merchant = [("52", "5812"), ("53", "840"), ("58", "KE"), ("59", "Shop"), ("60", "Nairobi")]
    unknown = emvco.build([("01", "11"), account("till", "7KQ2M9XWBD"), *merchant])
    foreign = emvco.build([("01", "11"), ("26", emvco.template([("00", "com.example")])), *merchant])
    for text in (unknown, foreign):
        assert web.post(SCAN, {"text": text}).status_code == 422
    assert "another payment network" in words_of(web.post(SCAN, {"text": foreign}))


def test_a_scan_needs_a_token_and_a_person(amina: User) -> None:
    assert browser_of(amina, strict=True).post(SCAN, {"text": "x"}).status_code == 403


def test_my_code_is_read_by_whoever_scans_it(web: Browser, amina: User, brian: User) -> None:
    text = web.get(CODE).context["text"]
    assert text == code_of(amina)
    page = web.get(f"{CODE}?currency=USD&amount=12.5")
    assert page.context["text"] == code_of(amina, amount="12.50")
    assert "12.50 USD" in words_of(page)
    other = browser_of(brian)
    led = other.post(SCAN, {"text": page.context["text"]})
    assert other.get(led["Location"]).context["form"]["amount"].value() == "12.50"
    shared = other.get(page.context["share_url"])
    assert "Amina O." in words_of(shared)
    assert QueryDict(page.context["share_url"].partition("?")[2])["amount"] == "12.50"


def test_my_code_is_saved_as_a_picture(web: Browser) -> None:
    picture = web.get(f"{CODE}?currency=USD&amount=1&format=png")
    assert picture["Content-Type"] == "image/png"
    assert picture["Content-Disposition"].startswith("attachment")
    assert picture.content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "query", ["amount=0&currency=USD", "amount=1e3&currency=USD", "amount=1&currency=KES", "amount=1.234&currency=USD"]
)
def test_what_is_no_amount_for_my_code(web: Browser, query: str) -> None:
    page = web.get(f"{CODE}?{query}")
    assert page.status_code == 400
    assert page.context["amount"] is None


def test_an_amount_too_long_for_a_code(web: Browser) -> None:
    assert web.get(f"{CODE}?currency=USD&amount=12345678901.00").status_code == 400
    assert web.get(f"{CODE}?currency=USD&amount=1234567890.00").status_code == 200
