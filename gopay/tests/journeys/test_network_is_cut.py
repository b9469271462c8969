"""The network goes in the middle of a payment: what has happened has happened once, and the page says so."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN
from apps.portal.tests.test_offline_in_browser import READY, Wire, until
from apps.transactions.models import Transaction
from apps.wallets.tests.factories import available
from gopay.tests.journeys.house import House
from gopay.tests.journeys.people import somebody
from gopay.tests.journeys.visitor import Visitor

pytestmark = pytest.mark.xdist_group("waiting")


@pytest.fixture
def wire(house: House) -> Iterator[Wire]:
    wire = Wire(house.url)
    yield wire
    wire.close()


def ready_to_pay(visitor: Visitor, payer: User, payee: User) -> str:
    """In a registered browser, with the PIN typed; gives the address of the review."""
    visitor.log_in(payer.msisdn)
    visitor.look("home")
    visitor.register_browser(payer.msisdn)
    until(visitor.page, READY)
    visitor.prepares_to_send(payee.msisdn, "10")
    visitor.page.locator("[name=pin]").fill(PIN)
    return visitor.page.url


def test_the_answer_is_lost(visit: Callable[..., Visitor], house: House, wire: Wire) -> None:
    """The server has paid when the connection ends, before a byte of its answer has arrived."""
    amina, brian = somebody("Amina Otieno", 100), somebody("Brian Mwangi")
    payer = visit("cut-after", url=wire.url)
    payer.allow(r"ERR_|status of 503")
    review = ready_to_pay(payer, amina, brian)
    path = review.removeprefix(wire.url)
    wire.lost = (f"POST {path}",)
    payer.hold()
    payer.heading("We do not know yet whether this went through")
    payer.look("nobody knows")
    assert available(brian) == 10
    wire.lost = ()
    payer.go(path)
    payer.arrives("**/wallet/activity/*?again=1")
    payer.reads("You have paid this once. Nothing was paid a second time.")
    payer.look("paid once")
    assert Transaction.objects.filter(initiator_id=amina.id).count() == 1
    assert (available(amina), available(brian)) == (Decimal(90), Decimal(10))


def test_the_request_is_lost(visit: Callable[..., Visitor], house: House, wire: Wire) -> None:
    """The connection ends before the server has heard of it: the form is there again, and pays once when sent again."""
    amina, brian = somebody("Amina Otieno", 100), somebody("Brian Mwangi")
    payer = visit("cut-before", url=wire.url)
    payer.allow(r"ERR_|status of 503")
    review = ready_to_pay(payer, amina, brian)
    wire.is_cut = True
    payer.hold()
    payer.heading("We do not know yet whether this went through")
    assert Transaction.objects.filter(initiator_id=amina.id).count() == 0
    wire.is_cut = False
    reload_path = review.removeprefix(wire.url)
    payer.go(reload_path)
    expect(payer.page.locator("[name=pin]")).to_have_value("")
    payer.look("the form again")
    assert Transaction.objects.filter(initiator_id=amina.id).count() == 0
    payer.confirm()
    payer.arrives("**/wallet/activity/*?new=1")
    payer.look("receipt")
    assert Transaction.objects.filter(initiator_id=amina.id).count() == 1
    assert (available(amina), available(brian)) == (Decimal(90), Decimal(10))
