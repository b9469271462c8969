"""The agent's desk in a browser: shifts, cash-in, cash-out, what was done."""

import re
import threading
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.accounts.tests.web import code_for, sign_in
from apps.agents.models import CashMovement, CashOutCode, CashOutRequest, Outlet, Shift, ShiftState
from apps.agents.tests.at_the_counter import Browser, begin_cash_in, browser_of, manager_of
from apps.agents.tests.factories import employ, float_of, give_float, main_outlet, open_agent, open_outlet, open_shift
from apps.agents.tests.fetching import digits, made, open_shop, tellers, wrong
from apps.core import caching, clock
from apps.transactions.models import State, Transaction
from apps.transactions.services import set_fee
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)


def cash_ins() -> int:
    return Transaction.objects.filter(kind="CASH_IN", state=State.COMPLETED).count()


def desk() -> tuple[Any, Browser]:
    shop = open_shop()
    return shop, browser_of(shop.teller)


# --- Who may enter ---


@pytest.mark.parametrize("route", ["agent-desk", "agent-desk-cash-in", "agent-desk-day", "agent-office"])
def test_a_stranger_is_asked_to_log_in(route: str, client: Client) -> None:
    response = client.get(reverse(route))

    assert response.status_code == 303
    assert response["Location"].startswith(reverse("web-log-in"))


def test_who_works_for_no_agent_is_led_to_where_one_applies() -> None:
    amina = browser_of(join("amina"))

    assert amina.get("agent-desk")["Location"] == reverse("agent-apply")
    assert amina.get("agent-desk-cash-in").status_code == 404
    assert amina.get("agent-office").status_code == 404


def test_the_float_stands_on_every_page_of_the_desk() -> None:
    _shop, imani = desk()
    for route in ("agent-desk", "agent-desk-cash-in", "agent-desk-cash-out", "agent-desk-day", "agent-desk-shifts"):
        page = imani.get(route)
        assert page.status_code == 200, route
        assert "500.00 USD" in page.content.decode(), route


def test_a_low_float_is_said() -> None:
    shop, imani = desk()
    shop.outlet.low_float_at = Decimal(600)
    shop.outlet.save()

    assert imani.get("agent-desk").context["is_low"]


# --- Shifts ---


def test_a_shift_begins_with_a_count_and_ends_with_one() -> None:
    agent = open_agent(make_person("hassan"))
    teller = make_person("imani")
    employ(agent, teller)
    imani = browser_of(teller)

    assert "Open a shift" in imani.get("agent-desk").content.decode()
    assert imani.post("agent-desk", cash="100.00").status_code == 303
    assert Shift.objects.get().opening_cash == 100
    again = imani.post("agent-desk", cash="100.00")
    assert again.status_code == 409
    closed = imani.follow(imani.post("agent-desk-shift-close", cash="100.00", remark=""))
    assert closed.status_code == 200
    assert Shift.objects.get().state == ShiftState.CLOSED


@pytest.mark.parametrize("cash", ["", "-1", "1e3", "1_000", "１２", "12.345", "abc", "999999999999999999"])
def test_what_is_no_count_opens_no_shift(cash: str) -> None:
    agent = open_agent(make_person("hassan"))
    teller = make_person("imani")
    employ(agent, teller)

    assert browser_of(teller).post("agent-desk", cash=cash).status_code in (400, 422)
    assert not Shift.objects.exists()


def test_who_serves_at_several_outlets_says_at_which() -> None:
    agent = open_agent(make_person("hassan"))
    market = open_outlet(agent)
    teller = make_person("imani")
    employ(agent, teller)
    imani = browser_of(teller)

    assert imani.post("agent-desk", cash="0").status_code == 400
    assert imani.post("agent-desk", cash="0", outlet_id=str(uuid4())).status_code == 400
    assert imani.post("agent-desk", cash="0", outlet_id=str(market.id)).status_code == 303
    assert Shift.objects.get().outlet_id == market.id


def test_a_count_that_differs_wants_a_remark_and_tells_no_sum() -> None:
    _shop, imani = desk()

    page = imani.post("agent-desk-shift-close", cash="490.00", remark="")
    assert page.status_code == 422
    assert "10.00" not in page.content.decode()
    assert Shift.objects.get().state == ShiftState.OPEN

    report = imani.follow(imani.post("agent-desk-shift-close", cash="490.00", remark="A note was torn"))
    assert Shift.objects.get().state == ShiftState.DIFFERENT
    assert "−10.00" in report.content.decode()


def test_cash_is_put_into_the_drawer_once() -> None:
    _shop, imani = desk()
    fields = {"direction": "IN", "amount": "20.00", "reason": "Change", "key": f"web-{uuid4()}"}

    assert imani.post("agent-desk-drawer", **fields).status_code == 303
    assert imani.post("agent-desk-drawer", **fields).status_code == 303
    assert CashMovement.objects.count() == 1
    other = imani.post("agent-desk-drawer", **{**fields, "amount": "30.00"})
    assert other.status_code == 422
    assert imani.post("agent-desk-drawer", **{**fields, "key": "x", "amount": "0"}).status_code == 400


def test_a_page_of_a_shift_that_was_closed_in_another_tab_pays_nothing() -> None:
    _shop, imani = desk()
    address = begin_cash_in(imani, join("amina"))
    page = imani.client.get(address)
    imani.post("agent-desk-shift-close", cash="500.00", remark="")

    response = imani.again(page, address)

    assert response.status_code == 409
    assert "No open shift" in response.content.decode()
    assert imani.post("agent-desk-cash-in", to="+254712000001").status_code == 409
    assert cash_ins() == 0


def test_a_form_whose_key_was_used_can_be_sent_again() -> None:
    """Else somebody who came back to it and wrote another sum could only load it anew, which nothing tells them."""
    _shop, imani = desk()
    fields = {"direction": "IN", "amount": "20.00", "reason": "Change", "key": f"web-{uuid4()}"}
    imani.post("agent-desk-drawer", **fields)

    refused = imani.post("agent-desk-drawer", **{**fields, "amount": "30.00"})
    fresh = refused.context["form"]["key"].value()

    assert refused.status_code == 422
    assert fresh != fields["key"]
    assert CashMovement.objects.count() == 1
    assert imani.post("agent-desk-drawer", **{**fields, "amount": "30.00", "key": fresh}).status_code == 303
    assert CashMovement.objects.count() == 2


def test_somebody_elses_shift_is_not_there() -> None:
    shop, imani = desk()
    other = tellers(shop, 1)[0]
    shift = Shift.objects.get(teller=other)

    assert imani.get("agent-desk-shift", shift.id).status_code == 404


# --- Cash-in ---


def test_a_cash_in() -> None:
    shop, imani = desk()
    address = begin_cash_in(imani, join("amina"))

    page = imani.client.get(address).content.decode()
    assert "Amina O." in page
    receipt = imani.follow(imani.confirm(address))

    text = receipt.content.decode()
    assert "Paid in" in text
    assert "450.00 USD" in text
    assert "550.00 USD" in text
    assert float_of(shop.outlet) == 450


def test_the_money_goes_to_whoever_was_named_or_to_nobody() -> None:
    """The number has passed to somebody else since the teller read the name."""
    _shop, imani = desk()
    amina, brian = join("amina"), join("brian")
    address = begin_cash_in(imani, amina)
    page = imani.client.get(address)
    number = amina.msisdn
    User.objects.filter(pk=amina.pk).update(msisdn="+254799000111")
    User.objects.filter(pk=brian.pk).update(msisdn=number)
    caching.forget(f"person:{number}")

    assert imani.again(page, address).status_code == 404
    assert imani.client.get(address).status_code == 404
    assert cash_ins() == 0


def test_a_cash_in_posted_again_and_loaded_again_pays_once() -> None:
    shop, imani = desk()
    address = begin_cash_in(imani, join("amina"))
    page = imani.client.get(address)

    first, second = imani.again(page, address), imani.again(page, address)

    assert first.status_code == second.status_code == 303
    assert first["Location"].split("?")[0] == second["Location"].split("?")[0]
    assert imani.client.get(address).status_code == 303
    assert cash_ins() == 1
    assert float_of(shop.outlet) == 450


def test_a_page_that_is_loaded_again_later_says_that_it_was_done_before() -> None:
    _shop, imani = desk()
    shown = imani.confirm(begin_cash_in(imani, join("amina")))["Location"]
    assert "new=1" in shown
    again = "This was done once, and you see it again."
    assert again not in imani.client.get(shown).content.decode()
    with time_machine.travel(clock.now() + timedelta(minutes=3), tick=False):
        assert again in imani.client.get(shown).content.decode()


def test_a_receipt_is_found_after_the_shift_was_closed() -> None:
    _shop, imani = desk()
    address = begin_cash_in(imani, join("amina"))
    imani.confirm(address)
    imani.post("agent-desk-shift-close", cash="550.00", remark="")

    assert imani.follow(imani.client.get(address)).status_code == 200


@pytest.mark.parametrize(
    "amount", ["", "0", "-5", "1e3", "1_000", "１２", "12.345", "NaN", "+5", "0x10", "4111111111111111", " "]
)
def test_what_is_no_amount_is_refused_at_once(amount: str) -> None:
    _shop, imani = desk()
    chosen = imani.post("agent-desk-cash-in", to=join("amina").msisdn)

    response = imani.client.post(chosen["Location"], {"amount": amount})

    assert response.status_code in (400, 422)
    assert cash_ins() == 0


@pytest.mark.parametrize("to", ["", "amina", "+1", "<script>", "4111111111111111", "+254700999888"])
def test_whom_nobody_knows_is_not_served(to: str) -> None:
    _shop, imani = desk()

    assert imani.post("agent-desk-cash-in", to=to).status_code in (400, 404)


def test_a_wrong_pin_pays_nothing_and_is_not_given_back() -> None:
    _shop, imani = desk()
    address = begin_cash_in(imani, join("amina"))

    response = imani.confirm(address, pin="000111")

    assert response.status_code in (401, 403, 422)
    assert "000111" not in response.content.decode()
    assert cash_ins() == 0


def test_another_total_than_the_page_showed_pays_nothing() -> None:
    _shop, imani = desk()
    address = begin_cash_in(imani, join("amina"))

    assert imani.confirm(address, total="5.00 USD").status_code == 409
    assert imani.confirm(address, key="web-other").status_code == 422
    assert cash_ins() == 0


def test_another_tellers_draft_is_not_there() -> None:
    shop, imani = desk()
    address = begin_cash_in(imani, join("amina"))
    other = browser_of(tellers(shop, 1)[0])

    assert other.client.get(address).status_code == 404
    assert other.client.post(address, {}).status_code == 404
    assert other.client.get(f"{address}/amount").status_code == 404


def test_more_than_the_float_is_declined_and_tried_again_under_another_key() -> None:
    shop, imani = desk()
    amina = join("amina")
    address = begin_cash_in(imani, amina, "600.00")

    declined = imani.confirm(address)

    assert declined.status_code == 303
    assert declined["Location"] != address
    assert "There is less float than that." in imani.client.get(declined["Location"]).content.decode()
    assert float_of(shop.outlet) == 500
    give_float(shop.outlet, 200)
    page = imani.follow(imani.confirm(declined["Location"]))
    assert page.status_code == 200
    assert float_of(shop.outlet) == 100


def test_the_address_of_a_declined_cash_in_says_why_it_was() -> None:
    shop, imani = desk()
    address = begin_cash_in(imani, join("amina"), "600.00")
    imani.confirm(address)

    page = imani.follow(imani.client.get(address))

    assert page.status_code == 200
    assert "There is less float than that." in page.content.decode()
    assert float_of(shop.outlet) == 500


def test_a_fee_that_has_changed_is_shown_before_the_cash_is_taken() -> None:
    """What the customer gets is another sum then, though what they hand over is the same."""
    shop, imani = desk()
    address = begin_cash_in(imani, join("amina"))
    page = imani.client.get(address)
    set_fee(kind="CASH_IN", currency="USD", flat=Decimal("1.50"), bearer="PAYEE", active_from=clock.now())

    again = imani.again(page, address)

    assert again.status_code == 409
    assert "48.50" in again.content.decode()
    assert cash_ins() == 0
    assert imani.again(again, address).status_code == 303
    assert float_of(shop.outlet) == 450


def test_of_two_tellers_with_the_last_float_one_pays_in() -> None:
    shop = open_shop()
    browsers = [browser_of(one) for one in tellers(shop, 2)]
    addresses = [begin_cash_in(browsers[0], join("amina"), "400"), begin_cash_in(browsers[1], join("joseph"), "400")]
    pages = [one.client.get(address) for one, address in zip(browsers, addresses, strict=True)]
    barrier = threading.Barrier(2)

    def confirm(index: int) -> None:
        try:
            barrier.wait(timeout=20)
            browsers[index].again(pages[index], addresses[index])
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=(index,)) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert cash_ins() == 1
    assert float_of(shop.outlet) == 100


def test_a_customers_code_is_asked_for_above_what_the_agent_set() -> None:
    shop, imani = desk()
    shop.agent.confirm_above = Decimal(20)
    shop.agent.save()
    address = begin_cash_in(imani, join("amina"))

    asked = imani.confirm(address)
    assert asked.status_code == 403
    assert cash_ins() == 0
    challenge = asked.context["form"]["customer_challenge_id"].value()
    bad = imani.again(asked, address, customer_challenge_id=challenge, customer_code="000000")
    assert bad.status_code == 422
    assert cash_ins() == 0
    paid = imani.again(bad, address, customer_challenge_id=challenge, customer_code=code_for(challenge))
    assert paid.status_code == 303
    assert cash_ins() == 1


def test_a_slip_with_the_pin_loses_nothing_of_what_else_was_asked_for() -> None:
    shop, imani = desk()
    shop.agent.confirm_above = Decimal(20)
    shop.agent.save()
    address = begin_cash_in(imani, join("amina"))
    challenge = imani.confirm(address).context["form"]["customer_challenge_id"].value()
    answered = {"customer_challenge_id": challenge, "customer_code": code_for(challenge)}

    slipped = imani.confirm(address, pin="12", confirm_unusual="on", **answered)

    assert slipped.status_code == 400
    assert 'name="customer_code"' in slipped.content.decode()
    assert 'name="confirm_unusual"' in slipped.content.decode()
    assert slipped.context["form"]["customer_challenge_id"].value() == challenge
    assert imani.again(slipped, address, **answered).status_code == 303
    assert cash_ins() == 1


def test_without_csrf_nothing_is_posted() -> None:
    shop = open_shop()
    client = Client(enforce_csrf_checks=True)
    sign_in(client, shop.teller)

    assert client.post(reverse("agent-desk-cash-in"), {"to": "+254712000001"}).status_code == 403
    assert client.post(reverse("agent-desk-shift-close"), {"cash": "500"}).status_code == 403


# --- Cash-out ---


def begin_cash_out(teller: Browser, number: str, code: str, amount: str = "50.00") -> str:
    response = teller.post("agent-desk-cash-out", to=number, code=code, amount=amount)
    assert response.status_code == 303, response.content.decode()
    return str(response["Location"])


def test_cash_for_a_code_is_handed_out_once() -> None:
    shop, imani = desk()
    amina = join("amina", 100)
    code = digits(made(amina))
    address = begin_cash_out(imani, amina.msisdn, code)
    page = imani.client.get(address)

    first, second = imani.again(page, address), imani.again(page, address)

    assert first.status_code == second.status_code == 303
    assert "Hand out the cash" in imani.follow(first).content.decode()
    assert imani.client.get(address).status_code == 303
    assert CashOutCode.objects.get().state == "PAID"
    assert float_of(shop.outlet) == 550
    other = begin_cash_out(imani, amina.msisdn, code)
    assert imani.confirm(other).status_code == 409


def test_a_wrong_code_hands_out_nothing() -> None:
    shop, imani = desk()
    amina = join("amina", 100)
    code = digits(made(amina))

    refused = imani.confirm(begin_cash_out(imani, amina.msisdn, wrong(code)))
    assert refused.status_code == 422
    assert wrong(code) not in refused.content.decode()
    unknown = imani.confirm(begin_cash_out(imani, "+254712999999", code))
    assert unknown.status_code == 422
    elsewhere = imani.confirm(begin_cash_out(imani, amina.msisdn, code, "49.00"))
    assert elsewhere.status_code == 422
    assert float_of(shop.outlet) == 500


def test_who_goes_back_finds_number_and_amount_and_not_the_code() -> None:
    shop, imani = desk()
    page = imani.client.get(begin_cash_out(imani, "+254712000001", "40718823"))

    assert "40718823" not in page.content.decode()
    back = imani.client.get(page.context["change"]).content.decode()
    assert "+254712000001" in back
    assert "40718823" not in back
    other = browser_of(tellers(shop, 1)[0])
    assert "+254712000001" not in other.client.get(page.context["change"]).content.decode()
    assert imani.get("agent-desk-cash-out", draft="nonsense").status_code == 200


@pytest.mark.parametrize("code", ["", "1234567", "123456789", "１２３４５６７８", "abcdefgh"])
def test_what_is_no_code_is_refused_at_once(code: str) -> None:
    _shop, imani = desk()

    response = imani.post("agent-desk-cash-out", to="+254712000001", code=code, amount="50")

    assert response.status_code == 400


def ask(teller: Browser, number: str, **fields: Any) -> Any:
    said = {"to": number, "amount": "50.00", "note": "", "key": f"web-{uuid4()}", **fields}
    return teller.post("agent-desk-ask", **said)


def test_asking_the_customers_phone_twice_asks_once() -> None:
    _shop, imani = desk()
    amina = join("amina")
    key = f"web-{uuid4()}"

    first, second = ask(imani, amina.msisdn, key=key), ask(imani, amina.msisdn, key=key)

    assert first["Location"] == second["Location"]
    row = CashOutRequest.objects.get()
    page = imani.follow(first).content.decode()
    assert "Hand out nothing yet" in page
    assert "data-live" in page
    part = imani.client.get(first["Location"], headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        # A page that renews itself is nobody who is there.
        asked_again = imani.client.get(first["Location"], headers={"HX-Request": "true"})
        assert settings.WEB_COOKIE_NAME not in asked_again.cookies
        assert settings.WEB_COOKIE_NAME in imani.client.get(first["Location"]).cookies
    assert imani.post("agent-desk-request-cancel", row.id).status_code == 303
    assert "Called off" in imani.client.get(first["Location"]).content.decode()


def test_a_request_of_another_teller_is_not_there() -> None:
    shop, imani = desk()
    ask(imani, join("amina").msisdn)
    row = CashOutRequest.objects.get()
    other = browser_of(tellers(shop, 1)[0])

    assert other.get("agent-desk-request", row.id).status_code == 404
    assert other.post("agent-desk-request-cancel", row.id).status_code == 404


def test_without_a_phone_only_where_the_agent_may() -> None:
    _shop, imani = desk()
    fields = {"to": join("amina").msisdn, "amount": "50", "key": "k", "kind": "PASSPORT", "number": "A1"}

    assert "Document</a>" not in imani.get("agent-desk-cash-out").content.decode()
    assert imani.post("agent-desk-ask-document", **fields).status_code == 422


# --- What was done ---


def test_the_day_list_finds_and_says_what_was_done_and_nothing_of_others() -> None:
    _shop, imani = desk()
    amina = join("amina")
    imani.confirm(begin_cash_in(imani, amina))
    row = Transaction.objects.get(kind="CASH_IN")

    assert row.reference in imani.get("agent-desk-day").content.decode()
    assert row.reference in looked_for(imani, amina.msisdn)
    assert row.reference in looked_for(imani, row.reference)
    assert row.reference not in looked_for(imani, "+254712999999")
    assert row.reference not in imani.get("agent-desk-day", kind="CASH_OUT").content.decode()
    assert row.reference not in imani.get("agent-desk-day", first="2001-01-01", last="2001-01-02").content.decode()
    assert imani.get("agent-desk-day", first="yesterday").status_code == 400
    assert imani.get("agent-desk-day", cursor="nonsense").status_code == 400
    assert row.reference.encode() in b"".join(imani.get("agent-desk-day", format="csv"))
    page = imani.get("agent-desk-dealing", row.id).content.decode()
    assert amina.msisdn not in page

    other_shop = open_agent(make_person("khadija"), name="Another shop")
    other = make_person("esther")
    employ(other_shop, other)
    open_shift(main_outlet(other_shop), other)
    esther = browser_of(other)
    assert esther.get("agent-desk-dealing", row.id).status_code == 404
    assert row.reference not in looked_for(esther, amina.msisdn)


def looked_for(browser: Browser, text: str, **fields: str) -> str:
    """The list of what is like this."""
    page = browser.follow(browser.post("agent-desk-day", q=text, **fields))
    return str(page.content.decode())


def test_a_number_that_is_looked_for_stands_in_no_address() -> None:
    """An address stays in histories and logs. The files and the pages of the list find it all the same."""
    shop, imani = desk()
    amina = join("amina")
    imani.confirm(begin_cash_in(imani, amina))
    imani.confirm(begin_cash_in(imani, join("brian")))
    mine = Transaction.objects.get(kind="CASH_IN", payee_id=amina.id).reference
    others = Transaction.objects.exclude(reference=mine).get(kind="CASH_IN").reference
    number = amina.msisdn[1:]

    found = imani.post("agent-desk-day", q=amina.msisdn, kind="CASH_IN", first="", last="")
    page = imani.follow(found)

    addresses = [found["Location"], *re.findall(r'(?:href|action)="([^"]*)"', page.content.decode())]
    assert not [one for one in addresses if number in one]
    assert [row["reference"] for row in page.context["rows"]] == [mine]
    file = b"".join(imani.client.get(f"{found['Location']}&format=csv")).decode()
    assert mine in file
    assert others not in file
    # It is the teller's own, and only as long as drafts live.
    other = browser_of(tellers(shop, 1)[0])
    assert other.client.get(found["Location"]).status_code == 404
    assert imani.get("agent-desk-day", search="nonsense").status_code == 404
    assert imani.post("agent-desk-day", q="4111111111111111").status_code == 400
    assert imani.post("agent-desk-day", q="", first="yesterday").status_code == 400
    assert imani.post("agent-desk-day")["Location"] == reverse("agent-desk-day")


@pytest.mark.parametrize("name", ["first", "last"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "x"])
def test_days_that_are_none_are_refused(name: str, day: str) -> None:
    _shop, imani = desk()

    assert imani.client.get(f"{reverse('agent-desk-day')}?{name}={day}").status_code == 400


def test_a_cash_in_to_a_wrong_number_is_asked_to_be_undone_once() -> None:
    _shop, imani = desk()
    imani.confirm(begin_cash_in(imani, join("amina")))
    row = Transaction.objects.get(kind="CASH_IN")

    assert imani.post("agent-desk-dealing", row.id, reason="").status_code == 400
    assert imani.post("agent-desk-dealing", row.id, reason="Wrong number").status_code == 303
    assert imani.post("agent-desk-dealing", row.id, reason="Wrong number").status_code == 409


def test_the_day_list_asks_the_database_no_more_for_more_rows(django_assert_max_num_queries: Any) -> None:
    _shop, imani = desk()
    for name in ("amina", "joseph", "grace"):
        imani.confirm(begin_cash_in(imani, join(name), "5.00"))

    imani.get("agent-desk-day")
    with django_assert_max_num_queries(16):
        imani.get("agent-desk-day")


def test_what_a_teller_earned() -> None:
    _shop, imani = desk()

    page = imani.get("agent-desk-earned")

    assert page.status_code == 200
    assert "Nothing was earned" in page.content.decode()
    assert imani.get("agent-desk-earned", first="2026-02-02", last="2026-02-01").status_code == 400


def test_at_which_of_many_outlets_a_shift_begins_can_be_chosen() -> None:
    agent = open_agent(make_person("hassan"))
    teller = make_person("imani")
    employ(agent, teller)
    rows = [
        Outlet(
            agent=agent,
            code=f"{200_000 + number}",
            name=f"Kiosk {number}",
            city="Nairobi",
            time_zone="Africa/Nairobi",
            opened_at=clock.now(),
        )
        for number in range(51)
    ]
    Outlet.objects.bulk_create(rows)

    offered = dict(browser_of(teller).get("agent-desk").context["form"].fields["outlet_id"].choices)

    # The oldest, which the newest fifty would have left out.
    assert str(main_outlet(agent).id) in offered
    assert len(offered) == 52


def test_what_a_customer_approves_no_supervisor_decides() -> None:
    shop, imani = desk()
    ask(imani, join("amina").msisdn)
    row = CashOutRequest.objects.get()
    dalia = manager_of(shop, make_person("dalia"))

    assert dalia.get("agent-office-asked", shop.agent.id, row.id).status_code == 404
