"""Forty people hand in at once through four web workers; `make torture ARGS=papers` is the same with a thousand."""

import pytest

from bench.torture.papers import papers

pytestmark = pytest.mark.django_db(transaction=True)


def test_forty_people_at_once_lose_no_file_and_get_no_error() -> None:
    row = papers(people=40, scale=2)
    assert row.violations == [], row.facts
