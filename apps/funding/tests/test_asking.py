"""Asking for deposits and withdrawals: what a body may say, what is proven, and that a key asks once."""

from decimal import Decimal
from typing import Any

import pytest

from apps.accounts.models import User
from apps.accounts.services import end_all_sessions
from apps.accounts.tests.confirming import answer_to
from apps.accounts.tests.factories import client_of, give_pin, plain_client_with, tokens_of
from apps.core import clock
from apps.core.tests.parallel import run_together
from apps.funding.models import FundingSource
from apps.funding.tests.sources import API, deliver_all, give_source, money, pay_in, pay_out, post
from apps.gateways.models import Operation
from apps.gateways.tests.factories import open_gateways
from apps.gateways.tests.provider import Provider
from apps.notifications.models import Notification
from apps.transactions.models import Transaction
from apps.transactions.services import set_fee
from apps.transactions.tests.outside import operation_of
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def source(amina: User) -> FundingSource:
    return give_source(amina, token="acc_1")


def test_the_provider_is_asked_for_exactly_this(amina: User, source: FundingSource) -> None:
    answer = pay_out(client_of(amina), "40.00", source.id)
    assert (answer.status_code, answer.json()["outside"]["party"]) == (202, "Umoja Bank")
    order = operation_of(Transaction.objects.get())
    assert (order.capability, order.amount, order.currency, order.bound_to) == ("PAY_OUT", 40, "USD", "testbank")
    assert order.terms == {
        "instrument": "acc_1",
        "beneficiary_name": "Amina Otieno",
        "description": "GoPay withdrawal",
        "shown": "•••• 1234",
    }
    assert "acc_1" not in answer.content.decode()


def test_a_card_is_paid_with_on_a_page_that_leads_back_into_the_app(amina: User, provider: Provider) -> None:
    open_gateways("jsonbank", "cards")
    assert pay_in(client_of(amina), "40.00", save_card=True).status_code == 202
    order = operation_of(Transaction.objects.get())
    assert (order.bound_to, order.expires_at is not None) == ("cards", True)
    assert order.terms == {
        "return_url": "gopay://deposits/done",
        "keep_instrument": True,
        "description": "GoPay deposit",
    }


def test_without_a_provider_that_takes_cards_it_is_refused(amina: User, provider: Provider) -> None:
    open_gateways("jsonbank")
    answer = pay_in(client_of(amina), "40.00")
    assert (answer.status_code, answer.json()["code"]) == (422, "cards_not_offered")
    assert Transaction.objects.count() == 0


@pytest.mark.parametrize(
    "url, is_good",
    [
        ("https://shop.example/back?x=1#y", True),
        ("gopay://deposits/done", True),
        ("http://shop.example/", False),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//shop.example/", False),
        ("https://", False),
        ("https:///x", False),
        ("https://user@shop.example/", False),
        ("https://shop.example\\@evil.example/", False),
        ("https://shop.example/\r\nSet-Cookie: x", False),
        (" https://shop.example/", False),
        ("https://sh\u00f6p.example/", False),
        ("https://[shop/", False),
        ("gopay:deposits", False),
        ("https://shop.example/" + "x" * 500, False),
        ("", False),
    ],
)
def test_where_the_page_may_lead_back_to(amina: User, provider: Provider, url: str, is_good: bool) -> None:
    open_gateways("cards")
    answer = pay_in(client_of(amina), "40.00", return_url=url)
    if is_good:
        assert (answer.status_code, operation_of(Transaction.objects.get()).terms["return_url"]) == (202, url)
    else:
        assert (answer.status_code, [each["field"] for each in answer.json()["errors"]]) == (400, ["return_url"])


@pytest.mark.parametrize(
    "path, changes, field",
    [
        ("deposits", {}, "source_id"),
        ("deposits", {"method": "card", "source_id": "SOURCE"}, "source_id"),
        ("deposits", {"method": "cash"}, "method"),
        ("deposits", {"source_id": "x"}, "source_id"),
        ("deposits", {"source_id": "SOURCE", "save_card": True}, "save_card"),
        ("deposits", {"source_id": "SOURCE", "return_url": "https://shop.example/"}, "return_url"),
        ("deposits", {"source_id": "SOURCE", "card": "x"}, "card"),
        ("deposits", {"source_id": "SOURCE", "amount": "1e3"}, "amount"),
        ("deposits", {"source_id": "SOURCE", "amount": "-1"}, "amount"),
        ("deposits", {"source_id": "SOURCE", "amount": "1.001"}, "amount"),
        ("deposits", {"source_id": "SOURCE", "amount": 5}, "amount"),
        ("deposits", {"source_id": "SOURCE", "currency": "XXL"}, "currency"),
        ("withdrawals", {}, "source_id"),
        ("withdrawals", {"source_id": "SOURCE", "method": "card"}, "method"),
        ("withdrawals", {"source_id": "SOURCE", "amount": "0"}, "amount"),
        ("withdrawals", {"source_id": "SOURCE", "quote_id": 7}, "quote_id"),
    ],
)
def test_bad_input(amina: User, source: FundingSource, path: str, changes: dict[str, Any], field: str) -> None:
    body = {name: str(source.id) if value == "SOURCE" else value for name, value in changes.items()}
    with nothing_moves():
        answer = post(client_of(amina), path, {**money("5.00"), **body})
    assert (answer.status_code, [each["field"] for each in answer.json()["errors"]]) == (400, [field])
    assert Transaction.objects.count() == 0


def test_a_key_and_a_pin_are_needed(amina: User, source: FundingSource) -> None:
    client = client_of(amina)
    for path in ("deposits", "withdrawals"):
        body = money("5.00", source_id=str(source.id))
        assert client.post(f"{API}/{path}", body, format="json").json()["code"] == "idempotency_key_required"
        assert post(client, path, {**body, "pin": "000000"}).json()["code"] == "wrong_pin"
    assert (Transaction.objects.count(), available(amina)) == (0, 100)


def test_from_an_unknown_phone_a_code_is_asked_for(amina: User, source: FundingSource) -> None:
    give_pin(amina)
    client = plain_client_with(tokens_of(amina).access)
    body = money("5.00", source_id=str(source.id))
    for path in ("deposits", "withdrawals"):
        headers = {"Idempotency-Key": path}
        first = client.post(f"{API}/{path}", body, format="json", headers=headers)
        assert (first.status_code, first.json()["code"]) == (403, "step_up_required")
        second = client.post(f"{API}/{path}", {**body, "step_up": answer_to(first)}, format="json", headers=headers)
        assert second.status_code == 202
    assert Operation.objects.count() == 2


def test_the_same_key_asks_once_and_answers_the_same(amina: User, source: FundingSource) -> None:
    client = client_of(amina)
    first, second = (pay_in(client, "5.00", source.id, key="k") for _ in range(2))
    assert (second.status_code, second.json()) == (202, first.json())
    assert second.headers["Idempotent-Replayed"] == "true"
    assert pay_in(client, "6.00", source.id, key="k").json()["code"] == "idempotency_key_reused"
    assert Operation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_with_one_key_withdraw_once(amina: User, source: FundingSource) -> None:
    client = client_of(amina)
    answers = run_together(8, lambda _: pay_out(client, "60.00", source.id, key="k"))
    assert {answer.status_code for answer in answers} == {202}
    assert (available(amina), Operation.objects.count()) == (40, 1)


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_withdraw_no_more_than_there_is(amina: User, source: FundingSource) -> None:
    client = client_of(amina)
    answers = run_together(8, lambda _: pay_out(client, "30.00", source.id))
    assert sorted(answer.status_code for answer in answers) == [202] * 3 + [422] * 5
    assert (available(amina), Operation.objects.count()) == (10, 3)


def test_a_card_takes_no_withdrawals(amina: User) -> None:
    card = give_source(amina, kind="CARD")
    with nothing_moves():
        assert pay_out(client_of(amina), "5.00", card.id).json()["code"] == "not_for_withdrawals"


def test_more_than_there_is_is_declined_and_asks_nobody(amina: User, source: FundingSource) -> None:
    with nothing_moves():
        answer = pay_out(client_of(amina), "100.01", source.id)
    assert (answer.status_code, answer.json()["code"]) == (422, "insufficient_funds")
    assert Operation.objects.count() == 0


def test_a_quote_s_price_is_charged(amina: User, source: FundingSource) -> None:
    set_fee(kind="WITHDRAWAL", currency="USD", flat=Decimal("0.50"), active_from=clock.now())
    client = client_of(amina)
    quoted = client.post(f"{API}/quotes", {"kind": "WITHDRAWAL", "amount": "10.00", "currency": "USD"}, format="json")
    assert quoted.json()["total"] == "10.50"
    answer = pay_out(client, "10.00", source.id, quote_id=quoted.json()["id"])
    assert (answer.status_code, answer.json()["total"], available(amina)) == (202, "10.50", Decimal("89.50"))
    deposit = client.post(f"{API}/quotes", {"kind": "DEPOSIT", "amount": "10.00", "currency": "USD"}, format="json")
    assert pay_out(client, "10.00", source.id, quote_id=deposit.json()["id"]).json()["code"] == "quote_mismatch"


def test_one_hears_of_a_withdrawal_at_once_and_of_a_deposit_one_made_oneself_not(
    amina: User, source: FundingSource
) -> None:
    client = client_of(amina)
    pay_in(client, "5.00", source.id), pay_out(client, "5.00", source.id)
    deliver_all()
    topics = Notification.objects.filter(person_id=amina.id, subject_kind="transaction")
    assert list(topics.values_list("topic", flat=True)) == ["withdrawal_pending"]


def test_an_ended_session_asks_for_nothing(amina: User, source: FundingSource) -> None:
    client = client_of(amina)
    end_all_sessions(person_id=amina.id, now=clock.now())
    assert pay_out(client, "5.00", source.id).status_code == 401
