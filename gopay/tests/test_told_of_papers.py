"""From each step of a submission to the person's inbox, phone and mailbox; notifications import nothing of kyc."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.core.tests.queue import deliver_events
from apps.kyc import services
from apps.kyc.checks import Outcome
from apps.kyc.models import Submission
from apps.kyc.reasons import Reason
from apps.kyc.tests.papers import answered, approved, in_review, reviewer, submitted
from apps.notifications.models import Delivery, Notification

# Messages are sent after a commit, so these tests commit.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _private_files(settings: Any, tmp_path: Path) -> None:
    settings.PRIVATE_FILES_DIR = str(tmp_path)


def heard(row: Submission) -> list[tuple[str, str]]:
    deliver_events()
    found = Notification.objects.filter(person_id=row.person_id, topic__startswith="kyc").order_by("id")
    return [(one.topic, one.title) for one in found]


def test_of_an_approval_by_the_check() -> None:
    row = submitted(make_person("amina"))
    answered(row)
    assert heard(row) == [
        ("kyc_submitted", "We are checking who you are"),
        ("kyc_approved", "You are verified to level 1"),
    ]
    told = Delivery.objects.filter(person_id=row.person_id, template__startswith="kyc")
    assert sorted(told.values_list("channel", "template")) == [
        ("EMAIL", "kyc_approved"), ("EMAIL", "kyc_submitted"), ("SMS", "kyc_approved"), ("SMS", "kyc_submitted"),
    ]  # fmt: skip
    assert set(told.values_list("state", flat=True)) == {"SENT"}
    notice = Notification.objects.filter(topic="kyc_approved").get()
    assert (notice.subject_kind, notice.subject_id) == ("kyc_submission", row.id)


def test_of_what_is_needed_in_the_reviewers_words() -> None:
    row, olga = in_review(make_person("amina")), reviewer()
    services.take(submission_id=row.id, by=olga.id, now=clock.now())
    services.reject(submission_id=row.id, by=olga.id, reasons=["selfie_unreadable"], note="Too dark.", now=clock.now())
    assert heard(row)[-1] == ("kyc_needs_more", "We need something more from you")
    body = Notification.objects.get(topic="kyc_needs_more").body
    assert "Your face cannot be seen well enough." in body and "The reviewer says: Too dark." in body
    assert "The reviewer says" not in Delivery.objects.get(template="kyc_needs_more", channel="SMS").template


def test_of_what_cannot_be_put_right() -> None:
    row = submitted(make_person("amina"))
    answered(row, Outcome.REJECT, Reason.NOT_CONFIRMED)
    assert heard(row)[-1] == ("kyc_rejected", "Your identity could not be verified")
    body = Notification.objects.get(topic="kyc_rejected").body
    assert "Your details could not be confirmed." in body and "reviewer" not in body


def test_of_documents_that_run_out() -> None:
    row = approved(make_person("amina"), reviewer(), valid_days=30)
    now = clock.now()
    for days_left in (30, 7, -1):
        Submission.objects.filter(pk=row.pk).update(valid_until=now.date() + timedelta(days=days_left))
        services.remind_and_expire(now=now)
    assert [topic for topic, _ in heard(row)][-3:] == ["kyc_expiring", "kyc_expiring", "kyc_expired"]
    titles = [title for _, title in heard(row)]
    assert "Your documents expire in 30 days" in titles and "Your documents expire in 7 days" in titles


def test_nothing_of_what_only_reviewers_know() -> None:
    services.add_watch_list_entry(name="Amina Otieno", source="UN", reason="secret", now=clock.now())
    submitted(make_person("brian"), id_number="23456780")
    row = answered(submitted(make_person("amina")))
    assert row.duplicate_of_id and row.watch_listed
    assert [topic for topic, _ in heard(row)] == ["kyc_submitted"]
