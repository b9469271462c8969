"""The service worker in a real browser: what is kept, what is shown without a network, and what a push shows."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from playwright.sync_api import Browser, Page, expect

from apps.accounts.services import open_session
from apps.accounts.tests.factories import make_person
from apps.accounts.tokens import read
from apps.accounts.web.sessions import open_visit
from apps.core import clock

pytestmark = pytest.mark.django_db(transaction=True)
# A worker that is to take over waits for what the former has under way, by Chromium's rule for five minutes at most.
LONGEST_SECONDS = 400
READY = "(await navigator.serviceWorker.ready) && navigator.serviceWorker.controller"
KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) kept.push(request.url);
  return kept;
}"""


class Wire:
    """The network between browser and server: it can be cut, also after something was sent and before the answer."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._server = (parts.hostname or "", parts.port or 0)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.is_cut = False
        # What begins with one of these reaches the server, and its answer nobody.
        self.lost: tuple[str, ...] = ()
        self.asked: list[str] = []
        self.dropped: list[str] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                browser, _ = self._listener.accept()
                threading.Thread(target=self._carry, args=(browser,), daemon=True).start()

    def _carry(self, browser: socket.socket) -> None:
        """One request for each connection, so that a cut is a cut for the next one."""
        with browser, suppress(OSError):
            if self.is_cut:
                return
            head = b""
            while b"\r\n\r\n" not in head:
                piece = browser.recv(65536)
                if not piece:
                    return
                head += piece
            head, _, body = head.partition(b"\r\n\r\n")
            lines = [
                line for line in head.decode("latin-1").split("\r\n") if not line.lower().startswith("connection:")
            ]
            length = next((int(line[15:]) for line in lines if line.lower().startswith("content-length:")), 0)
            while len(body) < length:
                body += browser.recv(65536)
            what = lines[0].rpartition(" ")[0]
            self.asked.append(what)
            request = "\r\n".join([*lines, "Connection: close"]).encode("latin-1") + b"\r\n\r\n" + body
            with socket.create_connection(self._server) as server:
                server.sendall(request)
                answer = b""
                while piece := server.recv(65536):
                    answer += piece
            if self.is_cut or what.startswith(self.lost or ("\0",)):
                self.dropped.append(what)
            else:
                browser.sendall(answer)

    def close(self) -> None:
        self._listener.close()


@pytest.fixture
def wire(live_server: Any) -> Iterator[Wire]:
    wire = Wire(live_server.url)
    yield wire
    wire.close()


@pytest.fixture
def page(browser: Browser, wire: Wire) -> Iterator[Page]:
    """A page that the worker serves, of somebody who is signed in."""
    context = browser.new_context(base_url=wire.url, locale="en-GB", permissions=["notifications"])
    amina = make_person("amina")
    pair = open_session(user=amina, now=clock.now())
    answer = HttpResponse()
    session_id = read(pair.access, "access").session_id
    open_visit(answer, person_id=amina.id, session_id=session_id, now=clock.now())
    context.add_cookies([{"name": name, "value": one.value, "url": wire.url} for name, one in answer.cookies.items()])
    page = context.new_page()
    page.goto("/offline")
    page.evaluate("navigator.serviceWorker.register('/sw.js')")
    until(page, READY)
    yield page
    context.close()


def until(page: Page, condition: str) -> None:
    """Waits until the condition, which may await, holds in the page."""
    page.evaluate(
        f"""async () => {{
          const kept = async (path) =>
            (await caches.match(path, {{ignoreVary: true}}))?.headers.get("Content-Language");
          const begun = performance.now();
          while (!({condition})) {{
            if (performance.now() - begun > {LONGEST_SECONDS} * 1000) throw new Error("it never holds");
            await new Promise((done) => setTimeout(done, 20));
          }}
        }}"""
    )


def post_to(page: Page, path: str) -> None:
    """As a form of a page does it."""
    page.evaluate(
        """(path) => {
          const form = document.createElement("form");
          form.method = "post"; form.action = path;
          document.body.append(form);
          form.submit();
        }""",
        path,
    )


def test_nothing_of_a_person_is_ever_kept(page: Page, wire: Wire) -> None:
    for path in ("/wallet/", "/sandbox/messages", "/admin/login/", "/livez", "/nothing/here?q=rent"):
        page.goto(path)
    page.goto("/offline")
    page.evaluate("fetch('/api/v1/me').catch(() => undefined)")
    page.evaluate("fetch('/push/key').catch(() => undefined)")
    kept = sorted(urlsplit(url).path for url in page.evaluate(KEPT))
    assert {"/offline", "/offline/sent", "/static/ui/app.css", "/static/ui/app.js"} <= set(kept)
    assert [path for path in kept if not path.startswith(("/static/", "/offline"))] == []
    assert len(page.evaluate("caches.keys()")) == 1


def test_a_page_without_a_network(page: Page, wire: Wire) -> None:
    wire.is_cut = True
    answer = page.goto("/wallet/?page=2")
    assert answer is not None and (answer.status, answer.from_service_worker) == (503, True)
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 10, "its style is there"
    assert page.evaluate("getComputedStyle(document.querySelector('.btn')).minHeight") != "0px"
    wire.is_cut = False
    wire.asked.clear()
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new Event('online'))")
    assert wire.asked[0] == "GET /wallet/?page=2"
    assert page.get_by_role("heading", name="You are offline").count() == 0


def test_what_was_posted_and_may_have_arrived(page: Page, wire: Wire) -> None:
    """The request arrives, its answer does not: the page says so, posts nothing again, and looks by GET."""
    wire.lost = ("POST /nothing/here",)
    wire.asked.clear()
    with page.expect_navigation():
        post_to(page, "/nothing/here?key=1")
    expect(page.get_by_role("heading", name="We do not know yet whether this went through")).to_be_visible()
    assert page.url == f"{wire.url}/nothing/here?key=1"
    # Chromium itself asks again where a connection ends without a word, also for a POST: so forms have keys.
    assert 1 <= wire.asked.count("POST /nothing/here?key=1") <= 2
    wire.asked.clear()
    with page.expect_navigation():
        page.get_by_role("link", name="See whether it went through").click()
    assert [one for one in wire.asked if "/nothing/here" in one] == ["GET /nothing/here?key=1"]
    # The same when the network comes back by itself.
    page.goto("/offline")
    wire.is_cut = True
    with page.expect_navigation():
        post_to(page, "/nothing/here?key=2")
    expect(page.get_by_role("heading", name="We do not know yet whether this went through")).to_be_visible()
    wire.is_cut = False
    wire.asked.clear()
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new Event('online'))")
    assert [one for one in wire.asked if "/nothing/here" in one] == ["GET /nothing/here?key=2"]


def test_it_speaks_the_language_of_the_last_page(page: Page, wire: Wire) -> None:
    page.context.add_cookies([{"name": "gopay_language", "value": "ar", "url": wire.url}])
    page.goto("/nothing/here")
    until(page, 'await kept("/offline") === "ar" && await kept("/offline/sent") === "ar"')
    wire.is_cut = True
    page.goto("/wallet/")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]


def test_the_operators_site_is_left_alone(page: Page, wire: Wire) -> None:
    wire.is_cut = True
    for path in ("/admin/", "/sandbox/messages", "/api/docs/"):
        with pytest.raises(Exception, match="ERR_"):
            page.goto(path)


WAITS = "navigator.serviceWorker.ready.then((registration) => registration.waiting?.state ?? null)"


@pytest.fixture
def another_build(page: Page, monkeypatch: pytest.MonkeyPatch) -> str:
    """While the page is open another build has come, whose worker waits; the name of the former one's cache."""
    from apps.portal.web import pwa

    (before,) = page.evaluate("caches.keys()")
    text, _ = pwa._built(pwa._stamps())
    changed = text.replace(f'"version": "{before.removeprefix("gopay-shell-")}"', '"version": "another"')
    monkeypatch.setattr(pwa, "_built", lambda stamps: (changed, "another"))
    # This page came a moment ago; where nothing is typed it would have the new worker take over by itself.
    page.evaluate("document.body.dispatchEvent(new Event('input', { bubbles: true }))")
    page.evaluate("""async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      while (!registration.waiting) await new Promise((done) => setTimeout(done, 20));
    }""")
    return str(before)


def test_another_build_waits_for_the_page_and_then_leaves_nothing_of_the_former(page: Page, another_build: str) -> None:
    assert set(page.evaluate("caches.keys()")) == {another_build, "gopay-shell-another"}
    page.wait_for_timeout(300)
    assert page.evaluate(WAITS) == "installed"
    page.evaluate(
        "navigator.serviceWorker.ready.then((registration) => registration.waiting.postMessage({type: 'skip-waiting'}))"
    )
    until(page, "(await caches.keys()).join() === 'gopay-shell-another'")


@pytest.mark.usefixtures("another_build")
def test_the_next_page_has_another_build_take_over_and_is_not_loaded_anew(page: Page, wire: Wire) -> None:
    wire.asked.clear()
    page.goto("/offline/sent")
    until(page, "(await caches.keys()).join() === 'gopay-shell-another'")
    until(page, f"(await {WAITS}) === null")
    page.wait_for_timeout(300)
    assert [one for one in wire.asked if one == "GET /offline/sent"] == ["GET /offline/sent"]


@pytest.mark.usefixtures("another_build")
def test_another_build_waits_while_something_is_filled_in_or_paid(page: Page) -> None:
    # Somebody types before the page has come as a whole.
    page.add_init_script("""if (location.search === "?typed") addEventListener("DOMContentLoaded", () => {
      document.body.dispatchEvent(new Event("input", { bubbles: true }));
    })""")
    for path in ("/offline/sent?typed", "/design/?frame=app"):
        page.goto(path)
        page.wait_for_timeout(2_000)
        assert page.evaluate(WAITS) == "installed", path
    page.goto("/offline/sent")
    until(page, "(await caches.keys()).join() === 'gopay-shell-another'")


def test_a_server_that_was_away_is_looked_for(page: Page, wire: Wire) -> None:
    """No browser says that it is back: as far as it knows there was a network all the time."""
    page.clock.install()
    wire.is_cut = True
    page.goto("/nothing/here?q=rent")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    page.clock.run_for(16_000)
    page.wait_for_timeout(300)
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    wire.is_cut = False
    wire.asked.clear()
    with page.expect_navigation():
        page.clock.run_for(16_000)
    assert [one for one in wire.asked if "/nothing/here" in one] == ["GET /nothing/here?q=rent"]
    assert page.get_by_role("heading", name="You are offline").count() == 0


def test_a_browser_that_has_thrown_all_away_keeps_it_anew(page: Page, wire: Wire) -> None:
    before = page.evaluate(KEPT)
    page.evaluate("caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))")
    wire.is_cut = True
    page.goto("/offline?page=2")
    expect(page.get_by_text("GoPay cannot be reached. Please try again.")).to_be_visible()
    wire.is_cut = False
    page.goto("/nothing/here")
    until(page, f"(await ({KEPT})()).sort().join() === {json.dumps(','.join(sorted(before)))}")


def test_a_push_is_shown_once_and_leads_inside_only(page: Page, wire: Wire) -> None:
    session = page.context.new_cdp_session(page)
    registrations: list[dict[str, Any]] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: registrations.extend(event["registrations"]))
    session.send("ServiceWorker.enable")
    for _ in range(50):
        if registrations:
            break
        page.wait_for_timeout(50)

    def push(data: str) -> None:
        session.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": wire.url, "registrationId": registrations[0]["registrationId"], "data": data},
        )

    def shown() -> list[dict[str, Any]]:
        page.wait_for_timeout(300)
        found: list[dict[str, Any]] = page.evaluate(
            """async () => {
              const all = await (await navigator.serviceWorker.ready).getNotifications();
              return all.map((one) => ({title: one.title, body: one.body, tag: one.tag, dir: one.dir, data: one.data}));
            }"""
        )
        return found

    news = {"title": "You received 12.50 USD", "body": "From Amina.", "tag": "t1", "path": "/push/open/1", "dir": "rtl"}
    push(json.dumps(news))
    push(json.dumps(news))
    assert shown() == [
        {
            "title": "You received 12.50 USD",
            "body": "From Amina.",
            "tag": "t1",
            "dir": "rtl",
            "data": {"path": "/push/open/1"},
        }
    ]
    for number, path in enumerate(
        ("https://evil.example/x", "//evil.example/x", "javascript:alert(1)", "\\\\evil.example")
    ):
        push(json.dumps({"title": "x", "tag": f"evil{number}", "path": path}))
    push("no JSON")
    paths = {one["data"]["path"] for one in shown() if one["tag"] != "t1"}
    assert paths == {"/wallet/"}
