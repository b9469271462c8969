"""Rotating the keys of personal data and private files, while others read and write: SECURITY 27."""

import base64
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from apps.accounts.models import EmergencyContact
from apps.accounts.tests.factories import UserFactory
from apps.core import clock, crypto, files, key_rotation
from apps.core.crypto import Undecipherable, key_id_of, seal, unseal
from apps.core.key_rotation import list_leftovers, rotate_keys
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked

ROOT = Path(__file__).resolve().parents[2]
TABLE = EmergencyContact._meta.db_table
KEYS = {kid: base64.b64encode(kid.encode().ljust(32, b"-")).decode() for kid in ("old", "new", "newer")}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def ring(settings: Any, tmp_path: Path) -> Callable[..., None]:
    """Sets FIELD_KEYS to these ids; each test begins with `old` alone and no files."""
    settings.PRIVATE_FILES_DIR = str(tmp_path / "private")

    def hold(*kids: str) -> None:
        settings.FIELD_KEYS = {kid: KEYS[kid] for kid in kids}

    hold("old")
    return hold


def sealed(column: str, text: str, row: UUID) -> bytes:
    return seal(text, table=TABLE, column=column, row=row)


def make_contacts(count: int) -> list[UUID]:
    """People with somebody to call, whose name is that of the row."""
    users = UserFactory.create_batch(count)
    EmergencyContact.objects.bulk_create(
        EmergencyContact(
            user=user,
            name=sealed("name", f"contact of {user.id}", user.id),
            msisdn=sealed("msisdn", "+254712000009", user.id),
            changed_at=clock.now(),
        )
        for user in users
    )
    return [user.id for user in users]


def name_of(row: UUID) -> str:
    return unseal(bytes(EmergencyContact.objects.get(pk=row).name), table=TABLE, column="name", row=row)


def key_ids() -> set[str]:
    """The keys under which the contacts are."""
    pairs = EmergencyContact.objects.values_list("name", "msisdn")
    return {key_id_of(bytes(value)) for pair in pairs for value in pair}


def rotate() -> list[key_rotation.Progress]:
    return list(rotate_keys(wait=time.sleep))


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("rotate_keys", *arguments, stdout=out)
    return out.getvalue()


def test_everything_comes_under_the_new_key_and_reads_as_before(ring: Callable[..., None]) -> None:
    """SECURITY 27: after it the old key may go."""
    rows = make_contacts(7)
    keys = [files.save("kyc", f"page {number}".encode()) for number in range(3)]
    ring("new", "old")
    assert {progress.place: progress.total for progress in list_leftovers()} == {TABLE: 7, "files in kyc": 3}
    last = {progress.place: progress for progress in rotate()}
    assert (last[TABLE].done, last[TABLE].total, last[TABLE].unreadable) == (7, 7, 0)
    assert (last["files in kyc"].done, last["files in kyc"].total) == (3, 3)
    assert list_leftovers() == [] and key_ids() == {"new"}
    ring("new")
    assert [name_of(row) for row in rows] == [f"contact of {row}" for row in rows]
    assert [files.read(key) for key in keys] == [b"page 0", b"page 1", b"page 2"]


def test_a_second_time_there_is_nothing_to_do(ring: Callable[..., None]) -> None:
    make_contacts(3)
    files.save("kyc", b"page")
    ring("new", "old")
    rotate()
    before = list(EmergencyContact.objects.order_by("pk").values_list("name", flat=True))
    assert rotate() == []
    assert list(EmergencyContact.objects.order_by("pk").values_list("name", flat=True)) == before


def test_the_command_shows_how_far_it_is_and_ends_well(ring: Callable[..., None], monkeypatch: Any) -> None:
    monkeypatch.setattr(key_rotation, "BATCH", 2)
    make_contacts(5)
    files.save("kyc", b"page")
    ring("new", "old")
    said = run().splitlines()
    assert said[:4] == [f"{TABLE}: {number} of 5" for number in (0, 2, 4, 5)]
    assert "files in kyc: 1 of 1" in said
    assert said[-1] == "Everything is sealed under key 'new'."
    assert run("--check").splitlines() == ["Everything is sealed under key 'new'."]


def test_the_check_says_what_is_left_and_changes_nothing(ring: Callable[..., None]) -> None:
    make_contacts(4)
    files.save("kyc", b"page")
    ring("new", "old")
    with pytest.raises(CommandError) as caught:
        run("--check")
    assert caught.value.returncode == 1
    assert f"{TABLE}: 4" in str(caught.value) and "files in kyc: 1" in str(caught.value)
    assert key_ids() == {"old"}


def test_only_the_value_that_is_stale_makes_a_row_stale(ring: Callable[..., None]) -> None:
    (row,) = make_contacts(1)
    ring("new", "old")
    EmergencyContact.objects.filter(pk=row).update(name=sealed("name", "under the new key", row))
    assert rotate()[-1].done == 1
    assert key_ids() == {"new"} and name_of(row) == "under the new key"


def test_every_table_that_was_registered_is_walked() -> None:
    """A table that is not there, or a column that is not bytes, would stop a rotation on the day it is needed."""
    assert TABLE in {declared.table for declared in crypto.sealed_tables()}
    with connection.cursor() as cursor:
        for declared in crypto.sealed_tables():
            cursor.execute(
                "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [declared.table]
            )
            types = dict(cursor.fetchall())
            assert types[declared.key] == "uuid"
            assert {types[column] for column in declared.columns} == {"bytea"}


def test_a_value_that_opens_with_no_key_is_named_and_the_others_go_on(
    ring: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    rows = sorted(make_contacts(4))
    with_another = seal("x", table=TABLE, column="name", row=rows[0])
    # A ciphertext that somebody moved here from another row.
    EmergencyContact.objects.filter(pk=rows[1]).update(name=with_another)
    lost = files.save("kyc", b"page")
    Path(files._path(lost)).write_bytes(b"garbage")
    ring("new", "old")
    with pytest.raises(CommandError) as caught:
        run()
    assert f"{TABLE}: 1" in str(caught.value) and "files in kyc: 1" in str(caught.value)
    assert EmergencyContact.objects.get(pk=rows[1]).name == with_another
    assert [name_of(row) for row in (rows[0], rows[2], rows[3])] == [
        f"contact of {row}" for row in (rows[0], rows[2], rows[3])
    ]


def test_a_row_that_is_locked_is_done_when_it_is_free(ring: Callable[..., None]) -> None:
    """SKIP LOCKED: nobody waits for a long transaction, and its row is not forgotten."""
    rows = make_contacts(3)
    ring("new", "old")
    waits: list[float] = []
    steps = rotate_keys(wait=waits.append)
    with other_transaction() as there:
        there(lambda: EmergencyContact.objects.select_for_update().get(pk=rows[1]))
        assert [next(steps).done for _ in range(2)] == [0, 2]
        assert key_ids() == {"old", "new"}
    # Now the other transaction is over.
    assert list(steps)[-1].done == 3
    assert key_ids() == {"new"} and waits == [1.0]


def test_rows_that_stay_locked_do_not_hold_it_up_for_ever(ring: Callable[..., None]) -> None:
    rows = make_contacts(2)
    ring("new", "old")
    waits: list[float] = []
    with other_transaction() as there:
        there(lambda: EmergencyContact.objects.select_for_update().get(pk=rows[1]))
        assert list(rotate_keys(wait=waits.append))[-1].done == 1
        assert len(waits) == key_rotation.PATIENCE_ROUNDS + 1
    assert {progress.total for progress in list_leftovers()} == {1}


def test_two_rotations_at_once_share_the_work(ring: Callable[..., None], monkeypatch: Any) -> None:
    monkeypatch.setattr(key_rotation, "BATCH", 5)
    rows = make_contacts(40)
    keys = [files.save("kyc", b"page") for _ in range(10)]
    ring("new", "old")
    assert not [error for error in run_together(3, lambda _: rotate()) if isinstance(error, BaseException)]
    assert list_leftovers() == []
    assert [name_of(row) for row in rows] == [f"contact of {row}" for row in rows]
    assert [files.read(key) for key in keys] == [b"page"] * 10


def test_a_write_while_its_row_is_sealed_anew_is_not_lost(ring: Callable[..., None], monkeypatch: Any) -> None:
    """The rotation has read the row and not yet written it: the writer waits, and writes last."""
    (row,) = make_contacts(1)
    ring("new", "old")
    writers: list[Any] = []
    seal_again = key_rotation._seal_again

    def write() -> int:
        return EmergencyContact.objects.filter(pk=row).update(name=sealed("name", "written meanwhile", row))

    def slowly(*args: Any) -> Any:
        if not writers:
            writers.append(in_background(write))
            # On another connection: inside a transaction PostgreSQL shows who waits as it first was.
            in_background(wait_until_blocked).result(60)
        return seal_again(*args)

    monkeypatch.setattr(key_rotation, "_seal_again", slowly)
    rotate()
    assert writers[0].result(60) == 1
    assert name_of(row) == "written meanwhile" and key_ids() == {"new"}


@pytest.fixture
def traffic() -> Iterator[Callable[..., dict[str, Any]]]:
    """Readers and writers of contacts and files, until the test ends; what went wrong stands in `wrong`."""
    over = threading.Event()
    threads: list[Any] = []
    seen: dict[str, Any] = {"wrong": [], "reads": 0, "written": {}, "files": {}}

    def repeat(work: Callable[[int], None]) -> Callable[[], None]:
        def go() -> None:
            turn = 0
            while not over.is_set():
                try:
                    work(turn)
                except Exception as error:
                    seen["wrong"].append(error)
                turn += 1

        return go

    def start(rows: list[UUID], keys: list[str]) -> dict[str, Any]:
        def read(turn: int) -> None:
            contact = EmergencyContact.objects.get(pk=rows[turn % len(rows)])
            for column in ("name", "msisdn"):
                unseal(bytes(getattr(contact, column)), table=TABLE, column=column, row=contact.pk)
            files.read(keys[turn % len(keys)])
            seen["reads"] += 1

        def write(turn: int) -> None:
            # Half of the rows only, each with a name that tells which write was the last.
            row = rows[(turn * 7) % len(rows) // 2 * 2]
            text = f"{turn} {row}"
            with transaction.atomic():
                contact = EmergencyContact.objects.select_for_update(no_key=True).get(pk=row)
                contact.name = sealed("name", text, row)
                contact.save(update_fields=["name"])
            seen["written"][row] = text

        def keep(turn: int) -> None:
            key = files.save("kyc", f"file {turn}".encode())
            if turn % 3 == 0:
                files.delete(key)
                seen["files"][key] = None
            else:
                seen["files"][key] = f"file {turn}".encode()
            time.sleep(0.005)

        threads.extend(in_background(repeat(work)) for work in (read, read, write, keep))
        return seen

    def stop() -> None:
        over.set()
        for thread in threads:
            thread.result(60)

    seen["stop"] = stop
    yield start
    stop()


def test_under_load_no_read_fails_and_no_write_is_lost(
    ring: Callable[..., None], monkeypatch: Any, traffic: Callable[..., dict[str, Any]]
) -> None:
    """SECURITY 27: key rotation re-encrypts under load without a read error."""
    monkeypatch.setattr(key_rotation, "BATCH", 20)
    rows = make_contacts(200)
    keys = [files.save("kyc", b"page") for _ in range(60)]
    seen = traffic(rows, keys)
    for kids in (("new", "old"), ("newer", "new"), ("old", "newer")):
        # As an operator does it: first every process may open with the new key, then it seals.
        ring(kids[1], kids[0])
        time.sleep(0.1)
        ring(*kids)
        reads = seen["reads"]
        while list_leftovers():
            rotate()
        deadline = time.monotonic() + 60
        while seen["reads"] < reads + 50:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        # What was begun before the change is done by now; only then does the old key go.
        assert list_leftovers() == []
    seen["stop"]()
    assert seen["wrong"] == []
    assert len(seen["written"]) > 20
    for row in rows:
        assert name_of(row) == seen["written"].get(row, f"contact of {row}")
    listed = {key for key, _ in files.list_keys("kyc")}
    for key, content in seen["files"].items():
        assert (key in listed) == (content is not None)
        assert content is None or files.read(key) == content


def _command() -> "subprocess.Popen[str]":
    """The command in a process of its own, on this test's database and files, under the keys `new,old`."""
    from django.conf import settings

    database = connection.settings_dict
    code = (
        "import sys, django; from django.conf import settings; django.setup();"
        f"settings.DATABASES['default']['NAME'] = {database['NAME']!r};"
        "from apps.core import key_rotation; key_rotation.BATCH = 10; key_rotation.FILES_BETWEEN_REPORTS = 1;"
        "from django.core.management import execute_from_command_line as go; go(['manage.py', 'rotate_keys'])"
    )
    env = {
        **os.environ,
        "FIELD_KEYS": f"new:{KEYS['new']},old:{KEYS['old']}",
        "PRIVATE_FILES_DIR": settings.PRIVATE_FILES_DIR,
    }
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("lines", [1, 6, 13, 31], ids=["at once", "early", "in the rows", "in the files"])
def test_killed_half_way_it_goes_on_where_it_was(ring: Callable[..., None], lines: int) -> None:
    """SECURITY 27: kill -9 loses nothing, and the second run does only what is left."""
    rows = make_contacts(200)
    keys = [files.save("kyc", f"page {number}".encode()) for number in range(40)]
    process = _command()
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(lines)]
    process.send_signal(signal.SIGKILL)
    process.stdout.read()
    process.wait()
    assert said[-1], "it ended before it could be killed"
    ring("new", "old")
    assert [name_of(row) for row in rows] == [f"contact of {row}" for row in rows]
    left = sum(progress.total for progress in list_leftovers())
    assert 0 < left <= 240 - 10 * min(lines - 1, 20)

    process = _command()
    said = process.stdout.read().splitlines() if process.stdout else []
    assert process.wait() == 0
    assert said[-1] == "Everything is sealed under key 'new'."
    ring("new")
    assert list_leftovers() == []
    assert [name_of(row) for row in rows] == [f"contact of {row}" for row in rows]
    assert [files.read(key) for key in keys] == [f"page {number}".encode() for number in range(40)]


def test_a_disk_that_refuses_stops_it_with_a_sentence(ring: Callable[..., None], monkeypatch: Any) -> None:
    files.save("kyc", b"page")
    ring("new", "old")

    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CommandError, match="start it again"):
        run()


def test_a_dump_shows_ciphertext() -> None:
    """SECURITY 27: sealed text stands in no table of the whole database, neither as text nor as bytes."""
    (row,) = make_contacts(1)
    canary = "Canary Whistlethwaite"
    EmergencyContact.objects.filter(pk=row).update(name=sealed("name", canary, row))
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found += [table for (text,) in cursor if canary in text or canary.encode().hex() in text]
    assert found == []
    assert name_of(row) == canary


def test_ciphertexts_swapped_in_the_table_do_not_open() -> None:
    """SECURITY 27: whoever writes into the database cannot give one person another's number."""
    one, other = make_contacts(2)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {TABLE} a SET name = b.name FROM {TABLE} b"
            " WHERE a.user_id IN (%s, %s) AND b.user_id IN (%s, %s) AND a.user_id <> b.user_id",
            [one, other, one, other],
        )
        assert cursor.rowcount == 2
    for row in (one, other):
        with pytest.raises(Undecipherable):
            name_of(row)
