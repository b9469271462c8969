"""A form that is posted again, cut off or killed in the middle pays once, and the page says what is true."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.models import Pin, User
from apps.accounts.tests.factories import PIN
from apps.accounts.tests.web import answered
from apps.core import clock
from apps.core.card_numbers import find_card_number
from apps.core.models import PageDraft
from apps.core.tests.parallel import run_together
from apps.transactions.models import State, Transaction
from apps.transactions.services import set_fee
from apps.transactions.tests.exchange import rate
from apps.transactions.tests.pages import Browser, browser_of, draft_of, ready_to_send, words_of
from apps.transactions.tests.payments import nothing_moves
from apps.transactions.web.sending import SendReviewView
from apps.wallets.tests.factories import available, give_wallet, join

ONCE = "You have paid this once. Nothing was paid a second time."


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def brian() -> User:
    return join("brian")


@pytest.fixture
def web(amina: User) -> Browser:
    return browser_of(amina)


@pytest.mark.django_db
class TestPaidOnce:
    def test_the_same_form_again_leads_to_the_same_payment(self, web: Browser, amina: User, brian: User) -> None:
        review = ready_to_send(amina, brian)
        fields = web.confirmation(review)
        first, second = web.post(review, fields), web.post(review, fields)
        row = Transaction.objects.get()
        assert first["Location"] == f"/wallet/activity/{row.id}?new=1"
        assert second["Location"] == f"/wallet/activity/{row.id}?again=1"
        assert ONCE in words_of(web.get(second["Location"]))
        assert ONCE not in words_of(web.get(first["Location"]))
        assert available(brian) == 10

    def test_a_reload_after_the_payment_shows_it(self, web: Browser, amina: User, brian: User) -> None:
        review = ready_to_send(amina, brian)
        web.confirm(review)
        reloaded = web.get(review)
        assert reloaded.status_code == 303
        assert ONCE in words_of(web.get(reloaded["Location"]))
        assert web.get(f"{review}/amount")["Location"] == reloaded["Location"]
        assert web.post(f"{review}/amount", {"amount": "5"})["Location"] == reloaded["Location"]
        assert available(brian) == 10

    def test_who_comes_back_after_days_is_led_to_what_was_paid(self, web: Browser, amina: User, brian: User) -> None:
        """The draft is gone by then. Told that the page is too old, they would pay a second time."""
        review, never_paid = ready_to_send(amina, brian), ready_to_send(amina, brian)
        fields = web.confirmation(review)
        web.post(review, fields)
        PageDraft.objects.all().delete()
        row = Transaction.objects.get()
        for answer in (web.get(review), web.post(review, fields)):
            assert (answer.status_code, answer["Location"]) == (303, f"/wallet/activity/{row.id}?again=1")
        assert ONCE in words_of(web.get(f"/wallet/activity/{row.id}?again=1"))
        assert web.get(never_paid).status_code == 404
        assert browser_of(brian).get(review).status_code == 404
        assert available(brian) == 10

    def test_what_the_page_has_said_is_longer_than_a_cards_number(self, web: Browser, amina: User, brian: User) -> None:
        """Of shorter digests some are digits only, and their forms would be refused as a card's number is."""
        said = web.confirmation(ready_to_send(amina, brian))["total"].rpartition("#")[2]
        assert not find_card_number("10.00 USD #" + "4111111111111111".ljust(len(said), "1"))

    def test_a_process_that_dies_before_its_answer_has_paid(
        self, web: Browser, amina: User, brian: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The service has committed, and then there is nobody to say so."""
        review = ready_to_send(amina, brian)
        fields = web.confirmation(review)

        def die(*_args: Any, **_named: Any) -> None:
            raise SystemExit("killed")

        with monkeypatch.context() as patch:
            patch.setattr(SendReviewView, "arrived", die)
            with pytest.raises(SystemExit):
                web.post(review, fields)
        row = Transaction.objects.get()
        for answer in (web.get(review), web.post(review, fields)):
            assert answer["Location"] == f"/wallet/activity/{row.id}?again=1"
        assert available(brian) == 10

    def test_a_form_with_anothers_key_pays_nothing(self, web: Browser, amina: User, brian: User) -> None:
        review, other = ready_to_send(amina, brian), ready_to_send(amina, brian, "20.00")
        with nothing_moves():
            refused = web.confirm(review, key=web.confirmation(other)["key"])
            assert refused.status_code == 422
            for key in ("", "web-", str(uuid4()), None):
                assert web.confirm(review, key=key).status_code in (400, 422)
        assert not Transaction.objects.exists()

    def test_a_fields_value_that_was_not_signed_pays_nothing(self, web: Browser, amina: User, brian: User) -> None:
        review = ready_to_send(amina, brian)
        fields = {**web.confirmation(review), "extra": "1"}
        with nothing_moves():
            assert web.post(review, fields).status_code in (400, 401, 403)

    def test_a_signature_of_another_page_pays_nothing(self, web: Browser, amina: User, brian: User) -> None:
        review, other = ready_to_send(amina, brian), ready_to_send(amina, brian)
        fields = web.confirmation(review)
        signed = web.sign({name: fields[name] for name in ("key", "total", "pin")}, other)
        with nothing_moves():
            assert web.post(review, signed).status_code in (401, 403)

    def test_a_wrong_pin_pays_nothing_and_is_not_shown(self, web: Browser, amina: User, brian: User) -> None:
        review = ready_to_send(amina, brian)
        with nothing_moves():
            refused = web.confirm(review, pin="111222")
            assert refused.status_code in (401, 403, 422)
            assert "111222" not in refused.content.decode()
            assert refused.context["form"].errors["pin"]
            for pin in ("", "12", "abcdef", "７３９１８４", "1234567"):
                assert web.confirm(review, pin=pin).status_code == 400
        assert Pin.objects.get(user=amina).attempts == 1
        assert web.confirm(review).status_code == 303

    def test_a_price_that_changed_meanwhile_is_shown_before_it_is_paid(
        self, web: Browser, amina: User, brian: User
    ) -> None:
        review = ready_to_send(amina, brian)
        fields = web.confirmation(review)
        set_fee(kind="P2P", currency="USD", flat=Decimal("0.50"), active_from=clock.now())
        with nothing_moves():
            refused = web.post(review, fields)
            assert refused.status_code == 409
            assert "10.50 USD" in words_of(refused)
            assert "price has changed" in words_of(refused)
        assert web.confirm(review).status_code == 303
        assert available(amina) == Decimal("89.50")

    @pytest.mark.parametrize("total", ["", "0.01 USD", "10.00 EUR", "10.00", "10.00 USD = 1.00 EUR", None])
    def test_what_the_page_did_not_say_is_not_paid(
        self, web: Browser, amina: User, brian: User, total: str | None
    ) -> None:
        with nothing_moves():
            assert web.confirm(ready_to_send(amina, brian), total=total).status_code == 409

    def test_what_was_declined_can_be_tried_again(self, web: Browser, amina: User, brian: User) -> None:
        review = ready_to_send(amina, brian, "150.00")
        assert "There is not enough money in your wallet" in words_of(web.get(review))
        with nothing_moves():
            declined = web.confirm(review)
        assert declined.status_code == 303
        again = declined["Location"]
        assert again != review
        assert "There is not enough money in the wallet." in words_of(web.get(again))
        row = Transaction.objects.get()
        # The old address tells what became of it, and that it was not paid.
        said = words_of(web.get(web.get(review)["Location"]))
        assert row.state == State.DECLINED
        assert "Declined" in said
        assert "No money has moved." in said
        assert ONCE not in said
        give_wallet(amina, 200)
        assert web.confirm(again).status_code == 303
        assert available(brian) == 150

    def test_a_payee_who_left_meanwhile_is_not_paid(self, web: Browser, amina: User, brian: User) -> None:
        review = ready_to_send(amina, brian)
        fields = web.confirmation(review)
        User.objects.filter(pk=brian.pk).update(status="CLOSED")
        with nothing_moves():
            assert web.post(review, fields).status_code in (303, 422)
        assert not Transaction.objects.filter(state=State.COMPLETED).exists()

    def test_what_arrives_of_a_conversion_is_confirmed_too(self, web: Browser, amina: User) -> None:
        give_wallet(amina, currency="EUR")
        rate("USD", "EUR", "0.90")
        content = {"amount": "10.00", "currency": "USD", "to_currency": "EUR"}
        review = reverse("wallet-convert-review", args=[draft_of(amina, "convert", **content)])
        fields = web.confirmation(review)
        assert fields["total"].startswith("10.00 USD = 9.00 EUR #")
        rate("USD", "EUR", "0.80")
        with nothing_moves():
            assert web.post(review, fields).status_code == 409
        assert web.confirm(review).status_code == 303
        assert available(amina, "EUR") == Decimal("8.00")


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_eight_posts_of_one_form_at_once_are_one_payment(self, amina: User, brian: User) -> None:
        web = browser_of(amina)
        review = ready_to_send(amina, brian)
        fields = web.confirmation(review)

        def press(_: int) -> Any:
            client = Client()
            client.cookies = web.client.cookies
            return client.post(review, fields)

        answers = run_together(8, press)
        row = Transaction.objects.get()
        places = [answer["Location"] for answer in answers if answer.status_code == 303]
        assert f"/wallet/activity/{row.id}?new=1" in places
        assert {place.partition("?")[0] for place in places} == {f"/wallet/activity/{row.id}"}
        # Whoever was not led to the payment was told that it is being answered, and nothing else.
        assert {answer.status_code for answer in answers} <= {303, 409}
        assert (available(amina), available(brian)) == (90, 10)
        assert web.get(review)["Location"] == f"/wallet/activity/{row.id}?again=1"

    def test_eight_codes_of_one_form_at_once_are_one_payment(self, amina: User, brian: User) -> None:
        """Without a key of the browser's own."""
        web = browser_of(amina, registered=False)
        review = ready_to_send(amina, brian)
        asked = web.confirm(review)
        form = asked.context["form"]
        fields = answered({"key": form["key"].value(), "total": form["total"].value(), "pin": PIN}, asked)

        def press(_: int) -> Any:
            client = Client()
            client.cookies = web.client.cookies
            return client.post(review, fields)

        run_together(8, press)
        assert Transaction.objects.count() == 1
        assert (available(amina), available(brian)) == (90, 10)

    def test_two_drafts_at_once_never_spend_more_than_there_is(self, amina: User, brian: User) -> None:
        web = browser_of(amina)
        reviews = [ready_to_send(amina, brian, "60.00") for _ in range(4)]
        posts = [(address, web.confirmation(address)) for address in reviews]

        def press(index: int) -> Any:
            client = Client()
            client.cookies = web.client.cookies
            return client.post(*posts[index])

        run_together(4, press)
        assert Transaction.objects.filter(state=State.COMPLETED).count() == 1
        assert (available(amina), available(brian)) == (40, 60)
