"""A merchant's page and the visitor's own wallet: who is signed in pays right there, in the language they read."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.web import sign_in
from apps.checkout.tests.asking import charge_of, link_of, path_of, pay
from apps.merchants.models import Charge, Merchant
from apps.merchants.tests.browsing import Browser, text_of, where
from apps.merchants.tests.factories import open_merchant
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian"), name="Umoja Books")


def test_who_is_signed_in_pays_with_their_wallet_and_comes_back(amina: User, shop: Merchant) -> None:
    charge = charge_of(shop, description="Two novels")
    payer = Browser(amina)
    page = text_of(payer.get(path_of(charge)))
    door = reverse("wallet-pay-charge", args=[charge.code])
    assert f'href="{door}"' in page and "Pay with my wallet" in page and "Log in to pay" not in page
    assert payer.get(door).status_code == 200
    review = where(payer.post(door, note=""))
    assert where(payer.confirm(review)).startswith(path_of(charge))
    charge.refresh_from_db()
    assert charge.state == "PAID"
    page = text_of(payer.get(path_of(charge)))
    assert "Pay with my wallet" not in page and "To my wallet" in page


def test_who_is_not_signed_in_is_led_to_the_log_in_and_on(amina: User, shop: Merchant) -> None:
    charge = charge_of(shop)
    client = Client()
    page = text_of(client.get(path_of(charge)))
    door = reverse("wallet-pay-charge", args=[charge.code])
    address = f"{reverse('web-log-in')}?next={door.replace('/', '%2F')}"
    assert f'href="{address}"' in page and "Pay with my wallet" not in page
    assert parse_qs(urlsplit(address).query) == {"next": [door]}
    sign_in(client, amina)
    assert where(client.get(address)) == door


def test_a_cookie_that_is_no_good_is_no_sign_in(amina: User, shop: Merchant, settings: Any) -> None:
    client = Client()
    client.cookies[settings.WEB_COOKIE_NAME] = "forged"
    assert "Log in to pay" in text_of(client.get(path_of(charge_of(shop))))


@pytest.mark.parametrize("code", ["\0", "a\0b", "\0" * 22, "\x1b[2J", "é"])
def test_what_no_code_could_be_leads_nowhere(amina: User, code: str) -> None:
    payer = Browser(amina)
    for path in (
        *(reverse(door, args=[code]) for door in ("charge-page", "charge-state", "charge-code", "payment-link")),
        *(reverse(door, args=[code]) for door in ("wallet-pay-charge", "wallet-pay-till", "shared-receipt")),
    ):
        assert payer.get(path).status_code == 404, path


def test_a_test_payment_is_no_wallets(amina: User, shop: Merchant) -> None:
    page = text_of(Browser(amina).get(path_of(charge_of(shop, is_live=False))))
    assert "Pay with my wallet" not in page and "/wallet/pay/" not in page


def test_looking_at_the_page_keeps_nobody_signed_in(amina: User, shop: Merchant) -> None:
    payer = Browser(amina)
    for path in (path_of(charge_of(shop)), f"{path_of(charge_of(shop))}/state"):
        assert not payer.get(path).cookies.get("gopay_web")


def test_the_pages_speak_the_visitors_language(amina: User, shop: Merchant) -> None:
    link, charge = link_of(shop, "1234.50"), charge_of(shop, "1234.50")
    pay(charge_of(shop), amina)
    for path in (path_of(charge), f"/l/{link.token}", "/pay/nothing", "/r/nothing", "/nothing"):
        page = text_of(Client().get(path, headers={"Accept-Language": "ar"}))
        assert 'lang="ar" dir="rtl"' in page, path
    page = text_of(Client().get(path_of(charge), headers={"Accept-Language": "fr"}))
    assert "1,234.50" not in page and ",50" in page


def test_after_a_form_the_language_is_chosen_on_a_page_that_can_be_loaded(shop: Merchant) -> None:
    charge = charge_of(shop)
    page = text_of(Client().post(f"{path_of(charge)}/phone", {"msisdn": "x"}))
    assert f'name="next" value="{path_of(charge)}"' in page
    assert Charge.objects.get().state == "OPEN"
