"""A phone is gone: from somebody else's it is locked out within seconds, and let in again when it is found."""

from collections.abc import Callable
from time import monotonic

import pytest

from apps.accounts.tests.factories import PASSWORD, PIN
from apps.transactions.models import Transaction
from apps.wallets.tests.factories import available
from gopay.tests.journeys.house import House
from gopay.tests.journeys.people import somebody
from gopay.tests.journeys.visitor import Visitor

# How long a lost phone may go on looking at pages is a matter of seconds; here only that it ends.
PATIENCE_SECONDS = 60
pytestmark = pytest.mark.xdist_group("waiting")


def test_lost_and_found(
    visit: Callable[..., Visitor], house: House, record_property: Callable[[str, object], None]
) -> None:
    email = f"lost-{monotonic()}@example.org"
    person, friend = somebody("Amina Otieno", 50, email=email), somebody("Brian Mwangi")
    lost, borrowed = visit("lost"), visit("borrowed")
    lost.log_in(person.msisdn)
    lost.look("home")
    lost.register_browser(person.msisdn)
    lost.prepares_to_send(friend.msisdn, "10")

    borrowed.go("/lost-phone")
    borrowed.look("my phone is lost")
    borrowed.page.locator("[name=msisdn]").fill(person.msisdn)
    borrowed.page.locator("[name=password]").fill(PASSWORD)
    borrowed.press("Send a code to my e-mail address")
    borrowed.arrives("**/lost-phone/code")
    borrowed.look("code")
    code = borrowed.code_for(email)
    borrowed.page.locator("[name=code]").fill(code)
    borrowed.page.locator("[name=password]").fill(PASSWORD)
    borrowed.look("code typed")
    borrowed.press("Lock my account now")
    borrowed.heading("Your account is locked")
    locked_at = monotonic()

    # What was prepared on the lost phone is not paid, and from now on it is out.
    lost.allow(r"status of 40[139]")
    lost.page.locator("[name=pin]").fill(PIN)
    lost.hold()
    while "/login" not in lost.page.url:
        assert monotonic() - locked_at < PATIENCE_SECONDS
        lost.go("/wallet/")
    record_property("out_after_seconds", round(monotonic() - locked_at, 1))
    lost.look("out")
    borrowed.look("locked")
    assert Transaction.objects.filter(initiator_id=person.id).count() == 0
    assert available(person) == 50

    # They are back with a new phone. The code goes to the address by which the loss was reported.
    found = visit("new phone")
    found.log_in(person.msisdn)
    found.look("home of a locked account")
    found.register_browser(email)
    found.go("/wallet/me/unlock")
    found.look("unlock")
    found.pays(email)
    found.arrives("**/wallet/")
    found.look("unlocked")
    found.prepares_to_send(friend.msisdn, "5")
    found.pays(email)
    found.arrives("**/wallet/activity/*")
    found.look("receipt")
    assert available(friend) == 5
