"""A colleague takes away the second factor of somebody whose phone is gone, and sees nothing of it."""

from io import StringIO
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import make_operator, make_person
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.operations import services
from apps.operations.errors import NoAuthenticator, NotByOneself
from apps.operations.models import StaffAuthenticator
from apps.operations.tests.staff import ENROL, App, enrol, give_password, is_in, log_in

pytestmark = pytest.mark.django_db
LIST = "/admin/operations/staffauthenticator/"


@pytest.fixture(autouse=True)
def _with_second_factor(settings: Any) -> None:
    settings.STAFF_MFA = True


@pytest.fixture
def olga() -> User:
    return make_operator()


@pytest.fixture
def farid() -> User:
    return make_person("farid", is_staff=True)


@pytest.fixture
def his_app(farid: User) -> App:
    return enrol(farid)


@pytest.fixture
def browser(olga: User) -> Client:
    client = Client()
    log_in(client, olga, enrol(olga))
    return client


def reset(client: Client, whose: User, reason: str = "Lost the phone") -> Any:
    row = StaffAuthenticator.objects.get(user=whose)
    address = reverse("admin:operations_staffauthenticator_reset", args=[row.pk])
    return client.post(address, {"_form_submitted": "True", "reason": reason})


def test_he_is_out_at_once_and_sets_up_another(browser: Client, olga: User, farid: User, his_app: App) -> None:
    his = Client()
    log_in(his, farid, his_app)
    answer = reset(browser, farid)
    assert answer["HX-Redirect"] == LIST
    assert not is_in(his)
    assert give_password(his, farid)["Location"] == ENROL
    done = Activity.objects.get(action="operations.second_factor_reset")
    assert (done.person_id, done.detail) == (farid.pk, {"reason": "Lost the phone", "by": str(olga.pk)})
    assert OutboxEvent.objects.get(topic="operations.second_factor_reset").payload["person_id"] == str(farid.pk)
    assert LogEntry.objects.get().change_message == "Reset. Lost the phone"
    assert browser.get(LIST).status_code == 200


def test_it_needs_a_reason(browser: Client, farid: User, his_app: App) -> None:
    reset(browser, farid, "  ")
    assert StaffAuthenticator.objects.filter(user=farid).exists()


def test_nobody_resets_their_own(browser: Client, olga: User) -> None:
    reset(browser, olga)
    assert is_in(browser)
    with pytest.raises(NotByOneself):
        services.reset_second_factor(person_id=olga.pk, by=olga.pk, reason="x", now=clock.now())


def test_only_superusers_do(olga: User, farid: User) -> None:
    """Whoever could take a superuser's second factor away would be half-way to being one."""
    farid.user_permissions.set(Permission.objects.filter(content_type__app_label="operations"))
    client = Client()
    log_in(client, farid, enrol(farid))
    enrol(olga)
    row = StaffAuthenticator.objects.get(user=olga)
    assert client.get(f"{LIST}{row.pk}/change/").status_code == 200
    assert "/reset/" not in client.get(f"{LIST}{row.pk}/change/").content.decode()
    assert reset(client, olga).status_code == 403
    assert StaffAuthenticator.objects.filter(user=olga).exists()


def test_the_pages_show_no_secret(browser: Client, farid: User, his_app: App) -> None:
    """SECURITY 6."""
    row = StaffAuthenticator.objects.get(user=farid)
    for address in (LIST, f"{LIST}{row.pk}/change/"):
        page = browser.get(address).content.decode()
        assert "Farid Rahman" in page
        for secret in (his_app.secret, bytes(row.secret).hex(), *his_app.recovery_codes):
            assert secret not in page
        assert 'name="secret"' not in page
    assert ">10<" in browser.get(LIST).content.decode().replace("\n", "").replace(" ", "")


def test_what_is_not_there_cannot_be_reset(farid: User) -> None:
    services.begin_enrolment(person_id=farid.pk, now=clock.now())
    with pytest.raises(NoAuthenticator):
        services.reset_second_factor(person_id=farid.pk, reason="x", now=clock.now())


def test_the_last_superuser_is_reset_from_the_servers_own_shell(olga: User) -> None:
    enrol(olga)
    output = StringIO()
    call_command("reset_second_factor", olga.msisdn, reason="Phone stolen", stdout=output)
    assert "Olga Operator" in output.getvalue()
    assert not StaffAuthenticator.objects.exists()
    assert Activity.objects.get(action="operations.second_factor_reset").detail == {"reason": "Phone stolen"}
    for nobody in ("+254799999999", "x", olga.msisdn):
        with pytest.raises(CommandError):
            call_command("reset_second_factor", nobody, reason="x", stdout=output)
