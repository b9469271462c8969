"""Handing in: complete or not at all, once, fixed from then on, and known to be coming to whoever checks."""

from datetime import timedelta
from typing import Any

import pytest

from apps.accounts.models import Activity
from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.kyc import rates, services
from apps.kyc.checks import Outcome
from apps.kyc.errors import SubmissionConflict
from apps.kyc.models import Check, Document, DocumentKind, Submission
from apps.kyc.reasons import Reason
from apps.kyc.sealed import open_details
from apps.kyc.tests.papers import again, answered, details, draft_of, in_review, put, reviewer, submitted

pytestmark = pytest.mark.django_db


def hand_in(submission: Submission) -> Any:
    return client_of(submission.person).post(f"/api/v1/kyc/submissions/{submission.id}/submit", {}, format="json")


def test_it_is_handed_in_with_its_check_its_event_and_its_line_in_the_log() -> None:
    draft = draft_of(make_person("amina"))
    answer = hand_in(draft)
    assert (answer.status_code, answer.json()["state"]) == (200, "SUBMITTED")
    assert Check.objects.get().state == "WAITING"
    event = OutboxEvent.objects.get(topic="kyc.submitted")
    assert event.payload == {"submission_id": str(draft.id), "person_id": str(draft.person_id), "level": 1}
    assert Activity.objects.filter(person_id=draft.person_id, action="kyc.submitted").count() == 1


def test_what_is_missing_is_named() -> None:
    amina = make_person("amina")
    draft, _ = services.open_submission(person_id=amina.id, target_tier="TIER_2", now=clock.now())
    answer = hand_in(draft)
    assert (answer.status_code, answer.json()["code"]) == (422, "submission_incomplete")
    assert answer.json()["missing"] == [
        "name", "birth_date", "address", "document_type", "document_country", "id_number",
        "documents/id_front", "documents/id_back", "documents/selfie",
    ]  # fmt: skip
    assert again(draft).state == "DRAFT" and not Check.objects.exists()


@pytest.mark.parametrize("kind", DocumentKind.values)
def test_each_picture_is_needed(kind: str) -> None:
    draft = draft_of(make_person("amina"), "TIER_2")
    Document.objects.filter(kind=kind).delete()
    assert hand_in(draft).json()["missing"] == [f"documents/{kind.lower()}"]


def test_a_draft_that_has_grown_older_than_its_document_is_refused() -> None:
    today = clock.now().date()
    draft = draft_of(make_person("amina"), document_expiry_date=today + timedelta(days=30))
    Submission.objects.update(document_expiry_date=today)
    answer = hand_in(draft)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "document_expiry_date"


def test_handed_in_twice_is_a_conflict() -> None:
    draft = draft_of(make_person("amina"))
    assert hand_in(draft).status_code == 200
    answer = hand_in(draft)
    assert (answer.status_code, answer.json()["code"]) == (409, "submission_conflict")


@pytest.mark.parametrize("body", [{"state": "APPROVED"}, {"target_tier": "TIER_1"}])
def test_it_takes_no_fields(body: dict[str, str]) -> None:
    draft = draft_of(make_person("amina"))
    answer = client_of(draft.person).post(f"/api/v1/kyc/submissions/{draft.id}/submit", body, format="json")
    assert answer.status_code == 400 and answer.json()["errors"][0]["code"] == "unknown_field"


@pytest.mark.django_db(transaction=True)
def test_of_eight_at_once_one_hands_it_in() -> None:
    draft = draft_of(make_person("amina"), "TIER_2")
    now = clock.now()
    outcomes = run_together(8, lambda n: services.submit(person_id=draft.person_id, submission_id=draft.id, now=now))
    assert len([one for one in outcomes if isinstance(one, Submission)]) == 1
    assert {type(one) for one in outcomes} <= {Submission, SubmissionConflict} | {
        type(one) for one in outcomes if getattr(one, "code", "") == "rate_limited"
    }
    assert Check.objects.count() == OutboxEvent.objects.filter(topic="kyc.submitted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_drafts_opened_at_once_there_is_one() -> None:
    amina = make_person("amina")
    now = clock.now()
    outcomes = run_together(8, lambda n: services.open_submission(person_id=amina.id, target_tier="TIER_1", now=now))
    assert len({submission.id for submission, _ in outcomes}) == 1
    assert [is_new for _, is_new in outcomes].count(True) == 1


def test_nobody_hands_in_all_day_long() -> None:
    amina = make_person("amina")
    for _ in range(rates.SUBMITS.count):
        answered(submitted(amina), Outcome.REJECT, Reason.ADDRESS_UNCLEAR)
        again_draft, _ = services.open_submission(person_id=amina.id, target_tier="TIER_1", now=clock.now())
        services.update_draft(
            person_id=amina.id, submission_id=again_draft.id, changes={"address": "9 Kenyatta Road"}, now=clock.now()
        )
    answer = hand_in(again_draft)
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0
    assert again(again_draft).state == "DRAFT"


def test_a_new_draft_takes_over_what_was_right() -> None:
    amina, olga = make_person("amina"), reviewer()
    first = in_review(amina)
    services.take(submission_id=first.id, by=olga.id, now=clock.now())
    services.reject(
        submission_id=first.id, by=olga.id, reasons=["selfie_unreadable", "address_unclear"], now=clock.now()
    )
    answer = client_of(amina).post("/api/v1/kyc/submissions", {"target_tier": "TIER_2"}, format="json")
    assert answer.status_code == 201
    assert answer.json()["missing"] == ["address", "documents/selfie"]
    second = Submission.objects.get(pk=answer.json()["id"])
    assert open_details(second).id_number == details()["id_number"], "sealed anew for its own row"
    shared = set(first.documents.values_list("file_key", flat=True)) & set(
        second.documents.values_list("file_key", flat=True)
    )
    assert len(shared) == 2
    standing = client_of(amina).get("/api/v1/kyc").json()
    assert (standing["submission"]["state"], standing["reasons"]) == ("DRAFT", [])


@pytest.mark.django_db(transaction=True)
def test_a_picture_that_two_submissions_show_outlives_its_replacement() -> None:
    amina, olga = make_person("amina"), reviewer()
    first = in_review(amina)
    services.take(submission_id=first.id, by=olga.id, now=clock.now())
    services.reject(submission_id=first.id, by=olga.id, reasons=["address_unclear"], now=clock.now())
    second, _ = services.open_submission(person_id=amina.id, target_tier="TIER_2", now=clock.now())
    put(second, DocumentKind.SELFIE, "a better one")
    from apps.core import files

    for document in Document.objects.all():
        files.read(document.file_key)
    assert Document.objects.count() == 6


def test_details_alone_grow_into_documents() -> None:
    amina = make_person("amina")
    assert answered(submitted(amina)).state == "APPROVED"
    answer = client_of(amina).post("/api/v1/kyc/submissions", {"target_tier": "TIER_2"}, format="json")
    assert answer.json()["missing"] == ["documents/id_front", "documents/id_back", "documents/selfie"]
    again_1 = client_of(make_person("brian")).post("/api/v1/kyc/submissions", {}, format="json")
    assert again_1.status_code == 201


@pytest.mark.parametrize("tier", ["TIER_1"])
def test_what_is_known_already_is_not_handed_in_again(tier: str) -> None:
    amina = make_person("amina")
    answered(submitted(amina))
    answer = client_of(amina).post("/api/v1/kyc/submissions", {"target_tier": tier}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "already_verified")
