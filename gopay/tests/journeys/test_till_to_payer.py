"""A sale at a till, from the amount to the money back: the cashier's window and the customer's phone."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from apps.merchants.tests.factories import employ, open_merchant, open_till
from apps.wallets.tests.factories import available
from gopay.tests.journeys.house import House
from gopay.tests.journeys.people import somebody
from gopay.tests.journeys.visitor import PATIENCE_MS, Visitor

pytestmark = pytest.mark.xdist_group("waiting")


def test_a_sale_is_shown_scanned_paid_and_given_back(visit: Callable[..., Visitor], house: House) -> None:
    shop = open_merchant(somebody("Brian Mwangi"), name="Umoja Books")
    clerk, customer = somebody("Chidi Okafor"), somebody("Amina Otieno", 100)
    employ(shop, clerk, cap=Decimal("50.00"))
    open_till(shop, label="Front")
    cashier, payer = visit("cashier"), visit("payer")

    cashier.log_in(clerk.msisdn)
    cashier.look("home of the cashier")
    cashier.go("/till/")
    cashier.look("till")
    if cashier.page.locator("[data-keypad]").is_visible():
        for key in ("1", "2", ".", "5"):
            cashier.page.locator(f"[data-keypad] [data-key='{key}']").click()
    cashier.press("Show code")
    cashier.reads("Waiting for the customer")
    cashier.look("code of the sale")
    sale = cashier.page.url
    picture = cashier.page.locator("#till-charge .qr").screenshot()

    payer.log_in(customer.msisdn)
    payer.look("home")
    payer.register_browser(customer.msisdn)
    payer.go("/wallet/scan")
    payer.look("scan")
    # There is no camera here, but somebody may have sent a picture.
    payer.page.locator("[data-scan-file]").set_input_files(
        {"name": "code.png", "mimeType": "image/png", "buffer": picture}
    )
    payer.arrives("**/wallet/pay/*")
    payer.reads("Umoja Books")
    payer.look("review")
    payer.confirm()
    payer.arrives("**/wallet/activity/*")
    payer.look("receipt")
    receipt = payer.page.url
    assert available(customer) == Decimal("87.50")

    # The till hears of it by itself.
    expect(cashier.page.locator("[data-till-state=PAID]")).to_be_visible(timeout=PATIENCE_MS)
    assert cashier.page.url == sale
    cashier.reads("Amina O.")
    cashier.look("paid")
    cashier.follow("Details, or give it back")
    cashier.arrives("**/sales/*")
    cashier.look("sale")
    cashier.page.get_by_label("Amount").fill("2.50")
    if (reason := cashier.page.locator("[name=reason]")).count() and reason.first.is_visible():
        reason.first.fill("One page was torn")
    cashier.press("Continue")
    cashier.arrives("**/merchant/refunds/*")
    cashier.look("refund")
    cashier.pays(clerk.msisdn)
    cashier.look("given back")
    assert available(customer) == Decimal("90.00")

    payer.go(receipt)
    payer.reads("Given back")
    payer.look("receipt with the refund")
    payer.go("/wallet/inbox")
    payer.reads(re.compile(r"2\.50"))
    payer.look("inbox")
