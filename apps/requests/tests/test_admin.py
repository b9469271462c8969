"""The operators' pages: requests and blocks are found and shown, and nobody writes them."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator
from apps.core import clock
from apps.requests import services
from apps.requests.models import PaymentRequest
from apps.requests.tests.asking import asked, number_of, pay
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
LIST = reverse("admin:requests_paymentrequest_changelist")


def enter(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def site() -> Client:
    return enter(make_operator())


@pytest.fixture
def row() -> PaymentRequest:
    amina = join("amina")
    join("brian", 100)
    return asked(amina, "brian")


def test_a_request_is_listed_and_shown_with_its_payment(site: Client, row: PaymentRequest) -> None:
    paid = pay(User.objects.get(pk=row.payer_id), row).transaction
    listed = site.get(LIST).content.decode()
    assert "Amina Otieno" in listed and "Brian Mwangi" in listed and "Paid" in listed and "30.00 USD" in listed
    shown = site.get(reverse("admin:requests_paymentrequest_change", args=[row.id])).content.decode()
    assert str(paid.id) in shown and "dinner" in shown


@pytest.mark.parametrize("term", [number_of("amina"), number_of("brian"), "amina@example.org"])
def test_a_request_is_found_by_either_side(site: Client, row: PaymentRequest, term: str) -> None:
    join("dalia")
    asked(join("chidi"), "dalia")
    found = site.get(LIST, {"q": term}).content.decode()
    assert "Amina Otieno" in found and "Chidi Okafor" not in found


def test_a_request_is_found_by_its_ids_and_its_state(site: Client, row: PaymentRequest) -> None:
    for term in (row.id, row.group_id):
        assert "Amina Otieno" in site.get(LIST, {"q": str(term)}).content.decode()
    assert "Amina Otieno" not in site.get(LIST, {"q": "nobody"}).content.decode()
    assert "Amina Otieno" in site.get(LIST, {"state": "PENDING"}).content.decode()
    assert "Amina Otieno" not in site.get(LIST, {"state": "PAID"}).content.decode()


def test_a_block_is_listed_and_shown(site: Client, row: PaymentRequest) -> None:
    block = services.block_requester(person_id=row.payer_id, requester=str(row.requester_id), now=clock.now())
    listed = reverse("admin:requests_requestblock_changelist")
    for term in (number_of("brian"), str(block.id)):
        assert str(block.requester_id) in site.get(listed, {"q": term}).content.decode()
    assert str(block.requester_id) not in site.get(listed, {"q": "nobody"}).content.decode()
    shown = site.get(reverse("admin:requests_requestblock_change", args=[block.id]))
    assert shown.status_code == 200 and str(block.person_id) in shown.content.decode()


def test_nobody_writes(site: Client, row: PaymentRequest) -> None:
    before = PaymentRequest.objects.values().get()
    page = reverse("admin:requests_paymentrequest_change", args=[row.id])
    assert site.post(page, {"state": "PAID", "amount": "1"}).status_code == 403
    assert site.get(reverse("admin:requests_paymentrequest_add")).status_code == 403
    assert site.post(reverse("admin:requests_paymentrequest_delete", args=[row.id]), {"post": "yes"}).status_code == 403
    assert PaymentRequest.objects.values().get() == before


def test_an_auditor_sees_it_and_somebody_without_the_right_does_not(row: PaymentRequest) -> None:
    vera = User.objects.create_user("+254712000077", full_name="Vera Auditor", is_staff=True)
    assert enter(vera).get(LIST).status_code == 403
    vera.user_permissions.set(Permission.objects.filter(codename="view_paymentrequest"))
    assert enter(vera).get(LIST).status_code == 200
