"""The operators' pages of settlements, of what is kept back, of discounts, and of a merchant's money and terms."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator
from apps.core import clock
from apps.merchants import services
from apps.merchants.models import DiscountRule, Merchant, Settlement
from apps.merchants.tests.factories import open_merchant
from apps.merchants.tests.settling import MONDAY, TUESDAY, again, sell, settle
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db


def enter(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def olga() -> User:
    return make_operator()


@pytest.fixture
def site(olga: User) -> Client:
    return enter(olga)


@pytest.fixture
def auditor() -> Client:
    vera = User.objects.create_user("+254712000077", full_name="Vera Auditor", is_staff=True)
    vera.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return enter(vera)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian", 0), at=MONDAY, reserve_percent=Decimal(10), reserve_days=3)


@pytest.fixture
def row(shop: Merchant) -> Settlement:
    sell(join("amina", 100), shop, "20.00", discount="0.30", on=MONDAY)
    return settle(shop, now=TUESDAY)


def act(client: Client, model: str, row: Any, action: str, **fields: Any) -> Any:
    fields = {"reason": "As agreed.", **fields}
    return client.post(f"/admin/merchants/{model}/{row.pk}/{action}/", {"_form_submitted": "on", **fields})


def page(client: Client, model: str, row: Any) -> str:
    answer = client.get(reverse(f"admin:merchants_{model}_change", args=[row.pk]))
    assert answer.status_code == 200, model
    return answer.content.decode()


def test_every_page_shows(site: Client, auditor: Client, shop: Merchant, row: Settlement) -> None:
    services.set_discount(currency="USD", percent=Decimal(2), active_from=clock.now(), by=None, now=clock.now())
    for client in (site, auditor):
        for model in ("settlement", "reservehold", "discountrule"):
            listed = client.get(reverse(f"admin:merchants_{model}_changelist"))
            assert listed.status_code == 200 and listed.context["cl"].result_list, model
            page(client, model, listed.context["cl"].result_list[0])
    text = page(site, "settlement", row)
    assert "17.73 USD" in text and "19.70 USD" in text and "1.97 USD" in text
    text = page(site, "merchant", shop)
    assert (
        "17.73 USD" in text
        and "1.97 USD" in text
        and reverse("admin:merchants_settlement_change", args=[row.pk]) in text
    )


def test_an_operator_stops_a_payout_and_lets_it_go_on(site: Client, shop: Merchant, row: Settlement) -> None:
    assert act(site, "settlement", row, "stop").status_code == 200
    assert services.pay_out_due(now=TUESDAY) == 0
    assert "Stopped by an operator" in page(site, "settlement", row)
    assert act(site, "settlement", row, "retry").status_code == 200
    assert services.pay_out_due(now=clock.now()) == 1
    assert (again(row).state, available(shop.owner)) == ("PAID", Decimal("17.73"))
    notes = list(LogEntry.objects.filter(object_id=str(row.pk)).order_by("pk").values_list("change_message", flat=True))
    assert len(notes) == 2 and all("As agreed." in note for note in notes)


def test_an_auditor_stops_nothing(auditor: Client, shop: Merchant, row: Settlement) -> None:
    for model, subject, action in (
        ("settlement", row, "stop"),
        ("settlement", row, "retry"),
        ("merchant", shop, "set_terms"),
    ):
        assert act(auditor, model, subject, action).status_code in (302, 403, 404)
    assert again(row).failure_code == ""
    assert auditor.get(reverse("admin:merchants_discountrule_add")).status_code == 403


def test_nobody_decides_about_a_business_of_their_own(olga: User, site: Client, row: Settlement) -> None:
    Merchant.objects.update(owner=olga, decided_by=None)
    for action in ("stop", "retry"):
        act(site, "settlement", row, action)
    act(site, "merchant", row.merchant, "set_terms", **TERMS)
    row = again(row)
    assert (row.failure_code, row.due_at, row.merchant.period) == ("", TUESDAY, "DAILY")


TERMS = {"period": "WEEKLY", "minimum_settlement": "20", "reserve_percent": "5", "reserve_days": "14"}


def test_terms_are_set_for_a_reason(site: Client, shop: Merchant) -> None:
    assert act(site, "merchant", shop, "set_terms", **TERMS).status_code == 200
    shop.refresh_from_db()
    assert (shop.period, shop.minimum_settlement, shop.reserve_percent, shop.reserve_days) == ("WEEKLY", 20, 5, 14)
    assert shop.settle_due_at is not None and shop.settle_due_at.weekday() == 0
    act(site, "merchant", shop, "set_terms", **{**TERMS, "reserve_days": "0"})
    shop.refresh_from_db()
    assert shop.reserve_days == 14


DISCOUNT = {
    "category": "5812",
    "currency": "usd",
    "volume_from": "0",
    "percent": "1.5",
    "flat": "0.10",
    "tax_percent": "0",
}


def test_a_discount_is_added_and_never_edited(site: Client) -> None:
    add = reverse("admin:merchants_discountrule_add")
    answer = site.post(add, DISCOUNT)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    rule = DiscountRule.objects.get()
    assert (rule.category, rule.currency, rule.percent, rule.flat) == ("5812", "USD", Decimal("1.5"), Decimal("0.1"))
    address = reverse("admin:merchants_discountrule_change", args=[rule.pk])
    assert site.post(address, {**DISCOUNT, "percent": "9"}).status_code == 403
    assert site.post(reverse("admin:merchants_discountrule_delete", args=[rule.pk]), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"category": "58"}, "category"),
        ({"currency": "XXQ"}, "currency"),
        ({"flat": "0.001"}, "flat"),
        ({"active_from_0": "2020-01-01", "active_from_1": "00:00:00"}, "active_from"),
        ({"percent": "100"}, "__all__"),
    ],
)
def test_a_discount_that_makes_no_sense_is_refused(site: Client, changes: dict[str, str], field: str) -> None:
    answer = site.post(reverse("admin:merchants_discountrule_add"), {**DISCOUNT, **changes})
    assert answer.status_code == 200 and field in answer.context["adminform"].form.errors
    assert not DiscountRule.objects.exists()
