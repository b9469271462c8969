"""Recharges over the API: whose number it is, what is sold, and what is refused before anybody is asked."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of
from apps.billers.models import RechargeOperator, RechargeProduct
from apps.billers.services import switch_recharge_operator
from apps.billers.services._recharge_catalogue import write_recharge_catalogue
from apps.billers.tests.recharges import (
    API,
    COASTLINE,
    LAKECELL,
    NOBODYS,
    SAVANNA,
    make_operators,
    operator,
    product,
    read_again,
    recharge,
    switch_operator,
    switch_product,
)
from apps.core import clock
from apps.core.money import Money
from apps.gateways import base as port
from apps.gateways.models import Operation
from apps.transactions.models import Transaction
from apps.transactions.services import set_fee, set_tier_limit
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _operators() -> None:
    make_operators()


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def client(amina: User) -> APIClient:
    return client_of(amina)


def detected(client: APIClient, msisdn: str, **more: str) -> Any:
    answer = client.get(f"{API}/recharge-operators", {"msisdn": msisdn, **more})
    assert answer.status_code == 200, answer.content
    return answer.json()["detected"]


# --- Whose number it is ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "code", "prefix"),
    [(SAVANNA, "savanna", "+25471"), (LAKECELL, "lakecell", "+25473"), (COASTLINE, "coastline", "+25476")],
)
def test_a_number_is_its_prefixs_operators(client: APIClient, number: str, code: str, prefix: str) -> None:
    found = detected(client, number)
    assert (found["operator"], found["prefix"], found["is_available"], found["differs"]) == (code, prefix, True, False)


def test_the_longest_prefix_wins(client: APIClient) -> None:
    lakecell = operator("lakecell")
    lakecell.prefixes = [*lakecell.prefixes, "+2547123", "+254"]
    lakecell.save()
    read_again()
    assert detected(client, SAVANNA)["operator"] == "lakecell"
    assert detected(client, "+254711345678")["operator"] == "savanna"
    assert (detected(client, NOBODYS)["operator"], detected(client, NOBODYS)["prefix"]) == ("lakecell", "+254")


def test_nobodys_prefix_is_nobodys(client: APIClient) -> None:
    assert detected(client, NOBODYS) is None
    with nothing_moves():
        answer = recharge(client, msisdn=NOBODYS)
    assert (answer.status_code, answer.json()["code"]) == (422, "recharge_operator_unknown")
    assert recharge(client, msisdn=NOBODYS, operator="lakecell").status_code == 202


def test_a_ported_number_is_recharged_with_whom_one_says_and_told_that_it_differs(client: APIClient) -> None:
    assert detected(client, SAVANNA, operator="lakecell")["differs"] is True
    answer = recharge(client, msisdn=SAVANNA, operator="lakecell")
    assert (answer.status_code, answer.json()["outside"]["party"]) == (202, "Lakecell")
    terms = Operation.objects.get().terms
    assert terms == {
        "operator": "lakecell",
        "msisdn": SAVANNA,
        "product": "lakecell-airtime",
        "shown": SAVANNA,
    }


def test_numbers_of_an_operator_that_is_switched_off_are_not_somebody_elses(client: APIClient, amina: User) -> None:
    lakecell = operator("lakecell")
    lakecell.prefixes = [*lakecell.prefixes, "+254"]
    lakecell.save()
    switch_operator("savanna", is_active=False, by=amina)
    listed = client.get(f"{API}/recharge-operators").json()
    assert [one["code"] for one in listed["results"]] == ["coastline", "lakecell"]
    assert listed["detected"] is None
    found = detected(client, SAVANNA)
    assert (found["operator"], found["is_available"]) == ("savanna", False)
    for given in ({}, {"operator": "savanna"}):
        answer = recharge(client, **given)
        assert (answer.status_code, answer.json()["code"]) == (422, "recharge_operator_unavailable")


@pytest.mark.parametrize(
    "number", ["0712345678", "712345678", "+254 (0) 712", "+1", "", "+25471234567890123", 254712345678]
)
def test_what_is_no_number_is_refused(client: APIClient, number: Any) -> None:
    with nothing_moves():
        answer = recharge(client, msisdn=number)
    assert answer.status_code == 400, answer.content
    if number:
        assert client.get(f"{API}/recharge-operators", {"msisdn": number}).status_code == 400


def test_a_number_is_read_as_people_write_it(client: APIClient) -> None:
    assert recharge(client, msisdn="+254 712-345 678").status_code == 202
    assert Operation.objects.get().terms["msisdn"] == SAVANNA


# --- What is sold ---------------------------------------------------------------------------------------------------


def test_airtime_stands_first_and_bundles_by_price(client: APIClient) -> None:
    listed = client.get(f"{API}/recharge-products", {"operator": "savanna"}).json()["results"]
    assert [(one["code"], one["amount"], one["minimum"], one["maximum"]) for one in listed] == [
        ("savanna-airtime", None, "0.50", "200.00"),
        ("savanna-data-1gb", "2.00", None, None),
        ("savanna-data-5gb", "5.00", None, None),
        ("savanna-data-20gb", "15.00", None, None),
    ]
    assert (listed[1]["kind"], listed[1]["validity_days"], listed[1]["currency"]) == ("DATA", 7, "USD")
    assert client.get(f"{API}/recharge-products", {"operator": "nobody"}).status_code == 404
    assert client.get(f"{API}/recharge-products").status_code == 400


@pytest.mark.parametrize(
    ("amount", "more", "code"),
    [
        ("0.49", {}, "recharge_amount_too_small"),
        ("200.01", {}, "recharge_amount_too_large"),
        ("2.01", {"product": "savanna-data-1gb"}, "recharge_amount_not_exact"),
        ("1.99", {"product": "savanna-data-1gb"}, "recharge_amount_not_exact"),
        ("2.00", {"product": "savanna-data-9gb"}, "recharge_product_not_found"),
        ("2.00", {"product": "lakecell-data-1gb"}, "recharge_product_not_found"),
        ("2.00", {"operator": "nobody"}, "recharge_operator_not_found"),
        ("200", {"currency": "JPY"}, "recharge_product_needed"),
        ("200", {"currency": "JPY", "product": "savanna-data-1gb"}, "recharge_currency_differs"),
    ],
)
def test_what_is_not_sold_is_refused_and_burns_no_key(
    client: APIClient, amount: str, more: dict[str, str], code: str
) -> None:
    key = str(uuid4())
    with nothing_moves():
        answer = recharge(client, amount, key=key, **more)
    assert answer.status_code in (404, 422)
    assert answer.json()["code"] == code
    assert not Transaction.objects.exists()
    assert recharge(client, "2.00", key=key, product="savanna-data-1gb").status_code == 202


@pytest.mark.parametrize("amount", ["0.50", "200.00"])
def test_the_bounds_themselves_are_sold(client: APIClient, amina: User, amount: str) -> None:
    from apps.wallets.tests.factories import pay_in, wallet_of

    pay_in(wallet_of(amina), 200)
    assert recharge(client, amount).status_code == 202


def test_a_product_that_is_switched_off_is_not_sold(client: APIClient, amina: User) -> None:
    switch_product("savanna-airtime", is_active=False, by=amina)
    assert recharge(client).json()["code"] == "recharge_product_needed"
    assert recharge(client, product="savanna-airtime").json()["code"] == "recharge_product_not_found"
    switch_product("savanna-airtime", is_active=True, by=amina)
    assert recharge(client).status_code == 202


def test_the_same_key_is_answered_the_same_even_when_it_is_not_sold_any_more(client: APIClient, amina: User) -> None:
    key = str(uuid4())
    first = recharge(client, key=key)
    switch_operator("savanna", is_active=False, by=amina)
    again = recharge(client, key=key)
    assert (again.status_code, again.json()["id"]) == (202, first.json()["id"])
    assert (Operation.objects.count(), available(amina)) == (1, 90)
    other = recharge(client, "11.00", key=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_it_counts_against_the_limits_and_needs_the_money(client: APIClient, amina: User) -> None:
    set_tier_limit(tier=amina.kyc_tier, currency="USD", daily=Decimal(15))
    assert recharge(client, "10.00").status_code == 202
    with nothing_moves():
        answer = recharge(client, "10.00")
    assert (answer.status_code, answer.json()["code"]) == (422, "daily_limit_exceeded")
    set_tier_limit(tier=amina.kyc_tier, currency="USD")
    with nothing_moves():
        assert recharge(client, "95.00").json()["code"] == "insufficient_funds"
    assert Operation.objects.count() == 1


def test_it_is_written_down_without_the_whole_number(client: APIClient, amina: User) -> None:
    bought = recharge(client).json()["id"]
    row = Activity.objects.get(person_id=amina.id, action="billers.recharged")
    assert (row.subject, row.detail) == (bought, {"operator": "savanna", "number": "+254***678"})


def test_a_quoted_price_holds(client: APIClient, amina: User) -> None:
    set_fee(kind="RECHARGE", currency="USD", flat=Decimal("0.25"), active_from=clock.now())
    quoted = client.post(f"{API}/quotes", {"kind": "RECHARGE", "amount": "10.00", "currency": "USD"}, format="json")
    assert (quoted.status_code, quoted.json()["fee"]) == (201, "0.25"), quoted.content
    body = recharge(client, quote_id=quoted.json()["id"]).json()
    assert (body["state"], body["total"], available(amina)) == ("PENDING", "10.25", Decimal("89.75"))
    assert recharge(client, quote_id=quoted.json()["id"]).json()["code"] == "quote_used"
    # The operator is asked for the amount, not for our fee.
    assert Operation.objects.get().amount == 10


def test_a_wrong_pin_buys_nothing(client: APIClient) -> None:
    with nothing_moves():
        assert recharge(client, pin="000000").status_code == 403
    assert recharge(client, surprise=1).status_code == 400


# --- What a provider may say ----------------------------------------------------------------------------------------


def usd(text: str) -> Money:
    return Money(Decimal(text), "USD")


def sold(code: str, name: str = "Airtime", **more: Any) -> port.RechargeProduct:
    figures = {
        "amount": None,
        "minimum": usd("1.00"),
        "maximum": None,
        "kind": "airtime",
        "validity_days": None,
        **more,
    }
    return port.RechargeProduct(code=code, name=name, **figures)


def told(*products: port.RechargeProduct, code: str = "savanna", name: str = "Savanna Mobile") -> Any:
    return {port.RechargeOperator(code, name, "KE", ("+25471",)): products}


def write(catalogue: Any, gateway: str = "recharge") -> tuple[int, int]:
    return write_recharge_catalogue(gateway_code=gateway, catalogue=catalogue, withdraw_others=True, now=clock.now())


def test_what_it_names_no_more_is_not_offered_and_comes_back_with_it(amina: User) -> None:
    switch_product("savanna-data-1gb", is_active=False, by=amina)
    assert write(told(sold("savanna-airtime"))) == (1, 1)
    offered = RechargeProduct.objects.filter(is_offered=True, operator__code="savanna")
    assert [row.code for row in offered] == ["savanna-airtime"]
    assert not RechargeOperator.objects.filter(is_offered=True).exclude(code="savanna").exists()
    make_operators()
    assert RechargeOperator.objects.filter(is_offered=True).count() == 3
    back = product("savanna-data-1gb")
    assert (back.is_offered, back.is_active) == (True, False)


def test_what_nobody_could_buy_is_left_out() -> None:
    bad = [
        sold("no-currency", minimum=None),
        sold("x" * 65),
        sold(""),
        sold("a b"),
        sold("nameless", name="  "),
        sold("upside-down", maximum=usd("0.50")),
        sold("two-currencies", maximum=Money(Decimal(5), "KES")),
        sold("for-nothing", amount=usd("0.00")),
        sold("unheard-of", kind="smoke"),
    ]
    assert write(told(*bad, sold("fine"), sold("fine", name="Named twice"))) == (1, 1)
    offered = RechargeProduct.objects.filter(operator__code="savanna", is_offered=True)
    assert [(row.code, row.name) for row in offered] == [("fine", "Named twice")]


def test_bounds_that_are_not_said_are_the_least_and_none() -> None:
    write(told(sold("open", minimum=usd("0.00"), maximum=usd("9.00")), sold("up", maximum=None)))
    assert (product("open").minimum, product("open").maximum) == (Decimal("0.01"), 9)
    assert (product("up").minimum, product("up").maximum) == (1, None)


def test_an_operator_stays_with_the_gateway_that_named_it_first() -> None:
    assert write(told(sold("savanna-airtime"), name="Another"), gateway="other") == (0, 0)
    row = operator("savanna")
    assert (row.gateway_code, row.name) == ("recharge", "Savanna Mobile")


def test_seeding_again_changes_nothing_of_ours(amina: User) -> None:
    RechargeOperator.objects.filter(code="savanna").update(colour="#000000")
    switch_recharge_operator(
        operator_id=operator("lakecell").id, is_active=False, reason="r", by=amina.id, now=clock.now()
    )
    from apps.billers.services import seed_recharges

    assert seed_recharges(now=clock.now() + timedelta(days=1)) == 3
    assert (operator("savanna").colour, operator("lakecell").is_active) == ("#000000", False)
    assert RechargeProduct.objects.count() == 12
