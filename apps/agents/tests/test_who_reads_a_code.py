"""The digits of a code are as good as the money: a session alone, without phone and PIN, does not read them."""

import pytest

from apps.accounts.models import Session, User
from apps.accounts.tests.factories import PIN, PhoneClient, client_of, plain_client_with, tokens_of
from apps.agents.tests.fetching import CODES, make, post
from apps.transactions.tests.payments import body_of
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    return join("amina", 200)


def code_on(phone: PhoneClient) -> dict[str, str]:
    return body_of(post(phone, CODES, {"amount": "50.00", "currency": "USD", "pin": PIN}))


def test_a_session_elsewhere_sees_the_code_and_not_its_digits(amina: User) -> None:
    """Whoever has got hold of the password logs in on a phone of their own, and waits for the next code."""
    made = body_of(make(amina))
    for thief in (plain_client_with(tokens_of(amina).access), client_of(amina)):
        one, listed = body_of(thief.get(f"{CODES}/{made['id']}")), body_of(thief.get(CODES))["results"]
        assert (one["state"], one["code"]) == ("WAITING", None)
        assert [row["code"] for row in listed] == [None]


def test_whoever_made_it_reads_it_again(amina: User) -> None:
    phone = client_of(amina)
    made = code_on(phone)
    assert body_of(phone.get(f"{CODES}/{made['id']}"))["code"] == made["code"]
    assert body_of(phone.get(CODES))["results"][0]["code"] == made["code"]


def test_a_later_session_on_the_same_phone_reads_it_too(amina: User) -> None:
    phone = client_of(amina)
    made = code_on(phone)
    assert phone.phone is not None
    later = tokens_of(amina)
    Session.objects.filter(pk=later.session_id).update(bound_device_id=phone.phone.device_id)
    assert body_of(plain_client_with(later.access).get(f"{CODES}/{made['id']}"))["code"] == made["code"]
