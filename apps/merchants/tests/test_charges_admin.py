"""The operators' pages of charges and codes shown: found by what people have in their hands, never showing a code."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.tests.factories import PIN, client_of, make_operator
from apps.merchants.models import PresentedCode, Till
from apps.merchants.tests.factories import open_merchant, open_till
from apps.merchants.tests.paying import CODES, charge, pay_charge, post
from apps.transactions.tests.payments import body_of
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Client:
    client = Client()
    client.force_login(make_operator())
    return client


@pytest.fixture
def till() -> Till:
    return open_till(open_merchant(join("brian", 0)))


def test_a_charge_is_found_by_merchant_code_and_payment(site: Client, till: Till) -> None:
    row = charge(till.merchant, till=till, description="two teas")
    charge(till.merchant, is_live=False)
    pay_charge(join("amina", 100), row)
    row.refresh_from_db()
    listed = reverse("admin:merchants_charge_changelist")
    for term in (str(row.id), row.code, str(row.transaction_id), till.merchant.name):
        assert f"…{str(row.id)[-8:]}" in site.get(listed, {"q": term}).content.decode(), term
    assert f"…{str(row.id)[-8:]}" not in site.get(listed, {"mode": "test"}).content.decode()
    assert f"…{str(row.id)[-8:]}" in site.get(listed, {"state": "PAID", "source": "TILL"}).content.decode()
    page = site.get(reverse("admin:merchants_charge_change", args=[row.id])).content.decode()
    assert "two teas" in page and "Amina O." in page and row.code not in page
    assert site.post(reverse("admin:merchants_charge_change", args=[row.id]), {"state": "OPEN"}).status_code == 403


def test_a_code_is_found_by_person_and_not_shown(site: Client) -> None:
    amina = join("amina", 100)
    made = body_of(post(client_of(amina), CODES, {"ceiling": "20.00", "currency": "USD", "pin": PIN}))
    row = PresentedCode.objects.get()
    listed = site.get(reverse("admin:merchants_presentedcode_changelist"), {"q": amina.msisdn}).content.decode()
    page = site.get(reverse("admin:merchants_presentedcode_change", args=[row.id])).content.decode()
    for each in (listed, page):
        assert "Live" in each and made["code"] not in each and bytes(row.digest).hex() not in each
