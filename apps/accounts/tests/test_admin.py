"""The operator's pages about people."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client

from apps.accounts import services
from apps.accounts.models import Activity, Session, User
from apps.accounts.tests.factories import UserFactory, make_operator, make_person, tokens_of
from apps.core import clock

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/accounts/user/"


@pytest.fixture
def olga(client: Client) -> Client:
    client.force_login(make_operator())
    # The first click notes when the session began.
    client.get("/admin/")
    return client


@pytest.mark.parametrize("path", [PEOPLE, "/admin/accounts/session/", "/admin/accounts/activity/"])
def test_a_list_costs_the_same_however_long_it_is(olga: Client, path: str, django_assert_max_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert olga.get(path).status_code == 200
        return len(captured)

    def add(count: int) -> None:
        for user in UserFactory.create_batch(count):
            tokens_of(user)
            services.record_activity(person_id=user.id, action="accounts.logged_in", at=clock.now())

    add(2)
    few = queries()
    add(20)
    assert queries() == few


def test_people_are_found_by_number_address_and_name(olga: Client) -> None:
    make_person("amina")
    make_person("brian")
    for query in ["%2B254712000001", "amina@", "amina"]:
        page = olga.get(f"{PEOPLE}?q={query}").content.decode()
        assert "Amina Otieno" in page
        assert "Brian Mwangi" not in page


def test_no_secret_is_shown_and_none_can_be_typed(olga: Client) -> None:
    """SECURITY 6: operators never see or choose a secret."""
    amina = make_person("amina")
    page = olga.get(f"{PEOPLE}{amina.pk}/change/").content.decode()
    assert "argon2" not in page
    assert 'name="password"' not in page
    olga.post(
        f"{PEOPLE}{amina.pk}/change/",
        {"password": "x", "status": "CLOSED", "email": "olga2@example.org", "msisdn": "+254712999999"},
    )
    after = User.objects.get(pk=amina.pk)
    assert (after.password, after.status, after.email, after.msisdn) == (
        amina.password,
        "ACTIVE",
        amina.email,
        amina.msisdn,
    )


def test_only_superusers_give_roles(client: Client) -> None:
    """SECURITY 15: the operator's form is a door like any other."""
    farid = make_person("farid", is_staff=True)
    farid.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    client.force_login(farid)
    for target in (farid, make_person("amina")):
        client.post(f"{PEOPLE}{target.pk}/change/", {"is_staff": "on", "is_superuser": "on", "groups": []})
    assert not User.objects.filter(is_superuser=True).exists()
    assert User.objects.filter(is_staff=True).get() == farid


def test_people_are_locked_and_unlocked_through_the_services(olga: Client) -> None:
    amina = make_person("amina")
    tokens_of(amina)

    def act(action: str) -> str:
        olga.post(PEOPLE, {"action": action, "_selected_action": [str(amina.pk)]})
        return User.objects.get(pk=amina.pk).status

    assert act("lock") == "LOCKED"
    assert not Session.objects.filter(revoked_at=None).exists()
    by = User.objects.get(is_superuser=True)
    assert Activity.objects.get(action="accounts.locked").detail == {"reason": "by an operator", "by": str(by.pk)}
    assert LogEntry.objects.get(object_id=str(amina.pk)).change_message == "Locked."
    assert act("lock") == "LOCKED", "a second time is a warning on the page, not an error"
    assert act("unlock") == "LOCKED", "a second person decides: apps/operations/tests/test_unlocking.py"


@pytest.mark.parametrize("name", ["user", "session", "activity"])
def test_nothing_is_added_or_deleted_by_hand(olga: Client, name: str) -> None:
    services.create_person(msisdn="+254712000009", full_name="Ivy Njeri", now=clock.now())
    tokens_of(make_person("amina"))
    model: Any = {"user": User, "session": Session, "activity": Activity}[name]
    row = model.objects.first()
    assert row is not None
    assert olga.get(f"/admin/accounts/{name}/add/").status_code == 403
    assert olga.post(f"/admin/accounts/{name}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    olga.post(
        f"/admin/accounts/{name}/", {"action": "delete_selected", "_selected_action": [str(row.pk)], "post": "yes"}
    )
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("name", ["session", "activity"])
def test_logs_are_read_only(olga: Client, name: str) -> None:
    """SECURITY 16."""
    services.create_person(msisdn="+254712000009", full_name="Ivy Njeri", now=clock.now())
    tokens_of(make_person("amina"))
    model: Any = {"session": Session, "activity": Activity}[name]
    row = model.objects.first()
    assert row is not None
    assert olga.get(f"/admin/accounts/{name}/{row.pk}/change/").status_code == 200
    assert olga.post(f"/admin/accounts/{name}/{row.pk}/change/", {"action": "x"}).status_code == 403


def test_activity_is_found_by_person(olga: Client) -> None:
    amina = make_person("amina")
    services.record_activity(person_id=amina.id, action="accounts.logged_in", at=clock.now())
    assert "accounts.logged_in" in olga.get(f"/admin/accounts/activity/?q={amina.id}").content.decode()
    assert "accounts.logged_in" not in olga.get("/admin/accounts/activity/?q=amina").content.decode()
