"""Reviewers: one at a time, never about themselves, and a clear word to whoever comes too late."""

from datetime import timedelta
from typing import Any

import pytest

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.core.errors import InvalidInput
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.kyc import services
from apps.kyc.errors import OwnSubmission, SubmissionConflict, TakenBySomebodyElse
from apps.kyc.models import Submission, WatchListHit
from apps.kyc.tests.papers import again, in_review, reviewer, submitted

pytestmark = pytest.mark.django_db


def take(row: Submission, by: User, after: timedelta = timedelta(0)) -> None:
    services.take(submission_id=row.id, by=by.id, now=clock.now() + after)


def approve(row: Submission, by: User) -> None:
    services.approve(submission_id=row.id, by=by.id, now=clock.now())


def reject(row: Submission, by: User, *reasons: str, note: str = "") -> None:
    services.reject(submission_id=row.id, by=by.id, reasons=reasons or ["other"], note=note or "x", now=clock.now())


def test_an_approval_raises_the_tier_and_says_until_when() -> None:
    row, olga = in_review(make_person("amina")), reviewer()
    take(row, olga)
    approve(row, olga)
    done = again(row)
    assert (done.state, done.reviewer_id) == ("APPROVED", olga.id)
    assert done.valid_until == clock.now().date() + timedelta(days=730)
    assert User.objects.get(pk=row.person_id).kyc_tier == "TIER_2"
    assert OutboxEvent.objects.get(topic="kyc.approved").payload["level"] == 2


def test_documents_count_no_longer_than_they_are_good_themselves() -> None:
    soon = clock.now().date() + timedelta(days=100)
    row, olga = in_review(make_person("amina"), document_expiry_date=soon), reviewer()
    take(row, olga)
    approve(row, olga)
    assert again(row).valid_until == soon


def test_a_rejection_says_why_and_changes_nothing_else() -> None:
    row, olga = in_review(make_person("amina")), reviewer()
    take(row, olga)
    reject(row, olga, "selfie_mismatch", "selfie_mismatch", note="  Who is this?  ")
    assert (again(row).reasons, again(row).note) == (["selfie_mismatch"], "Who is this?")
    assert User.objects.get(pk=row.person_id).kyc_tier == "TIER_0"
    assert OutboxEvent.objects.get(topic="kyc.needs_more").payload["words"] == [
        "The selfie does not show the person on the document."
    ]


@pytest.mark.parametrize(
    ("reasons", "note", "field"),
    [([], "x", "reasons"), (["because"], "x", "reasons"), (["other"], " ", "note")],
)
def test_a_rejection_without_a_reason_is_refused(reasons: list[str], note: str, field: str) -> None:
    row, olga = in_review(make_person("amina")), reviewer()
    take(row, olga)
    with pytest.raises(InvalidInput) as refusal:
        services.reject(submission_id=row.id, by=olga.id, reasons=reasons, note=note, now=clock.now())
    assert refusal.value.errors[0]["field"] == field
    assert again(row).state == "IN_REVIEW"


def test_only_who_has_taken_it_decides() -> None:
    row, olga, esther = in_review(make_person("amina")), reviewer(), reviewer("esther")
    with pytest.raises(SubmissionConflict, match="Take it first"):
        approve(row, olga)
    take(row, olga)
    for deed in (take, approve, reject):
        with pytest.raises((TakenBySomebodyElse, SubmissionConflict), match="Olga Operator works on this"):
            deed(row, esther)
    with pytest.raises(SubmissionConflict):
        services.release(submission_id=row.id, by=esther.id, now=clock.now())
    services.release(submission_id=row.id, by=olga.id, now=clock.now())
    take(row, esther)
    approve(row, esther)
    assert again(row).reviewer_id == esther.id


def test_who_took_it_and_went_home_does_not_keep_it() -> None:
    row, olga, esther = in_review(make_person("amina")), reviewer(), reviewer("esther")
    take(row, olga)
    take(row, esther, after=timedelta(minutes=61))
    with pytest.raises(SubmissionConflict, match="Esther Wanjiru works on this"):
        approve(row, olga)


def test_who_comes_too_late_hears_who_decided() -> None:
    row, olga, esther = in_review(make_person("amina")), reviewer(), reviewer("esther")
    take(row, olga)
    approve(row, olga)
    for deed in (take, approve, reject):
        with pytest.raises(SubmissionConflict, match="It is approved by Olga Operator by now"):
            deed(row, esther)
    with pytest.raises(SubmissionConflict):
        approve(row, olga)
    assert OutboxEvent.objects.filter(topic="kyc.approved").count() == 1


def test_nobody_reviews_their_own() -> None:
    olga = reviewer()
    row = in_review(olga)
    deeds: list[Any] = [
        lambda: take(row, olga),
        lambda: approve(row, olga),
        lambda: reject(row, olga),
        lambda: services.look_at_details(submission_id=row.id, by=olga.id, now=clock.now()),
        lambda: services.look_at_document(submission_id=row.id, kind="SELFIE", by=olga.id, now=clock.now()),
    ]
    for deed in deeds:
        with pytest.raises(OwnSubmission):
            deed()
    assert again(row).state == "IN_REVIEW"


@pytest.mark.parametrize("state", ["DRAFT", "SUBMITTED"])
def test_what_is_not_in_review_is_not_taken(state: str) -> None:
    row = submitted(make_person("amina"))
    if state == "DRAFT":
        row, _ = services.open_submission(person_id=make_person("brian").id, target_tier="TIER_1", now=clock.now())
    with pytest.raises(SubmissionConflict):
        take(row, reviewer())


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_take_it_at_once_one_has_it() -> None:
    row = in_review(make_person("amina"))
    crowd = [reviewer(name) for name in ("olga", "brian", "chidi", "dalia", "esther", "farid", "grace")]
    outcomes = run_together(len(crowd), lambda n: take(row, crowd[n]))
    assert outcomes.count(None) == 1
    assert {type(one) for one in outcomes if one is not None} == {TakenBySomebodyElse}


@pytest.mark.django_db(transaction=True)
def test_of_approval_and_rejection_at_once_one_counts() -> None:
    row, olga = in_review(make_person("amina")), reviewer()
    take(row, olga)
    outcomes = run_together(6, lambda n: (approve if n % 2 else reject)(row, olga))
    assert outcomes.count(None) == 1
    assert {type(one) for one in outcomes if one is not None} == {SubmissionConflict}
    told = OutboxEvent.objects.filter(topic__in=["kyc.approved", "kyc.needs_more", "kyc.rejected"])
    assert told.count() == 1
    tier = "TIER_2" if again(row).state == "APPROVED" else "TIER_0"
    assert User.objects.get(pk=row.person_id).kyc_tier == tier


def test_every_look_and_every_decision_stands_in_the_reviewers_log() -> None:
    row, olga = in_review(make_person("amina")), reviewer()
    services.look_at_details(submission_id=row.id, by=olga.id, now=clock.now())
    services.look_at_document(submission_id=row.id, kind="SELFIE", by=olga.id, now=clock.now())
    take(row, olga)
    approve(row, olga)
    lines = Activity.objects.filter(person_id=olga.id, subject=str(row.id)).order_by("id")
    assert [line.action for line in lines] == [
        "kyc.details_seen", "kyc.document_seen", "kyc.taken", "kyc.approved_by_me",
    ]  # fmt: skip
    assert all(line.detail["person_id"] == str(row.person_id) for line in lines)
    assert lines[1].detail["kind"] == "SELFIE"


def test_approving_clears_what_warned() -> None:
    services.add_watch_list_entry(name="Amina Otieno", source="UN", reason="test", now=clock.now())
    row, olga = in_review(make_person("amina")), reviewer()
    assert WatchListHit.objects.get().verdict == ""
    take(row, olga)
    approve(row, olga)
    hit = WatchListHit.objects.get()
    assert (hit.verdict, hit.decided_by_id) == ("CLEARED", olga.id)
