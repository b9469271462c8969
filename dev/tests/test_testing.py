"""What other tests rely on: runs that do not meet, and databases that start afresh."""

from pathlib import Path

import pytest
from django.db import connection

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
