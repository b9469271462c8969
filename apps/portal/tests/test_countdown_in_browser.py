"""What counts down on a page, in a real browser whose clock need not be right."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from apps.core import clock

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = """<!DOCTYPE html><html lang="en"><body>
<span id="left" data-countdown="{end}"></span><p id="said"></p><template id="ui-words" data-expired="Over."></template>
<script src="/static/ui/app.js" defer></script></body></html>"""
# A phone whose owner has set the clock ten minutes ahead.
AHEAD = "const now = Date.now; Date.now = () => now.call(Date) + 600_000;"


class Counted:
    """A page with a countdown, and how often it was asked for."""

    def __init__(self, browser: Browser, url: str, *, is_ahead: bool = False) -> None:
        self.page: Page = browser.new_page(base_url=url)
        self.asked = 0
        self.ends: list[str] = []
        if is_ahead:
            self.page.add_init_script(AHEAD)
        self.page.route("**/counted", self._answer)

    def _answer(self, route: Route) -> None:
        end = self.ends[min(self.asked, len(self.ends) - 1)]
        self.asked += 1
        route.fulfill(content_type="text/html", body=PAGE.format(end=end))

    def open(self, *ends: str) -> None:
        """Opens the page, with what stands in it the first time, the second time, and so on."""
        self.ends = list(ends)
        self.page.goto("/counted")

    @property
    def left(self) -> Any:
        return self.page.locator("#left")


def test_a_clock_that_is_ahead_does_not_load_the_page_for_ever(browser: Browser, live_server: Any) -> None:
    """To such a browser all is over before it began; what the page shows comes from the server all the same."""
    counted = Counted(browser, live_server.url, is_ahead=True)
    counted.open((clock.now() + timedelta(minutes=2)).isoformat())
    expect(counted.left).to_have_text("0:00")
    counted.page.wait_for_timeout(2_500)
    assert counted.asked == 1
    assert counted.page.locator("#said").text_content() == "", "nor is it said to be over"
    counted.page.close()


def test_what_is_given_in_seconds_counts_down_whatever_the_clock_says(browser: Browser, live_server: Any) -> None:
    counted = Counted(browser, live_server.url, is_ahead=True)
    counted.open("90")
    expect(counted.left).to_have_text(re.compile("1:2[0-9]"))
    assert counted.asked == 1
    counted.page.close()


def test_what_ends_while_it_is_looked_at_is_asked_for_once_more(browser: Browser, live_server: Any) -> None:
    counted = Counted(browser, live_server.url)
    counted.open("1", "0")
    for _ in range(100):
        if counted.asked == 1:
            counted.page.wait_for_timeout(100)
    expect(counted.left).to_have_text("0:00")
    counted.page.wait_for_timeout(2_500)
    assert counted.asked == 2
    counted.page.close()
