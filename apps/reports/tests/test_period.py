"""The period of a statement, in the person's own days."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.core.errors import InvalidInput
from apps.reports.period import period_of
from apps.reports.tests.statements import ask, url_of
from apps.wallets.models import Wallet
from apps.wallets.tests.factories import holder_of, join, wallet_of

NAIROBI = ZoneInfo("Africa/Nairobi")
NOW = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)


def period(since: str | None = None, before: str | None = None, *, zone: str = "UTC", now: datetime = NOW) -> Any:
    found = period_of(since, before, zone=ZoneInfo(zone), now=now)
    return found.since, found.before


def at(text: str) -> datetime:
    return datetime.fromisoformat(text + "+00:00")


def test_a_date_is_the_whole_day_where_the_person_is() -> None:
    assert period("2026-03-01", "2026-03-31") == (at("2026-03-01T00:00"), at("2026-04-01T00:00"))
    assert period("2026-03-01", "2026-03-01", zone="Africa/Nairobi") == (
        at("2026-02-28T21:00"),
        at("2026-03-01T21:00"),
    )


def test_a_day_on_which_clocks_are_changed_is_shorter_or_longer() -> None:
    short = period("2026-03-29", "2026-03-29", zone="Europe/Berlin")
    long = period("2026-10-25", "2026-10-25", zone="Europe/Berlin")
    assert [(end - start).total_seconds() / 3600 for start, end in (short, long)] == [23, 25]


def test_a_day_without_a_midnight_begins_when_it_begins() -> None:
    """In Beirut clocks went from 0:00 to 1:00, so that the day had no midnight; it met the day before all the same."""
    _, end = period("2026-03-28", "2026-03-28", zone="Asia/Beirut")
    start, _ = period("2026-03-29", "2026-03-29", zone="Asia/Beirut")
    assert end == start


def test_a_moment_is_itself() -> None:
    assert period("2026-03-01T12:00:00+03:00", "2026-03-01T10:00:00.5Z") == (
        at("2026-03-01T09:00"),
        at("2026-03-01T10:00:00.500"),
    )


def test_without_saying_it_is_the_present_month_until_now() -> None:
    assert period() == (at("2026-11-01T00:00"), NOW)
    # There the first of December has begun.
    now = datetime(2026, 11, 30, 22, 30, tzinfo=UTC)
    assert period(zone="Africa/Nairobi", now=now) == (at("2026-11-30T21:00"), now)


def test_only_an_end_means_the_month_it_lies_in() -> None:
    assert period(None, "2026-02-28") == (at("2026-02-01T00:00"), at("2026-03-01T00:00"))
    assert period(None, "2026-03-01T00:00:00Z")[0] == at("2026-02-01T00:00")


def test_only_a_beginning_means_until_now() -> None:
    assert period("2026-10-01") == (at("2026-10-01T00:00"), NOW)


@pytest.mark.parametrize(
    "text",
    ["", " ", "yesterday", "2026-13-01", "2026-02-30", "26-01-01", "2026-1-1", "20260101", "2026-01-01T00:00:00",
     "2026-01-01 00:00:00Z", "2026-01-01T00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:00:60Z", "２０２６-01-01",
     "2026-01-01T00:00:00+25:00", "2026-W01-1", "0001-01-01", "1969-12-31", "3000-01-01", "9999-12-31", "1767225600",
     "2026-01-01T00:00:00.1234567Z", "2026-01-01\n"],
)  # fmt: skip
@pytest.mark.parametrize("field", ["from", "to"])
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Adak"])
def test_what_is_no_date_and_no_moment_is_refused(zone: str, field: str, text: str) -> None:
    since, before = (text, None) if field == "from" else (None, text)
    with pytest.raises(InvalidInput) as refused:
        period(since, before, zone=zone)
    assert [error["field"] for error in refused.value.errors] == [field]


def test_it_does_not_end_before_it_begins() -> None:
    for since, before in [("2026-03-02", "2026-03-01"), ("2026-03-02T00:00:01Z", "2026-03-01"), ("2027-01-01", None)]:
        with pytest.raises(InvalidInput) as refused:
            period(since, before)
        assert refused.value.errors[0]["code"] == "after_to"
    assert period("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z") == 2 * (at("2026-03-01T00:00"),)


def test_it_knows_its_first_and_last_day() -> None:
    found = period_of("2026-03-01", "2026-03-31", zone=NAIROBI, now=NOW)
    assert (found.first_day, found.last_day) == (date(2026, 3, 1), date(2026, 3, 31))
    empty = period_of("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z", zone=NAIROBI, now=NOW)
    assert (empty.first_day, empty.last_day) == (date(2026, 3, 1), date(2026, 3, 1))


# Over HTTP.


@pytest.fixture
def wallet(db: None) -> Wallet:
    return wallet_of(join("amina", 100))


@pytest.fixture
def client(wallet: Wallet) -> APIClient:
    return client_of(holder_of(wallet))


@pytest.mark.parametrize(
    ("query", "field"),
    [("from=yesterday", "from"), ("to=2026-02-30", "to"), ("from=2026-03-02&to=2026-03-01", "from"),
     ("from=2998-01-01", "from"), ("format=xlsx", "format"), ("format=", "format"), ("since=2026-01-01", "since"),
     ("from=2026-01-01T00:00:00+03:00", "from"), ("page_size=5", "page_size"), ("from=" + "1" * 50, "from")],
)  # fmt: skip
def test_what_makes_no_sense_is_a_400_that_names_the_field(
    query: str, field: str, wallet: Wallet, client: APIClient
) -> None:
    answer = client.get(url_of(wallet, query))
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_days_are_those_of_the_persons_time_zone(wallet: Wallet, client: APIClient) -> None:
    User.objects.filter(pk=holder_of(wallet).pk).update(time_zone="Africa/Nairobi")
    body = ask(client, wallet, "from=2026-03-01&to=2026-03-31")
    assert (body["from"], body["to"]) == ("2026-02-28T21:00:00Z", "2026-03-31T21:00:00Z")
    assert body["time_zone"] == "Africa/Nairobi"
