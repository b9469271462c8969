"""What time does to a dispute: nobody's answer moves it on, and a late decision is seen."""

import pytest
from celery import current_app
from django.conf import settings

from apps.core import clock
from apps.core.tests.queue import deliver_events
from apps.disputes import selectors, services
from apps.disputes.models import Dispute
from apps.disputes.services import _overdue
from apps.disputes.tests.cases import Case, again, case, contested, for_payee, held, judge, later, opened
from apps.transactions.tests.payments import nothing_moves, send

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_not_answered_in_time_waits_for_an_operator() -> None:
    found = case()
    dispute = opened(found)
    with nothing_moves():
        assert services.move_overdue(now=later(days=4, hours=23)) == 0
        assert services.move_overdue(now=dispute.answer_by) == 1
        assert services.move_overdue(now=dispute.answer_by) == 0
    assert (again(dispute).state, held(found.brian)) == ("UNDER_REVIEW", 40)
    for_payee(dispute, judge())


def test_what_was_answered_or_withdrawn_stays_so() -> None:
    found = case()
    first = contested(opened(found))
    payment = send(found.amina, "brian", 5).transaction
    second = opened(Case(found.amina, found.brian, payment))
    services.withdraw(payer_id=found.amina.id, dispute_id=second.id, now=clock.now())
    assert services.move_overdue(now=later(days=400)) == 0
    assert (again(first).state, again(second).state) == ("ANSWERED", "WITHDRAWN")


def test_a_round_takes_so_many_and_the_next_the_rest() -> None:
    found = case(paid="10")
    opened(found)
    for _ in range(2):
        opened(Case(found.amina, found.brian, send(found.amina, "brian", 1).transaction))
    assert [services.move_overdue(now=later(days=6), limit=2) for _ in range(3)] == [2, 1, 0]
    assert set(Dispute.objects.values_list("state", flat=True)) == {"UNDER_REVIEW"}


def test_operators_are_reminded_of_what_should_be_decided(caplog: pytest.LogCaptureFixture) -> None:
    found = case()
    dispute = opened(found)
    services.move_overdue(now=dispute.answer_by)
    assert "past their time" not in caplog.text and selectors.count_overdue(dispute.answer_by) == 0
    services.move_overdue(now=dispute.decide_by)
    assert "past their time" in caplog.text and "'count': 1" in caplog.text
    assert again(dispute).is_overdue(dispute.decide_by)
    for_payee(dispute, judge())
    assert selectors.count_overdue(later(days=400)) == 0 and not again(dispute).is_overdue(later(days=400))


def test_the_sweeps_are_on_the_clock() -> None:
    current_app.loader.import_default_modules()
    planned = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {"disputes.sweep", "disputes.sweep_orphaned_files"} <= planned & set(current_app.tasks)


def test_the_task_moves_what_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    found = case()
    dispute = opened(found, now=later(days=-6))
    current_app.loader.import_default_modules()
    current_app.tasks["disputes.sweep"]()
    assert again(dispute).state == "UNDER_REVIEW"
    deliver_events()
    assert _overdue.BATCH >= 1
