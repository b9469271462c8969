"""Five wrong passwords for one account in one place: a quarter of an hour's wait there (django-axes)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.db import connection
from django.test import Client

from apps.accounts.models import User
from apps.accounts.tests.factories import PASSWORD, make_operator
from apps.operations.tests.staff import LOG_IN

pytestmark = pytest.mark.django_db
HERE, THERE = "203.0.113.7", "198.51.100.1"


@pytest.fixture
def time() -> Iterator[Any]:
    with time_machine.travel(datetime(2026, 11, 21, 9, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def olga(time: Any) -> User:
    return make_operator()


def enter(name: str, password: str = PASSWORD, address: str = HERE, **more: Any) -> Any:
    return Client(REMOTE_ADDR=address).post(LOG_IN, {"username": name, "password": password}, **more)


def test_the_fifth_wrong_one_locks_this_account_here(olga: User, time: Any) -> None:
    for number in range(5):
        answer = enter(olga.msisdn, "not it")
        assert ("is not right" in answer.content.decode()) == (number < 4)
    assert (answer.status_code, "Try again in 15 minutes." in answer.content.decode()) == (429, True)
    assert enter(olga.msisdn).status_code == 429, "not even the right password enters now"
    assert enter(olga.msisdn, address=THERE).status_code == 302, "whoever is elsewhere is not kept out"
    time.shift(timedelta(minutes=14))
    assert enter(olga.msisdn).status_code == 429
    time.shift(timedelta(minutes=1, seconds=1))
    assert enter(olga.msisdn).status_code == 302, "and trying meanwhile did not prolong it"


def test_one_account_however_it_is_called(olga: User) -> None:
    for name in ("olga@example.org", " OLGA@Example.org", olga.msisdn, "+254 712 000 008", "olga@example.org"):
        answer = enter(name, "not it")
    assert answer.status_code == 429


def test_an_account_that_is_not_there_locks_alike(olga: User) -> None:
    """SECURITY 5."""
    known = [enter(olga.msisdn, "not it").status_code for _ in range(6)]
    unknown = [enter("+254799999999", "not it").status_code for _ in range(6)]
    assert known == unknown == [200] * 4 + [429] * 2


def test_a_spoofed_forwarded_for_is_not_another_place(olga: User) -> None:
    """SECURITY 22."""
    for number in range(5):
        forged = {
            "X-Forwarded-For": f"192.0.2.{number}",
            "X-Real-IP": f"192.0.2.{number}",
            "Forwarded": "for=192.0.2.9",
        }
        answer = enter(olga.msisdn, "not it", headers=forged)
    assert answer.status_code == 429
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {HERE}


def test_behind_a_proxy_the_caller_counts_and_what_they_wrote_does_not(olga: User, settings: Any) -> None:
    """SECURITY 22."""
    settings.TRUSTED_PROXIES = 1
    for number in range(5):
        forged = {"X-Forwarded-For": f"192.0.2.{number}, {THERE}"}
        answer = enter(olga.msisdn, "not it", headers=forged)
    assert answer.status_code == 429
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {THERE}
    assert enter(olga.msisdn, headers={"X-Forwarded-For": HERE}).status_code == 302


def test_another_browser_is_not_another_place(olga: User) -> None:
    for number in range(5):
        answer = enter(olga.msisdn, "not it", headers={"User-Agent": f"Browser {number}"})
    assert answer.status_code == 429


def test_entering_forgets_the_slips_before(olga: User) -> None:
    for _ in range(3):
        assert [enter(olga.msisdn, "not it").status_code for _ in range(2)] == [200, 200]
        assert enter(olga.msisdn).status_code == 302


def test_what_is_noted_holds_no_password(olga: User) -> None:
    """SECURITY 2: also when it was typed into the wrong field."""
    for name, password in ((olga.msisdn, "canary-4711"), ("canary-4712", "x"), ("canary-4712", "canary-4713")):
        enter(name, password)
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM \"{table}\" t WHERE t::text ~* 'canary'")
            assert cursor.fetchone() == (0,), table


def test_operators_see_who_is_kept_out(olga: User, client: Client) -> None:
    enter("+254799999999", "not it")
    client.force_login(olga)
    listing = "/admin/operations/failedlogin/"
    assert "+254799999999" in client.get(listing).content.decode()
    assert "+254799999999" in client.get(f"{listing}?q=%2B254799999999").content.decode()
    assert "+254799999999" in client.get(f"{listing}?q={HERE}").content.decode()
    row = AccessAttempt.objects.get()
    page = client.get(f"{listing}{row.pk}/change/").content.decode()
    assert "csrfmiddlewaretoken=" not in page
    assert client.post(f"{listing}{row.pk}/delete/", {"post": "yes"}).status_code == 403
