"""Pictures: taken only as what they are, five of each side, shown to who sent them and to operators."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from PIL import Image

from apps.accounts.models import Activity
from apps.accounts.tests.factories import client_of
from apps.core import clock, events, files
from apps.core.tests.pictures import PAGE, SVG, archive, encode, exif, photograph, picture
from apps.core.tests.queue import deliver_events
from apps.disputes import services
from apps.disputes.errors import EvidenceNotFound, OwnDispute
from apps.disputes.models import Dispute, DisputeEvidence
from apps.disputes.services import _evidence
from apps.disputes.tests.cases import (
    Case,
    again,
    case,
    contested,
    for_payee,
    for_payer,
    judge,
    opened,
    post,
    show,
    waiting,
)  # fmt: skip
from apps.transactions.tests.payments import body_of
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def found() -> Case:
    return case()


@pytest.fixture
def dispute(found: Case) -> Dispute:
    return opened(found)


def kept() -> set[str]:
    return {key for key, _ in files.list_keys("disputes")}


def named() -> set[str]:
    return set(DisputeEvidence.objects.values_list("file_key", flat=True))


def address(dispute: Dispute, evidence_id: Any) -> str:
    return f"/api/v1/disputes/{dispute.id}/evidence/{evidence_id}"


def test_a_picture_is_added_kept_sealed_and_shown_again(found: Case, dispute: Dispute) -> None:
    client = client_of(found.amina)
    answer = show(client, dispute, photograph("PNG"), kind="image/png")
    body = body_of(answer)
    assert answer.status_code == 201, body
    assert {name: body[name] for name in ("note", "width", "height")} == {"note": "the door", "width": 60, "height": 40}
    (key,) = kept()
    raw = (Path(files._root()) / key).read_bytes()
    assert b"JFIF" not in raw and not raw.startswith(b"\xff\xd8")
    shown = client.get(address(dispute, body["id"]))
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert shown["Content-Disposition"].startswith("attachment") and shown["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in shown["Cache-Control"]
    assert Image.open(BytesIO(shown.content)).format == "JPEG"
    detail = body_of(client.get(f"/api/v1/disputes/{dispute.id}"))
    assert detail["evidence"] == [body]
    row = Activity.objects.get(action="disputes.evidence_added")
    assert (row.person_id, row.subject) == (found.amina.id, str(dispute.id))


def test_each_side_sees_its_own_pictures_and_not_the_others(found: Case, dispute: Dispute) -> None:
    amina, brian, chidi = client_of(found.amina), client_of(found.brian), client_of(join("chidi"))
    hers, his = body_of(show(amina, dispute))["id"], body_of(show(brian, dispute))["id"]
    for client, own, other in ((amina, hers, his), (brian, his, hers)):
        assert client.get(address(dispute, own)).status_code == 200
        refused = client.get(address(dispute, other))
        assert (refused.status_code, body_of(refused)["code"]) == (404, "evidence_not_found")
        detail = body_of(client.get(f"/api/v1/disputes/{dispute.id}"))
        assert [picture["id"] for picture in detail["evidence"]] == [own]
        assert client.get(address(dispute, uuid4())).status_code == 404
    for path in (hers, his):
        assert body_of(chidi.get(address(dispute, path)))["code"] == "dispute_not_found"
    assert show(chidi, dispute).status_code == 404
    chidi.credentials()
    assert chidi.get(address(dispute, hers)).status_code == 401 and show(chidi, dispute).status_code == 401


def test_five_pictures_are_enough_on_each_side(found: Case, dispute: Dispute) -> None:
    amina, brian = client_of(found.amina), client_of(found.brian)
    assert [show(amina, dispute).status_code for _ in range(6)] == [201] * 5 + [409]
    assert show(brian, dispute).status_code == 201
    assert (len(kept()), len(named())) == (6, 6)


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"", "image/jpeg", 400),
        (PAGE, "image/jpeg", 400),
        (SVG, "image/png", 400),
        (archive(), "image/webp", 400),
        (photograph()[:-300], "image/jpeg", 400),
        (photograph() + archive(), "image/jpeg", 400),
        (encode(picture(), "TIFF"), "image/jpeg", 400),
        (SVG, "image/svg+xml", 415),
        (b"{}", "application/json", 415),
    ],
    ids=["empty", "page", "svg", "zip", "truncated", "polyglot", "tiff", "called svg", "json"],
)
def test_what_is_no_photograph_is_refused_and_not_kept(
    found: Case, dispute: Dispute, content: bytes, kind: str, status: int
) -> None:
    """SECURITY 26."""
    answer = show(client_of(found.amina), dispute, content, kind=kind)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert (kept(), named()) == (set(), set())


def test_where_a_picture_was_taken_is_not_kept(found: Case, dispute: Dispute) -> None:
    """SECURITY 26."""
    client = client_of(found.amina)
    body = body_of(show(client, dispute, encode(picture(), exif=exif(6))))
    assert (body["width"], body["height"]) == (40, 60), "it is turned upright"
    assert b"Canary" not in client.get(address(dispute, body["id"])).content


@pytest.mark.parametrize("query", ["note=" + "x" * 141, "notes=x", "note=a%00b"])
def test_a_note_is_short_and_the_only_parameter(found: Case, dispute: Dispute, query: str) -> None:
    answer = client_of(found.amina).generic(
        "POST", f"/api/v1/disputes/{dispute.id}/evidence?{query}", photograph(), "image/jpeg"
    )
    assert (answer.status_code, kept()) == (400, set())


def test_once_it_is_decided_nothing_is_added(found: Case) -> None:
    """SECURITY 21."""
    dispute = waiting(found)
    assert show(client_of(found.brian), dispute).status_code == 201, "who has answered may still show"
    for_payee(dispute, judge())
    for person in (found.amina, found.brian):
        answer = show(client_of(person), dispute)
        assert (answer.status_code, body_of(answer)["code"]) == (409, "dispute_conflict")


def test_who_did_not_answer_in_time_shows_nothing_any_more(found: Case, dispute: Dispute) -> None:
    services.move_overdue(now=dispute.answer_by)
    assert show(client_of(found.brian), dispute).status_code == 409
    assert show(client_of(found.amina), dispute).status_code == 201


def test_thirty_pictures_an_hour_are_enough(found: Case, dispute: Dispute) -> None:
    client = client_of(found.amina)
    statuses = [show(client, dispute, b"no picture").status_code for _ in range(31)]
    assert statuses == [400] * 30 + [429]


def test_an_operators_look_is_written_down(found: Case, dispute: Dispute) -> None:
    show(client_of(found.amina), dispute)
    evidence, olga = DisputeEvidence.objects.get(), judge()
    services.look_at_evidence(dispute_id=dispute.id, evidence_id=evidence.id, by=olga.id, now=clock.now())
    row = Activity.objects.get(action="disputes.evidence_seen")
    assert (row.person_id, row.detail["evidence_id"]) == (olga.id, str(evidence.id))
    with pytest.raises(EvidenceNotFound):
        services.look_at_evidence(dispute_id=dispute.id, evidence_id=uuid4(), by=olga.id, now=clock.now())
    with pytest.raises(OwnDispute):
        services.look_at_evidence(dispute_id=dispute.id, evidence_id=evidence.id, by=found.brian.id, now=clock.now())


def test_a_process_that_dies_between_file_and_row_leaves_a_file_that_is_swept(
    found: Case, dispute: Dispute, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(client_of(found.amina), dispute)
    with monkeypatch.context() as patch:
        patch.setattr(_evidence, "lock_dispute", lambda dispute_id: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            services.add_evidence(
                person_id=found.amina.id, dispute_id=dispute.id, content=photograph(), now=clock.now()
            )
    assert (len(kept()), len(named())) == (2, 1)
    assert services.sweep_orphaned_files(now=clock.now()) == 0, "it may be about to get its row"
    assert services.sweep_orphaned_files(now=clock.now() + timedelta(hours=7)) == 1
    assert kept() == named()


def test_words_and_pictures_of_an_erased_person_are_gone_and_the_rest_stays(found: Case) -> None:
    dispute = opened(found)
    show(client_of(found.amina), dispute)
    contested(dispute)
    show(client_of(found.brian), dispute)
    for_payer(dispute, judge())
    with transaction.atomic():
        events.record("accounts.erased", {"person_id": str(found.amina.id)})
    deliver_events()
    row = again(dispute)
    assert (row.statement, row.answer) == ("", "They were delivered on Friday.")
    assert (row.state, row.decision_reason) == ("DECIDED_FOR_PAYER", "No proof of delivery.")
    assert [evidence.side for evidence in DisputeEvidence.objects.all()] == ["PAYEE"]
    assert kept() == named()
    assert services.erase_person(person_id=found.amina.id, now=clock.now()) == 0
    assert services.erase_person(person_id=found.brian.id, now=clock.now()) == 1
    assert (again(dispute).answer, kept()) == ("", set())


def test_an_erasure_that_dies_before_the_files_leaves_them_to_the_sweep(
    found: Case, dispute: Dispute, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(client_of(found.amina), dispute)
    with monkeypatch.context() as patch:
        patch.setattr(files, "delete", lambda key: 1 / 0)
        services.erase_person(person_id=found.amina.id, now=clock.now())
    assert (len(kept()), named()) == (1, set())
    services.sweep_orphaned_files(now=clock.now() + timedelta(hours=7))
    assert kept() == set()


def test_a_dispute_cannot_be_used_to_reach_another_ones_picture(found: Case, dispute: Dispute) -> None:
    amina = client_of(found.amina)
    evidence_id = body_of(show(amina, dispute))["id"]
    post(amina, f"disputes/{dispute.id}/withdraw")
    other = opened(found)
    assert amina.get(address(other, evidence_id)).status_code == 404
