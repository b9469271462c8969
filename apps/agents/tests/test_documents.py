"""Papers of an agent: kept whole or not at all, until it is decided, and seen by the owner and reviewers only."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from apps.accounts.models import Activity
from apps.accounts.tests.factories import client_of
from apps.agents import services
from apps.agents.models import Agent, Document, DocumentKind, Role
from apps.agents.services import _documents
from apps.agents.tests.applying import applied, approve, put, refusal, reviewer
from apps.agents.tests.factories import employ
from apps.core import clock, files
from apps.core.tests.parallel import run_together
from apps.kyc.tests.papers import photo
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Agent:
    return applied(join("hassan"), papers=False)


def kept() -> set[str]:
    return {key for key, _ in files.list_keys(_documents.FOLDER)}


def named() -> set[str]:
    return set(Document.objects.values_list("file_key", flat=True))


def address(row: Agent, kind: str = "registration") -> str:
    return f"/api/v1/agents/{row.id}/documents/{kind}"


def send(client: Any, row: Agent, kind: str = "registration", content: bytes = b"", type_: str = "image/jpeg") -> Any:
    return client.generic("PUT", address(row, kind), content or photo("paper"), type_)


@AT_ONCE
def test_a_paper_is_sent_kept_sealed_and_takes_the_place_of_the_one_before(shop: Agent) -> None:
    phone = client_of(shop.owner)
    answer = send(phone, shop)
    assert (answer.status_code, answer.json()["kind"]) == (200, "registration"), answer.content
    (first,) = kept()
    assert b"JFIF" not in (Path(files._root()) / first).read_bytes()
    assert send(phone, shop, content=photo("another", kind="PNG"), type_="image/png").status_code == 200
    assert kept() == named() != {first}
    assert [one["kind"] for one in phone.get(f"/api/v1/agents/{shop.id}").json()["documents"]] == ["registration"]


def test_its_owner_looks_at_it_again(shop: Agent) -> None:
    put(shop)
    phone = client_of(shop.owner)
    answer = phone.get(address(shop), headers={"Accept": "image/jpeg"})
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        200, "image/jpeg", "nosniff",
    )  # fmt: skip
    assert answer.content == files.read(Document.objects.get().file_key)
    assert answer["Content-Disposition"].startswith("attachment")
    assert Activity.objects.get(action="agents.document_seen").person_id == shop.owner_id
    assert refusal(phone.get(address(shop, "tax"))) == (404, "document_not_found")
    assert refusal(phone.get(address(shop, "selfie"))) == (404, "document_not_found")
    dalia = join("dalia")
    employ(shop, dalia, Role.MANAGER)
    assert refusal(client_of(dalia).get(address(shop))) == (403, "agent_role_required")
    assert refusal(client_of(join("esther")).get(address(shop))) == (404, "agent_not_found")


@pytest.mark.parametrize(
    ("content", "kind", "type_", "expected"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "registration", "image/jpeg", (400, "invalid_image")),
        (photo("x")[:200], "registration", "image/jpeg", (400, "invalid_image")),
        (b"", "selfie", "image/jpeg", (404, "document_not_found")),
        (b"{}", "registration", "application/json", (415, "unsupported_media_type")),
    ],
)
def test_what_is_no_picture_is_refused(
    shop: Agent, content: bytes, kind: str, type_: str, expected: tuple[int, str]
) -> None:
    assert refusal(send(client_of(shop.owner), shop, kind, content, type_)) == expected
    assert kept() == set()


def test_only_the_owner_sends_them_and_only_until_it_is_decided(shop: Agent) -> None:
    dalia, esther = join("dalia"), join("esther")
    employ(shop, dalia, Role.MANAGER)
    assert refusal(send(client_of(dalia), shop)) == (403, "agent_role_required")
    assert refusal(send(client_of(esther), shop)) == (404, "agent_not_found")
    put(shop)
    approve(shop, reviewer())
    assert refusal(send(client_of(shop.owner), shop)) == (409, "agent_conflict")
    assert kept() == named()


@AT_ONCE
def test_two_at_once_leave_one(shop: Agent) -> None:
    outcomes = run_together(4, lambda number: put(shop, text=f"paper {number}"))
    assert not [one for one in outcomes if isinstance(one, Exception)], outcomes
    assert Document.objects.count() == 1
    assert kept() == named()


@AT_ONCE
@pytest.mark.parametrize("step", ["clean_image", "lock_for", "write_down", "delete_unnamed"])
def test_a_process_that_dies_at_any_step_leaves_no_row_without_a_file(
    shop: Agent, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    put(shop, text="first")

    def die(*args: Any, **kwargs: Any) -> Any:
        raise SystemExit(step)

    with monkeypatch.context() as patch, suppress(SystemExit):
        patch.setattr(_documents, step, die)
        put(shop, text="second")
    assert named() <= kept()
    swept = services.sweep_orphaned_files(now=clock.now() + _documents.ORPHAN_AGE * 2)
    assert swept == (0 if step == "clean_image" else 1)
    assert kept() == named() and len(named()) == 1


def test_a_file_that_is_new_or_of_somebody_else_is_not_swept() -> None:
    files.save(_documents.FOLDER, b"under way")
    files.save("agents", b"another part's")
    assert services.sweep_orphaned_files(now=clock.now()) == 0
    assert services.sweep_orphaned_files(now=clock.now() + _documents.ORPHAN_AGE * 2) == 1
    assert len(list(files.list_keys("agents"))) == 1


@AT_ONCE
def test_papers_go_with_an_owner_who_is_erased(shop: Agent) -> None:
    put(shop)
    put(shop, DocumentKind.TAX)
    assert services.erase_documents(person_id=shop.owner_id) == 2
    assert kept() == named() == set()
