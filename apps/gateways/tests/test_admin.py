"""The operators' pages of outside rails: what they may change, what they only see, and what nobody sees."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator
from apps.core import clock
from apps.gateways.models import Callback, Discrepancy, Gateway, Message, Route
from apps.gateways.selectors import list_health
from apps.gateways.tests.rails import ask, open_rail, rails
from apps.ledger.services import deferred_account_id

__all__ = ["rails"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rails")]
CAPS = {
    "timeout_seconds": "7.50",
    "rate_per_minute": "60",
    "concurrency": "4",
    "breaker_threshold": "3",
    "breaker_seconds": "20",
}


def enter(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def site() -> Client:
    return enter(make_operator())


@pytest.fixture
def auditor() -> Client:
    vera = User.objects.create_user("+254712000077", full_name="Vera Auditor", is_staff=True)
    vera.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return enter(vera)


def text_of(client: Client, name: str, *args: object, **query: object) -> str:
    answer = client.get(reverse(f"admin:gateways_{name}", args=args, query=query))
    assert answer.status_code == 200, name
    return answer.content.decode()


def message(**more: Any) -> Message:
    given = {"gateway_code": "first", "direction": "OUT", "method": "POST", "path": "/v1/payments", "status": 200}
    return Message.objects.create(**{**given, "created_at": clock.now(), **more})


def callback(body: bytes, **more: Any) -> Callback:
    given = {"gateway_code": "first", "event_id": "evt_1", "headers": {}, "received_at": clock.now()}
    return Callback.objects.create(**{**given, "body": body, **more})


# Gateways.


def test_a_gateways_caps_are_changed_and_the_change_is_remembered(site: Client) -> None:
    open_rail("first", silences=3)
    page = reverse("admin:gateways_gateway_change", args=["first"])
    assert site.post(page, {"title": "First bank", "is_active": "on", **CAPS}).status_code == 302
    row = Gateway.objects.get()
    assert (row.title, row.timeout_seconds, row.rate_per_minute, row.concurrency) == (
        "First bank",
        Decimal("7.5"),
        60,
        4,
    )
    assert (row.breaker_threshold, row.breaker_seconds, row.silences) == (3, 20, 3)
    entry = LogEntry.objects.get()
    assert entry.object_id == "first" and "Title" in entry.get_change_message()


def test_a_gateway_is_switched_off(site: Client) -> None:
    open_rail("first")
    site.post(reverse("admin:gateways_gateway_change", args=["first"]), {"title": "First", **CAPS})
    assert not Gateway.objects.get().is_active
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("timeout_seconds", "0"),
        ("timeout_seconds", "61"),
        ("rate_per_minute", "0"),
        ("concurrency", "201"),
        ("breaker_seconds", "-1"),
    ],
)
def test_caps_that_make_no_sense_are_refused_beside_their_field(site: Client, field: str, value: str) -> None:
    before = open_rail("first")
    page = reverse("admin:gateways_gateway_change", args=["first"])
    answer = site.post(page, {"title": "First", "is_active": "on", **CAPS, field: value})
    assert answer.status_code == 200 and answer.context["adminform"].form.errors.keys() == {field}
    before.refresh_from_db()
    assert before.rate_per_minute == 600


def test_a_gateway_that_the_environment_names_is_added_and_no_other(site: Client, settings: Any) -> None:
    settings.GATEWAY_CONNECTIONS = {"second": {"adapter": "once", "base_url": "https://second.example"}}
    page = reverse("admin:gateways_gateway_add")
    assert site.post(page, {"code": "third", "title": "Third", "is_active": "on", **CAPS}).status_code == 200
    assert site.post(page, {"code": "second", "title": "Second", "is_active": "on", **CAPS}).status_code == 302
    assert Gateway.objects.get().code == "second"
    assert LogEntry.objects.get().object_id == "second"


def test_the_columns_of_the_breaker_are_nobodys_to_type(site: Client) -> None:
    open_rail("first")
    forged = {"silences": "99", "opened_at_0": "2026-01-01", "opened_at_1": "00:00", "probe_at": "2026-01-01"}
    site.post(
        reverse("admin:gateways_gateway_change", args=["first"]), {"title": "F", "is_active": "on", **CAPS, **forged}
    )
    row = Gateway.objects.get()
    assert (row.silences, row.opened_at, row.probe_at) == (0, None, None)


def test_an_open_breaker_is_shown_and_closed_with_a_reason(site: Client) -> None:
    open_rail("first", silences=5, opened_at=clock.now(), probe_at=clock.now() + timedelta(seconds=30))
    assert "open since" in text_of(site, "gateway_changelist")
    page = reverse("admin:gateways_gateway_let_through", args=["first"])
    assert site.post(page, {"_form_submitted": "on", "reason": "They have called."}).status_code == 200
    assert Gateway.objects.get().opened_at is None
    assert "They have called." in LogEntry.objects.get().get_change_message()
    assert "open since" not in text_of(site, "gateway_change", "first")


def test_a_gateways_page_shows_where_it_is_and_no_secret(site: Client, settings: Any) -> None:
    open_rail("first")
    settings.GATEWAY_CONNECTIONS["first"] |= {"client_secret": "canary-secret", "callback_secrets": ["canary-callback"]}
    text = text_of(site, "gateway_change", "first")
    assert "http://127.0.0.1:9 (once)" in text and "canary" not in text


def test_how_it_does_is_counted_over_the_last_hour(site: Client) -> None:
    now = clock.now()
    open_rail("first")
    open_rail("second")
    for status in (200, 201, 400, 503, None):
        message(status=status)
    for state, code in (("SUCCEEDED", ""), ("SUCCEEDED", ""), ("SUCCEEDED", ""), ("FAILED", "provider_declined")):
        ask(state=state, failure_code=code, gateway_code="first", due_at=None, decided_at=now)
    ask(state="FAILED", failure_code="x", gateway_code="first", due_at=None, decided_at=now - timedelta(hours=2))
    health = list_health(["first", "second"], now=now)
    assert (health["first"].answered_percent, health["first"].asked) == (60, 5)
    assert (health["first"].succeeded_percent, health["first"].decided) == (75, 4)
    assert health["first"].last_answer_at is not None
    assert (health["second"].answered_percent, health["second"].last_answer_at) == (None, None)
    text = text_of(site, "gateway_changelist")
    assert "60 % of 5 requests" in text and "75 % of 4 operations" in text


def test_gateways_and_routes_are_never_deleted(site: Client) -> None:
    open_rail("first")
    route = Route.objects.first()
    assert route is not None
    for name, identity in (("gateway", "first"), ("route", route.pk)):
        answer = site.post(reverse(f"admin:gateways_{name}_delete", args=[identity]), {"post": "yes"})
        assert answer.status_code == 403
    assert Gateway.objects.count() == 1 and Route.objects.count() == 6


# Routes.

ROUTE = {
    "gateway": "first",
    "capability": "PAY_OUT",
    "currency": "kes",
    "country": "ke",
    "minimum": "5",
    "maximum": "",
    "priority": "10",
    "is_active": "on",
}


def test_a_route_is_added_with_its_clearing_account_and_changed(site: Client) -> None:
    open_rail("first", routes=False)
    assert site.post(reverse("admin:gateways_route_add"), ROUTE).status_code == 302
    row = Route.objects.get()
    assert (row.currency, row.country, row.minimum, row.maximum, row.priority) == ("KES", "KE", Decimal(5), None, 10)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, floor FROM ledger_account WHERE id = %s", [deferred_account_id("psp:first:clearing", "KES")]
        )
        assert cursor.fetchone() == ("ASSET", None)
    page = reverse("admin:gateways_route_change", args=[row.pk])
    assert site.post(page, {**ROUTE, "priority": "20", "maximum": "9000", "is_active": ""}).status_code == 302
    row.refresh_from_db()
    assert (row.priority, row.maximum, row.is_active) == (20, Decimal(9000), False)
    assert LogEntry.objects.filter(object_id=str(row.pk)).count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"currency": "XXQ"},
        {"country": "1!"},
        {"minimum": "-1"},
        {"minimum": "10", "maximum": "9.99"},
        {"capability": "SETTLEMENT_FILE"},
        {"gateway": "nobody"},
    ],
)
def test_a_route_that_makes_no_sense_is_refused(site: Client, wrong: dict[str, str]) -> None:
    open_rail("first", routes=False)
    assert site.post(reverse("admin:gateways_route_add"), {**ROUTE, **wrong}).status_code == 200
    assert not Route.objects.exists() and not LogEntry.objects.exists()


def test_there_is_one_route_of_a_kind(site: Client) -> None:
    open_rail("first", routes=False)
    site.post(reverse("admin:gateways_route_add"), ROUTE)
    site.post(reverse("admin:gateways_route_add"), {**ROUTE, "priority": "77"})
    other = Route.objects.create(gateway_id="first", capability="COLLECT", currency="KES")
    page = reverse("admin:gateways_route_change", args=[other.pk])
    assert site.post(page, {**ROUTE, "priority": "99"}).status_code == 200
    assert Route.objects.filter(capability="PAY_OUT").count() == 1
    other.refresh_from_db()
    assert other.capability == "COLLECT"


# What is only looked at.


def test_an_auditor_sees_everything_and_changes_nothing(auditor: Client) -> None:
    open_rail("first")
    route = Route.objects.first()
    assert route is not None
    operation, wire, told = ask(), message(), callback(b"{}")
    for name, identity in (
        ("gateway", "first"),
        ("route", route.pk),
        ("operation", operation.pk),
        ("message", wire.pk),
        ("callback", told.pk),
    ):
        text_of(auditor, f"{name}_changelist")
        text_of(auditor, f"{name}_change", identity)
        for page in (f"{name}_add", f"{name}_change", f"{name}_delete"):
            args = [] if page.endswith("add") else [identity]
            answer = auditor.post(reverse(f"admin:gateways_{page}", args=args), {"title": "x", **CAPS, **ROUTE})
            assert answer.status_code == 403, page
    page = reverse("admin:gateways_gateway_let_through", args=["first"])
    assert auditor.post(page, {"_form_submitted": "on", "reason": "x"}).status_code in {302, 403}
    assert not LogEntry.objects.exists() and Gateway.objects.get().title == "First"


def test_an_operation_leads_to_all_that_was_said_about_it(site: Client) -> None:
    open_rail("first")
    operation = ask(
        capability="PAY_BILL",
        terms={"biller": "power", "account_number": "0123456789"},
        result={"voucher": "1234-5678-9012-3456-7890"},
    )
    wire, told = message(operation_id=operation.id), callback(b"{}", operation_id=operation.id)
    wrong = Discrepancy.objects.create(
        kind="SILENT", gateway_code="first", operation_id=operation.id, created_at=clock.now()
    )
    text = text_of(site, "operation_change", operation.pk)
    for name, row in (("message", wire), ("callback", told), ("discrepancy", wrong)):
        assert f'href="{reverse(f"admin:gateways_{name}_change", args=[row.pk])}"' in text
    assert reverse("admin:transactions_transaction_change", args=[operation.transaction_id]) in text
    assert "0123456789" not in text and "•••• 6789" in text
    assert "1234-5678" not in text and "•••• 7890" in text


def test_operations_are_narrowed_by_state_gateway_and_need(site: Client) -> None:
    now = clock.now()
    open_rail("first")
    ask("11.00", state="UNKNOWN", gateway_code="first", needs_operator_since=now)
    ask("22.00", gateway_code="other")
    for query, seen, unseen in (
        ({"state": "UNKNOWN"}, "11.00", "22.00"),
        ({"state": "READY"}, "22.00", "11.00"),
        ({"gateway_code": "first"}, "11.00", "22.00"),
        ({"needs_operator": "yes"}, "11.00", "22.00"),
    ):
        text = text_of(site, "operation_changelist", **query)
        assert f"{seen} USD" in text and f"{unseen} USD" not in text, query


def test_an_operation_is_found_by_its_payment(site: Client) -> None:
    one, _ = ask("11.00"), ask("22.00")
    text = text_of(site, "operation_changelist", q=one.transaction_id)
    assert "11.00 USD" in text and "22.00 USD" not in text


def test_messages_are_found_by_operation_request_path_and_status(site: Client) -> None:
    operation = uuid4()
    message(path="/found/by", operation_id=operation, request_id="req-1", status=418)
    message(path="/other", request_id="req-2")
    for term in (operation, "req-1", "/found", "418"):
        text = text_of(site, "message_changelist", q=term)
        assert "/found/by" in text and "/other" not in text, term
    assert "/other" in text_of(site, "message_changelist", answer="2")
    assert "/found/by" in text_of(site, "message_changelist", answer="4")
    message(path="/silence", status=None)
    assert "/silence" in text_of(site, "message_changelist", answer="none")
    assert "/other" not in text_of(site, "message_changelist", q="no such thing")


def test_a_search_for_messages_is_answered_by_indexes() -> None:
    from django.contrib import admin

    page = admin.site._registry[Message]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for term in (str(uuid4()), "req-1", "/v1/pay", "503"):
            rows = Message.objects.filter(page.matching(term))  # type: ignore[attr-defined]
            assert "Seq Scan" not in rows.explain(), term
        for trouble in (Message.objects.filter(status=None), Callback.objects.filter(state="QUARANTINED")):
            assert "Seq Scan" not in trouble.order_by("-pk").explain()


def test_the_list_of_messages_reads_no_bodies(site: Client) -> None:
    for _ in range(3):
        message(request_body="x" * 5_000)
    with CaptureQueriesContext(connection) as queries:
        text_of(site, "message_changelist")
    assert not any("request_body" in query["sql"] for query in queries)


def test_a_body_is_shown_as_text_and_masked(site: Client) -> None:
    body = b'{"note": "<script>alert(1)</script>", "account_number": "0123456789", "pan": "4242424242424242"}'
    told = callback(body, headers={"x-signature": "canary-signature", "content-type": "application/json"})
    text = text_of(site, "callback_change", told.pk)
    assert "<script>alert(1)" not in text and "&lt;script&gt;alert(1)" in text
    assert "0123456789" not in text and "4242424242424242" not in text and "canary-signature" not in text
    assert "application/json" in text
    wire = message(response_body="<img src=x onerror=alert(1)>")
    assert "<img src=x" not in text_of(site, "message_change", wire.pk)


def test_a_callback_of_any_bytes_can_be_looked_at(site: Client) -> None:
    assert "bytes that are no text" in text_of(site, "callback_change", callback(b"\xff\xfe\x00").pk)


def test_callbacks_are_found_by_event_and_operation(site: Client) -> None:
    operation = uuid4()
    callback(b"{}", event_id="evt_one", operation_id=operation)
    callback(b"{}", event_id="evt_two")
    for term in ("evt_one", operation):
        text = text_of(site, "callback_changelist", q=term)
        assert "evt_one" in text and "evt_two" not in text


def test_the_sidebar_has_them(site: Client) -> None:
    text = site.get(reverse("admin:index")).content.decode()
    for name in ("gateway", "route", "operation", "callback", "message"):
        assert reverse(f"admin:gateways_{name}_changelist") in text
