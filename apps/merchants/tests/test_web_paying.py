"""Paying a merchant from the wallet: scanned, typed, and from the merchant's page."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN
from apps.core import clock, emvco
from apps.merchants import codes, services
from apps.merchants.models import Charge, ChargeState, Merchant, MerchantStatus, Taking, Till, TipMode
from apps.merchants.tests.browsing import Browser, payments_of, text_of, where
from apps.merchants.tests.factories import open_merchant, open_till
from apps.merchants.tests.paying import charge, pay_charge, takings
from apps.transactions.models import State
from apps.wallets.tests.factories import available, join, pay_in, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def payer(amina: User) -> Browser:
    return Browser(amina)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian", 0))


@pytest.fixture
def till(shop: Merchant) -> Till:
    return open_till(shop)


def scan(browser: Browser, text: str) -> Any:
    return browser.post(reverse("wallet-scan"), text=text)


def at_till(browser: Browser, till: Till, **fields: Any) -> str:
    """Says how much at a till; gives the address of the confirmation."""
    return where(browser.post(reverse("wallet-pay-till", args=[till.code]), **fields))


def test_a_scanned_till_is_paid_what_the_payer_types(amina: User, payer: Browser, shop: Merchant, till: Till) -> None:
    bill = where(scan(payer, codes.till_text(till, shop)))
    page = payer.get(bill)
    assert "Mama Njeri" in text_of(page)
    assert payments_of(amina) == []
    review = where(payer.post(bill, amount="12.50", note="lunch"))
    assert available(amina) == 100
    receipt = where(payer.confirm(review))
    (row,) = payments_of(amina)
    assert receipt.startswith(reverse("wallet-payment", args=[row.id]))
    assert (row.state, row.amount, row.note) == (State.COMPLETED, Decimal("12.50"), "lunch")
    assert (available(amina), takings(shop)) == (Decimal("87.50"), Decimal("12.50"))
    assert Taking.objects.get(pk=row.id).till_id == till.id


def test_a_reload_after_paying_shows_the_payment(amina: User, payer: Browser, till: Till) -> None:
    review = at_till(payer, till, amount="3.00")
    first = where(payer.confirm(review))
    (row,) = payments_of(amina)
    again = payer.get(review)
    assert where(again).startswith(reverse("wallet-payment", args=[row.id])), first
    assert payments_of(amina) == [row]


def test_the_same_form_posted_twice_pays_once(amina: User, payer: Browser, shop: Merchant, till: Till) -> None:
    review = at_till(payer, till, amount="3.00")
    fields = {**payer.get(review).context["form"].initial, "pin": PIN}
    for _ in range(2):
        assert payer.send(review, fields).status_code == 303
    assert len(payments_of(amina)) == 1
    assert takings(shop) == 3


def test_another_drafts_key_pays_nothing(amina: User, payer: Browser, till: Till) -> None:
    first, second = at_till(payer, till, amount="3.00"), at_till(payer, till, amount="4.00")
    fields = {**payer.get(first).context["form"].initial, "pin": PIN}
    assert payer.send(second, {**fields, "total": "4.00 USD"}).status_code == 422
    assert payments_of(amina) == []


def test_a_draft_is_its_owners_only(payer: Browser, till: Till) -> None:
    review = at_till(payer, till, amount="3.00")
    chidi = Browser(join("chidi", 50))
    assert chidi.get(review).status_code == 404
    assert chidi.send(review, {"key": "web-x", "total": "3.00 USD", "pin": PIN}).status_code == 404


@pytest.mark.parametrize(
    "amount", ["", "0", "-1", "1e3", "1_000", "１２", "12,50", "1.005", "0.00", "NaN", " ", "1" * 30]
)
def test_amounts_that_are_none(amina: User, payer: Browser, till: Till, amount: str) -> None:
    answer = payer.post(reverse("wallet-pay-till", args=[till.code]), amount=amount, note="x")
    assert answer.status_code == 400
    assert answer.context["form"].errors["amount"]
    assert payments_of(amina) == []


def test_a_wrong_pin_pays_nothing_and_is_not_given_back(amina: User, payer: Browser, till: Till) -> None:
    review = at_till(payer, till, amount="3.00")
    answer = payer.confirm(review, pin="118822")
    assert answer.status_code in (400, 401, 403, 422)
    assert "118822" not in text_of(answer)
    assert available(amina) == 100
    assert payer.confirm(review).status_code == 303
    assert available(amina) == 97


@pytest.mark.parametrize(("share", "own", "tip"), [("10", "", "1.00"), ("own", "0.75", "0.75"), ("0", "9.00", "0.00")])
def test_a_tip_where_one_is_asked_for(
    amina: User, payer: Browser, shop: Merchant, share: str, own: str, tip: str
) -> None:
    till = open_till(shop, tip_mode=TipMode.PROMPT)
    review = at_till(payer, till, amount="10.00", tip_share=share, tip=own)
    assert payer.confirm(review).status_code == 303
    line = Taking.objects.get()
    assert (line.tip, line.gross) == (Decimal(tip), Decimal(10) + Decimal(tip))


def test_a_tip_nobody_offered_is_refused_with_a_word(amina: User, payer: Browser, shop: Merchant) -> None:
    till = open_till(shop, tip_mode=TipMode.PROMPT)
    answer = payer.post(reverse("wallet-pay-till", args=[till.code]), amount="10.00", tip_share="99", tip="")
    assert answer.status_code == 400 and payments_of(amina) == []
    said = answer.context["form"].errors["tip_share"][0]
    assert said in text_of(answer) and 'id="id_tip_share-error"' in answer.content.decode()


def test_no_tip_where_none_is_asked_for(payer: Browser, till: Till) -> None:
    review = at_till(payer, till, amount="10.00", tip_share="10", tip="1.00")
    assert payer.get(review).context["review"].total.amount == 10


def test_a_fee_is_shown_before_it_is_paid(amina: User, payer: Browser, shop: Merchant) -> None:
    till = open_till(shop, tip_mode=TipMode.PERCENT, tip_value=Decimal("2.5"))
    assert "2.5" in text_of(payer.get(reverse("wallet-pay-till", args=[till.code])))
    review = at_till(payer, till, amount="10.00")
    assert payer.get(review).context["review"].total.amount == Decimal("10.25")
    payer.confirm(review)
    assert available(amina) == Decimal("89.75")


def test_nobody_confirms_one_price_and_pays_another(amina: User, payer: Browser, shop: Merchant) -> None:
    till = open_till(shop, tip_mode=TipMode.FIXED, tip_value=Decimal("0.50"))
    review = at_till(payer, till, amount="10.00")
    fields = {**payer.get(review).context["form"].initial, "pin": PIN}
    services.change_till(
        person_id=shop.owner_id,
        merchant_id=shop.id,
        till_id=till.id,
        changes={"tip_mode": TipMode.FIXED.value, "tip_value": Decimal("5.00")},
        now=clock.now(),
    )
    answer = payer.send(review, fields)
    assert answer.status_code == 409
    assert answer.context["review"].total.amount == 15
    assert available(amina) == 100


def test_a_charge_is_paid_without_typing_anything(amina: User, payer: Browser, shop: Merchant, till: Till) -> None:
    row = charge(shop, "12.50", till=till, description="Table 4")
    review = where(scan(payer, codes.charge_text(row, shop, till)))
    page = payer.get(review)
    assert "Table 4" in text_of(page)
    assert where(payer.confirm(review)).startswith("/wallet/activity/")
    row.refresh_from_db()
    assert (row.state, available(amina)) == (ChargeState.PAID, Decimal("87.50"))


def test_a_charge_that_somebody_else_has_paid(amina: User, payer: Browser, shop: Merchant, till: Till) -> None:
    row = charge(shop, "12.50", till=till)
    review = where(scan(payer, codes.charge_text(row, shop, till)))
    fields = {**payer.get(review).context["form"].initial, "pin": PIN}
    pay_charge(join("chidi", 50), row)
    assert payer.send(review, fields).status_code == 409
    assert payer.get(review).status_code == 409
    assert available(amina) == 100


def test_from_the_merchants_page_and_back_to_it(amina: User, payer: Browser, shop: Merchant) -> None:
    row = charge(shop, "9.00")
    bill = reverse("wallet-pay-charge", args=[row.code])
    assert "9.00" in text_of(payer.get(bill))
    review = where(payer.post(bill, note=""))
    assert where(payer.confirm(review)).startswith(reverse("charge-page", args=[row.code]))
    assert available(amina) == 91


def test_whoever_is_not_signed_in_logs_in_and_comes_back(shop: Merchant) -> None:
    row = charge(shop, "9.00")
    bill = reverse("wallet-pay-charge", args=[row.code])
    answer = Client().get(bill)
    assert answer.status_code == 303
    assert answer["Location"].startswith("/login?next=")


def test_declined_and_then_with_money(amina: User, payer: Browser, shop: Merchant, till: Till) -> None:
    review = at_till(payer, till, amount="150.00")
    again = where(payer.confirm(review))
    (row,) = payments_of(amina)
    assert row.state == State.DECLINED
    assert again != review
    pay_in(wallet_of(amina), 100)
    assert where(payer.confirm(again)).startswith("/wallet/activity/")
    assert takings(shop) == 150
    assert where(payer.get(review)).startswith(reverse("wallet-payment", args=[row.id]))


def test_an_altered_code_is_refused(payer: Browser, shop: Merchant, till: Till) -> None:
    row = charge(shop, "12.50", till=till)
    text = codes.charge_text(row, shop, till)
    body = text.replace("540512.50", "540501.50")[:-4]
    forged = f"{body}{emvco.crc(body.encode()):04X}"
    assert scan(payer, text).status_code == 303
    refused = scan(payer, forged)
    assert refused.status_code == 422
    assert "somebody may have changed it" in text_of(refused)
    assert scan(payer, f"https://anywhere.example/pay/{row.code}")["Location"].endswith(row.code)
    assert scan(payer, f"{till.code[:5]} {till.code[5:]}")["Location"].endswith(till.code)


def test_what_cannot_be_paid(payer: Browser, shop: Merchant, till: Till) -> None:
    over = charge(shop, lasts=timedelta(minutes=1), at=clock.now() - timedelta(hours=1))
    assert payer.get(reverse("wallet-pay-charge", args=[over.code])).status_code == 409
    assert payer.get(reverse("wallet-pay-charge", args=["A" * 22])).status_code == 404
    assert payer.get(reverse("wallet-pay-till", args=["ZZZZZZZZZZ"])).status_code == 404
    assert payer.get(reverse("wallet-pay", args=[uuid4()])).status_code == 404
    Till.objects.filter(pk=till.pk).update(is_open=False)
    assert payer.get(reverse("wallet-pay-till", args=[till.code])).status_code == 409
    Till.objects.filter(pk=till.pk).update(is_open=True)
    Merchant.objects.filter(pk=shop.pk).update(status=MerchantStatus.SUSPENDED)
    assert payer.get(reverse("wallet-pay-till", args=[till.code])).status_code == 409


def test_a_test_charge_is_paid_by_nobody(payer: Browser, shop: Merchant) -> None:
    row = charge(shop, "9.00", is_live=False)
    assert payer.get(reverse("wallet-pay-charge", args=[row.code])).status_code == 404
    assert Charge.objects.get(pk=row.pk).state == ChargeState.OPEN


def test_forms_want_their_token(amina: User, till: Till) -> None:
    browser = Browser(amina, enforce_csrf_checks=True)
    assert browser.post(reverse("wallet-pay-till", args=[till.code]), amount="1.00").status_code == 403
