"""Entering the operators' site: by number or e-mail, a few tries, and answers that tell nothing."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from apps.accounts.models import Session
from apps.accounts.tests.factories import PASSWORD, make_operator, make_person, tokens_of
from apps.core.models import OutboxEvent, RateBucket

pytestmark = pytest.mark.django_db
LOG_IN = "/admin/login/"


def enter(identifier: str, password: str = PASSWORD, address: str = "203.0.113.7") -> tuple[int, str]:
    client = Client(REMOTE_ADDR=address)
    answer = client.post(LOG_IN, {"username": identifier, "password": password, "next": "/admin/"})
    text = re.sub(r"\s+", " ", re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()))
    return answer.status_code, text.replace(identifier, "")


@pytest.mark.parametrize("identifier", ["+254712000008", "+254 712 000 008", "olga@example.org", " OLGA@example.org "])
def test_staff_enter_by_number_or_address(identifier: str) -> None:
    make_operator()
    assert enter(identifier)[0] == 302


def test_wrong_unknown_customer_and_locked_get_the_same_answer() -> None:
    """SECURITY 5."""
    make_operator()
    make_person("amina")
    make_person("farid", is_staff=True, status="LOCKED")
    answers = {
        enter("+254712000008", "not it"),
        enter("+254712000001"),
        enter("+8801712000006"),
        enter("+254799999999"),
        enter("nobody"),
    }
    assert len(answers) == 1
    assert "is not right" in answers.pop()[1]


@pytest.mark.parametrize("identifier", ["olga@example.org", "nobody@example.org"])
def test_tries_at_one_account_end_wherever_they_come_from(identifier: str) -> None:
    make_operator()
    for number in range(10):
        assert "is not right" in enter(identifier, "not it", f"203.0.113.{number}")[1]
    status, text = enter(identifier, PASSWORD, "203.0.113.99")
    assert status == 200, "not even the right password enters now"
    assert "Too many attempts" in text
    assert "Too many attempts" in enter(identifier.upper(), PASSWORD, "203.0.113.98")[1], "one account, however spelled"


def test_tries_from_one_address_end_whatever_they_name() -> None:
    make_operator()
    for number in range(30):
        assert "is not right" in enter(f"+2547990000{number:02d}", "not it")[1]
    assert "Too many attempts" in enter("olga@example.org")[1]
    assert enter("olga@example.org", address="198.51.100.1")[0] == 302


def test_a_spoofed_forwarded_for_is_not_another_address() -> None:
    """SECURITY 22."""
    client = Client()
    for number in range(31):
        answer = client.post(
            LOG_IN, {"username": f"n{number}", "password": "x"}, headers={"X-Forwarded-For": f"198.51.100.{number}"}
        )
    assert "Too many attempts" in answer.content.decode()


def test_waiting_helps() -> None:
    make_operator()
    with time_machine.travel(datetime(2024, 1, 2, 9, tzinfo=UTC), tick=False) as clock:
        for number in range(11):
            _, text = enter("olga@example.org", "not it", f"203.0.113.{number}")
        assert "Too many attempts. Try again in 2 minutes." in text
        clock.shift(120)
        assert enter("olga@example.org", address="203.0.113.99")[0] == 302


def test_no_secret_is_kept() -> None:
    enter("olga@example.org", "canary-4711")
    assert not RateBucket.objects.filter(key__contains="canary").exists()


def test_it_goes_nowhere_else() -> None:
    make_operator()
    answer = Client().post(
        f"{LOG_IN}?next=https://evil.example/",
        {"username": "olga@example.org", "password": PASSWORD, "next": "//evil.example"},
    )
    assert answer["Location"] == "/admin/"


def change_password(client: Client, old: str, new: str = "grey cranes at dawn") -> str:
    given = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post("/admin/password_change/", given, follow=True).content.decode()


def test_an_operator_changes_their_password_through_the_service(client: Client) -> None:
    olga = make_operator()
    tokens_of(olga)
    client.force_login(olga)
    assert "is too short" in change_password(client, PASSWORD, "short")
    assert "This is not your password." in change_password(client, "not it")
    assert not OutboxEvent.objects.filter(topic="accounts.password_changed").exists()
    assert "successful" in change_password(client, PASSWORD)
    assert client.get("/admin/").status_code == 200, "this browser stays logged in"
    assert OutboxEvent.objects.filter(topic="accounts.password_changed").count() == 1
    assert not Session.objects.filter(revoked_at=None).exists(), "the app's sessions have ended"
    assert enter("olga@example.org", "grey cranes at dawn")[0] == 302
    assert enter("olga@example.org")[0] == 200


def test_the_old_password_cannot_be_guessed_at_there(client: Client) -> None:
    client.force_login(make_operator())
    for _ in range(5):
        assert "This is not your password." in change_password(client, "not it")
    assert "Too many requests" in change_password(client, PASSWORD)
    assert enter("olga@example.org")[0] == 302, "it is still the old one"
