"""From the first look at GoPay to the first payment, by somebody new."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from apps.accounts.models import User
from apps.accounts.tests.factories import PASSWORD, PIN
from apps.transactions.models import State, Transaction
from gopay.tests.journeys.house import House
from gopay.tests.journeys.people import new_number, somebody
from gopay.tests.journeys.visitor import Visitor

pytestmark = pytest.mark.xdist_group("waiting")


def test_from_welcome_to_the_receipt(visit: Callable[..., Visitor], house: House) -> None:
    friend = somebody("Brian Mwangi")
    number = new_number()
    amina = visit("newcomer")
    page = amina.page
    amina.go("/")
    amina.look("welcome")
    amina.follow("Register")
    amina.arrives("**/register")
    amina.look("register")
    page.get_by_label("Your full name").fill("Amina Otieno")
    page.get_by_label("Phone number").fill(number)
    page.locator("[name=password]").fill(PASSWORD)
    amina.press("Continue")
    amina.arrives("**/register/code")
    amina.look("code")
    page.get_by_label("Code", exact=True).fill(amina.code_for(number))
    amina.press("Confirm my number")
    amina.arrives("**/wallet/pin/new")
    amina.look("pin")
    page.locator("[name=pin]").fill(PIN)
    page.locator("[name=pin_again]").fill(PIN)
    page.locator("[name=password]").fill(PASSWORD)
    amina.press("Save my PIN")
    amina.arrives("**/wallet/")
    # The gift comes by the queue, a moment later.
    balance = page.locator("[data-reveal-value]").first
    expect(balance).to_be_hidden()
    amina.look("home")
    amina.press("Show the balance")
    for _ in range(100):
        if "25.00" in balance.inner_text():
            break
        page.reload()
    expect(balance).to_contain_text("25.00")

    amina.follow("Send")
    amina.arrives("**/wallet/send")
    amina.look("to whom")
    page.locator("[name=to]").fill(friend.msisdn)
    amina.press("Continue")
    amina.arrives("**/amount")
    amina.reads("Brian M.")
    amount = page.get_by_label("Amount")
    amount.press_sequentially("4.5")
    expect(page.locator("#fee")).to_contain_text(re.compile(r"fee", re.IGNORECASE))
    page.get_by_label("Note").fill("for the bus")
    amina.look("how much")
    amina.press("Continue")
    amina.arrives("**/wallet/send/*")
    amina.reads("Brian M.")
    amina.look("review")
    amina.confirm()
    amina.arrives("**/wallet/activity/*")
    amina.heading("Sent")
    amina.look("receipt")
    payment = Transaction.objects.get(initiator_id=User.objects.get(msisdn=number).id, kind="P2P")
    assert (payment.state, payment.note) == (State.COMPLETED, "for the bus")

    brian = visit("friend")
    brian.log_in(friend.msisdn)
    brian.look("home")
    brian.reads(re.compile("Amina O"))
    brian.go("/wallet/activity")
    brian.reads(re.compile("Amina O"))
    brian.look("activity")
    brian.go("/wallet/inbox")
    brian.reads(re.compile(r"4\.50"))
    brian.look("inbox")
