"""Access tokens (RFC 6749, section 4.4), kept in the process for less than they are good for.

Many threads that need one at the same time wait for one request, and share its failure too: each of them trying again
in turn would make the last one wait for all the others.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

# A token is given up a tenth of its life early, so that it does not expire under way, and after an hour in any case.
KEPT_SHARE = 0.9
LONGEST_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Token:
    value: str
    # On the monotonic clock, which nobody sets.
    good_until: float


class TokenStore:
    """Tokens by whom they are for (address and client)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tokens: dict[tuple[str, ...], Token] = {}
        self._awaited: dict[tuple[str, ...], Future[str]] = {}

    def get(self, owner: tuple[str, ...], fetch: Callable[[], tuple[str, float]], *, patience: float) -> str:
        """The token of `owner`; `fetch` returns a new one and the seconds it is good for.

        Raises what `fetch` raises, and TimeoutError when the thread that fetches it takes longer than `patience`
        seconds.
        """
        asked_at = time.monotonic()
        with self._lock:
            token = self._tokens.get(owner)
            if token is not None and asked_at < token.good_until:
                return token.value
            awaited = self._awaited.get(owner)
            if awaited is None:
                mine = self._awaited[owner] = Future()
        if awaited is not None:
            return awaited.result(patience)
        try:
            value, seconds = fetch()
        except BaseException as error:
            with self._lock:
                del self._awaited[owner]
            mine.set_exception(error)
            raise
        with self._lock:
            # Counted from before it was asked for: the provider counts from somewhere in between.
            self._tokens[owner] = Token(value, asked_at + seconds * KEPT_SHARE)
            del self._awaited[owner]
        mine.set_result(value)
        return value

    def drop(self, owner: tuple[str, ...], value: str) -> None:
        """Forgets a token that was not taken, unless another thread has replaced it already."""
        with self._lock:
            token = self._tokens.get(owner)
            if token is not None and token.value == value:
                del self._tokens[owner]
