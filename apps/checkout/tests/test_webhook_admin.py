"""The operators' pages of webhooks: nobody sees a secret, and what is done is done by services, for a reason."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import make_operator, make_person
from apps.checkout.models import WebhookDelivery, WebhookEndpoint, WebhookEvent
from apps.checkout.tests.webhooks import again, announce, give_endpoint, shop, states
from apps.core.models import OutboxEvent
from apps.merchants.models import Merchant

__all__ = ["shop"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> User:
    return make_operator()


@pytest.fixture
def site(operator: User) -> Client:
    client = Client()
    client.force_login(operator)
    return client


def page(site: Client, name: str, *args: object, **query: object) -> str:
    answer = site.get(reverse(f"admin:checkout_{name}", args=args, query=query))
    assert answer.status_code == 200
    return answer.content.decode()


def switch(site: Client, verb: str, row: WebhookEndpoint, reason: str = "It was reported.") -> int:
    address = reverse(f"admin:checkout_webhookendpoint_{verb}", args=[row.id])
    return site.post(address, {"reason": reason, "_form_submitted": "on"}).status_code


def test_the_pages_show_what_became_of_everything_and_no_secret_is_read(site: Client, shop: Merchant) -> None:
    endpoint = give_endpoint(shop, secret="whsec_bm9ib2R5c2VlcyB0aGlz")
    (delivery_id,) = announce(shop, body={"note": "something happened"})
    WebhookDelivery.objects.update(state="FAILED", last_status=500, answer="<b>broken</b>", attempts=10)
    event = WebhookEvent.objects.get()
    with CaptureQueriesContext(connection) as queries:
        texts = [
            page(site, "webhookendpoint_changelist"),
            page(site, "webhookendpoint_changelist", status="ENABLED", q=shop.id),
            page(site, "webhookendpoint_change", endpoint.id),
            page(site, "webhookdelivery_changelist", state="FAILED"),
            page(site, "webhookdelivery_changelist", q=f"msg_{delivery_id.hex}"),
            page(site, "webhookdelivery_change", delivery_id),
            page(site, "webhookevent_changelist", q=event.id),
            page(site, "webhookevent_change", event.id),
        ]
    read = [query["sql"] for query in queries.captured_queries]
    assert not [one for one in read if '"secret"' in one or '"previous_secret"' in one]
    assert not [text for text in texts if "whsec_" in text]
    assert all(endpoint.url in text for text in texts[:6])
    assert f"msg_{delivery_id.hex}" in texts[5] and "&lt;b&gt;broken" in texts[5] and "<b>broken" not in texts[5]
    assert "something happened" in texts[7]
    assert f"…{str(delivery_id)[-8:]}" in texts[3]
    assert f"…{str(delivery_id)[-8:]}" not in page(site, "webhookdelivery_changelist", state="DELIVERED")


def test_an_operator_switches_an_endpoint_off_and_on_and_says_why(site: Client, operator: User, shop: Merchant) -> None:
    endpoint = give_endpoint(shop)
    announce(shop)
    assert "Disable" in page(site, "webhookendpoint_change", endpoint.id)
    assert switch(site, "disable", endpoint) == 200
    row = again(endpoint)
    assert (row.status, row.disabled_because, row.status_reason) == ("DISABLED", "OPERATOR", "It was reported.")
    assert states() == {"CANCELLED": 1}
    assert LogEntry.objects.get(object_id=str(endpoint.id)).change_message == "It was reported."
    assert Activity.objects.filter(person_id=operator.id, action="checkout.webhook_disabled").exists()
    assert OutboxEvent.objects.filter(topic="checkout.webhook_disabled").count() == 1
    assert switch(site, "enable", endpoint, "It was not so.") == 200
    assert again(endpoint).status == "ENABLED"


def test_chosen_deliveries_are_sent_again(site: Client, shop: Merchant) -> None:
    give_endpoint(shop)
    made = announce(shop, 3)
    WebhookDelivery.objects.filter(pk__in=made[:2]).update(state="FAILED", failures=10)
    address = reverse("admin:checkout_webhookdelivery_changelist")
    fields = {"action": "send_again", "_selected_action": [str(one) for one in made]}
    assert site.post(address, fields).status_code == 302
    assert states() == {"WAITING": 3}
    assert LogEntry.objects.filter(change_message="Sent again.").count() == 2


def test_who_only_views_sees_no_actions_and_nobody_edits(site: Client, shop: Merchant) -> None:
    endpoint = give_endpoint(shop)
    looking = Client()
    auditor = make_person("grace", is_staff=True)
    auditor.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    looking.force_login(auditor)
    address = reverse("admin:checkout_webhookendpoint_disable", args=[endpoint.id])
    assert address in page(site, "webhookendpoint_change", endpoint.id)
    assert address not in page(looking, "webhookendpoint_change", endpoint.id)
    assert switch(looking, "disable", endpoint) == 403
    assert again(endpoint).status == "ENABLED"
    for name in ("webhookendpoint", "webhookevent", "webhookdelivery"):
        assert site.get(reverse(f"admin:checkout_{name}_add")).status_code == 403
