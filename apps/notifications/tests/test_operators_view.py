"""The operator's site: everything about deliveries can be seen, little of an address, and nothing written."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator, make_person
from apps.core import clock
from apps.core.ids import uuid7
from apps.notifications import services
from apps.notifications.admin import masked
from apps.notifications.models import Delivery, DeliveryState, Notification, SandboxMessage
from apps.notifications.services import _outages
from apps.notifications.tests.samples import payment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]
MODELS = ["delivery", "notification", "outage", "sandboxmessage"]


@pytest.fixture
def olga(client: Client) -> Client:
    client.force_login(make_operator())
    return client


def tell(person: User, count: int = 1) -> None:
    for _ in range(count):
        services.tell(
            person_id=person.id, template="payment_received", context=payment(), cause=uuid7(), now=clock.now()
        )


def page_of(client: Client, model: str, **query: str) -> str:
    response = client.get(reverse(f"admin:notifications_{model}_changelist"), query)
    assert response.status_code == 200
    return response.content.decode()


def test_masking_leaves_enough_to_recognise_and_too_little_to_write_to() -> None:
    assert masked("+254712000001") == "+254•••001"
    assert masked("amina@example.org") == "a•••@example.org"


def test_a_failed_delivery_is_seen_with_its_reason_and_without_its_address(olga: Client) -> None:
    tell(make_person("amina"))
    Delivery.objects.filter(channel="SMS").update(state=DeliveryState.FAILED, attempts=8, last_error="HTTP 503")
    page = page_of(olga, "delivery", state="FAILED")
    assert "HTTP 503" in page and "+254•••001" in page
    assert "+254712000001" not in page
    delivery = Delivery.objects.get(channel="SMS")
    detail = olga.get(reverse("admin:notifications_delivery_change", args=[delivery.id])).content.decode()
    assert "+254•••001" in detail and "+254712000001" not in detail
    assert reverse("admin:accounts_user_change", args=[delivery.person_id]) in detail
    assert reverse("admin:notifications_notification_change", args=[delivery.notification_id]) in detail


def test_a_notification_shows_its_deliveries(olga: Client) -> None:
    tell(make_person("amina"))
    row = Notification.objects.get()
    page = olga.get(reverse("admin:notifications_notification_change", args=[row.id])).content.decode()
    assert "+254•••001" in page and "a•••@example.org" in page
    assert "+254712000001" not in page


@pytest.mark.parametrize("model", MODELS)
def test_lists_cost_the_same_with_many_rows_and_count_no_table_to_its_end(
    olga: Client, model: str, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    tell(make_person("amina"), 30)
    services.send_due(now=clock.now())
    _outages.note_failure("SMS", "HTTP 503", now=clock.now())
    page_of(olga, model)
    # One of them is the sidebar's, which counts the approvals that wait.
    with django_assert_max_num_queries(7) as queries:
        page_of(olga, model)
    counted = [query["sql"] for query in queries.captured_queries if "COUNT(" in query["sql"].upper()]
    assert all("LIMIT" in sql for sql in counted), "a table was counted to its end"


@pytest.mark.parametrize("model", MODELS)
def test_nothing_can_be_added_changed_or_deleted(olga: Client, model: str) -> None:
    """SECURITY 16: not by a superuser either, and not by a crafted request."""
    tell(make_person("amina"))
    services.send_due(now=clock.now())
    _outages.note_failure("SMS", "HTTP 503", now=clock.now())
    pk = {
        "delivery": Delivery.objects.values_list("pk", flat=True)[0],
        "notification": Notification.objects.values_list("pk", flat=True)[0],
        "outage": "SMS",
        "sandboxmessage": SandboxMessage.objects.values_list("pk", flat=True)[0],
    }[model]
    before = (list(Delivery.objects.values()), list(Notification.objects.values()))
    assert olga.post(reverse(f"admin:notifications_{model}_add"), {}).status_code == 403
    assert olga.post(reverse(f"admin:notifications_{model}_delete", args=[pk]), {"post": "yes"}).status_code == 403
    change = reverse(f"admin:notifications_{model}_change", args=[pk])
    assert olga.post(change, {"title": "changed", "state": "SENT"}).status_code == 403
    changelist = reverse(f"admin:notifications_{model}_changelist")
    olga.post(changelist, {"action": "delete_selected", "_selected_action": [str(pk)], "post": "yes"})
    assert (list(Delivery.objects.values()), list(Notification.objects.values())) == before


def test_found_by_whole_address_and_id(olga: Client) -> None:
    amina, brian = make_person("amina"), make_person("brian")
    tell(amina)
    tell(brian)
    delivery = Delivery.objects.get(address="+254712000001")
    for term in (
        "+254712000001",
        " +254712000001 ",
        str(delivery.id),
        str(delivery.cause),
        str(delivery.notification_id),
    ):
        page = page_of(olga, "delivery", q=term)
        assert str(delivery.id) in page
        assert not any(str(one.id) in page for one in Delivery.objects.filter(person_id=brian.id))
    assert "a•••@example.org" in page_of(olga, "delivery", q="Amina@example.org")
    row = Notification.objects.get(person_id=amina.id)
    page = page_of(olga, "notification", q=str(amina.id))
    assert str(row.id) in page and str(brian.id) not in page
    assert str(row.id) not in page_of(olga, "notification", q="amina")


def send_again(client: Client, *deliveries: Delivery) -> Any:
    ids = [str(delivery.id) for delivery in deliveries]
    return client.post(
        reverse("admin:notifications_delivery_changelist"),
        {"action": "send_again", "_selected_action": ids},
        follow=True,
    )


def test_a_failed_one_is_sent_again_and_that_is_written_down(olga: Client) -> None:
    tell(make_person("amina"))
    failed, queued = Delivery.objects.get(channel="SMS"), Delivery.objects.get(channel="EMAIL")
    Delivery.objects.filter(pk=failed.pk).update(state=DeliveryState.FAILED, attempts=8)
    response = send_again(olga, failed, queued)
    assert "1 will be sent within seconds." in response.content.decode()
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == (DeliveryState.QUEUED, 0)
    assert [entry.object_id for entry in LogEntry.objects.all()] == [str(failed.id)]
    assert services.send_due(now=clock.now(), channel="SMS") == 1
    assert "None of these has failed." in send_again(olga, failed).content.decode()


def test_who_may_only_look_cannot_send_again(client: Client) -> None:
    viewer = make_person("esther", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_delivery"))
    client.force_login(viewer)
    tell(make_person("amina"))
    Delivery.objects.update(state=DeliveryState.FAILED)
    assert "send_again" not in page_of(client, "delivery")
    send_again(client, *Delivery.objects.all())
    assert not Delivery.objects.exclude(state=DeliveryState.FAILED).exists()
