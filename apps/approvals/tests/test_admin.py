"""The operators' list of approvals: everybody with the permission reads, nobody writes."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator, make_person
from apps.approvals.models import Approval
from apps.approvals.tests.asking import approve_as, ask_for

pytestmark = pytest.mark.django_db
LIST = "admin:approvals_approval_changelist"


@pytest.fixture
def olga() -> User:
    return make_operator()


@pytest.fixture
def site(olga: User) -> Client:
    client = Client()
    client.force_login(olga)
    return client


def listed(client: Client, **query: str) -> list[object]:
    return [row.pk for row in client.get(reverse(LIST, query=query)).context["cl"].result_list]


def test_approvals_are_found_by_state_subject_and_person(site: Client, olga: User) -> None:
    grace = make_person("grace", is_staff=True)
    first, second = ask_for(olga), ask_for(grace)
    approve_as(grace, first)
    assert listed(site) == [second.pk, first.pk]
    assert listed(site, state="REQUESTED") == [second.pk]
    assert listed(site, q=str(first.subject_id)) == [first.pk]
    assert listed(site, q=str(second.pk)) == [second.pk]
    assert listed(site, q=str(grace.msisdn)) == [second.pk, first.pk]
    assert listed(site, q="nobody") == []


def test_a_page_shows_who_and_what(site: Client, olga: User) -> None:
    first = ask_for(olga)
    approve_as(make_person("grace", is_staff=True), first)
    second = ask_for(olga, subject_id=first.subject_id)
    text = site.get(reverse("admin:approvals_approval_change", args=[second.pk])).content.decode()
    assert "25.00 USD to Brian" in text and "Grace Achieng" in text and bytes(second.digest).hex(" ", 4) in text


def test_nobody_writes_here(site: Client, olga: User) -> None:
    approval = ask_for(olga)
    page = reverse("admin:approvals_approval_change", args=[approval.pk])
    assert site.post(page, {"state": "APPROVED"}).status_code == 403
    assert site.post(reverse("admin:approvals_approval_delete", args=[approval.pk]), {"post": "yes"}).status_code == 403
    assert site.get(reverse("admin:approvals_approval_add")).status_code == 403
    assert Approval.objects.get().state == "REQUESTED"
