"""Setting up an authenticator app: at the first log-in, later from one's own page, and what is shown once."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import PASSWORD, make_operator
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.operations import services, totp
from apps.operations.models import StaffAuthenticator, StaffRecoveryCode
from apps.operations.tests.staff import (
    ENROL,
    LOG_IN,
    OWN,
    codes_on,
    enrol,
    forget_tries,
    give_password,
    is_in,
    log_in,
    secret_on,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _with_second_factor(settings: Any) -> None:
    settings.STAFF_MFA = True


@pytest.fixture
def olga() -> User:
    return make_operator()


def code_of(secret: str, steps: int = 0) -> str:
    return totp.code_at(secret, totp.counter_at(clock.now()) + steps)


def test_the_first_log_in_sets_it_up(client: Client, olga: User) -> None:
    assert give_password(client, olga)["Location"] == ENROL
    assert not is_in(client)
    answer = client.get(ENROL)
    page = answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert 'src="data:image/svg+xml' in page, "the QR code is part of the page, so the secret goes to nobody else"
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)
    secret = secret_on(page)
    assert secret_on(client.get(ENROL).content.decode()) == secret, "a page that is loaded again shows the same"
    assert "is not right" in client.post(ENROL, {"code": "000000"}).content.decode()
    assert secret_on(client.get(ENROL).content.decode()) == secret
    shown = client.post(ENROL, {"code": code_of(secret)})
    assert "no-store" in shown["Cache-Control"]
    codes = codes_on(shown.content.decode())
    assert len(set(codes)) == 10
    assert 'href="/admin/"' in shown.content.decode()
    assert is_in(client)
    assert codes[0] not in client.get(OWN).content.decode(), "shown once"
    assert OutboxEvent.objects.filter(topic="operations.second_factor_added").count() == 1
    assert {"operations.second_factor_added", "operations.logged_in"} <= set(
        Activity.objects.filter(person_id=olga.pk).values_list("action", flat=True)
    )
    for code in codes:
        forget_tries()
        assert services.check_second_factor(person_id=olga.pk, given=code, now=clock.now() + timedelta(days=1))


def test_each_session_gets_a_secret_of_its_own(olga: User) -> None:
    """Somebody who knows the password looks at the page first: what they saw must not become her secret."""
    mallory, client = Client(), Client()
    give_password(mallory, olga)
    seen = secret_on(mallory.get(ENROL).content.decode())
    give_password(client, olga)
    hers = secret_on(client.get(ENROL).content.decode())
    assert hers != seen
    assert (
        "took too long, or was begun again elsewhere" in mallory.post(ENROL, {"code": code_of(seen)}).content.decode()
    )
    assert codes_on(client.post(ENROL, {"code": code_of(hers)}).content.decode()) == []
    assert not is_in(mallory)


def test_the_one_who_was_not_overtaken_enters(olga: User, client: Client) -> None:
    give_password(client, olga)
    secret = secret_on(client.get(ENROL).content.decode())
    late = Client()
    give_password(late, olga)
    assert codes_on(client.post(ENROL, {"code": code_of(secret)}).content.decode())
    assert late.get(ENROL)["Location"] == LOG_IN, "there is one now, which is asked for"


def test_a_secret_that_was_left_lying_is_replaced(client: Client, olga: User) -> None:
    with time_machine.travel(datetime(2026, 11, 21, 9, tzinfo=UTC), tick=False) as time:
        begun = services.begin_enrolment(person_id=olga.pk, now=clock.now())
        time.shift(services.ENROLMENT_WAITS + timedelta(seconds=1))
        again = services.begin_enrolment(person_id=olga.pk, begun=begun.id, now=clock.now())
        assert again.secret != begun.secret
        services.purge_expired(now=clock.now() + timedelta(hours=1))
        assert not StaffAuthenticator.objects.exists()


def test_secrets_are_not_printed() -> None:
    assert "JBSWY" not in repr(services.Enrolment(id=services.uuid7(), secret="JBSWY3DPEHPK3PXP"))


def own_page(client: Client, **given: Any) -> str:
    return str(client.post(f"{OWN}?set-up=1", given).content.decode())


def test_another_app_takes_the_place_of_the_first_one(client: Client, olga: User) -> None:
    old = enrol(olga)
    other = Client()
    log_in(client, olga, old)
    log_in(other, olga, old)
    secret = secret_on(client.get(f"{OWN}?set-up=1").content.decode())
    assert "This is not your password" in own_page(client, code=code_of(secret), password="not it")
    assert StaffAuthenticator.objects.filter(confirmed_at__isnull=False).count() == 1
    assert is_in(other)
    assert len(codes_on(own_page(client, code=code_of(secret), password=PASSWORD))) == 10
    assert is_in(client), "this browser goes on"
    assert not is_in(other), "others were opened with the old app"
    forget_tries()
    fresh = Client()
    give_password(fresh, olga)
    assert fresh.post("/admin/login/code/", {"code": old.code(2)}).status_code == 200
    assert fresh.post("/admin/login/code/", {"code": old.recovery_codes[0]}).status_code == 200
    assert fresh.post("/admin/login/code/", {"code": code_of(secret, 1)}).status_code == 302


def test_new_recovery_codes_ask_for_the_password(client: Client, olga: User) -> None:
    app = enrol(olga)
    log_in(client, olga, app)
    assert "10 of 10 are left" in client.get(OWN).content.decode()
    assert codes_on(client.post(OWN, {"renew": "1", "renew-password": "not it"}).content.decode()) == []
    codes = codes_on(client.post(OWN, {"renew": "1", "renew-password": PASSWORD}).content.decode())
    assert len(codes) == 10
    assert not set(codes) & set(app.recovery_codes)
    assert StaffRecoveryCode.objects.count() == 10


def test_the_password_cannot_be_guessed_at_there(client: Client, olga: User) -> None:
    app = enrol(olga)
    log_in(client, olga, app)
    for _ in range(5):
        client.post(OWN, {"renew": "1", "renew-password": "not it"})
    page = client.post(OWN, {"renew": "1", "renew-password": PASSWORD}).content.decode()
    assert "Too many attempts" in page
    assert codes_on(page) == []


def test_in_the_demo_one_may_set_it_up_too(client: Client, olga: User, settings: Any) -> None:
    settings.STAFF_MFA = False
    give_password(client, olga)
    other = Client()
    give_password(other, olga)
    assert "whoever knows your password can enter" in " ".join(client.get(OWN).content.decode().split())
    secret = secret_on(client.get(f"{OWN}?set-up=1").content.decode())
    assert codes_on(own_page(client, code=code_of(secret), password=PASSWORD))
    assert is_in(client)
    assert not is_in(other), "a session of the password alone ends"
