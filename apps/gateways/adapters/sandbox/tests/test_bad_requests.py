"""Who they are not, and what they did not ask properly: refused in each protocol's words, and nothing is booked."""

import json
import socket
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from apps.gateways.adapters.sandbox.tests.clients import (
    SIGNED,
    Bills,
    Cards,
    JsonBank,
    Recharge,
    XmlBank,
    ask,
    basic,
    fault_code,
    hmac_hex,
    new_reference,
    read,
)
from apps.gateways.tests.provider import SECRETS, Provider


@pytest.fixture(autouse=True)
def _nothing_is_booked(provider: Provider) -> Any:
    yield
    assert [one for one in provider.books() if one["executions"]] == []


def test_a_wrong_client_gets_no_token(provider: Provider) -> None:
    path, form = "/jsonbank/oauth/token", b"grant_type=client_credentials"
    for headers in (basic("gopay", "wrong"), basic("", ""), {"Authorization": "Basic %%%"}, {}):
        said = ask(provider, "POST", path, form, headers)
        assert (said.status, said.json) == (401, {"error": "invalid_client"})
    own = basic("gopay", SECRETS["jsonbank"]["client_secret"])
    assert ask(provider, "POST", path, b"grant_type=password", own).json == {"error": "unsupported_grant_type"}


def test_a_token_expires_and_another_one_is_given(provider: Provider) -> None:
    bank = JsonBank(provider)
    assert bank.query("nobody").json == {"error": "not_found"}
    provider.move_clock(301)
    said = bank.query("nobody")
    assert (said.status, said.json) == (401, {"error": "invalid_token"})
    assert JsonBank(provider).query("nobody").status == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-1.00"}, "amount"),
        ({"amount": "1e3"}, "amount"),
        ({"amount": "10.001"}, "amount"),
        ({"amount": 10}, "amount"),
        ({"amount": "٣"}, "amount"),
        ({"currency": "usd"}, "currency"),
        ({"currency": "JPY", "amount": "10.5"}, "amount"),
        ({"type": "both"}, "type"),
        ({"account": 5}, "account"),
        ({"description": "x" * 201}, "description"),
        ({"reference": "another"}, "Idempotency-Key"),
    ],
)
def test_a_payment_that_cannot_be_read(provider: Provider, changes: dict[str, Any], field: str) -> None:
    said = JsonBank(provider).pay(new_reference(), "10.00", **changes)
    assert (said.status, said.json) == (400, {"error": "invalid_request", "field": field})


def test_an_account_that_is_not_known(provider: Provider) -> None:
    bank = JsonBank(provider)
    assert bank.pay(new_reference(), "10.00", account="acc_nobody").json == {"error": "unknown_account"}
    # A token of the other bank is none of this one.
    assert bank.pay(new_reference(), "10.00", account=XmlBank(provider).account()).status == 404
    body = {"bank": "Meridian", "account_number": "0000123456", "holder_name": "Amina"}
    said = ask(provider, "POST", "/jsonbank/v1/accounts", body, bank.headers)
    assert (said.status, said.json) == (422, {"error": "unknown_account"})
    said = ask(provider, "POST", "/jsonbank/v1/accounts", {**body, "account_number": "9999123456"}, bank.headers)
    assert (said.status, said.json) == (422, {"error": "name_mismatch"})


def test_an_account_is_shown_by_its_last_digits_and_keeps_its_token(provider: Provider) -> None:
    bank = JsonBank(provider)
    body = {"bank": "Meridian", "account_number": "123456789012", "holder_name": "Amina Otieno"}
    said = ask(provider, "POST", "/jsonbank/v1/accounts", body, bank.headers).json
    assert said == {"token": said["token"], "masked": "•••• 9012", "holder_name": "Amina Otieno", "bank": "Meridian"}
    assert bank.account("123456789012") == said["token"]
    assert bank.account("123456789013") != said["token"]


@pytest.mark.parametrize(("number", "debit", "credit"), [("8888123", "account_closed", "account_closed")])
def test_accounts_that_decline(provider: Provider, number: str, debit: str, credit: str) -> None:
    bank = JsonBank(provider)
    closed, poor = bank.account(number), bank.account("7777123")
    assert bank.pay(new_reference(), "10.00", account=closed).json["reason"] == debit
    assert bank.pay(new_reference(), "10.00", account=closed, type="credit").json["reason"] == credit
    assert bank.pay(new_reference(), "10.00", account=poor).json["reason"] == "insufficient_funds"
    assert bank.pay(new_reference(), "2000000.00").json["reason"] == "limit"


def test_the_same_reference_with_other_content(provider: Provider) -> None:
    provider.behave(decline=1)
    bank, cards, bills, soap, reference = (
        JsonBank(provider),
        Cards(provider),
        Bills(provider),
        XmlBank(provider),
        new_reference(),
    )
    first = bank.pay(reference, "10.00")
    assert bank.pay(reference, "10.00").json == first.json
    said = bank.pay(reference, "11.00")
    assert (said.status, said.json) == (409, {"error": "reference_used"})
    first = cards.checkout(reference, 1000)
    again = cards.checkout(reference, 1000)
    assert (first.status, again.status, again.json) == (201, 200, first.json)
    assert cards.checkout(reference, 1000, save_card=True).status == 409
    assert (bills.pay(reference, "10.00").status, bills.pay(reference, "10.00").status) == (201, 200)
    assert bills.pay(reference, "11.00").status == 409
    assert soap.pay(reference, "10.00")[0] == 200
    for amount in ("10.00", "11.00"):
        status, answer = soap.pay(reference, amount)
        assert (status, fault_code(answer)) == (500, "DUPLICATE")


def test_a_digest_is_good_once_and_for_five_minutes(provider: Provider) -> None:
    bank = XmlBank(provider)
    good = bank.security()
    assert bank.call("QueryPayment", good, Reference="x")[0] == 200
    now = datetime.now(UTC)
    bad = [
        good,
        bank.security(password="wrong"),
        bank.security(created=(now - timedelta(minutes=6)).isoformat()),
        bank.security(created=(now + timedelta(minutes=6)).isoformat()),
        bank.security(created=now.replace(tzinfo=None).isoformat()),
        bank.security(created="yesterday"),
        bank.security(nonce="short"),
        "<Other/>",
    ]
    for security in bad:
        status, answer = bank.call("QueryPayment", security, Reference="x")
        assert (status, fault_code(answer)) == (500, "AUTH")
    assert bank.call("QueryPayment", bank.security(created=(now - timedelta(minutes=4)).isoformat()))[0] == 200


def test_soap_that_cannot_be_read(provider: Provider) -> None:
    bank = XmlBank(provider)
    for changes in ({"Amount": "1e3"}, {"Amount": ""}, {"Currency": "usd"}, {"Reference": " "}):
        status, answer = bank.pay(new_reference(), "10.00", **changes)
        assert (status, fault_code(answer)) == (500, "INVALID")
    assert fault_code(bank.pay(new_reference(), "10.00", "SIDEWAYS")[1]) == "INVALID"
    assert fault_code(bank.pay(new_reference(), "10.00", Account="XA_nobody")[1]) == "UNKNOWN_ACCOUNT"
    assert fault_code(bank.call("Dance")[1]) == "INVALID"
    entity = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    for body in (b"", b"<a", b"<a/>", entity):
        said = ask(provider, "POST", "/xmlbank/service", body, {"Content-Type": "text/xml"})
        assert said.status == 500
        assert b"<Code" in said.body
    invalid = {"Bank": "Union", "AccountNumber": "0000123456", "HolderName": "Amina"}
    said_invalid = read(bank.call("ValidateAccount", **invalid)[1], "ValidateAccountResponse")
    assert said_invalid == {"Valid": "false", "ReasonCode": "AC01"}
    assert bank.query("nobody") == {"Found": "false"}


def test_the_card_processor_wants_its_key_and_whole_numbers(provider: Provider) -> None:
    cards = Cards(provider)
    for headers in ({}, {"Authorization": "Bearer wrong"}, basic("sk_sandbox_cards", "")):
        assert ask(provider, "GET", "/cards/v1/checkouts?reference=x", headers=headers).status == 401
    for amount in (0, -1, 12.5, "1250", True, 10**15):
        assert cards.checkout(new_reference(), amount).status == 400  # type: ignore[arg-type]
    for url in ("", "no url", "javascript:alert(1)", "https://x/\r\nSet-Cookie: a=b", 5):
        assert cards.checkout(new_reference(), 1250, return_url=url).status == 400
    assert cards.get("checkouts?reference=nobody").json["error"]["code"] == "not_found"
    assert cards.get("checkouts/co_nobody").status == 404
    assert cards.charge(new_reference(), 1250, "card_nobody").json["error"]["code"] == "unknown_card"


@pytest.mark.parametrize(
    ("number", "failure"),
    [("4000000000000002", "card_declined"), ("4000000000009995", "insufficient_funds")],
)
def test_cards_that_do_not_pay(provider: Provider, number: str, failure: str) -> None:
    checkout = Cards(provider).checkout(new_reference(), 1250, save_card=True).json
    said = provider.pay_checkout(checkout["url"], number)
    assert (said["status"], said["failure_code"], said["card"]) == ("failed", failure, None)
    (callback,) = provider.take_callbacks()
    assert json.loads(callback.body)["type"] == "checkout.failed"
    # It is over: another card does not help.
    assert provider.pay_checkout(checkout["url"])["status"] == "failed"


def test_a_card_that_has_expired_and_what_is_no_card(provider: Provider) -> None:
    cards = Cards(provider)
    checkout = cards.checkout(new_reference(), 1250).json
    good = {"number": "4242 4242 4242 4242", "expiry": "04/48", "cvc": "123", "holder": "Amina Otieno"}
    for changes in (
        {"number": "4242424242424241"},
        {"number": "42"},
        {"expiry": "13/48"},
        {"expiry": "soon"},
        {"cvc": "12"},
        {"holder": " "},
    ):
        said = ask(provider, "POST", f"/cards/v1/checkouts/{checkout['id']}/pay", {**good, **changes}, cards.headers)
        assert (said.status, said.json["error"]["code"]) == (400, f"invalid_{next(iter(changes))}")
    paid = provider.pay_checkout(checkout["id"], expiry="01/20")
    assert (paid["status"], paid["failure_code"]) == ("failed", "expired_card")


def test_a_checkout_nobody_pays_expires(provider: Provider) -> None:
    cards = Cards(provider)
    checkout = cards.checkout(new_reference(), 1250).json
    provider.move_clock(1801)
    assert cards.get(f"checkouts/{checkout['id']}").json["status"] == "expired"
    assert provider.pay_checkout(checkout["id"])["status"] == "expired"
    (callback,) = provider.take_callbacks()
    assert SIGNED["cards"](callback, SECRETS["cards"]["callback_secrets"][0])
    assert json.loads(callback.body)["type"] == "checkout.expired"


def test_the_bill_aggregator_wants_key_and_signature(provider: Provider) -> None:
    key, body = SECRETS["bills"]["api_key"], b'{"biller":"tv"}'
    signature = hmac_hex(SECRETS["bills"]["signing_key"], body)
    for headers in (
        {"X-Api-Key": key},
        {"X-Signature": signature},
        {"X-Api-Key": "wrong", "X-Signature": signature},
        {"X-Api-Key": key, "X-Signature": hmac_hex("wrong", body)},
    ):
        assert ask(provider, "POST", "/bills/v1/lookup", body, headers).status == 401


def test_bills_that_cannot_be_paid(provider: Provider) -> None:
    bills = Bills(provider)
    assert bills.look_up("nobody", "12345678").json == {"error": "unknown_biller"}
    for account in ("0123456", "12", "12345x", "١٢٣٤٥٦٧"):
        assert bills.look_up("tv", account).json == {"error": "unknown_account"}
        assert bills.pay(new_reference(), "10.00", "tv", account).json == {"error": "unknown_account"}
    closed = bills.pay(new_reference(), "10.00", "power-prepaid", "99123456").json
    assert (closed["status"], closed["reason"], closed["token"]) == ("failed", "account_closed", None)
    assert bills.pay(new_reference(), "0.50").json["reason"] == "amount_not_accepted"
    assert bills.pay(new_reference(), "5000.50").json["reason"] == "amount_not_accepted"
    assert bills.pay(new_reference(), "10").status == 201
    bills.provider.reset()


def test_recharges_that_cannot_be_made(provider: Provider) -> None:
    recharge = Recharge(provider)
    for headers in ({}, basic("gopay", "wrong")):
        assert ask(provider, "GET", "/recharge/v2/balance", headers=headers).status == 401
    for msisdn in ("254712000001", "+254", "+15550100", "+254712300000"):
        said = recharge.top_up(new_reference(), "5.00", msisdn=msisdn)
        assert (said.status, said.json["code"]) == (200, "14")
    assert recharge.top_up(new_reference(), "1000000.50").json["code"] == "51"
    for changes in ({"operator": "nobody"}, {"amount": 5}, {"amount": "0"}, {"currency": "x"}, {"ref": ""}, {"ref": 1}):
        said = recharge.top_up(new_reference(), "5.00", **changes)
        assert (said.status, said.json["code"]) == (400, "30")
    said = recharge.query("nobody")
    assert (said.status, said.json["code"]) == (404, "25")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"text"', b"\xff", b'{"reference": "\\ud800"}', b"[" * 100_000]
)
def test_bodies_that_are_no_object(provider: Provider, body: bytes) -> None:
    bank, cards = JsonBank(provider), Cards(provider)
    signed = {"X-Api-Key": SECRETS["bills"]["api_key"]}
    signed["X-Signature"] = hmac_hex(SECRETS["bills"]["signing_key"], body)
    for path, headers in (
        ("/jsonbank/v1/payments", bank.headers),
        ("/jsonbank/v1/accounts", bank.headers),
        ("/cards/v1/checkouts", cards.headers),
        ("/cards/v1/charges", cards.headers),
        ("/bills/v1/payments", signed),
        ("/bills/v1/lookup", signed),
        ("/recharge/v2/topups", Recharge.headers),
    ):
        assert ask(provider, "POST", path, body, headers).status == 400


def test_what_is_nowhere_is_not_found(provider: Provider) -> None:
    for path in ("/nobody/v1", "/jsonbank", "/control/nothing", "/control/page/x", "/cards/checkout/co_x"):
        assert ask(provider, "GET", path).status in {401, 404}
    assert ask(provider, "PUT", "/livez").status == 501


def raw(provider: Provider, request: bytes) -> bytes:
    host, port = provider.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        return connection.recv(65_536)


def test_bodies_that_are_too_long_or_have_no_length(provider: Provider) -> None:
    head = b"POST /bills/v1/lookup HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    for length in (b"Content-Length: 9999999", b"Content-Length: -5", b"Transfer-Encoding: chunked"):
        assert raw(provider, head + length + b"\r\n\r\n").startswith(b"HTTP/1.1 413 ")
    assert raw(provider, b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").endswith(b'{"status": "ok"}')
