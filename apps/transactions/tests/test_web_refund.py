"""Giving back on the pages what one was paid."""

from decimal import Decimal

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.transactions.models import Transaction
from apps.transactions.tests.giving_back import give_back, paid
from apps.transactions.tests.pages import Browser, browser_of, words_of
from apps.transactions.tests.payments import nothing_moves, send
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def brian() -> User:
    return join("brian")


@pytest.fixture
def web(brian: User) -> Browser:
    """Brian's, who was paid."""
    return browser_of(brian)


def address_of(row: Transaction) -> str:
    return reverse("wallet-refund", args=[row.id])


def to_review(web: Browser, row: Transaction, amount: str = "4.00") -> str:
    response = web.post(address_of(row), {"amount": amount, "reason": "one was bad"})
    assert response.status_code == 303, words_of(response)
    return str(response["Location"])


def test_a_part_goes_back_and_then_the_rest(web: Browser, amina: User, brian: User) -> None:
    row = paid(amina)
    assert web.get(address_of(row)).context["form"]["amount"].value() == "10.00"
    review = to_review(web, row)
    said = words_of(web.get(review))
    for part in ("Amina Otieno", "4.00 USD", "one was bad", row.reference):
        assert part in said
    for led in (web.confirm(review), web.get(review)):
        assert led.status_code == 303
    assert (available(amina), available(brian)) == (94, 6)
    assert web.get(address_of(row)).context["form"]["amount"].value() == "6.00"
    web.confirm(to_review(web, row, "6"))
    assert available(amina) == 100
    over = web.get(address_of(row))
    assert over.status_code == 422
    assert "given back already" in words_of(over)


@pytest.mark.parametrize("amount", ["", "0", "-1", "1e3", "1_0", "１", "1.001"])
def test_what_is_no_amount(web: Browser, amina: User, amount: str) -> None:
    row = paid(amina)
    with nothing_moves():
        refused = web.post(address_of(row), {"amount": amount, "reason": "broken"})
    assert refused.status_code == 400
    assert "broken" in refused.content.decode()


def test_a_reason_is_needed(web: Browser, amina: User) -> None:
    assert web.post(address_of(paid(amina)), {"amount": "1", "reason": " "}).status_code == 400


def test_more_than_is_left_is_declined_and_can_be_put_right(web: Browser, amina: User, brian: User) -> None:
    row = paid(amina)
    review = to_review(web, row, "8")
    give_back(brian, row, "5")
    with nothing_moves():
        declined = web.confirm(review)
    assert declined.status_code == 303
    assert "more than is left" in words_of(web.get(declined["Location"]))
    assert Decimal(available(brian)) == 5


def test_only_who_was_paid_gives_back(web: Browser, amina: User, brian: User) -> None:
    row = paid(amina)
    mine = browser_of(amina)
    assert mine.get(address_of(row)).status_code == 409
    assert browser_of(join("esther")).get(address_of(row)).status_code == 404
    review = to_review(web, row)
    assert mine.get(review).status_code == 404
    declined = send(amina, "brian", 1000).transaction
    assert web.get(address_of(declined)).status_code == 409
