"""Operators see links and invoices, change nothing of them, and end them for a reason."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.accounts.exports import contributions
from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator, make_person
from apps.checkout.models import Invoice, PaymentLink
from apps.checkout.tests.asking import HOSTILE, link_of, open_link, sent_to
from apps.merchants.models import Merchant
from apps.merchants.tests.factories import open_merchant
from apps.transactions.tests.payments import number_of
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian"))


def site_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def act(client: Client, page: str, action: str, row: Any, **fields: str) -> Any:
    return client.post(
        reverse(f"admin:checkout_{page}_{action}", args=[row.pk]),
        {"_form_submitted": "on", "reason": "Fraud", **fields},
    )


def test_they_see_both_and_end_both_for_a_reason(shop: Merchant) -> None:
    join("amina")
    client = site_of(make_operator())
    link, invoice = link_of(shop, title=HOSTILE[:60]), sent_to(shop, number_of("amina"))
    open_link(link)
    for page, row in (("paymentlink", link), ("invoice", invoice)):
        for term in ("", str(shop.id), number_of("brian")):
            listed = client.get(reverse(f"admin:checkout_{page}_changelist"), {"q": term})
            assert listed.status_code == 200 and "<img src=x" not in listed.content.decode()
            assert str(row.pk) in listed.content.decode()
        shown = client.get(reverse(f"admin:checkout_{page}_change", args=[row.pk]))
        assert shown.status_code == 200 and "<img src=x" not in shown.content.decode()
    assert act(client, "paymentlink", "end", link).status_code in (200, 302)
    assert act(client, "invoice", "cancel", invoice).status_code in (200, 302)
    assert PaymentLink.objects.values_list("is_active", "ended_because").get() == (False, "Fraud")
    assert Invoice.objects.values_list("state", "state_reason").get() == ("CANCELLED", "Fraud")


def test_who_only_looks_ends_nothing(shop: Merchant) -> None:
    auditor = make_person("esther", is_staff=True)
    auditor.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    link, invoice = link_of(shop), sent_to(shop)
    client = site_of(auditor)
    assert client.get(reverse("admin:checkout_paymentlink_change", args=[link.pk])).status_code == 200
    for page, action, row in (("paymentlink", "end", link), ("invoice", "cancel", invoice)):
        assert act(client, page, action, row).status_code == 403
        assert client.get(reverse(f"admin:checkout_{page}_delete", args=[row.pk])).status_code == 403
    assert PaymentLink.objects.get().is_active and Invoice.objects.get().state == "SENT"


def test_a_person_s_export_has_the_invoices_sent_to_them(shop: Merchant) -> None:
    amina = join("amina")
    sent_to(shop, number_of("amina"))
    (part,) = [one for one in contributions() if one.name == "invoices"]
    (row,) = part.rows(amina.id)
    assert (row["number"], row["merchant"], part.expected(amina.id)) == ("INV-000001", shop.name, 1)
    assert list(part.rows(shop.owner_id)) == []
