"""The second step of the log-in: one code, once, a few tries; nobody is in before it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client

from apps.accounts import services as accounts
from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import make_operator, make_person
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.operations import services
from apps.operations.errors import WrongSecondFactor
from apps.operations.models import StaffAuthenticator, StaffRecoveryCode
from apps.operations.tests.staff import ENROL, LOG_IN, SECOND_STEP, App, enrol, give_password, is_in, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _with_second_factor(settings: Any) -> None:
    settings.STAFF_MFA = True


@pytest.fixture
def olga() -> User:
    return make_operator()


@pytest.fixture
def app(olga: User) -> App:
    return enrol(olga)


def test_password_then_code(client: Client, olga: User, app: App) -> None:
    assert give_password(client, olga)["Location"] == SECOND_STEP
    assert not is_in(client), "SECURITY 7: the password alone opens nothing"
    page = client.get(SECOND_STEP)
    assert 'autocomplete="one-time-code"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    code = app.code()
    answer = client.post(SECOND_STEP, {"code": f" {code[:3]} {code[3:]} "})
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert is_in(client)
    assert Activity.objects.get(action="operations.logged_in").detail == {"method": "totp"}


def test_it_goes_on_to_where_one_wanted(client: Client, olga: User, app: App) -> None:
    wanted = "/admin/accounts/user/"
    given = {"username": olga.msisdn, "password": "three brown herons", "next": wanted}
    client.post(f"{LOG_IN}?next={wanted}", given)
    assert client.post(SECOND_STEP, {"code": app.code()})["Location"] == wanted


def test_nobody_skips_the_first_step(client: Client, olga: User, app: App) -> None:
    for page in (SECOND_STEP, ENROL):
        assert client.get(page)["Location"] == LOG_IN
        assert client.post(page, {"code": app.code()})["Location"] == LOG_IN
    assert not is_in(client)


def test_who_has_an_app_cannot_enrol_another_with_the_password_alone(client: Client, olga: User, app: App) -> None:
    give_password(client, olga)
    assert client.get(ENROL)["Location"] == LOG_IN
    assert client.post(ENROL, {"code": "123456"})["Location"] == LOG_IN
    assert StaffAuthenticator.objects.count() == 1


def test_a_code_is_good_once(olga: User, app: App) -> None:
    """OWASP ASVS 6.5.1."""
    code = app.code()
    first, second = Client(), Client()
    for client in (first, second):
        give_password(client, olga)
    assert first.post(SECOND_STEP, {"code": code}).status_code == 302
    assert "is not right, or was used before" in second.post(SECOND_STEP, {"code": code}).content.decode()
    assert not is_in(second)


def test_the_code_that_set_the_app_up_is_used(client: Client, olga: User) -> None:
    app = enrol(olga)
    give_password(client, olga)
    assert client.post(SECOND_STEP, {"code": app.code(0)}).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["totp", "recovery_code"])
def test_of_eight_who_send_one_code_at_once_one_enters(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "BY_PERSON", services.Rate("test", 100, 60))
    olga = make_operator()
    app = enrol(olga)
    code = app.code() if kind == "totp" else app.recovery_codes[0]

    def attempt(_: int) -> bool:
        try:
            return services.check_second_factor(person_id=olga.pk, given=code, now=clock.now()).method == kind
        except WrongSecondFactor:
            return False

    assert sum(run_together(8, attempt)) == 1


def test_five_wrong_codes_and_the_right_one_waits(client: Client, olga: User, app: App) -> None:
    give_password(client, olga)
    for _ in range(5):
        page = client.post(SECOND_STEP, {"code": app.wrong_code()}).content.decode()
        assert "is not right, or was used before" in page
    assert (
        "Too many attempts. Try again in 3 minutes." in client.post(SECOND_STEP, {"code": app.code()}).content.decode()
    )
    other = Client(REMOTE_ADDR="198.51.100.9")
    give_password(other, olga)
    assert "Too many attempts" in other.post(SECOND_STEP, {"code": app.code()}).content.decode(), "from anywhere"
    assert Activity.objects.filter(action="operations.second_factor_refused").count() == 5
    with time_machine.travel(clock.now() + timedelta(minutes=3, seconds=1)):
        assert client.post(SECOND_STEP, {"code": app.code()}).status_code == 302


def test_a_spoofed_forwarded_for_gives_no_more_tries(olga: User, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """SECURITY 22, and what the activity log says of it."""
    monkeypatch.setattr(services, "BY_PERSON", services.Rate("test", 1000, 60))
    monkeypatch.setattr(services, "BY_ADDRESS", services.Rate("test2", 4, 3600))
    client = Client(REMOTE_ADDR="203.0.113.7")
    give_password(client, olga)
    for number in range(6):
        forged = {"X-Forwarded-For": f"198.51.100.{number}"}
        page = client.post(SECOND_STEP, {"code": app.wrong_code()}, headers=forged).content.decode()
    assert "Too many attempts" in page
    assert set(Activity.objects.filter(action="operations.second_factor_refused").values_list("ip", flat=True)) == {
        "203.0.113.7"
    }


def test_a_recovery_code_opens_once_and_is_told(client: Client, olga: User, app: App) -> None:
    code = app.recovery_codes[3]
    give_password(client, olga)
    assert "Recovery code" in client.get(f"{SECOND_STEP}?recovery=1").content.decode()
    typed = code.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert client.post(f"{SECOND_STEP}?recovery=1", {"code": typed})["Location"] == "/admin/"
    assert "9 are left" in client.get("/admin/").content.decode()
    told = OutboxEvent.objects.get(topic="operations.recovery_code_used")
    assert told.payload == {"person_id": str(olga.pk), "left": 9}
    other = Client()
    give_password(other, olga)
    assert other.post(f"{SECOND_STEP}?recovery=1", {"code": code}).status_code == 200
    assert not is_in(other)


def test_somebody_elses_recovery_code_opens_nothing(client: Client, olga: User, app: App) -> None:
    farid = make_person("farid", is_staff=True)
    theirs = enrol(farid).recovery_codes[0]
    give_password(client, olga)
    assert client.post(SECOND_STEP, {"code": theirs}).status_code == 200
    assert StaffRecoveryCode.objects.filter(used_at=None).count() == 20


@pytest.mark.parametrize("typed", ["", " ", "\x00", "é" * 400, "1" * 12, "ABCD-EFGH", "'; DROP TABLE x", "٣" * 6])
def test_nonsense_is_a_sentence_on_the_page(client: Client, olga: User, app: App, typed: str) -> None:
    give_password(client, olga)
    for address in (SECOND_STEP, f"{SECOND_STEP}?recovery=1"):
        assert client.post(address, {"code": typed}).status_code == 200
    assert not is_in(client)


def test_the_session_key_changes_at_each_step(client: Client, olga: User, app: App) -> None:
    """OWASP ASVS 7.2.4."""

    def key() -> str:
        return client.cookies[django_settings.SESSION_COOKIE_NAME].value

    give_password(client, olga)
    before = key()
    client.post(SECOND_STEP, {"code": app.code()})
    assert key() != before
    stale = Client()
    stale.cookies[django_settings.SESSION_COOKIE_NAME] = before
    assert not is_in(stale)


def test_a_session_somebody_planted_is_not_taken_over(olga: User, app: App) -> None:
    planted = Client()
    mallory = make_person("farid", is_staff=True)
    planted.force_login(mallory)
    before = planted.cookies[django_settings.SESSION_COOKIE_NAME].value
    give_password(planted, olga)
    assert planted.cookies[django_settings.SESSION_COOKIE_NAME].value != before
    assert planted.get(SECOND_STEP).status_code == 200
    assert not is_in(planted)


def test_the_second_step_does_not_wait_for_ever(client: Client, olga: User, app: App) -> None:
    with time_machine.travel(datetime(2026, 11, 21, 9, tzinfo=UTC), tick=False) as time:
        give_password(client, olga)
        time.shift(timedelta(minutes=14))
        assert client.get(SECOND_STEP).status_code == 200
        time.shift(timedelta(minutes=2))
        assert client.get(SECOND_STEP)["Location"] == LOG_IN
        assert client.post(SECOND_STEP, {"code": app.code()})["Location"] == LOG_IN


@pytest.mark.parametrize("change", ["locked", "no staff", "another password", "reset"])
def test_what_happens_between_the_steps_counts(client: Client, olga: User, app: App, change: str) -> None:
    """SECURITY 10."""
    give_password(client, olga)
    if change == "locked":
        accounts.lock_person(person_id=olga.pk, reason="test", now=clock.now())
    elif change == "no staff":
        User.objects.filter(pk=olga.pk).update(is_staff=False)
    elif change == "another password":
        olga.set_password("grey cranes at dawn")
        olga.save()
    else:
        services.reset_second_factor(person_id=olga.pk, reason="test", now=clock.now())
    client.post(SECOND_STEP, {"code": app.code()})
    assert not is_in(client)


def test_what_the_database_holds_opens_nothing(client: Client, olga: User, app: App) -> None:
    """SECURITY 4 and 27: neither the secret nor a code stands in any table, also not of the session."""
    log_in(client, olga, app)
    typed = app.wrong_code()
    client.logout()
    give_password(client, olga)
    client.post(SECOND_STEP, {"code": typed})
    canaries = [
        app.secret,
        app.secret.lower(),
        *app.recovery_codes,
        *(code.replace("-", "") for code in app.recovery_codes),
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ~ %s', ["|".join(canaries)])
            assert cursor.fetchone() == (0,), table


def test_where_it_is_off_who_has_enrolled_is_asked_all_the_same(client: Client, settings: Any) -> None:
    settings.STAFF_MFA = False
    olga, farid = make_operator(), make_person("farid", is_staff=True)
    enrol(olga)
    assert give_password(client, farid)["Location"] == "/admin/"
    assert is_in(client)
    other = Client()
    assert give_password(other, olga)["Location"] == SECOND_STEP
    assert not is_in(other)
    other.force_login(olga)
    assert not is_in(other)
