"""What names a person is erased when the law no longer wants it kept; their money's history stays."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from apps.accounts import selectors, services
from apps.accounts.identifiers import normalise_msisdn
from apps.accounts.models import (
    Activity,
    DataExport,
    Device,
    EmergencyContact,
    NameChange,
    OneTimeCode,
    ReleasedHandle,
    Session,
    TrustedPayee,
    User,
)
from apps.accounts.services import _closing
from apps.accounts.tests.factories import client_of, make_operator, make_person, sign_up_fields
from apps.core import clock, files
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.PRIVATE_FILES_DIR = str(tmp_path / "private")


@pytest.fixture
def after(settings: Any) -> datetime:
    """When what was closed now is due."""
    return clock.now() + settings.ERASE_AFTER + timedelta(minutes=1)


def leave_traces(user: User) -> None:
    """Everything of a person that names them, in every table accounts has."""
    now = clock.now()
    client_of(user)
    services.set_photo(person_id=user.id, content=b"a photo", now=now)
    services.set_handle(person_id=user.id, handle="amina_o", now=now)
    services.set_emergency_contact(person_id=user.id, name="Esther", msisdn="+254712000005", now=now)
    brian = make_person("brian")
    TrustedPayee.objects.create(user=brian, payee=user, nickname="Amina my love", added_at=now)
    NameChange.objects.create(
        user=user, full_name="Amina Weber", status="REJECTED", asked_at=now, decided_at=now, decided_by=brian.id
    )
    Session.objects.filter(user=user).update(ip="203.0.113.9", device_id="amina-1", device_name="Amina's phone")
    Device.objects.filter(user=user).update(name="Amina's phone")
    export = services.ask_for_export(person_id=user.id, now=now)
    services.make_export(export_id=export.id, read_clock=clock.now)
    LogEntry.objects.create(
        user=make_operator(),
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.id),
        object_repr=str(user),
        action_flag=CHANGE,
    )


def close(user: User) -> None:
    services.close_person(person_id=user.id, reason="test", now=clock.now())


def everything_stored() -> str:
    """Every row of accounts' tables and of the operators' history, but not of events, which are purged in days."""
    lines: list[str] = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND (relname LIKE 'accounts_%' OR relname = 'django_admin_log')"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT t::text FROM {table} t")
            lines += [row[0] for row in cursor.fetchall()]
    return "\n".join(lines)


def test_nothing_names_the_person_any_more(after: datetime) -> None:
    amina = make_person("amina")
    leave_traces(amina)
    close(amina)
    assert services.erase_closed(now=clock.now()) == 0, "the law still wants it"
    assert "Amina" in everything_stored()
    assert services.erase_closed(now=after) == 1
    user = User.objects.get(pk=amina.pk)
    assert (user.full_name, user.email, user.email_verified_at, user.photo) == ("Closed account", None, None, "")
    assert user.msisdn.startswith("+999") and len(user.msisdn) == 16
    assert normalise_msisdn(user.msisdn) is None, "no number in use: nobody can register it or pay to it"
    assert (user.status, user.erased_at, user.handle) == ("CLOSED", after, None)
    assert not user.has_usable_password()
    stored = everything_stored()
    for trace in ("Amina", "amina", "254712000001", "Esther", "203.0.113.9", "my love"):
        assert trace not in stored, trace
    for model in (EmergencyContact, NameChange, TrustedPayee, ReleasedHandle):
        assert not model.objects.exists()
    assert not OneTimeCode.objects.filter(person_id=amina.id).exists()
    assert not list(files.list_keys("photo")) and not list(files.list_keys("export"))
    assert DataExport.objects.get().file_key == ""
    assert OutboxEvent.objects.get(topic="accounts.erased").payload == {"person_id": str(amina.id)}
    assert selectors.find_person("+254712000001") is None


def test_the_log_of_what_they_did_stays() -> None:
    amina = make_person("amina")
    leave_traces(amina)
    close(amina)
    before = set(Activity.objects.values_list("id", flat=True))
    services.erase_closed(now=clock.now() + timedelta(days=6 * 365))
    assert before < set(Activity.objects.values_list("id", flat=True))


def test_others_are_left_alone(after: datetime) -> None:
    amina, brian, chidi = (make_person(name) for name in ("amina", "brian", "chidi"))
    close(amina)
    services.lock_person(person_id=brian.id, reason="test", now=clock.now())
    before = list(User.objects.exclude(pk=amina.pk).order_by("pk").values())
    assert services.erase_closed(now=after) == 1
    assert list(User.objects.exclude(pk=amina.pk).order_by("pk").values()) == before
    assert chidi.pk in {row["id"] for row in before}


def test_it_happens_once(after: datetime) -> None:
    close(make_person("amina"))
    assert services.erase_closed(now=after) == 1
    number = User.objects.get().msisdn
    assert services.erase_closed(now=after) == 0
    assert User.objects.get().msisdn == number
    assert OutboxEvent.objects.filter(topic="accounts.erased").count() == 1


def test_the_schedule_is_the_laws(settings: Any) -> None:
    assert timedelta(days=5 * 365) == settings.ERASE_AFTER
    amina = make_person("amina")
    close(amina)
    settings.ERASE_AFTER = timedelta(days=10)
    assert services.erase_closed(now=clock.now() + timedelta(days=9)) == 0
    assert services.erase_closed(now=clock.now() + timedelta(days=11)) == 1


def test_one_that_fails_does_not_keep_the_others_and_is_done_next_time(
    after: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [make_person(name) for name in ("amina", "brian", "chidi")]
    for person in people:
        close(person)
    real = _closing._forget_files

    def broken(user: User) -> None:
        if user.pk == people[1].pk:
            raise RuntimeError("half way")
        real(user)

    with monkeypatch.context() as patch:
        patch.setattr(_closing, "_forget_files", broken)
        assert services.erase_closed(now=after) == 2
    assert User.objects.get(pk=people[1].pk).full_name == "Brian Mwangi"
    assert services.erase_closed(now=after) == 1
    assert not User.objects.filter(erased_at=None).exists()


def test_two_that_run_at_once_erase_each_once(after: datetime) -> None:
    for name in ("amina", "brian", "chidi", "dalia"):
        close(make_person(name))
    outcomes = run_together(3, lambda _: services.erase_closed(now=after))
    assert sum(outcomes) == 4
    assert OutboxEvent.objects.filter(topic="accounts.erased").count() == 4
    assert User.objects.values("msisdn").distinct().count() == 4


def test_a_pseudonym_that_is_taken_is_not_taken_twice(after: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    draws = iter([7, 7, 8])
    monkeypatch.setattr(_closing.secrets, "randbelow", lambda _: next(draws))
    for name in ("amina", "brian"):
        close(make_person(name))
    assert services.erase_closed(now=after) == 2
    assert set(User.objects.values_list("msisdn", flat=True)) == {"+999000000000007", "+999000000000008"}


def test_the_number_and_the_address_are_free_again(after: datetime, api: Any) -> None:
    close(make_person("amina"))
    services.erase_closed(now=after)
    again = make_person("amina")
    assert selectors.find_person("amina@example.org") == selectors.get_person(again.id)
    assert api.post("/api/v1/auth/register", sign_up_fields("brian"), format="json").status_code == 201
