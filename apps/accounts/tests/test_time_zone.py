"""The time zone a person lives in: chosen by its exact name, the platform's own before that."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from apps.accounts import services
from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock

pytestmark = pytest.mark.django_db
ME = "/api/v1/me"


def test_who_has_chosen_none_lives_where_the_platform_does(settings: Any) -> None:
    settings.LIMITS_TIME_ZONE = "Africa/Nairobi"
    amina = make_person("amina")
    assert User.objects.get(pk=amina.pk).time_zone == ""
    assert client_of(amina).get(ME).json()["time_zone"] == "Africa/Nairobi"


def test_one_is_chosen_and_written_down() -> None:
    amina = make_person("amina")
    answer = client_of(amina).patch(ME, {"time_zone": "America/Argentina/Buenos_Aires"}, format="json")
    assert (answer.status_code, answer.json()["time_zone"]) == (200, "America/Argentina/Buenos_Aires")
    assert User.objects.get(pk=amina.pk).time_zone == "America/Argentina/Buenos_Aires"
    assert Activity.objects.get(action="accounts.profile_changed").detail == {"fields": ["time_zone"]}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Africa/Nowhere", "unknown_time_zone"),
        ("africa/nairobi", "unknown_time_zone"),
        (" Africa/Nairobi", "unknown_time_zone"),
        ("Africa/Nairobi\n", "unknown_time_zone"),
        ("../../etc/passwd", "unknown_time_zone"),
        ("/etc/localtime", "unknown_time_zone"),
        ("localtime", "unknown_time_zone"),
        ("Factory", "unknown_time_zone"),
        ("posixrules", "unknown_time_zone"),
        ("+03:00", "unknown_time_zone"),
        ("A" * 49, "unknown_time_zone"),
        ("", "required"),
        (None, "required"),
        (3, "invalid"),
        (["Africa/Nairobi"], "invalid"),
    ],
)
def test_what_is_no_zone_is_refused(name: Any, code: str) -> None:
    amina = make_person("amina")
    answer = client_of(amina).patch(ME, {"time_zone": name}, format="json")
    assert answer.status_code == 400
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [("time_zone", code)]
    assert User.objects.get(pk=amina.pk).time_zone == ""


def test_the_service_and_the_database_refuse_it_too() -> None:
    amina = make_person("amina")
    with pytest.raises(ValueError, match="Nowhere"):
        services.update_profile(person_id=amina.id, time_zone="Africa/Nowhere", now=clock.now())
    for name in ("Africa/Nairobi; DROP", "../etc", "/Africa", "Africa/"):
        with pytest.raises(IntegrityError, match="accounts_user_time_zone_is_plain"), transaction.atomic():
            User.objects.filter(pk=amina.pk).update(time_zone=name)
