"""Changing one's own money on the pages."""

from decimal import Decimal

import pytest

from apps.accounts.models import User
from apps.transactions.models import Transaction
from apps.transactions.tests.exchange import rate
from apps.transactions.tests.pages import Browser, browser_of, words_of
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, give_wallet, join

pytestmark = pytest.mark.django_db

CONVERT = "/wallet/convert"


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def web(amina: User) -> Browser:
    give_wallet(amina, currency="EUR")
    return browser_of(amina)


def test_from_amount_to_receipt(web: Browser, amina: User) -> None:
    rate("USD", "EUR", "0.9012")
    review = web.post(CONVERT, {"amount": "10", "currency": "USD", "to_currency": "EUR"})["Location"]
    said = words_of(web.get(review))
    for part in ("1 USD = 0.9012", "9.01 EUR", "10.00 USD", "Convert 10.00 USD"):
        assert part in said
    paid = web.confirm(review)
    assert paid["Location"] == f"/wallet/activity/{Transaction.objects.get().id}?new=1"
    assert (available(amina), available(amina, "EUR")) == (90, Decimal("9.01"))
    assert web.get(review).status_code == 303


def test_two_wallets_are_needed(amina: User) -> None:
    page = browser_of(amina).get(CONVERT)
    assert page.status_code == 200
    assert "You have one wallet only" in words_of(page)


@pytest.mark.parametrize(
    "changes",
    [
        {"to_currency": "USD"},
        {"to_currency": "KES"},
        {"currency": "GBP"},
        {"amount": "0"},
        {"amount": "-1"},
        {"amount": "1e3"},
        {"amount": "1.005"},
        {"amount": "１２"},
        {"to_currency": ""},
    ],
)
def test_what_cannot_be_converted_is_said_at_the_field(web: Browser, changes: dict[str, str]) -> None:
    with nothing_moves():
        response = web.post(CONVERT, {"amount": "10", "currency": "USD", "to_currency": "EUR", **changes})
    assert response.status_code == 400
    assert set(response.context["form"].errors) <= {"amount", "currency", "to_currency"}


def test_without_a_rate_nothing_is_asked(web: Browser) -> None:
    review = web.post(CONVERT, {"amount": "10", "currency": "USD", "to_currency": "EUR"})["Location"]
    refused = web.get(review)
    assert refused.status_code == 422
    assert "There is no rate" in words_of(refused)
