"""The till: a charge and its payer, the customer's code, the day, and what goes back."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse

from apps.accounts.errors import SignatureReplayed
from apps.accounts.models import User
from apps.accounts.tests.factories import PIN
from apps.accounts.tests.web import answered
from apps.core import clock
from apps.merchants import codes, services
from apps.merchants.models import Charge, ChargeState, Merchant, PresentedCode, Role, Store, Taking, Till
from apps.merchants.tests.browsing import Browser, ask_at, desk_of, payments_of, text_of, where
from apps.merchants.tests.factories import employ, open_merchant, open_till
from apps.merchants.tests.paying import takings
from apps.merchants.tests.selling import sell
from apps.transactions.models import State
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian", 0))


@pytest.fixture
def till(shop: Merchant) -> Till:
    return open_till(shop)


@pytest.fixture
def cashier(shop: Merchant, till: Till) -> Browser:
    """Chidi, who may give back 20 a day."""
    person = join("chidi")
    employ(shop, person, cap=Decimal("20.00"))
    return Browser(person)


@pytest.fixture
def payer(amina: User) -> Browser:
    return Browser(amina)


def state_of(browser: Browser, charge_page: str, known: str = "OPEN") -> Any:
    return browser.get(f"{charge_page}/state", state=known)


def charge_in(address: str) -> Charge:
    return Charge.objects.get(pk=UUID(address.rstrip("/").rsplit("/", 1)[1]))


def show_code(payer: Browser, ceiling: str = "20.00") -> str:
    """A payer makes a code; gives the page that shows it."""
    confirm = where(payer.post(reverse("wallet-show"), ceiling=ceiling, currency="USD"))
    return where(payer.confirm(confirm))


def digits_on(payer: Browser, page: str) -> str:
    return str(payer.get(page).context["code"]).replace(" ", "")


def to_take(cashier: Browser, till: Till, amount: str = "12.50") -> str:
    path = desk_of(till)
    key = cashier.get(path).context["form"].initial["key"]
    return where(cashier.post(path, key=key, amount=amount, way="take"))


def test_who_works_at_one_till_is_there_at_once(cashier: Browser, till: Till, shop: Merchant) -> None:
    assert where(cashier.get(reverse("till"))) == desk_of(till)
    open_till(shop, label="Till 2")
    page = cashier.get(reverse("till"))
    assert page.status_code == 200
    assert "Till 2" in text_of(page)


def test_who_works_nowhere_sees_no_till(payer: Browser, till: Till) -> None:
    assert payer.get(reverse("till")).status_code == 200
    assert payer.get(desk_of(till)).status_code == 404
    assert payer.post(desk_of(till), key=str(uuid4()), amount="1.00").status_code == 404
    assert payer.get(reverse("till-day", args=[till.id])).status_code == 404


def test_a_charge_is_asked_for_scanned_and_paid(
    cashier: Browser, payer: Browser, amina: User, shop: Merchant, till: Till
) -> None:
    page = ask_at(cashier, till, "12.50", description="Table 4")
    row = charge_in(page)
    shown = cashier.get(page)
    assert "<svg" in text_of(shown)
    assert state_of(cashier, page).status_code == 204
    review = where(payer.post(reverse("wallet-scan"), text=codes.charge_text(row, shop, till)))
    payer.confirm(review)
    fresh = state_of(cashier, page)
    assert fresh.status_code == 200
    assert 'data-till-state="PAID"' in text_of(fresh)
    assert "Amina O." in text_of(fresh)
    assert "hx-swap-oob" in text_of(fresh)
    assert "data-live" not in text_of(fresh)
    assert takings(shop) == Decimal("12.50")
    assert cashier.get(desk_of(till)).context["taken"].gross == Decimal("12.50")


def test_a_till_that_lost_its_connection_finds_the_state_again(cashier: Browser, payer: Browser, till: Till) -> None:
    page = ask_at(cashier, till)
    assert [one.id for one in cashier.get(desk_of(till)).context["waiting"]] == [charge_in(page).id]
    payer.confirm(where(payer.post(reverse("wallet-pay-charge", args=[charge_in(page).code]), note="")))
    assert 'data-till-state="PAID"' in text_of(cashier.get(page))
    assert cashier.get(desk_of(till)).context["waiting"] == []


def test_the_same_form_twice_is_one_charge(cashier: Browser, till: Till) -> None:
    key = cashier.get(desk_of(till)).context["form"].initial["key"]
    first = where(cashier.post(desk_of(till), key=key, amount="5.00", way="show"))
    assert where(cashier.post(desk_of(till), key=key, amount="5.00", way="show")) == first
    assert Charge.objects.count() == 1
    assert "This was done once" in text_of(cashier.get(first))
    refused = cashier.post(desk_of(till), key=key, amount="6.00", way="show")
    assert refused.status_code == 422
    assert Charge.objects.count() == 1
    # The page it is said on can be sent.
    fresh = refused.context["form"]["key"].value()
    assert where(cashier.post(desk_of(till), key=fresh, amount="6.00", way="show")) != first
    assert Charge.objects.count() == 2


@pytest.mark.parametrize("amount", ["", "0", "-5", "1e3", "1_000", "１２", "5.005", "1,50", "0.00"])
def test_amounts_that_are_none(cashier: Browser, till: Till, amount: str) -> None:
    answer = cashier.post(desk_of(till), key=str(uuid4()), amount=amount, way="show")
    assert answer.status_code == 400
    assert answer.context["form"].errors["amount"]
    assert not Charge.objects.exists()


def test_a_charge_is_cancelled_once(cashier: Browser, payer: Browser, till: Till) -> None:
    page = ask_at(cashier, till)
    for _ in range(2):
        assert where(cashier.post(f"{page}/cancel")) == page
    assert charge_in(page).state == ChargeState.CANCELLED
    assert payer.get(reverse("wallet-pay-charge", args=[charge_in(page).code])).status_code == 409
    assert cashier.client.get(f"{page}/cancel").status_code == 405


def test_what_was_paid_is_not_cancelled(cashier: Browser, payer: Browser, till: Till) -> None:
    page = ask_at(cashier, till)
    payer.confirm(where(payer.post(reverse("wallet-pay-charge", args=[charge_in(page).code]), note="")))
    assert where(cashier.post(f"{page}/cancel")) == page
    assert charge_in(page).state == ChargeState.PAID


def test_a_charge_whose_time_is_over_is_said_to_be(cashier: Browser, till: Till) -> None:
    page = ask_at(cashier, till)
    Charge.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert 'data-till-state="EXPIRED"' in text_of(state_of(cashier, page))


def test_the_charges_of_other_tills_and_merchants_are_not_here(cashier: Browser, shop: Merchant, till: Till) -> None:
    other = open_till(open_merchant(join("dalia"), name="Other"), label="Other")
    page = ask_at(Browser(other.merchant.owner), other)
    theirs = charge_in(page)
    assert cashier.get(page).status_code == 404
    for name in ("till-charge", "till-charge-state"):
        assert cashier.get(reverse(name, args=[till.id, theirs.id])).status_code == 404
    assert cashier.post(reverse("till-charge-cancel", args=[till.id, theirs.id])).status_code == 404
    assert Charge.objects.get(pk=theirs.pk).state == ChargeState.OPEN
    second = open_till(shop, label="Till 2")
    mine = charge_in(ask_at(cashier, till))
    assert cashier.get(reverse("till-charge", args=[second.id, mine.id])).status_code == 404


def test_who_works_in_another_store_is_not_let_in(shop: Merchant, till: Till) -> None:
    harbour = Store.objects.create(merchant=shop, name="Harbour", city="Mombasa", opened_at=clock.now())
    person = join("esther")
    employ(shop, person, store=harbour)
    assert Browser(person).get(desk_of(till)).status_code == 404


def test_who_was_let_go_has_no_till(cashier: Browser, till: Till) -> None:
    page = ask_at(cashier, till)
    cashier.person.merchant_roles.update(ended_at=clock.now())
    assert cashier.get(page).status_code == 404
    assert cashier.post(desk_of(till), key=str(uuid4()), amount="5.00", way="show").status_code == 404


def test_the_customers_code_is_taken(cashier: Browser, payer: Browser, amina: User, shop: Merchant, till: Till) -> None:
    page = show_code(payer)
    digits = digits_on(payer, page)
    assert payer.get(page, state="LIVE").status_code == 204
    take = to_take(cashier, till)
    charge_page = where(cashier.post(take, shown=f"GOPAY:{digits}"))
    assert 'data-till-state="PAID"' in text_of(cashier.get(charge_page))
    assert available(amina) == Decimal("87.50")
    (row,) = [each for each in payments_of(amina) if each.kind == "MERCHANT_PAYMENT"]
    assert where(payer.get(page)).startswith(reverse("wallet-payment", args=[row.id]))
    polled = payer.client.get(page, {"state": "LIVE"}, headers={"HX-Request": "true"})
    assert (polled.status_code, polled["HX-Redirect"].startswith("/wallet/activity/")) == (204, True)
    # The same once more is the same sale, whatever is typed.
    assert where(cashier.post(take, shown=digits)) == charge_page
    assert takings(shop) == Decimal("12.50")


def test_a_second_customers_code_is_no_part_of_the_first_sale(
    cashier: Browser, payer: Browser, shop: Merchant, till: Till
) -> None:
    """Whoever goes back in the browser and takes the next customer's code must not read that it is paid."""
    take = to_take(cashier, till)
    charge_page = where(cashier.post(take, shown=digits_on(payer, show_code(payer))))
    esther = Browser(join("esther", 100))
    assert cashier.post(take, shown=digits_on(esther, show_code(esther))).status_code == 422
    assert (available(esther.person), takings(shop)) == (100, Decimal("12.50"))
    assert where(cashier.get(take)) == charge_page
    assert "This was done once" in text_of(cashier.get(charge_page))


def test_a_code_is_good_once_and_for_so_much(cashier: Browser, payer: Browser, amina: User, till: Till) -> None:
    digits = digits_on(payer, show_code(payer, "10.00"))
    much = cashier.post(to_take(cashier, till, "10.01"), shown=digits)
    assert much.status_code == 422
    assert available(amina) == 100
    where(cashier.post(to_take(cashier, till, "10.00"), shown=digits))
    again = cashier.post(to_take(cashier, till, "1.00"), shown=digits)
    assert again.status_code == 422
    assert available(amina) == 90
    unknown = cashier.post(to_take(cashier, till, "1.00"), shown="28000000000000000000")
    assert unknown.status_code == 404
    assert cashier.post(to_take(cashier, till, "1.00"), shown="").status_code == 400


def test_a_code_whose_payment_is_declined(cashier: Browser, payer: Browser, till: Till, amina: User) -> None:
    digits = digits_on(payer, show_code(payer, "150.00"))
    take = to_take(cashier, till, "120.00")
    again = where(cashier.post(take, shown=digits))
    assert again != take
    assert "/take/" in again
    assert available(amina) == 100


def test_a_code_that_was_called_off(cashier: Browser, payer: Browser, till: Till) -> None:
    page = show_code(payer)
    digits = digits_on(payer, page)
    assert where(payer.post(page)) == page
    assert payer.get(page, state="LIVE").context["shown"]["state"] == "CANCELLED"
    assert cashier.post(to_take(cashier, till), shown=digits).status_code == 422


def test_a_code_is_confirmed_by_pin_and_made_once(payer: Browser) -> None:
    confirm = where(payer.post(reverse("wallet-show"), ceiling="20.00", currency="USD"))
    assert payer.confirm(confirm, pin="118822").status_code >= 400
    assert not PresentedCode.objects.exists()
    page = where(payer.confirm(confirm))
    assert where(payer.get(confirm)) == page
    assert where(payer.post(confirm, key="x", pin=PIN)) == page
    assert PresentedCode.objects.count() == 1
    esther = Browser(join("esther", 10))
    assert esther.get(page).status_code == 404
    assert esther.post(page).status_code == 404


def test_a_second_tap_on_a_code_leads_to_it(payer: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused for its signature, which the first one has used, just after the first one was looked for."""
    confirm = where(payer.post(reverse("wallet-show"), ceiling="20.00", currency="USD"))
    fields = {**payer.get(confirm).context["form"].initial, "pin": PIN}

    def late(**_given: Any) -> None:
        monkeypatch.undo()
        where(payer.send(confirm, fields))
        raise SignatureReplayed

    monkeypatch.setattr(services, "present_code", late)
    assert where(payer.send(confirm, fields)) == f"{confirm}/code"
    assert PresentedCode.objects.count() == 1


def test_a_browser_without_a_key_is_asked_for_a_code(amina: User) -> None:
    browser = Browser(amina, has_key=False)
    confirm = where(browser.post(reverse("wallet-show"), ceiling="20.00", currency="USD"))
    fields = {**browser.get(confirm).context["form"].initial, "pin": PIN}
    asked = browser.send(confirm, fields)
    assert asked.status_code == 403
    assert browser.send(confirm, answered(fields, asked)).status_code == 303


@pytest.mark.parametrize("ceiling", ["", "0", "-1", "1e3", "１２", "1.005"])
def test_ceilings_that_are_none(payer: Browser, ceiling: str) -> None:
    assert payer.post(reverse("wallet-show"), ceiling=ceiling, currency="USD").status_code == 400
    assert payer.post(reverse("wallet-show"), ceiling="5.00", currency="KES").status_code == 400


def refund_page(till: Till, sale: Any) -> str:
    return reverse("till-sale", args=[till.id, sale.id])


def test_a_sale_is_given_back_in_parts_with_the_pin(cashier: Browser, amina: User, shop: Merchant, till: Till) -> None:
    sale = sell(amina, shop, "10.00", till=till)
    page = refund_page(till, sale)
    assert "10.00" in text_of(cashier.get(page))
    review = where(cashier.post(page, amount="4.00", reason="too salty"))
    assert available(amina) == 90
    fields = {**cashier.get(review).context["form"].initial, "pin": PIN}
    for _ in range(2):
        assert where(cashier.send(review, fields)).startswith(page)
    assert (available(amina), takings(shop)) == (94, 6)
    assert Taking.objects.filter(sale_id=sale.id).count() == 1
    assert where(cashier.get(review)).startswith(page)
    assert cashier.get(page).context["left"].amount == 6


def test_more_than_the_cap_is_not_given_back(cashier: Browser, amina: User, shop: Merchant, till: Till) -> None:
    sale = sell(amina, shop, "50.00", till=till)
    review = where(cashier.post(refund_page(till, sale), amount="20.01", reason="all of it"))
    again = where(cashier.confirm(review))
    assert again != review
    assert "/merchant/refunds/" in again
    assert (available(amina), takings(shop)) == (50, 50)
    assert payments_of(cashier.person)[0].state == State.DECLINED
    assert payments_of(cashier.person)[0].failure_code == "refund_cap_exceeded"


def test_a_wrong_pin_gives_nothing_back(cashier: Browser, amina: User, shop: Merchant, till: Till) -> None:
    sale = sell(amina, shop, "10.00", till=till)
    review = where(cashier.post(refund_page(till, sale), amount="4.00", reason="x"))
    assert cashier.confirm(review, pin="118822").status_code >= 400
    assert takings(shop) == 10


@pytest.mark.parametrize("amount", ["", "0", "-1", "1e1", "１２", "4.005"])
def test_refunds_that_are_none(cashier: Browser, amina: User, shop: Merchant, till: Till, amount: str) -> None:
    sale = sell(amina, shop, "10.00", till=till)
    assert cashier.post(refund_page(till, sale), amount=amount, reason="x").status_code == 400
    assert cashier.post(refund_page(till, sale), amount="1.00", reason="").status_code == 400


def test_a_cashier_without_a_cap_gives_nothing_back(amina: User, shop: Merchant, till: Till) -> None:
    person = join("esther")
    employ(shop, person)
    browser = Browser(person)
    sale = sell(amina, shop, "10.00", till=till)
    page = browser.get(refund_page(till, sale))
    assert not page.context["can_refund"]
    assert browser.post(refund_page(till, sale), amount="1.00", reason="x").status_code == 403


def test_sales_of_others_are_not_here(cashier: Browser, amina: User, till: Till) -> None:
    other = open_merchant(join("dalia"), name="Other")
    theirs = open_till(other, label="Other")
    sale = sell(amina, other, "10.00", till=theirs)
    assert cashier.get(refund_page(till, sale)).status_code == 404
    assert cashier.get(refund_page(theirs, sale)).status_code == 404
    assert cashier.post(refund_page(till, sale), amount="1.00", reason="x").status_code == 404


def test_a_refund_is_confirmed_by_who_began_it(cashier: Browser, amina: User, shop: Merchant, till: Till) -> None:
    sale = sell(amina, shop, "10.00", till=till)
    review = where(cashier.post(refund_page(till, sale), amount="4.00", reason="x"))
    owner = Browser(shop.owner)
    assert owner.get(review).status_code == 404
    cashier.person.merchant_roles.update(ended_at=clock.now())
    assert cashier.get(review).status_code == 404
    assert takings(shop) == 10


def test_pages_that_ask_by_themselves_keep_nobody_signed_in(cashier: Browser, payer: Browser, till: Till) -> None:
    """A till or a shown code that lies on a counter is nobody who is there."""
    polled = ((cashier, f"{ask_at(cashier, till)}/state", "OPEN"), (payer, show_code(payer), "LIVE"))
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        for browser, address, state in polled:
            assert settings.WEB_COOKIE_NAME not in browser.get(address, state=state).cookies
        assert settings.WEB_COOKIE_NAME in cashier.get(desk_of(till)).cookies
        assert settings.WEB_COOKIE_NAME in payer.get(reverse("wallet-show")).cookies


def test_the_day_lists_its_sales(
    cashier: Browser, amina: User, shop: Merchant, till: Till, django_assert_max_num_queries: Any
) -> None:
    for _ in range(25):
        sell(amina, shop, "1.00", till=till)
    with django_assert_max_num_queries(20):
        page = cashier.get(reverse("till-day", args=[till.id]))
    assert len(page.context["page"].rows) == 20
    older = cashier.client.get(page.context["page"].older)
    assert len(older.context["page"].rows) == 5
    assert page.context["taken"].gross == 25


def test_a_manager_sees_the_way_to_the_portal(shop: Merchant, till: Till, cashier: Browser) -> None:
    person = join("esther")
    employ(shop, person, Role.MANAGER)
    portal = reverse("merchant-portal", args=[shop.id])
    assert portal in text_of(Browser(person).get(desk_of(till)))
    assert portal not in text_of(cashier.get(desk_of(till)))


def test_a_closed_till_takes_nothing(cashier: Browser, till: Till) -> None:
    Till.objects.filter(pk=till.pk).update(is_open=False)
    assert cashier.get(desk_of(till)).context["is_trading"] is False
    assert cashier.post(desk_of(till), key=str(uuid4()), amount="5.00", way="show").status_code == 404
    assert not Charge.objects.exists()


def test_forms_want_their_token(shop: Merchant, till: Till) -> None:
    browser = Browser(shop.owner, enforce_csrf_checks=True)
    assert browser.post(desk_of(till), key=str(uuid4()), amount="5.00", way="show").status_code == 403
