"""Sending money in a real browser: by the whole way, and when the network is cut in the middle of the last step."""

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from typing import Any, Literal

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Error, Page, expect

from apps.accounts.models import User
from apps.accounts.selectors import get_person
from apps.accounts.tests.factories import PIN
from apps.accounts.tests.web import newest_code, sign_in
from apps.core import qr_images
from apps.core.money import Money
from apps.portal.tests.test_offline_in_browser import READY, Wire, until
from apps.transactions.models import State, Transaction
from apps.transactions.qr import person_text
from apps.transactions.tests.pages import ready_to_send
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def brian() -> User:
    return join("brian")


@pytest.fixture
def wire(live_server: Any) -> Iterator[Wire]:
    wire = Wire(live_server.url)
    yield wire
    wire.close()


def visit(browser: Browser, url: str, person: User, worker: Literal["allow", "block"] = "block") -> Page:
    """A page of a browser in which they are signed in, on a phone."""
    client = Client()
    sign_in(client, person)
    size = {"width": 390, "height": 844}
    context = browser.new_context(base_url=url, locale="en-GB", service_workers=worker, viewport=size)  # type: ignore[arg-type]
    name = settings.WEB_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])
    page = context.new_page()
    if worker == "allow":
        page.goto("/offline")
        page.evaluate("navigator.serviceWorker.register('/sw.js')")
        until(page, READY)
    return page


def hold(page: Page) -> None:
    """Presses the button until its ring is full and the form on its way."""
    button = page.locator(".hold-button")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    with page.expect_request(lambda one: one.method == "POST" and one.is_navigation_request()):
        page.mouse.down()
    page.mouse.up()


def load_again(page: Page, address: str) -> None:
    """As somebody does whose page did not come; the browser's own error page may still be on its way."""
    for _ in range(10):
        with suppress(Error):
            page.goto(address)
            return
        page.wait_for_timeout(300)
    raise AssertionError("the page never came")


def test_from_the_start_page_to_the_receipt(browser: Browser, live_server: Any, amina: User, brian: User) -> None:
    send(amina, "brian", 5)
    page = visit(browser, live_server.url, amina)
    wrong: list[str] = []
    page.on("console", lambda line: wrong.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto("/wallet/")
    balance = page.locator("[data-reveal-value]").first
    expect(balance).to_be_hidden()
    page.get_by_role("button", name="Show the balance").click()
    expect(balance).to_contain_text("95.00")
    page.get_by_role("button", name="Brian Mwangi").click()
    amount = page.get_by_label("Amount")
    amount.press_sequentially("1250.5")
    expect(amount).to_have_value("1,250.5")
    amount.fill("")
    amount.press_sequentially("12.5")
    expect(page.locator("#fee")).to_contain_text("No fee")
    page.get_by_label("Note").fill("lunch")
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/wallet/send/*")
    expect(page.get_by_text("Brian M.")).to_be_visible()
    page.locator("[name=pin]").fill(PIN)
    with page.expect_navigation():
        hold(page)
    # Nothing has registered this browser, so a code confirms as well.
    expect(page.get_by_text("we have sent a code")).to_be_visible()
    assert Transaction.objects.filter(note="lunch").count() == 0
    page.locator("[name=code]").fill(newest_code())
    page.locator("[name=pin]").fill(PIN)
    with page.expect_navigation():
        hold(page)
    page.wait_for_url("**/wallet/activity/*?new=1")
    expect(page.get_by_role("heading", name="Sent")).to_be_visible()
    row = Transaction.objects.get(note="lunch")
    assert (row.state, row.amount) == (State.COMPLETED, Decimal("12.50"))
    assert available(brian) == Decimal("17.50")
    # The browser says so of the page that asked for a code; nothing else has gone wrong.
    assert [line for line in wrong if "403" not in line and "Service Worker" not in line] == []
    page.context.close()


@pytest.mark.parametrize("worker", ["block", "allow"])
def test_a_network_that_is_cut_in_the_middle_pays_once_and_says_so(
    browser: Browser, wire: Wire, amina: User, brian: User, worker: Literal["allow", "block"]
) -> None:
    """The form arrives and its answer does not; with and without the page that the service worker puts in its place."""
    page = visit(browser, wire.url, amina, worker)
    review = ready_to_send(amina, brian)
    page.goto(review)
    page.locator("[name=pin]").fill(PIN)
    with page.expect_navigation():
        hold(page)
    page.locator("[name=code]").fill(newest_code())
    page.locator("[name=pin]").fill(PIN)
    wire.lost = (f"POST {review}",)
    hold(page)
    while not wire.dropped:
        page.wait_for_timeout(50)
    assert available(brian) == 10
    wire.lost = ()
    load_again(page, review)
    page.wait_for_url("**/wallet/activity/*?again=1")
    expect(page.get_by_text("You have paid this once. Nothing was paid a second time.")).to_be_visible()
    assert Transaction.objects.count() == 1
    assert (available(amina), available(brian)) == (90, 10)
    page.context.close()


def test_a_form_that_never_arrived_is_confirmed_again(browser: Browser, wire: Wire, amina: User, brian: User) -> None:
    page = visit(browser, wire.url, amina)
    review = ready_to_send(amina, brian)
    page.goto(review)
    page.locator("[name=pin]").fill(PIN)
    wire.is_cut = True
    with page.expect_event("requestfailed", lambda one: one.method == "POST"):
        hold(page)
    wire.is_cut = False
    load_again(page, review)
    expect(page.locator("[name=pin]")).to_have_value("")
    assert Transaction.objects.count() == 0
    page.context.close()


def test_a_picture_of_a_code_is_read_in_the_browser(
    browser: Browser, live_server: Any, amina: User, brian: User
) -> None:
    """And is sent nowhere: what is posted is the text that stands in it."""
    text = person_text(get_person(brian.id), "USD", Money(Decimal("12.50"), "USD"))
    page = visit(browser, live_server.url, amina)
    posted: list[str] = []
    page.on("request", lambda one: posted.append(one.post_data or "") if one.method == "POST" else None)
    page.goto("/wallet/scan")
    picture: Any = {"name": "code.png", "mimeType": "image/png", "buffer": qr_images.png(text)}
    with page.expect_navigation(url="**/wallet/send/*/amount"):
        page.locator("[data-scan-file]").set_input_files(picture)
    expect(page.get_by_text("Brian M.")).to_be_visible()
    expect(page.get_by_label("Amount")).to_have_value("12.50")
    assert len(posted) == 1
    assert "multipart" not in posted[0]
    page.context.close()
