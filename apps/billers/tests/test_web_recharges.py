"""Recharging by the pages: whose number it is, what is sold, paying over HTTP, keeping numbers, doing it by itself."""

from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN
from apps.accounts.tests.web import answered
from apps.billers.models import AutoRecharge, RechargeFavourite
from apps.billers.tests.bills import send
from apps.billers.tests.recharges import COASTLINE, LAKECELL, NOBODYS, SAVANNA, arrange, make_operators, switch_operator
from apps.core.models import PageDraft
from apps.gateways.tests.factories import open_gateways
from apps.gateways.tests.provider import Provider
from apps.transactions.models import State, Transaction
from apps.transactions.tests.pages import Browser, browser_of, words_of
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, give_wallet, join

pytestmark = pytest.mark.django_db(transaction=True)

RECHARGE, AUTO = "/wallet/recharge", "/wallet/recharge/automatic"
BUNDLE = "savanna-data-1gb"


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def web(amina: User) -> Browser:
    make_operators()
    return browser_of(amina)


def to_choice(web: Browser, msisdn: str = SAVANNA, **more: str) -> str:
    response = web.post(RECHARGE, {"msisdn": msisdn, **more})
    assert response.status_code == 303, words_of(response)
    return str(response["Location"])


def airtime(amount: str = "10.00", operator: str = "savanna") -> dict[str, str]:
    return {"operator": operator, "product": f"{operator}-airtime", "amount": amount}


def to_review(web: Browser, **changes: str) -> str:
    response = web.post(to_choice(web), {**airtime(), **changes})
    assert response.status_code == 303, words_of(response)
    return str(response["Location"])


def test_the_operator_is_found_by_the_number(web: Browser, amina: User) -> None:
    page = web.get(RECHARGE)
    assert "My own number" in words_of(page) and f'value="{amina.msisdn}"' in page.content.decode()
    page = words_of(web.get(to_choice(web, LAKECELL)))
    assert "Lakecell" in page and LAKECELL in page
    choice = to_choice(web)
    page = words_of(web.get(choice))
    assert "Savanna Mobile" in page and "2.00 USD" in page
    other = words_of(web.get(f"{choice}?operator=lakecell"))
    assert "This looks like a number of Savanna Mobile." in other
    assert web.get(f"{choice}?operator=nobody").status_code == 404


def test_a_number_of_nobody_asks_for_the_operator(web: Browser) -> None:
    choice = to_choice(web, NOBODYS)
    page = web.get(choice)
    assert "We do not know whose number this is." in words_of(page) and page.context["form"] is None
    assert "Lakecell" in words_of(web.get(f"{choice}?operator=lakecell"))
    assert web.post(choice, airtime("5.00", "lakecell")).status_code == 303


def test_numbers_of_an_operator_that_is_switched_off(web: Browser, amina: User) -> None:
    switch_operator("coastline", is_active=False, by=amina)
    page = web.get(to_choice(web, COASTLINE))
    assert page.status_code == 200
    assert "cannot be recharged now" in words_of(page)


@pytest.mark.parametrize("msisdn", ["", "0712345678", "+2547", "+254７12345678", "nobody", "\0", "x" * 60])
def test_numbers_that_are_none(web: Browser, msisdn: str) -> None:
    response = web.post(RECHARGE, {"msisdn": msisdn})
    assert response.status_code == 400
    assert response.context["form"].errors["msisdn"]


@pytest.mark.parametrize("amount", ["", "0", "-5", "1e3", "1_000", "１２", "12.345", " "])
def test_amounts_that_are_none(web: Browser, amount: str) -> None:
    response = web.post(to_choice(web), airtime(amount))
    assert response.status_code == 400
    assert response.context["form"].errors["amount"]


def test_what_is_not_sold(web: Browser) -> None:
    choice = to_choice(web)
    assert web.post(choice, {**airtime(), "product": "nothing"}).status_code == 400
    assert web.post(choice, {**airtime(), "operator": "nobody"}).status_code == 404
    assert web.post(choice, {**airtime(), "product": "lakecell-airtime"}).status_code == 400
    most = web.post(choice, airtime("99999.00"))
    assert most.status_code == 422 and "more than" in words_of(most)


def test_airtime_is_bought(web: Browser, provider: Provider, amina: User) -> None:
    open_gateways("recharge")
    review = to_review(web)
    page = words_of(web.get(review))
    for said in ("Savanna Mobile", SAVANNA, "Recharge 10.00 USD"):
        assert said in page, said
    paid = web.confirm(review)["Location"]
    assert available(amina) == 90 and "On its way" in words_of(web.get(paid))
    send(Transaction.objects.get().id)
    assert "Recharged" in words_of(web.get(paid))


def test_a_bundle_has_its_own_price(web: Browser) -> None:
    review = to_review(web, product=BUNDLE, amount="77.00")
    assert "Recharge 2.00 USD" in words_of(web.get(review))
    assert web.confirm(review).status_code == 303
    assert Transaction.objects.get().amount == 2


def test_posted_twice_declined_and_again(web: Browser, amina: User) -> None:
    review = to_review(web)
    fields = web.confirmation(review)
    first, second = web.post(review, fields), web.post(review, fields)
    assert (first.status_code, second.status_code, Transaction.objects.count()) == (303, 303, 1)
    assert "again=1" in second["Location"]
    dear = to_review(web, amount="95.00")
    with nothing_moves():
        declined = web.confirm(dear)
    assert Transaction.objects.latest("id").state == State.DECLINED
    give_wallet(amina, 50)
    assert "/wallet/activity/" in web.confirm(declined["Location"])["Location"]


def test_somebody_elses_draft_is_not_there(web: Browser) -> None:
    review = to_review(web)
    brian = browser_of(join("brian", 50))
    for address in (review, f"{review}/choose", f"{review}/automatic"):
        assert (brian.get(address).status_code, brian.post(address).status_code) == (404, 404)
    # Without a choice there is nothing to confirm.
    unready = to_choice(web).removesuffix("/choose")
    for address in (unready, f"{unready}/automatic"):
        assert web.get(address)["Location"] == f"{unready}/choose"


def test_numbers_are_kept(web: Browser) -> None:
    new = f"{RECHARGE}/numbers/new"
    assert web.post(new, {"msisdn": LAKECELL, "nickname": "Mother"})["Location"] == RECHARGE
    page = words_of(web.get(RECHARGE))
    assert "Mother" in page and LAKECELL in page
    again = web.post(new, {"msisdn": LAKECELL, "nickname": "Mum"})
    assert again.status_code == 409 and "kept this number already" in words_of(again)
    remove = f"{RECHARGE}/numbers/{RechargeFavourite.objects.get().id}/remove"
    assert browser_of(join("brian", 1)).post(remove).status_code == 404
    assert web.post(remove).status_code == 303
    assert not RechargeFavourite.objects.exists()


def test_what_was_chosen_anew_in_another_tab_is_shown_before_it_is_bought(web: Browser, amina: User) -> None:
    """For the same money: the page that was open already says another operator."""
    review = to_review(web)
    fields = web.confirmation(review)
    assert web.post(f"{review}/choose", airtime(operator="lakecell")).status_code == 303
    with nothing_moves():
        refused = web.post(review, fields)
    assert refused.status_code == 409
    assert "Lakecell" in words_of(refused) and "This has changed meanwhile" in words_of(refused)
    assert not Transaction.objects.exists()


def automatic(web: Browser, review: str, **changes: str) -> Any:
    """Sets one up, and types the code that it asks for."""
    address = f"{review}/automatic"
    form = web.get(address).context["form"]
    fields = {"key": form["key"].value(), "total": form["total"].value(), "pin": PIN, "rhythm": "30", "day": "1"}
    asked = web.post(address, web.sign({**fields, **changes}, address))
    if asked.status_code != 403:
        return asked
    return web.post(address, web.sign(answered({**fields, **changes}, asked), address))


def test_it_is_done_again_and_again(web: Browser) -> None:
    choice = to_choice(web)
    led = web.post(choice, {**airtime("2.00"), "again": "1"})["Location"]
    assert led.endswith("/automatic")
    review = led.removesuffix("/automatic")
    done = automatic(web, review, rhythm="month", day="31")
    assert (done.status_code, done["Location"]) == (303, AUTO), words_of(done)
    row = AutoRecharge.objects.get()
    assert (row.day_of_month, row.every_days) == (31, None)
    # The same page again has made it already, also after days, when its draft is gone.
    for _ in range(2):
        assert web.get(led)["Location"] == AUTO
        assert web.post(led, {"pin": PIN})["Location"] == AUTO
        PageDraft.objects.all().delete()
    page = words_of(web.get(AUTO))
    assert SAVANNA in page and "Each month on day 31" in page
    one = f"{AUTO}/{row.id}"
    assert "Next time" in words_of(web.get(one))
    assert web.post(f"{one}/pause")["Location"] == one
    assert "You paused it." in words_of(web.get(one))
    assert web.post(f"{one}/pause").status_code == 409
    asked = web.post(f"{one}/resume", web.sign({"pin": PIN}, f"{one}/resume"))
    assert asked.status_code == 403
    resumed = web.post(f"{one}/resume", web.sign(answered({"pin": PIN}, asked), f"{one}/resume"))
    assert resumed["Location"] == one
    row.refresh_from_db()
    assert row.state == "ACTIVE"
    assert web.post(f"{one}/end")["Location"] == AUTO
    assert (web.get(one).status_code, "No automatic recharges" in words_of(web.get(AUTO))) == (404, True)


@pytest.mark.parametrize("chosen", [airtime("20.00"), airtime("2.00", "lakecell")])
def test_an_automatic_recharge_is_of_what_its_page_showed(web: Browser, chosen: dict[str, str]) -> None:
    review = to_review(web, amount="2.00")
    address = f"{review}/automatic"
    form = web.get(address).context["form"]
    fields = {"key": form["key"].value(), "total": form["total"].value(), "pin": PIN, "rhythm": "1", "day": "1"}
    assert web.post(f"{review}/choose", chosen).status_code == 303
    refused = web.post(address, web.sign(fields, address))
    assert refused.status_code == 409 and "This has changed meanwhile" in words_of(refused)
    assert not AutoRecharge.objects.exists()


@pytest.mark.parametrize("changes", [{"rhythm": "2"}, {"rhythm": ""}, {"day": "32"}, {"key": "other"}, {"pin": "1"}])
def test_an_automatic_recharge_that_makes_no_sense(web: Browser, changes: dict[str, str]) -> None:
    review = to_review(web)
    assert automatic(web, review, **changes).status_code in (400, 422)
    assert not AutoRecharge.objects.exists()


def test_somebody_elses_automatic_recharge_is_not_there(web: Browser, amina: User) -> None:
    one = f"{AUTO}/{arrange(amina, start='2099-01-01').id}"
    brian = browser_of(join("brian", 50))
    assert brian.get(one).status_code == 404
    for what in ("pause", "end"):
        assert brian.post(f"{one}/{what}").status_code == 404
    assert brian.get(f"{one}/resume").status_code == 404
    assert AutoRecharge.objects.get().state == "ACTIVE"


def test_how_many_statements_the_lists_take(web: Browser, amina: User, django_assert_max_num_queries: Any) -> None:
    for day in range(10, 31):
        arrange(amina, start=f"2099-01-{day}")
    web.get(AUTO)
    for address in (AUTO, RECHARGE):
        with django_assert_max_num_queries(14):
            assert web.get(address).status_code == 200
    assert web.get(AUTO).context["page"].older


def test_forms_need_their_token(amina: User) -> None:
    make_operators()
    web = browser_of(amina, strict=True)
    for address in (RECHARGE, f"{RECHARGE}/numbers/new", f"{AUTO}/{uuid4()}/end", f"{RECHARGE}/{uuid4()}/choose"):
        assert web.post(address).status_code == 403, address


def test_strangers_log_in_first(client: Any) -> None:
    for address in (RECHARGE, AUTO, f"{RECHARGE}/numbers/new"):
        assert client.get(address)["Location"].startswith("/login?next=")
