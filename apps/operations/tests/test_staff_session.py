"""How long a member of staff stays logged in, and what ends it at once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts import services as accounts
from apps.accounts.models import User
from apps.accounts.tests.factories import PASSWORD, client_of, make_operator, make_person
from apps.core import clock
from apps.core.tests.queue import deliver_events
from apps.operations import services
from apps.operations.tests.staff import App, enrol, give_password, is_in, log_in

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _with_second_factor(settings: Any) -> None:
    settings.STAFF_MFA = True


@pytest.fixture
def time() -> Iterator[Any]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def olga(time: Any) -> User:
    return make_operator()


@pytest.fixture
def app(olga: User) -> App:
    return enrol(olga)


@pytest.fixture
def browser(olga: User, app: App) -> Client:
    client = Client()
    log_in(client, olga, app)
    return client


def test_half_an_hour_without_a_click_ends_it(browser: Client, time: Any) -> None:
    """OWASP ASVS 7.3.1."""
    time.shift(timedelta(minutes=29))
    assert is_in(browser)
    time.shift(timedelta(minutes=30, seconds=59))
    assert not is_in(browser)
    assert "You were logged out after 30 minutes without a click." in browser.get("/admin/login/").content.decode()


def test_idle_time_is_a_setting(browser: Client, time: Any, settings: Any) -> None:
    settings.STAFF_IDLE_MINUTES = 5
    time.shift(timedelta(minutes=6))
    assert not is_in(browser)


def test_eight_hours_end_it_however_busy(browser: Client, time: Any) -> None:
    """OWASP ASVS 7.3.2."""
    for _ in range(8 * 3):
        time.shift(timedelta(minutes=20))
        assert is_in(browser)
    time.shift(timedelta(seconds=1))
    assert not is_in(browser)
    assert "You were logged out after 8 hours." in browser.get("/admin/login/").content.decode()


def test_the_end_changes_what_was_posted_too(browser: Client, time: Any) -> None:
    amina = make_person("amina")
    time.shift(timedelta(minutes=31))
    browser.post("/admin/accounts/user/", {"action": "lock", "_selected_action": [str(amina.pk)], "index": "0"})
    assert User.objects.get(pk=amina.pk).status == "ACTIVE"


def test_a_click_a_moment_later_writes_nothing(browser: Client, time: Any) -> None:
    time.shift(timedelta(seconds=30))
    with CaptureQueriesContext(connection) as captured:
        assert is_in(browser)
    assert not [query for query in captured if "UPDATE" in query["sql"]]


def test_requests_without_a_session_do_not_ask_for_one(olga: User) -> None:
    """The API pays nothing for this."""
    client = client_of(olga)
    client.get("/api/v1/wallets")
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/api/v1/wallets").status_code == 200
    assert not [query for query in captured if "django_session" in query["sql"]]


def change_password(client: Client) -> str:
    new = "grey cranes at dawn"
    given = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    return client.post("/admin/password_change/", given, follow=True).content.decode()


@pytest.mark.parametrize("what", ["password", "lock", "no staff", "factor reset", "another password by the app"])
def test_what_takes_the_power_away_does_so_everywhere_with_the_next_click(
    browser: Client, olga: User, app: App, what: str
) -> None:
    """SECURITY 10."""
    other = Client()
    log_in(other, olga, app)
    assert is_in(other)
    match what:
        case "password":
            assert "successful" in change_password(browser)
            assert is_in(browser), "the one who changed it stays"
        case "another password by the app":
            session_id = services.uuid7()
            accounts.change_password(
                person_id=olga.pk,
                session_id=session_id,
                current_password=PASSWORD,
                new_password="grey cranes at dawn",
                now=clock.now(),
            )
            assert not is_in(browser)
        case "lock":
            accounts.lock_person(person_id=olga.pk, reason="test", now=clock.now())
            assert not is_in(browser)
        case "no staff":
            User.objects.filter(pk=olga.pk).update(is_staff=False)
            assert not is_in(browser)
        case "factor reset":
            services.reset_second_factor(person_id=olga.pk, reason="test", now=clock.now())
            assert not is_in(browser)
    assert not is_in(other)


@pytest.mark.parametrize("clicks_meanwhile", [True, False])
def test_unlocked_again_the_old_session_stays_over(browser: Client, olga: User, clicks_meanwhile: bool) -> None:
    other = Client()
    farid = make_person("farid", is_staff=True)
    log_in(other, farid, enrol(farid))
    accounts.lock_person(person_id=olga.pk, reason="test", now=clock.now())
    if clicks_meanwhile:
        assert not is_in(browser)
    else:
        deliver_events()
    accounts.unlock_person(person_id=olga.pk, reason="test", now=clock.now())
    assert not is_in(browser)
    assert is_in(other), "nobody else's"


def test_a_role_given_and_taken_counts_with_the_next_click(olga: User, time: Any) -> None:
    farid = make_person("farid", is_staff=True)
    client = Client()
    log_in(client, farid, enrol(farid))
    assert client.get("/admin/accounts/user/").status_code == 403
    User.objects.filter(pk=farid.pk).update(is_superuser=True)
    assert client.get("/admin/accounts/user/").status_code == 200
    User.objects.filter(pk=farid.pk).update(is_superuser=False)
    assert client.get("/admin/accounts/user/").status_code == 403


def test_logging_out_ends_the_session_itself(browser: Client) -> None:
    cookie = browser.cookies["sessionid"].value
    browser.post("/admin/logout/")
    stale = Client()
    stale.cookies["sessionid"] = cookie
    assert not is_in(stale)


def test_sessions_and_enrolments_past_their_time_are_purged(browser: Client, olga: User, time: Any) -> None:
    from django.contrib.sessions.models import Session

    farid = make_person("farid", is_staff=True)
    services.begin_enrolment(person_id=farid.pk, now=clock.now())
    give_password(Client(), olga)
    assert Session.objects.count() == 2
    assert services.purge_expired(now=clock.now()) == 0
    time.shift(timedelta(hours=9))
    assert services.purge_expired(now=clock.now()) == 3
    assert not Session.objects.exists()
    assert olga.authenticators.count() == 1
