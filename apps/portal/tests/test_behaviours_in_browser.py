"""What the pages' scripts do, each on a page of its own: what is held, typed, counted down, asked for, scanned."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from apps.portal.tests.test_offline_in_browser import until

pytestmark = pytest.mark.django_db(transaction=True)

HOLD = """<form method="post" action="/nothing/here" data-once novalidate>
  <div class="hold" x-data="hold">
    <button class="btn btn-primary btn-block hold-button" type="submit">
      <svg class="hold-ring" viewBox="0 0 36 36" hidden><circle class="hold-fill" r="15.915" pathLength="100" /></svg>
      <span>Pay</span>
    </button>
    <p class="hold-hint" data-resting="Press and hold to confirm."></p>
  </div>
</form>"""
# Counts what would be sent, and keeps the page.
COUNT = """addEventListener("DOMContentLoaded", () => {
  globalThis.sent = 0;
  document.addEventListener("submit", (event) => { event.preventDefault(); sent += 1; });
})"""
Show = Callable[..., Page]


@pytest.fixture
def show(browser: Browser, live_server: Any) -> Iterator[Show]:
    """Opens a page of ours with this in it: `show(content, head=..., first=<a script that runs before any other>)`.

    What stands in it when a form of it was posted may be another `posted`.
    """
    contexts = []

    def show_one(content: str, *, posted: str = "", head: str = "", first: str = "", **options: Any) -> Page:
        options = {"service_workers": "block", "viewport": {"width": 390, "height": 844}, **options}
        context = browser.new_context(base_url=live_server.url, locale="en-GB", **options)
        contexts.append(context)
        page = context.new_page()
        if first:
            page.add_init_script(first)

        real = context.request.get("/design/?frame=message")
        body = real.text().replace("</title>", "</title>" + head)

        def answer(route: Route) -> None:
            inside = posted if route.request.method == "POST" else content
            whole = re.sub(r"(<main[^>]*>).*(</main>)", lambda main: main[1] + inside + main[2], body, flags=re.DOTALL)
            route.fulfill(response=real, body=whole)

        page.route("**/design/?frame=message*", answer)
        page.goto("/design/?frame=message")
        return page

    yield show_one
    for context in contexts:
        context.close()


def part(page: Page, answer: Callable[[], str]) -> None:
    """What the address /part answers from now on."""
    page.route("**/part", lambda route: route.fulfill(content_type="text/html", body=answer()))


def touch(page: Page, *, slides: bool) -> None:
    """Puts a finger on the button for longer than it takes, and slides off it in the meantime or not."""
    box = page.locator(".hold-button").bounding_box()
    assert box is not None
    session = page.context.new_cdp_session(page)
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    page.wait_for_timeout(200)
    if slides:
        at = {**at, "y": box["y"] + box["height"] + 200}
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [at]})
        page.wait_for_timeout(1_500)
    else:
        until(page, "sent")
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(100)


def test_a_finger_that_slides_off_the_button_pays_nothing(show: Show) -> None:
    page = show(HOLD, first=COUNT, has_touch=True)
    touch(page, slides=True)
    assert page.evaluate("sent") == 0
    expect(page.locator(".hold-hint")).to_have_text("You let go too early. Nothing was sent.")
    touch(page, slides=False)
    assert page.evaluate("sent") == 1


def test_a_screen_reader_of_a_phone_presses_twice(show: Show) -> None:
    """It presses by a pointer that is nowhere, and is asked again; a finger's tap is none of that."""
    page = show(HOLD, first=COUNT)
    press = """(size) => {
      const button = document.querySelector(".hold-button");
      const pointer = { bubbles: true, pointerId: 7, pointerType: "touch", width: size, height: size };
      button.dispatchEvent(new PointerEvent("pointerdown", pointer));
      button.dispatchEvent(new PointerEvent("pointerup", pointer));
      button.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 }));
    }"""
    hint = page.locator(".hold-hint")
    for _ in range(3):
        page.evaluate(press, 20)
        expect(hint).to_have_text("You let go too early. Nothing was sent.")
    assert page.evaluate("sent") == 0
    page.evaluate(press, 0)
    expect(hint).to_have_text("Press again to confirm.")
    assert page.evaluate("sent") == 0
    page.evaluate(press, 0)
    assert page.evaluate("sent") == 1
    page.evaluate(press, 0)
    assert page.evaluate("sent") == 1


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_ring_says_how_long_also_to_whoever_wants_no_motion(show: Show, motion: str) -> None:
    page = show(HOLD, reduced_motion=motion)
    page.locator(".hold-button").evaluate("(button) => button.classList.add('is-held')")
    lasts = page.locator(".hold-fill").evaluate("(ring) => getComputedStyle(ring).transitionDuration")
    assert lasts.startswith("1.2s")


def test_what_a_part_of_a_form_asks_does_not_free_the_form(show: Show) -> None:
    fee = '<i id="fee" hx-get="/part" hx-trigger="ask"></i>'
    page = show(f'<form method="post" data-once novalidate>{fee}<button>Go</button></form>', first=COUNT)
    part(page, lambda: "No fee")
    page.get_by_role("button", name="Go").click()
    page.evaluate("htmx.trigger('#fee', 'ask')")
    expect(page.locator("#fee")).to_have_text("No fee")
    page.get_by_role("button", name="Go").dispatch_event("click")
    assert page.evaluate("sent") == 1


def test_the_same_answer_moves_no_focus_and_is_said_once(show: Show) -> None:
    answers: list[str] = []

    def answer() -> str:
        answers.append("")
        word = "first" if len(answers) < 4 else "second"
        return (
            f'<div id="live" data-live="/part" data-every="1" data-say="{word}"><p>{word}</p>'
            '<a href="/wallet/">Look</a>'
            f'<input type="hidden" name="csrfmiddlewaretoken" value="masked{len(answers)}"></div>'
        )

    page = show(
        '<div id="live" data-live="/part" data-every="1"><p>none</p><a href="/wallet/">Look</a></div>',
        first="""globalThis.swaps = 0; addEventListener("htmx:afterSwap", () => (swaps += 1));""",
    )
    part(page, answer)
    link = page.get_by_role("link", name="Look")
    link.focus()
    expect(page.locator("#live p")).to_have_text("second")
    expect(link).to_be_focused()
    assert len(answers) >= 4
    assert page.evaluate("swaps") == 2


def test_a_trouble_that_lasts_is_told_once(show: Show) -> None:
    page = show('<div data-live="/part" data-every="1">here</div>')
    page.route("**/part", lambda route: route.fulfill(status=502, body=""))
    page.wait_for_timeout(3_500)
    expect(page.locator(".toast-bad")).to_have_count(1)


def test_a_page_that_answered_a_form_is_loaded_anew_by_get(show: Show) -> None:
    asked: list[str] = []
    page = show('<form method="post"><button>Go</button></form>', posted='<p data-countdown="1"></p>')
    page.on("request", lambda one: asked.append(one.method) if one.is_navigation_request() else None)
    page.get_by_role("button", name="Go").click()
    expect(page.locator("[data-countdown]")).to_have_count(1)
    expect(page.get_by_role("button", name="Go")).to_be_visible()
    assert asked == ["POST", "GET"]


def test_decimals_that_another_currency_lacks_can_be_deleted(show: Show) -> None:
    page = show(
        '<form novalidate><input class="control" name="amount" data-money data-currency-from="c"'
        """ data-decimals-by='{"JPY": 0}'><select id="c"><option>USD</option><option>JPY</option></select></form>"""
    )
    amount = page.locator("[data-money]")
    amount.press_sequentially("12.50")
    page.locator("#c").select_option("JPY")
    expect(amount).to_have_value("12.50")
    assert amount.evaluate("(one) => one.validity.customError") is True
    amount.press("End")
    for left in ("12.5", "12.", "12"):
        amount.press("Backspace")
        expect(amount).to_have_value(left)
    assert amount.evaluate("(one) => one.validity.customError") is False
    assert page.evaluate("new FormData(document.forms[0]).get('amount')") == "12"
    amount.press_sequentially(".5")
    expect(amount).to_have_value("125")


def test_the_camera_is_opened_once(show: Show) -> None:
    page = show(
        '<div data-scan data-scan-auto><video muted></video><button data-scan-start type="button">Camera</button></div>'
        '<script src="/static/ui/scan.js" defer></script>',
        first="""globalThis.cameras = 0;
        navigator.mediaDevices.getUserMedia = async () => {
          cameras += 1;
          const canvas = document.createElement("canvas");
          const pen = canvas.getContext("2d");
          setInterval(() => pen.fillRect(0, 0, Math.random() * 100, 100), 50);
          return canvas.captureStream();
        };""",
    )
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Camera").evaluate_all("(found) => found.forEach((one) => one.click())")
    until(page, "cameras")
    page.wait_for_timeout(200)
    assert page.evaluate("cameras") == 1


def test_a_button_that_prints_is_shown_to_whoever_has_scripts(show: Show) -> None:
    page = show('<button type="button" data-print hidden>Print</button>')
    expect(page.get_by_role("button", name="Print")).to_be_visible()


@pytest.mark.parametrize("wrong_by", [0, 3_600, -86_400])
def test_a_signature_names_the_servers_moment(show: Show, wrong_by: int) -> None:
    """A device whose clock is wrong could pay nothing: its signatures were too old, or from the future."""
    now = 1_900_000_000
    page = show(
        '<form method="post" data-sign><input name="key" value="web-1"><input type="hidden" name="signed_at">'
        '<input type="hidden" name="signed_by"><input type="hidden" name="signature"></form>',
        head='<meta name="gopay-device" content="0198c0de-0000-7000-8000-000000000001">'
        f'<meta name="gopay-now" content="{now}">',
        first=f"""const begun = performance.now();
        Date.now = () => ({now + wrong_by}) * 1000 + performance.now() - begun;""",
    )
    signed_at = page.evaluate("""async () => {
      await gopayDevice.ensure();
      await gopayDevice.signForm(document.forms[0]);
      return document.forms[0].elements.signed_at.value;
    }""")
    assert abs(int(signed_at) - now) < 30
