"""Fetching cash by the pages: a code to tell, what a teller asks to approve, and where agents are."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN
from apps.agents.models import CashOutCode, CashOutRequest
from apps.agents.services import ask_for_cash_out, expire_cash_codes
from apps.agents.tests.factories import open_outlet
from apps.agents.tests.fetching import Shop, ask, fetch, made, money, open_shop
from apps.core import clock
from apps.transactions.models import State, Transaction
from apps.transactions.services import set_fee
from apps.transactions.tests.pages import Browser, browser_of, draft_of, words_of
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, give_wallet, join

pytestmark = pytest.mark.django_db(transaction=True)

CASH, APPROVALS, AGENTS = "/wallet/cash-out", "/wallet/cash-out/approvals", "/wallet/agents"


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def shop() -> Shop:
    return open_shop()


@pytest.fixture
def web(amina: User) -> Browser:
    return browser_of(amina)


def to_review(web: Browser, amount: str = "50.00", **more: str) -> str:
    response = web.post(CASH, {"amount": amount, "currency": "USD", **more})
    assert response.status_code == 303, words_of(response)
    return str(response["Location"])


def make_code(web: Browser, amount: str = "50.00", **more: str) -> str:
    """The page of a new code."""
    response = web.confirm(to_review(web, amount, **more))
    assert response.status_code == 303, words_of(response)
    return str(response["Location"])


# --- Codes ------------------------------------------------------------------------------------------------------------


def test_a_code_is_shown_large_until_the_cash_is_handed_out(web: Browser, amina: User, shop: Shop) -> None:
    set_fee(kind="CASH_OUT", currency="USD", flat=Decimal(1), active_from=clock.now())
    review = to_review(web)
    page = words_of(web.get(review))
    for said in ("50.00 USD", "1.00 USD", "51.00 USD", "Put aside in your wallet", "At any agent"):
        assert said in page, said
    led = web.confirm(review)
    row = CashOutCode.objects.get()
    address = f"{CASH}/{row.id}"
    assert (led.status_code, led["Location"], available(amina)) == (303, address, 49)
    page = web.get(address)
    digits = page.context["code"]["code"]
    assert f"{digits[:4]} {digits[4:]}" in words_of(page) and "data-countdown" in page.content.decode()
    assert f'data-live="{address}/state"' in page.content.decode()
    # Nobody else finds them, and they stand in no address.
    assert digits not in address
    fetch(shop.teller.id, amina, digits)
    part = web.get(f"{address}/state")
    assert "The cash was handed out" in words_of(part) and "data-live" not in part.content.decode()
    assert digits not in web.get(address).content.decode()
    assert "Cash received" in words_of(web.get(CASH))


def test_the_digits_are_read_where_the_code_was_made(web: Browser, amina: User) -> None:
    address = make_code(web)
    digits = web.get(address).context["code"]["code"]
    elsewhere = browser_of(amina, registered=False).get(address)
    assert "only where the code was made" in words_of(elsewhere)
    assert digits not in elsewhere.content.decode()


def test_a_code_is_called_off(web: Browser, amina: User) -> None:
    address = make_code(web)
    assert web.get(f"{address}/cancel").status_code == 405
    assert (available(amina), web.post(f"{address}/cancel")["Location"]) == (50, address)
    page = words_of(web.get(address))
    assert "Called off" in page and "The money is back in your wallet." in page
    assert available(amina) == 100
    assert web.post(f"{address}/cancel").status_code == 303


def test_a_code_whose_time_is_over(web: Browser, amina: User) -> None:
    row = made(amina, at=clock.now() - timedelta(minutes=16)).row
    assert row is not None
    address = f"{CASH}/{row.id}"
    page = web.get(address)
    assert "The time is over" in words_of(page) and not page.context["digits"]
    # A countdown that has ended would ask for the page again and again.
    assert "data-countdown" not in page.content.decode()
    expire_cash_codes(now=clock.now())
    page = words_of(web.get(address))
    assert "Not fetched in time" in page and "The money is back in your wallet." in page
    assert available(amina) == 100


def test_a_code_for_one_agent_only(web: Browser, shop: Shop) -> None:
    review = to_review(web, agent_code=shop.outlet.code)
    assert f"Hassan's Shop ({shop.outlet.code})" in words_of(web.get(review))
    assert f"({shop.outlet.code})" in words_of(web.get(web.confirm(review)["Location"]))
    for code, status in (("999999", 404), ("12", 400), ("１２３４５６", 400), ("abcdef", 400)):
        assert web.post(CASH, {"amount": "5", "currency": "USD", "agent_code": code}).status_code == status
    assert web.get(f"{CASH}?agent={shop.outlet.code}").context["form"]["agent_code"].value() == shop.outlet.code


def test_three_codes_wait_at_most(web: Browser, amina: User) -> None:
    for _ in range(3):
        make_code(web, "5.00")
    fourth = to_review(web, "5.00")
    with nothing_moves():
        refused = web.confirm(fourth)
    assert refused.status_code == 409
    assert "As many codes as you may have are waiting already." in words_of(refused)


def test_posted_twice_one_code(web: Browser, amina: User) -> None:
    review = to_review(web)
    fields = web.confirmation(review)
    first, second = web.post(review, fields), web.post(review, fields)
    assert first["Location"] == second["Location"] == web.get(review)["Location"]
    assert (CashOutCode.objects.count(), available(amina)) == (1, 50)


def test_declined_and_then_again(web: Browser, amina: User) -> None:
    with nothing_moves():
        declined = web.confirm(to_review(web, "150.00"))
    assert Transaction.objects.get().state == State.DECLINED and not CashOutCode.objects.exists()
    assert "not enough money" in words_of(web.get(declined["Location"]))
    give_wallet(amina, 100)
    assert web.confirm(declined["Location"]).status_code == 303
    assert CashOutCode.objects.count() == 1


def test_a_wrong_pin_and_a_changed_price(web: Browser) -> None:
    review = to_review(web)
    with nothing_moves():
        wrong = web.confirm(review, pin="739185")
    assert wrong.status_code == 403 and "This PIN is not right." in words_of(wrong)
    fields = web.confirmation(review)
    set_fee(kind="CASH_OUT", currency="USD", flat=Decimal(2), active_from=clock.now())
    changed = web.post(review, fields)
    assert changed.status_code == 409 and "The price has changed meanwhile." in words_of(changed)
    assert not CashOutCode.objects.exists()


@pytest.mark.parametrize("amount", ["", "0", "-5", "1e3", "1_000", "１２", "12.345", " "])
def test_amounts_that_are_none(web: Browser, amount: str) -> None:
    response = web.post(CASH, {"amount": amount, "currency": "USD"})
    assert response.status_code == 400
    assert response.context["form"].errors["amount"]


def test_somebody_elses_code_is_not_there(web: Browser) -> None:
    address, review = make_code(web), to_review(web)
    brian = browser_of(join("brian", 50))
    for there in (address, f"{address}/state", review):
        assert brian.get(there).status_code == 404
    for there in (f"{address}/cancel", review):
        assert brian.post(there).status_code == 404
    assert CashOutCode.objects.get().state == "WAITING"


# --- Approvals --------------------------------------------------------------------------------------------------------


def asked(shop: Shop, customer: User, amount: str = "50.00", **more: Any) -> str:
    """The page of what the teller asks for."""
    answer: Any = ask(shop.teller, customer, amount, **more)
    assert answer.status_code == 201, answer.content
    return f"{APPROVALS}/{UUID(answer.json()['id'])}"


def test_what_a_teller_asks_is_approved_with_the_pin(web: Browser, amina: User, shop: Shop) -> None:
    assert "Nothing to approve now" in words_of(web.get(APPROVALS))
    one = asked(shop, amina, note="rent")
    part = web.get(f"{APPROVALS}/open")
    assert "Hassan's Shop" in words_of(part) and "50.00 USD" in words_of(part)
    page = words_of(web.get(one))
    for said in ("Hassan's Shop", "50.00 USD", shop.outlet.code, "rent", "Approve only if you stand at this counter"):
        assert said in page, said
    review = web.post(one)["Location"]
    page = words_of(web.get(review))
    assert "Approve 50.00 USD" in page and "Count the cash" in page
    with nothing_moves():
        assert web.confirm(review, pin="739185").status_code == 403
    paid = web.confirm(review)
    assert (paid.status_code, available(amina)) == (303, 50)
    assert "Cash paid out" in words_of(web.get(paid["Location"]))
    assert web.get(one)["Location"] == paid["Location"].partition("?")[0]
    assert web.post(one).status_code == 409
    page = words_of(web.get(APPROVALS))
    assert "Approved" in page and "Nothing to approve now" in page


def test_approved_twice_pays_once(web: Browser, amina: User, shop: Shop) -> None:
    one = asked(shop, amina)
    review, other = web.post(one)["Location"], web.post(one)["Location"]
    fields = web.confirmation(review)
    late = web.confirmation(other)
    assert web.post(review, fields).status_code == web.post(review, fields).status_code == 303
    assert web.post(other, late).status_code == 409
    assert (available(amina), Transaction.objects.filter(kind="CASH_OUT").count()) == (50, 1)


def test_refusing_moves_nothing(web: Browser, amina: User, shop: Shop) -> None:
    one = asked(shop, amina)
    assert web.get(f"{one}/refuse").status_code == 405
    with nothing_moves():
        assert web.post(f"{one}/refuse")["Location"] == APPROVALS
    assert CashOutRequest.objects.get().state == "REFUSED"
    assert "You have refused it. No money has moved." in words_of(web.get(one))
    assert web.post(one).status_code == 409


def test_a_request_whose_time_is_over(web: Browser, amina: User, shop: Shop) -> None:
    request = ask_for_cash_out(
        teller_id=shop.teller.id,
        to=str(amina.msisdn),
        amount=money("50.00"),
        key="late",
        digest=b"d" * 32,
        at=clock.now() - timedelta(minutes=6),
    ).request
    one = f"{APPROVALS}/{request.id}"
    page = web.get(one)
    assert "Its time is over." in words_of(page) and "data-countdown" not in page.content.decode()
    assert web.post(one).status_code == 409
    review = f"{CASH}/approve/{draft_of(amina, 'cash-approval', request_id=str(request.id))}"
    with nothing_moves():
        assert (web.get(review).status_code, web.post(review, {"pin": PIN}).status_code) == (409, 409)
    assert "Nothing to approve now" in words_of(web.get(f"{APPROVALS}/open"))


def test_too_little_money_leaves_it_open(web: Browser, amina: User, shop: Shop) -> None:
    one = asked(shop, amina, "150.00")
    with nothing_moves():
        declined = web.confirm(web.post(one)["Location"])
    assert CashOutRequest.objects.get().state == "OPEN"
    give_wallet(amina, 100)
    assert "/wallet/activity/" in web.confirm(declined["Location"])["Location"]


def test_somebody_elses_request_is_not_there(web: Browser, amina: User, shop: Shop) -> None:
    one = asked(shop, amina)
    review = web.post(one)["Location"]
    brian = browser_of(join("brian", 50))
    assert (brian.get(one).status_code, brian.get(review).status_code) == (404, 404)
    for there in (one, f"{one}/refuse", review, f"{APPROVALS}/{uuid4()}"):
        assert brian.post(there, {"pin": PIN}).status_code == 404
    assert CashOutRequest.objects.get().state == "OPEN"
    assert "Nothing to approve now" in words_of(brian.get(APPROVALS))


# --- Where agents are -------------------------------------------------------------------------------------------------


def test_agents_are_found_by_the_name_of_a_place(web: Browser, shop: Shop) -> None:
    open_outlet(shop.agent, name="Harbour", city="Mombasa", address="Moi Avenue 12", opening_hours={"mon": []})
    hours = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    open_outlet(shop.agent, name="Old town", city="Mombasa", opening_hours=hours)
    page = words_of(web.get(AGENTS))
    assert "Mombasa" in page and "Harbour" not in page
    found = words_of(web.get(f"{AGENTS}?q=mombasa"))
    assert "Harbour" in found and "Old town" in found and "Main" not in found
    assert "Monday Closed" in found and "00:00 to 24:00" in found
    assert "Harbour" not in words_of(web.get(f"{AGENTS}?q=mombasa&open_now=on"))
    both = words_of(web.get(f"{AGENTS}?q=hassan+moi"))
    assert "Harbour" in both and "Old town" not in both
    assert "Always open" in words_of(web.get(f"{AGENTS}?q=nairobi"))
    assert "No agent found there" in words_of(web.get(f"{AGENTS}?q=%25"))
    assert web.get(f"{AGENTS}?q={'x' * 61}").status_code == 400


def test_closed_outlets_are_not_found(web: Browser, shop: Shop) -> None:
    shop.outlet.is_open = False
    shop.outlet.save()
    assert "No agent found there" in words_of(web.get(f"{AGENTS}?q=nairobi"))


# --- All of them ------------------------------------------------------------------------------------------------------


def test_how_many_statements_the_lists_take(
    web: Browser, amina: User, shop: Shop, django_assert_max_num_queries: Any
) -> None:
    for _ in range(2):
        make_code(web, "5.00")
        asked(shop, amina, "5.00")
    for number in range(12):
        open_outlet(shop.agent, name=f"Place {number}")
    for address, bound in ((CASH, 14), (APPROVALS, 16), (f"{AGENTS}?q=nairobi", 14)):
        web.get(address)
        with django_assert_max_num_queries(bound):
            assert web.get(address).status_code == 200


def test_forms_need_their_token(amina: User, shop: Shop) -> None:
    web = browser_of(amina, strict=True)
    one = asked(shop, amina)
    for address in (CASH, one, f"{one}/refuse", f"{CASH}/{uuid4()}/cancel"):
        assert web.post(address).status_code == 403, address


def test_strangers_log_in_first(client: Any) -> None:
    for address in (CASH, APPROVALS, AGENTS):
        assert client.get(address)["Location"].startswith("/login?next=")
