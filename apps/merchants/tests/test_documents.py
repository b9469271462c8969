"""Papers of a business: kept whole or not at all, until it is decided, and seen by nobody but reviewers."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from apps.accounts.tests.factories import client_of
from apps.core import clock, files
from apps.core.tests.parallel import run_together
from apps.kyc.tests.papers import photo
from apps.merchants import services
from apps.merchants.models import Document, DocumentKind, Merchant, Role
from apps.merchants.services import _documents
from apps.merchants.tests.applying import applied, approve, put, refusal, reviewer
from apps.merchants.tests.factories import employ
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kitchen() -> Merchant:
    return applied(join("brian"), papers=False)


def kept() -> set[str]:
    return {key for key, _ in files.list_keys("merchants")}


def named() -> set[str]:
    return set(Document.objects.values_list("file_key", flat=True))


def send(
    client: Any, row: Merchant, kind: str = "registration", content: bytes = b"", type_: str = "image/jpeg"
) -> Any:
    return client.generic("PUT", f"/api/v1/merchants/{row.id}/documents/{kind}", content or photo("paper"), type_)


@AT_ONCE
def test_a_paper_is_sent_kept_sealed_and_takes_the_place_of_the_one_before(kitchen: Merchant) -> None:
    phone = client_of(kitchen.owner)
    answer = send(phone, kitchen)
    assert (answer.status_code, answer.json()["kind"]) == (200, "registration"), answer.content
    (first,) = kept()
    assert b"JFIF" not in (Path(files._root()) / first).read_bytes()
    assert send(phone, kitchen, content=photo("another", kind="PNG"), type_="image/png").status_code == 200
    assert kept() == named() != {first}
    assert [one["kind"] for one in phone.get(f"/api/v1/merchants/{kitchen.id}").json()["documents"]] == ["registration"]
    assert refusal(phone.get(f"/api/v1/merchants/{kitchen.id}/documents/registration"))[0] == 405


@pytest.mark.parametrize(
    ("content", "kind", "type_", "expected"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "registration", "image/jpeg", (400, "invalid_image")),
        (b"PK\x03\x04", "registration", "image/png", (400, "invalid_image")),
        (photo("x")[:200], "registration", "image/jpeg", (400, "invalid_image")),
        (b"", "selfie", "image/jpeg", (404, "document_not_found")),
        (b"{}", "registration", "application/json", (415, "unsupported_media_type")),
    ],
)
def test_what_is_no_picture_is_refused(
    kitchen: Merchant, content: bytes, kind: str, type_: str, expected: tuple[int, str]
) -> None:
    assert refusal(send(client_of(kitchen.owner), kitchen, kind, content, type_)) == expected
    assert kept() == set()


def test_only_the_owner_sends_them_and_only_until_it_is_decided(kitchen: Merchant) -> None:
    dalia, esther = join("dalia"), join("esther")
    employ(kitchen, dalia, Role.MANAGER)
    assert refusal(send(client_of(dalia), kitchen)) == (403, "merchant_role_required")
    assert refusal(send(client_of(esther), kitchen)) == (404, "merchant_not_found")
    put(kitchen)
    approve(kitchen, reviewer())
    assert refusal(send(client_of(kitchen.owner), kitchen)) == (409, "merchant_conflict")
    assert kept() == named()


@AT_ONCE
def test_two_at_once_leave_one(kitchen: Merchant) -> None:
    outcomes = run_together(4, lambda number: put(kitchen, text=f"paper {number}"))
    assert not [one for one in outcomes if isinstance(one, Exception)], outcomes
    assert Document.objects.count() == 1
    assert kept() == named()


@AT_ONCE
@pytest.mark.parametrize("step", ["clean_image", "lock_for", "write_down", "delete_unnamed"])
def test_a_process_that_dies_at_any_step_leaves_no_row_without_a_file(
    kitchen: Merchant, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    put(kitchen, text="first")

    def die(*args: Any, **kwargs: Any) -> Any:
        raise SystemExit(step)

    with monkeypatch.context() as patch, suppress(SystemExit):
        patch.setattr(_documents, step, die)
        put(kitchen, text="second")
    assert named() <= kept()
    later = clock.now() + _documents.ORPHAN_AGE * 2
    swept = services.sweep_orphaned_files(now=later)
    assert swept == (0 if step == "clean_image" else 1)
    assert kept() == named() and len(named()) == 1


def test_a_file_that_is_new_is_not_swept(kitchen: Merchant) -> None:
    files.save("merchants", b"under way")
    assert services.sweep_orphaned_files(now=clock.now()) == 0
    assert len(kept()) == 1


@AT_ONCE
def test_papers_go_with_an_owner_who_is_erased(kitchen: Merchant) -> None:
    put(kitchen)
    put(kitchen, DocumentKind.TAX)
    assert services.erase_documents(person_id=kitchen.owner_id) == 2
    assert kept() == named() == set()
