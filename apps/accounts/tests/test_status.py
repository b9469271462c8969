"""Locking, unlocking and closing an account: SECURITY 10."""

import pytest
from rest_framework.test import APIClient

from apps.accounts import selectors, services
from apps.accounts.errors import PersonNotFound, StatusConflict
from apps.accounts.models import Activity, Session
from apps.accounts.tests.factories import PASSWORD, client_with, make_operator, make_person, tokens_of
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent

pytestmark = pytest.mark.django_db


def test_a_lock_ends_every_session_at_once_and_says_who_and_why() -> None:
    amina, olga = make_person("amina"), make_operator()
    pairs = [tokens_of(amina), tokens_of(amina)]
    for pair in pairs:
        assert client_with(pair.access).get("/api/v1/me").status_code == 200
    assert selectors.get_person(amina.id).is_active

    services.lock_person(person_id=amina.id, reason="phone stolen", by=olga.id, now=clock.now())

    assert [client_with(pair.access).get("/api/v1/me").status_code for pair in pairs] == [401, 401]
    assert set(Session.objects.values_list("revoked_reason", flat=True)) == {"locked"}
    assert selectors.get_person(amina.id).status == "LOCKED"
    said = {"reason": "phone stolen", "by": str(olga.id)}
    assert OutboxEvent.objects.get(topic="accounts.locked").payload == {"person_id": str(amina.id), **said}
    assert Activity.objects.get(action="accounts.locked").detail == said


def test_an_unlocked_person_logs_in_anew(api: APIClient) -> None:
    amina = make_person("amina")
    before = tokens_of(amina)
    services.lock_person(person_id=amina.id, reason="test", now=clock.now())
    services.unlock_person(person_id=amina.id, reason="test", now=clock.now())
    assert client_with(before.access).get("/api/v1/me").status_code == 401, "the old tokens stay dead"
    body = {"identifier": amina.msisdn, "password": PASSWORD}
    assert api.post("/api/v1/auth/login", body, format="json").status_code == 200
    assert OutboxEvent.objects.filter(topic="accounts.unlocked").count() == 1


def test_a_closed_account_stays_closed() -> None:
    amina = make_person("amina")
    pair = tokens_of(amina)
    services.close_person(person_id=amina.id, reason="wished", now=clock.now())
    assert client_with(pair.access).get("/api/v1/me").status_code == 401
    assert OutboxEvent.objects.filter(topic="accounts.closed").count() == 1
    for change in (services.lock_person, services.unlock_person, services.close_person):
        with pytest.raises(StatusConflict):
            change(person_id=amina.id, reason="test", now=clock.now())


def test_what_is_so_already_is_a_conflict_and_changes_nothing() -> None:
    amina = make_person("amina")
    with pytest.raises(StatusConflict):
        services.unlock_person(person_id=amina.id, reason="test", now=clock.now())
    services.lock_person(person_id=amina.id, reason="test", now=clock.now())
    with pytest.raises(StatusConflict):
        services.lock_person(person_id=amina.id, reason="test", now=clock.now())
    assert OutboxEvent.objects.count() == 1


def test_nobody_is_not_locked() -> None:
    with pytest.raises(PersonNotFound):
        services.lock_person(person_id=uuid7(), reason="test", now=clock.now())
