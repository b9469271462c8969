"""System health and dead letters in a real browser: readable on a phone and a desk, renewed without jumping."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from apps.accounts.tests.factories import make_operator
from apps.core import broker, clock, watch
from apps.core.broker import DEAD, Depth, Letter
from apps.core.ids import uuid7
from apps.core.models import Certificate, Heartbeat
from apps.gateways.models import Gateway
from apps.operations import health_pages
from apps.operations.tests.test_in_browser import CONTRAST, WAYS, visit  # noqa: F401 - it is a fixture.
from apps.reports.models import RollUpCursor

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ["/admin/health/", "/admin/health/dead-letters/"]
# Where to keep pictures of what was seen, for whoever wants to look.
PICTURES = os.environ.get("GOPAY_PICTURES", "")


@pytest.fixture
def house(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something good, something to look at and something bad of everything."""
    now = clock.now()
    make_operator()
    settings.BROKER_IS_EMBEDDED = False
    depths = [Depth("gopay", 12, 2), Depth("gateways", 1_400, 1), Depth("webhooks", 3, 0), Depth(DEAD, 2, 0)]
    event = uuid7()
    letters = [
        Letter(f"{event}-transactions.tell_completed", "transactions.tell_completed", "gopay", "Refused", now, event),
        Letter(str(uuid7()), "reconciliation.fetch_due", "gateways", "Delivered 20 times", now, None),
    ]
    monkeypatch.setattr(broker, "list_depths", lambda: depths)
    monkeypatch.setattr(broker, "list_dead_letters", lambda: letters)
    settings.GATEWAY_CONNECTIONS = {
        code: {"adapter": "jsonbank", "base_url": f"https://{code}.example"} for code in ("bank", "cards")
    }
    Gateway.objects.create(code="bank", title="First Bank", opened_at=now - timedelta(minutes=4))
    Gateway.objects.create(code="cards", title="Cards")
    for code, days in [("bank", 90), ("cards", 9)]:
        Certificate.objects.create(
            name=code, host=f"{code}.example", port=443, expires_at=now + timedelta(days=days), checked_at=now
        )
    lives = {"beat_at": now, "started_at": now - timedelta(days=3), "host": "worker-5f7c9d", "pid": 7}
    Heartbeat.objects.create(name="relay", kind="RELAY", **lives)
    Heartbeat.objects.create(name="web@a:7", kind="WEB", **lives)
    Heartbeat.objects.create(name="gopay@a:7", kind="WORKER", queues="gopay", **lives)
    Heartbeat.objects.create(
        name="gateways@a:7", kind="WORKER", queues="gateways", **{**lives, "beat_at": now - timedelta(minutes=9)}
    )
    watch.note_keys(now=now - timedelta(days=380))
    watch.note_end(name="core.purge_expired", seconds=2.5, now=now - timedelta(hours=3))
    watch.note_end(name="disputes.sweep", seconds=0.1, error="OperationalError", now=now)
    for name in watch.scheduled_names() - {"core.purge_expired", "disputes.sweep"}:
        watch.note_end(name=name, seconds=0.2, now=now)
    RollUpCursor.objects.get_or_create(source="payments", defaults={"as_of": now})


def test_both_pages_are_readable_everywhere(house: None, visit: Any) -> None:  # noqa: F811
    for width, scheme in WAYS if PICTURES else [(390, "dark"), (1280, "light")]:
        visitor = visit(width, scheme)
        visitor.log_in()
        for path in PAGES:
            visitor.see(path)
            assert "/login/" not in visitor.page.url
            if PICTURES and path == PAGES[0]:
                visitor.page.screenshot(path=str(Path(PICTURES) / f"folded-{width}-{scheme}.png"), full_page=True)
            if path == PAGES[0]:
                visitor.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            assert visitor.overflow() == 0, (path, width, scheme)
            assert visitor.page.evaluate(CONTRAST) == [], (path, width, scheme)
            if PICTURES:
                name = f"{path.strip('/').rpartition('/')[2]}-{width}-{scheme}.png"
                visitor.page.screenshot(path=str(Path(PICTURES) / name), full_page=True)
        assert visitor.wrong == []


def test_it_renews_what_has_changed_and_leaves_the_rest_alone(
    house: None,
    visit: Any,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(health_pages, "REFRESH_SECONDS", 1)
    visitor = visit(1280)
    visitor.log_in()
    visitor.see(PAGES[0])
    page = visitor.page
    page.evaluate("document.querySelector('#health-outbox header').wasHere = true")
    page.locator("#health-processes summary").click()
    line = page.locator("#health-processes .gp-health-line", has_text="Scheduler").first
    assert "none" in line.inner_text()
    now = clock.now()
    Heartbeat.objects.create(name="beat", kind="BEAT", beat_at=now + timedelta(minutes=1), started_at=now, host="here")
    page.locator("#health-processes .gp-health-line", has_text="Scheduler").first.get_by_text("1 alive").wait_for()
    assert page.locator("#health-processes details").evaluate("(details) => details.open"), "it stays unfolded"
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY", "who stands somewhere stays there"
    assert page.evaluate("document.querySelector('#health-outbox header').wasHere"), "what is the same is left alone"
    page.locator("[data-refresh-switch]").uncheck()
    said = page.locator("#health-whole").inner_text()
    page.wait_for_timeout(1_300)
    assert page.locator("#health-whole").inner_text() == said, "switched off"
    assert visitor.wrong == []


def test_a_letter_is_put_back_with_a_reason(house: None, visit: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    asked: list[str | None] = []

    def redrive(*, letter_id: str | None = None) -> int:
        asked.append(letter_id)
        return 1

    monkeypatch.setattr(broker, "redrive", redrive)
    visitor = visit(390, "dark")
    visitor.log_in()
    visitor.see(PAGES[1])
    page = visitor.page
    page.get_by_role("button", name="Put this one back").first.click()
    assert asked == [], "the browser asks for the reason"
    page.get_by_label("Why is it safe to try again?").fill("The worker has been given more memory")
    page.get_by_role("button", name="Put this one back").first.click()
    page.get_by_text("1 put back").wait_for()
    assert len(asked) == 1 and asked[0] is not None and asked[0].endswith("-transactions.tell_completed")
    assert visitor.wrong == []
