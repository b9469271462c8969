"""One page about everything of a person, an agent, a merchant, a biller, a gateway: what it shows, to whom, at what
cost."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.agents.models import Agent, Dealing
from apps.billers.models import Biller
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.models import AuditRecord
from apps.gateways.models import Gateway, Message
from apps.merchants.models import Merchant
from apps.operations.tests.overviews import (
    MOST_STATEMENTS,
    look,
    operator,
    operator_once,
    reads_without_index,
    staff_with,
    statements_of,
)
from apps.transactions.models import TierLimit, Transaction
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import join


def person_page(person: User) -> str:
    return f"/admin/people/{person.id}/"


@pytest.mark.django_db
def test_a_persons_page_says_who_they_are_what_they_have_and_what_happened() -> None:
    amina, brian = join("amina", 100), join("brian")
    TierLimit.objects.create(tier="TIER_0", kind="", currency="USD", daily=40, daily_count=8, single=30)
    reference = send(amina, "brian", "10.00").transaction.reference
    amina.secured_at = clock.now()
    amina.save()
    words = look(operator(), person_page(amina))
    assert "Amina Otieno Active Number verified Secured: no money leaves" in words
    assert "+254712000001" in words
    assert "USD Active 90.00 USD" in words.replace("  ", " ") or "90.00 USD" in words
    assert "10.00 USD of 40.00 USD" in words
    assert "1 of 8 payments" in words
    assert f"Transfer 10.00 USD to Brian Mwangi Completed {reference}" in words
    assert "Transfer 10.00 USD from Amina Otieno" in look(operator_once(), person_page(brian))


@pytest.mark.django_db
def test_whoever_looks_is_written_down_and_shown_to_the_next() -> None:
    amina, olga = make_person("amina"), operator()
    look(olga, person_page(amina))
    (sight,) = AuditRecord.objects.filter(subject_id=str(amina.id))
    assert (sight.verb, sight.subject_kind, sight.what) == ("SAW", "accounts.user", "Everything about a person")
    assert sight.actor_id == User.objects.get(is_superuser=True).id
    look(olga, person_page(amina))
    assert "Everything about a person Saw 2 times Staff, by Olga Operator" in look(olga, person_page(amina))


@pytest.mark.django_db
def test_who_may_see_people_and_nothing_else_sees_the_person_and_nothing_else() -> None:
    amina = join("amina", 100)
    join("brian")
    send(amina, "brian", "10.00")
    words = look(staff_with("accounts.view_user"), person_page(amina))
    assert "Amina Otieno" in words
    for title in ("Wallets", "Limits used", "Risk cases", "Disputes", "Identity", "Phones", "Brian", "10.00", "Staff"):
        assert title not in words, title
    assert "Nothing has happened, as far as you may see it." in words
    words = look(staff_with("accounts.view_user", "wallets.view_wallet"), person_page(amina))
    assert "Wallets" in words and "Brian" not in words
    assert "Brian" in look(staff_with("accounts.view_user", "transactions.view_transaction"), person_page(amina))


@pytest.mark.django_db
def test_pages_are_for_who_may_see_their_rows() -> None:
    amina, nobody = make_person("amina"), staff_with("core.view_heartbeat")
    for path in (person_page(amina), f"/admin/agents/{uuid4()}/", "/admin/rails/testbank/", "/admin/find/"):
        assert nobody.get(path).status_code == 403, path
    assert Client().get(person_page(amina)).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        *(f"/admin/{group}/{UUID(int=7)}/" for group in ("people", "agents", "merchants", "billers", "payments")),
        "/admin/people/amina/",
        "/admin/people/00000000-0000-0000-0000-00000000000g/",
        "/admin/rails/nosuch/",
        "/admin/rails/a'b/",
    ],
)
def test_what_is_not_there_is_not_found(path: str) -> None:
    assert operator().get(path).status_code == 404


@pytest.mark.django_db
def test_names_are_words_and_never_markup() -> None:
    amina = make_person("amina", full_name='<script>alert("A")</script>')
    page = operator().get(person_page(amina)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(&quot;A&quot;)&lt;/script&gt;" in page


@pytest.mark.django_db
def test_odd_addresses_of_a_timeline_show_one() -> None:
    olga, path = operator(), person_page(make_person("amina"))
    for until in ("9999-12-31", "0001-01-01", "yesterday", "2026-02-30", "2026-05-01", ""):
        for kind in ("Payments", "'"):
            look(olga, f"{path}?until={until}&kind={kind}&before=x.y~z")


def overviews() -> list[str]:
    """A page of each kind, with the most there is behind it in the demo."""
    return [
        person_page(User.objects.get(full_name="Amina Otieno")),
        *(f"/admin/agents/{row.pk}/" for row in Agent.objects.all()),
        *(f"/admin/merchants/{row.pk}/" for row in Merchant.objects.all()),
        f"/admin/billers/{Biller.objects.order_by('pk')[0].pk}/",
        f"/admin/rails/{Gateway.objects.order_by('pk')[0].pk}/",
    ]


def test_each_page_is_read_by_indexes_in_few_statements(olga: Client) -> None:
    for path in overviews():
        look(olga, path)
        statements = statements_of(olga, path)
        assert len(statements) <= MOST_STATEMENTS, (path, len(statements))
        assert reads_without_index(statements) == [], path


def test_every_kind_of_payment_is_told_within_its_statements(olga: Client) -> None:
    told = set()
    for payment in Transaction.objects.order_by("-id"):
        if (payment.kind, payment.state) in told:
            continue
        told.add((payment.kind, payment.state))
        look(olga, f"/admin/payments/{payment.id}/")
        statements = statements_of(olga, f"/admin/payments/{payment.id}/")
        assert len(statements) <= MOST_STATEMENTS, (payment.kind, len(statements))
        assert reads_without_index(statements) == [], payment.kind
    assert len(told) > 8
    dealing = Dealing.objects.exclude(commission=Decimal(0)).order_by("-transaction_id")[0]
    words = look(olga, f"/admin/payments/{dealing.transaction_id}/")
    assert "Commission of the agent" in words and "Booked: commission" in words


def test_an_agents_page_says_what_it_holds_and_does(olga: Client) -> None:
    agent = Agent.objects.get(name="Yara Money Points")
    words = look(olga, f"/admin/agents/{agent.pk}/")
    for part in ("Outlets and float", "Gikomba Market", "Cash in", "Open shifts", "Yara Kone Owner", "Super-agent"):
        assert part in words.replace("all outlets ", ""), part
    assert "Commission of" in words
    assert "Shift at Main" in words
    assert "Business registration" in words


def test_a_merchants_page_says_what_it_takes_and_is_settled(olga: Client) -> None:
    merchant = Merchant.objects.get(name="Mama Njeri's Kitchen")
    words = look(olga, f"/admin/merchants/{merchant.pk}/")
    for part in ("Taken, not settled", "Settlements", "Market Street", "Grace Achieng", "API keys", "Webhooks"):
        assert part in words, part
    assert "Sale of" in words and "Refund of 4.00 USD" in words and "Settlement of" in words


def test_papers_that_were_rejected_say_why(olga: Client) -> None:
    words = look(olga, person_page(User.objects.get(full_name="Farid Rahman")))
    assert "Papers decided: details and documents Rejected" in words
    assert "Began to hand in papers" in words


def test_people_a_business_page_names_are_masked_for_who_may_not_see_people(story: Any) -> None:
    merchant = Merchant.objects.get(name="Mama Njeri's Kitchen")
    viewer = staff_with("merchants.view_merchant", "merchants.view_staff", "merchants.view_taking")
    words = look(viewer, f"/admin/merchants/{merchant.pk}/")
    assert "Grace A." in words and "Njeri W." in words
    assert "Grace Achieng" not in words and "Njeri Wambui" not in words


@pytest.mark.django_db
def test_a_gateways_page_says_whether_it_answers_and_how_fast() -> None:
    now = clock.now()
    bank = Gateway.objects.create(
        code="testbank", title="Test Bank", opened_at=now, probe_at=now + timedelta(seconds=9)
    )
    Message.objects.bulk_create(
        Message(
            id=uuid7(),
            gateway_code=bank.code,
            direction="OUT",
            request_id=f"request-{number:04d}",
            method="POST",
            path="/payouts",
            status=200 if number else 503,
            duration_ms=10 * number,
            created_at=now,
        )
        for number in range(101)
    )
    words = look(operator(), "/admin/rails/testbank/")
    assert "Breaker open: nothing is sent" in words
    assert "Half of the answers within 500 ms" in words
    assert "The slowest 1,000 ms" in words
    assert "99 % of 101 requests" in words
    assert words.count("We asked: POST /payouts 200") == 25


@pytest.mark.django_db
def test_lists_and_pages_of_rows_lead_to_everything_about_them() -> None:
    amina, olga = make_person("amina"), operator()
    for path in ("/admin/accounts/user/", f"/admin/accounts/user/{amina.id}/change/"):
        assert f'href="{person_page(amina)}"' in olga.get(path).content.decode(), path
