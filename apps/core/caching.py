"""A write-through cache for rows that every payment reads and almost nobody changes. Never for a balance.

With Redis all processes share it. In one process's memory nobody tells it of other processes' writes, so
it keeps a copy only for settings.CACHE_SECONDS.
"""

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

T = TypeVar("T")
_ABSENT = object()


def remember(key: str, load: Callable[[], T], *, seconds: int | None = None) -> T:
    """The cached value, or what `load` returns, which is then kept. None is not kept."""
    value = cache.get(key, _ABSENT)
    if value is _ABSENT:
        value = load()
        if value is not None:
            cache.set(key, value, seconds if seconds is not None else settings.CACHE_SECONDS)
    return value  # type: ignore[return-value]


def forget(*keys: str) -> None:
    """Drops the copies now and again once the present transaction has committed.

    Twice, because a reader between the two would put the old row back.
    """
    cache.delete_many(keys)
    transaction.on_commit(lambda: cache.delete_many(keys))
