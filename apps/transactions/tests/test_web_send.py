"""Sending money by the pages: whom, how much, the last look, the PIN, the receipt."""

from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from apps.accounts.models import Device, TrustedPayee, User
from apps.accounts.tests.factories import PIN
from apps.core import clock
from apps.transactions.models import State, Transaction
from apps.transactions.services import set_fee
from apps.transactions.tests.pages import Browser, browser_of, draft_of, ready_to_send, words_of
from apps.transactions.tests.payments import nothing_moves, send
from apps.wallets.tests.factories import available, give_wallet, join

pytestmark = pytest.mark.django_db

SEND = "/wallet/send"


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def brian() -> User:
    return join("brian")


@pytest.fixture
def web(amina: User) -> Browser:
    return browser_of(amina)


def to_amount(web: Browser, to: str) -> str:
    """Where the amount of a payment to them is typed."""
    response = web.post(SEND, {"to": to})
    assert response.status_code == 303, words_of(response)
    return str(response["Location"])


def to_review(web: Browser, to: str, amount: str = "12.50", currency: str = "USD", note: str = "") -> str:
    response = web.post(to_amount(web, to), {"amount": amount, "currency": currency, "note": note})
    assert response.status_code == 303, words_of(response)
    return str(response["Location"])


@pytest.mark.parametrize("to", ["+254712000002", "+254 712 000 002", "brian@example.org"])
def test_from_whom_to_receipt(web: Browser, amina: User, brian: User, to: str) -> None:
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.15"), active_from=clock.now())
    review = to_review(web, to, note="lunch")
    page = words_of(web.get(review))
    for said in ("Brian M.", "12.50 USD", "0.15 USD", "12.65 USD", "lunch", "Send 12.50 USD"):
        assert said in page
    assert "Mwangi" not in page  # Whose number it is, is told no further than the API tells it.
    paid = web.confirm(review)
    row = Transaction.objects.get()
    assert (paid.status_code, paid["Location"]) == (303, f"/wallet/activity/{row.id}?new=1")
    assert (row.state, row.amount, row.fee, row.note) == (State.COMPLETED, Decimal("12.50"), Decimal("0.15"), "lunch")
    assert row.device_id == Device.objects.get(user=amina).id
    assert (available(amina), available(brian)) == (Decimal("87.35"), Decimal("12.50"))
    receipt = words_of(web.get(paid["Location"]))
    for said in ("Sent", "Brian Mwangi", "12.65 USD", row.reference, "lunch", "It is done.", "Send again"):
        assert said in receipt


def test_a_payee_is_chosen_by_one_press(web: Browser, amina: User, brian: User) -> None:
    esther = join("esther", 50)
    send(amina, "brian", 5)
    TrustedPayee.objects.create(user=amina, payee=esther, nickname="Sis", added_at=clock.now())
    page = words_of(web.get(SEND))
    assert "Brian Mwangi" in page
    assert "Sis" in page
    for person in (brian, esther):
        assert reverse("wallet-send-amount", args=[uuid4()])[:13] in to_amount(web, str(person.id))


def test_an_address_that_names_somebody_asks_before_it_goes_on(web: Browser, brian: User) -> None:
    page = web.get(f"{SEND}?to={brian.id}&amount=3.00&currency=USD")
    assert page.status_code == 200
    assert "Brian M." in words_of(page)
    led = web.post(SEND, {"to": page.context["to"], "amount": "3.00", "currency": "USD"})
    assert web.get(led["Location"]).context["form"]["amount"].value() == "3.00"
    assert web.get(f"{SEND}?to={uuid4()}").status_code == 404


@pytest.mark.parametrize(
    "to",
    ["", " ", "brian", "0712000002", "+254712000099x", "@nobody_here", "0192f3c0-1b5e-7c7b-8d43-6a2c9d5e0fff", "\0"],
)
def test_nobody_is_nobody(web: Browser, to: str) -> None:
    response = web.post(SEND, {"to": to})
    assert response.status_code in (400, 422)
    assert response.context["form"].errors


def test_oneself_is_refused(web: Browser, amina: User) -> None:
    response = web.post(SEND, {"to": amina.msisdn})
    assert response.status_code == 422
    assert "You cannot send money to yourself." in words_of(response)


def test_somebody_without_a_wallet_in_my_currencies_is_refused(web: Browser) -> None:
    join("esther", currency="EUR")
    response = web.post(SEND, {"to": "esther@example.org"})
    assert response.status_code == 422
    assert "no wallet in a currency" in words_of(response)


def test_only_currencies_that_both_have_are_offered(web: Browser, amina: User, brian: User) -> None:
    give_wallet(amina, 20, currency="EUR")
    give_wallet(amina, 20, currency="KES")
    give_wallet(brian, currency="KES")
    address = to_amount(web, "brian@example.org")
    page = web.get(address)
    assert [code for code, _ in page.context["form"].fields["currency"].choices] == ["USD", "KES"]
    assert web.post(address, {"amount": "1", "currency": "EUR"}).status_code == 400
    review = web.post(address, {"amount": "2", "currency": "KES"})["Location"]
    assert web.confirm(review).status_code == 303
    assert available(brian, "KES") == 2


AMOUNTS = ["", "0", "0.00", "-1", "1e3", "1_000", "１２", "12.505", "+1", " 1", "1,000", "NaN", "1" * 20, "٣"]


@pytest.mark.parametrize("amount", AMOUNTS)
def test_what_is_no_amount_is_said_at_the_field(web: Browser, brian: User, amount: str) -> None:
    address = to_amount(web, brian.msisdn)
    response = web.post(address, {"amount": amount, "currency": "USD", "note": "keep me"})
    if amount == " 1":  # Spaces around a number are the keyboard's.
        assert response.status_code == 303
        return
    assert response.status_code == 400
    assert response.context["form"].errors["amount"]
    assert "keep me" in response.content.decode()


def test_a_card_number_in_a_note_is_refused(web: Browser, brian: User) -> None:
    address = to_amount(web, brian.msisdn)
    response = web.post(address, {"amount": "1", "currency": "USD", "note": "4111 1111 1111 1111"})
    assert response.status_code == 400
    assert "payment card" in words_of(response)


def test_a_review_without_an_amount_leads_to_the_page_for_it(web: Browser, brian: User) -> None:
    address = to_amount(web, brian.msisdn)
    review = address.removesuffix("/amount")
    assert web.get(review)["Location"] == address
    with nothing_moves():
        assert web.post(review, {"pin": PIN})["Location"] == address


def test_money_for_a_number_nobody_has_waits_for_them(web: Browser, amina: User) -> None:
    address = to_amount(web, "+254712000077")
    assert "Nobody is registered" in words_of(web.get(address))
    review = web.post(address, {"amount": "8", "currency": "USD", "note": ""})["Location"]
    asked = web.confirm(review)
    paid = web.with_code(review, asked) if asked.status_code == 403 else asked
    row = Transaction.objects.get()
    assert (paid.status_code, row.state, row.held_for) == (303, State.HELD, "CLAIM")
    receipt = words_of(web.get(f"/wallet/activity/{row.id}"))
    assert "Waiting for them to join" in receipt
    assert "+254712000077" in receipt
    cancel = reverse("wallet-payment-cancel", args=[row.id])
    assert web.get(cancel).status_code == 200
    for _ in range(2):  # Pressed twice, it is taken back once.
        assert web.post(cancel)["Location"] == f"/wallet/activity/{row.id}"
    assert available(amina) == 100
    assert web.get(cancel).status_code == 409


def test_without_a_device_a_code_confirms(amina: User, brian: User) -> None:
    web = browser_of(amina, registered=False)
    review = ready_to_send(amina, brian)
    with nothing_moves():
        asked = web.confirm(review)
    assert asked.status_code == 403
    assert "we have sent a code" in words_of(asked)
    assert PIN not in asked.content.decode()
    assert web.with_code(review, asked).status_code == 303
    assert available(brian) == 10


def test_a_payment_much_larger_than_usual_has_to_be_looked_at_twice(web: Browser, amina: User, brian: User) -> None:
    for amount in (2, 3, 3):
        send(amina, "brian", amount)
    review = ready_to_send(amina, brian, "30.00")
    assert "Is there a zero too many?" in words_of(web.get(review))
    with nothing_moves():
        refused = web.confirm(review)
    assert refused.status_code == 400
    assert "Tick this first" in words_of(refused)
    assert web.confirm(review, sure="on").status_code == 303
    assert available(brian) == 38
    assert "zero too many" not in words_of(web.get(ready_to_send(amina, brian, "15.00")))


def test_a_payment_much_larger_than_the_last_to_them_has_to_be_looked_at_twice(web: Browser, amina: User) -> None:
    brian, esther = join("brian"), join("esther")
    for _ in range(3):
        send(amina, "esther", 10)
    send(amina, "brian", 1)
    assert "Last time you sent Brian M. 1.00 USD." in words_of(web.get(ready_to_send(amina, brian, "11.00")))
    assert "zero too many" not in words_of(web.get(ready_to_send(amina, esther, "11.00")))


def test_what_it_would_cost_is_said_while_it_is_typed(web: Browser) -> None:
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.15"), active_from=clock.now())
    said = words_of(web.get(f"{SEND}/fee?amount=12.50&currency=USD"))
    assert "0.15 USD" in said
    assert "12.65 USD" in said
    for half in ("", "12.", "-1", "1e3", "9" * 30):
        assert words_of(web.get(f"{SEND}/fee?amount={half}&currency=USD")) == ""
    assert words_of(web.get(f"{SEND}/fee?amount=1&currency=NIX")) == ""


def test_who_is_looked_up_is_counted(web: Browser, brian: User) -> None:
    with time_machine.travel(clock.now(), tick=False):
        answers = [web.post(SEND, {"to": brian.msisdn}).status_code for _ in range(21)]
    assert answers[:20] == [303] * 20
    assert answers[20] == 429


def test_somebody_elses_draft_is_not_there(web: Browser, brian: User) -> None:
    esther = join("esther", 50)
    review = ready_to_send(esther, brian)
    with nothing_moves():
        for address in (review, f"{review}/amount"):
            assert web.get(address).status_code == 404
            assert web.post(address, {"pin": PIN, "key": "x"}).status_code == 404
        other = draft_of(web.person, "convert", amount="1")
        assert web.get(reverse("wallet-send-review", args=[other])).status_code == 404


def test_forms_without_a_token_are_refused(amina: User, brian: User) -> None:
    web = browser_of(amina, strict=True)
    with nothing_moves():
        for address in (SEND, ready_to_send(amina, brian)):
            assert web.post(address, {"to": brian.msisdn, "pin": PIN}).status_code == 403


def test_strangers_are_asked_to_log_in(amina: User, brian: User) -> None:
    stranger = Client()
    review = ready_to_send(amina, brian)
    for address in (SEND, review, f"{review}/amount", f"{SEND}/fee"):
        answer = stranger.get(address)
        assert answer.status_code == 303
        assert answer["Location"].startswith("/login")
