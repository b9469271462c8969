"""Keyset pages: both directions, stable while rows come, and no cursor but our own."""

from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from apps.core import clock
from apps.core.api.pagination import _decode, _encode
from apps.core.errors import InvalidInput
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent

pytestmark = [pytest.mark.django_db, pytest.mark.urls("apps.core.tests.urls")]
URL = "/api/v1/events"


def add(*numbers: int) -> None:
    now = clock.now()
    for number in numbers:
        OutboxEvent.objects.create(id=uuid7(), topic="t", payload={"number": number}, recorded_at=now, due_at=now)


def page(url: str) -> Any:
    answer = APIClient().get(url)
    assert answer.status_code == 200, answer.content
    return answer.json()


def numbers(answer: Any) -> list[int]:
    return [row["number"] for row in answer["results"]]


def test_an_empty_list_has_no_neighbours() -> None:
    assert page(URL) == {"results": [], "next": None, "previous": None}


def test_there_and_back() -> None:
    add(*range(1, 8))
    first = page(f"{URL}?page_size=3")
    second = page(first["next"])
    third = page(second["next"])
    assert [numbers(one) for one in (first, second, third)] == [[7, 6, 5], [4, 3, 2], [1]]
    assert (first["previous"], third["next"]) == (None, None)
    assert numbers(page(third["previous"])) == [4, 3, 2]
    back = page(page(third["previous"])["previous"])
    assert numbers(back) == [7, 6, 5]
    assert back["previous"] is None
    assert numbers(page(back["next"])) == [4, 3, 2]


@pytest.mark.parametrize("count", [3, 6])
def test_a_last_page_that_is_full_has_no_next(count: int) -> None:
    add(*range(count))
    url = f"{URL}?page_size=3"
    for _ in range(count // 3 - 1):
        url = page(url)["next"]
    assert page(url)["next"] is None


def test_rows_that_come_meanwhile_shift_no_page() -> None:
    add(1, 2, 3, 4)
    first = page(f"{URL}?page_size=2")
    add(5, 6, 7)
    second = page(first["next"])
    assert numbers(second) == [2, 1]
    newer = page(second["previous"])
    assert numbers(newer) == [4, 3]
    assert numbers(page(newer["previous"])) == [6, 5]


def test_rows_that_go_meanwhile_break_no_page() -> None:
    add(1, 2, 3, 4)
    first = page(f"{URL}?page_size=2")
    OutboxEvent.objects.filter(payload__number__in=[3, 2]).delete()
    assert numbers(page(first["next"])) == [1]


def test_the_other_parameters_stay_in_the_links() -> None:
    add(1, 2)
    link = page(f"{URL}?page_size=1&q=a%26b%20c")["next"]
    query = parse_qs(urlparse(link).query)
    assert query["q"] == ["a&b c"]
    assert query["page_size"] == ["1"]
    assert len(query["cursor"]) == 1


@pytest.mark.parametrize(
    "size", ["0", "-1", "101", "1000", "1e1", "ten", "", "１", "1.0", " 5", "5 ", "00001", "9" * 5_000]
)
def test_a_page_has_one_to_a_hundred_rows(size: str) -> None:
    answer = APIClient().get(URL, {"page_size": size})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["errors"][0]["field"] == "page_size"


def test_a_page_has_twenty_rows_unless_asked_otherwise() -> None:
    add(*range(130))
    assert len(page(URL)["results"]) == 20
    assert len(page(f"{URL}?page_size=100")["results"]) == 100


@pytest.mark.parametrize(
    "cursor", ["x", "AAAA", "<", "-", "*", "a" * 23, "PA", "ｃ", "\x00", "' OR 1=1--", "A" * 5_000]
)
def test_a_cursor_that_was_not_given_out_here_is_refused(cursor: str) -> None:
    answer = APIClient().get(URL, {"cursor": cursor})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["errors"][0]["field"] == "cursor"


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=40))
def test_reading_a_cursor_never_fails_otherwise(text: str) -> None:
    try:
        direction, position = _decode(text)
    except InvalidInput:
        return
    assert _decode(_encode(direction, position)) == (direction, position)
