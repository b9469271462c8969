"""A person's QR code: what it says of them, and that it is as good as their number wherever one names a payee."""

import random
from base64 import urlsafe_b64encode
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from apps.accounts.gopay_codes import account, account_of_person
from apps.accounts.identifiers import normalise_identifier
from apps.accounts.models import User
from apps.accounts.selectors import Person, find_person, get_person
from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock, emvco
from apps.core.card_numbers import find_card_number
from apps.core.money import CURRENCIES, Money
from apps.core.ratelimit import Rate
from apps.core.tests.test_emvco import PUBLISHED
from apps.transactions import rates
from apps.transactions.qr import person_text
from apps.transactions.tests.payments import body_of, fields, nothing_moves, transfer
from apps.wallets.services import close_wallet
from apps.wallets.tests.factories import available, give_wallet, join, wallet_of

pytestmark = pytest.mark.django_db


def a_person(**changes: Any) -> Person:
    fields = {"id": uuid4(), "msisdn": "+254712000002", "full_name": "Brian Mwangi", "status": "ACTIVE"}
    return Person(**{"email": "brian@example.org", "language": "en", **fields, **changes})


def code_of(user: User, currency: str = "USD", amount: Money | None = None) -> str:
    return person_text(get_person(user.id), currency, amount)


def quote(client: APIClient, to: str) -> Any:
    body = {"kind": "P2P", "amount": "10.00", "currency": "USD", "to": to}
    return client.post("/api/v1/quotes", body, format="json")


def resolve(client: APIClient, to: str) -> Any:
    return client.get(f"/api/v1/payees/resolve?{urlencode({'to': to})}")


def test_a_code_names_the_person_and_tells_no_more_than_a_look_at_them() -> None:
    person = a_person()
    text = person_text(person, "USD")

    short = urlsafe_b64encode(person.id.bytes).decode().rstrip("=")
    assert text[:-4] == f"00020101021126390009org.gopay0322{short}5802KE520400006002NA53038405908Brian M.6304"
    payload = emvco.parse(text)
    assert (payload.is_dynamic, payload.amount) == (False, None)
    assert "254" not in text.replace(short, "")
    assert "Mwangi" not in text


def test_a_code_may_ask_for_an_amount() -> None:
    payload = emvco.parse(person_text(a_person(), "KES", Money(Decimal(250), "KES")))

    assert (payload.is_dynamic, payload.amount, payload.currency) == (True, Decimal(250), "KES")


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Madonna", "Mad"), ("王小明", "GoPay"), ("Zoë Åström", "Zoe A."), ("Bartholomew-Maximilian Featherstone", None)],
)
def test_a_name_is_told_in_plain_letters(name: str, shown: str | None) -> None:
    payload = emvco.parse(person_text(a_person(full_name=name), "USD"))

    assert payload.name == shown if shown else len(payload.name) <= 25


@pytest.mark.parametrize(
    ("msisdn", "country"), [("+2348031000003", "NG"), ("+8801712000006", "BD"), ("+80012345678", "ZZ")]
)
def test_the_country_is_that_of_the_number(msisdn: str, country: str) -> None:
    assert emvco.parse(person_text(a_person(msisdn=msisdn), "USD")).country == country


def test_a_code_never_looks_like_a_cards_number() -> None:
    """Most doors refuse those, and so does every address."""
    chance = random.Random(7)
    for currency, units in CURRENCIES.items():
        for digits in range(1, 12):
            amount = Money(Decimal(chance.randrange(1, 10**digits)).scaleb(-units), currency)
            assert not find_card_number(person_text(a_person(), currency, amount))
        assert not find_card_number(person_text(a_person(), currency))


def test_the_text_of_a_code_is_a_name_like_any_other() -> None:
    brian = join("brian")
    text = code_of(brian, amount=Money(Decimal(5), "USD"))

    assert normalise_identifier(f" {text}\n") == str(brian.id)
    found = find_person(text)
    assert found is not None
    assert found.id == brian.id


def test_money_is_sent_to_who_is_scanned() -> None:
    amina, brian = join("amina", 100), join("brian")

    answer = transfer(client_of(amina), fields(code_of(brian)))

    assert answer.status_code == 201, answer.content
    assert body_of(answer)["payee"]["name"] == "Brian Mwangi"
    assert available(brian) == Decimal(10)


def test_a_quote_and_a_look_take_the_code_too() -> None:
    client, brian = client_of(join("amina", 100)), join("brian")

    looked = resolve(client, code_of(brian))
    assert body_of(looked) == {"name": "Brian M.", "currencies": ["USD"], "is_trusted": False}
    quoted = quote(client, code_of(brian))
    assert quoted.status_code == 201, quoted.content
    paid = transfer(client, fields(code_of(brian), quote_id=body_of(quoted)["id"]))
    assert paid.status_code == 201, paid.content


def test_a_code_whose_digits_look_like_a_card_is_taken_where_codes_are() -> None:
    """Others order their objects in their own way; one in ten has such a row of digits."""
    amina, brian = join("amina", 100), join("brian")
    objects = [account_of_person(brian.id), ("59", "Brian"), ("60", "Nairobi"), ("52", "0000"), ("53", "344")]
    text = emvco.build([*objects, ("58", "KE"), ("61", "00100")])
    assert find_card_number(text)

    assert quote(client_of(amina), text).status_code == 201
    assert transfer(client_of(amina), fields(text)).status_code == 201
    with nothing_moves():
        refused = transfer(client_of(amina), fields(text[:-1]))
        assert body_of(refused)["code"] == "card_number_refused"
        noted = transfer(client_of(amina), fields("brian", note=text[:140]))
        assert noted.status_code == 400


def _till_code() -> str:
    rest = [("52", "5812"), ("53", "840"), ("58", "KE"), ("59", "Mama"), ("60", "Nairobi")]
    return emvco.build([account("till", "7KQ2M9XWBD"), *rest])


@pytest.mark.parametrize("kind", ["a merchant's", "a foreign", "nobody's", "a broken", "a code of an address"])
def test_any_other_code_is_a_payee_nobody_knows(kind: str) -> None:
    client = client_of(join("amina", 100))
    brian = join("brian")
    text = {
        "a merchant's": _till_code(),
        "a foreign": PUBLISHED["PayNow, static"],
        "nobody's": person_text(a_person(), "USD"),
        "a broken": code_of(brian)[:-1] + "x",
        "a code of an address": emvco.build([_account_of_address, *_TAIL]),
    }[kind]

    with nothing_moves():
        paid = transfer(client, fields(text))
        assert (paid.status_code, body_of(paid)["code"]) == (422, "payee_not_found")
        looked = resolve(client, text)
        assert (looked.status_code, body_of(looked)["code"]) == (404, "payee_not_found")


_account_of_address = ("26", emvco.template([("00", "org.gopay"), ("03", "brian@example.org")]))
_TAIL = [("52", "0000"), ("53", "840"), ("58", "KE"), ("59", "Brian"), ("60", "NA")]


def test_an_address_that_begins_like_a_code_is_an_address() -> None:
    assert normalise_identifier("000201@example.org") == "000201@example.org"


def test_a_code_is_no_name_to_log_in_with() -> None:
    brian = make_person("brian")
    body = {"identifier": code_of(brian), "password": "three brown herons"}

    assert APIClient().post("/api/v1/auth/login", body, format="json").status_code in (400, 401)


def test_nobody_pays_their_own_code() -> None:
    amina = join("amina", 100)

    with nothing_moves():
        assert body_of(transfer(client_of(amina), fields(code_of(amina))))["code"] == "self_transfer"


def test_i_get_my_code_as_text_and_as_image() -> None:
    amina = join("amina")
    give_wallet(amina, currency="KES")
    client = client_of(amina)

    answer = client.get("/api/v1/me/qr")
    assert answer.status_code == 200
    assert body_of(answer) == {"text": code_of(amina), "currency": "USD", "amount": None}
    asked = client.get("/api/v1/me/qr?currency=KES&amount=250&format=json")
    assert body_of(asked) == {
        "text": code_of(amina, "KES", Money(Decimal(250), "KES")),
        "currency": "KES",
        "amount": "250.00",
    }
    svg = client.get("/api/v1/me/qr?format=svg", headers={"Accept": "text/html"})
    assert (svg.status_code, svg["Content-Type"]) == (200, "image/svg+xml")
    assert svg.content.startswith(b"<svg ")
    assert svg["Content-Security-Policy"] == "default-src 'none'; sandbox"
    png = client.get("/api/v1/me/qr?format=png")
    assert png.content.startswith(b"\x89PNG")
    assert (png["X-Content-Type-Options"], png["Cache-Control"]) == ("nosniff", "private, no-store")


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("currency=EUR", 404, "wallet_not_found"),
        ("currency=usd", 400, "invalid_input"),
        ("amount=0", 400, "invalid_input"),
        ("amount=-1", 400, "invalid_input"),
        ("amount=1e3", 400, "invalid_input"),
        ("amount=1.234", 400, "invalid_input"),
        ("amount=10000000000.00", 400, "invalid_input"),
        ("format=pdf", 400, "invalid_input"),
        ("size=9", 400, "invalid_input"),
    ],
)
def test_what_makes_no_code_is_refused(query: str, status: int, code: str) -> None:
    answer = client_of(join("amina")).get(f"/api/v1/me/qr?{query}")

    assert (answer.status_code, body_of(answer)["code"]) == (status, code)


def test_a_code_is_of_an_open_wallet() -> None:
    amina = join("amina")
    client = client_of(amina)
    give_wallet(amina, currency="KES")
    close_wallet(wallet_id=wallet_of(amina).id, reason="not needed", now=clock.now())

    assert body_of(client.get("/api/v1/me/qr"))["currency"] == "KES"
    assert client.get("/api/v1/me/qr?currency=USD").status_code == 404


def test_my_code_is_only_mine_to_see_and_not_drawn_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    assert APIClient().get("/api/v1/me/qr").status_code == 401
    monkeypatch.setattr(rates, "CODES_BY_MINUTE", Rate("transactions.codes.minute", 1, 60))
    client = client_of(join("amina"))
    assert client.get("/api/v1/me/qr").status_code == 200
    assert client.get("/api/v1/me/qr").status_code == 429
