"""The pages in the languages people speak: Arabic from right to left, French, Swahili, and English again."""

from collections.abc import Callable

import pytest
from django.utils import translation
from django.utils.formats import get_format
from django.utils.translation import gettext
from playwright.sync_api import expect

from apps.wallets.tests.factories import available
from gopay.tests.journeys.house import House
from gopay.tests.journeys.people import somebody
from gopay.tests.journeys.visitor import Visitor

pytestmark = pytest.mark.xdist_group("waiting")


def in_language(language: str, text: str) -> str:
    """The text as the catalogue has it, which is not the English one."""
    with translation.override(language):
        said = gettext(text)
    assert language == "en" or said != text, (language, text)
    return said


def amount_in(language: str, whole: str, decimals: str) -> str:
    """`1,234.50` as that language writes it. `whole` has its thousands parted by commas."""
    with translation.override(language):
        thousands, mark = get_format("THOUSAND_SEPARATOR"), get_format("DECIMAL_SEPARATOR")
    return f"{whole.replace(',', str(thousands))}{mark}{decimals}"


def choose(visitor: Visitor, language: str) -> None:
    """On the profile, where the page is still in the language before."""
    visitor.go("/wallet/me/profile")
    visitor.page.locator("[name=language]").last.select_option(language)
    with visitor.page.expect_navigation():
        visitor.page.locator("main form").first.locator("[type=submit]").click()
    visitor.look(f"profile in {language}")
    directed = visitor.page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
    assert directed == [language, "rtl" if language == "ar" else "ltr"]


def test_arabic_and_the_others(visit: Callable[..., Visitor], house: House) -> None:
    person, friend = somebody("Dalia Hassan", "1234.50"), somebody("Brian Mwangi")
    dalia = visit("dalia")
    page = dalia.page
    # Before they are anybody's, the pages can be read in each language.
    dalia.go("/")
    dalia.look("welcome")
    with page.expect_navigation():
        page.locator(".language select").first.select_option("ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    dalia.look("welcome in Arabic")
    dalia.go("/login")
    dalia.look("log in in Arabic")
    page.locator("[name=identifier]").fill(person.msisdn)
    page.locator("[name=password]").fill("three brown herons")
    page.get_by_role("button", name=in_language("ar", "Log in"), exact=True).click()
    dalia.arrives("**/wallet/**")
    page.get_by_role("button", name=in_language("ar", "Show the balance")).click()
    expect(page.locator("[data-reveal-value]").first).to_contain_text(amount_in("ar", "1,234", "50"))
    for text in ("Scan to pay", "Bills", "Recharge"):
        dalia.reads(in_language("ar", text))
    dalia.look("home in Arabic")
    choose(dalia, "ar")

    dalia.go("/wallet/send")
    dalia.heading(in_language("ar", "Send money"))
    dalia.look("to whom in Arabic")
    page.locator("[name=to]").fill(friend.msisdn)
    page.get_by_role("button", name=in_language("ar", "Continue")).first.click()
    dalia.arrives("**/amount")
    amount = page.locator("main input[data-money]")
    amount.press_sequentially("1000.5")
    # Grouped as it is written there, and posted as the plain number that it is.
    expect(amount).to_have_value(amount_in("ar", "1,000", "5"))
    dalia.look("how much in Arabic")
    page.get_by_role("button", name=in_language("ar", "Continue")).first.click()
    dalia.arrives("**/wallet/send/*")
    dalia.look("review in Arabic")
    dalia.pays(person.msisdn)
    if page.locator("[name=sure]").count():
        page.locator("[name=sure]").check()
        dalia.pays(person.msisdn)
    dalia.arrives("**/wallet/activity/*")
    dalia.heading(in_language("ar", "Sent"))
    dalia.reads(amount_in("ar", "1,000", "50"))
    dalia.look("receipt in Arabic")
    assert available(friend) == 1000 + available(friend) % 1

    receipt = page.url
    for language in ("fr", "sw", "en"):
        choose(dalia, language)
        dalia.go(receipt.partition("?")[0])
        dalia.heading(in_language(language, "Sent"))
        dalia.reads(amount_in(language, "1,000", "50"))
        dalia.look(f"receipt in {language}")
        dalia.go("/wallet/")
        dalia.reads(in_language(language, "Scan to pay"))
        dalia.look(f"home in {language}")
