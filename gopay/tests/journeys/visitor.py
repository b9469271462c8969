"""Somebody's browser on a journey: it writes down whatever goes wrong, and looks closely at every page."""

import os
import re
from itertools import count
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Error, Frame, Page, Request, expect

from apps.accounts.tests.factories import PASSWORD, PIN
from gopay.tests.journeys.ways import Way

# Where to leave a picture of every page, for somebody to look at.
PICTURES = os.environ.get("GOPAY_PICTURES", "")
AXE = (Path(__file__).resolve().parents[3] / "apps" / "portal" / "tests" / "axe.min.js").read_text()
# Machines that do other things beside are slow, so that whoever waits here waits long.
PATIENCE_MS = 60_000
# What the page's own styles move in less than this is a browser's rounding.
ROUNDING = 0.001
_addresses = count(1)
# Codes that were typed once: of an address that is sent several, the next one is meant.
_typed: set[tuple[str, str]] = set()

# Before any script of a page: what its policy keeps out, and what moves under people's eyes without them.
WATCH = """(() => {
  const seen = { refused: [], shifts: [] };
  Object.defineProperty(globalThis, "journey", { value: seen });
  document.addEventListener("securitypolicyviolation", (event) => {
    seen.refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
  });
  const note = (entries) => {
    for (const entry of entries) {
      if (entry.hadRecentInput) continue;
      const what = entry.sources.map(({ node, previousRect, currentRect }) =>
        [node?.outerHTML?.slice(0, 120) ?? node?.nodeName, previousRect.toJSON(), currentRect.toJSON()]
      );
      seen.shifts.push({ value: entry.value, what });
    }
  };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  seen.flush = () => note(observer.takeRecords());
})()"""
SETTLED = """async () => {
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
  await document.fonts.ready;
  for (let frames = 0; frames < 2; frames += 1) await new Promise((done) => requestAnimationFrame(done));
  journey.flush();
  // What moves after somebody has looked around was not moved by loading the page.
  const shifts = journey.isKnown ? [] : journey.shifts;
  journey.isKnown = true;
  const { scrollWidth, clientWidth } = document.documentElement;
  return { refused: journey.refused, shifts, overflow: scrollWidth - clientWidth };
}"""
FAULTS = """async () => {
  // What is just fading in is not yet as readable as it will be; what turns for ever is not waited for.
  const passing = document.getAnimations().filter(({ effect }) => Number.isFinite(effect.getComputedTiming().endTime));
  await Promise.allSettled(passing.map(({ finished }) => finished));
  const { violations } = await axe.run(document, { resultTypes: ["violations"], preload: false });
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(
    ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary}`)}`
  );
}"""


class Visitor:
    """One browser with its own cookies and its own key."""

    def __init__(
        self,
        browser: Browser,
        base: str,
        way: Way,
        name: str,
        *,
        locale: str = "en-GB",
        service_workers: Literal["allow", "block"] = "allow",
    ) -> None:
        self.way = way
        self.name = name
        self.base = base
        number = next(_addresses)
        # A phone that is held in a hand has no mouse.
        self.context = browser.new_context(
            base_url=base,
            viewport={"width": way.width, "height": way.height},
            color_scheme=way.scheme,
            locale=locale,
            timezone_id="Africa/Nairobi",
            service_workers=service_workers,
            extra_http_headers={"X-Forwarded-For": f"10.{os.getpid() % 250}.{number // 250}.{number % 250 + 1}"},
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.add_init_script(WATCH)
        self.page: Page = self.context.new_page()
        self.wrong: list[str] = []
        self.allowed: list[str] = []
        self._arrived: list[str] = []
        self._looked: set[str] = set()
        self._pictures = count(1)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"{self.page.url}: {error}"))
        self.page.on("requestfailed", self._note_failure)
        self.page.on("framenavigated", self._note_arrival)

    def _note_console(self, line: ConsoleMessage) -> None:
        if line.type in {"error", "warning"}:
            self.wrong.append(f"{self.page.url}: {line.text} ({line.location['url']})")

    def _note_failure(self, request: Request) -> None:
        # Going on to the next page ends what the last one was still loading.
        if request.failure != "net::ERR_ABORTED":
            self.wrong.append(f"{self.page.url}: {request.failure} {request.url}")

    def _note_arrival(self, frame: Frame) -> None:
        if frame == self.page.main_frame and frame.url.startswith(self.base):
            self._arrived.append(urlsplit(frame.url).path)

    def allow(self, pattern: str) -> None:
        """What the journey itself provokes is not wrong: a browser writes a line for each refused answer."""
        self.allowed.append(pattern)

    def go(self, path: str) -> None:
        """Opens a page by its address, as a bookmark does."""
        self.page.goto(path)

    def look(self, name: str) -> None:
        """Looks closely at the page as it is now. A picture of it is left where somebody wants one."""
        page = self.page
        page.wait_for_load_state("load")
        seen = self._ask(SETTLED)
        where = (self.name, name, page.url, str(self.way))
        assert not seen["refused"], (where, seen["refused"])
        assert sum(shift["value"] for shift in seen["shifts"]) < ROUNDING, (where, seen["shifts"])
        assert seen["overflow"] <= 0, (where, seen["overflow"])
        self._looked.add(urlsplit(page.url).path)
        if PICTURES:
            file = f"{self.name}-{next(self._pictures):02}-{name}-{self.way}.png"
            page.screenshot(path=str(Path(PICTURES) / file), full_page=True, animations="disabled")
        faults = self._ask(FAULTS, first=AXE)
        assert not faults, (where, faults)

    def _ask(self, script: str, *, first: str = "") -> Any:
        """What a script says of the page. One that leads on by itself meanwhile is asked anew as the next."""
        for _ in range(5):
            try:
                if first:
                    self.page.evaluate(first)
                return self.page.evaluate(script)
            except Error as error:
                if "context was destroyed" not in str(error):
                    raise
                self.page.wait_for_load_state("load")
        raise AssertionError(f"{self.page.url} never comes to rest")

    def leave(self) -> None:
        """Closes the browser. Where pictures are wanted, the last page is one of them, also after a failure."""
        if PICTURES and not self.page.is_closed():
            file = f"{self.name}-{next(self._pictures):02}-last-{self.way}.png"
            self.page.screenshot(path=str(Path(PICTURES) / file), full_page=True, animations="disabled")
        self.context.close()

    def expect_nothing_wrong(self) -> None:
        """Neither here nor on any page that it came past; and it came past none without a look."""
        wrong = [line for line in self.wrong if not any(re.search(one, line) for one in self.allowed)]
        assert not wrong, wrong
        unseen = set(self._arrived) - self._looked
        assert not unseen, f"nobody looked at {unseen}"

    # What people do on many pages.

    def press(self, name: str) -> None:
        """Presses a button by what stands on it."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        """Follows a link by what stands on it."""
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def reads(self, text: str | re.Pattern[str]) -> None:
        """Waits until somebody would read this on the page."""
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible(timeout=PATIENCE_MS)

    def heading(self, text: str | re.Pattern[str]) -> None:
        """Waits for a heading."""
        expect(self.page.get_by_role("heading", name=text).first).to_be_visible(timeout=PATIENCE_MS)

    def arrives(self, pattern: str | re.Pattern[str]) -> None:
        """Waits for a page by its address."""
        self.page.wait_for_url(pattern, wait_until="load")

    def hold(self) -> None:
        """Presses the button until its ring is full, which leads to the next page."""
        page = self.page
        button = page.locator(".hold-button")
        button.scroll_into_view_if_needed()
        box = button.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        with page.expect_navigation(wait_until="load", timeout=PATIENCE_MS):
            page.mouse.down()
        page.mouse.up()

    def confirm(self, pin: str = PIN) -> None:
        """The PIN, and the button held until the payment is on its way and the next page there."""
        self.page.locator("[name=pin]").fill(pin)
        self.hold()

    def code_for(self, address: str) -> str:
        """The next code sent to a number or an e-mail address, as it stands in the sandbox's list of messages."""
        page = self.context.new_page()
        for _ in range(300):
            page.goto(f"/sandbox/messages?to={quote(address)}")
            for body in page.locator(".sandbox-body").all_inner_texts():
                for code in re.findall(r"\b\d{6}\b", body):
                    if (address, code) not in _typed:
                        _typed.add((address, code))
                        page.close()
                        return str(code)
            # The worker sends it in a moment.
            page.wait_for_timeout(150)
        raise AssertionError(f"no code for {address}")

    def log_in(self, msisdn: str, password: str = PASSWORD) -> None:
        """By the page; the browser becomes known by its key."""
        self.go("/login")
        self.look("log in")
        self.page.get_by_label("Phone number or e-mail address").fill(msisdn)
        self.page.locator("[name=password]").fill(password)
        self.press("Log in")
        self.arrives("**/wallet/**")

    def register_browser(self, address: str) -> None:
        """Makes this browser one of the person's devices, whose key signs what they pay. The code goes to `address`."""
        self.go("/wallet/me/devices/this")
        self.look("use this browser")
        self.press("Use this browser")
        self.allow(r"status of 403 .*/wallet/me/devices/this")
        # The key is made first, and the form is sent when it is there.
        self.page.locator("[name=code]").wait_for()
        self.look("code for this browser")
        self.page.locator("[name=code]").fill(self.code_for(address))
        self.press("Use this browser")
        self.arrives("**/wallet/me/devices")
        self.look("devices")

    def prepares_to_send(self, to: str, amount: str) -> None:
        """As far as the page on which sending this is confirmed."""
        self.go("/wallet/send")
        self.look("to whom")
        self.page.locator("[name=to]").fill(to)
        self.press("Continue")
        self.arrives("**/amount")
        self.page.get_by_label("Amount").fill(amount)
        self.look("how much")
        self.press("Continue")
        self.arrives("**/wallet/send/*")
        self.look("review")

    def pays(self, address: str) -> None:
        """Confirms a payment by PIN, and by a code as well if it is asked for."""
        where = self.page.url
        self.confirm()
        code = self.page.locator("[name=code]")
        if self.page.url == where and code.count():
            self.allow(r"status of 403")
            self.look("code asked for")
            code.fill(self.code_for(address))
            self.confirm()
