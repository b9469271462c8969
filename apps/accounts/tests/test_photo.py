"""A person's photo: drawn anew, kept sealed, shown to them alone, and no file left behind."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from rest_framework.test import APIClient

from apps.accounts import services
from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock, files
from apps.core.models import RateBucket
from apps.core.tests.parallel import run_together
from apps.core.tests.pictures import SVG, archive, bomb, encode, exif, photograph, picture

pytestmark = pytest.mark.django_db(transaction=True)
ME = "/api/v1/me/photo"


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.PRIVATE_FILES_DIR = str(tmp_path / "private")


@pytest.fixture
def amina() -> User:
    return make_person("amina")


def put(client: APIClient, content: bytes, content_type: str = "image/jpeg") -> Any:
    return client.generic("PUT", ME, content, content_type)  # type: ignore[arg-type]


def kept() -> set[str]:
    return {key for key, _ in files.list_keys("photo")}


def named() -> set[str]:
    return set(User.objects.exclude(photo="").values_list("photo", flat=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_comes_back_drawn_anew_as_an_attachment(amina: User, kind: str) -> None:
    """SECURITY 26: without the place where it was taken, and harmless wherever it is opened."""
    client = client_of(amina)
    assert client.get(ME).status_code == 404
    sent = encode(picture(), kind, exif=exif()) if kind == "JPEG" else photograph(kind)
    assert put(client, sent, f"image/{kind.lower()}").status_code == 204
    answer = client.get(ME)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer.content.startswith(b"\xff\xd8\xff") and b"Canary Phone" not in answer.content
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert client.get("/api/v1/me").json()["has_photo"] is True
    assert Activity.objects.filter(action="accounts.photo_changed").count() == 1


def test_it_is_ones_own_only(amina: User, api: APIClient) -> None:
    put(client_of(amina), photograph())
    assert client_of(make_person("brian")).get(ME).status_code == 404
    assert api.get(ME).status_code == 401


def test_on_the_disk_it_is_sealed(amina: User, settings: Any) -> None:
    put(client_of(amina), photograph())
    (path,) = [path for path in Path(settings.PRIVATE_FILES_DIR).rglob("*") if path.is_file()]
    assert b"\xff\xd8\xff" not in path.read_bytes()[:80]
    assert path.stat().st_mode & 0o077 == 0


def test_a_new_one_takes_the_place_of_the_old_and_the_old_file_goes(amina: User) -> None:
    client = client_of(amina)
    put(client, photograph())
    (old,) = kept()
    first = client.get(ME).content
    assert put(client, photograph(width=90)).status_code == 204
    assert client.get(ME).content != first
    assert kept() == named() and old not in kept()


def test_a_removed_one_is_gone(amina: User) -> None:
    client = client_of(amina)
    put(client, photograph())
    assert client.delete(ME).status_code == 204
    assert client.get(ME).status_code == 404
    assert kept() == set()
    assert client.delete(ME).status_code == 204, "there is none to remove"
    assert Activity.objects.filter(action="accounts.photo_changed").count() == 2


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (SVG, "image/svg+xml", 415),
        (SVG, "image/png", 400),
        (archive(), "image/jpeg", 400),
        (photograph() + archive(), "image/jpeg", 400),
        (photograph()[:-200], "image/jpeg", 400),
        (bomb(20_000, 20_000), "image/png", 400),
        (b"", "image/jpeg", 400),
        (b"{}", "application/json", 415),
        (photograph(), "text/html", 415),
        (b"\xff\xd8\xff" + b"x" * (8 * 1024 * 1024), "image/jpeg", 400),
    ],
)  # fmt: skip
def test_what_is_no_photograph_is_refused_and_the_old_one_stays(
    amina: User, content: bytes, content_type: str, status: int
) -> None:
    """SECURITY 26."""
    client = client_of(amina)
    put(client, photograph())
    before = kept()
    assert put(client, content, content_type).status_code == status
    assert kept() == before == named()


def test_a_refused_change_leaves_no_file(amina: User) -> None:
    client = client_of(amina)
    User.objects.update(secured_at=clock.now())
    assert put(client, photograph()).json()["code"] == "account_secured"
    assert kept() == set()


def test_of_photos_that_come_at_once_one_stays_and_no_file_is_left(amina: User) -> None:
    outcomes = run_together(
        4, lambda index: services.set_photo(person_id=amina.id, content=b"photo %d" % index, now=clock.now())
    )
    assert outcomes == [None] * 4
    assert kept() == named() and len(kept()) == 1


def test_a_file_that_a_dying_process_left_is_swept_a_day_later(amina: User) -> None:
    put(client_of(amina), photograph())
    lost = files.save("photo", b"nobody names this")
    assert services.sweep_photos(now=clock.now()) == 0, "its row may still come"
    assert services.sweep_photos(now=clock.now() + timedelta(days=1, minutes=1)) == 1
    assert lost not in kept() and kept() == named()


def test_nobody_sends_many(amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from apps.accounts import rates

    for _ in range(rates.PHOTO_BY_PERSON.count):
        services.set_photo(person_id=amina.id, content=b"x", now=clock.now())
    assert put(client_of(amina), photograph()).status_code == 429
    RateBucket.objects.all().delete()
    assert put(client_of(amina), photograph()).status_code == 204
