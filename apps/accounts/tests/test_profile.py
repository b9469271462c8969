"""Oneself: what one may see and change, and what one may not: SECURITY 15."""

from typing import Any

import pytest

from apps.accounts import rates, selectors, services
from apps.accounts.api import serializers as shapes
from apps.accounts.models import Activity, Session, User
from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent

pytestmark = pytest.mark.django_db
ME = "/api/v1/me"
SHOWN = {"id", "msisdn", "email", "full_name", "language", "status", "joined_at"}


def test_one_sees_oneself_and_nothing_more() -> None:
    """SECURITY 15: the keys of the answer are an allow-list."""
    amina = make_person("amina")
    answer = client_of(amina).get(ME)
    assert answer.status_code == 200
    body = answer.json()
    assert set(body) == SHOWN
    assert body["id"] == str(amina.id)
    assert (body["msisdn"], body["email"], body["full_name"]) == (amina.msisdn, amina.email, amina.full_name)
    assert (body["language"], body["status"]) == ("en", "ACTIVE")
    assert body["joined_at"].endswith("Z")


def test_name_language_and_mail_address_change() -> None:
    amina = make_person("amina")
    assert selectors.get_person(amina.id).full_name == "Amina Otieno"
    answer = client_of(amina).patch(
        ME, {"full_name": "  Amina   Weber ", "language": "sw", "email": "Amina@Weber.Example"}, format="json"
    )
    assert answer.status_code == 200
    assert set(answer.json()) == SHOWN
    person = selectors.get_person(amina.id)
    assert (person.full_name, person.language, person.email) == ("Amina Weber", "sw", "amina@weber.example")
    assert selectors.find_person("amina@example.org") is None
    assert selectors.find_person("AMINA@weber.example") == person
    activity = Activity.objects.get(action="accounts.profile_changed")
    assert activity.detail == {"fields": ["full_name", "language", "email"]}
    assert OutboxEvent.objects.get(topic="accounts.email_changed").payload == {"person_id": str(amina.id)}


def test_what_is_left_out_stays_and_null_removes_the_address() -> None:
    amina = make_person("amina")
    client = client_of(amina)
    assert client.patch(ME, {}, format="json").json()["email"] == "amina@example.org"
    assert not Activity.objects.exists()
    assert client.patch(ME, {"email": None}, format="json").json()["email"] is None
    assert client.patch(ME, {"full_name": None}, format="json").status_code == 400


def everything_else() -> list[tuple[str, Any]]:
    """Every column of a person that is not theirs to write, with a value that would show."""
    values: dict[str, Any] = {
        "id": "019a2f3e-7c1b-7d52-9b0a-4f2f6c1d8e77",
        "is_staff": True,
        "is_superuser": True,
        "status": "CLOSED",
        "msisdn": "+254712999999",
        "password": "argon2$x",
        "joined_at": "2001-01-01T00:00:00Z",
        "last_login": "2001-01-01T00:00:00Z",
        "groups": [1],
        "user_permissions": [1],
    }
    fields = [field.name for field in (*User._meta.fields, *User._meta.many_to_many)]
    return [(name, values[name]) for name in fields if name not in {"full_name", "language", "email"}]


@pytest.mark.parametrize(("field", "value"), [*everything_else(), ("kyc_tier", 2), ("is_active", False)])
def test_no_other_column_can_be_written(field: str, value: Any) -> None:
    """SECURITY 15: mass assignment. The good field beside the bad one is not written either."""
    amina = make_person("amina")
    before = User.objects.filter(pk=amina.pk).values().get()
    answer = client_of(amina).patch(ME, {"full_name": "Amina the Great", field: value}, format="json")
    assert answer.status_code == 400
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [(field, "unknown_field")]
    assert User.objects.filter(pk=amina.pk).values().get() == before
    assert not amina.groups.exists() and not amina.user_permissions.exists()


def test_a_taken_address_is_refused() -> None:
    amina = make_person("amina")
    make_person("brian")
    answer = client_of(amina).patch(ME, {"full_name": "Amina X", "email": "BRIAN@example.org"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")
    user = User.objects.get(pk=amina.pk)
    assert (user.full_name, user.email) == ("Amina Otieno", "amina@example.org")


def test_nobody_finds_out_many_taken_addresses() -> None:
    client = client_of(make_person("amina"))
    answers = [
        client.patch(ME, {"email": f"guess{n}@example.org"}, format="json").status_code
        for n in range(rates.EMAIL_BY_PERSON.count + 1)
    ]
    assert answers == [200] * rates.EMAIL_BY_PERSON.count + [429]


@pytest.mark.parametrize("method", ["put", "post", "delete"])
def test_there_are_no_other_ways_in(method: str) -> None:
    answer = getattr(client_of(make_person("amina")), method)(ME, {}, format="json")
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"


def test_the_schema_tells_what_is_answered() -> None:
    """The answers are written by hand for speed, so that they could part from what the schema says."""
    now, some_id = clock.now(), uuid7()
    pair = services.TokenPair("access", "refresh", 900, some_id, some_id)
    for shape, answer in [
        (shapes.ProfileSerializer, shapes.profile_answer(User())),
        (shapes.SessionSerializer, shapes.session_answer(Session(created_at=now), some_id)),
        (shapes.ActivitySerializer, shapes.activity_answer(Activity(at=now))),
        (shapes.TokenPairSerializer, shapes.token_answer(pair)),
        (shapes.PendingSignUpSerializer, shapes.pending_answer(services.PendingSignUp("+254712000001", 600))),
    ]:
        assert list(shape().fields) == list(answer)
