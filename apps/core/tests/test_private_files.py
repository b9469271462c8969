"""Private files: sealed on the disk, whole or not there, and nowhere else than in their folder."""

import errno
import os
import signal
import stat
import subprocess
import sys
import threading
import tracemalloc
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from apps.core import clock, files, services
from apps.core.crypto import Undecipherable
from apps.core.errors import DomainError
from apps.core.files import FileMissing, FilesUnavailable

ROOT = Path(__file__).resolve().parents[3]
CONTENT = b"the passport of Amina Otieno"
# A few bytes that no memory allocator rounds away.
MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def root(settings: Any, tmp_path: Path) -> Path:
    settings.PRIVATE_FILES_DIR = str(tmp_path / "private")
    return tmp_path / "private"


def names(root: Path) -> list[str]:
    return sorted(path.name for path in root.rglob("*") if path.is_file())


def test_what_is_saved_is_read_again(root: Path) -> None:
    key = files.save("kyc", CONTENT)
    assert files.read(key) == CONTENT
    assert key.startswith("kyc/") and names(root) == [key.removeprefix("kyc/")]
    empty = files.save("kyc", b"")
    assert files.read(empty) == b"" and empty != key


def test_the_disk_holds_ciphertext_that_only_we_may_read(root: Path) -> None:
    """SECURITY 27 for files: a stolen disk shows nothing, and another user of the machine neither."""
    key = files.save("kyc", CONTENT)
    path = root / key
    assert b"passport" not in path.read_bytes() and b"Amina" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(root.stat().st_mode) == stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_two_files_that_are_swapped_do_not_open(root: Path) -> None:
    first, second = files.save("kyc", CONTENT), files.save("kyc", b"another")
    one, other = (root / first).read_bytes(), (root / second).read_bytes()
    (root / first).write_bytes(other)
    (root / second).write_bytes(one)
    for key in (first, second):
        with pytest.raises(Undecipherable):
            files.read(key)


def test_a_file_moved_to_another_folder_does_not_open(root: Path) -> None:
    key = files.save("kyc", CONTENT)
    (root / "photos").mkdir()
    (root / key).rename(root / key.replace("kyc/", "photos/"))
    with pytest.raises(Undecipherable):
        files.read(key.replace("kyc/", "photos/"))


@pytest.mark.parametrize(
    "key",
    [
        "",
        "kyc",
        "kyc/",
        "/etc/passwd",
        "../secret",
        "kyc/../secret",
        "kyc/../../etc/passwd",
        "../kyc/{id}",
        "kyc/{id}/..",
        "kyc/{id}\n",
        "kyc/{id}\0",
        "KYC/{id}",
        "kyc/{ID}",
        ".kyc/{id}",
        "kyc//{id}",
        "a/kyc/{id}",
        "kyc/{id}.new",
        "kyc\\{id}",
        "%2e%2e/{id}",
    ],
)
@pytest.mark.parametrize("verb", [files.read, files.delete, files.key_id_of, files.seal_again])
def test_no_key_leads_out_of_the_folder(root: Path, key: str, verb: Any) -> None:
    file_id = files.save("kyc", CONTENT).removeprefix("kyc/")
    (root.parent / "secret").write_bytes(CONTENT)
    with pytest.raises(FileMissing):
        verb(key.replace("{id}", file_id).replace("{ID}", file_id.upper()))
    assert (root.parent / "secret").read_bytes() == CONTENT
    assert files.read(f"kyc/{file_id}") == CONTENT


@pytest.mark.parametrize("folder", ["", ".", "..", "a/b", "/tmp", "Kyc", "kyc\n", "1kyc", "k" * 41])
def test_no_folder_leads_out_either(root: Path, folder: str) -> None:
    with pytest.raises(ValueError):
        files.save(folder, CONTENT)
    with pytest.raises(ValueError):
        list(files.list_keys(folder))
    assert not root.exists()


def test_a_link_is_not_followed(root: Path) -> None:
    key = files.save("kyc", CONTENT)
    (root.parent / "elsewhere").write_bytes((root / key).read_bytes())
    (root / key).unlink()
    (root / key).symlink_to(root.parent / "elsewhere")
    with pytest.raises(DomainError):
        files.read(key)


def test_a_folder_or_a_pipe_under_a_files_name_is_no_file(root: Path) -> None:
    files.save("kyc", CONTENT)
    for make in (Path.mkdir, os.mkfifo):
        key = f"kyc/{uuid4()}"
        make(root / key)
        with pytest.raises(FileMissing):
            files.read(key)


def test_what_is_missing_is_said_to_be_missing() -> None:
    key = f"kyc/{uuid4()}"
    with pytest.raises(FileMissing) as caught:
        files.read(key)
    assert caught.value.category == "not_found"
    files.delete(key)


def test_what_is_deleted_is_gone(root: Path) -> None:
    key, other = files.save("kyc", CONTENT), files.save("kyc", CONTENT)
    files.delete(key)
    files.delete(key)
    with pytest.raises(FileMissing):
        files.read(key)
    assert [found for found, _ in files.list_keys("kyc")] == [other]


def test_keys_are_listed_with_the_time_they_were_saved_at(root: Path, settings: Any) -> None:
    before = clock.now() - timedelta(milliseconds=2)
    keys = {files.save("kyc", CONTENT) for _ in range(3)}
    files.save("photos", CONTENT)
    (root / "kyc" / "notes.txt").write_text("not one of ours")
    os.utime(root / next(iter(keys)), (0, 0))
    found = dict(files.list_keys("kyc"))
    assert found.keys() == keys
    assert all(before <= at <= clock.now() for at in found.values())
    assert list(files.list_keys("nothing")) == []
    assert files.list_folders() == ["kyc", "photos"]


def test_where_nothing_was_saved_nothing_is_listed(root: Path) -> None:
    assert files.list_folders() == [] and list(files.list_keys("kyc")) == []
    assert files.remove_unfinished(before=clock.now()) == 0


# --- Disks that refuse ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("step", ["write", "fsync", "close"])
def test_a_disk_that_refuses_leaves_nothing_half_written(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    kept = files.save("kyc", CONTENT)
    real = getattr(os, step)
    calls = 0

    def refuse(*args: Any) -> Any:
        nonlocal calls
        calls += 1
        if step == "write" and calls == 1:
            # The disk takes a piece before it is full.
            return real(args[0], args[1][:7])
        if step == "close":
            real(*args)
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, step, refuse)
    with pytest.raises(FilesUnavailable) as caught:
        files.save("kyc", CONTENT)
    monkeypatch.setattr(os, step, real)
    assert (caught.value.category, caught.value.code, caught.value.retry_after) == ("unavailable", "unavailable", 5)
    assert names(root) == [kept.removeprefix("kyc/")]
    assert files.read(kept) == CONTENT


SAVE_WITH_LITTLE_ROOM = """
import resource, signal, sys, django
django.setup()
from apps.core import files
# A file of this process ends at 100 kB, as on a disk that is full.
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    print(files.save("kyc", bytes(300_000)))
except files.FilesUnavailable as error:
    print(error.category)
print(files.save("kyc", bytes(50_000)))
"""


def test_a_disk_that_is_really_full(root: Path) -> None:
    """The system itself refuses here, in the middle of a write."""
    done = subprocess.run(
        [sys.executable, "-c", SAVE_WITH_LITTLE_ROOM],
        cwd=ROOT,
        env={**os.environ, "PRIVATE_FILES_DIR": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    said, key = done.stdout.split()
    assert said == "unavailable"
    assert names(root) == [key.removeprefix("kyc/")]
    assert files.read(key) == bytes(50_000)


def test_a_folder_that_cannot_be_used_is_our_trouble(root: Path) -> None:
    root.write_text("a file where the folder should be")
    for verb in (lambda: files.save("kyc", CONTENT), lambda: files.read(f"kyc/{uuid4()}"), files.list_folders):
        with pytest.raises(FilesUnavailable):
            verb()


SAVE_FOR_EVER = """
import django
django.setup()
from apps.core import files
print("ready", flush=True)
while True:
    print(files.save("kyc", b"x" * 300_000), flush=True)
"""


def test_a_killed_process_leaves_whole_files_and_no_others(root: Path) -> None:
    told: list[str] = []
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", SAVE_FOR_EVER],
            cwd=ROOT,
            env={**os.environ, "PRIVATE_FILES_DIR": str(root)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        told += [process.stdout.readline().strip() for _ in range(9)][1:]
        process.send_signal(signal.SIGKILL)
        told += process.stdout.read().split()
        process.wait()
    keys = [key for key, _ in files.list_keys("kyc")]
    assert set(told) <= set(keys)
    assert all(files.read(key) == b"x" * 300_000 for key in keys)
    files.remove_unfinished(before=clock.now() + timedelta(seconds=1))
    assert len(names(root)) == len(keys)


def test_what_a_dead_writer_left_is_removed_once_it_is_old(root: Path) -> None:
    key = files.save("kyc", CONTENT)
    old, young = root / "kyc" / f"{uuid4()}.new", root / "kyc" / f"{uuid4()}.new"
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert [found for found, _ in files.list_keys("kyc")] == [key]
    assert files.remove_unfinished(before=clock.now() - timedelta(days=1)) == 1
    assert not old.exists() and young.exists() and files.read(key) == CONTENT


# --- Bounds, and others at the same file ------------------------------------------------------------------------


def test_memory_stays_at_a_copy_or_two() -> None:
    content = os.urandom(8 * MEGABYTE)
    key = files.save("kyc", content)
    for verb in (lambda: files.save("kyc", content), lambda: files.read(key), lambda: files.seal_again(key)):
        tracemalloc.start()
        try:
            verb()
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak < 17 * MEGABYTE


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 10)
    with pytest.raises(ValueError):
        files.save("kyc", b"x" * 11)
    assert not root.exists()


def test_a_file_sealed_anew_is_never_missing_or_half_there(root: Path) -> None:
    key = files.save("kyc", CONTENT * 1000)
    over = threading.Event()
    wrong: list[object] = []

    def look() -> None:
        while not over.is_set():
            try:
                if files.read(key) != CONTENT * 1000:
                    wrong.append("another content")
            except Exception as error:
                wrong.append(error)

    readers = [threading.Thread(target=look) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(50):
        files.seal_again(key)
    over.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert names(root) == [key.removeprefix("kyc/")]


def test_a_file_deleted_while_it_is_sealed_anew_stays_deleted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Erased is erased: whoever deletes waits for the new one and deletes that."""
    key = files.save("kyc", CONTENT)
    write = files._write
    deletions: list[threading.Thread] = []

    def slowly(path: Path, pieces: Any) -> None:
        deletions.append(threading.Thread(target=files.delete, args=[key]))
        deletions[0].start()
        # The other has time enough to do it too early.
        deletions[0].join(0.2)
        assert deletions[0].is_alive()
        write(path, pieces)

    monkeypatch.setattr(files, "_write", slowly)
    files.seal_again(key)
    deletions[0].join(60)
    assert not deletions[0].is_alive() and names(root) == []
    with pytest.raises(FileMissing):
        files.read(key)


def test_what_was_deleted_before_is_not_sealed_anew(root: Path) -> None:
    key = files.save("kyc", CONTENT)
    files.delete(key)
    with pytest.raises(FileMissing):
        files.seal_again(key)
    assert names(root) == []


@pytest.mark.django_db
def test_the_hourly_purge_removes_what_dead_writers_left(root: Path) -> None:
    key = files.save("kyc", CONTENT)
    left = root / "kyc" / f"{uuid4()}.new"
    left.write_bytes(b"half")
    services.purge_expired(now=clock.now())
    assert left.exists()
    services.purge_expired(now=clock.now() + timedelta(days=2))
    assert not left.exists() and files.read(key) == CONTENT
