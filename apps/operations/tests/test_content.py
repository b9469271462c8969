"""What operators write goes before the public by two of them: the pages, the inbox, and what is said there."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator, make_person
from apps.approvals import services as approvals
from apps.approvals.models import Approval
from apps.billers import services as billers
from apps.billers.models import Biller
from apps.core import clock
from apps.core.errors import DomainError
from apps.core.models import AuditRecord
from apps.notifications import rendering
from apps.notifications import services as notifications
from apps.notifications.models import Announcement, TemplateVersion
from apps.notifications.samples import payment
from apps.transactions import services as transactions
from apps.transactions.models import Spending, TierLimit

pytestmark = pytest.mark.django_db
SHORT = "Sent {{ amount }} {{ currency }} to {{ counterparty }}, ref {{ reference }}. GoPay"


@pytest.fixture
def olga() -> User:
    return make_operator()


@pytest.fixture
def grace() -> User:
    return make_person("grace", is_staff=True, is_superuser=True)


@pytest.fixture
def site(olga: User) -> Client:
    return enter(olga)


@pytest.fixture
def auditor() -> Client:
    vera = User.objects.create_user("+254712000077", full_name="Vera Auditor", is_staff=True)
    vera.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return enter(vera)


def enter(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(client: Client, called: str, /, *args: object, **query: object) -> str:
    answer = client.get(reverse(f"admin:{called}", args=args, query=query))
    assert answer.status_code == 200, (called, answer.status_code)
    return answer.content.decode()


def decide(approval: Approval, by: User) -> None:
    approvals.approve_change(approval_id=approval.pk, checker_id=by.pk, holds_role=True, now=clock.now())


def post_text(client: Client, **changes: str) -> Any:
    fields = {"name": "payment_sent", "way": "sms", "language": "en", "subject": "", "body": SHORT, "why": "Shorter."}
    return client.post(reverse("admin:notifications_templateversion_add"), {**fields, **changes})


def act(client: Client, model: str, row: Any, verb: str, **fields: str) -> Any:
    address = f"/admin/notifications/{model}/{row.pk}/{verb}/"
    return client.post(address, {"_form_submitted": "on", **fields})


# Texts.


@pytest.mark.django_db(transaction=True)
def test_a_text_is_written_looked_at_asked_for_and_put_to_use_by_a_colleague(
    site: Client, olga: User, grace: User
) -> None:
    assert post_text(site).status_code == 302
    row = TemplateVersion.objects.get()
    shown = page(site, "notifications_templateversion_change", row.pk)
    assert "Sent 12.50 USD to Amina Otieno, ref 7K2M9QX4AB. GoPay" in shown, "as people will read it"
    assert "You sent 12.50 USD to Amina Otieno." in shown, "beside what the file says"
    assert "1 SMS" in shown and "GSM-7" in shown and "<ins>" in shown and "<del>" in shown
    assert act(site, "templateversion", row, "ask", reason="Cheaper.").status_code == 200
    approval = Approval.objects.get()
    assert [line["after"] if isinstance(line, dict) else line[2] for line in approval.changes] == [
        "Sent 12.50 USD to Amina Otieno, ref 7K2M9QX4AB. GoPay"
    ]
    with pytest.raises(DomainError):
        decide(approval, olga)
    assert rendering.render("payment_sent", "sms", payment(), language="en").body.startswith("You sent")
    decide(approval, grace)
    assert rendering.render("payment_sent", "sms", payment(), language="en").body.startswith("Sent 12.50")
    assert "version 1" in page(site, "message_text", "payment_sent")
    assert "SMS, English" in page(site, "message_texts", only="written")
    # Another draft whose diff was made against version 1 is void once something else is in use.
    post_text(site, body="Out: " + SHORT)
    draft = TemplateVersion.objects.get(number=2)
    act(site, "templateversion", draft, "ask", reason="Again.")
    act(site, "templateversion", row, "retire", reason="A mistake.")
    with pytest.raises(DomainError):
        decide(Approval.objects.get(subject_id=draft.pk), grace)
    draft.refresh_from_db()
    assert draft.state == "DRAFT" and Approval.objects.get(subject_id=draft.pk).state == "VOIDED"
    assert rendering.render("payment_sent", "sms", payment(), language="en").body.startswith("You sent")


def test_what_is_wrong_is_said_beside_its_field(site: Client) -> None:
    for changes, words in (
        ({"body": SHORT + " {% load i18n %}"}, "names of values only"),
        ({"body": SHORT + " {{ balance }}"}, "{{ balance }}"),
        ({"subject": "Hi"}, "An SMS has no subject."),
        ({"why": ""}, "This field is required."),
        ({"language": "tlh"}, "Select a valid choice."),
        ({"name": "nobody"}, "Select a valid choice."),
        ({"body": "x" * 20_000}, "at most"),
    ):
        answer = post_text(site, **changes)
        assert answer.status_code == 200 and words in answer.content.decode(), changes
    assert not TemplateVersion.objects.exists()


def test_the_form_begins_with_what_is_said_now(site: Client) -> None:
    begun = page(site, "notifications_templateversion_add", name="payment_sent", way="inbox", language="sw")
    assert "You sent {{ amount }} {{ currency }} to {{ counterparty }}" in begun
    post_text(site)
    again = page(site, "notifications_templateversion_add", **{"from": TemplateVersion.objects.get().pk})
    assert "Sent {{ amount }}" in again
    assert page(site, "notifications_templateversion_add", name="../../x", way="sms", **{"from": "x"})


def test_the_live_preview_shows_what_is_typed_and_says_what_is_wrong(site: Client, auditor: Client) -> None:
    address = reverse("admin:notifications_templateversion_preview")
    fields = {"name": "payment_sent", "way": "email", "language": "ar", "subject": "Sent", "body": "<script>x</script>"}
    wrong = site.post(address, fields).content.decode()
    assert "This has to be said too" in wrong and "<script>x" not in wrong
    body = "**Sent** {{ amount }} {{ currency }} {{ reference }} <img src=x>"
    right = site.post(address, {**fields, "body": body}).content.decode()
    assert "&lt;img" in right and "<img" not in right and "sandbox" in right and 'dir="rtl"' in right
    for odd in ({"name": "nobody"}, {"way": "push"}, {"language": "xx"}):
        assert site.post(address, {**fields, **odd}).status_code == 404
    assert site.get(address).status_code == 405 and auditor.post(address, fields).status_code == 403


def test_auditors_look_and_write_nothing(auditor: Client, site: Client) -> None:
    post_text(site)
    row = TemplateVersion.objects.get()
    assert "History" in page(auditor, "notifications_templateversion_change", row.pk)
    assert page(auditor, "message_texts", q="refund") and page(auditor, "message_text", "payment_sent")
    assert post_text(auditor).status_code == 403
    for verb in ("ask", "retire", "restore"):
        assert act(auditor, "templateversion", row, verb, reason="No.").status_code == 403
    delete = reverse("admin:notifications_templateversion_delete", args=[row.pk])
    assert auditor.post(delete, {"post": "yes"}).status_code == 403 == site.post(delete, {"post": "yes"}).status_code
    assert auditor.get(reverse("admin:message_text", args=["nobody"])).status_code == 404


# Announcements.


def post_announcement(client: Client, row: Announcement | None = None, /, **changes: str) -> Any:
    now = clock.now()
    end = now + timedelta(days=1)
    fields = {
        "title_en": "Maintenance",
        "body_en": "No payments on Sunday.",
        "severity": "WARNING",
        "audience": "EVERYBODY",
        "in_app": "on",
        "on_web": "on",
        "starts_at_0": f"{now:%Y-%m-%d}",
        "starts_at_1": f"{now:%H:%M:%S}",
        "ends_at_0": f"{end:%Y-%m-%d}",
        "ends_at_1": f"{end:%H:%M:%S}",
        "why": "The database moves.",
        **changes,
    }
    name = "admin:notifications_announcement_" + ("change" if row else "add")
    return client.post(reverse(name, args=[row.pk] if row else []), fields)


@pytest.mark.django_db(transaction=True)
def test_an_announcement_is_written_published_by_a_colleague_and_ended(site: Client, olga: User, grace: User) -> None:
    assert post_announcement(site, title_ar="صيانة", body_ar="لا مدفوعات").status_code == 302
    row = Announcement.objects.get()
    assert post_announcement(site, row, title_en="Maintenance on Sunday").status_code == 302
    row.refresh_from_db()
    assert (row.version, list(row.texts)) == (2, ["en"])
    shown = page(site, "notifications_announcement_change", row.pk)
    assert "Maintenance on Sunday" in shown and "<del>Maintenance</del>" in shown
    act(site, "announcement", row, "ask", reason="Tell them.")
    approval = Approval.objects.get()
    with pytest.raises(DomainError):
        decide(approval, olga)
    decide(approval, grace)
    row.refresh_from_db()
    assert (row.state, row.publisher_id) == ("PUBLISHED", grace.pk)
    assert post_announcement(site, row).status_code == 403, "what is published keeps its words"
    seen = page(site, "notifications_announcement_change", row.pk)
    assert "Seen now" in seen and "gp-banner-warning" in seen and "Grace Achieng" in seen
    act(site, "announcement", row, "end", reason="Done early.")
    row.refresh_from_db()
    assert (row.state, row.ended_by_id) == ("ENDED", olga.pk)


@pytest.mark.django_db(transaction=True)
def test_writing_anew_voids_what_was_asked_for(site: Client, grace: User) -> None:
    post_announcement(site)
    row = Announcement.objects.get()
    act(site, "announcement", row, "ask", reason="Tell them.")
    post_announcement(site, row, title_en="Something else")
    with pytest.raises(DomainError):
        decide(Approval.objects.get(), grace)
    assert Approval.objects.get().state == "VOIDED" and Announcement.objects.get().state == "DRAFT"


def test_announcements_that_make_no_sense(site: Client, auditor: Client) -> None:
    yesterday = f"{clock.now() - timedelta(days=2):%Y-%m-%d}"
    for changes, words in (
        ({"title_en": ""}, "Write this in English too."),
        ({"title_en": "", "body_en": ""}, "write that"),
        ({"ends_at_0": yesterday}, "It has to end after it has begun."),
        ({"starts_at_0": "soon"}, "Enter a valid date."),
        ({"country": "xx"}, "not the code of a country"),
        ({"in_app": "", "on_web": ""}, "in the app, on the web, or both"),
        ({"body_sw": "x" * 2_000, "title_sw": "y"}, "at most 1000"),
        ({"audience": "ALIENS"}, "Select a valid choice"),
    ):
        answer = post_announcement(site, None, **changes)
        assert answer.status_code == 200 and words in answer.content.decode(), changes
    assert not Announcement.objects.exists()
    assert post_announcement(auditor).status_code == 403
    hostile = {"title_en": "<script>alert(1)</script>", "body_en": "{{ 7 }}<img src=x>"}
    shown = site.post(reverse("admin:notifications_announcement_preview"), hostile).content.decode()
    assert "&lt;script&gt;" in shown and "<script" not in shown and "<img" not in shown
    assert post_announcement(site, None, **hostile).status_code == 302
    for client in (site, auditor):
        text = page(client, "notifications_announcement_change", Announcement.objects.get().pk)
        assert "<script>alert" not in text and "<img src=x" not in text


# Fees and limits.


def test_what_payments_would_cost_is_seen_before_it_is_agreed_to(site: Client, olga: User, grace: User) -> None:
    transactions.set_fee(
        kind="P2P",
        currency="USD",
        flat=Decimal("0.10"),
        percent=Decimal(1),
        active_from=clock.now() - timedelta(days=2),
    )
    asked = transactions.request_fee(
        kind="P2P",
        currency="USD",
        figures={
            "flat": Decimal("0.50"),
            "percent": Decimal(0),
            "minimum": Decimal(0),
            "maximum": None,
            "tax_percent": Decimal(16),
            "bearer": "PAYER",
        },
        why="Simpler.",
        maker_id=olga.pk,
        now=clock.now(),
    )
    now = page(site, "fee_preview", kind="P2P", currency="USD", amount="200")
    assert "2.10 USD" in now and "202.10 USD" in now and "Fee then" not in now
    both = page(site, "fee_preview", approval=asked.pk)
    assert "0.50 USD + 0.08 USD tax" in both and "100.58 USD" in both and "1.10 USD" in both
    assert "In force" in both
    for odd in ("-5", "1e9", "x", "NaN", "1" * 40, "1.001", "٣"):
        assert "gp-wrong" in page(site, "fee_preview", kind="P2P", currency="USD", amount=odd)
    assert page(site, "fee_preview", kind="BARTER", currency="ZZZ", tier="KING", approval="x")
    assert site.get(reverse("admin:fee_preview")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_history_of_fees_says_who_asked_and_who_approved(site: Client, olga: User, grace: User) -> None:
    figures = {
        "flat": Decimal(1),
        "percent": Decimal(0),
        "minimum": Decimal(0),
        "maximum": None,
        "tax_percent": Decimal(0),
        "bearer": "PAYER",
    }
    asked = transactions.request_fee(
        kind="P2P", currency="EUR", figures=figures, why="New.", maker_id=olga.pk, now=clock.now()
    )
    decide(asked, grace)
    shown = page(site, "fee_preview", kind="P2P", currency="EUR")
    assert "Grace Achieng" in shown and "Olga Operator" in shown and "In force" in shown


def test_who_is_near_a_limit_is_counted(site: Client, olga: User) -> None:
    today = clock.now().date()
    TierLimit.objects.update_or_create(tier="TIER_1", kind="", currency="USD", defaults={"daily": Decimal(100)})
    for name, paid in (("amina", 50), ("brian", 85), ("chidi", 99), ("esther", 10)):
        person = make_person(name, kyc_tier="TIER_1")
        Spending.objects.create(
            id=person.pk, person_id=person.pk, kind="", currency="USD", day=today, day_total=paid, day_count=1,
            month=today.replace(day=1), month_total=paid,
        )  # fmt: skip
    shown = page(site, "limit_preview", tier="TIER_1", currency="USD", daily="60")
    assert "2, 0" in shown and "0, 2" in shown and "4 people" in shown
    assert "whole number above zero" in page(site, "limit_preview", tier="TIER_1", daily_count="1.5")
    assert "above zero" in page(site, "limit_preview", tier="TIER_1", daily="-1")
    with CaptureQueriesContext(connection) as captured:
        page(site, "limit_preview", tier="TIER_1", currency="USD", daily="60")
    sample = next(each["sql"] for each in captured if "TABLESAMPLE" in each["sql"])
    assert "LIMIT" in sample and len(captured) <= 25


# Billers.


def test_a_biller_keeps_its_past_and_is_seen_as_customers_see_it(site: Client, olga: User) -> None:
    from apps.billers.models import Category

    category = Category.objects.create(code="water-x", name="Water", icon="water")
    fields = {
        "code": "nile",
        "name": "Nile <b>Water</b>",
        "category": category,
        "provider_code": "NILE",
        "account_label": "Meter number",
        "account_pattern": "[0-9]{6}",
        "currency": "USD",
        "initials": "NW",
        "minimum": Decimal(1),
        "maximum": Decimal(100),
        "colour": "#fde68a",
    }
    row = billers.save_biller(fields=fields, by=olga.pk, now=clock.now())
    billers.save_biller(biller_id=row.pk, fields={"name": "Nile Works"}, by=olga.pk, now=clock.now())
    billers.save_biller(biller_id=row.pk, fields={"name": "Nile Works"}, by=olga.pk, now=clock.now())
    records = AuditRecord.objects.filter(subject_id=str(row.pk)).order_by("id")
    assert [record.what for record in records] == ["added a biller", "changed a biller"]
    assert records[1].detail["before"] == {"name": "Nile <b>Water</b>"}
    shown = page(site, "billers_biller_change", row.pk)
    assert "As customers see it" in shown and "<del>Nile &lt;b&gt;Water&lt;/b&gt;</del>" in shown
    assert Biller.objects.get(pk=row.pk).name == "Nile Works"


# Cost.


def test_pages_cost_little(site: Client, olga: User, grace: User) -> None:
    for _ in range(3):
        post_text(site)
    row = notifications.write_announcement(
        texts={"en": {"title": "Hi", "body": "There"}},
        severity="INFO",
        audience="EVERYBODY",
        starts_at=clock.now(),
        ends_at=clock.now() + timedelta(days=1),
        why="Hello.",
        by=olga.pk,
        now=clock.now(),
    )
    addresses: list[tuple[str, list[Any]]] = [
        ("message_texts", []),
        ("message_text", ["payment_sent"]),
        ("notifications_templateversion_changelist", []),
        ("notifications_templateversion_change", [TemplateVersion.objects.latest("number").pk]),
        ("notifications_announcement_changelist", []),
        ("notifications_announcement_change", [row.pk]),
        ("fee_preview", []),
        ("limit_preview", []),
    ]
    for name, args in addresses:
        page(site, name, *args)
        with CaptureQueriesContext(connection) as captured:
            page(site, name, *args)
        assert len(captured) <= 20, (name, len(captured))
