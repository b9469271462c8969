"""The page of one payment: what has become of it, for each of its sides, and what can be done about it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.core import clock
from apps.gateways.base import Outcome
from apps.transactions import services
from apps.transactions.models import State, Transaction
from apps.transactions.tests.exchange import convert, rate
from apps.transactions.tests.giving_back import give_back
from apps.transactions.tests.outside import deposit, say, say_nothing, submit, withdraw
from apps.transactions.tests.pages import Browser, browser_of, words_of
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import give_wallet, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def brian() -> User:
    return join("brian")


@pytest.fixture
def web(amina: User) -> Browser:
    return browser_of(amina)


def address_of(row: Transaction) -> str:
    return reverse("wallet-payment", args=[row.id])


def page_of(web: Browser, row: Transaction) -> str:
    return words_of(web.get(address_of(row)))


def test_each_side_reads_its_own(web: Browser, amina: User, brian: User) -> None:
    row = send(amina, "brian", 10, note="lunch").transaction
    mine, theirs = page_of(web, row), page_of(browser_of(brian), row)
    assert "Sent" in mine
    assert "Something is wrong with this payment" in mine
    assert "Send it regularly" in mine
    assert "Give money back" not in mine
    assert "Received" in theirs
    assert "Give money back" in theirs
    assert "Something is wrong" not in theirs


def test_nobody_elses(web: Browser, brian: User) -> None:
    row = send(join("esther", 10), "brian", 10).transaction
    for address in (address_of(row), address_of(Transaction(id=uuid4())), f"{address_of(row)}/cancel"):
        assert web.get(address).status_code == 404
        assert web.get(address, **{"HX-Request": "true"}).status_code == 404
    assert web.post(f"{address_of(row)}/cancel").status_code == 404


def test_why_it_was_declined_is_between_the_payer_and_us(web: Browser, amina: User, brian: User) -> None:
    row = send(amina, "brian", 1000).transaction
    mine = page_of(web, row)
    assert "There is not enough money in the wallet." in mine
    assert "No money has moved." in mine
    assert "Give money back" not in mine
    assert "not enough money" not in page_of(browser_of(brian), row)


def test_what_says_again_never_says_it_of_what_was_not_paid(web: Browser, amina: User, brian: User) -> None:
    row = send(amina, "brian", 1000).transaction
    assert "You have paid this once" not in words_of(web.get(f"{address_of(row)}?again=1"))
    paid = send(amina, "brian", 10).transaction
    assert "You have paid this once" in words_of(web.get(f"{address_of(paid)}?again=1"))
    assert "You have paid" not in words_of(browser_of(brian).get(f"{address_of(paid)}?again=1"))


def test_what_is_under_way_renews_itself_until_it_is_decided(web: Browser, amina: User) -> None:
    row = withdraw(amina, 20)
    assert "On its way" in page_of(web, row)
    assert "data-live" in web.get(address_of(row)).content.decode()
    submit(row)
    say_nothing(row)
    assert "Do not pay it again." in page_of(web, row)
    say(row, Outcome.SUCCEEDED)
    part = web.get(address_of(row), **{"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "Paid out" in words_of(part)
    assert "data-live" not in part.content.decode()


def test_what_a_provider_did_not_do_says_where_the_money_is(web: Browser, amina: User) -> None:
    row = withdraw(amina, 20)
    submit(row)
    say(row, Outcome.FAILED, failure_code="provider_account_invalid")
    said = page_of(web, row)
    assert "The provider does not know this account, or it is closed." in said
    assert "The money is back in your wallet." in said
    added = deposit(amina, 20)
    submit(added)
    say(added, Outcome.FAILED, failure_code="provider_declined")
    assert "No money has moved." in page_of(web, added)


def test_where_to_go_on_and_what_was_bought(web: Browser, amina: User) -> None:
    row = deposit(amina, 20)
    submit(row)
    say(row, Outcome.PENDING, next_url="https://bank.example/pay/1")
    assert 'href="https://bank.example/pay/1"' in web.get(address_of(row)).content.decode()
    bought = withdraw(amina, 5)
    submit(bought)
    say(bought, Outcome.SUCCEEDED, voucher="1234-5678-9012-3456-7890", units="12.4 kWh")
    said = page_of(web, bought)
    assert "1234-5678-9012-3456-7890" in said
    assert "12.4 kWh" in said


def test_a_conversion_says_what_arrived_and_at_which_rate(web: Browser, amina: User) -> None:
    give_wallet(amina, currency="EUR")
    rate("USD", "EUR", "0.9012")
    said = page_of(web, convert(amina, "10.00").transaction)
    for words in ("Converted", "9.01 EUR", "1 USD = 0.9012", "10.00 USD"):
        assert words in said


def test_what_went_back_is_said_and_linked(web: Browser, amina: User, brian: User) -> None:
    row = send(amina, "brian", 10).transaction
    first = give_back(brian, row, "4").transaction
    page = web.get(address_of(row))
    assert "Partly refunded" in words_of(page)
    assert address_of(first) in page.content.decode()
    assert address_of(row) in web.get(address_of(first)).content.decode()
    give_back(brian, row, "6")
    said = page_of(web, row)
    assert "Refunded" in said
    assert "Something is wrong" not in said
    assert "Give money back" not in page_of(browser_of(brian), row)


def test_what_waits_for_somebody_to_look_at_it(web: Browser, amina: User, brian: User) -> None:
    row = send(amina, "+254712000077", 10, invite=True).transaction
    assert row.state == State.HELD
    services.cancel_invitation(person_id=amina.id, transaction_id=row.id, now=clock.now())
    said = page_of(web, row)
    assert "Returned" in said
    assert "The money is back in your wallet." in said
    assert "Take the money back" not in said


def test_the_page_asks_little_of_the_database(
    web: Browser, amina: User, brian: User, django_assert_max_num_queries: object
) -> None:
    row = send(amina, "brian", 10).transaction
    for part in ("1", "2", "3"):
        give_back(brian, row, part)
    web.get(address_of(row))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        web.get(address_of(row))


def test_strange_words_are_only_words(web: Browser, amina: User, brian: User) -> None:
    row = send(amina, "brian", 1, note='<script>alert(1)</script>"><b>').transaction
    page = web.get(address_of(row)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
