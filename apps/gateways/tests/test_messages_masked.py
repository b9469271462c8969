"""Messages hold no secret, no person's name, and of numbers only how they end."""

import json
import time
from datetime import timedelta

import pytest

from apps.core import clock
from apps.gateways.base import Connection, NotDone
from apps.gateways.http import Http, readable
from apps.gateways.masking import ending, mask_text
from apps.gateways.models import Message
from apps.gateways.services import purge_messages
from apps.gateways.tests.little_server import little_server, says, unused_address

CANARIES = {
    "password": "canary-password",
    "client_secret": "canary-client-secret",
    "access_token": "canary-access-token",
    "apiKey": "canary-api-key",
    "api-key": "canary-api-key-2",
    "PIN": "8361",
    "cvc": "737",
    "holder_name": "Amina Canary",
    "PasswordDigest": "canary-digest",
    "Nonce": "canary-nonce",
}
NUMBERS = {
    "account_number": "0123456789012345",
    "number": "4000000000009995",
    "msisdn": "+254700123456",
    "token": "1234-5678-9012-3456-7890",
    "AccountNumber": "98765432109",
}


def hidden(text: str) -> None:
    for value in CANARIES.values():
        assert value not in text
    for value in NUMBERS.values():
        assert value not in text and value[-4:] in text


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(CANARIES | NUMBERS),
        json.dumps({"outer": [{"inner": CANARIES | NUMBERS}]}),
        # Broken off, so that nobody can read it.
        json.dumps(CANARIES | NUMBERS)[:-1],
        "&".join(f"{name}={value}" for name, value in (CANARIES | NUMBERS).items()),
        "/v1/things?" + "&".join(f"{name}={value}" for name, value in (CANARIES | NUMBERS).items()),
        "<E xmlns='urn:x'>" + "".join(f"<{n}>{v}</{n}>" for n, v in (CANARIES | NUMBERS).items()) + "</E>",
        "<x:E>" + "".join(f'<x:{n} a="1">{v}</x:{n}>' for n, v in (CANARIES | NUMBERS).items()) + "</x:E>",
        "<E>" + "".join(f"<{n}>{v}</{n}>" for n, v in (CANARIES | NUMBERS).items()),
    ],
)
def test_what_stands_under_a_telling_name_is_masked(text: str) -> None:
    hidden(mask_text(text))


def test_what_operators_look_for_is_kept() -> None:
    text = json.dumps({"reference": "0198-x", "amount": "12.50", "status": "booked", "reason": None, "paid": False})
    assert json.loads(mask_text(text)) == json.loads(text)
    assert mask_text("/v1/payments?reference=0198-x") == "/v1/payments?reference=0198-x"
    xml = "<A><Reference>0198-x</Reference><Status>EXECUTED</Status></A>"
    assert mask_text(xml) == xml


def test_secrets_and_numbers_somebody_names_are_masked_wherever_they_stand() -> None:
    text = "weird|s3cr3t-one|0011223344|s3cr3t-one-longer"
    masked = mask_text(text, secrets=["s3cr3t-one", "s3cr3t-one-longer", ""], numbers=["0011223344"])
    assert masked == "weird|***|•••• 3344|***"


def test_digits_that_could_be_a_cards_are_masked_wherever_they_stand() -> None:
    assert "4242424242424242" not in mask_text("a note: 4242424242424242")
    assert "4242 4242 4242 4242" not in mask_text('{"description": "pays 4242 4242 4242 4242"}')
    assert "4242424242424242" not in mask_text('{"amount": 4242424242424242}')


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("", "***"),
        ("123", "***"),
        ("12345", "•••• 45"),
        ("123456789", "•••• 6789"),
    ],
)
def test_of_a_short_number_less_is_shown(value: str, shown: str) -> None:
    assert ending(value) == shown


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        '{"' + "a" * 1_000_000,
        "<" * 300_000,
        "<a>" * 200_000,
        "x=" * 300_000,
        '{"a":' * 100_000,
        "password " * 100_000,
        "'" * 500_000,
        "{" + "token" + " " * 500_000,
    ],
)
def test_masking_takes_no_longer_for_what_somebody_made_for_it(text: str) -> None:
    started = time.thread_time()
    mask_text(text)
    assert time.thread_time() - started < 3


def test_bodies_that_are_no_text_are_not_kept() -> None:
    assert readable(b"\xff\xfe") == "(2 bytes that are no text)"
    assert readable(b"a\0b") == "a\ufffdb"


@pytest.mark.django_db
def test_a_message_is_masked_before_it_is_written_down() -> None:
    body = json.dumps(CANARIES | NUMBERS).encode()
    with little_server(says(200, body)) as server:
        connection = Connection("bank", "jsonbank", server.url, {"api_key": "the-api-key"}, ("the-callback-secret",))
        Http(connection).send(
            "POST",
            "/v1/accounts/55667788990011/x?number=4000000000009995&key=the-api-key",
            json=CANARIES | NUMBERS | {"note": "the-callback-secret 55667788990011"},
            headers={"Authorization": "Bearer canary-bearer"},
            mask=["55667788990011"],
        )
    row = Message.objects.get()
    hidden(row.request_body)
    hidden(row.response_body)
    written = f"{row.path} {row.request_body} {row.response_body} {row.error}"
    for secret in ("canary-bearer", "the-api-key", "the-callback-secret", "55667788990011", "4000000000009995"):
        assert secret not in written


@pytest.mark.django_db
def test_a_message_without_an_answer_is_masked_as_well() -> None:
    with pytest.raises(NotDone):
        Http(Connection("bank", "jsonbank", unused_address())).send("POST", "/", form={"password": "canary-password"})
    assert "canary" not in Message.objects.get().request_body


@pytest.mark.django_db
def test_messages_are_kept_for_thirty_days() -> None:
    now = clock.now()
    common = {"gateway_code": "bank", "direction": "OUT", "method": "GET", "path": "/"}
    kept = Message.objects.create(created_at=now - timedelta(days=29, hours=23), **common)
    Message.objects.create(created_at=now - timedelta(days=30, seconds=1), **common)
    assert purge_messages(now=now) == 1
    assert Message.objects.get() == kept
