"""Operators look at registrations, and change none."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.tests.factories import make_operator
from apps.agents import services
from apps.agents.tests.factories import set_commission
from apps.agents.tests.registering import NUMBER, customer_of, open_counter, register, start
from apps.core import clock
from apps.kyc.models import Submission
from apps.kyc.tests.papers import draft_of
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import join, pay_in, wallet_of

pytestmark = pytest.mark.django_db
LIST = "admin:agents_registration_changelist"


@pytest.fixture
def site() -> Client:
    client = Client()
    client.force_login(make_operator())
    return client


def test_a_registration_says_who_registered_whom_and_what_was_earned(site: Client) -> None:
    counter = open_counter()
    set_commission("REGISTRATION", flat=Decimal(3), teller_share=Decimal(50), agent_share=Decimal(50))
    row, now = register(counter), clock.now()
    start(counter, msisdn="+254712000098")
    draft = draft_of(customer_of(row))
    Submission.objects.filter(pk=draft.pk).update(state="SUBMITTED", submitted_at=now)
    Submission.objects.filter(pk=draft.pk).update(state="APPROVED", decided_at=now)
    join("amina", 0)
    pay_in(wallet_of(customer_of(row)), 20)
    assert services.earn_by_payment(transaction_id=send(customer_of(row), "amina", 5).transaction.id, now=now)

    listed = site.get(reverse(LIST)).content.decode()
    for word in ("Zawadi Kamau", "Imani Njoroge", "Hassan&#x27;s Shop", "Active", "Not confirmed yet"):
        assert word in listed
    page = site.get(reverse("admin:agents_registration_change", args=[row.id])).content.decode()
    assert page.count("1.50 USD") == 2
    assert NUMBER not in listed


@pytest.mark.parametrize("by", ["id", "agent_id", "teller_id", "customer_id"])
def test_registrations_are_found_by_whole_ids(site: Client, by: str) -> None:
    row = register(open_counter())
    found = site.get(reverse(LIST), {"q": str(getattr(row, by))}).content.decode()
    assert "Zawadi Kamau" in found
    assert "Zawadi Kamau" not in site.get(reverse(LIST), {"q": "Zawadi"}).content.decode()


def test_nobody_changes_them_here(site: Client) -> None:
    row = register(open_counter())
    change = reverse("admin:agents_registration_change", args=[row.id])
    assert site.post(change, {"state": "EARNED"}).status_code == 403
    assert site.post(reverse("admin:agents_registration_delete", args=[row.id])).status_code == 403
    assert site.get(reverse("admin:agents_registration_add")).status_code == 403
