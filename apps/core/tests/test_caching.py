"""The cache of rows that are read on every payment: written through, never ahead of the database."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from apps.core.caching import forget, remember

pytestmark = pytest.mark.django_db
# For what has to be committed before others, or a broken connection, can see it.
committing = pytest.mark.django_db(transaction=True)


def test_what_was_loaded_once_is_not_loaded_again() -> None:
    loads: list[int] = []

    def load() -> str:
        loads.append(1)
        return "a fee"

    assert [remember("fee", load) for _ in range(3)] == ["a fee"] * 3
    assert len(loads) == 1
    forget("fee")
    remember("fee", load)
    assert len(loads) == 2


def test_nothing_is_not_remembered() -> None:
    """Whoever signs up a moment later must be found at once."""
    found: list[Any] = [None, "amina"]
    assert remember("person", lambda: found[0]) is None
    assert remember("person", lambda: found[1]) == "amina"


def test_falsehoods_are_remembered() -> None:
    assert remember("limits", lambda: 0) == 0
    assert remember("limits", lambda: 1) == 0


@committing
def test_what_a_reader_puts_back_before_the_commit_is_dropped_again_after_it() -> None:
    remember("fee", lambda: "old")
    with transaction.atomic():
        forget("fee")
        # Somebody reads meanwhile and still sees the old row.
        assert remember("fee", lambda: "old") == "old"
    assert remember("fee", lambda: "new") == "new"


@committing
def test_a_rollback_leaves_what_is_right() -> None:
    remember("fee", lambda: "old")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        forget("fee")
        raise ZeroDivisionError
    assert remember("fee", lambda: "old") == "old"


def test_a_copy_grows_old(settings: Any) -> None:
    settings.CACHE_SECONDS = 0
    remember("fee", lambda: "old")
    assert remember("fee", lambda: "new") == "new"
    remember("wallet", lambda: "id", seconds=3600)
    assert cache.get("wallet") == "id"
