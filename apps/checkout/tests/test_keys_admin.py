"""Operators see which keys there are, never a key, and revoke one with a reason."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.accounts.models import Activity
from apps.accounts.tests.factories import make_operator, make_person
from apps.checkout import keys
from apps.checkout.models import ApiKey
from apps.checkout.tests.servers import PAYMENTS, Server, give_key, server_of, server_with
from apps.core import clock
from apps.merchants.models import Merchant
from apps.merchants.tests.factories import open_merchant
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Client:
    client = Client()
    client.force_login(make_operator())
    return client


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian"))


def page(site: Client, name: str, *args: object, **query: object) -> str:
    answer = site.get(reverse(f"admin:checkout_{name}", args=args, query=query))
    assert answer.status_code == 200
    return answer.content.decode()


def revoke(site: Client, row: ApiKey, reason: str = "It was in a public repository.") -> int:
    address = reverse("admin:checkout_apikey_revoke", args=[row.id])
    return site.post(address, {"reason": reason, "_form_submitted": "on"}).status_code


def test_a_key_is_shown_by_how_it_begins(site: Client, shop: Merchant) -> None:
    key = give_key(shop, name="the shop's server")
    row = ApiKey.objects.get()
    server_with(key).get(PAYMENTS)
    listed, shown = page(site, "apikey_changelist"), page(site, "apikey_change", row.id)
    for text in (listed, shown):
        assert row.prefix in text and "Njeri" in text and "Live" in text and "Good" in text
        assert key not in text and keys.digest_of(key).hex() not in text
    assert "payments:read, payments:write, refunds:write" in shown and "Brian Mwangi" in shown


def test_keys_are_found_by_whose_they_are_and_by_themselves(site: Client, shop: Merchant) -> None:
    now = clock.now()
    mine = give_key(shop, created_at=now - timedelta(days=2), expires_at=now)
    other = give_key(open_merchant(join("grace"), name="Grace's"), is_live=False)
    prefixes = [ApiKey.objects.get(digest=keys.digest_of(one)).prefix for one in (mine, other)]
    for query in ({"q": mine}, {"q": shop.id}, {"q": shop.owner.msisdn}, {"state": "expired"}, {"mode": "True"}):
        text = page(site, "apikey_changelist", **query)
        assert (prefixes[0] in text, prefixes[1] in text) == (True, False), query
    assert prefixes[1] in page(site, "apikey_changelist", mode="False")
    assert prefixes[1] in page(site, "apikey_changelist", state="good")
    assert prefixes[0] not in page(site, "apikey_changelist", q="nobody")


def test_an_operator_revokes_with_a_reason(site: Client, shop: Merchant) -> None:
    key = give_key(shop)
    row = ApiKey.objects.get()
    revoke(site, row, reason="")
    assert server_with(key).get(PAYMENTS).status_code == 200
    revoke(site, row)
    assert server_with(key).get(PAYMENTS).status_code == 401
    row.refresh_from_db()
    assert row.revoked_by is not None and row.revoked_by.full_name == "Olga Operator"
    line = Activity.objects.get(action="checkout.key_revoked")
    assert (line.person_id, line.detail["reason"]) == (row.revoked_by_id, "It was in a public repository.")
    assert LogEntry.objects.get(object_id=str(row.id)).change_message == "It was in a public repository."
    assert "Revoked" in page(site, "apikey_change", row.id)


def test_who_only_looks_revokes_nothing(shop: Merchant) -> None:
    key = give_key(shop)
    auditor = make_person("chidi", is_staff=True)
    auditor.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    site = Client()
    site.force_login(auditor)
    row = ApiKey.objects.get()
    assert "Good" in page(site, "apikey_change", row.id)
    assert revoke(site, row) == 403
    assert site.post(reverse("admin:checkout_apikey_delete", args=[row.id]), {"post": "yes"}).status_code == 403
    assert server_with(key).get(PAYMENTS).status_code == 200


def test_test_refunds_are_shown(site: Client, shop: Merchant) -> None:
    server: Server = server_of(shop, is_live=False)
    payment = server.asked("24.90")["id"]
    server.do(payment, "simulate")
    server.give_back(payment, "4.90", reason="one lamp was broken")
    assert "4.90 USD" in page(site, "trialrefund_changelist", q=payment)
    refund = server.get(f"{PAYMENTS}/{payment}/refunds").json()["results"][0]
    assert "one lamp was broken" in page(site, "trialrefund_change", refund["id"])
