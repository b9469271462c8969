"""What the first page of the wallet weighs, and how soon it can be used on a slow phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from gopay.tests.journeys.house import House
from gopay.tests.journeys.people import somebody
from gopay.tests.journeys.visitor import Visitor
from gopay.tests.journeys.ways import WAYS

pytestmark = pytest.mark.xdist_group("waiting")
MOST_BYTES = 150_000
SLOWER = 4
# When the page is there and the browser has nothing more to do that would make somebody wait: from then on, or from the
# load event, whichever is later, what is tapped is answered.
INTERACTIVE = """async () => {
  const tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: "longtask", buffered: true });
  await new Promise((done) => setTimeout(done, 1000));
  const [page] = performance.getEntriesByType("navigation");
  return {
    response: page.responseEnd,
    load: page.loadEventEnd,
    interactive: Math.max(page.loadEventEnd, ...tasks.map((task) => task.startTime + task.duration)),
    tasks: tasks.map((task) => Math.round(task.duration)),
  };
}"""
# A machine that does other things beside is slower than any phone; only a page that hangs is refused.
PATIENCE = 30_000


@pytest.mark.parametrize("way", WAYS[:1], ids=str)
def test_home_weighs_little_and_is_soon_there(
    visit: Callable[..., Visitor], house: House, record_property: Callable[[str, object], None]
) -> None:
    person, friend = somebody("Amina Otieno", 100), somebody("Brian Mwangi")
    amina = visit("light", service_workers="block")
    amina.allow("Service Worker registration blocked")
    page = amina.page
    amina.log_in(person.msisdn)
    amina.prepares_to_send(friend.msisdn, "10")
    amina.pays(person.msisdn)
    amina.look("receipt")
    amina.go("/wallet/")
    amina.look("home")

    session = amina.context.new_cdp_session(page)
    sizes: dict[str, int] = {}
    names: dict[str, str] = {}
    session.on("Network.requestWillBeSent", lambda event: names.update({event["requestId"]: event["request"]["url"]}))
    session.on(
        "Network.loadingFinished", lambda event: sizes.update({event["requestId"]: int(event["encodedDataLength"])})
    )
    session.send("Network.enable")
    # As on the first visit.
    session.send("Network.clearBrowserCache")
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto("/wallet/", wait_until="load")
    seen = page.evaluate(INTERACTIVE)
    amina.press("Show the balance")
    expect(page.locator("[data-reveal-value]").first).to_be_visible()
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    total = sum(sizes.values())
    record_property("bytes", total)
    record_property("interactive_ms", round(seen["interactive"]))
    assert any("/static/ui/app.js" in url for url in names.values()), "the cache was not cold"
    assert total < MOST_BYTES, {names.get(request, "?"): size for request, size in sizes.items()}
    assert seen["interactive"] < PATIENCE
