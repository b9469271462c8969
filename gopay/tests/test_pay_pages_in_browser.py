"""The pages on which merchants are paid, in a real browser: readable, live, and reached from a shop's page."""

import os
import threading
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, expect

from apps.accounts.models import User
from apps.checkout.models import PaymentLink
from apps.checkout.tests.asking import HOSTILE, charge_of, link_of, path_of, pay
from apps.core import clock
from apps.core.tests.parallel import in_background
from apps.core.tests.servers import LocalServer
from apps.ledger import verification
from apps.merchants.models import Charge, Merchant
from apps.merchants.services import cancel_charge
from apps.merchants.tests.factories import open_merchant
from apps.operations.tests.test_in_browser import CONTRAST, Visitor
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)
# Where to leave pictures of the pages, for somebody to look at.
PICTURES = os.environ.get("GOPAY_PICTURES", "")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
FADED = """Promise.allSettled(
  document.getAnimations().filter((each) => each instanceof CSSTransition).map((each) => each.finished)
).then(() => null)"""
LONG = "https://" + "averylongwordwithoutanyspace" * 2 + " and some more words, so that it fills lines"


@pytest.fixture
def amina() -> User:
    return join("amina", "5000000")


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian"), name="Umoja Books")


@pytest.fixture
def elsewhere() -> Iterator[dict[str, Any]]:
    """A shop of another origin: `pages` are its pages with their policies, `visits` what was asked for."""
    shop: dict[str, Any] = {"pages": {}, "visits": []}

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shop["visits"].append(self.path)
            body, policy = shop["pages"].get(self.path.partition("?")[0], ("", ""))
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(f"<!DOCTYPE html><html lang=en><title>Shop</title>{body}".encode())

        def log_message(self, *args: Any) -> None:
            """Quietly."""

    server = LocalServer(Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    shop["origin"] = f"http://localhost:{server.server_port}"
    yield shop
    server.shutdown()
    server.server_close()


@pytest.fixture
def pages(shop: Merchant, amina: User) -> dict[str, str]:
    """A page in each state somebody may meet, and hostile words where a merchant writes."""
    back = "https://shop.example/thanks"
    open_one = charge_of(
        shop, "1234.50", description=LONG, merchant_reference="A-2026-0007", tip_mode="PROMPT", return_url=back
    )
    trial = charge_of(shop, is_live=False, description="Two novels")
    paid = charge_of(shop, "3200000.00", description="A library", return_url=back)
    pay(paid, amina)
    held = charge_of(shop, captures_later=True, return_url=back)
    pay(held, amina)
    # Nobody is sent away while we look.
    Charge.objects.filter(pk=paid.pk).update(decided_at=clock.now() - timedelta(hours=1))
    Charge.objects.filter(pk=held.pk).update(return_url="")
    expired, cancelled = charge_of(shop), charge_of(shop, return_url=back)
    Charge.objects.filter(pk=expired.pk).update(expires_at=clock.now())
    cancel_charge(charge_id=cancelled.id, merchant_id=shop.id, now=clock.now())
    evil = open_merchant(join("esther"), name=HOSTILE[:60], city=HOSTILE[:60])
    link, given = link_of(shop, title="Lunch for two", description=LONG), link_of(shop, None, least=Decimal(5))
    over = link_of(shop)
    PaymentLink.objects.filter(pk=over.pk).update(is_active=False)
    charges = {"open": open_one, "test": trial, "paid": paid, "held": held, "expired": expired, "cancelled": cancelled}
    return {
        **{name: path_of(charge) for name, charge in charges.items()},
        "evil": path_of(charge_of(evil, description=HOSTILE)),
        "link": f"/l/{link.token}",
        "amount": f"/l/{given.token}",
        "over": f"/l/{over.token}",
        "gone": "/pay/nothing",
    }


def test_every_page_is_readable_everywhere(browser: Browser, live_server: Any, pages: dict[str, str]) -> None:
    """On a phone and on a desk, by day and by night; each page is loaded once and turned."""
    visitor = Visitor(browser, live_server.url, 390)
    page = visitor.page
    for name, path in pages.items():
        visitor.see(path)
        for (width, height), scheme in product(((390, 844), (1280, 800)), SCHEMES):
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            # Colours that fade from one scheme into the other are not measured on their way.
            page.evaluate(FADED)
            assert visitor.overflow() == 0, (name, width)
            assert page.evaluate(CONTRAST) == [], (name, width, scheme)
            if name == "open":
                assert page.get_by_role("link", name="Open in GoPay").is_visible() == (width == 390)
            if PICTURES:
                picture = Path(PICTURES) / f"{name}-{width}-{scheme}.png"
                page.screenshot(path=str(picture), full_page=True)
        if name == "open":
            drawn = page.evaluate("document.querySelector('.pay-code img').naturalWidth")
            assert drawn > 0, "the policy lets the QR code be seen"
    # The one complaint is the status of the pages that are not there.
    assert [line for line in visitor.wrong if "404" not in line and "410" not in line] == []
    visitor.context.close()


def test_the_page_says_paid_as_soon_as_it_is_and_leads_back(
    browser: Browser, live_server: Any, elsewhere: dict[str, Any], shop: Merchant, amina: User
) -> None:
    charge = charge_of(shop, description="Two novels")
    # A merchant gives an https address; a test's shop has none.
    back = f"{elsewhere['origin']}/thanks?order=7"
    Charge.objects.filter(pk=charge.pk).update(return_url=back)
    visitor = Visitor(browser, live_server.url, 390)
    page = visitor.page
    visitor.see(path_of(charge))
    page.evaluate("window.sameDocument = true")
    left = page.inner_text("#left")
    assert left.startswith("14:") or left == "15:00"
    in_background(lambda: pay(charge, amina)).result(60)
    expect(page.get_by_role("heading", name="Paid", exact=True)).to_be_visible()
    # Read at once, since the page is left in a moment.
    seen = page.evaluate("""() => ({
      sameDocument: window.sameDocument,
      said: document.querySelector("#said").innerText,
      shown: document.querySelector("main").innerText,
      leads: [...document.querySelectorAll("main a")].map((one) => [one.innerText.trim().split(":")[0], one.href]),
    })""")
    assert seen["sameDocument"], "without loading the page again"
    assert seen["said"].startswith("Paid.")
    assert "Amina O." in seen["shown"]
    assert ["Back to localhost", f"{back}&payment={charge.id}&state=paid"] in seen["leads"]
    page.wait_for_url("**/thanks?*")
    assert elsewhere["visits"][0] == f"/thanks?order=7&payment={charge.id}&state=paid"
    assert [line for line in visitor.wrong if elsewhere["origin"] not in line] == []
    assert list(verification.verify()) == []
    visitor.context.close()


def test_without_a_script_everything_works_all_the_same(
    browser: Browser, live_server: Any, shop: Merchant, amina: User
) -> None:
    link = link_of(shop, None, least=Decimal(5))
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{live_server.url}/l/{link.token}")
    page.fill("[name=amount]", "4")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("The least is 5.00 USD.")).to_be_visible()
    page.fill("[name=amount]", "7.50")
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/pay/*")
    expect(page.get_by_text("7.50").first).to_be_visible()
    page.fill("[name=msisdn]", amina.msisdn)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("If this number belongs")).to_be_visible()
    trial = charge_of(shop, is_live=False)
    page.goto(live_server.url + path_of(trial))
    page.get_by_role("button", name="Decline").click()
    expect(page.get_by_text("Declined, as you asked for")).to_be_visible()
    page.get_by_role("button", name="Pay", exact=True).click()
    expect(page.get_by_role("heading", name="Paid", exact=True)).to_be_visible()
    context.close()


def test_the_button_stands_on_a_shops_page_under_a_strict_policy(
    browser: Browser, live_server: Any, elsewhere: dict[str, Any], shop: Merchant
) -> None:
    link = link_of(shop)
    tag = f'<script src="{live_server.url}/static/checkout/button.js" data-link="%s" %s async></script>'
    body = tag % (link.token, 'data-label="&lt;b&gt;Buy&lt;/b&gt; it"') + tag % (link.token, "data-popup")
    body += tag % ("javascript:alert(1)", "")
    # Nothing inline, no style, nothing of anybody else's; and no string becomes markup.
    policy = f"default-src 'none'; script-src {live_server.url}; require-trusted-types-for 'script'; base-uri 'none'"
    elsewhere["pages"]["/"] = (f"<body>{body}", policy)
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda line: wrong.append(line.text) if "favicon" not in line.location["url"] else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(elsewhere["origin"] + "/")
    button, popup = page.get_by_role("link", name="<b>Buy</b> it"), page.get_by_role("link", name="Pay with GoPay")
    button.wait_for()
    popup.wait_for()
    assert page.get_by_role("link").count() == 2
    assert wrong == ["GoPay: data-link is the token of a payment link."]
    colour, height = button.evaluate(
        "(it) => [getComputedStyle(it).backgroundColor, it.getBoundingClientRect().height]"
    )
    assert colour == "rgb(11, 110, 79)" and height >= 44
    with context.expect_page() as opened:
        popup.click()
    opened.value.wait_for_load_state()
    assert opened.value.url == f"{live_server.url}/l/{link.token}"
    assert page.url == elsewhere["origin"] + "/"
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/l/{link.token}")
    expect(page.get_by_role("button", name="Continue")).to_be_visible()
    context.close()
