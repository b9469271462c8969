"""Documents run out: the person hears of it twice in time, and once when it has happened."""

from datetime import timedelta

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.kyc import services
from apps.kyc.models import Submission
from apps.kyc.tests.papers import again, approved, reviewer

pytestmark = pytest.mark.django_db


def told(row: Submission) -> list[tuple[str, int | None]]:
    events = OutboxEvent.objects.filter(
        topic__in=["kyc.expiring", "kyc.expired"], payload__submission_id=str(row.id)
    ).order_by("id")
    return [(event.topic, event.payload.get("days")) for event in events]


def on_day(number: int) -> tuple[int, int]:
    return services.remind_and_expire(now=clock.now() + timedelta(days=number))


def test_a_whole_life_is_told_each_time_once() -> None:
    row = approved(make_person("amina"), reviewer(), valid_days=100)
    for day in range(104):
        on_day(day)
        on_day(day)
    assert told(row) == [("kyc.expiring", 30), ("kyc.expiring", 7), ("kyc.expired", None)]
    assert again(row).state == "EXPIRED"
    assert User.objects.get(pk=row.person_id).kyc_tier == "TIER_1"


def test_the_last_day_still_counts() -> None:
    row = approved(make_person("amina"), reviewer(), valid_days=1)
    assert on_day(1)[1] == 0 and again(row).state == "APPROVED"
    assert on_day(2)[1] == 1 and again(row).state == "EXPIRED"


def test_after_a_long_sleep_only_the_nearest_notice_comes() -> None:
    row = approved(make_person("amina"), reviewer(), valid_days=5)
    on_day(0)
    assert told(row) == [("kyc.expiring", 5)]


def test_who_was_raised_by_something_else_is_not_set_back_twice() -> None:
    row = approved(make_person("amina"), reviewer(), valid_days=1)
    User.objects.filter(pk=row.person_id).update(kyc_tier="TIER_1")
    on_day(2)
    assert User.objects.get(pk=row.person_id).kyc_tier == "TIER_1"


def test_documents_given_anew_in_time_leave_nothing_to_expire() -> None:
    amina, olga = make_person("amina"), reviewer()
    first = approved(amina, olga, valid_days=40)
    second = approved(amina, olga)
    on_day(60)
    assert (again(first).state, again(second).state) == ("EXPIRED", "APPROVED")
    assert told(first) == []
    assert User.objects.get(pk=amina.id).kyc_tier == "TIER_2"


def test_new_documents_are_taken_shortly_before_and_pictures_have_to_be_new() -> None:
    amina, olga = make_person("amina"), reviewer()
    approved(amina, olga, valid_days=61)
    client = client_of(amina)
    assert client.post("/api/v1/kyc/submissions", {"target_tier": "TIER_2"}, format="json").status_code == 409
    Submission.objects.update(valid_until=clock.now().date() + timedelta(days=60))
    answer = client.post("/api/v1/kyc/submissions", {"target_tier": "TIER_2"}, format="json")
    assert answer.status_code == 201
    assert answer.json()["missing"] == ["documents/id_front", "documents/id_back", "documents/selfie"]


@pytest.mark.django_db(transaction=True)
def test_of_six_sweeps_at_once_each_thing_happens_once() -> None:
    olga = reviewer()
    expiring = approved(make_person("amina"), olga, valid_days=20)
    over = approved(make_person("brian"), olga, valid_days=-1)
    now = clock.now()
    outcomes = run_together(6, lambda n: services.remind_and_expire(now=now))
    assert [sum(column) for column in zip(*outcomes, strict=True)] == [1, 1]
    assert (told(expiring), told(over)) == ([("kyc.expiring", 20)], [("kyc.expired", None)])
