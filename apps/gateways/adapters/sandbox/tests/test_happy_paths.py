"""Each protocol does what it is asked, once, and tells of it under its signature."""

import re
from decimal import Decimal

import pytest

from apps.gateways.adapters.sandbox.tests.clients import (
    Bills,
    Cards,
    JsonBank,
    Recharge,
    XmlBank,
    amount_and_status,
    event_id_of,
    is_signed,
    new_reference,
    read,
)
from apps.gateways.tests.provider import Provider


def told(provider: Provider, reference: str, amount: str, status: str) -> None:
    """One genuine callback says so, and the books have it once."""
    (callback,) = (one for one in provider.take_callbacks() if one.reference == reference)
    assert is_signed(callback)
    assert amount_and_status(callback) == (amount, status)
    assert event_id_of(callback) == callback.event_id
    (entry,) = provider.books(reference)
    assert (entry["status"], entry["executions"]) == ("executed", 1)


@pytest.mark.parametrize(("kind", "booked"), [("debit", "COLLECT"), ("credit", "PAY_OUT")])
def test_a_payment_at_the_json_bank(provider: Provider, kind: str, booked: str) -> None:
    bank, reference = JsonBank(provider), new_reference()
    account = bank.account()
    said = bank.pay(reference, "10.50", type=kind, account=account)
    assert said.status == 201
    assert re.fullmatch("jb_[0-9a-f]+", said.json["id"])
    assert said.json == {
        "id": said.json["id"],
        "reference": reference,
        "type": kind,
        "account": account,
        "amount": "10.50",
        "currency": "USD",
        "status": "booked",
        "reason": None,
    }
    assert (bank.query(reference).status, bank.query(reference).json) == (200, said.json)
    told(provider, reference, "10.50", "booked")
    assert provider.books(reference)[0]["type"] == booked


@pytest.mark.parametrize(("direction", "booked"), [("COLLECT", "COLLECT"), ("PAYOUT", "PAY_OUT")])
def test_a_payment_at_the_xml_bank(provider: Provider, direction: str, booked: str) -> None:
    bank, reference = XmlBank(provider), new_reference()
    status, answer = bank.pay(reference, "10.50", direction)
    said = read(answer, "SubmitPaymentResponse")
    assert (status, said["Status"]) == (200, "EXECUTED")
    assert bank.query(reference) == {**said, "Found": "true", "Amount": "10.50", "Currency": "USD"}
    told(provider, reference, "10.50", "EXECUTED")
    assert provider.books(reference)[0]["type"] == booked


def test_a_checkout_is_paid_on_its_page(provider: Provider) -> None:
    cards, reference = Cards(provider), new_reference()
    said = cards.checkout(reference, 1250, save_card=True)
    opened = said.json
    assert (said.status, opened["status"], opened["amount"], opened["card"]) == (201, "open", 1250, None)
    assert opened["url"] == f"{provider.url}/cards/checkout/{opened['id']}"
    assert provider.take_callbacks() == []
    paid = provider.pay_checkout(opened["url"])
    assert (paid["status"], paid["failure_code"]) == ("paid", None)
    assert paid["card"].keys() == {"token", "scheme", "last4", "expires", "holder"}
    assert (paid["card"]["scheme"], paid["card"]["last4"], paid["card"]["expires"]) == ("visa", "4242", "2048-04")
    assert cards.get(f"checkouts/{opened['id']}").json == paid
    assert cards.get(f"checkouts?reference={reference}").json == paid
    told(provider, reference, "1250", "paid")


def test_a_kept_card_is_charged(provider: Provider) -> None:
    cards, reference = Cards(provider), new_reference()
    card = cards.kept_card()
    said = cards.charge(reference, 2000, card)
    assert said.status == 201
    assert said.json == {
        "id": said.json["id"],
        "reference": reference,
        "amount": 2000,
        "currency": "USD",
        "card": card,
        "status": "succeeded",
        "failure_code": None,
    }
    assert cards.get(f"charges?reference={reference}").json == said.json
    told(provider, reference, "2000", "succeeded")


def test_a_prepaid_meter_gets_its_token(provider: Provider) -> None:
    bills, reference = Bills(provider), new_reference()
    assert bills.look_up("power-prepaid", "12345678").json["amount_due"] is None
    said = bills.pay(reference, "8.80")
    assert (said.status, said.json["status"], said.json["units"]) == (201, "paid", "35.2 kWh")
    assert re.fullmatch(r"(\d{4}-){4}\d{4}", said.json["token"])
    assert bills.query(reference).json == said.json
    told(provider, reference, "8.80", "paid")


def test_a_bill_goes_down_by_what_is_paid(provider: Provider) -> None:
    bills = Bills(provider)
    bill = bills.look_up("power-post", "3006420").json
    assert (bill["amount_due"], bill["partial"], bill["prepaid"], bill["minimum"]) == ("64.20", True, False, "1.00")
    paid = bills.pay(new_reference(), "24.20", "power-post", "3006420").json
    assert (paid["status"], paid["token"]) == ("paid", None)
    assert bills.look_up("power-post", "3006420").json["amount_due"] == "40.00"
    too_much = bills.pay(new_reference(), "40.20", "power-post", "3006420").json
    assert (too_much["status"], too_much["reason"]) == ("failed", "amount_not_accepted")
    in_part = bills.pay(new_reference(), "20.00", "water", "3006420").json
    assert (in_part["status"], in_part["reason"]) == ("failed", "amount_not_accepted")
    assert bills.pay(new_reference(), "64.20", "water", "3006420").json["status"] == "paid"
    assert bills.look_up("water", "3006420").json["amount_due"] == "0.00"


def test_the_billers_are_listed(provider: Provider) -> None:
    billers = {one["code"]: one for one in Bills(provider).ask("GET", "/v1/billers").json["billers"]}
    assert billers.keys() >= {"power-prepaid", "power-post", "water", "tv", "school"}
    assert {code for code, one in billers.items() if one["prepaid"]} == {"power-prepaid"}
    assert billers["water"].keys() == {"code", "name", "category", "prepaid", "partial", "account_pattern"}
    for one in billers.values():
        assert re.fullmatch(one["account_pattern"], "12345678")


def test_a_top_up(provider: Provider) -> None:
    recharge, reference = Recharge(provider), new_reference()
    said = recharge.top_up(reference, "5.00")
    assert (said.status, said.json["code"], said.json["ref"]) == (200, "00", reference)
    assert said.json.keys() == {"txn", "ref", "code", "message", "amount", "currency", "serial"}
    assert recharge.query(reference).json == said.json
    told(provider, reference, "5.00", "00")
    assert Decimal(recharge.get("balance").json["balances"]["USD"]) == Decimal("999995.00")


def test_operators_and_products_are_listed(provider: Provider) -> None:
    recharge = Recharge(provider)
    operators = {one["code"]: one for one in recharge.get("operators").json["operators"]}
    assert operators.keys() >= {"savanna", "lakecell", "coastline"}
    prefixes = [prefix for one in operators.values() for prefix in one["prefixes"]]
    assert len(prefixes) == len(set(prefixes))
    products = recharge.get("products?operator=savanna").json["products"]
    assert {one["kind"] for one in products} == {"airtime", "data"}
    fixed = next(one for one in products if one["amount"])
    assert recharge.top_up(new_reference(), fixed["amount"], product=fixed["code"]).json["code"] == "00"
    assert recharge.top_up(new_reference(), "1.23", product=fixed["code"]).json["code"] == "57"
    assert recharge.get("products?operator=nobody").status == 404
