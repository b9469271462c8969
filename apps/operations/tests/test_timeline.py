"""A timeline leaves nothing out and shows nothing twice, at the same price however long it is."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.core.ids import earliest_id, uuid7
from apps.merchants.models import Taking
from apps.operations.overviews.shared import activity_source
from apps.operations.overviews.timeline import (
    PAGE,
    PUT_IN_ORDER,
    Entry,
    Reach,
    Source,
    by_moment,
    fold,
    moment_key,
    read_timeline,
    step,
    steps,
)
from apps.operations.tests.overviews import (
    MOST_STATEMENTS,
    look,
    older_of,
    operator,
    reads_without_index,
    statements_of,
)

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def told(code: str, entries: list[Entry]) -> Source:
    return Source(code, code, "", "", lambda reach: steps(entries, reach))


def entry(at: datetime, title: str, number: int = 0) -> Entry:
    made = step(uuid7(), number, at, title)
    assert made is not None
    return made


def walk(sources: list[Source]) -> list[Entry]:
    """All pages after each other."""
    found: list[Entry] = []
    cursor = ""
    while True:
        page = read_timeline(sources, cursor=cursor)
        found += page.entries
        if not page.older:
            return found
        assert len(page.entries) == PAGE
        cursor = page.older


def test_all_of_several_sources_comes_once_and_newest_first() -> None:
    sources = [
        told(code, [entry(NOON + timedelta(seconds=number * gap), f"{code} {number}") for number in range(60)])
        for code, gap in (("one", 7), ("two", 11), ("three", 0))
    ]
    found = walk(sources)
    assert len(found) == len({each.title for each in found}) == 180
    assert [each.at for each in found] == sorted((each.at for each in found), reverse=True)


def test_a_source_that_grows_meanwhile_changes_no_page_below() -> None:
    entries = [entry(NOON + timedelta(minutes=number), f"old {number}") for number in range(60)]
    late: list[Entry] = []
    sources = [told("old", entries), told("late", late)]
    first = read_timeline(sources)
    entries.append(entry(NOON + timedelta(days=1), "new"))
    late.append(entry(NOON + timedelta(days=1), "later still"))
    second = read_timeline(sources, cursor=first.older)
    titles = [each.title for each in (*first.entries, *second.entries)]
    assert titles == [f"old {number}" for number in reversed(range(60 - 2 * PAGE, 60))]


@pytest.mark.parametrize(
    "cursor",
    ["x", "old~", "old~zz", "old~../etc", "old~" + "f" * 400, "~", ".", "old~-1-2", f"old~{'f' * 16}-{'f' * 32}-00"],
)
def test_a_position_nobody_was_given_shows_the_newest(cursor: str) -> None:
    source = told("old", [entry(NOON, "only")])
    assert [each.title for each in read_timeline([source], cursor=cursor).entries] == ["only"]


def test_it_begins_where_somebody_wants_it_to() -> None:
    source = told("old", [entry(NOON + timedelta(days=number), f"day {number}") for number in range(5)])
    page = read_timeline([source], until=NOON + timedelta(days=2))
    assert [each.title for each in page.entries] == ["day 1", "day 0"]


def test_what_one_person_does_again_and_again_is_one_line() -> None:
    who, somebody_else = uuid7(), uuid7()
    rows = [Entry(str(number), NOON, "Saw", by_id=by) for number, by in enumerate([who, who, who, somebody_else, who])]
    assert [each.count for each in fold(rows)] == [3, 1, 1]


def write_activity(person: User, ids: list[UUID], at: datetime) -> None:
    Activity.objects.bulk_create(
        Activity(id=identity, person_id=person.id, action=f"tests.did_{number}", channel="api", at=at)
        for number, identity in enumerate(ids)
    )


@pytest.mark.django_db
def test_rows_of_one_moment_are_paged_through_without_gap_or_repeat() -> None:
    amina = make_person("amina")
    write_activity(amina, [uuid7() for _ in range(3 * PAGE)], clock.now())
    found = walk([activity_source(amina.id)])
    assert [each.title for each in found] == [f"Did {number}" for number in reversed(range(3 * PAGE))]


@pytest.mark.django_db
def test_rows_are_put_in_order_where_ids_do_not_say_when_they_were_made() -> None:
    amina = make_person("amina")
    now = clock.now()
    Activity.objects.bulk_create(
        # Told backwards, as stories are that begin somewhere else again.
        Activity(person_id=amina.id, action=f"tests.did_{number}", channel="api", at=now - timedelta(days=number))
        for number in range(2 * PAGE)
    )
    source = activity_source(amina.id)
    first = read_timeline([source], in_step=False)
    rest = read_timeline([source], cursor=first.older, in_step=False)
    found = [each.title for each in (*first.entries, *rest.entries)]
    assert found == [f"Did {number}" for number in range(2 * PAGE)]
    until = read_timeline([source], until=now - timedelta(days=40), in_step=False)
    assert [each.title for each in until.entries] == [f"Did {number}" for number in range(41, 50)]


@pytest.mark.django_db
def test_takings_of_one_moment_are_paged_through_without_gap_or_repeat() -> None:
    """Their index is by time, and a thousand sales may have one."""
    merchant, at = uuid7(), clock.now()
    Taking.objects.bulk_create(
        Taking(transaction_id=uuid7(), merchant_id=merchant, kind="SALE", currency="USD", gross=2, net=2, at=at)
        for _ in range(2 * PAGE + 5)
    )
    seen: list[UUID] = []
    key = ""
    while True:
        rows = by_moment(Taking.objects.filter(merchant_id=merchant), Reach(10, key), at="at", column="transaction_id")
        seen += [row.transaction_id for row in rows[:9]]
        if len(rows) < 10:
            break
        key = rows[9].timeline_key
    assert len(seen) == len(set(seen)) == 2 * PAGE + 5
    assert rows[0].timeline_key == moment_key(at, rows[0].transaction_id)


@pytest.mark.django_db
def test_a_page_of_a_long_history_costs_what_one_of_a_short_one_does() -> None:
    amina, olga = make_person("amina"), operator()
    path = f"/admin/people/{amina.id}/"
    short = len(statements_of(olga, path))
    # More than what is put into order where that is asked for.
    write_activity(amina, [uuid7() for _ in range(PUT_IN_ORDER + 100)], clock.now())
    page = olga.get(path).content.decode()
    deep = path + older_of(page)
    for address in (path, deep, f"{path}?until=2026-01-01", f"{path}?kind=Activity"):
        statements = statements_of(olga, address)
        # Who has looked is named once there is somebody.
        assert len(statements) <= short + 2 <= MOST_STATEMENTS, address
        assert reads_without_index(statements) == [], address


@pytest.mark.django_db
def test_older_leads_through_a_persons_whole_history() -> None:
    amina, olga = make_person("amina"), operator()
    write_activity(amina, [uuid7() for _ in range(2 * PAGE + 3)], clock.now())
    path, query, words = f"/admin/people/{amina.id}/", "?kind=Activity", ""
    while query:
        page = olga.get(path + query).content.decode()
        words += look(olga, path + query)
        query = older_of(page)
    assert [words.count(f"Did {number} ") for number in range(2 * PAGE + 3)] == [1] * (2 * PAGE + 3)
    assert "This is where it begins." in words


def test_the_first_id_of_a_moment_is_after_all_before_it() -> None:
    assert earliest_id(NOON) > earliest_id(NOON - timedelta(milliseconds=1))
