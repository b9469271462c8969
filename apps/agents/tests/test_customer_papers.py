"""A teller takes down who a customer is, into the customer's own submission, and reads nothing back."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from apps.accounts.models import Activity
from apps.accounts.tests.factories import client_of
from apps.agents import services
from apps.agents.models import Registration
from apps.agents.registration_errors import RegistrationConflict
from apps.agents.tests.registering import DESK, Counter, open_counter, register, sign_up, start
from apps.kyc.models import Document, DocumentKind, Submission
from apps.kyc.sealed import open_details
from apps.kyc.tests.papers import as_json, details, photo

pytestmark = pytest.mark.django_db
PAPERS = as_json(details("amina", name="Zawadi Kamau"))


@pytest.fixture(autouse=True)
def private_files(settings: Any, tmp_path: Path) -> None:
    """A folder of pictures of the test's own."""
    settings.PRIVATE_FILES_DIR = str(tmp_path / "private")


def write(counter: Counter, row: Any, **changes: Any) -> Any:
    return counter.client.put(f"{DESK}/{row.id}/details", {**PAPERS, **changes}, format="json")


def send(counter: Counter, row: Any, kind: str = "selfie", content: bytes | None = None) -> Any:
    picture = photo(kind) if content is None else content
    return counter.client.put(f"{DESK}/{row.id}/documents/{kind}", picture, content_type="image/jpeg")


def hand_in(counter: Counter, row: Any) -> Any:
    return counter.client.post(f"{DESK}/{row.id}/submit", {}, format="json")


def test_details_are_the_customers_own_submission() -> None:
    counter = open_counter()
    row = register(counter)
    answer = write(counter, row)
    assert answer.status_code == 200, answer.content
    assert answer.json() == {"target_tier": "TIER_1", "state": "DRAFT", "documents": [], "missing": []}
    submission = Submission.objects.get()
    assert (submission.person_id, open_details(submission).name) == (row.customer_id, "Zawadi Kamau")
    assert hand_in(counter, row).json()["state"] == "SUBMITTED"
    done = Activity.objects.filter(person_id=counter.teller.id, subject=str(row.id)).order_by("id")
    assert list(done.values_list("action", flat=True))[-2:] == ["agents.details_taken", "agents.papers_handed_in"]
    assert "Zawadi" not in str(list(done.values_list("detail", flat=True)))


def test_with_pictures_the_whole_papers_are_taken() -> None:
    counter = open_counter()
    row = register(counter)
    missing = write(counter, row, target_tier="TIER_2").json()["missing"]
    assert missing == ["documents/id_front", "documents/id_back", "documents/selfie"]
    for kind in ("id_front", "id_back", "selfie"):
        answer = send(counter, row, kind)
        assert answer.status_code == 200, answer.content
    assert (answer.json()["missing"], len(answer.json()["documents"])) == ([], 3)
    assert hand_in(counter, row).status_code == 200
    assert Document.objects.filter(submission__person_id=row.customer_id).count() == 3


def test_what_was_written_is_read_back_by_nobody_at_the_desk() -> None:
    counter = open_counter()
    row = register(counter)
    answers = [write(counter, row, target_tier="TIER_2"), send(counter, row)]
    for answer in answers:
        assert set(answer.json()) == {"target_tier", "state", "documents", "missing"}
        assert not any(str(value) in answer.content.decode() for value in PAPERS.values() if value)
    submission = Submission.objects.get()
    for client in (counter.client, client_of(counter.agent.owner)):
        assert client.get(f"{DESK}/{row.id}/documents/selfie").status_code == 405
        assert client.get(f"/api/v1/kyc/submissions/{submission.id}").status_code == 404
        assert client.get(f"/api/v1/kyc/submissions/{submission.id}/documents/selfie").status_code == 404


def test_the_customer_goes_on_with_it_on_their_own_phone() -> None:
    counter = open_counter()
    row = register(counter)
    write(counter, row)
    access = sign_up().json()["access"]
    own = counter.client.__class__()
    own.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
    assert own.get("/api/v1/kyc").json()["submission"]["name"] == "Zawadi Kamau"


def test_a_teller_of_another_agent_takes_down_nothing() -> None:
    """SECURITY 17."""
    hassan, esther = open_counter(), open_counter("esther", "joseph", name="Esther's Corner")
    row = register(hassan)
    write(hassan, row, target_tier="TIER_2")
    for answer in (write(esther, row), send(esther, row), hand_in(esther, row)):
        assert (answer.status_code, answer.json()["code"]) == (404, "registration_not_found")
    assert not Document.objects.exists()


def test_before_the_customer_has_confirmed_there_is_nobody_to_write_of() -> None:
    counter = open_counter()
    row = Registration.objects.get(pk=start(counter).json()["id"])
    answer = write(counter, row)
    assert (answer.status_code, answer.json()["code"]) == (409, "registration_conflict")


def test_after_a_day_the_desk_is_closed() -> None:
    counter = open_counter()
    row = register(counter)
    write(counter, row, target_tier="TIER_2")
    assert row.registered_at is not None
    later = row.registered_at + timedelta(hours=24)
    asked: dict[str, Any] = {"teller_id": counter.teller.id, "registration_id": row.id, "now": later}
    for work in (
        lambda: services.write_details(**asked, target_tier="TIER_2", details={"name": "Somebody Else"}),
        lambda: services.put_picture(**asked, kind=DocumentKind.SELFIE, content=photo("late")),
        lambda: services.hand_in_papers(**asked),
    ):
        with pytest.raises(RegistrationConflict):
            work()
    assert not Document.objects.exists()
    assert open_details(Submission.objects.get()).name == "Zawadi Kamau"


def test_once_the_customer_has_a_password_nobody_writes_behind_their_back() -> None:
    """Else a teller puts somebody else's document in the place of theirs, and hands it in."""
    counter = open_counter()
    row = register(counter)
    assert write(counter, row).status_code == 200
    sign_up()
    for answer in (write(counter, row), send(counter, row), hand_in(counter, row)):
        assert (answer.status_code, answer.json()["code"]) == (409, "registration_conflict")
    assert Submission.objects.get().state == "DRAFT"


def test_pictures_need_details_first_and_must_be_pictures() -> None:
    counter = open_counter()
    row = register(counter)
    assert send(counter, row).json()["code"] == "submission_not_found"
    write(counter, row, target_tier="TIER_2")
    assert send(counter, row, content=b"no picture").json()["code"] == "invalid_image"
    assert send(counter, row, "passport", photo("x")).status_code == 404
    assert hand_in(counter, row).json()["code"] == "submission_incomplete"


@pytest.mark.parametrize(
    "change", [{"birth_date": "2025-01-01"}, {"id_number": ""}, {"target_tier": "TIER_9"}, {"kyc_tier": "TIER_2"}]
)
def test_bad_details_are_refused_by_field(change: dict[str, Any]) -> None:
    counter = open_counter()
    row = register(counter)
    answer = write(counter, row, **change)
    assert answer.status_code == 400, answer.content
    assert not Submission.objects.exclude(name=None).exists()


def test_what_was_handed_in_is_not_changed_any_more() -> None:
    counter = open_counter()
    row = register(counter)
    write(counter, row)
    hand_in(counter, row)
    for answer in (write(counter, row), hand_in(counter, row)):
        assert (answer.status_code, answer.json()["code"]) in (
            (409, "submission_conflict"),
            (404, "submission_not_found"),
        )
