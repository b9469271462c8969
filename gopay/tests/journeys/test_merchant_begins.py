"""From applying as a merchant to the first money paid out: the owner's window, and a first customer's."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from apps.accounts.tests.factories import UserFactory
from apps.core import clock
from apps.merchants import services
from apps.merchants.models import Merchant, Settlement, SettlementState
from apps.merchants.selectors import get_merchant, seen_digest
from apps.operations.demo._merchants import paper_of
from apps.wallets.tests.factories import available
from gopay.tests.journeys.house import House
from gopay.tests.journeys.people import new_number, somebody
from gopay.tests.journeys.visitor import PATIENCE_MS, Visitor

pytestmark = pytest.mark.xdist_group("waiting")


def approve(merchant: Merchant) -> None:
    """What an operator does after a look at the papers."""
    operator = UserFactory.create(full_name="Olga Operator", msisdn=new_number(), is_staff=True, is_superuser=True)
    seen = seen_digest(get_merchant(merchant.id))
    services.approve_merchant(merchant_id=merchant.id, by=operator.id, seen=seen, now=clock.now())


def test_from_the_application_to_the_first_settlement(visit: Callable[..., Visitor], house: House) -> None:
    keeper = somebody("Njeri Kamau", kyc_tier="TIER_1")
    guest = somebody("Amina Otieno", 50)
    owner, payer = visit("owner"), visit("guest")
    page = owner.page
    owner.log_in(keeper.msisdn)
    owner.look("home")
    owner.go("/merchant/")
    owner.look("no business yet")
    owner.go("/merchant/new")
    owner.look("apply")
    page.locator("[name=name]").fill("Mama Njeri's Kitchen")
    page.locator("[name=legal_name]").fill("Njeri Foods Ltd")
    category = page.locator("[name=category]")
    if category.evaluate("(field) => field.tagName") == "SELECT":
        category.select_option("5812")
    else:
        category.fill("5812")
    page.locator("[name=country]").select_option("KE")
    page.locator("[name=city]").fill("Nairobi")
    page.locator("[name=description]").fill("Stews, greens and chapati")
    owner.press("Save and go on")
    owner.heading("Your application")
    owner.look("papers")
    page.locator("#picture-registration").set_input_files(
        {"name": "registration.jpg", "mimeType": "image/jpeg", "buffer": paper_of("SPECIMEN", "Njeri Foods Ltd")}
    )
    with page.expect_navigation():
        page.locator("form", has=page.locator("#picture-registration")).get_by_role("button", name="Send").click()
    owner.reads("Sent")
    owner.look("papers sent")
    shop = Merchant.objects.get(owner=keeper)
    approve(shop)

    owner.go(f"/merchant/{shop.id}/")
    owner.heading("Overview")
    owner.look("overview of nothing")
    owner.go(f"/merchant/{shop.id}/stores")
    owner.look("stores")
    owner.follow("New store")
    owner.arrives("**/stores/new")
    page.locator("main [name=name]").fill("Market Street")
    page.locator("main [name=city]").fill("Nairobi")
    owner.look("new store")
    owner.press("Open the store")
    owner.arrives("**/stores")
    owner.look("store opened")
    owner.go(f"/merchant/{shop.id}/tills/new")
    page.locator("main [name=label]").fill("Counter")
    owner.look("new till")
    owner.press("Open the till")
    owner.arrives(re.compile(r"/merchant/[0-9a-f-]+/(tills/[0-9a-f-]+|stores)$"))
    owner.look("till opened")
    owner.go(f"/merchant/{shop.id}/settlements/terms")
    owner.look("how often")
    page.locator("[name=period][value=instant i]").check(force=True)
    owner.press("Save")
    owner.arrives("**/settlements")
    owner.look("how often, saved")

    till = shop.tills.get()
    payer.log_in(guest.msisdn)
    payer.look("home")
    payer.register_browser(guest.msisdn)
    payer.go("/wallet/scan")
    payer.look("scan")
    # What is printed below the code of a poster.
    payer.page.locator("[data-scan-field]").fill(till.code)
    payer.press("Continue")
    payer.arrives("**/wallet/pay/till/*")
    payer.reads("Mama Njeri's Kitchen")
    payer.page.get_by_label("Amount").fill("8.40")
    payer.look("bill")
    payer.press("Continue")
    payer.arrives(re.compile(r"/wallet/pay/[0-9a-f-]{36}$"))
    payer.look("review")
    payer.confirm()
    payer.arrives("**/wallet/activity/*")
    payer.look("receipt")
    assert available(guest) == Decimal("41.60")

    owner.go(f"/merchant/{shop.id}/sales")
    owner.reads(re.compile(r"8\.40"))
    owner.look("sales")
    # The worker settles at once, which is every few seconds.
    for _ in range(300):
        if Settlement.objects.filter(merchant=shop, state=SettlementState.PAID).exists():
            break
        page.wait_for_timeout(200)
    owner.go(f"/merchant/{shop.id}/settlements")
    expect(page.locator("main .list").get_by_text("Paid out")).to_be_visible(timeout=PATIENCE_MS)
    owner.look("settlements")
    page.locator("main .list a.row").first.click()
    owner.arrives("**/settlements/*")
    owner.look("settlement")
    settled = Settlement.objects.get(merchant=shop)
    assert settled.state == SettlementState.PAID
    assert available(keeper) == settled.net
    owner.go("/wallet/activity")
    owner.look("activity of the owner")
