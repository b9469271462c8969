"""A browser that was lost is wiped when it comes back, and one that was locked can begin anew."""

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from apps.accounts import services
from apps.accounts.models import Device, Session, User, WipeCommand
from apps.accounts.tests.factories import PASSWORD, make_person
from apps.core import clock
from apps.core.ids import uuid7

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return make_person("amina")


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, locale="en-GB", service_workers="block")
    yield context.new_page()
    context.close()


def own_key(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.evaluate(
        "gopayDevice.ensure().then(({ client_id, public_key }) => ({ client_id, public_key }))"
    )
    return found


def log_in(page: Page, person: User) -> None:
    page.goto("/login")
    page.get_by_label("Phone number or e-mail address").fill(person.msisdn)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def make_device(page: Page, person: User) -> Device:
    """The browser becomes one of their devices, and has been signed in on as such."""
    page.goto("/login")
    key = own_key(page)
    device = Device.objects.create(
        id=uuid7(),
        user=person,
        client_id=key["client_id"],
        name="Chrome",
        platform="web",
        public_key=base64.b64decode(key["public_key"]),
        registered_at=clock.now(),
    )
    log_in(page, person)
    page.wait_for_url("**/wallet/**")
    page.goto("/wallet/me")
    assert page.locator('meta[name="gopay-device"]').get_attribute("content") == str(device.id)
    return device


def test_a_wiped_browser_forgets_everything_and_says_so(page: Page, amina: User) -> None:
    device = make_device(page, amina)
    before = own_key(page)
    page.evaluate("localStorage.setItem('gopay-balance', 'shown')")
    services.request_wipe(person_id=amina.id, device_id=device.id, now=clock.now())
    with page.expect_response("**/command/acknowledgement") as answer:
        page.goto("/wallet/")
    assert answer.value.status == 200
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    assert WipeCommand.objects.get().done_at is not None
    device.refresh_from_db()
    assert (device.status, device.public_key) == ("WIPED", None)
    page.goto("/login")
    assert page.evaluate("localStorage.length") == 0
    assert own_key(page)["public_key"] != before["public_key"]


def test_a_browser_nobody_wipes_keeps_its_key(page: Page, amina: User) -> None:
    make_device(page, amina)
    before = own_key(page)
    session = Session.objects.get(user=amina)
    services.log_out(person_id=amina.id, session_id=session.id, now=clock.now())
    with page.expect_response("**/device/order") as answer:
        page.goto("/login")
    assert answer.value.status == 204
    assert own_key(page) == before


def test_a_locked_browser_begins_anew_under_another_key(page: Page, amina: User) -> None:
    device = make_device(page, amina)
    before = own_key(page)
    services.lock_device(person_id=amina.id, device_id=device.id, reason="asked", now=clock.now())
    log_in(page, amina)
    expect(page.get_by_text("This device is locked")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Set this browser up anew").click()
    log_in(page, amina)
    page.wait_for_url("**/wallet/**")
    page.goto("/wallet/me")
    assert page.locator('meta[name="gopay-device"]').count() == 0
    assert own_key(page)["client_id"] != before["client_id"]
    device.refresh_from_db()
    assert device.status == "LOCKED"
