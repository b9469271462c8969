"""Oneself: what one may see and change, and what one may not: SECURITY 15."""

from datetime import timedelta
from typing import Any

import pytest

from apps.accounts import selectors, services
from apps.accounts.api import profile_serializers as more
from apps.accounts.api import serializers as shapes
from apps.accounts.models import Activity, DataExport, Pin, Session, User
from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock
from apps.core.ids import uuid7

pytestmark = pytest.mark.django_db
ME = "/api/v1/me"
SHOWN = {
    "id", "msisdn", "email", "email_verified", "full_name", "pending_name", "language", "status", "joined_at", "handle",
    "kyc_tier", "has_photo", "pin_set", "secured", "cautious_until", "time_zone",
    "limits",
}  # fmt: skip
# What PATCH /me writes; every other column has a way of its own, or none.
WRITABLE = {"full_name", "language", "time_zone"}


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


def test_what_is_there_is_shown() -> None:
    now = clock.now()
    amina = make_person(
        "amina",
        handle="amina_o",
        kyc_tier="TIER_1",
        photo="photo/x",
        secured_at=now,
        cautious_until=now + timedelta(hours=1),
        email_verified_at=None,
    )
    body = client_of(amina).get(ME).json()
    assert (body["handle"], body["kyc_tier"], body["has_photo"]) == ("amina_o", "TIER_1", True)
    assert (body["secured"], body["email_verified"], body["pin_set"]) == (True, False, True)
    assert body["cautious_until"].endswith("Z")
    User.objects.update(cautious_until=now - timedelta(hours=1), secured_at=None, photo="")
    Pin.objects.all().delete()
    body = client_of(amina).get(ME).json()
    assert body["cautious_until"] is None, "it is over"
    assert (body["secured"], body["has_photo"]) == (False, False)


def test_name_and_language_change() -> None:
    amina = make_person("amina")
    assert selectors.get_person(amina.id).full_name == "Amina Otieno"
    answer = client_of(amina).patch(ME, {"full_name": "  Amina   Weber ", "language": "sw"}, format="json")
    assert answer.status_code == 200
    assert set(answer.json()) == SHOWN
    person = selectors.get_person(amina.id)
    assert (person.full_name, person.language, person.email) == ("Amina Weber", "sw", "amina@example.org")
    activity = Activity.objects.get(action="accounts.profile_changed")
    assert activity.detail == {"fields": ["full_name", "language"]}


def test_what_is_left_out_stays() -> None:
    amina = make_person("amina")
    client = client_of(amina)
    assert client.patch(ME, {}, format="json").json()["email"] == "amina@example.org"
    assert not Activity.objects.exists()
    assert client.patch(ME, {"full_name": None}, format="json").status_code == 400


def _other_value(field: Any) -> Any:
    """A value of the column's kind that would show if it were written."""
    if field.many_to_many:
        return [1]
    match field.get_internal_type():
        case "BooleanField":
            return True
        case "DateTimeField":
            return "2001-01-01T00:00:00Z"
        case "UUIDField":
            return "019a2f3e-7c1b-7d52-9b0a-4f2f6c1d8e77"
    return field.choices[-1][0] if field.choices else "+254712999999"


def every_other_column() -> list[tuple[str, Any]]:
    """Every column of a person that PATCH /me must not write: a new one is among them as soon as it is there."""
    fields = (*User._meta.fields, *User._meta.many_to_many)
    return [(field.name, _other_value(field)) for field in fields if field.name not in WRITABLE]


def test_the_columns_are_those_of_the_model() -> None:
    """SECURITY 15: what matters most is among them."""
    names = {name for name, _ in every_other_column()}
    assert {"kyc_tier", "is_staff", "status", "cautious_until", "secured_at", "msisdn", "email", "handle"} <= names
    assert {"email_verified_at", "password", "closed_at", "erased_at", "photo", "is_superuser", "groups"} <= names


@pytest.mark.parametrize(
    ("field", "value"),
    [*every_other_column(), ("balance", "100.00"), ("is_active", False), ("pin_set", True), ("email_verified", True)],
)
def test_no_other_column_can_be_written(field: str, value: Any) -> None:
    """SECURITY 15: mass assignment. The good field beside the bad one is not written either."""
    amina = make_person("amina")
    before = User.objects.filter(pk=amina.pk).values().get()
    answer = client_of(amina).patch(ME, {"full_name": "Amina the Great", field: value}, format="json")
    assert answer.status_code == 400
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [(field, "unknown_field")]
    assert User.objects.filter(pk=amina.pk).values().get() == before
    assert not amina.groups.exists() and not amina.user_permissions.exists()


@pytest.mark.parametrize("method", ["put", "post", "delete"])
def test_there_are_no_other_ways_in(method: str) -> None:
    answer = getattr(client_of(make_person("amina")), method)(ME, {}, format="json")
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"


def test_the_schema_tells_what_is_answered() -> None:
    """The answers are written by hand for speed, so that they could part from what the schema says."""
    now, some_id = clock.now(), uuid7()
    pair = services.TokenPair("access", "refresh", 900, some_id, some_id, device_id=some_id)
    for shape, answer in [
        (
            shapes.ProfileSerializer,
            shapes.profile_answer(selectors.OwnProfile(User(), None, False, None), now=clock.now()),
        ),
        (more.ExportSerializer, more.export_answer(DataExport())),
        (more.EmergencyContactSerializer, more.contact_answer(selectors.Contact("x", "y", "", now))),
        (more.TrustedPayeeSerializer, more.trusted_answer(selectors.Trusted(some_id, "x", "", now))),
        (shapes.SessionSerializer, shapes.session_answer(Session(created_at=now), some_id)),
        (shapes.ActivitySerializer, shapes.activity_answer(Activity(at=now))),
        (shapes.TokenPairSerializer, shapes.token_answer(pair)),
        (shapes.PendingSignUpSerializer, shapes.pending_answer(services.PendingSignUp("+254712000001", 600))),
    ]:
        assert list(shape().fields) == list(answer)
