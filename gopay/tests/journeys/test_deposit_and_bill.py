"""Money comes from the bank, and a bill is paid with it: through the sandbox's provider, the real worker between."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from apps.core import clock
from apps.operations.demo._rails import open_rails
from apps.transactions.models import State, Transaction
from gopay.tests.journeys.house import House
from gopay.tests.journeys.people import somebody
from gopay.tests.journeys.visitor import PATIENCE_MS, Visitor

pytestmark = pytest.mark.xdist_group("waiting")
# An amount that ends like this, the sandbox first leaves pending and then does (docs/sandbox-provider.md).
UNDER_WAY = "20.11"


def test_money_in_and_a_bill_out(visit: Callable[..., Visitor], house: House, rails: None) -> None:
    person = somebody("Amina Otieno", 5)
    amina = visit("amina")
    page = amina.page
    amina.log_in(person.msisdn)
    amina.look("home")
    amina.register_browser(person.msisdn)

    amina.go("/wallet/me/accounts/new")
    amina.look("link a bank account")
    page.get_by_label("Bank", exact=True).fill("Umoja Bank")
    page.get_by_label("Account number").fill("0123456789")
    page.get_by_label("Account holder").fill("Amina Otieno")
    amina.pays(person.msisdn)
    amina.look("linked accounts")

    amina.go("/wallet/add-money")
    amina.look("add money")
    page.get_by_label("Amount").fill("60")
    amina.press("Continue")
    amina.arrives("**/wallet/add-money/*")
    amina.look("review of the deposit")
    amina.pays(person.msisdn)
    amina.arrives("**/wallet/activity/*")
    amina.look("deposit on its way")
    # The page renews itself until the bank has answered.
    expect(page.locator("#payment[data-live]")).to_have_count(0, timeout=PATIENCE_MS)
    amina.look("deposit")
    deposit = Transaction.objects.get(initiator_id=person.id, kind="DEPOSIT")
    assert deposit.state == State.COMPLETED

    amina.go("/wallet/bills")
    amina.look("bills")
    page.get_by_role("link", name=re.compile("Prepaid")).first.click()
    amina.arrives("**/wallet/bills/*")
    amina.look("biller")
    page.locator("[name=account_number]").fill("14001234567")
    amina.press("Continue")
    amina.arrives("**/wallet/bills/pay/**")
    amina.look("what is owed")
    page.get_by_label("Amount").fill(UNDER_WAY)
    amina.press("Continue")
    amina.heading("Check and confirm")
    amina.look("review of the bill")
    amina.pays(person.msisdn)
    amina.arrives("**/wallet/activity/*")
    expect(page.locator("#payment[data-live]")).to_have_count(1)
    amina.look("bill under way")
    expect(page.locator("#voucher")).to_be_visible(timeout=PATIENCE_MS)
    amina.look("bill with the code to type in")
    bill = Transaction.objects.get(initiator_id=person.id, kind="BILL_PAYMENT")
    assert (bill.state, bill.amount) == (State.COMPLETED, Decimal(UNDER_WAY))


@pytest.fixture(scope="session")
def _rails_done() -> list[bool]:
    return []


@pytest.fixture
def rails(house: House, _rails_done: list[bool]) -> None:
    """The sandbox's banks and billers, once for all journeys."""
    if not _rails_done:
        open_rails(currency="USD", at=clock.now())
        _rails_done.append(True)
