"""Inbox, activity and sessions: a page of each reads an index that begins with the person, and stops.

Payments have tests of their own (apps/transactions/tests/test_history_is_quick.py).
"""

import itertools
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Activity, Session, User
from apps.accounts.selectors import list_activity, list_sessions
from apps.accounts.tests.factories import UserFactory
from apps.core import clock
from apps.core.ids import uuid7
from apps.notifications.models import Notification
from apps.notifications.selectors import count_unread, list_notifications

pytestmark = pytest.mark.django_db
ROWS, OF_HERS = 20_000, 1_000
# A page from each end, and what a scan passes over on its way.
BOUND = 60


@pytest.fixture
def amina() -> User:
    return UserFactory.create()


def people(amina: User) -> list[UUID]:
    """Whose each row is: one in twenty is hers."""
    others = [UserFactory.create().id for _ in range(19)]
    return [amina.id, *others] * (ROWS // 20)


def fill(amina: User) -> list[UUID]:
    """Twenty thousand rows of each; returns the ids, oldest first."""
    ids, now = [uuid7() for _ in range(ROWS)], clock.now()
    owners = people(amina)
    Activity.objects.bulk_create(
        Activity(id=one, person_id=owner, action="a.b", channel="api", at=now)
        for one, owner in zip(ids, owners, strict=True)
    )
    Notification.objects.bulk_create(
        Notification(
            id=one, person_id=owner, topic="x", title="x", cause=one, created_at=now,
            # She has left one in ten unread.
            read_at=None if number % 200 == 0 else now,
        )
        for number, (one, owner) in enumerate(zip(ids, owners, strict=True))
    )  # fmt: skip
    Session.objects.bulk_create(
        Session(id=one, user_id=owner, created_at=now, last_used_at=now, expires_at=now + timedelta(days=1))
        for one, owner in zip(ids, owners, strict=True)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE accounts_activity, notifications_notification, accounts_session")
        cursor.execute("SET LOCAL random_page_cost = 1.1")
    return ids


def plans_of(work: Callable[[], Any]) -> Iterator[dict[str, Any]]:
    with CaptureQueriesContext(connection) as captured:
        work()
    assert captured.captured_queries
    for query in captured.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query["sql"])
            (answer,) = cursor.fetchone()
        found = json.loads(answer) if isinstance(answer, str) else answer
        yield found[0]["Plan"]


def scans_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "Scan" in plan["Node Type"]:
        yield plan
    for inner in plan.get("Plans", []):
        yield from scans_of(inner)


def read_by(scan: dict[str, Any]) -> float:
    return float((scan["Actual Rows"] + scan.get("Rows Removed by Filter", 0)) * scan["Actual Loops"])


def test_a_page_of_each_list_reads_an_index_and_stops(amina: User) -> None:
    ids, now = fill(amina), clock.now()
    middle = ids[ROWS // 2]
    positions: list[dict[str, Any]] = [
        {"before": None, "after": None}, {"before": middle, "after": None}, {"before": None, "after": middle}
    ]  # fmt: skip
    for position, unread in itertools.product(positions, (None, True, False)):
        for plan in plans_of(lambda: list_notifications(amina.id, **position, limit=20, unread=unread)):  # noqa: B023
            for scan in scans_of(plan):
                assert scan["Node Type"] in {"Index Scan", "Index Only Scan"}, plan
                assert scan["Index Name"] in {"notifications_inbox", "notifications_unread"}
                assert read_by(scan) <= BOUND, plan
    for position in positions:
        for plan in plans_of(lambda: list_activity(amina.id, **position)):  # noqa: B023
            for scan in scans_of(plan):
                assert (scan["Node Type"], scan["Index Name"]) == ("Index Scan", "accounts_activity_person"), plan
                assert read_by(scan) <= BOUND, plan
        for plan in plans_of(lambda: list_sessions(amina.id, now=now, **position)):  # noqa: B023
            for scan in scans_of(plan):
                # Her sessions are put in order after they are found: nobody has more than a few that are good.
                assert scan["Node Type"] != "Seq Scan", plan
                assert read_by(scan) <= OF_HERS, plan
    for plan in plans_of(lambda: count_unread(amina.id)):
        for scan in scans_of(plan):
            assert scan["Index Name"] == "notifications_unread", plan
            assert read_by(scan) <= 100, plan
