"""What a person handed in can be destroyed, and what was decided stays known."""

import pytest
from django.db import transaction

from apps.accounts.tests.factories import make_person
from apps.core import clock, events, files
from apps.core.tests.queue import deliver_events
from apps.kyc import services
from apps.kyc.models import Document, Submission
from apps.kyc.tests.papers import again, approved, draft_of, in_review, reviewer

pytestmark = pytest.mark.django_db(transaction=True)


def test_details_and_pictures_are_gone_and_the_decision_stays() -> None:
    amina = make_person("amina")
    row = approved(amina, reviewer())
    other = in_review(make_person("brian"))
    assert services.erase_submissions(person_id=amina.id, now=clock.now()) == 1
    erased = again(row)
    assert (erased.state, erased.name, erased.id_number_index) == ("APPROVED", None, None)
    assert set(Document.objects.values_list("submission_id", flat=True)) == {other.id}
    assert len(list(files.list_keys("kyc"))) == 3
    assert services.erase_submissions(person_id=amina.id, now=clock.now()) == 0


def test_a_draft_is_deleted_and_what_waits_is_ended() -> None:
    amina, brian = draft_of(make_person("amina"), "TIER_2"), in_review(make_person("brian"))
    for row in (amina, brian):
        services.erase_submissions(person_id=row.person_id, now=clock.now())
    assert not Submission.objects.filter(pk=amina.pk).exists()
    assert again(brian).state == "REJECTED"
    assert list(files.list_keys("kyc")) == []


def test_it_follows_on_the_erasure_of_the_person() -> None:
    row = in_review(make_person("amina"))
    with transaction.atomic():
        events.record("accounts.erased", {"person_id": str(row.person_id)})
    deliver_events()
    assert again(row).erased_at is not None and not Document.objects.exists()
