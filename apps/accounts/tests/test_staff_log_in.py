"""Who enters the operator's site."""

from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.test import Client, override_settings

from apps.accounts import services
from apps.accounts.models import User
from apps.accounts.tests.factories import PASSWORD, make_operator, make_person
from apps.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _staff_backend() -> Any:
    with override_settings(AUTHENTICATION_BACKENDS=["apps.accounts.backends.StaffBackend"]):
        yield


def enter(identifier: str, password: str = PASSWORD) -> Any:
    return authenticate(None, username=identifier, password=password)


def test_staff_enter_by_number_or_mail_address() -> None:
    olga = make_operator()
    assert enter(olga.msisdn) == olga
    assert enter("OLGA@example.org") == olga
    assert enter(olga.msisdn, "not it") is None


def test_customers_and_locked_staff_do_not_enter() -> None:
    amina, olga = make_person("amina"), make_operator()
    assert enter(amina.msisdn) is None
    User.objects.filter(pk=olga.pk).update(status=User.Status.LOCKED)
    assert enter(olga.msisdn) is None


def test_known_and_unknown_staff_cost_the_same(argon2_runs: list[str]) -> None:
    """SECURITY 5."""
    amina, olga = make_person("amina"), make_operator()
    enter("+254712999998")
    seen = []
    for identifier, password in [
        (olga.msisdn, "not it"),
        (amina.msisdn, PASSWORD),
        ("+254712999999", PASSWORD),
        ("nobody", PASSWORD),
    ]:
        argon2_runs.clear()
        assert enter(identifier, password) is None
        seen.append(argon2_runs.copy())
    assert seen == [["verify"]] * 4


def test_a_locked_operator_is_out_with_the_next_click(client: Client) -> None:
    """SECURITY 10."""
    olga = make_operator()
    client.force_login(olga)
    assert client.get("/admin/accounts/user/").status_code == 200
    services.lock_person(person_id=olga.id, reason="test", now=clock.now())
    assert client.get("/admin/accounts/user/").status_code == 302
