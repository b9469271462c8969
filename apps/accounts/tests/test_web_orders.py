"""A browser that was somebody's device asks, when nobody is signed in, whether it is to forget everything."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from apps.accounts import services
from apps.accounts.models import User, WipeCommand
from apps.accounts.tests.factories import Phone, make_person
from apps.accounts.tests.phones import acknowledge, phone_of
from apps.core import clock

pytestmark = pytest.mark.django_db
ORDER = "/device/order"


@pytest.fixture
def amina() -> User:
    return make_person("amina")


@pytest.fixture
def browser(amina: User) -> Phone:
    return phone_of(amina)[1]


def ask(phone: Phone, *, said: bytes = b"{}", sent: bytes = b"{}", **changes: Any) -> Any:
    headers = phone.sign("POST", ORDER, said, **changes)
    return Client().post(ORDER, sent, content_type="application/json", headers=headers)


def order_wipe(amina: User, phone: Phone) -> WipeCommand:
    return services.request_wipe(person_id=amina.id, device_id=phone.device_id, now=clock.now())


def test_a_browser_is_told_to_forget_everything_and_says_that_it_has(amina: User, browser: Phone) -> None:
    assert ask(browser).status_code == 204
    wipe = order_wipe(amina, browser)
    told = ask(browser)
    assert told.status_code == 200 and "no-store" in told["Cache-Control"]
    assert (told.json()["action"], told.json()["device_id"]) == ("wipe", str(browser.device_id))
    wipe.refresh_from_db()
    assert wipe.delivered_at and not wipe.done_at
    assert acknowledge(browser, told.json()).status_code == 200
    wipe.refresh_from_db()
    assert wipe.done_at
    assert ask(browser).status_code == 204


def test_nobody_else_learns_that_there_is_an_order(amina: User, browser: Phone) -> None:
    order_wipe(amina, browser)
    stranger = Phone()
    stranger.device_id = browser.device_id
    late = clock.now() - timedelta(minutes=6)
    for answer in (
        ask(stranger),
        ask(browser, sent=b'{"x": 1}'),
        ask(browser, at=late),
        Client().post(ORDER, b"{}", content_type="application/json"),
        Client().post(ORDER, headers={"Signature-Input": "x", "Signature": "x"}),
    ):
        assert (answer.status_code, answer.content) == (204, b"")
    assert WipeCommand.objects.get().delivered_at is None
    assert Client().get(ORDER).status_code == 405


def test_a_form_of_another_site_asks_nothing(browser: Phone) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(ORDER, b"{}", content_type="application/json", headers=browser.sign("POST", ORDER, b"{}"))
    assert answer.status_code == 403


def test_the_page_of_whom_nobody_is_signed_in_says_where_to_ask(amina: User, browser: Phone) -> None:
    assert f'<meta name="gopay-order" content="{ORDER}">' in Client().get("/login").content.decode()
    for kept in ("/offline", "/offline/sent"):
        page = Client().get(kept)
        assert page.status_code == 200 and "gopay-order" not in page.content.decode()
