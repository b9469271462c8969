"""Refresh tokens: SECURITY 8."""

from datetime import timedelta

import pytest
import time_machine
from rest_framework.test import APIClient

from apps.accounts import rates, services
from apps.accounts.errors import InvalidToken
from apps.accounts.models import Activity, RefreshToken, Session, User
from apps.accounts.services import TokenPair
from apps.accounts.tests.factories import client_with, make_person, tokens_of
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.ratelimit import Rate
from apps.core.tests.parallel import run_together


def refresh(api: APIClient, token: str) -> tuple[int, dict[str, str]]:
    answer = api.post("/api/v1/auth/refresh", {"refresh": token}, format="json")
    return answer.status_code, answer.json()


@pytest.mark.django_db
def test_a_refresh_token_is_exchanged_for_the_next_pair(api: APIClient) -> None:
    pair = tokens_of(make_person("amina"))
    status, body = refresh(api, pair.refresh)
    assert status == 200
    assert set(body) == {"access", "refresh", "token_type", "expires_in"}
    assert body["refresh"] != pair.refresh
    assert client_with(body["access"]).get("/api/v1/me").status_code == 200
    assert refresh(api, body["refresh"])[0] == 200
    assert Session.objects.count() == 1


@pytest.mark.django_db
def test_a_session_lives_on_as_long_as_it_is_refreshed(api: APIClient) -> None:
    token = tokens_of(make_person("amina")).refresh
    with time_machine.travel(clock.now() + timedelta(days=29), tick=False):
        status, body = refresh(api, token)
        assert status == 200
    with time_machine.travel(clock.now() + timedelta(days=58), tick=False):
        assert refresh(api, body["refresh"])[0] == 200
    with time_machine.travel(clock.now() + timedelta(days=90), tick=False):
        assert refresh(api, body["refresh"])[0] == 401


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_refreshes_at_once_one_succeeds() -> None:
    """SECURITY 8."""
    pair = tokens_of(make_person("amina"))
    results = run_together(16, lambda _: services.refresh_session(refresh=pair.refresh, now=clock.now()))
    assert [type(result) for result in results if not isinstance(result, InvalidToken)] == [TokenPair]
    assert RefreshToken.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_replayed_token_ends_its_whole_session_though_the_request_is_refused(api: APIClient) -> None:
    """SECURITY 8, RFC 9700: nobody can say which of the two holders is the thief."""
    amina = make_person("amina")
    stolen, other = tokens_of(amina), tokens_of(amina)
    thief = refresh(api, stolen.refresh)[1]

    status, body = refresh(api, stolen.refresh)

    assert (status, body["code"]) == (401, "invalid_token")
    assert client_with(thief["access"]).get("/api/v1/me").status_code == 401
    assert client_with(stolen.access).get("/api/v1/me").status_code == 401
    assert refresh(api, thief["refresh"])[0] == 401
    session = Session.objects.get(pk=stolen.session_id)
    assert session.revoked_reason == "replayed"
    payload = {"person_id": str(amina.id), "session_id": str(session.id)}
    assert OutboxEvent.objects.get(topic="accounts.session_replayed").payload == payload
    assert Activity.objects.get(action="accounts.session_replayed").subject == str(session.id)
    assert client_with(other.access).get("/api/v1/me").status_code == 200, "her other phone is not concerned"


@pytest.mark.django_db(transaction=True)
def test_the_replay_is_told_once_however_often_it_is_tried(api: APIClient) -> None:
    token = tokens_of(make_person("amina")).refresh
    for _ in range(4):
        refresh(api, token)
    assert OutboxEvent.objects.filter(topic="accounts.session_replayed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_revocation_cannot_be_undone_by_a_surrounding_transaction() -> None:
    from django.db import transaction

    pair = tokens_of(make_person("amina"))
    with pytest.raises(RuntimeError), transaction.atomic():
        services.refresh_session(refresh=pair.refresh, now=clock.now())


@pytest.mark.django_db
@pytest.mark.parametrize("end", ["log_out", "lock", "expire"])
def test_the_tokens_of_an_ended_session_renew_nothing(api: APIClient, end: str) -> None:
    amina = make_person("amina")
    pair = tokens_of(amina)
    if end == "log_out":
        services.log_out(person_id=amina.id, session_id=pair.session_id, now=clock.now())
    elif end == "lock":
        User.objects.update(status=User.Status.LOCKED)
    else:
        Session.objects.update(expires_at=clock.now())
    status, body = refresh(api, pair.refresh)
    assert (status, body["code"]) == (401, "invalid_token")
    assert RefreshToken.objects.count() == 1
    assert not OutboxEvent.objects.filter(topic="accounts.session_replayed").exists()


@pytest.mark.django_db
def test_refreshes_are_limited_by_session(api: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "REFRESH_BY_SESSION", Rate("accounts.refresh.session", 2, 300))
    token = tokens_of(make_person("amina")).refresh
    for _ in range(2):
        status, body = refresh(api, token)
        assert status == 200
        token = body["refresh"]
    assert refresh(api, token)[0] == 429
