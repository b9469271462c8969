"""Every page in a real browser, on a phone and on a desk: no error, nothing from elsewhere, readable."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, Request, ViewportSize, expect

from apps.accounts.models import Device, User
from apps.accounts.tests.factories import PASSWORD, give_phone, make_operator
from apps.core import clock
from apps.kyc.models import Submission
from apps.operations import totp
from apps.operations.demo._cast import OPERATOR, OPERATOR_PASSWORD
from apps.wallets.models import Wallet

pytestmark = pytest.mark.django_db(transaction=True)
# Telling the story takes longer than looking at a page: who does not need it does without it.
with_story = pytest.mark.usefixtures("committed_story")
WIDTHS = [390, 1280]
WAYS = [(width, scheme) for width in WIDTHS for scheme in ("light", "dark")]
PUBLIC = ["/", "/api/docs/", "/api/redoc/", "/sandbox/messages", "/admin/login/"]

# The contrast of every visible text with what is painted behind it (WCAG 2.2, 1.4.3). A canvas turns any colour
# the browser knows into numbers. Icons are not text.
CONTRAST = """() => {
  const paint = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgba = (colour) => {
    paint.clearRect(0, 0, 1, 1); paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data].map((value, index) => index === 3 ? value / 255 : value);
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]));
  const light = (colour) => {
    const [r, g, b] = colour.map((v) => v / 255).map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const behind = (element) => {
    const layers = [];
    for (let each = element; each; each = each.parentElement) layers.push(rgba(getComputedStyle(each).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    if (!text || !box.width || box.top < 0 || style.visibility !== "visible" || style.opacity === "0") continue;
    if (element.closest("script, style, .material-symbols-outlined, [disabled]")) continue;
    const ground = behind(element), ink = over(rgba(style.color), ground);
    const [high, low] = [light(ink), light(ground)].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
    const ratio = (high + .05) / (low + .05);
    if (ratio < (large ? 3 : 4.5)) poor.push(`${text.slice(0, 40)}: ${ratio.toFixed(2)}`);
  }
  return poor;
}"""


class Visitor:
    """One browser window that writes down whatever goes wrong in it."""

    def __init__(self, browser: Browser, base: str, width: int, scheme: str = "light") -> None:
        size: ViewportSize = {"width": width, "height": 860}
        self.context = browser.new_context(viewport=size, color_scheme="dark" if scheme == "dark" else "light")
        self.base = base
        self.wrong: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda line: self._note(line.text) if line.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda error: self._note(str(error)))
        self.page.on("requestfailed", self._note_failure)
        self.page.on(
            "response", lambda answer: self._note(f"{answer.status} {answer.url}") if answer.status > 399 else None
        )
        self.page.on(
            "request", lambda request: None if self._is_own(request.url) else self._note(f"left: {request.url}")
        )

    def _note(self, line: str) -> None:
        self.wrong.append(f"{self.page.url}: {line}")

    def _note_failure(self, request: Request) -> None:
        # Going on to the next page ends what the last one was still loading.
        if request.failure != "net::ERR_ABORTED":
            self._note(f"failed: {request.url}")

    def _is_own(self, url: str) -> bool:
        return url.startswith((self.base, "data:", "blob:"))

    def log_in(self) -> None:
        """By a cookie, which is quicker than the form and not counted as a try."""
        client = Client()
        client.force_login(User.objects.get(msisdn=OPERATOR.msisdn))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.base}])

    def see(self, path: str) -> None:
        self.page.goto(self.base + path)
        self.page.wait_for_load_state("load")

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.fixture
def visit(browser: Browser, live_server: Any) -> Iterator[Any]:
    visitors: list[Visitor] = []

    def start(width: int, scheme: str = "light") -> Visitor:
        visitors.append(Visitor(browser, live_server.url, width, scheme))
        return visitors[-1]

    yield start
    for visitor in visitors:
        visitor.context.close()


def admin_pages() -> Iterator[str]:
    """The first page, and of each model its list and one row, or the form for a new one."""
    yield "/admin/"
    for model, page in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        row = page.model._default_manager.first()
        if row is not None:
            yield reverse(f"{name}_change", args=[row.pk])
    yield reverse("admin:transactions_feerule_add")


@with_story
def test_public_pages(visit: Any) -> None:
    for width, scheme in WAYS:
        visitor = visit(width, scheme)
        for path in PUBLIC:
            visitor.see(path)
            visitor.page.wait_for_load_state("networkidle")
            assert visitor.overflow() == 0, (path, width, scheme)
            if "/api/" not in path:
                assert visitor.page.evaluate(CONTRAST) == [], (path, width, scheme)
        assert visitor.wrong == []


@with_story
def test_every_page_of_the_admin(visit: Any) -> None:
    paths = list(admin_pages())
    assert len(paths) > 30
    for width in WIDTHS:
        visitor = visit(width)
        visitor.log_in()
        for path in paths:
            visitor.see(path)
            assert "/login/" not in visitor.page.url
            # On a phone a table that is too wide is a row that cannot be read.
            assert width > 390 or visitor.overflow() == 0, path
        assert visitor.wrong == []


@with_story
def test_operators_pages_are_readable(visit: Any) -> None:
    pages = ["core_outboxevent", "transactions_transaction", "wallets_wallet"]
    for scheme in ("light", "dark"):
        visitor = visit(1280, scheme)
        visitor.log_in()
        for path in ["/admin/", *(reverse(f"admin:{name}_changelist") for name in pages)]:
            visitor.see(path)
            assert visitor.page.evaluate(CONTRAST) == [], (path, scheme)


@with_story
def test_an_operator_logs_in_and_freezes_a_wallet(visit: Any) -> None:
    visitor = visit(1280)
    wallet = Wallet.objects.get(holder__full_name="Amina Otieno")
    visitor.see(reverse("admin:wallets_wallet_change", args=[wallet.pk]))
    page = visitor.page
    page.fill("[name=username]", OPERATOR.email)
    page.fill("[name=password]", OPERATOR_PASSWORD)
    page.click("#login-form button[type=submit]")
    page.get_by_role("link", name="Freeze").click()
    page.fill("#modal-content [name=reason]", "Phone reported stolen")
    page.click("#modal-content button[type=submit]")
    page.get_by_text("done.").wait_for()
    assert Wallet.objects.get(pk=wallet.pk).status == "FROZEN"
    expect(page.get_by_role("link", name="Unfreeze")).to_be_visible()
    assert visitor.wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_second_step_and_what_belongs_to_it(visit: Any, width: int, scheme: str, settings: Any) -> None:
    settings.STAFF_MFA = True
    operator = make_operator()
    visitor = visit(width, scheme)
    page = visitor.page

    def look() -> None:
        page.wait_for_load_state("networkidle")
        assert visitor.overflow() == 0, page.url
        assert page.evaluate(CONTRAST) == [], page.url

    def give_password() -> None:
        visitor.see("/admin/login/")
        page.fill("[name=username]", operator.email)
        page.fill("[name=password]", PASSWORD)
        with page.expect_navigation():
            page.click("#login-form button[type=submit]")

    give_password()
    look()
    assert page.evaluate("document.querySelector('img.gp-qr').naturalWidth") > 0, "the policy lets the QR code be seen"
    secret = page.inner_text(".gp-secret").replace(" ", "")
    page.fill("[name=code]", totp.code_at(secret, totp.counter_at(clock.now())))
    page.keyboard.press("Enter")
    page.get_by_text("I have kept them").wait_for()
    look()
    assert page.locator(".gp-codes code").count() == 10
    recovery = page.locator(".gp-codes code").first.inner_text()
    with page.expect_navigation():
        page.get_by_text("I have kept them").click()
    for path in ("/admin/second_factor/", "/admin/second_factor/?set-up=1"):
        visitor.see(path)
        look()

    visitor.context.clear_cookies()
    give_password()
    look()
    page.fill("[name=code]", "12345")
    page.keyboard.press("Enter")
    page.get_by_text("is not right, or was used before").wait_for()
    look()
    with page.expect_navigation():
        page.get_by_text("Use a recovery code").click()
    look()
    page.fill("[name=code]", recovery)
    page.keyboard.press("Enter")
    page.get_by_text("9 are left").wait_for()
    assert visitor.wrong == []


@with_story
def test_an_operator_locks_a_phone_from_its_page(visit: Any) -> None:
    visitor = visit(1280, "dark")
    amina = User.objects.get(full_name="Amina Otieno")
    phone = Device.objects.get(pk=give_phone(amina).device_id)
    visitor.log_in()
    page = visitor.page
    visitor.see(reverse("admin:accounts_device_change", args=[phone.pk]))
    page.locator("a[href$='/lock-phone/']").click()
    page.fill("#modal-content [name=reason]", "Lost in a taxi")
    assert page.evaluate(CONTRAST) == []
    page.click("#modal-content button[type=submit]")
    page.get_by_text(": locked.").wait_for()
    assert Device.objects.get(pk=phone.pk).status == "LOCKED"
    assert visitor.wrong == []


def test_the_start_page_by_keyboard(visit: Any) -> None:
    visitor = visit(390)
    visitor.see("/")
    page = visitor.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Tab")
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"
    assert page.evaluate("performance.getEntriesByType('layout-shift').length") == 0


@with_story
def test_a_reviewer_looks_at_the_pictures_and_says_what_is_wrong(visit: Any) -> None:
    visitor = visit(1280)
    visitor.log_in()
    row = Submission.objects.filter(state="IN_REVIEW", watch_listed=False).earliest("submitted_at")
    visitor.see(reverse("admin:kyc_submission_changelist"))
    page = visitor.page
    with page.expect_navigation():
        page.get_by_role("link", name=row.person.full_name).click()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("[...document.querySelectorAll('.gp-documents img')].map((i) => i.naturalWidth > 0)") == [
        True, True, True,
    ]  # fmt: skip
    page.get_by_role("link", name="Take").click()
    page.click("#modal-content button[type=submit]")
    page.get_by_role("link", name="Reject").click()
    page.click("#modal-content button[type=submit]")
    page.get_by_text("This field is required").wait_for()
    page.get_by_label("The selfie does not show").check()
    page.fill("#modal-content [name=note]", "Hold still")
    page.click("#modal-content button[type=submit]")
    page.get_by_text("Rejected.").wait_for()
    row.refresh_from_db()
    assert (row.state, row.reasons, row.note) == ("REJECTED", ["selfie_mismatch"], "Hold still")
    assert visitor.wrong == []
