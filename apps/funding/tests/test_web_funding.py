"""Adding money, withdrawing and linked accounts by the pages, to a provider that misbehaves: each ends in the truth."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN
from apps.accounts.tests.web import answered
from apps.core import clock
from apps.core.models import PageDraft
from apps.funding.models import AutoTopUp, FundingSource
from apps.funding.tests.sources import give_source, give_top_up
from apps.funding.tests.test_journeys import Journey
from apps.gateways.tests.factories import open_gateways
from apps.gateways.tests.provider import Provider
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.transactions.models import State, Transaction
from apps.transactions.services import set_fee
from apps.transactions.tests.pages import Browser, browser_of, words_of
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, give_wallet, join, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)

ADD, WITHDRAW, ACCOUNTS = "/wallet/add-money", "/wallet/withdraw", "/wallet/me/accounts"
NEW = f"{ACCOUNTS}/new"


@pytest.fixture
def journey(provider: Provider) -> Journey:
    open_gateways("jsonbank", "xmlbank", "cards")
    return Journey(provider, join("amina", 100))


@pytest.fixture
def web(journey: Journey) -> Browser:
    return browser_of(journey.amina)


def account_fields(**changes: Any) -> dict[str, Any]:
    return {
        "bank": "Umoja Bank",
        "account_number": "0123456789",
        "holder_name": "Amina Otieno",
        "currency": "USD",
        "pin": PIN,
        **changes,
    }


def link_by_page(web: Browser, **changes: Any) -> Any:
    """Fills in the page, and types the code that it asks for."""
    fields = account_fields(**changes)
    asked = web.post(NEW, web.sign(fields, NEW))
    if asked.status_code != 403:
        return asked
    return web.post(NEW, web.sign(answered(fields, asked), NEW))


@pytest.fixture
def bank(web: Browser) -> FundingSource:
    assert link_by_page(web).status_code == 303
    return FundingSource.objects.get()


def held(person: User) -> Decimal:
    return get_balance(wallet_of(person).held_account).amount


def to_review(web: Browser, address: str, amount: str, **more: Any) -> str:
    response = web.post(address, {"amount": amount, "currency": "USD", **more})
    assert response.status_code == 303, words_of(response)
    return str(response["Location"])


def confirmed(web: Browser, review: str) -> str:
    """Where the payment is shown that was confirmed."""
    response = web.confirm(review)
    assert response.status_code == 303, words_of(response)
    return str(response["Location"])


# --- Linking ----------------------------------------------------------------------------------------------------------


def test_linking_takes_the_pin_and_a_code(web: Browser, journey: Journey) -> None:
    page = words_of(web.get(NEW))
    assert "Account number" in page
    assert 'value="Amina Otieno"' in web.get(NEW).content.decode()
    fields = account_fields()
    asked = web.post(NEW, web.sign(fields, NEW))
    assert asked.status_code == 403
    assert "we have sent a code to" in words_of(asked)
    assert 'value="0123456789"' in asked.content.decode() and PIN not in asked.content.decode()
    assert not FundingSource.objects.exists()
    wrong = {**answered(fields, asked), "code": "000000"}
    assert web.post(NEW, web.sign(wrong, NEW)).status_code in (403, 422)
    done = web.post(NEW, web.sign(answered(fields, asked), NEW))
    assert (done.status_code, done["Location"]) == (303, ACCOUNTS)
    page = words_of(web.get(ACCOUNTS))
    for said in ("The account is linked.", "Umoja Bank", "6789", "Amina Otieno", "Offered first"):
        assert said in page, said
    assert "0123456789" not in page
    again = link_by_page(web)
    assert again.status_code == 303
    assert "linked already" in words_of(web.get(ACCOUNTS))


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"bank": ""}, 400, "Write the name of the bank."),
        ({"account_number": ""}, 400, "Write the number of the account."),
        ({"account_number": "12"}, 400, "4 to 34 letters and digits"),
        ({"account_number": "１２３４５６"}, 400, "4 to 34 letters and digits"),
        ({"account_number": "4242424242424242"}, 400, "card"),
        ({"holder_name": "Brian Mwangi"}, 422, "in your own name"),
        ({"currency": "XXX"}, 400, ""),
        ({"pin": "739185"}, 403, "This PIN is not right."),
        ({"pin": ""}, 400, "Enter your PIN."),
    ],
)
def test_an_account_that_cannot_be_linked(web: Browser, changes: dict[str, Any], status: int, said: str) -> None:
    response = web.post(NEW, web.sign(account_fields(**changes), NEW))
    assert (response.status_code, FundingSource.objects.count()) == (status, 0), words_of(response)
    assert said in words_of(response)


def test_a_browser_without_a_key_links_by_code(journey: Journey) -> None:
    web = browser_of(journey.amina, registered=False)
    assert link_by_page(web).status_code == 303
    assert FundingSource.objects.count() == 1


def test_removing_asks_first_and_pauses_what_fetches_from_it(web: Browser, journey: Journey) -> None:
    source = give_source(journey.amina)
    give_top_up(journey.amina, source)
    address = f"{ACCOUNTS}/{source.id}/remove"
    assert "Automatic top-up fetches from it" in words_of(web.get(address))
    assert FundingSource.objects.get().state == "ACTIVE"
    assert web.post(address)["Location"] == ACCOUNTS
    assert FundingSource.objects.get().state == "REMOVED"
    page = words_of(web.get(ACCOUNTS))
    assert "Paused" in page and "The account or card is no longer linked." in page
    assert (web.get(address).status_code, web.post(address).status_code) == (404, 404)


def test_another_is_offered_first(web: Browser, journey: Journey) -> None:
    give_source(journey.amina)
    card = give_source(journey.amina, kind="CARD", masked="•••• 4242")
    assert web.get(f"{ACCOUNTS}/{card.id}/first").status_code == 405
    assert web.post(f"{ACCOUNTS}/{card.id}/first").status_code == 303
    assert FundingSource.objects.get(is_default=True) == card
    assert web.get(ADD).context["form"]["way"].value() == str(card.id)


def test_somebody_elses_account_is_not_there(web: Browser) -> None:
    theirs = give_source(join("brian", 10))
    for response in (
        web.get(f"{ACCOUNTS}/{theirs.id}/remove"),
        web.post(f"{ACCOUNTS}/{theirs.id}/remove"),
        web.post(f"{ACCOUNTS}/{theirs.id}/first"),
    ):
        assert response.status_code == 404
    response = web.post(WITHDRAW, {"amount": "5", "currency": "USD", "source_id": str(theirs.id)})
    assert (response.status_code, theirs.id) == (400, FundingSource.objects.get().id)
    assert web.post(ADD, {"amount": "5", "currency": "USD", "way": str(theirs.id)}).status_code == 400


# --- Adding money -----------------------------------------------------------------------------------------------------


def test_money_is_added_from_a_bank_account(web: Browser, journey: Journey, bank: FundingSource) -> None:
    set_fee(kind="DEPOSIT", currency="USD", flat=Decimal("0.50"), bearer="PAYEE", active_from=clock.now())
    review = to_review(web, ADD, "25.00", way=str(bank.id))
    page = words_of(web.get(review))
    for said in ("Umoja Bank", "Add 25.00 USD", "0.50 USD", "Arrives in your wallet", "24.50 USD"):
        assert said in page, said
    paid = confirmed(web, review)
    assert "On its way" in words_of(web.get(paid))
    assert "data-live" in web.get(paid).content.decode()
    journey.work()
    page = words_of(web.get(paid))
    assert "Money added" in page and "data-live" not in web.get(paid).content.decode()
    assert available(journey.amina) == Decimal("124.50")
    # The same address again: there is one payment, and the page says so.
    assert web.get(review)["Location"].startswith(paid.partition("?")[0])
    assert Transaction.objects.count() == 1
    assert list(verification.verify()) == []


def test_a_deposit_that_the_bank_declines(web: Browser, journey: Journey, bank: FundingSource) -> None:
    paid = confirmed(web, to_review(web, ADD, "25.01", way=str(bank.id)))
    journey.work()
    journey.hear()
    page = words_of(web.get(paid))
    assert "Failed" in page and "No money has moved." in page
    assert available(journey.amina) == 100


def test_a_deposit_nobody_knows_of_until_we_are_called(web: Browser, journey: Journey, bank: FundingSource) -> None:
    paid = confirmed(web, to_review(web, ADD, "25.05", way=str(bank.id)))
    journey.work()
    page = words_of(web.get(paid))
    assert "Not confirmed yet" in page and "Do not pay it again." in page
    assert available(journey.amina) == 100
    assert set(journey.hear()) <= {200, 202, 204}
    assert "Money added" in words_of(web.get(paid))
    assert available(journey.amina) == Decimal("125.05")


def test_a_card_is_typed_on_the_page_of_the_card_company_and_kept(web: Browser, journey: Journey) -> None:
    page = web.get(f"{ADD}?way=card")
    assert page.context["form"]["keep"].value() is True
    review = to_review(web, ADD, "30.00", way="card", keep="on")
    assert "we never see its number" in words_of(web.get(review))
    paid = confirmed(web, review)
    journey.work()
    shown = web.get(paid)
    url = shown.context["payment"]["outside"]["next_url"]
    assert url.startswith(journey.provider.url) and "Continue at the provider" in words_of(shown)
    journey.provider.pay_checkout(url)
    # The card company leads back, whatever it says; the truth comes by itself.
    back = web.get(f"{review}/back?checkout=anything")
    assert back["Location"] == paid.partition("?")[0]
    # Also when they come back late, and the draft is gone.
    PageDraft.objects.all().delete()
    assert web.get(f"{review}/back")["Location"] == paid.partition("?")[0]
    journey.hear()
    assert "Money added" in words_of(web.get(paid))
    assert available(journey.amina) == 130
    assert "4242" in words_of(web.get(ACCOUNTS))


def test_coming_back_from_nowhere_leads_to_the_review(web: Browser) -> None:
    review = to_review(web, ADD, "30.00", way="card")
    assert web.get(f"{review}/back")["Location"] == review
    assert web.get(f"{ADD}/{uuid4()}/back").status_code == 404


@pytest.mark.parametrize("amount", ["", "0", "-5", "1e3", "1_000", "１２", "12.345", "1,000", " ", "0.00", "\0"])
def test_amounts_that_are_none(web: Browser, journey: Journey, amount: str) -> None:
    give_source(journey.amina)
    for address, way in ((ADD, {"way": "card"}), (WITHDRAW, {"source_id": str(FundingSource.objects.get().id)})):
        response = web.post(address, {"amount": amount, "currency": "USD", **way})
        assert response.status_code == 400, address
        assert response.context["form"].errors["amount"]
    assert not Transaction.objects.exists()


def test_without_a_way_or_in_a_strange_currency(web: Browser) -> None:
    assert web.post(ADD, {"amount": "5", "currency": "USD"}).status_code == 400
    assert web.post(ADD, {"amount": "5", "currency": "EUR", "way": "card"}).status_code == 400
    assert web.post(ADD, {"amount": "5", "currency": "USD", "way": "cash"}).status_code == 400


def test_nobody_takes_cards_in_this_currency(web: Browser, journey: Journey) -> None:
    give_wallet(journey.amina, currency="KES")
    review = to_review(web, ADD, "30.00", way="card", currency="KES")
    response = web.confirm(review)
    assert response.status_code == 422
    assert "Nobody takes cards in this currency" in words_of(response)
    assert not Transaction.objects.exists()


# --- Withdrawing ------------------------------------------------------------------------------------------------------


def test_a_withdrawal_is_held_and_then_paid_out(web: Browser, journey: Journey, bank: FundingSource) -> None:
    set_fee(kind="WITHDRAWAL", currency="USD", flat=Decimal(1), active_from=clock.now())
    review = to_review(web, WITHDRAW, "40.00", source_id=str(bank.id))
    page = words_of(web.get(review))
    for said in ("Umoja Bank", "Amina Otieno", "1.00 USD", "41.00 USD", "Withdraw 40.00 USD"):
        assert said in page, said
    paid = confirmed(web, review)
    assert (available(journey.amina), held(journey.amina)) == (59, 41)
    assert "On its way" in words_of(web.get(paid))
    journey.work()
    journey.hear()
    assert "Paid out" in words_of(web.get(paid))
    assert (available(journey.amina), held(journey.amina)) == (59, 0)
    assert list(verification.verify()) == []


def test_a_withdrawal_that_the_bank_declines_comes_back(web: Browser, journey: Journey, bank: FundingSource) -> None:
    paid = confirmed(web, to_review(web, WITHDRAW, "40.01", source_id=str(bank.id)))
    journey.work()
    journey.hear()
    page = words_of(web.get(paid))
    assert "Failed" in page and "The money is back in your wallet." in page
    assert (available(journey.amina), held(journey.amina)) == (100, 0)


def test_a_withdrawal_nobody_knows_of_stays_held(web: Browser, journey: Journey, bank: FundingSource) -> None:
    paid = confirmed(web, to_review(web, WITHDRAW, "40.05", source_id=str(bank.id)))
    journey.work()
    assert "Not confirmed yet" in words_of(web.get(paid))
    assert (available(journey.amina), held(journey.amina)) == (Decimal("59.95"), Decimal("40.05"))
    journey.hear()
    assert "Paid out" in words_of(web.get(paid))
    assert (available(journey.amina), held(journey.amina)) == (Decimal("59.95"), 0)


def test_posted_twice_one_withdrawal(web: Browser, journey: Journey, bank: FundingSource) -> None:
    review = to_review(web, WITHDRAW, "10.00", source_id=str(bank.id))
    fields = web.confirmation(review)
    first, second = web.post(review, fields), web.post(review, fields)
    assert (first.status_code, second.status_code, Transaction.objects.count()) == (303, 303, 1)
    assert "again=1" in second["Location"]
    assert "You have paid this once." in words_of(web.get(second["Location"]))


def test_another_persons_draft_is_not_there(web: Browser, journey: Journey, bank: FundingSource) -> None:
    review = to_review(web, WITHDRAW, "10.00", source_id=str(bank.id))
    brian = browser_of(join("brian", 50))
    assert (brian.get(review).status_code, brian.post(review, {"pin": PIN}).status_code) == (404, 404)
    deposit = to_review(web, ADD, "10.00", way="card")
    assert brian.get(deposit).status_code == 404
    # A draft of one purpose is none of another.
    assert web.get(deposit.replace(ADD, WITHDRAW)).status_code == 404
    assert not Transaction.objects.exists()


def test_a_wrong_pin_and_a_changed_price(web: Browser, journey: Journey, bank: FundingSource) -> None:
    review = to_review(web, WITHDRAW, "10.00", source_id=str(bank.id))
    with nothing_moves():
        wrong = web.confirm(review, pin="739185")
    assert wrong.status_code == 403 and "This PIN is not right." in words_of(wrong)
    fields = web.confirmation(review)
    set_fee(kind="WITHDRAWAL", currency="USD", flat=Decimal(2), active_from=clock.now())
    with nothing_moves():
        changed = web.post(review, fields)
    assert changed.status_code == 409 and "The price has changed meanwhile." in words_of(changed)
    assert "12.00 USD" in words_of(changed)
    assert web.confirm(review).status_code == 303


def test_declined_and_then_again(web: Browser, journey: Journey, bank: FundingSource) -> None:
    review = to_review(web, WITHDRAW, "500.00", source_id=str(bank.id))
    assert "There is not enough money in your wallet" in words_of(web.get(review))
    with nothing_moves():
        declined = web.confirm(review)
    assert declined.status_code == 303 and declined["Location"] != review
    assert Transaction.objects.get().state == State.DECLINED
    assert "not enough money" in words_of(web.get(declined["Location"]))
    give_wallet(journey.amina, 1000)
    assert "/wallet/activity/" in web.confirm(declined["Location"])["Location"]


def test_an_account_removed_meanwhile(web: Browser, journey: Journey, bank: FundingSource) -> None:
    review = to_review(web, WITHDRAW, "10.00", source_id=str(bank.id))
    fields = web.confirmation(review)
    web.post(f"{ACCOUNTS}/{bank.id}/remove")
    with nothing_moves():
        response = web.post(review, fields)
    assert response.status_code == 404
    assert "There is no such bank account or card." in words_of(response)


def test_without_an_account_one_is_linked_first(web: Browser, journey: Journey) -> None:
    give_source(journey.amina, kind="CARD")
    assert "Link a bank account first" in words_of(web.get(WITHDRAW))


# --- Automatic top-up -------------------------------------------------------------------------------------------------


def test_an_automatic_top_up_is_set_changed_and_stopped(web: Browser, journey: Journey) -> None:
    source = give_source(journey.amina)
    address = f"{ACCOUNTS}/top-up/USD"
    fields = {
        "threshold": "20.00",
        "amount": "50.00",
        "monthly_cap": "300.00",
        "source_id": str(source.id),
        "pin": PIN,
    }
    asked = web.post(address, web.sign(fields, address))
    assert asked.status_code == 403 and not AutoTopUp.objects.exists()
    done = web.post(address, web.sign(answered(fields, asked), address))
    assert (done.status_code, done["Location"]) == (303, ACCOUNTS), words_of(done)
    page = words_of(web.get(ACCOUNTS))
    for said in ("Automatic top-up is on.", "20.00 USD", "50.00 USD", "300.00 USD", "On"):
        assert said in page, said
    assert web.get(address).context["form"]["amount"].value() == "50.00"
    assert web.get(f"{address}/stop").status_code == 405
    assert web.post(f"{address}/stop").status_code == 303
    assert AutoTopUp.objects.get().state == "OFF"
    assert web.post(f"{address}/stop").status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"threshold": "0"}, "threshold"),
        ({"amount": "1e3"}, "amount"),
        ({"amount": "1.234"}, "amount"),
        ({"monthly_cap": "10.00"}, "monthly_cap"),
        ({"source_id": str(uuid4())}, "source_id"),
    ],
)
def test_a_top_up_that_makes_no_sense(web: Browser, journey: Journey, changes: dict[str, str], field: str) -> None:
    source = give_source(journey.amina)
    address = f"{ACCOUNTS}/top-up/USD"
    fields = {"threshold": "20", "amount": "50", "monthly_cap": "300", "source_id": str(source.id), "pin": PIN}
    response = web.post(address, web.sign({**fields, **changes}, address))
    assert response.status_code == 400
    assert response.context["form"].errors[field]
    assert not AutoTopUp.objects.exists()


@pytest.mark.parametrize("currency", ["XYZ", "usd", "EUR", "%00"])
def test_a_top_up_of_no_wallet(web: Browser, currency: str) -> None:
    assert web.get(f"{ACCOUNTS}/top-up/{currency}").status_code == 404
    assert web.post(f"{ACCOUNTS}/top-up/{currency}/stop").status_code == 404


# --- All of them ------------------------------------------------------------------------------------------------------


def test_forms_need_their_token(journey: Journey) -> None:
    web = browser_of(journey.amina, strict=True)
    source = give_source(journey.amina)
    for address in (ADD, WITHDRAW, NEW, f"{ACCOUNTS}/{source.id}/remove", f"{ACCOUNTS}/top-up/USD/stop"):
        assert web.post(address).status_code == 403, address
    assert "csrfmiddlewaretoken" in web.get(ADD).content.decode()


def test_strangers_log_in_first(client: Any) -> None:
    for address in (ADD, WITHDRAW, ACCOUNTS, NEW, f"{ACCOUNTS}/top-up/USD"):
        assert client.get(address)["Location"].startswith("/login?next=")


def test_how_many_statements_the_list_takes(web: Browser, journey: Journey, django_assert_max_num_queries: Any) -> None:
    for _ in range(9):
        give_source(journey.amina)
    web.get(ACCOUNTS)
    with django_assert_max_num_queries(16):
        web.get(ACCOUNTS)
