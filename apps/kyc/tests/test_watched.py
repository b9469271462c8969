"""Whether the watch list warns of somebody: known without a statement, and never from before the last write."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.kyc import services
from apps.kyc.models import WatchListHit
from apps.kyc.selectors import is_watched
from apps.kyc.tests.papers import in_review, reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    services.add_watch_list_entry(name="Amina Otieno", source="UN", reason="test", now=clock.now())
    return make_person("amina")


def warn(person: User) -> WatchListHit:
    assert not is_watched(person.id)
    services.screen(person_id=person.id, called=[person.full_name], now=clock.now())
    assert is_watched(person.id)
    return WatchListHit.objects.get()


def test_asking_again_costs_nothing(amina: User) -> None:
    warn(amina)
    brian = make_person("brian")
    for person, expected in ((amina, True), (brian, False)):
        is_watched(person.id)
        with CaptureQueriesContext(connection) as captured:
            assert is_watched(person.id) is expected
        assert not captured.captured_queries


@pytest.mark.parametrize(("is_same_person", "expected"), [(False, False), (True, True)])
def test_a_decision_about_the_hit_is_heard_of(amina: User, is_same_person: bool, expected: bool) -> None:
    hit = warn(amina)
    services.decide_hit(hit_id=hit.id, is_same_person=is_same_person, note="seen", by=reviewer().id, now=clock.now())
    assert is_watched(amina.id) is expected


def test_a_reviewers_approval_clears_it(amina: User) -> None:
    row, olga = in_review(amina), reviewer()
    assert is_watched(amina.id)
    services.take(submission_id=row.id, by=olga.id, now=clock.now())
    services.approve(submission_id=row.id, by=olga.id, now=clock.now())
    assert not is_watched(amina.id)
