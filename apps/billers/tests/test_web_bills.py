"""Bills by the pages: found, looked up, paid over HTTP to a provider that misbehaves, kept and reminded of."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.billers.models import BillLookUp, BillPayment, SavedBill
from apps.billers.tests.bills import METER, OWES_44_71, call_back, looked_up, make_billers, operation_of, send
from apps.billers.web.bills import BillReviewView
from apps.core import clock
from apps.gateways.tests.factories import open_gateways
from apps.gateways.tests.provider import Provider
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.transactions.models import State, Transaction
from apps.transactions.services import set_fee
from apps.transactions.tests.pages import Browser, browser_of, draft_of, words_of
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, give_wallet, join, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)

BILLS, SAVED = "/wallet/bills", "/wallet/saved-bills"


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def web(amina: User) -> Browser:
    make_billers()
    return browser_of(amina)


@pytest.fixture
def world(provider: Provider) -> Iterator[Provider]:
    """The sandbox's gateway; whatever the story, the ledger is right at its end."""
    open_gateways("bills")
    yield provider
    assert list(verification.verify()) == []


def held(person: User) -> Decimal:
    return get_balance(wallet_of(person).held_account).amount


def to_owed(web: Browser, biller: str = "water", number: str = OWES_44_71) -> str:
    response = web.post(f"{BILLS}/{biller}", {"account_number": number})
    assert response.status_code == 303, words_of(response)
    return str(response["Location"])


def to_review(web: Browser, biller: str = "water", number: str = OWES_44_71, **fields: str) -> str:
    response = web.post(to_owed(web, biller, number), fields)
    assert response.status_code == 303, words_of(response)
    return str(response["Location"])


def ready(person: User, biller: str = "water", due: str | None = "44.71", **facts: Any) -> str:
    """The page for the amount of something looked up, without anybody having been asked."""
    row = looked_up(person.id, biller, due, **facts)
    content = {
        "look_up_id": str(row.id),
        "biller": biller,
        "name": row.biller.name,
        "customer": "Amina O.",
        "amount": "",
        "product": "",
        "product_name": "",
        "note": "",
    }
    return f"{BILLS}/pay/{draft_of(person, 'bill', **content)}/amount"


# --- The catalogue ----------------------------------------------------------------------------------------------------


def test_billers_by_category_and_by_name(web: Browser) -> None:
    page = words_of(web.get(BILLS))
    for said in ("Maji Water Works", "Nyota TV", "Electricity", "Television"):
        assert said in page, said
    water = words_of(web.get(f"{BILLS}?category=water"))
    assert "Maji Water Works" in water and "Nyota TV" not in water
    found = words_of(web.get(f"{BILLS}?q=nyota"))
    assert "Nyota TV" in found and "Hekima" not in found
    assert "Nobody found" in words_of(web.get(f"{BILLS}?q=zzz"))
    assert web.get(f"{BILLS}?category=nothing").status_code == 200
    assert web.get(f"{BILLS}?q={'x' * 99}").status_code == 400
    assert (web.get(f"{BILLS}/nobody").status_code, web.post(f"{BILLS}/nobody").status_code) == (404, 404)


@pytest.mark.parametrize("number", ["", "12", "abcdefgh", "１２３４５６７", "x" * 99, "\0"])
def test_a_number_that_is_none_of_the_billers(web: Browser, number: str) -> None:
    response = web.post(f"{BILLS}/water", {"account_number": number})
    assert response.status_code == 400
    assert response.context["form"].errors["account_number"]
    assert not BillLookUp.objects.exists()


def test_an_unknown_customer_and_a_biller_that_is_away(web: Browser, world: Provider) -> None:
    unknown = web.post(f"{BILLS}/water", {"account_number": "0580244471"})
    assert unknown.status_code == 422
    assert "knows no such customer number" in words_of(unknown)
    world.behave(down=True)
    away = web.post(f"{BILLS}/water", {"account_number": OWES_44_71})
    assert away.status_code == 503
    assert "cannot be reached now" in words_of(away) and OWES_44_71 in away.content.decode()


# --- Paying -----------------------------------------------------------------------------------------------------------


def test_what_is_owed_is_looked_up_reviewed_and_paid(web: Browser, world: Provider, amina: User) -> None:
    set_fee(kind="BILL_PAYMENT", currency="USD", flat=Decimal("0.30"), active_from=clock.now())
    owed = to_owed(web)
    page = words_of(web.get(owed))
    for said in ("Maji Water Works", "44.71 USD", "•••• 4471", "takes exactly what is owed"):
        assert said in page, said
    assert OWES_44_71 not in web.get(owed).content.decode()
    review = web.post(owed, {"note": "November"})["Location"]
    page = words_of(web.get(review))
    for said in ("Customer number", "•••• 4471", "November", "0.30 USD", "45.01 USD", "Pay 44.71 USD"):
        assert said in page, said
    paid = web.confirm(review)["Location"]
    row = Transaction.objects.get()
    assert (available(amina), held(amina)) == (Decimal("54.99"), Decimal("45.01"))
    assert "On its way" in words_of(web.get(paid))
    send(row.id)
    page = words_of(web.get(paid))
    assert "Bill paid" in page and "Maji Water Works" in page
    assert held(amina) == 0
    listed = words_of(web.get("/wallet/paid-bills"))
    assert "Maji Water Works" in listed and "44.71 USD" in listed and "Paid" in listed


def test_a_prepaid_payment_shows_its_code(web: Browser, world: Provider, amina: User) -> None:
    owed = to_owed(web, "power-prepaid", METER)
    assert "nothing is owed" in words_of(web.get(owed))
    review = web.post(owed, {"amount": "30.00", "note": ""})["Location"]
    assert "you get a code here" in words_of(web.get(review))
    paid = web.confirm(review)["Location"]
    send(Transaction.objects.get().id)
    page = web.get(paid)
    voucher = page.context["payment"]["outside"]["voucher"]
    assert len(voucher) == 24 and voucher in words_of(page) and "120.0 kWh" in words_of(page)
    assert voucher in words_of(web.get("/wallet/paid-bills"))


def test_what_the_biller_declines_comes_back(web: Browser, world: Provider, amina: User) -> None:
    paid = web.confirm(to_review(web, "power-prepaid", METER, amount="30.01"))["Location"]
    assert held(amina) == Decimal("30.01")
    send(Transaction.objects.get().id)
    page = words_of(web.get(paid))
    assert "Failed" in page and "The money is back in your wallet." in page
    assert (available(amina), held(amina)) == (100, 0)


def test_what_nobody_knows_stays_held_until_we_are_called(
    web: Browser, world: Provider, amina: User, client: Any
) -> None:
    paid = web.confirm(to_review(web, "power-post", amount="20.05"))["Location"]
    row = Transaction.objects.get()
    send(row.id)
    page = words_of(web.get(paid))
    assert "Not confirmed yet" in page and "Do not pay it again." in page
    assert (available(amina), held(amina)) == (Decimal("79.95"), Decimal("20.05"))
    assert "Not confirmed yet" in words_of(web.get("/wallet/paid-bills"))
    call_back(client, world)
    assert "Bill paid" in words_of(web.get(paid))
    assert (held(amina), [one["executions"] for one in world.books(operation_of(row.id).id)]) == (0, [1])


def test_part_of_a_bill(web: Browser, amina: User) -> None:
    owed = ready(amina, "power-post", "44.71", allows_partial=True, maximum=Decimal("44.71"))
    assert web.get(owed).context["form"]["amount"].value() == "44.71"
    for amount, said in (("0.50", "less than the biller takes"), ("44.72", "more than the biller takes")):
        response = web.post(owed, {"amount": amount})
        assert response.status_code == 422 and said in words_of(response)
    assert web.post(owed, {"amount": "20.00"}).status_code == 303


@pytest.mark.parametrize("amount", ["", "0", "-5", "1e3", "1_000", "１２", "12.345", " ", "1,000"])
def test_amounts_that_are_none(web: Browser, amina: User, amount: str) -> None:
    response = web.post(ready(amina, "power-prepaid", None), {"amount": amount})
    assert response.status_code == 400
    assert response.context["form"].errors["amount"]


def test_a_package_costs_what_it_costs(web: Browser, amina: User) -> None:
    owed = ready(amina, "tv", None)
    page = words_of(web.get(owed))
    assert "Family (19.90 USD)" in page and "Another amount" in page
    assert web.post(owed, {"product": "nothing"}).status_code == 400
    assert web.post(owed, {"product": "amount"}).status_code == 400
    review = web.post(owed, {"product": "family"})["Location"]
    page = words_of(web.get(review))
    assert "Family" in page and "19.90 USD" in page
    assert web.confirm(review).status_code == 303
    assert Transaction.objects.get().amount == Decimal("19.90")
    assert BillPayment.objects.filter(product__code="family").exists()


def test_nothing_is_owed(web: Browser, amina: User) -> None:
    page = words_of(web.get(ready(amina, "water", "0.00", maximum=Decimal(0))))
    assert "There is nothing to pay." in page


def test_what_was_looked_up_too_long_ago_is_looked_up_again(web: Browser, amina: User) -> None:
    owed = ready(amina, at=clock.now() - timedelta(minutes=16))
    for response in (web.get(owed), web.post(owed, {})):
        assert (response.status_code, response["Location"]) == (303, f"{BILLS}/water")
    assert "older than 15 minutes" in words_of(web.get(f"{BILLS}/water"))


def test_one_look_up_pays_once(web: Browser, amina: User) -> None:
    owed = ready(amina)
    review = web.post(owed, {})["Location"]
    fields = web.confirmation(review)
    first, second = web.post(review, fields), web.post(review, fields)
    assert (first.status_code, second.status_code, Transaction.objects.count()) == (303, 303, 1)
    assert "again=1" in second["Location"]
    assert "/wallet/activity/" in web.get(owed)["Location"]
    # Another page about the same look-up pays nothing more.
    other = draft_of(
        amina,
        "bill",
        look_up_id=str(BillLookUp.objects.get().id),
        biller="water",
        name="Maji Water Works",
        customer="",
        amount="44.71",
        product="",
        product_name="",
        note="",
    )
    response = web.get(f"{BILLS}/pay/{other}")
    assert (response.status_code, response["Location"]) == (303, f"{BILLS}/water")
    assert Transaction.objects.count() == 1


def test_a_form_that_comes_again_while_the_first_is_just_paid_does_not_ask_to_look_it_up_anew(
    web: Browser, amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looks for a payment before the first one commits, and at the look-up after it: whoever is told to look the
    bill up again would pay it twice."""
    review = web.post(ready(amina), {})["Location"]
    fields = web.confirmation(review)
    web.post(review, fields)
    look, early = BillReviewView._paid, [None]
    monkeypatch.setattr(BillReviewView, "_paid", lambda view, draft: early.pop() if early else look(view, draft))
    assert web.post(review, fields)["Location"] == f"/wallet/activity/{Transaction.objects.get().id}?again=1"


def test_declined_and_then_again(web: Browser, amina: User) -> None:
    review = web.post(ready(amina, "water", "144.71"), {})["Location"]
    with nothing_moves():
        declined = web.confirm(review)
    assert declined.status_code == 303 and Transaction.objects.get().state == State.DECLINED
    give_wallet(amina, 200)
    assert "/wallet/activity/" in web.confirm(declined["Location"])["Location"]


def test_a_wrong_pin_and_a_changed_price(web: Browser, amina: User) -> None:
    review = web.post(ready(amina), {})["Location"]
    with nothing_moves():
        wrong = web.confirm(review, pin="739185")
    assert wrong.status_code == 403 and "This PIN is not right." in words_of(wrong)
    fields = web.confirmation(review)
    set_fee(kind="BILL_PAYMENT", currency="USD", flat=Decimal(1), active_from=clock.now())
    changed = web.post(review, fields)
    assert changed.status_code == 409 and "The price has changed meanwhile." in words_of(changed)


def test_somebody_elses_pages_are_not_there(web: Browser, amina: User) -> None:
    owed = ready(amina)
    review = web.post(owed, {})["Location"]
    brian = browser_of(join("brian", 50))
    for address in (owed, review, f"{BILLS}/pay/{uuid4()}", f"{BILLS}/pay/{uuid4()}/amount"):
        assert (brian.get(address).status_code, brian.post(address).status_code) == (404, 404)
    # A review without an amount leads to where it is typed.
    assert web.get(ready(amina).removesuffix("/amount"))["Location"].endswith("/amount")


# --- Saved ------------------------------------------------------------------------------------------------------------


def test_a_bill_is_saved_changed_paid_and_removed(web: Browser, world: Provider) -> None:
    assert "No saved bills yet" in words_of(web.get(SAVED))
    new = f"{BILLS}/water/save"
    fields = {"account_number": OWES_44_71, "nickname": "home", "reminders": "on", "days_before": "5"}
    assert web.post(new, fields)["Location"] == SAVED
    row = SavedBill.objects.get()
    assert (row.nickname, row.reminders, row.days_before) == ("home", True, 5)
    again = web.post(new, fields)
    assert again.status_code == 409 and "saved this bill already" in words_of(again)
    assert "home" in words_of(web.get(SAVED)) and "home" in words_of(web.get(BILLS))
    one = f"{SAVED}/{row.id}"
    assert OWES_44_71 not in web.get(one).content.decode()
    assert web.post(one, {"nickname": "flat", "days_before": "1"})["Location"] == one
    row.refresh_from_db()
    assert (row.nickname, row.reminders, row.days_before) == ("flat", False, 1)
    assert web.get(f"{one}/pay").status_code == 405
    assert "44.71 USD" in words_of(web.get(web.post(f"{one}/pay")["Location"]))
    assert web.post(f"{one}/remove")["Location"] == SAVED
    assert (web.get(one).status_code, web.post(f"{one}/pay").status_code) == (404, 404)


@pytest.mark.parametrize(
    "changes", [{"days_before": "15"}, {"days_before": "１"}, {"days_before": ""}, {"nickname": "x" * 41}]
)
def test_reminders_that_make_no_sense(web: Browser, changes: dict[str, str]) -> None:
    fields = {"account_number": OWES_44_71, "nickname": "", "days_before": "3", **changes}
    assert web.post(f"{BILLS}/water/save", fields).status_code == 400
    assert not SavedBill.objects.exists()


def test_somebody_elses_saved_bill_is_not_there(web: Browser) -> None:
    web.post(f"{BILLS}/water/save", {"account_number": OWES_44_71, "days_before": "3"})
    one = f"{SAVED}/{SavedBill.objects.get().id}"
    brian = browser_of(join("brian", 50))
    assert brian.get(one).status_code == 404
    for address in (one, f"{one}/pay", f"{one}/remove"):
        assert brian.post(address, {"days_before": "3"}).status_code == 404
    assert SavedBill.objects.count() == 1


def test_how_many_statements_the_lists_take(web: Browser, amina: User, django_assert_max_num_queries: Any) -> None:
    for end in range(21):
        web.post(f"{BILLS}/water/save", {"account_number": f"55802400{end:02}", "days_before": "3"})
    web.get(SAVED)
    for address, bound in ((SAVED, 14), (BILLS, 14), ("/wallet/paid-bills", 14)):
        with django_assert_max_num_queries(bound):
            assert web.get(address).status_code == 200
    older = web.get(SAVED).context["page"].older
    assert older and len(web.get(older).context["page"].rows) == 1


def test_forms_need_their_token(amina: User) -> None:
    make_billers()
    web = browser_of(amina, strict=True)
    for address in (f"{BILLS}/water", f"{BILLS}/water/save", ready(amina), f"{SAVED}/{uuid4()}/pay"):
        assert web.post(address).status_code == 403, address


def test_strangers_log_in_first(client: Any) -> None:
    for address in (BILLS, f"{BILLS}/water", SAVED, "/wallet/paid-bills"):
        assert client.get(address)["Location"].startswith("/login?next=")
