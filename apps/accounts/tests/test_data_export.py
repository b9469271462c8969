"""One's data as a ZIP: made in the background, piece by piece, once, and picked up when its maker dies."""

import io
import json
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine

from apps.accounts import exports, rates, selectors, services, tasks
from apps.accounts.models import Activity, DataExport, User
from apps.accounts.services import _export
from apps.accounts.tests.factories import client_of, make_person, tokens_of
from apps.core import clock, files
from apps.core.models import OutboxEvent, RateBucket
from apps.core.tests.parallel import in_background, run_together
from apps.core.tests.queue import deliver_events, relay, run_task

pytestmark = pytest.mark.django_db(transaction=True)
ME = "/api/v1/me/exports"


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.PRIVATE_FILES_DIR = str(tmp_path / "private")


@pytest.fixture
def amina() -> User:
    return make_person("amina")


@pytest.fixture
def part(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Registers one more part of every export, for this test."""
    monkeypatch.setattr(exports, "_contributions", dict(exports._contributions))

    def add(name: str, rows: Any, expected: int = 1) -> None:
        exports._contributions[name] = exports.Contribution(name, rows, lambda person_id: expected)

    return add


def ask(user: User) -> Any:
    RateBucket.objects.all().delete()
    answer = client_of(user).post(ME)
    assert answer.status_code == 202
    return answer.json()


def made(user: User) -> DataExport:
    """An export of theirs, asked for and made."""
    identity = ask(user)["id"]
    assert services.make_export(export_id=UUID(identity), read_clock=clock.now)
    return DataExport.objects.get(pk=identity)


def fetch(user: User, export: DataExport) -> Any:
    return client_of(user).get(f"{ME}/{export.id}/file")


def opened(answer: Any) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        return {name: json.loads(archive.read(name)) for name in archive.namelist()}


def kept() -> set[str]:
    return {key for key, _ in files.list_keys("export")}


def parts_of(export: DataExport) -> set[str]:
    export.refresh_from_db()
    return {export.file_key, *selectors.export_parts(export.file_key)} if export.file_key else set()


def test_it_is_asked_for_made_in_the_background_and_fetched(amina: User) -> None:
    asked = ask(amina)
    assert (asked["status"], asked["percent"], asked["bytes"]) == ("WAITING", 0, 0)
    assert fetch(amina, DataExport.objects.get()).json()["code"] == "export_not_ready"
    deliver_events()
    shown = client_of(amina).get(f"{ME}/{asked['id']}").json()
    assert (shown["status"], shown["percent"]) == ("READY", 100)
    assert shown["expires_at"] > shown["ready_at"]
    answer = fetch(amina, DataExport.objects.get())
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert answer["Content-Disposition"].startswith('attachment; filename="gopay-')
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert int(answer["Content-Length"]) == shown["bytes"]
    content = opened(answer)
    assert {"profile.json", "sessions.json", "devices.json", "activity.json"} <= set(content)
    (profile,) = content["profile.json"]
    assert (profile["msisdn"], profile["email"]) == (amina.msisdn, amina.email)
    assert OutboxEvent.objects.filter(topic="accounts.export_ready").count() == 1


def test_nothing_secret_is_in_it(amina: User) -> None:
    client_of(amina).put("/api/v1/me/emergency-contact", {"name": "Esther", "msisdn": "+254712000005"}, format="json")
    content = opened(fetch(amina, made(amina)))
    assert content["emergency_contact.json"][0]["name"] == "Esther"
    text = json.dumps(content)
    for secret in (amina.password, "argon2", "public_key", "digest", "salt"):
        assert secret not in text


def test_somebody_elses_export_is_not_there(amina: User) -> None:
    brian = make_person("brian")
    export = made(amina)
    assert client_of(brian).get(f"{ME}/{export.id}").status_code == 404
    assert fetch(brian, export).status_code == 404


def test_asking_again_while_one_is_made_answers_with_that_one(amina: User) -> None:
    first = ask(amina)
    assert ask(amina)["id"] == first["id"]
    deliver_events()
    assert ask(amina)["id"] != first["id"], "that one is ready"


def test_of_many_who_ask_at_once_all_get_one(amina: User) -> None:
    outcomes = run_together(4, lambda _: services.ask_for_export(person_id=amina.id, now=clock.now()).id)
    assert len(set(outcomes)) == 1
    assert DataExport.objects.count() == 1
    assert OutboxEvent.objects.filter(topic="accounts.export_asked").count() == 1


def test_nobody_has_many_made(amina: User) -> None:
    client = client_of(amina)
    statuses = [client.post(ME).status_code for _ in range(rates.EXPORT_BY_PERSON.count + 1)]
    assert statuses == [202] * rates.EXPORT_BY_PERSON.count + [429]


def test_its_progress_can_be_watched(amina: User, part: Any) -> None:
    """Other connections see it while it is made."""
    seen: list[tuple[str, int]] = []
    moments = iter(range(10_000))
    start = clock.now()

    def ticking() -> datetime:
        return start + timedelta(seconds=next(moments))

    def rows(person_id: UUID) -> Iterator[dict[str, Any]]:
        for number in range(20):
            shown = in_background(lambda: DataExport.objects.values_list("status", "percent").get()).result(60)
            seen.append(shown)
            yield {"number": number}

    part("aaa", rows, expected=20)
    asked = ask(amina)
    assert services.make_export(export_id=UUID(asked["id"]), read_clock=ticking)
    percents = [percent for _, percent in seen]
    assert percents == sorted(percents) and percents[0] == 0 and percents[-1] >= 40
    assert len(set(percents)) > 10 and max(percents) <= 99
    assert {status for status, _ in seen} == {"RUNNING"}


def test_it_is_made_in_little_memory(amina: User, part: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifty megabytes of rows that do not shrink, and the maker holds a few at a time; the reader too."""
    import os

    monkeypatch.setattr(_export, "PART_BYTES", 1024 * 1024)
    part("large", lambda person_id: ({"noise": os.urandom(5_000).hex()} for _ in range(5_000)), expected=5_000)
    asked = ask(amina)
    tracemalloc.start()
    try:
        assert services.make_export(export_id=UUID(asked["id"]), read_clock=clock.now)
        made_with = tracemalloc.get_traced_memory()[1]
        tracemalloc.reset_peak()
        export = DataExport.objects.get()
        size = sum(len(chunk) for chunk in fetch(amina, export).streaming_content)
        read_with = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size == export.file_bytes > 20 * 1024 * 1024
    assert len(parts_of(export)) > 20
    assert made_with < 8 * 1024 * 1024 and read_with < 12 * 1024 * 1024


def test_its_parts_lie_sealed_on_the_disk_and_nothing_open_beside_them(amina: User, settings: Any) -> None:
    export = made(amina)
    paths = [path for path in Path(settings.PRIVATE_FILES_DIR).rglob("*") if path.is_file()]
    assert len(paths) == len(parts_of(export))
    assert not [path for path in paths if path.read_bytes().startswith(b"PK") or b"amina" in path.read_bytes()]


def test_a_part_that_breaks_is_tried_again_and_leaves_no_file(amina: User, part: Any) -> None:
    tries: list[int] = []

    def rows(person_id: UUID) -> Iterator[dict[str, Any]]:
        tries.append(1)
        yield {"number": 1}
        if len(tries) == 1:
            raise RuntimeError("the part broke")

    part("broken", rows)
    ask(amina)
    deliver_events()
    export = DataExport.objects.get()
    assert (export.status, export.attempts, kept()) == ("RUNNING", 1, set())
    tasks.resume_exports()
    assert len(tries) == 1, "its maker may still be at it"
    with time_machine.travel(clock.now() + _export.SILENT_TOO_LONG + timedelta(seconds=1), tick=True):
        tasks.resume_exports()
    export.refresh_from_db()
    assert (export.status, export.attempts) == ("READY", 2)
    assert kept() == parts_of(export)


def test_after_three_attempts_it_is_given_up_and_the_person_hears_of_it(amina: User, part: Any) -> None:
    def rows(person_id: UUID) -> Iterator[dict[str, Any]]:
        raise RuntimeError("the part broke")
        yield {}

    part("broken", rows)
    ask(amina)
    deliver_events()
    now = clock.now()
    for number in range(1, 5):
        with time_machine.travel(now + number * (_export.SILENT_TOO_LONG + timedelta(seconds=1)), tick=True):
            tasks.resume_exports()
    export = DataExport.objects.get()
    assert (export.status, export.attempts) == ("FAILED", 3)
    assert OutboxEvent.objects.filter(topic="accounts.export_failed").count() == 1
    assert kept() == set()
    assert ask(amina)["id"] != str(export.id), "one may ask again"


def test_one_broken_export_does_not_keep_the_others_waiting(amina: User, part: Any) -> None:
    brian = make_person("brian")

    def rows(person_id: UUID) -> Iterator[dict[str, Any]]:
        if person_id == amina.id:
            raise RuntimeError("hers broke")
        yield {}

    part("broken", rows)
    ask(amina), ask(brian)
    tasks.resume_exports()
    assert DataExport.objects.get(user=brian).status == "READY"


def test_a_maker_that_was_killed_is_followed_by_another(amina: User, part: Any) -> None:
    """Nothing of the first one's is kept, once its parts are a day old."""
    asked = ask(amina)
    export_id = UUID(asked["id"])

    class Killed(BaseException):
        """As if the process ended here: nothing of ours runs any more."""

    def rows(person_id: UUID) -> Iterator[dict[str, Any]]:
        yield {"number": 1}
        raise Killed

    part("killing", rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_export, "PART_BYTES", 64)
        patch.setattr(_export._SealedParts, "discard", lambda self: None)
        with pytest.raises(Killed):
            services.make_export(export_id=export_id, read_clock=clock.now)
    left = kept()
    assert left and DataExport.objects.get().status == "RUNNING"
    part("killing", lambda person_id: iter([{"number": 1}]))
    later = clock.now() + _export.SILENT_TOO_LONG + timedelta(seconds=1)
    with time_machine.travel(later, tick=True):
        tasks.resume_exports()
    export = DataExport.objects.get()
    assert (export.status, export.attempts) == ("READY", 2)
    assert opened(fetch(amina, export))["killing.json"] == [{"number": 1}]
    assert services.sweep_export_parts(now=clock.now()) == 0, "they are young"
    assert services.sweep_export_parts(now=clock.now() + timedelta(days=1, hours=1)) == len(left)
    assert kept() == parts_of(export)


def test_a_maker_that_was_only_slow_writes_no_more(amina: User, part: Any) -> None:
    """Whoever took the export over is the only one whose work counts."""
    asked = ask(amina)
    export_id = UUID(asked["id"])
    runs: list[str] = []

    def rows(person_id: UUID) -> Iterator[dict[str, Any]]:
        runs.append("run")
        if len(runs) == 1:
            DataExport.objects.update(alive_at=clock.now() - _export.SILENT_TOO_LONG - timedelta(seconds=1))
            assert services.make_export(export_id=export_id, read_clock=clock.now)
        yield {"run": len(runs)}

    part("slow", rows)
    assert not services.make_export(export_id=export_id, read_clock=clock.now)
    export = DataExport.objects.get()
    assert (export.status, export.attempts, len(runs)) == ("READY", 2, 2)
    assert OutboxEvent.objects.filter(topic="accounts.export_ready").count() == 1
    assert kept() == parts_of(export)


def test_of_makers_that_come_at_once_one_makes_it(amina: User) -> None:
    export_id = UUID(ask(amina)["id"])
    outcomes = run_together(4, lambda _: services.make_export(export_id=export_id, read_clock=clock.now))
    assert sorted(outcomes) == [False, False, False, True]
    assert kept() == parts_of(DataExport.objects.get())
    assert DataExport.objects.get().attempts == 1


def test_a_message_that_comes_twice_makes_one(amina: User) -> None:
    ask(amina)
    messages = [message for message in relay() if message[0] == "accounts.make_export"]
    for name, event_id in messages * 2:
        run_task(name, event_id)
    assert (DataExport.objects.get().status, DataExport.objects.get().attempts) == ("READY", 1)


def test_after_seven_days_it_is_deleted(amina: User) -> None:
    export = made(amina)
    services.expire_exports(now=clock.now() + timedelta(days=6, hours=23))
    assert kept() == parts_of(export) != set()
    late = clock.now() + timedelta(days=7, minutes=1)
    with time_machine.travel(late, tick=True):
        assert fetch(amina, export).json()["code"] == "export_not_ready", "whether or not the sweep has come by"
        tasks.resume_exports()
        assert client_of(amina).get(f"{ME}/{export.id}").json()["status"] == "EXPIRED"
    assert kept() == set()
    assert services.expire_exports(now=late) == 0


def test_a_sweep_that_died_half_way_goes_on(amina: User) -> None:
    export = made(amina)
    now = clock.now() + timedelta(days=8)
    DataExport.objects.update(status="EXPIRED")
    for key in selectors.export_parts(DataExport.objects.get().file_key):
        files.delete(key)
    assert kept() == {DataExport.objects.get().file_key}
    assert services.expire_exports(now=now) == 1
    assert kept() == set()
    export.refresh_from_db()
    assert export.file_key == ""


def test_a_closed_account_leaves_no_export(amina: User) -> None:
    brian = make_person("brian")
    ask(brian)
    export = made(amina)
    for person in (amina, brian):
        services.close_person(person_id=person.id, reason="test", now=clock.now())
    tasks.resume_exports()
    export.refresh_from_db()
    assert export.status == "EXPIRED"
    assert DataExport.objects.get(user=brian).status == "FAILED"
    assert kept() == set()


def test_long_lists_come_whole_and_in_order(amina: User) -> None:
    now = clock.now()
    for number in range(1_203):
        services.record_activity(person_id=amina.id, action="test.done", subject=str(number), at=now)
    rows = [row for row in opened(fetch(amina, made(amina)))["activity.json"] if row["action"] == "test.done"]
    assert [row["subject"] for row in rows] == [str(number) for number in range(1_203)]
    assert Activity.objects.count() >= 1_203


def test_two_parts_do_not_share_a_name() -> None:
    with pytest.raises(ValueError, match="profile"):
        exports.contributor("profile")(lambda person_id: iter(()))


def test_a_session_of_years_ago_is_in_it(amina: User) -> None:
    pair = tokens_of(amina)
    services.end_all_sessions(person_id=amina.id, now=clock.now())
    rows = opened(fetch(amina, made(amina)))["sessions.json"]
    assert [row["ended_because"] for row in rows if row["id"] == str(pair.session_id)] == ["ended"]
