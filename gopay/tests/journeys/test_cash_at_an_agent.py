"""Cash becomes money in a wallet at an agent's desk, and money cash again: the teller's window and the customer's."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from apps.agents.tests.factories import employ, float_of, give_float, main_outlet, open_agent
from apps.wallets.tests.factories import available
from gopay.tests.journeys.house import House
from gopay.tests.journeys.people import somebody
from gopay.tests.journeys.visitor import PATIENCE_MS, Visitor

pytestmark = pytest.mark.xdist_group("waiting")


def test_cash_is_brought_and_fetched(visit: Callable[..., Visitor], house: House) -> None:
    agent = open_agent(somebody("Hassan Ali"), name="Hassan's Shop")
    outlet = main_outlet(agent)
    give_float(outlet, 500)
    clerk, person = somebody("Selam Tesfaye"), somebody("Amina Otieno")
    employ(agent, clerk, outlet=outlet)
    teller, customer = visit("teller"), visit("customer")
    desk = teller.page

    teller.log_in(clerk.msisdn)
    teller.look("home")
    teller.register_browser(clerk.msisdn)
    teller.go("/agent/")
    teller.heading("Open a shift")
    teller.look("open a shift")
    desk.get_by_label(re.compile("cash", re.IGNORECASE)).first.fill("200")
    teller.press("Open the shift")
    teller.heading("Whom do you serve")
    teller.look("desk")
    standing = desk.locator(".desk-standing")
    expect(standing).to_contain_text("500.00")

    # The customer brings 50.00.
    teller.go("/agent/cash-in")
    teller.look("cash in for whom")
    desk.locator("[name=to]").fill(person.msisdn)
    teller.press("Continue")
    teller.arrives("**/amount")
    teller.reads("Amina O.")
    for key in ("5", "0"):
        desk.locator(f"[data-keypad] [data-key='{key}']").click()
    teller.look("cash in how much")
    teller.press("Continue")
    teller.arrives(re.compile(r"/agent/cash-in/[0-9a-f-]{36}$"))
    teller.look("cash in confirmed by the teller")
    teller.pays(clerk.msisdn)
    teller.reads("Paid in. The customer is told.")
    teller.look("slip of the cash in")
    expect(standing).to_contain_text("450.00")
    assert (float_of(outlet), available(person)) == (Decimal(450), Decimal(50))

    # Later they fetch 20.00 of it.
    customer.log_in(person.msisdn)
    customer.look("home")
    customer.register_browser(person.msisdn)
    customer.go("/wallet/cash-out")
    customer.look("cash out")
    customer.page.get_by_label("Amount").fill("20")
    customer.press("Continue")
    customer.arrives(re.compile(r"/wallet/cash-out/"))
    customer.look("review")
    customer.pays(person.msisdn)
    customer.heading("Tell the agent this code")
    customer.look("code for cash")
    digits = customer.page.locator("#cash-digits").inner_text().replace(" ", "")

    teller.go("/agent/cash-out")
    teller.look("cash out")
    desk.locator("[name=to]").fill(person.msisdn)
    desk.locator("[name=code]").fill(digits)
    desk.get_by_label("Cash to hand out").fill("20")
    teller.press("Continue")
    teller.arrives(re.compile(r"/agent/cash-out/[0-9a-f-]{36}$"))
    teller.look("cash out confirmed by the teller")
    teller.pays(clerk.msisdn)
    teller.reads("Paid. Hand out the cash.")
    # Counted into the drawer, brought by the customer, and handed out.
    teller.reads(re.compile(r"230\.00"))
    teller.look("slip of the cash out")
    expect(standing).to_contain_text("470.00")
    assert float_of(outlet) == Decimal(470)
    # The customer's page says so by itself.
    expect(customer.page.get_by_role("heading", name="The cash was handed out")).to_be_visible(timeout=PATIENCE_MS)
    customer.look("cash in hand")
    customer.go("/wallet/activity")
    customer.reads(re.compile(r"20\.00"))
    customer.look("activity")

    teller.go("/agent/drawer")
    teller.look("drawer")
    teller.go("/agent/day")
    teller.look("day list")
