"""What the database itself refuses about people and sessions."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from apps.accounts.models import RefreshToken, Session, User
from apps.accounts.tests.factories import make_person, tokens_of
from apps.core import clock
from apps.core.constraints import constraint_name

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"msisdn": "254712000001"}, "accounts_user_msisdn_is_e164"),
        ({"msisdn": "+0712000001"}, "accounts_user_msisdn_is_e164"),
        ({"msisdn": "+25471200000x"}, "accounts_user_msisdn_is_e164"),
        ({"msisdn": "+254712000002"}, "accounts_user_msisdn_once"),
        ({"email": "brian@example.org"}, "accounts_user_email_once"),
        ({"email": "Amina@example.org"}, "accounts_user_email_is_lower"),
        ({"email": ""}, "accounts_user_email_is_lower"),
        ({"status": "GONE"}, "accounts_user_status_is_known"),
    ],
)
def test_a_person_that_cannot_be_is_refused(change: dict[str, Any], constraint: str) -> None:
    amina = make_person("amina")
    make_person("brian")
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        User.objects.filter(pk=amina.pk).update(**change)
    assert constraint_name(refused.value) == constraint


def test_many_people_may_have_no_address() -> None:
    make_person("amina", email=None)
    make_person("brian", email=None)
    assert User.objects.filter(email=None).count() == 2


def test_a_session_that_ended_says_why() -> None:
    tokens_of(make_person("amina"))
    for change in ({"revoked_at": clock.now()}, {"revoked_reason": "logged_out"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Session.objects.update(**change)


def test_a_refresh_token_outlives_its_making() -> None:
    tokens_of(make_person("amina"))
    issued_at = RefreshToken.objects.get().issued_at
    with pytest.raises(IntegrityError), transaction.atomic():
        RefreshToken.objects.update(expires_at=issued_at)


def test_a_person_with_sessions_cannot_be_deleted() -> None:
    amina = make_person("amina")
    tokens_of(amina)
    with pytest.raises(IntegrityError), transaction.atomic():
        amina.delete()


def test_the_command_line_makes_a_superuser() -> None:
    call_command("createsuperuser", msisdn="+254712000008", full_name="Olga Operator", interactive=False, verbosity=0)
    olga = User.objects.get(msisdn="+254712000008")
    assert olga.is_staff and olga.is_superuser and olga.is_active
    assert not olga.has_usable_password()


def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", "accounts", check=True, dry_run=True, verbosity=0)


def test_the_trigger_can_be_taken_out_again() -> None:
    """Every migration is reversible."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    with connection.schema_editor() as editor:
        node = ("accounts", "0002_activity_is_append_only")
        migration = executor.loader.get_migration(*node)
        state = executor.loader.project_state([node])
        for operation in reversed(migration.operations):
            operation.database_backwards("accounts", editor, state, state)
        with editor.connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'accounts_activity%'")
            assert cursor.fetchone() == (0,)
        for operation in migration.operations:
            operation.database_forwards("accounts", editor, state, state)
