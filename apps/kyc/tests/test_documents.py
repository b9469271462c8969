"""Pictures: taken only as what they are, kept whole or not at all, shown to their owner and nobody else."""

import errno
import os
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock, files
from apps.core.tests.parallel import run_together
from apps.kyc import services
from apps.kyc.models import Document, DocumentKind, Submission
from apps.kyc.services import _documents
from apps.kyc.tests.papers import draft_of, photo, put, submitted

pytestmark = pytest.mark.django_db(transaction=True)


def address(submission: Submission, kind: str = "selfie") -> str:
    return f"/api/v1/kyc/submissions/{submission.id}/documents/{kind}"


def kept() -> set[str]:
    return {key for key, _ in files.list_keys("kyc")}


def named() -> set[str]:
    return set(Document.objects.values_list("file_key", flat=True))


@pytest.fixture
def draft() -> Submission:
    return draft_of(make_person("amina"))


@pytest.fixture
def amina(draft: Submission) -> Any:
    return client_of(draft.person)


def send(client: Any, url: str, content: bytes, kind: str = "image/jpeg") -> Any:
    return client.generic("PUT", url, content, kind)


def test_a_picture_is_sent_kept_sealed_and_shown_again(amina: Any, draft: Submission) -> None:
    answer = send(amina, address(draft), photo("Amina"))
    assert answer.status_code == 200, answer.content
    assert {name: answer.json()[name] for name in ("kind", "width", "height")} == {
        "kind": "selfie", "width": 640, "height": 400,
    }  # fmt: skip
    (key,) = kept()
    raw = (Path(files._root()) / key).read_bytes()
    assert b"JFIF" not in raw and not raw.startswith(b"\xff\xd8")
    shown = amina.get(address(draft))
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Content-Disposition"].startswith("attachment")
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in shown["Cache-Control"]
    assert Image.open(BytesIO(shown.content)).size == (640, 400)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_formats_become_the_same_one(amina: Any, draft: Submission, kind: str) -> None:
    assert send(amina, address(draft), photo("x", kind=kind), f"image/{kind.lower()}").status_code == 200
    assert Image.open(BytesIO(amina.get(address(draft)).content)).format == "JPEG"


def test_where_a_picture_was_taken_is_not_kept(amina: Any, draft: Submission) -> None:
    """SECURITY 26: OWASP ASVS 5.0, 5.2-5.4."""
    image, out = Image.new("RGB", (60, 40), "navy"), BytesIO()
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "at Amina's house", 6
    image.save(out, "JPEG", exif=exif)
    assert b"at Amina's house" in out.getvalue()
    assert send(amina, address(draft), out.getvalue()).json()["width"] == 40, "it is turned upright"
    assert b"Amina" not in amina.get(address(draft)).content


def _tiff() -> bytes:
    out = BytesIO()
    Image.new("RGB", (9, 9)).save(out, "TIFF")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "image/jpeg"),
        (b"not an image at all", "image/jpeg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png"),
        (_tiff(), "image/jpeg"),
        (photo("cut")[:-400], "image/jpeg"),
        (photo("zip") + b"PK\x03\x04 and more", "image/jpeg"),
        (b"PK\x05\x06" + b"\0" * 18, "image/webp"),
        (b"\xff\xd8\xff\xd9", "image/jpeg"),
    ],
    ids=["empty", "text", "svg", "tiff", "truncated", "polyglot", "zip", "nothing in it"],
)
def test_what_is_no_photograph_is_refused(amina: Any, draft: Submission, content: bytes, kind: str) -> None:
    """SECURITY 26."""
    answer = send(amina, address(draft), content, kind)
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert (kept(), named()) == (set(), set())


@pytest.mark.parametrize(
    "kind", ["image/svg+xml", "application/json", "multipart/form-data; boundary=x", "text/html", ""]
)
def test_what_does_not_call_itself_a_photograph_is_refused(amina: Any, draft: Submission, kind: str) -> None:
    answer = send(amina, address(draft), photo(), kind)
    assert answer.status_code in {400, 415} and answer["Content-Type"] == "application/problem+json"
    assert kept() == set()


def test_too_many_bytes_are_refused(amina: Any, draft: Submission) -> None:
    answer = send(amina, address(draft), photo() + b"\0" * (8 * 1024 * 1024))
    assert answer.status_code == 400 and answer.json()["code"] == "body_too_large"


@pytest.mark.parametrize("kind", ["passport", "SELFIE", "id_front%00", "..", "id_front/x"])
def test_there_are_three_kinds(amina: Any, draft: Submission, kind: str) -> None:
    for method in ("GET", "PUT"):
        assert amina.generic(method, address(draft, kind), photo(), "image/jpeg").status_code == 404


def test_a_passport_has_no_back(amina: Any, draft: Submission) -> None:
    Submission.objects.update(document_type="PASSPORT")
    answer = send(amina, address(draft, "id_back"), photo())
    assert (answer.status_code, answer.json()["code"]) == (422, "document_not_needed")


def test_sent_again_the_new_one_takes_the_place_and_the_old_file_goes(amina: Any, draft: Submission) -> None:
    send(amina, address(draft), photo("first"))
    (first,) = kept()
    send(amina, address(draft), photo("second"))
    (second,) = kept()
    assert first != second and named() == {second}


def test_nobody_else_sees_it(amina: Any, draft: Submission) -> None:
    send(amina, address(draft), photo())
    for other in (client_of(make_person("brian")), client_of(make_person("olga", is_staff=True, is_superuser=True))):
        assert other.get(address(draft)).status_code == 404
    from rest_framework.test import APIClient

    assert APIClient().get(address(draft)).status_code == 401
    (key,) = kept()
    assert amina.get(f"/{key}").status_code == 404


def test_after_it_was_handed_in_nothing_is_replaced() -> None:
    handed_in = submitted(make_person("amina"), "TIER_2")
    before = kept()
    answer = send(client_of(handed_in.person), address(handed_in), photo("other"))
    assert (answer.status_code, answer.json()["code"]) == (409, "submission_conflict")
    assert kept() == before == named()


class Killed(BaseException):
    """What a process gets that is not asked."""


STEPS = ["before the file", "after the file", "before the commit", "after the commit", "before the old one goes"]


@pytest.mark.parametrize("step", STEPS)
def test_a_process_that_dies_at_any_step_leaves_no_row_without_a_file(
    draft: Submission, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(draft, DocumentKind.SELFIE, "first")
    save, real_delete = files.save, files.delete

    def die(*args: Any, **kwargs: Any) -> Any:
        if step == "after the file":
            save(*args, **kwargs)
        raise Killed

    if step in {"before the file", "after the file"}:
        monkeypatch.setattr(files, "save", die)
    elif step == "before the commit":
        monkeypatch.setattr(Document, "save", die)
    else:
        monkeypatch.setattr(_documents, "delete_unnamed" if step == "after the commit" else "files", _Deadly(die))
    with suppress(Killed):
        put(draft, DocumentKind.SELFIE, "second")
    monkeypatch.undo()
    assert files.delete is real_delete
    assert named() <= kept() and len(named()) == 1
    files.read(named().pop())
    later = clock.now() + _documents.ORPHAN_AGE * 2
    services.sweep_orphaned_files(now=later)
    assert named() == kept()


class _Deadly:
    """Saves like the real thing, and dies where something is to be deleted."""

    def __init__(self, die: Any) -> None:
        self.die = die
        self.save, self.read = files.save, files.read

    def __call__(self, *args: Any) -> None:
        self.die()

    def delete(self, *args: Any) -> None:
        self.die()


def test_what_was_just_saved_is_not_swept(draft: Submission) -> None:
    key = files.save("kyc", b"a row for this one is about to come")
    assert services.sweep_orphaned_files(now=clock.now()) == 0
    assert key in kept()


def test_with_a_full_disk_nothing_is_half_kept(amina: Any, draft: Submission, monkeypatch: pytest.MonkeyPatch) -> None:
    send(amina, address(draft), photo("first"))
    before = kept()

    def full(*args: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    answer = send(amina, address(draft), photo("second"))
    monkeypatch.undo()
    assert answer.status_code == 503 and answer["Retry-After"]
    assert kept() == before == named()


def test_of_eight_at_once_one_stays_and_its_file_with_it(draft: Submission) -> None:
    outcomes = run_together(8, lambda n: put(draft, DocumentKind.SELFIE, f"number {n}"))
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)], outcomes
    assert len(named()) == 1 and kept() == named()


def test_a_picture_that_comes_while_it_is_handed_in_is_in_it_or_refused() -> None:
    draft = draft_of(make_person("amina"), "TIER_2")
    now = clock.now()

    def work(number: int) -> Any:
        if number:
            return put(draft, DocumentKind.SELFIE, f"late {number}")
        return services.submit(person_id=draft.person_id, submission_id=draft.id, now=now)

    run_together(4, work)
    assert Submission.objects.get().state == "SUBMITTED"
    services.sweep_orphaned_files(now=clock.now() + _documents.ORPHAN_AGE * 2)
    assert named() == kept() and len(named()) == 3
    for key in named():
        files.read(key)
