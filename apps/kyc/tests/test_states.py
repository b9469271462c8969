"""A submission goes through its states in their order, whoever writes: the services, a console, a mistake."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.kyc.models import Document, Submission, SubmissionState
from apps.kyc.tests.papers import again, approved, draft_of, in_review, reviewer, submitted

pytestmark = pytest.mark.django_db

FOLLOW = {
    ("DRAFT", "SUBMITTED"),
    ("SUBMITTED", "IN_REVIEW"),
    ("SUBMITTED", "APPROVED"),
    ("SUBMITTED", "REJECTED"),
    ("IN_REVIEW", "APPROVED"),
    ("IN_REVIEW", "REJECTED"),
    ("APPROVED", "EXPIRED"),
}


def refused(work: Callable[[], Any]) -> bool:
    try:
        with transaction.atomic():
            work()
    except DatabaseError:
        return True
    return False


def bring_to(state: str) -> Submission:
    """Amina's submission in this state, by plain SQL along the allowed steps."""
    row = draft_of(make_person("amina"), "TIER_2")
    olga = reviewer()
    for step in {
        "DRAFT": [],
        "SUBMITTED": ["SUBMITTED"],
        "IN_REVIEW": ["SUBMITTED", "IN_REVIEW"],
        "APPROVED": ["SUBMITTED", "APPROVED"],
        "REJECTED": ["SUBMITTED", "REJECTED"],
        "EXPIRED": ["SUBMITTED", "APPROVED", "EXPIRED"],
    }[state]:
        move(row, step, olga)
    return row


def move(row: Submission, state: str, olga: Any) -> None:
    """With everything the constraints ask of the new state, so that only the order can refuse it."""
    now = clock.now()
    decided = state in {"APPROVED", "REJECTED", "EXPIRED"}
    Submission.objects.filter(pk=row.pk).update(
        state=state,
        submitted_at=row.submitted_at or now if state != "DRAFT" else None,
        decided_at=now if decided else None,
        valid_until=now.date() if decided else None,
        reviewer=olga if decided else None,
        taken_at=now if decided else None,
        reasons=["other"] if state == "REJECTED" else [],
    )
    row.refresh_from_db()


@pytest.mark.parametrize("before", SubmissionState.values)
def test_no_state_is_skipped_repeated_or_taken_back(before: str) -> None:
    row = bring_to(before)
    olga = User.objects.get(full_name="Olga Operator")
    allowed = {
        after for after in SubmissionState.values if after == before or not refused(partial(try_it, row, after, olga))
    }
    assert {(before, after) for after in allowed if after != before} == {step for step in FOLLOW if step[0] == before}


def try_it(row: Submission, state: str, olga: Any) -> None:
    class Back(Exception):
        pass

    try:
        with transaction.atomic():
            move(row, state, olga)
            raise Back
    except Back:
        row.refresh_from_db()


def test_it_begins_as_a_draft() -> None:
    amina = make_person("amina")
    assert refused(
        lambda: Submission.objects.create(
            person=amina, target_tier="TIER_1", state="REJECTED", reasons=["other"], opened_at=clock.now(),
            decided_at=clock.now(),
        )
    )  # fmt: skip


def test_what_was_handed_in_stays_as_it_was() -> None:
    handed_in = submitted(make_person("amina"), "TIER_2")
    rows = Submission.objects.filter(pk=handed_in.pk)
    brian = make_person("brian")
    changes: list[dict[str, Any]] = [
        {"target_tier": "TIER_1"},
        {"document_type": "PASSPORT"},
        {"document_country": "UG"},
        {"document_expiry_date": "2040-01-01"},
        {"id_number_index": b"x" * 32},
        {"submitted_at": clock.now()},
        {"name": None},
        {"person": brian},
    ]
    for change in changes:
        assert refused(partial(rows.update, **change)), change
    picture = handed_in.documents.first()
    assert picture is not None
    assert refused(lambda: Document.objects.filter(pk=picture.pk).update(file_key="kyc/other"))
    assert refused(lambda: Document.objects.filter(pk=picture.pk).delete())
    assert refused(lambda: Document.objects.filter(pk=picture.pk).update(submission=draft_of(brian)))
    assert refused(rows.delete)
    for table in ("kyc_submission", "kyc_document"):
        with connection.cursor() as cursor:
            assert refused(partial(cursor.execute, f"TRUNCATE {table} CASCADE"))


def test_a_sealed_value_may_be_sealed_anew() -> None:
    """Rotating the keys writes into what was handed in long ago."""
    handed_in = submitted(make_person("amina"))
    Submission.objects.filter(pk=handed_in.pk).update(name=b"sealed under another key")
    assert bytes(again(handed_in).name or b"") == b"sealed under another key"


@pytest.mark.parametrize(
    ("state", "change", "constraint"),
    [
        ("IN_REVIEW", {"reviewer": "amina", "taken_at": "now"}, "kyc_reviewer_is_another"),
        ("IN_REVIEW", {"reviewer": "olga"}, "kyc_taken_by_somebody"),
        ("IN_REVIEW", {"state": "APPROVED", "decided_at": "now"}, "kyc_documents_are_reviewed"),
        ("IN_REVIEW", {"state": "REJECTED", "reasons": ["other"]}, "kyc_decided_at_a_time"),
        ("IN_REVIEW", {"state": "REJECTED", "decided_at": "now"}, "kyc_rejected_for_a_reason"),
        ("DRAFT", {"id_number": None}, "kyc_number_has_index"),
        ("DRAFT", {"state": "SUBMITTED"}, "kyc_submitted_is_complete"),
        ("DRAFT", {"document_type": "LIBRARY"}, "kyc_document_type_is_known"),
        ("DRAFT", {"target_tier": "TIER_9"}, "kyc_target_is_known"),
    ],
)
def test_the_database_knows_the_rules_too(state: str, change: dict[str, Any], constraint: str) -> None:
    amina = make_person("amina")
    row = in_review(amina) if state == "IN_REVIEW" else draft_of(amina)
    people = {"amina": amina, "olga": reviewer(), "now": clock.now()}
    values = {name: people.get(value, value) if isinstance(value, str) else value for name, value in change.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Submission.objects.filter(pk=row.pk).update(**values)


def test_a_person_has_one_open_submission() -> None:
    draft = draft_of(make_person("amina"))
    with pytest.raises(IntegrityError, match="kyc_one_open"), transaction.atomic():
        Submission.objects.create(person=draft.person, target_tier="TIER_2", opened_at=clock.now())


def test_new_documents_take_the_place_of_the_old_ones() -> None:
    amina, olga = make_person("amina"), reviewer()
    first = approved(amina, olga, valid_days=20)
    second = approved(amina, olga)
    assert (again(first).state, second.state) == ("EXPIRED", "APPROVED")


def test_the_triggers_can_be_taken_out_and_put_in_again() -> None:
    (guards,) = import_module("apps.kyc.migrations.0002_states_follow_each_other").Migration.operations
    with connection.cursor() as cursor:
        cursor.execute(guards.reverse_sql)
        cursor.execute(guards.sql)
    assert refused(lambda: bring_to("DRAFT") and Submission.objects.update(state="APPROVED"))
