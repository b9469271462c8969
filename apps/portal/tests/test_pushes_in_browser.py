"""A browser that was subscribed to pushes before subscribes anew after the next log-in, and asks nobody anything.

A browser without a push service cannot subscribe, so what it answers is ours; the page and the server are real.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, Page, Request, expect

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.accounts.tests.web import sign_in
from apps.notifications import vapid
from apps.notifications.models import PushSubscription
from apps.notifications.tests import push_service
from apps.portal.tests.test_offline_in_browser import READY, until

pytestmark = pytest.mark.django_db(transaction=True)

# What this browser has: a permission, a subscription or none, and the key that was made for.
HAS = """([permission, made, madeFor]) => {
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const as = (key) => ({ options: { applicationServerKey: key.buffer }, toJSON: () => made, unsubscribe: async () => {
    localStorage.setItem("left", "1");
    localStorage.removeItem("key");
    return true;
  } });
  const key = () => localStorage.getItem("key") ?? (localStorage.getItem("left") ? "" : madeFor);
  Object.defineProperty(Notification, "permission", { get: () => permission });
  Notification.requestPermission = async () => { localStorage.setItem("asked", "1"); return permission; };
  PushManager.prototype.getSubscription = async () => (key() ? as(bytes(key())) : null);
  PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
    const text = btoa(String.fromCharCode(...applicationServerKey)).replaceAll("+", "-").replaceAll("/", "_");
    if (key() && key().replace(/=+$/, "") !== text.replace(/=+$/, "")) throw new DOMException("", "InvalidStateError");
    localStorage.setItem("key", text);
    return as(applicationServerKey);
  };
}"""
Open = Callable[..., Page]


@pytest.fixture
def made() -> dict[str, Any]:
    """As the browser's own subscription is written."""
    return push_service.Browser("https://127.0.0.1/push/1").to_json()


@pytest.fixture
def open_browser(browser: Browser, live_server: Any, made: dict[str, Any], settings: Any) -> Iterator[Open]:
    settings.WEBHOOKS_TO_LOOPBACK = True
    contexts = []

    def open_one(permission: str = "granted", made_for: str | None = None) -> Page:
        context = browser.new_context(base_url=live_server.url, locale="en-GB")
        contexts.append(context)
        has = [permission, made, vapid.public_key() if made_for is None else made_for]
        page = context.new_page()
        page.goto("/offline")
        page.evaluate("navigator.serviceWorker.register('/sw.js')")
        until(page, READY)
        context.add_init_script(f"({HAS})({json.dumps(has)})")
        return page

    yield open_one
    for context in contexts:
        context.close()


def switched_on(page: Page, person: User) -> None:
    """As it stands in a browser in which this person has once switched their notifications on."""
    page.evaluate("(of) => localStorage.setItem('gopay-push-of', of)", str(person.id))


def log_in(page: Page, person: User) -> None:
    """Into a new session, past a page on which nobody is signed in."""
    page.goto("/offline")
    client = Client()
    sign_in(client, person)
    name = django_settings.WEB_COOKIE_NAME
    url = page.evaluate("location.origin")
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])


def pushes_asked(page: Page) -> list[str]:
    """What pages ask of pushes from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/push/" in request.url:
            asked.append(f"{request.method} /push/{request.url.rpartition('/push/')[2]}")

    page.on("request", note)
    return asked


def test_after_a_log_in_it_subscribes_anew_once(open_browser: Open) -> None:
    amina = make_person("amina")
    page = open_browser()
    switched_on(page, amina)
    asked = pushes_asked(page)
    for sessions in (1, 2):
        log_in(page, amina)
        with page.expect_response("**/push/subscribe") as answer:
            page.goto("/wallet/")
        assert answer.value.status == 201
        until(page, "sessionStorage.getItem('gopay-push-looked')")
        page.goto("/wallet/me/notifications")
        expect(page.get_by_text("This browser shows notifications.")).to_be_visible()
        page.goto("/wallet/")
        page.wait_for_timeout(300)
        assert asked == ["GET /push/key", "POST /push/subscribe"] * sessions
    assert PushSubscription.objects.filter(person_id=amina.id, ended_at=None).count() == 1
    assert page.evaluate("localStorage.getItem('asked')") is None


def test_the_page_that_shows_it_says_so_at_once(open_browser: Open) -> None:
    amina, page = make_person("amina"), open_browser()
    switched_on(page, amina)
    log_in(page, amina)
    page.goto("/wallet/me/notifications")
    expect(page.get_by_role("button", name="Stop showing them here")).to_be_visible()
    assert PushSubscription.objects.filter(ended_at=None).count() == 1


@pytest.mark.parametrize(
    ("permission", "made_for"), [("default", None), ("denied", None), ("granted", "")], ids=["unasked", "denied", "new"]
)
def test_where_nobody_has_wanted_it_nothing_is_asked(open_browser: Open, permission: str, made_for: str | None) -> None:
    amina, page = make_person("amina"), open_browser(permission, made_for)
    switched_on(page, amina)
    log_in(page, amina)
    asked = pushes_asked(page)
    page.goto("/wallet/")
    page.wait_for_timeout(500)
    assert asked == []
    assert page.evaluate("localStorage.getItem('asked')") is None
    assert not PushSubscription.objects.exists()


def test_what_was_switched_off_stays_off(open_browser: Open) -> None:
    amina = make_person("amina")
    page = open_browser()
    switched_on(page, amina)
    log_in(page, amina)
    page.goto("/wallet/me/notifications")
    page.get_by_role("button", name="Stop showing them here").click()
    expect(page.get_by_text("This browser does not show notifications yet.")).to_be_visible()
    log_in(page, amina)
    asked = pushes_asked(page)
    page.goto("/wallet/")
    page.wait_for_timeout(500)
    assert asked == []
    assert not PushSubscription.objects.filter(ended_at=None).exists()


def test_one_that_was_made_for_another_key_is_made_anew(open_browser: Open) -> None:
    """Ours was changed meanwhile: no browser subscribes with another key beside the first."""
    former = push_service.encoded(push_service.Browser("").public_key)
    amina, page = make_person("amina"), open_browser(made_for=former)
    switched_on(page, amina)
    log_in(page, amina)
    with page.expect_response("**/push/subscribe") as answer:
        page.goto("/wallet/")
    assert answer.value.status == 201
    assert page.evaluate("localStorage.getItem('left')") == "1"
    assert page.evaluate("localStorage.getItem('key')").rstrip("=") == vapid.public_key()


def test_who_else_logs_in_there_is_not_shown_to_whoever_switched_it_on(open_browser: Open) -> None:
    """Brian borrows Amina's browser: what he is paid is not shown on her screen, and she has hers again afterwards."""
    amina, brian, page = make_person("amina"), make_person("brian"), open_browser()
    switched_on(page, amina)
    log_in(page, brian)
    asked = pushes_asked(page)
    page.goto("/wallet/")
    page.wait_for_timeout(500)
    assert asked == [] and not PushSubscription.objects.exists()
    log_in(page, amina)
    with page.expect_response("**/push/subscribe") as answer:
        page.goto("/wallet/")
    assert answer.value.status == 201
    assert PushSubscription.objects.get(ended_at=None).person_id == amina.id
