"""What other tests rely on: runs that do not meet, and databases that start afresh."""

from pathlib import Path

import pytest
from django.db import IntegrityError, connection

from dev.testing import cluster, databases


def test_runs_at_the_same_time_get_names_of_their_own(tmp_path: Path) -> None:
    first, first_lock = cluster.take_slot(tmp_path)
    second, second_lock = cluster.take_slot(tmp_path)
    assert (first, second) == ("run0", "run1")
    first_lock.close()
    again, lock = cluster.take_slot(tmp_path)
    assert again == "run0"
    lock.close()
    second_lock.close()


def test_each_worker_has_a_database_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOPAY_TEST_SUFFIX", "run7")
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw3")
    assert databases.database_name() == "test_gopay_run7_gw3"


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_gone_in_the_next(turn: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('left_behind') IS NULL")
        assert cursor.fetchone()[0]
        cursor.execute("CREATE TABLE left_behind ()")


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db
def test_what_a_test_does_not_commit_is_gone_in_the_next(turn: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('left_behind') IS NULL")
        assert cursor.fetchone()[0]
        cursor.execute("CREATE TABLE left_behind ()")


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.parametrize("rows", [1, 20_000], ids=["few, deleted", "many, truncated"])
@pytest.mark.parametrize("analysed", [False, True], ids=["", "analysed"])
@pytest.mark.django_db(transaction=True)
def test_rows_their_numbers_and_what_the_planner_knew_are_gone_in_the_next(
    rows: int, analysed: bool, turn: int
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'core_consumption'::regclass")
        assert cursor.fetchone() == (-1,)
        cursor.execute("SELECT consumer FROM core_consumption")
        assert cursor.fetchall() == []
        cursor.execute(
            "INSERT INTO core_consumption (event_id, consumer, done_at)"
            " SELECT gen_random_uuid(), 'Consumer ' || n, now() FROM generate_series(1, %s) n",
            [rows],
        )
        cursor.execute("SELECT min(id), max(id) FROM core_consumption")
        assert cursor.fetchone() == (1, rows)
        if analysed:
            cursor.execute("ANALYZE core_consumption")


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_the_sweep_goes_past_the_triggers_and_leaves_them_on_and_the_names_of_models_there(turn: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_activity")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'O'")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM auth_permission")
        assert cursor.fetchone()[0] > 500
        cursor.execute(
            "INSERT INTO accounts_activity (id, person_id, action, subject, channel, request_id, at, detail)"
            " SELECT gen_random_uuid(), gen_random_uuid(), 'tests.left_behind', '', 'api', '', now(), '{}'"
        )
        with pytest.raises(IntegrityError):
            cursor.execute("DELETE FROM accounts_activity")


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_what_migrations_have_written_is_as_they_have_written_it(turn: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM auth_group WHERE name IN ('Support', 'Left behind')")
        assert cursor.fetchall() == [("Support",)]
        cursor.execute("UPDATE auth_group SET name = 'Left behind' WHERE name = 'Support'")
