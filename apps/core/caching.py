"""A write-through cache for rows that every payment reads and almost nobody changes. Never for a balance.

With Redis all processes share it. In one process's memory nobody tells it of other processes' writes, so
it keeps a copy only for settings.CACHE_SECONDS.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.db import transaction

T = TypeVar("T")
_ABSENT = object()


class FrozenLocMemCache(LocMemCache):
    """Django's in-process cache without the pickling, which costs more than all the rest of a look-up.

    The same object is handed to everybody, so only immutable values may be put into it.
    """

    # Django's own attributes, which its type stubs leave out.
    _lock: Lock
    _cache: OrderedDict[str, Any]
    _has_expired: Callable[[str], bool]
    _delete: Callable[[str], bool]
    _set: Callable[..., None]

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        key = self.make_key(key, version)
        with self._lock:
            if self._has_expired(key):
                self._delete(key)
                return default
            self._cache.move_to_end(key, last=False)
            return self._cache[key]

    def set(
        self, key: Any, value: Any, timeout: float | object | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        with self._lock:
            self._set(self.make_key(key, version), value, timeout)


cache = caches["default"]


def remember(key: str, load: Callable[[], T], *, seconds: int | None = None) -> T:
    """The cached value, or what `load` returns, which is then kept. None is not kept."""
    value = cache.get(key, _ABSENT)
    if value is _ABSENT:
        value = load()
        if value is not None:
            cache.set(key, value, seconds if seconds is not None else settings.CACHE_SECONDS)
    return cast(T, value)


def keep(key: str, value: Any, *, seconds: int | None = None) -> None:
    """Puts a value there that was read a moment ago for another purpose, so that nobody need read it again."""
    cache.set(key, value, seconds if seconds is not None else settings.CACHE_SECONDS)


def forget(*keys: str) -> None:
    """Drops the copies now and again once the present transaction has committed.

    Twice, because a reader between the two would put the old row back.
    """
    cache.delete_many(keys)
    transaction.on_commit(lambda: cache.delete_many(keys))
